import { describe, expect, test } from "vitest";
import { learn, nextMovement } from "./policy.ts";
import type { PartnerAnswer, PartnerPayment, PartnerPaymentState } from "./ports.ts";
import type { Attempt } from "./types.ts";

const at = Temporal.Instant.from("2026-10-05T17:12:00Z");
const attempt: Attempt = {
  id: "a",
  ledgerId: "l",
  itemId: "i",
  way: "vipps",
  state: "awaitingPayer",
  reference: "kvitt-a",
  amountMinor: 1_000n,
  currency: "NOK",
  authorizedMinor: 0n,
  capturedMinor: 0n,
  cancelledMinor: 0n,
  payerUrl: null,
  problem: null,
  declined: null,
  declines: 0,
  declinedAt: null,
  madeAt: at,
  askedAt: at,
};

function told(state: PartnerPaymentState, figures: Partial<PartnerPayment> = {}): PartnerAnswer<PartnerPayment> {
  const none = { authorizedMinor: 0n, capturedMinor: 0n, refundedMinor: 0n, cancelledMinor: 0n, chargedBackMinor: 0n };
  const value = { state, ...none, currency: "NOK", reference: "kvitt-a", partnerReference: "p", ...figures };
  return { outcome: "ok", value };
}

const refused = (reason: "notFound" | "tryLater" | "wrongState", payment: PartnerPayment | null = null) =>
  ({ outcome: "refused", reason, partnerCode: null, traceId: null, field: null, retryAfterMs: null, payment }) as const;

describe("what an attempt becomes by the partner's word", () => {
  const reserved = { authorizedMinor: 1_000n };
  test.each<[string, PartnerAnswer<PartnerPayment>, string, string | null]>([
    ["waits for the payer", told("awaitingPayer"), "awaitingPayer", null],
    ["is reserved", told("authorized", reserved), "authorized", null],
    ["is taken whole", told("authorized", { ...reserved, capturedMinor: 1_000n }), "captured", null],
    [
      "is taken in part, the rest not let go yet",
      told("authorized", { ...reserved, capturedMinor: 400n }),
      "authorized",
      null,
    ],
    [
      "is taken in part",
      told("authorized", { ...reserved, capturedMinor: 400n, cancelledMinor: 600n }),
      "capturedInPart",
      null,
    ],
    ["is let go whole", told("authorized", { ...reserved, cancelledMinor: 1_000n }), "voided", null],
    ["was declined", told("cancelled"), "cancelled", null],
    ["ran out", told("expired"), "expired", null],
    ["is in a state nobody has seen", told("unknown"), "unknown", "strangeState"],
    ["is about another currency", told("authorized", { ...reserved, currency: "DKK" }), "unknown", "otherAmount"],
    ["is about more than was asked", told("authorized", { authorizedMinor: 1_001n }), "unknown", "otherAmount"],
    ["is about another payment", told("authorized", { ...reserved, reference: "kvitt-b" }), "unknown", "otherAmount"],
    ["is not known at the partner", refused("notFound"), "failed", "notFound"],
    ["cannot be told now", refused("tryLater"), "unknown", "tryLater"],
    ["never got an answer", { outcome: "unknown", cause: "noAnswer" }, "unknown", "noAnswer"],
  ])("SEC-41 SEC-43 %s", (_what, answer, state, problem) => {
    expect(learn(attempt, answer, at)).toMatchObject({ state, problem });
  });

  test("SEC-43 what is not believed leaves the figures as they were", () => {
    const taken = { ...attempt, authorizedMinor: 1_000n, capturedMinor: 400n };
    expect(learn(taken, told("unknown"), at)).toMatchObject({ authorizedMinor: 1_000n, capturedMinor: 400n });
  });
});

describe("what is done with reserved money", () => {
  test.each([
    ["all is owed", 1_000n, 0n, 0n, 1_000n, { kind: "capture", amountMinor: 1_000n }],
    ["more is owed than reserved", 1_000n, 0n, 0n, 5_000n, { kind: "capture", amountMinor: 1_000n }],
    ["an øre less is owed", 1_000n, 0n, 0n, 999n, { kind: "capture", amountMinor: 999n }],
    ["nothing is owed any more", 1_000n, 0n, 0n, 0n, { kind: "release", amountMinor: 1_000n }],
    ["a part is taken, and something is owed still", 1_000n, 400n, 0n, 600n, { kind: "release", amountMinor: 600n }],
    ["all is taken", 1_000n, 1_000n, 0n, 0n, undefined],
    ["all is let go", 1_000n, 0n, 1_000n, 700n, undefined],
  ] as const)("FR-33 %s", (_what, authorizedMinor, capturedMinor, cancelledMinor, openMinor, next) => {
    expect(nextMovement({ authorizedMinor, capturedMinor, cancelledMinor }, openMinor)).toEqual(next);
  });
});
