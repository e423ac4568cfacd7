import { describe, expect, test } from "vitest";
import {
  added,
  comesOut,
  equationOf,
  leftOf,
  NOTHING,
  oneAnswer,
  paidOut,
  payoutOf,
  restOf,
  roundable,
  rounded,
  without,
} from "./equation.ts";
import type { Minor } from "../../format.ts";
import type { AtHand, Candidate } from "./questions.ts";

const item = (itemId: string, openMinor: Minor): Candidate => ({
  itemId,
  kind: "invoice",
  partyId: "party",
  customerNo: 1,
  name: "Kari",
  invoiceId: null,
  number: itemId,
  reference: null,
  dueOn: "2026-10-19",
  amountMinor: openMinor,
  openMinor,
});
const answer = (confidence: number, ...ids: readonly string[]): AtHand["suggestions"][number] => ({
  confidence,
  allocations: ids.map((itemId) => ({ itemId, amountMinor: 100 })),
  explanation: { rule: "suggest.sameAmount", version: 1, inputs: {} },
});
const atHand = (...suggestions: AtHand["suggestions"]): AtHand => ({
  id: "line",
  text: null,
  suggestions,
  candidates: [item("a", 100), item("b", 100)],
  partners: [],
});

describe("A-05 where a payment goes", () => {
  test("several invoices come to 0,00, and only then can it be placed", () => {
    const one = added(NOTHING, item("a", 245_000), 1_435_000);
    expect([leftOf(one, 1_435_000), comesOut(one, 1_435_000)]).toEqual([1_190_000, false]);
    const two = added(one, item("b", 1_190_000), 1_435_000);
    expect([leftOf(two, 1_435_000), comesOut(two, 1_435_000)]).toEqual([0, true]);
    expect(comesOut(NOTHING, 0)).toBe(false);
  });

  test("an invoice larger than what is left is paid in part; one for which nothing is left is not added", () => {
    const part = added(NOTHING, item("a", 500), 200);
    expect(part.parts[0]!.amountMinor).toBe(200);
    expect(added(part, item("b", 100), 200)).toBe(part);
  });

  test("an invoice stands there once, and can be taken out", () => {
    const one = added(NOTHING, item("a", 100), 300);
    expect(added(one, item("a", 100), 300)).toBe(one);
    expect(without(one, "a").parts).toEqual([]);
  });

  test.each([
    [100, 199, 99],
    [100, 200, 0],
    [100, 100, 0],
  ])("of an invoice of %i paid with %i, rounding takes %i left over", (open, paid, takes) => {
    expect(roundable(added(NOTHING, item("a", open), paid), paid)).toBe(takes);
  });

  test.each([
    [199, 100, -99],
    [200, 100, 0],
  ])("of an invoice of %i paid with %i, rounding gives %i so that it is settled", (open, paid, gives) => {
    const equation = added(NOTHING, item("a", open), paid);
    expect(roundable(equation, paid)).toBe(gives);
    const after = rounded(equation, paid);
    expect([leftOf(after, paid), comesOut(after, paid)]).toEqual([0, true]);
    if (gives < 0) expect(after.parts[0]!.amountMinor).toBe(open);
  });

  test("the rest may become the payer's credit", () => {
    const given = { ...added(NOTHING, item("a", 100), 500), restTo: { partyId: "party", name: "Kari" } };
    expect([restOf(given, 500), comesOut(given, 500)]).toEqual([400, true]);
  });

  test("H-07 the rest may be what a partner pays out, whatever it kept as its fee; it takes the place of credit and rounding", () => {
    const given = { ...added(NOTHING, item("a", 100), 500), restTo: { partyId: "party", name: "Kari" } };
    const payout = paidOut(given, "vipps", 12);
    expect([payoutOf(payout, 500), leftOf(payout, 500), payout.restTo]).toEqual([400, 400, undefined]);
    expect([comesOut(payout, 500), comesOut(payout, 100), roundable(payout, 500)]).toEqual([true, false, 0]);
    expect(payoutOf(without(payout, "a"), 500)).toBe(0);
  });

  test("A-04 of two equal answers none stands alone, of a surer one it does", () => {
    expect(oneAnswer(atHand(answer(45, "a"), answer(45, "b")))).toBeUndefined();
    expect(oneAnswer(atHand(answer(95, "a"), answer(60, "b")))?.confidence).toBe(95);
    expect(oneAnswer(atHand())).toBeUndefined();
    expect(equationOf(answer(95, "a", "b"), atHand()).parts.map((part) => part.item.itemId)).toEqual(["a", "b"]);
  });
});
