import { describe, expect, test } from "vitest";
import { reactionTo, retryAfterOf, type Reaction } from "./reactions.ts";

const problem = (status: number, code: string | null, retryAfterMs: number | null = null) => ({
  status,
  code,
  field: null,
  traceId: null,
  retryAfterMs,
});

/** What is done, in one word. */
function word(reaction: Reaction): string {
  if (reaction.do === "refuse")
    return reaction.field === undefined ? reaction.reason : `${reaction.reason} ${reaction.field}`;
  return reaction.settles ? "already so" : "look first";
}

describe("S0-40 reactions to the service's codes", () => {
  test.each([
    ["4010", "unexpected"],
    ["4020", "unexpected"],
    ["4040", "unexpected"],
    ["4050", "fieldInvalid"],
    ["4060", "fieldInvalid"],
    ["4070", "fieldInvalid phone"],
    ["4080", "fieldInvalid"],
    ["4090", "fieldInvalid returnUrl"],
    ["4100", "unexpected"],
    ["4110", "unexpected"],
    ["4120", "unexpected"],
    ["4130", "unexpected"],
    ["4140", "unexpected"],
    ["4150", "referenceTaken"],
    ["4160", "unexpected"],
    ["5010", "setUp"],
    ["5020", "setUp"],
    ["5030", "setUp"],
    ["5040", "setUp"],
    ["5050", "setUp"],
    ["5060", "setUp"],
    ["5070", "setUp"],
    ["5080", "setUp"],
    ["5090", "notFound"],
    ["5100", "setUp"],
    ["6010", "amountTooSmall"],
    ["6020", "unexpected"],
    ["6030", "tooLate"],
    ["6040", "alreadyCaptured"],
    ["6050", "already so"],
    ["6060", "look first"],
    ["6070", "look first"],
    ["6080", "notAuthorized"],
    ["6090", "unexpected"],
    ["6100", "tooLate"],
    ["6110", "unexpected"],
    ["6120", "unexpected"],
    ["6130", "unexpected"],
    ["6140", "mustCaptureInFull"],
    ["6150", "refundTooHigh"],
    ["6160", "tryLater"],
    ["6170", "already so"],
    ["6180", "already so"],
    ["6190", "look first"],
    ["6200", "look first"],
    ["6210", "look first"],
    ["6220", "tooLate"],
    ["6230", "look first"],
    ["6250", "tryLater"],
    ["6260", "fundsUnavailable"],
    ["6280", "tryLater"],
    ["7010", "payerUnknown"],
    ["10010", "unexpected"],
    ["9999", "unexpected"],
  ])("%s: %s", (code, expected) => {
    expect(word(reactionTo(problem(400, code)))).toBe(expected);
  });

  test.each([
    [400, "unexpected"],
    [401, "setUp"],
    [403, "setUp"],
    [404, "notFound"],
    [409, "unexpected"],
    [418, "unexpected"],
    [423, "tryLater"],
    [429, "tryLater"],
  ])("HTTP %i without a code: %s", (status, expected) => {
    expect(word(reactionTo(problem(status, null)))).toBe(expected);
  });

  test("a payment being worked on is asked for again in five seconds, unless the service names a time", () => {
    expect(retryAfterOf(problem(400, "6160"))).toBe(5_000);
    expect(retryAfterOf(problem(400, "6250", 9_000))).toBe(9_000);
    expect(retryAfterOf(problem(400, "6080"))).toBeNull();
  });
});
