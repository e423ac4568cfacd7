import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DeliveryReport } from "../ports.ts";
import { afterFailure, firstQuestionAt, nextQuestionAt, stateAfter, tryAgainAt, type Known } from "./policy.ts";
import type { FailureReason, MessageState } from "./states.ts";
import type { Channel } from "./wish.ts";

const AT = Temporal.Instant.from("2026-10-05T08:00:00Z");
const ladder: readonly Channel[] = ["sms", "email", "paper"];

describe("FR-43 after a failure", () => {
  test.each<[FailureReason, number | null, Channel | null, string | null]>([
    ["receiverUnknown", 0, "email", null],
    ["silent", 1, "paper", null],
    ["receiverRefuses", 0, "email", null],
    ["stopped", 0, "email", null],
    ["noContact", 2, null, "needsContact"],
    ["addressInvalid", 2, null, "needsContact"],
    ["receiverUnknown", 2, null, "needsContact"],
    ["silent", 2, null, "failed"],
    ["unexpected", 2, null, "failed"],
    ["receiverRefuses", 2, null, "failed"],
    // A person must mend it, and the next rung is tried all the same.
    ["setUp", 0, "email", "setUp"],
    ["contentRefused", 0, "email", "contentRefused"],
    ["setUp", 2, null, "setUp"],
    // What may not leave by one channel leaves by none.
    ["discretion", 0, null, "contentRefused"],
    ["silent", null, null, null],
    ["setUp", null, null, "setUp"],
    ["discretion", null, null, "contentRefused"],
  ])("%s on rung %s: next %s, task %s", (reason, rung, next, task) => {
    const after = afterFailure({ ladder, rung }, reason);
    expect([after.next?.channel ?? null, after.task]).toEqual([next, task]);
    if (after.next) expect(ladder[after.next.rung]).toBe(after.next.channel);
  });

  test("what came back from the last rung is told apart from what was never taken", () => {
    expect(afterFailure({ ladder, rung: 2 }, "receiverUnknown", true).task).toBe("bounced");
  });

  test("every failure on a ladder leads to another rung or to a person", () => {
    const reasons: FailureReason[] = [
      "addressInvalid",
      "receiverUnknown",
      "receiverRefuses",
      "contentRefused",
      "setUp",
      "tryLater",
      "unexpected",
      "noContact",
      "silent",
      "stopped",
      "discretion",
    ];
    fc.assert(
      fc.property(fc.constantFrom(...reasons), fc.nat({ max: 2 }), fc.boolean(), (reason, rung, bounced) => {
        const { next, task } = afterFailure({ ladder, rung }, reason, bounced);
        expect(next !== null || task !== null).toBe(true);
      }),
    );
  });
});

describe("time", () => {
  test.each([
    [1, 0, 1],
    [2, 1, 6],
    [3, 6, 21],
    [6, 300, 540],
    [99, 300, 540],
    // Never beyond a day after it was due.
    [99, 1439, 1440],
  ])("try %i at minute %i is followed at minute %i", (tries, minute, next) => {
    expect(tryAgainAt(tries, AT, AT.add({ minutes: minute }))).toEqual(AT.add({ minutes: next }));
  });

  test("a day after it was due a message is not tried again", () => {
    expect(tryAgainAt(9, AT, AT.add({ hours: 24 }))).toBeUndefined();
    expect(tryAgainAt(9, AT, AT.add({ hours: 24 }).subtract({ seconds: 1 }))).toEqual(AT.add({ hours: 24 }));
  });

  test("a channel that owes a report is asked after an hour and after a day; mail and paper owe none", () => {
    expect(firstQuestionAt("sms", AT)).toEqual(AT.add({ hours: 1 }));
    expect(firstQuestionAt("email", AT)).toBeNull();
    expect(firstQuestionAt("paper", AT)).toBeNull();
    expect(nextQuestionAt(AT, AT.add({ hours: 1 }))).toEqual(AT.add({ hours: 24 }));
    expect(nextQuestionAt(AT, AT.add({ hours: 24 }))).toBeNull();
  });
});

describe("states", () => {
  const said = (state: DeliveryReport["state"]) => ({
    state,
    reason: state === "undelivered" ? ("receiverUnknown" as const) : null,
  });
  test.each<[MessageState, DeliveryReport["state"], MessageState]>([
    ["handedOver", "accepted", "accepted"],
    ["queued", "accepted", "accepted"],
    ["accepted", "delivered", "delivered"],
    ["handedOver", "delivered", "delivered"],
    ["delivered", "accepted", "delivered"],
    ["delivered", "undelivered", "delivered"],
    ["seen", "undelivered", "seen"],
    ["accepted", "undelivered", "bounced"],
    ["handedOver", "undelivered", "failed"],
    ["failed", "accepted", "failed"],
    ["failed", "delivered", "delivered"],
    ["bounced", "delivered", "delivered"],
    ["accepted", "businessRejected", "accepted"],
    ["delivered", "businessAccepted", "delivered"],
  ])("%s and a report of %s is %s", (state, report, after) => {
    expect(stateAfter({ state, reason: null }, said(report)).state).toBe(after);
  });

  test("T-13 in whatever order and however often reports come, what was delivered is delivered", () => {
    const reports = fc.array(
      fc.constantFrom<DeliveryReport["state"]>("accepted", "undelivered", "delivered", "businessAccepted"),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(reports, (states) => {
        const end = states.map(said).reduce<Known>(stateAfter, { state: "handedOver", reason: null });
        expect(end.state === "delivered").toBe(states.includes("delivered"));
      }),
    );
  });
});
