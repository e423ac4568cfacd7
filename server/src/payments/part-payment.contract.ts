/** What every adapter of `PartPayments` does, whichever finance partner it speaks to. An adapter's test runs it against its simulator. */

import { expect, test } from "vitest";
import type { PartPayments } from "./ports.ts";
import {
  authorized,
  PRICE,
  railContract,
  referenceOf,
  told,
  without,
  type OpenTill,
  type RailBench,
} from "./rail.contract.ts";

/** `ponder`: the partner looks at the application; its decision comes later. */
export type PartPaymentBench = RailBench<PartPayments> & {
  decide(reference: string, decision: "ponder" | "accept" | "decline"): Promise<void>;
};

export function partPaymentContract(name: string, open: () => Promise<PartPaymentBench>): void {
  const hands = new WeakMap<object, PartPaymentBench>();
  const opened = async (): Promise<PartPaymentBench> => {
    const bench = await open();
    hands.set(bench.rail, bench);
    return bench;
  };
  railContract(`${name} as PartPayments`, opened, (bench) => {
    offerContract(bench);
    termsContract(bench);
    decisionContract(bench, (rail) => hands.get(rail)!);
  });
}

function offerContract(bench: OpenTill<PartPayments>): void {
  test("FR-35 offers are the partner's: terms that make their total, with the rate and the fee, best first", async () => {
    const till = await bench();
    const answer = await till.rail.offers(PRICE, till.currency);
    const offers = answer.outcome === "ok" ? answer.value : [];
    expect(offers.length).toBeGreaterThan(0);
    for (const { terms, perTermMinor, totalMinor, firstDueOn, setUpFeeMinor } of offers) {
      expect(perTermMinor * BigInt(terms)).toBe(totalMinor);
      expect(totalMinor).toBeGreaterThanOrEqual(PRICE + setUpFeeMinor);
      expect(() => Temporal.PlainDate.from(firstDueOn)).not.toThrow();
    }
    const rates = offers.map(({ effectiveRateThousandths }) => effectiveRateThousandths);
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  });

  test("FR-35 outside what the partner takes there is no offer, and no application", async () => {
    const till = await bench();
    expect(await till.rail.offers(1n, till.currency)).toEqual({ outcome: "ok", value: [] });
    expect(await till.rail.create(till.request(referenceOf(60), { amountMinor: 1n }))).toMatchObject({
      reason: "amountTooSmall",
    });
    expect(await till.get(referenceOf(60))).toBe("notFound");
  });
}

function termsContract(bench: OpenTill<PartPayments>): void {
  test("FR-35 the terms that were chosen are told; the same wish again is the same application, with other terms it is another wish", async () => {
    const till = await bench();
    const answer = await till.rail.offers(PRICE, till.currency);
    const [first, second] = answer.outcome === "ok" ? answer.value : [];
    const wish = { ...till.request(referenceOf(66)), terms: second!.terms };
    const started = await till.rail.create(wish);
    expect(started).toMatchObject({ outcome: "ok" });
    expect(await till.rail.create(wish)).toEqual(started);
    expect(await till.rail.create({ ...wish, terms: first!.terms })).toMatchObject({ reason: "unexpected" });
  });

  test("FR-35 terms that the partner does not offer are refused by name, and nothing is begun", async () => {
    const till = await bench();
    const wish = { ...till.request(referenceOf(67)), terms: 119 };
    expect(await till.rail.create(wish)).toMatchObject({ outcome: "refused", reason: "fieldInvalid", field: "terms" });
    expect(await till.get(referenceOf(67))).toBe("notFound");
  });
}

function decisionContract(bench: OpenTill<PartPayments>, handsOf: (rail: PartPayments) => PartPaymentBench): void {
  test("FR-35 accepted settles the claim in full, at once; it cannot be cancelled, only refunded", async () => {
    const till = await bench();
    const started = await till.rail.create(till.request(referenceOf(61)));
    expect(started).toMatchObject({ value: { payerUrl: expect.stringMatching(/^https?:/) as unknown } });
    expect(await till.rail.create(till.request(referenceOf(61)))).toEqual(started);
    await till.payer(referenceOf(61), "approve");
    expect(await till.get(referenceOf(61))).toEqual(authorized(PRICE, PRICE));
    expect(told(await till.cancel(referenceOf(61)))).toBe("alreadyCaptured");
  });

  test("FR-35 a no of the payer, and a no of the partner, take no money", async () => {
    const till = await bench();
    await till.started(referenceOf(62));
    await till.payer(referenceOf(62), "decline");
    expect(await till.get(referenceOf(62))).toEqual(without("cancelled"));
    await till.started(referenceOf(63));
    await handsOf(till.rail).decide(referenceOf(63), "decline");
    expect(await till.get(referenceOf(63))).toEqual(without("cancelled"));
    expect(told(await till.cancel(referenceOf(63)))).toEqual(without("cancelled"));
  });

  test("FR-35 while the partner looks at it nothing is settled, however long that takes; then its word counts", async () => {
    const till = await bench();
    const hands = handsOf(till.rail);
    await till.started(referenceOf(64));
    await hands.decide(referenceOf(64), "ponder");
    await till.letExpire(referenceOf(64));
    expect(await till.get(referenceOf(64))).toEqual(without("awaitingPayer"));
    await hands.decide(referenceOf(64), "accept");
    expect(await till.get(referenceOf(64))).toEqual(authorized(PRICE, PRICE));
  });

  test.each(["before", "after"] as const)(
    "SEC-43 an answer to create or cancel lost %s the work: asked for again, done once",
    async (when) => {
      const till = await bench();
      till.lose("create", 1, when);
      expect(await till.rail.create(till.request(referenceOf(65)))).toMatchObject({
        value: { payerUrl: expect.any(String) as unknown },
      });
      expect(await till.rail.create(till.request(referenceOf(65), { amountMinor: PRICE + 1n }))).toMatchObject({
        reason: "unexpected",
      });
      till.lose("cancel", 1, when);
      expect(told(await till.cancel(referenceOf(65)))).toEqual(without("cancelled"));
    },
  );
}
