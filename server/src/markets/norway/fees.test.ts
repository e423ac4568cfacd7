import { describe, expect, test } from "vitest";
import type { FeeFacts, FeeLetter, Letter } from "../contract.ts";
import { fee } from "./fees.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

/** Due Monday 19 October 2026, first letter 15 days later. */
const plain: FeeFacts = {
  step: "reminder",
  debtor: "consumer",
  debtAroseOn: date("2026-10-05"),
  feeAgreedOn: null,
  dueOn: date("2026-10-19"),
  sentOn: date("2026-11-03"),
  earlierFeeLetters: [],
  sender: "owner",
  debtorIsMinor: false,
  reasonableObjection: false,
  conductBroken: false,
  planBroken: false,
};

const letter = (step: Letter, sentOn: string, deadlineOn: string): FeeLetter => ({
  step,
  sentOn: date(sentOn),
  deadlineOn: date(deadlineOn),
});
const reminder = letter("reminder", "2026-11-03", "2026-11-17");
const notice = letter("collectionNotice", "2026-11-19", "2026-12-03");

/** The fee in øre, or the code of the refusal. */
function answer(changes: Partial<FeeFacts>): bigint | string {
  const decision = fee({ ...plain, ...changes });
  return decision.ok ? decision.feeMinor : decision.code;
}

describe("X-19 the fee by sending day and due day", () => {
  test.each([
    ["reminder", "2009-06-01", "2009-12-31", 59_00n],
    ["reminder", "2009-06-01", "2010-01-01", "feeNotKnown"],
    ["reminder", "2013-12-01", "2013-12-31", "feeNotKnown"],
    ["reminder", "2013-12-01", "2014-01-01", 63_00n],
    ["reminder", "2014-12-01", "2015-01-01", 65_00n],
    ["reminder", "2015-12-01", "2016-01-01", 67_00n],
    ["reminder", "2016-12-01", "2016-12-31", 67_00n],
    ["reminder", "2016-12-01", "2017-01-01", 70_00n],
    ["reminder", "2020-09-30", "2020-10-15", 70_00n],
    ["reminder", "2020-10-01", "2020-10-15", 35_00n],
    ["reminder", "2025-12-01", "2025-12-31", 35_00n],
    ["reminder", "2025-12-01", "2026-01-01", 38_00n],
    ["reminder", "2026-12-01", "2026-12-31", 38_00n],
    ["reminder", "2026-12-01", "2027-01-01", "feeNotKnown"],
    ["collectionNotice", "2025-12-01", "2025-12-31", 35_00n],
    ["collectionNotice", "2025-12-01", "2026-01-01", 38_00n],
    ["paymentDemand", "2020-09-30", "2020-10-15", 210_00n],
    ["paymentDemand", "2020-10-01", "2020-10-15", 105_00n],
    ["paymentDemand", "2025-12-01", "2025-12-31", 105_00n],
    ["paymentDemand", "2025-12-01", "2026-01-01", 113_00n],
  ] as const)("%s due %s sent %s: %s", (step, dueOn, sentOn, expected) => {
    expect(answer({ step, dueOn: date(dueOn), sentOn: date(sentOn) })).toBe(expected);
  });

  test("N-11 the fee says its law; an unconfirmed share is named", () => {
    expect(fee(plain)).toMatchObject({
      citation: "inkassoforskriften sections 1-2 and 1-3; FOR-2025-12-19-2709",
      unconfirmed: [],
    });
    expect(
      fee({ ...plain, step: "paymentDemand", dueOn: date("2020-09-30"), sentOn: date("2020-10-15") }),
    ).toMatchObject({
      unconfirmed: ["fees.paymentDemand"],
    });
  });
});

