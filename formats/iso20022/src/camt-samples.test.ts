import { describe, expect, test } from "vitest";
import { ownSample } from "../testkit/samples.ts";
import { parseCamt, readCamt, referenceCandidates, type CamtEvent, type Entry } from "./index.ts";

/** What an entry is posted as: signed amounts of its payments, each with its first reference. */
const payments = (entry: Entry): readonly (readonly [bigint | undefined, string | undefined])[] =>
  entry.transactions.map((one) => [one.signedMinor, referenceCandidates(entry, one)[0]?.value]);

const only = <T>(list: readonly T[]): T => {
  expect(list).toHaveLength(1);
  return list[0] as T;
};

describe("S0-12 a Swedish bankgiro lump as camt.054 version 02", () => {
  const file = parseCamt(ownSample("se-camt054-v02-bankgiro-ocr.xml"));
  const statement = only(file.statements);
  const entry = only(statement.entries);

  test("is one entry of 5 000.00 in three payments that sum to it", () => {
    expect(file).toMatchObject({ ok: true, problemCount: 0, message: { kind: "camt.054", version: "02" } });
    expect(entry).toMatchObject({ signedMinor: 500_000n, currency: "SEK", treatment: "transactions", status: "BOOK" });
    expect(payments(entry)).toEqual([
      [125_000n, "10024586"],
      [330_000n, "10024685"],
      [45_000n, "100250"],
    ]);
  });

  test("divides the second payment into two invoices and a credit note, signed", () => {
    const { remittance } = entry.transactions[1] ?? {};
    expect(remittance?.split).toBe("exact");
    expect(remittance?.parts.map(({ reference, partMinor }) => [reference, partMinor])).toEqual([
      ["10024685", 250_000n],
      ["10024784", 100_000n],
      ["10020188", -20_000n],
    ]);
  });

  test("says which bankgiro was paid to and who paid", () => {
    expect(entry.transactions[0]).toMatchObject({
      creditorAccount: { iban: undefined, other: "9912346", scheme: "BGNR" },
      debtor: "Åsa Öberg",
      refs: { acctSvcrRef: "BG000000000101", endToEndId: "NOTPROVIDED" },
    });
  });
});

describe("S0-10 a Norwegian camt.054 version 08 with KID, an included charge and a reversal", () => {
  const { statements, problemCount } = parseCamt(ownSample("no-camt054-v08-kid-charges-reversal.xml"));
  const [paid, reversed] = only(statements).entries;

  test("gives the customer the gross: 985.00 arrived, 15.00 is the charge, 1 000.00 was paid on the KID", () => {
    expect(problemCount).toBe(0);
    expect(paid?.transactions[0]).toMatchObject({
      amountMinor: 98_500n,
      grossMinor: 100_000n,
      includedChargeMinor: 1_500n,
      remittance: { split: "single", parts: [{ reference: "20260000177", referenceType: "SCOR" }] },
      debtor: "Kari Nordmann",
    });
  });

  test("keeps the reversal's own direction and names the original payment and the reason", () => {
    expect(reversed).toMatchObject({ reversal: true, creditDebit: "DBIT", signedMinor: -40_000n });
    expect(reversed?.valueOn?.toString()).toBe("2026-04-10");
    expect(reversed?.transactions[0]?.returned).toEqual({
      reason: "AC04",
      proprietaryReason: undefined,
      texts: ["NO-TX-8755"],
    });
  });
});

describe("S0-09 a Danish camt.053 version 02", () => {
  const { statements, problemCount } = parseCamt(ownSample("dk-camt053-v02-mixed.xml"));
  const statement = only(statements);

  test("leads from 10 000.00 to 12 337.50 by its four entries, and its summary agrees", () => {
    expect(problemCount).toBe(0);
    expect(statement).toMatchObject({
      posts: true,
      openingMinor: 1_000_000n,
      closingMinor: 1_233_750n,
      electronicSequence: 71,
    });
    expect(statement.entries.map(({ signedMinor }) => signedMinor)).toEqual([200_000n, 75_000n, -1_250n, -40_000n]);
    expect(statement.summary).toMatchObject({ count: 4, sumMinor: 316_250n, netSignedMinor: 233_750n });
  });

  test("finds the payment slip's id, suggests from the text, and knows fee and payout batch", () => {
    const [slip, text, fee, payout] = statement.entries as readonly [Entry, Entry, Entry, Entry];
    expect(payments(slip)).toEqual([[200_000n, "000000001002450"]]);
    expect(referenceCandidates(text, text.transactions[0])).toEqual([
      { value: "100246", source: "remittanceText", type: undefined, part: undefined },
    ]);
    expect(fee).toMatchObject({ treatment: "lump", bankCode: { family: "MDOP", subFamily: "CHRG" } });
    expect(payout).toMatchObject({ treatment: "lump", batches: [{ pmtInfId: "KVITT-PAYOUT-20260413-1", count: 2 }] });
  });
});

describe("reading in a stream", () => {
  const bytes = ownSample("dk-camt053-v02-mixed.xml");

  test.each([1, 7, 64, 1000])("gives the same with chunks of %i bytes", async (size) => {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
      bytes.subarray(at * size, (at + 1) * size),
    );
    const events: CamtEvent[] = [];
    for await (const event of readCamt(chunks)) events.push(event);
    const whole = parseCamt(bytes);
    expect(events.map(({ type }) => type)).toEqual(["message", "entry", "entry", "entry", "entry", "statement", "end"]);
    expect(events.flatMap((event) => (event.type === "entry" ? [event.entry] : []))).toEqual(
      whole.statements[0]?.entries,
    );
    expect(events.at(-1)).toMatchObject({ outcome: { ok: true, entryCount: 4, problemCount: 0 } });
  });

  test("tells each entry which account it belongs to before the statement ends", async () => {
    for await (const event of readCamt([bytes])) {
      if (event.type === "entry")
        expect(event.head).toMatchObject({ account: { iban: "DK5000400440116243" }, currency: "DKK" });
    }
    expect.assertions(4);
  });
});
