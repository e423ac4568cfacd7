import { describe, expect, test } from "vitest";
import type { FeeFacts, FeeLetter, Letter } from "../contract.ts";
import { fee } from "./fees.ts";
import { notices } from "./notices.ts";

const date = (text: string): Temporal.PlainDate => Temporal.PlainDate.from(text);

/** Treated on 1 March 2026, due on the 27th, first reminder on 7 April. */
const plain: FeeFacts = {
  step: "reminder",
  debtor: "consumer",
  debtAroseOn: date("2026-03-01"),
  feeAgreedOn: date("2026-03-01"),
  dueOn: date("2026-03-27"),
  sentOn: date("2026-04-07"),
  earlierFeeLetters: [],
  sender: "owner",
  debtorIsMinor: false,
  reasonableObjection: false,
  conductBroken: false,
  planBroken: false,
};
const letter = (step: Letter): FeeLetter => ({ step, sentOn: date("2026-04-07"), deadlineOn: date("2026-04-07") });

/** The fee in öre, or the code of the refusal. */
function answer(changes: Partial<FeeFacts>): bigint | string {
  const decision = fee({ ...plain, ...changes });
  return decision.ok ? decision.feeMinor : decision.code;
}

describe("X-19 the amounts of lag (1981:739)", () => {
  test.each([
    ["reminder", 60_00n],
    ["paymentDemand", 180_00n],
    ["instalmentPlan", 170_00n],
    ["collectionNotice", "senderNotAllowed"],
  ] as const)("%s: %s", (step, expected) => {
    expect(answer({ step })).toBe(expected);
  });

  test.each([
    ["2013-03-15", "feeNotKnown"],
    ["2013-03-16", 60_00n],
  ])("a reminder sent %s: %s", (sentOn, expected) => {
    const old = { debtAroseOn: date("2013-01-02"), feeAgreedOn: date("2013-01-02"), dueOn: date("2013-02-01") };
    expect(answer({ ...old, sentOn: date(sentOn) })).toBe(expected);
  });

  test("N-11 the fee says its law", () => {
    expect(fee(plain)).toMatchObject({ citation: expect.stringContaining("1981:739") as unknown, unconfirmed: [] });
  });
});

describe("X-19 a reminder fee needs an agreement no later than the debt arose", () => {
  test.each<[string, string | null, bigint | string]>([
    ["the day before", "2026-02-28", 60_00n],
    ["the same day", "2026-03-01", 60_00n],
    ["the day after", "2026-03-02", "feeNotAgreed"],
    ["never", null, "feeNotAgreed"],
  ])("%s", (_what, agreedOn, expected) => {
    expect(answer({ feeAgreedOn: agreedOn === null ? null : date(agreedOn) })).toBe(expected);
  });

  test("a demand and a plan need none; a farm's vet bill no less than a person's", () => {
    for (const debtor of ["consumer", "business"] as const) {
      const without = { debtor, feeAgreedOn: null };
      expect(answer({ ...without, step: "paymentDemand" })).toBe(180_00n);
      expect(answer({ ...without, step: "instalmentPlan" })).toBe(170_00n);
      expect(answer({ ...without, step: "reminder" })).toBe("feeNotAgreed");
    }
  });

  test("the refusal names the day that would have been in time", () => {
    expect(fee({ ...plain, feeAgreedOn: null })).toMatchObject({ wouldChange: "agreed by 2026-03-01" });
  });
});

describe("X-19 when a letter may carry a fee", () => {
  test.each([
    ["2026-03-27", "feeTooEarly"],
    ["2026-03-28", 60_00n],
  ])("due 27 March, sent %s: %s", (sentOn, expected) => {
    expect(answer({ sentOn: date(sentOn) })).toBe(expected);
  });

  test("a plan may be agreed on the due day itself", () => {
    expect(answer({ step: "instalmentPlan", sentOn: date("2026-03-27") })).toBe(170_00n);
    expect(answer({ step: "instalmentPlan", sentOn: date("2026-03-26") })).toBe("feeTooEarly");
  });

  test.each<[string, Partial<FeeFacts>, bigint | string]>([
    ["never delivered", { dueOn: null }, "invoiceNotDelivered"],
    ["disputed", { reasonableObjection: true }, "objection"],
    ["against good practice", { conductBroken: true }, "conductBroken"],
    ["the debtor is a minor", { debtorIsMinor: true }, "debtorIsMinor"],
    ["a minor's undelivered claim: the first rule answers", { debtorIsMinor: true, dueOn: null }, "debtorIsMinor"],
    ["a second reminder fee (F2)", { earlierFeeLetters: [letter("reminder")] }, "feeCountReached"],
    ["a demand after a reminder", { step: "paymentDemand", earlierFeeLetters: [letter("reminder")] }, 180_00n],
    [
      "a second demand",
      { step: "paymentDemand", earlierFeeLetters: [letter("reminder"), letter("paymentDemand")] },
      "feeCountReached",
    ],
  ])("%s", (_what, changes, expected) => {
    expect(answer(changes)).toBe(expected);
  });

  test.each([
    ["reminder", "unlicensed", 60_00n],
    ["paymentDemand", "owner", 180_00n],
    ["paymentDemand", "sameGroup", 180_00n],
    ["paymentDemand", "licensed", 180_00n],
    ["paymentDemand", "unlicensed", "senderNotAllowed"],
  ] as const)("inkassolagen 2: %s by %s: %s", (step, sender, expected) => {
    expect(answer({ step, sender })).toBe(expected);
  });
});

test("S2-11 a reminder that threatens would be a demand: the words it may not hold", () => {
  const stems = notices.find(({ value }) => value.step === "reminder")!.value.mustNotSay!;
  const holdsThreat = (text: string) => stems.some((stem) => text.toLowerCase().includes(stem));
  expect(holdsThreat("Vi vill vänligen påminna om fakturan. Är den redan betald, bortse från brevet.")).toBe(false);
  for (const text of ["hos Kronofogden", "Utmätning kan ske", "en betalningsanmärkning", "rättsliga åtgärder"])
    expect(holdsThreat(text)).toBe(true);
  const demand = notices.find(({ value }) => value.step === "paymentDemand")!.value;
  expect(demand).toMatchObject({ deadlineDays: 8, mustSay: expect.arrayContaining(["rightToObject"]) as unknown });
});