describe("X-19 when a letter may carry a fee", () => {
  test.each([
    ["2026-11-01", "feeTooEarly"],
    ["2026-11-02", 38_00n],
  ])("due 19 October, sent %s: %s", (sentOn, expected) => {
    expect(answer({ sentOn: date(sentOn) })).toBe(expected);
  });

  test("a fee too early says from when it may be charged", () => {
    expect(fee({ ...plain, sentOn: date("2026-10-20") })).toMatchObject({ wouldChange: "2026-11-02" });
  });

  test.each<[string, Partial<FeeFacts>, bigint | string]>([
    ["never delivered", { dueOn: null }, "invoiceNotDelivered"],
    ["reasonable objection", { reasonableObjection: true }, "objection"],
    ["collection conduct broken", { conductBroken: true }, "conductBroken"],
    ["the debtor is a minor", { debtorIsMinor: true }, "debtorIsMinor"],
    ["a minor's undelivered claim: the first rule answers", { debtorIsMinor: true, dueOn: null }, "debtorIsMinor"],
  ])("%s", (_what, changes, expected) => {
    expect(answer(changes)).toBe(expected);
  });

  test.each<[string, Letter, readonly FeeLetter[], string, bigint | string]>([
    ["a second reminder", "reminder", [reminder], "2026-11-19", 38_00n],
    ["a notice after a reminder", "collectionNotice", [reminder], "2026-11-19", 38_00n],
    ["a notice alone", "collectionNotice", [], "2026-11-03", 38_00n],
    ["a second notice", "collectionNotice", [notice], "2026-12-08", "feeCountReached"],
    ["a third small fee", "reminder", [reminder, notice], "2026-12-08", "feeCountReached"],
    ["a demand after two small fees", "paymentDemand", [reminder, notice], "2026-12-08", 113_00n],
    [
      "a second demand",
      "paymentDemand",
      [letter("paymentDemand", "2026-11-03", "2026-11-17")],
      "2026-12-08",
      "feeCountReached",
    ],
    [
      "a demand counts for no small fee",
      "collectionNotice",
      [letter("reminder", "2026-10-01", "2026-10-15"), letter("paymentDemand", "2026-11-03", "2026-11-17")],
      "2026-12-08",
      38_00n,
    ],
    [
      "the deadline of the latest letter counts, in whatever order they come",
      "paymentDemand",
      [letter("collectionNotice", "2026-11-19", "2026-12-08"), reminder],
      "2026-12-08",
      "previousDeadlineRunning",
    ],
    [
      "a letter of a day whose rules nobody knows",
      "reminder",
      [letter("reminder", "2027-01-11", "2027-01-25")],
      "2027-02-01",
      "feeNotKnown",
    ],
    [
      "a third small fee, seven months on",
      "reminder",
      [letter("reminder", "2026-03-02", "2026-03-16"), letter("reminder", "2026-04-01", "2026-04-15")],
      "2026-11-03",
      "feeCountReached",
    ],
  ])("%s", (_what, step, earlierFeeLetters, sentOn, expected) => {
    const dueOn = date("2026-01-19");
    expect(answer({ step, earlierFeeLetters, sentOn: date(sentOn), dueOn })).toBe(expected);
  });

  test.each([
    ["the deadline's last day", "2026-11-17", "2026-11-17", "previousDeadlineRunning"],
    ["the day after", "2026-11-17", "2026-11-18", 38_00n],
    ["a deadline on a Saturday, sent Monday", "2026-11-21", "2026-11-23", "previousDeadlineRunning"],
    ["a deadline on a Saturday, sent Tuesday", "2026-11-21", "2026-11-24", 38_00n],
    ["a deadline of 13 days", "2026-11-16", "2026-11-19", "previousDeadlineTooShort"],
    ["a deadline of 14 days", "2026-11-17", "2026-11-19", 38_00n],
  ])("a second fee: %s", (_what, deadlineOn, sentOn, expected) => {
    const earlierFeeLetters = [letter("reminder", "2026-11-03", deadlineOn)];
    expect(answer({ step: "collectionNotice", earlierFeeLetters, sentOn: date(sentOn) })).toBe(expected);
  });
});

describe("N-11 the act of 2026 takes collection notices from the creditor", () => {
  test.each([
    ["2026-12-31", "owner", 38_00n],
    ["2027-01-01", "owner", "senderNotAllowed"],
    ["2027-01-01", "sameGroup", "senderNotAllowed"],
    ["2027-01-01", "licensed", "feeNotKnown"],
    ["2026-12-31", "unlicensed", "senderNotAllowed"],
  ] as const)("notice sent %s by %s: %s", (sentOn, sender, expected) => {
    expect(answer({ step: "collectionNotice", sentOn: date(sentOn), sender })).toBe(expected);
  });
});
