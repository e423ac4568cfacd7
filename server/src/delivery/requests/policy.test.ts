import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { marketPack } from "../../markets/index.ts";
import {
  courtesyDay,
  decideStep,
  DEFAULT_TIMINGS,
  termsAskedUntil,
  planOf,
  ways,
  type RequestFacts,
  type RequestState,
} from "./policy.ts";

const { days } = marketPack("NO");
const day = (text: string) => Temporal.PlainDate.from(text);
const plan = (askedOn: string, dueOn: string, timings = DEFAULT_TIMINGS) => {
  const { warnOn, defaultOn } = planOf(day(askedOn), day(dueOn), timings, days);
  return [warnOn.toString(), defaultOn.toString()];
};

describe("S0-50 FR-32 when is warned, and when the invoice is sent instead", () => {
  it.each([
    // what                                                     asked         due           warned        invoice
    ["the worked case", "2026-10-05", "2026-10-19", "2026-10-08", "2026-10-09"],
    ["a long time to pay: three and seven days", "2026-10-05", "2026-11-30", "2026-10-08", "2026-10-12"],
    ["three days end on a Saturday: the next bank day", "2026-10-07", "2026-11-30", "2026-10-12", "2026-10-14"],
    ["seven days end on a Sunday: the bank day before", "2026-10-04", "2026-11-30", "2026-10-07", "2026-10-09"],
    [
      "asked before Easter: the last bank day before the default",
      "2026-03-31",
      "2026-05-30",
      "2026-04-01",
      "2026-04-07",
    ],
    ["due in a week: the default waits for the warning", "2026-10-05", "2026-10-12", "2026-10-06", "2026-10-07"],
    ["due the same day", "2026-10-05", "2026-10-05", "2026-10-06", "2026-10-07"],
    ["due long ago, asked on a Friday", "2026-10-09", "2026-01-05", "2026-10-12", "2026-10-13"],
    [
      "ten days before the due date is the last day that counts",
      "2026-10-05",
      "2026-10-22",
      "2026-10-08",
      "2026-10-12",
    ],
    ["and one day earlier", "2026-10-05", "2026-10-21", "2026-10-08", "2026-10-09"],
  ])("%s: asked %s, due %s", (_, askedOn, dueOn, warnOn, defaultOn) => {
    expect(plan(askedOn, dueOn)).toEqual([warnOn, defaultOn]);
  });

  it("a ledger's own timings hold", () => {
    const own = { ...DEFAULT_TIMINGS, warnAfterDays: 1, defaultAfterDays: 2 };
    expect(plan("2026-10-05", "2026-11-30", own)).toEqual(["2026-10-06", "2026-10-07"]);
  });

  it("whatever the days: bank days, the warning after the ask and at least one bank day before the default", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_500 }), fc.integer({ min: -40, max: 90 }), (from, term) => {
        const askedOn = day("2026-01-01").add({ days: from });
        const { warnOn, defaultOn } = planOf(askedOn, askedOn.add({ days: term }), DEFAULT_TIMINGS, days);
        expect([days.isBankDay(warnOn), days.isBankDay(defaultOn)]).toEqual([true, true]);
        expect(Temporal.PlainDate.compare(warnOn, askedOn)).toBe(1);
        expect(Temporal.PlainDate.compare(days.nextBankDay(warnOn), defaultOn)).toBeLessThanOrEqual(0);
      }),
    );
  });
});

const state = (changes: Partial<RequestState> = {}): RequestState => ({
  choice: "none",
  chosenOn: null,
  warnOn: day("2026-10-08"),
  defaultOn: day("2026-10-09"),
  warnedOn: null,
  invoicedOn: null,
  courtesyOn: null,
  ...changes,
});
const facts = (asOf: string, changes: Partial<RequestFacts> = {}): RequestFacts => ({
  asOf: day(asOf),
  openMinor: 245_000n,
  dueOn: day("2026-10-19"),
  isElsewhere: false,
  isResting: false,
  ...changes,
});
const withCourtesy = { ...DEFAULT_TIMINGS, courtesyBeforeDueDays: 3 };
/** A step in words: `warn, invoice 2026-10-09`, `wait 2026-10-08`. */
const step = (from: RequestState, on: RequestFacts, timings = DEFAULT_TIMINGS): string => {
  const decided = decideStep(from, on, timings, days);
  if (decided.step === "end") return `end ${decided.why}`;
  return `${decided.step} ${decided.nextOn?.toString() ?? "never"}`;
};
const warned = state({ choice: "warned", warnedOn: day("2026-10-08") });
const invoiced = state({ choice: "invoice", chosenOn: day("2026-10-09"), invoicedOn: day("2026-10-09") });

