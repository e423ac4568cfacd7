/** What every adapter of `EInvoiceNetwork` does. An adapter's test runs it against its simulator. */

import { describe, expect, onTestFinished, test } from "vitest";
import type { WebhookDelivery } from "../platform/webhooks/index.ts";
import {
  ALWAYS,
  handOverContract,
  messageId,
  onceContract,
  tellingContract,
  type CallingBench,
} from "./channel.contract.ts";
import type { DeliveryReport, EInvoiceMessage, EInvoiceNetwork, Participant } from "./ports.ts";

export type EInvoiceBench = CallingBench<EInvoiceNetwork> & {
  /** Registered for invoices and credit notes, for invoices only, and not at all. */
  readonly receivers: { readonly both: Participant; readonly invoicesOnly: Participant; readonly nobody: Participant };
  readonly sender: Participant;
  /** A document the network's rules take, and one that they refuse; each by kind. */
  readonly document: (kind: "invoice" | "creditNote", id: string) => Uint8Array;
  readonly brokenDocument: (id: string) => Uint8Array;
  /** The bytes that reached the receiver. */
  readonly received: (messageId: string) => Promise<Uint8Array>;
  /** The receiver says yes or no to what it got. */
  readonly answer: (messageId: string, answer: "businessAccepted" | "businessRejected") => Promise<void>;
};

export function eInvoiceContract(name: string, open: () => Promise<EInvoiceBench>): void {
  let latest: EInvoiceBench;
  const bench = async (): Promise<EInvoiceBench> => {
    latest = await open();
    const opened = latest;
    onTestFinished(() => opened.close());
    return opened;
  };
  const invoice = (id: string): EInvoiceMessage => ({
    messageId: id,
    kind: "invoice",
    sender: latest.sender,
    receiver: latest.receivers.both,
    xml: latest.document("invoice", id),
  });
  describe(`${name} as EInvoiceNetwork`, () => {
    handOverContract(bench, invoice);
    onceContract(bench, invoice);
    tellingContract(bench, invoice);
    registerContract(bench);
    contentContract(bench, invoice);
  });
}

function registerContract(bench: () => Promise<EInvoiceBench>): void {
  test("S0-02 the register is asked for each kind of document", async () => {
    const { channel, receivers } = await bench();
    expect(await channel.takes(receivers.both, "creditNote")).toBe(true);
    expect(await channel.takes(receivers.invoicesOnly, "invoice")).toBe(true);
    expect(await channel.takes(receivers.invoicesOnly, "creditNote")).toBe(false);
    expect(await channel.takes(receivers.nobody, "invoice")).toBe(false);
  });

  test("a register that gives no answer says neither yes nor no", async () => {
    const { channel, receivers, loseAnswers } = await bench();
    loseAnswers(ALWAYS);
    expect(await channel.takes(receivers.both, "invoice")).toBeNull();
  });
}

function contentContract(bench: () => Promise<EInvoiceBench>, invoice: (id: string) => EInvoiceMessage): void {
  test("the receiver has the very bytes", async () => {
    const { channel, received } = await bench();
    const sent = invoice(messageId(1));
    await channel.handOver([sent]);
    expect(await received(messageId(1))).toEqual(sent.xml);
  });

  test("S1-04 a receiver nobody knows and a document the rules refuse are refused alone", async () => {
    const { channel, carried, receivers, brokenDocument } = await bench();
    const answers = await channel.handOver([
      invoice(messageId(1)),
      { ...invoice(messageId(2)), receiver: receivers.nobody },
      { ...invoice(messageId(3)), xml: brokenDocument(messageId(3)) },
      invoice(messageId(4)),
    ]);
    expect(answers.map((answer) => (answer.outcome === "refused" ? answer.reason : answer.outcome))).toEqual([
      "accepted",
      "receiverUnknown",
      "contentRefused",
      "accepted",
    ]);
    expect((await carried()).toSorted()).toEqual([messageId(1), messageId(4)]);
  });

  test.each(["businessAccepted", "businessRejected"] as const)(
    "the receiver's own answer comes as %s, beside what the network says",
    async (answer) => {
      const { channel, tell, answer: receiverSays, webhooks } = await bench();
      await channel.handOver([invoice(messageId(1))]);
      await tell(messageId(1), "delivered");
      await receiverSays(messageId(1), answer);
      const states = reportsOf(channel, await webhooks()).map((report) => report.state);
      expect(states).toContain("delivered");
      expect(states.at(-1)).toBe(answer);
    },
  );
}

function reportsOf(channel: EInvoiceNetwork, deliveries: readonly WebhookDelivery[]): readonly DeliveryReport[] {
  return deliveries.flatMap((delivery) => {
    const verdict = channel.verifyWebhook(delivery);
    return verdict.verified ? verdict.reports : [];
  });
}
