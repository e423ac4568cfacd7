import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PartnerAnswer, PartnerPayment } from "../ports.ts";
import { mostRefundable, refundOutcome, takeFrom } from "./policy.ts";

const credit = (itemId: string, openMinor: bigint) => ({ itemId, account: "2900", openMinor });
const minor = fc.bigInt({ min: 0n, max: 1_000_000n });

describe("where money that goes back is taken from", () => {
  test("S4-08 credits first, in their order, then the bill, then what is spent", () => {
    const standing = { credits: [credit("a", 100n), credit("b", 50n)], reopenableMinor: 30n };
    expect(takeFrom(200n, standing)).toEqual({
      credits: [
        { ...credit("a", 100n), amountMinor: 100n },
        { ...credit("b", 50n), amountMinor: 50n },
      ],
      reopensMinor: 30n,
      returnedMinor: 20n,
    });
    expect(takeFrom(99n, standing)).toMatchObject({
      credits: [{ amountMinor: 99n }],
      reopensMinor: 0n,
      returnedMinor: 0n,
    });
  });

  test("the parts are the amount, none takes more than is there, and what may be asked for is never owed anew", () => {
    fc.assert(
      fc.property(minor, minor, minor, minor, (amountMinor, open, reopenableMinor, leftMinor) => {
        const standing = { credits: [credit("a", open)], reopenableMinor, leftMinor };
        const taken = takeFrom(amountMinor, standing);
        const fromCredit = taken.credits.reduce((sum, each) => sum + each.amountMinor, 0n);
        expect(fromCredit + taken.reopensMinor + taken.returnedMinor).toBe(amountMinor);
        expect(fromCredit <= open && taken.reopensMinor <= reopenableMinor).toBe(true);
        expect(takeFrom(mostRefundable(standing), standing).returnedMinor).toBe(0n);
      }),
    );
  });
});

describe("what a partner's answer makes of a refund", () => {
  const asked = { reference: "kvitt-1", beforeMinor: 200n, amountMinor: 300n };
  const payment: PartnerPayment = {
    state: "authorized",
    authorizedMinor: 1_000n,
    capturedMinor: 1_000n,
    refundedMinor: 500n,
    cancelledMinor: 0n,
    chargedBackMinor: 0n,
    currency: "NOK",
    reference: "kvitt-1",
    partnerReference: "p",
  };
  const refused = (reason: "tooLate" | "tryLater", read: PartnerPayment | null): PartnerAnswer<PartnerPayment> => ({
    outcome: "refused",
    reason,
    partnerCode: null,
    traceId: null,
    field: null,
    retryAfterMs: null,
    payment: read,
  });
  test.each<[string, PartnerAnswer<PartnerPayment>, object]>([
    ["the partner's total has reached it", { outcome: "ok", value: payment }, { is: "done" }],
    ["an øre less", { outcome: "ok", value: { ...payment, refundedMinor: 499n } }, { is: "asked" }],
    ["a state that nobody has seen", { outcome: "ok", value: { ...payment, state: "unknown" } }, { is: "asked" }],
    ["another payment", { outcome: "ok", value: { ...payment, reference: "kvitt-2" } }, { is: "asked" }],
    ["no answer", { outcome: "unknown", cause: "noAnswer" }, { is: "asked" }],
    ["try later", refused("tryLater", null), { is: "asked" }],
    ["too late", refused("tooLate", null), { is: "refused", why: "tooLate" }],
    [
      "refused, whatever its total says: it may be another",
      refused("tooLate", payment),
      { is: "refused", why: "tooLate" },
    ],
  ])("SEC-43 %s", (_, answer, outcome) => expect(refundOutcome(answer, asked)).toEqual(outcome));
});