describe("S0-50 FR-31 what is done on a day", () => {
  it.each([
    ["the day before the warning", state(), facts("2026-10-07"), "wait 2026-10-08"],
    ["the day of the warning", state(), facts("2026-10-08"), "warn 2026-10-09"],
    ["a warning that came late moves the default", state(), facts("2026-10-14"), "warn 2026-10-15"],
    ["the day after the warning", warned, facts("2026-10-09"), "sendInvoice never"],
    ["warned, but not yet the day", warned, facts("2026-10-08"), "wait 2026-10-09"],
    ["a Saturday", warned, facts("2026-10-10"), "wait 2026-10-12"],
    ["a payment between scheduling and sending", state(), facts("2026-10-08", { openMinor: 0n }), "end settled"],
    ["a payment before the default", warned, facts("2026-10-09", { openMinor: 0n }), "end settled"],
    ["a part paid: the rest is asked for", state(), facts("2026-10-08", { openMinor: 1n }), "warn 2026-10-09"],
    ["bought by a finance partner", warned, facts("2026-10-09", { isElsewhere: true }), "end otherCustody"],
    ["disputed", state(), facts("2026-10-08", { isResting: true }), "wait 2026-10-09"],
    ["who chose invoice", invoiced, facts("2026-10-12"), "wait never"],
  ])("%s: %s", (_, from, on, expected) => {
    expect(step(from, on)).toBe(expected);
  });

  it.each([
    ["the same day", "2026-10-08", "wait 2026-10-12"],
    ["the next bank day", "2026-10-09", "wait 2026-10-12"],
    ["after that nothing was chosen", "2026-10-12", "warn 2026-10-13"],
  ])("a card chosen on a Thursday that brought no money, looked at %s: %s", (_, on, expected) => {
    expect(step(state({ choice: "card", chosenOn: day("2026-10-08") }), facts(on))).toBe(expected);
  });

  it.each([
    ["not asked for", invoiced, "2026-10-12", "2026-10-19", DEFAULT_TIMINGS, "wait never"],
    ["before its day", invoiced, "2026-10-15", "2026-10-19", withCourtesy, "wait 2026-10-16"],
    ["on its day", invoiced, "2026-10-16", "2026-10-19", withCourtesy, "courtesy never"],
    ["once", { ...invoiced, courtesyOn: day("2026-10-16") }, "2026-10-16", "2026-10-19", withCourtesy, "wait never"],
    ["the due date was moved", invoiced, "2026-10-16", "2026-10-30", withCourtesy, "wait 2026-10-27"],
    ["never on the due date", invoiced, "2026-10-19", "2026-10-19", withCourtesy, "wait never"],
  ] as const)("X-31 a courtesy notice, %s", (_, from, on, dueOn, timings, expected) => {
    expect(step(from, facts(on, { dueOn: day(dueOn) }), timings)).toBe(expected);
  });

  it("X-31 a courtesy day on a Sunday is the Friday before", () => {
    expect(courtesyDay(day("2026-10-21"), withCourtesy, days)?.toString()).toBe("2026-10-16");
  });

  it("whatever has happened: the invoice only after a warning on an earlier day, and the next look is always later", () => {
    const maybe = (offset: fc.Arbitrary<number>) => fc.option(offset.map((n) => day("2026-10-05").add({ days: n })));
    const offsets = fc.integer({ min: 0, max: 40 });
    const states = fc.record({
      choice: fc.constantFrom("none", "warned", ...ways),
      chosenOn: maybe(offsets),
      warnedOn: maybe(offsets),
      invoicedOn: maybe(offsets),
      courtesyOn: maybe(offsets),
    });
    fc.assert(
      fc.property(states, offsets, fc.boolean(), (changes, offset, isResting) => {
        const asOf = day("2026-10-05").add({ days: offset });
        const decided = decideStep(state(changes), facts(asOf.toString(), { isResting }), withCourtesy, days);
        if (decided.step === "sendInvoice") expect(changes.warnedOn).not.toBeNull();
        if (decided.step === "warn") expect(Temporal.PlainDate.compare(decided.defaultOn, asOf)).toBe(1);
        if (decided.step !== "end" && decided.nextOn) expect(Temporal.PlainDate.compare(decided.nextOn, asOf)).toBe(1);
      }),
    );
  });
});

it.each([
  ["2026-10-06", "2026-10-20"],
  ["2026-12-17", "2026-12-31"],
  // Fourteen days before 31 May 2027 is a holiday after a weekend.
  ["2027-05-14", "2027-05-31"],
])("S0-39 FR-52 on %s terms due up to %s are asked for, and none of the day after", (on, until) => {
  expect(termsAskedUntil(Temporal.PlainDate.from(on), days).toString()).toBe(until);
});
