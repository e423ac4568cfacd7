/** What every adapter of `EfakturaSubmitter` does. An adapter's test runs it against its simulator. */

import { describe, expect, onTestFinished, test } from "vitest";
import {
  ALWAYS,
  handOverContract,
  messageId,
  onceContract,
  tellingContract,
  type CallingBench,
} from "./channel.contract.ts";
import type { EfakturaMessage, EfakturaSubmitter } from "./ports.ts";

type ReceiverFacts = Parameters<EfakturaSubmitter["findReceiver"]>[0];

/** An invoice as the consumer sees it in the net bank. */
export type SeenInvoice = Pick<EfakturaMessage, "account" | "kid" | "amountMinor" | "dueOn" | "invoiceNumber" | "pdf">;

export type EfakturaBench = CallingBench<EfakturaSubmitter> & {
  /** People with a net bank: one who takes eFaktura, one who takes none, two whom these facts do not tell apart, and one nobody knows. */
  readonly people: {
    readonly willing: ReceiverFacts;
    readonly unwilling: ReceiverFacts;
    readonly twins: ReceiverFacts;
    readonly stranger: ReceiverFacts;
  };
  /** What the willing one is called by. */
  readonly willingReference: string;
  readonly seen: (messageId: string) => Promise<SeenInvoice>;
  /** The willing one pays in the net bank. */
  readonly pay: (messageId: string) => Promise<void>;
};

export function efakturaContract(name: string, open: () => Promise<EfakturaBench>): void {
  let latest: EfakturaBench;
  const bench = async (): Promise<EfakturaBench> => {
    latest = await open();
    const opened = latest;
    onTestFinished(() => opened.close());
    return opened;
  };
  const invoice = (id: string): EfakturaMessage => ({
    messageId: id,
    receiverReference: latest.willingReference,
    issuerOrganisationNumber: "923456783",
    brand: "Eksempel Tannklinikk",
    account: "86011117947",
    kid: "1047112601018",
    amountMinor: 124_500n,
    dueOn: "2026-10-19",
    issuedOn: "2026-10-05",
    invoiceNumber: "260101",
    pdf: new TextEncoder().encode(`%PDF-1.7 ${id}\n%%EOF\n`),
  });
  describe(`${name} as EfakturaSubmitter`, () => {
    handOverContract(bench, invoice);
    onceContract(bench, invoice);
    tellingContract(bench, invoice);
    lookUpContract(bench);
    contentContract(bench, invoice);
    cancelContract(bench, invoice);
  });
}

function lookUpContract(bench: () => Promise<EfakturaBench>): void {
  test("S0-01 a consumer is found by what the clinic knows; nobody, somebody unwilling and two of a name are not", async () => {
    const { channel, people, willingReference } = await bench();
    expect(await channel.findReceiver(people.willing)).toBe(willingReference);
    for (const nobody of [people.unwilling, people.twins, people.stranger]) {
      expect(await channel.findReceiver(nobody)).toBeNull();
    }
  });

  test.each(["silent", "nonsense"] as const)("a register that is %s knows nobody", async (how) => {
    const { channel, people, goDown } = await bench();
    goDown(how);
    expect(await channel.findReceiver(people.willing)).toBeNull();
  });

  test("a name alone is not enough to be sure", async () => {
    const { channel, people } = await bench();
    expect(await channel.findReceiver({ ...people.willing, phone: null, address: null })).toBeNull();
  });
}

function contentContract(bench: () => Promise<EfakturaBench>, invoice: (id: string) => EfakturaMessage): void {
  test("S0-04 what is paid and every byte of the document are what was handed over", async () => {
    const { channel, seen } = await bench();
    const sent = invoice(messageId(1));
    await channel.handOver([sent]);
    const { account, kid, amountMinor, dueOn, invoiceNumber, pdf } = sent;
    expect(await seen(messageId(1))).toEqual({ account, kid, amountMinor, dueOn, invoiceNumber, pdf });
  });

  test("S1-04 a receiver nobody knows, an amount of nothing and a KID with a letter are refused alone", async () => {
    const { channel, carried } = await bench();
    const answers = await channel.handOver([
      invoice(messageId(1)),
      { ...invoice(messageId(2)), receiverReference: "9" },
      { ...invoice(messageId(3)), amountMinor: 0n },
      { ...invoice(messageId(4)), kid: "12A4566" },
      invoice(messageId(5)),
    ]);
    expect(answers.map((answer) => (answer.outcome === "refused" ? answer.reason : answer.outcome))).toEqual([
      "accepted",
      "receiverUnknown",
      "contentRefused",
      "contentRefused",
      "accepted",
    ]);
    expect((await carried()).toSorted()).toEqual([messageId(1), messageId(5)]);
  });

  test("an answer lost in one call is found again in another, among others", async () => {
    const { channel, carried, loseAnswers } = await bench();
    loseAnswers(ALWAYS);
    await channel.handOver([invoice(messageId(1)), invoice(messageId(2))]);
    loseAnswers(0);
    const answers = await channel.handOver([invoice(messageId(2)), invoice(messageId(3))]);
    expect(answers.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted"]);
    expect((await carried()).toSorted()).toEqual([1, 2, 3].map(messageId));
  });
}

function cancelContract(bench: () => Promise<EfakturaBench>, invoice: (id: string) => EfakturaMessage): void {
  test("what is not paid is taken back; twice is once", async () => {
    const { channel } = await bench();
    const [handed] = await channel.handOver([invoice(messageId(1))]);
    expect(await channel.cancel(messageId(1))).toEqual(handed);
    expect(await channel.cancel(messageId(1))).toEqual(handed);
  });

  test("what is paid, and what nobody knows, is not taken back", async () => {
    const { channel, tell, pay } = await bench();
    await channel.handOver([invoice(messageId(1))]);
    await tell(messageId(1), "delivered");
    await pay(messageId(1));
    expect(await channel.cancel(messageId(1))).toMatchObject({ outcome: "refused" });
    expect(await channel.cancel(messageId(2))).toMatchObject({ outcome: "refused" });
  });

  test("a lost answer to a cancellation is unknown, and asking again says that it is done", async () => {
    const { channel, loseAnswers } = await bench();
    await channel.handOver([invoice(messageId(1))]);
    loseAnswers(ALWAYS);
    expect(await channel.cancel(messageId(1))).toEqual({ messageId: messageId(1), outcome: "unknown" });
    loseAnswers(0);
    expect(await channel.cancel(messageId(1))).toMatchObject({ outcome: "accepted" });
  });
}
