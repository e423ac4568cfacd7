import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareDays, dayKey, laterDay } from "./day-key.ts";
import { daily, date, inCalendarDays, item, norway, sent, sweden, weekly, withFee } from "./facts.fixture.ts";
import {
  decide,
  decideAll,
  type Decision,
  defaultPolicy,
  type ItemFacts,
  type Level,
  type LevelName,
  type Policy,
} from "./index.ts";
import { noticeOf } from "./law-words.ts";
import { runMarket } from "./run-market.ts";
import type { FeeFacts, FeeLetter, LimitationFacts, MarketPack } from "../markets/index.ts";
import { deadlineOf, firstDayAfter, followUpDay, movedByPromise, targetOf, workingDaysBetween } from "./timeline.ts";

type PlainDate = Temporal.PlainDate;

const firstDay = date("2023-12-01");
/** So few that a run often meets one again, over two year's ends, a leap day and two Easters. */
const day = fc.integer({ min: 0, max: 500 }).map((days) => firstDay.add({ days }));
const pack = fc.constantFrom(sweden, norway);
const texts = (days: readonly (PlainDate | null)[]): readonly string[] => days.map(String);

/** All of a decision as text, its days too. */
function told(decision: Decision): string {
  return JSON.stringify(decision, (_key, value: unknown) => (typeof value === "bigint" ? String(value) : value));
}

/** The first answer, and the one that is remembered, twice. */
function thrice<T>(ask: () => T): readonly T[] {
  return [ask(), ask(), ask()];
}

describe("a day's key", () => {
  const anyDay = fc
    .tuple(fc.integer({ min: -100, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
    .map(([year, month, number]) => Temporal.PlainDate.from({ year, month, day: number }));
  test("orders days as the calendar does, and is equal for equal days alone", () => {
    const pair = fc.oneof(
      fc.tuple(anyDay, anyDay),
      fc.tuple(anyDay, fc.integer({ min: -40, max: 40 })).map(([on, days]) => [on, on.add({ days })] as const),
    );
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const order = Temporal.PlainDate.compare(a, b);
        expect(Math.sign(compareDays(a, b))).toBe(order);
        expect(dayKey(a) === dayKey(b)).toBe(a.equals(b));
        expect(laterDay(a, b).equals(order < 0 ? b : a)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

describe("a run's market answers as the plain rules do, however often it is asked", () => {
  test("one day is one object with its text", () => {
    fc.assert(
      fc.property(fc.array(day), (days) => {
        const market = runMarket(sweden);
        for (const on of days) {
          expect(market.day(on)).toBe(market.day(on.add({ days: 0 })));
          expect([market.day(on).text, String(market.day(on).on)]).toEqual([String(on), String(on)]);
        }
      }),
    );
  });

  test("working days, due days, deadlines, the day after a stop, the days between", () => {
    const count = fc.integer({ min: -3, max: 12 });
    const asked = fc.array(fc.tuple(day, day, count), { minLength: 1 });
    fc.assert(
      fc.property(pack, asked, (plain, questions) => {
        const market = runMarket(plain);
        for (const [a, b, n] of questions) {
          const [first, second] = [market.day(a), market.day(b)];
          const between = workingDaysBetween(plain.days, a, b);
          expect(thrice(() => market.workingDaysBetween(first, second))).toEqual([between, between, between]);
          const expected = [
            plain.days.addWorkingDays(a, n),
            plain.effectiveDue(a, b),
            plain.effectiveDue(a, null),
            deadlineOf(plain.days, n, a),
            deadlineOf(plain.days, null, a),
            firstDayAfter(plain.days, a),
          ];
          const answers = thrice(() => [
            market.addWorkingDays(first, n).on,
            market.effectiveDue(a, b)?.on ?? null,
            market.effectiveDue(a, null)?.on ?? null,
            market.deadlineOf(n, first),
            market.deadlineOf(null, first),
            market.firstDayAfter(first).on,
          ]);
          for (const answer of answers) expect(texts(answer)).toEqual(texts(expected));
        }
      }),
    );
  });

  test("DP-010 DP-018 targets of any wait, follow-up days in any mode, promises", () => {
    const wait = fc.record({
      after: fc.constantFrom("due", "previousSent", "previousDeadline"),
      days: fc.integer({ min: 0, max: 12 }),
      unit: fc.constantFrom("workingDays", "calendarDays"),
    });
    const weekday = fc.integer({ min: 0, max: 7 });
    const asked = fc.array(fc.tuple(wait, weekday, day, day, day), { minLength: 1 });
    fc.assert(
      fc.property(pack, asked, (plain, questions) => {
        const market = runMarket(plain);
        for (const [each, at, dueOn, sentOn, deadlineOn] of questions) {
          const level: Level = { ...daily.levels[1]!, wait: each };
          const followUp = at === 0 ? ({ mode: "daily" } as const) : ({ mode: "weekly", weekday: at } as const);
          const taken = { sentOn, deadlineOn };
          const expected = [
            targetOf(plain.days, level, dueOn, taken),
            followUpDay(plain.days, followUp, dueOn),
            movedByPromise(plain.days, dueOn, sentOn, each.days),
          ];
          const answers = thrice(() => [
            market.targetOf(level, market.day(dueOn), taken).on,
            market.followUpDay(followUp, market.day(dueOn)).on,
            market.movedByPromise(market.day(dueOn), sentOn, each.days).on,
          ]);
          for (const answer of answers) expect(texts(answer)).toEqual(texts(expected));
        }
      }),
    );
  });

  test("a wait after a letter that nobody gives throws each time", () => {
    const market = runMarket(sweden);
    const ask = () => market.targetOf(daily.levels[1]!, market.day(firstDay), null);
    expect(ask).toThrow("remind2 follows a letter and needs its day");
    expect(ask).toThrow("remind2 follows a letter and needs its day");
  });

  test("E36 a year the calendar lacks is refused each time", () => {
    const market = runMarket(sweden);
    const ask = () => market.addWorkingDays(market.day(date("2035-12-28")), 5);
    expect(ask).toThrow("known through 2035");
    expect(ask).toThrow("known through 2035");
  });

  test("what the law asks of each letter", () => {
    const name = fc.constantFrom<LevelName>("nudge", "remind1", "collectionNotice", "paymentDemand", "agency");
    fc.assert(
      fc.property(pack, fc.array(fc.tuple(name, day)), (plain, questions) => {
        const market = runMarket(plain);
        for (const [level, on] of questions) {
          const expected = noticeOf(plain, level, on) ?? null;
          for (const answer of thrice(() => market.noticeOf(level, market.day(on)))) expect(answer).toBe(expected);
        }
      }),
    );
  });
});

describe("DP-030 X-19 a run's market charges what the law charges", () => {
  const near = fc.integer({ min: 0, max: 40 }).map((days) => date("2026-09-20").add({ days }));
  const letter: fc.Arbitrary<FeeLetter> = fc.record({
    step: fc.constantFrom("reminder", "collectionNotice", "paymentDemand"),
    sentOn: near,
    deadlineOn: near,
  });
  const feeFacts: fc.Arbitrary<FeeFacts> = fc.record({
    step: fc.constantFrom("reminder", "collectionNotice", "paymentDemand", "instalmentPlan"),
    debtor: fc.constantFrom("consumer", "business"),
    debtAroseOn: near,
    feeAgreedOn: fc.option(near),
    dueOn: fc.option(near, { freq: 8 }),
    sentOn: near.map((on) => on.add({ days: 25 })),
    earlierFeeLetters: fc.array(letter, { maxLength: 2 }),
    sender: fc.constantFrom("owner", "sameGroup", "licensed", "unlicensed"),
    debtorIsMinor: fc.boolean(),
    reasonableObjection: fc.boolean(),
    conductBroken: fc.boolean(),
    planBroken: fc.boolean(),
  });

  test("of facts that differ in any one field, each gets the law's own answer", () => {
    fc.assert(
      fc.property(pack, feeFacts, feeFacts, (plain, facts, other) => {
        const market = runMarket(plain);
        const oneChanged = Object.keys(facts).map((field) => ({ ...facts, [field]: other[field as keyof FeeFacts] }));
        for (const asked of [facts, ...oneChanged, facts, ...oneChanged])
          expect(market.fee(asked)).toEqual(plain.fee(asked));
      }),
      { numRuns: 300 },
    );
  });

  test("the law is asked once for all facts that are alike, and anew for every other", () => {
    const asked: FeeFacts[] = [];
    const market = runMarket({
      ...norway,
      fee(facts) {
        asked.push(facts);
        return norway.fee(facts);
      },
    });
    const questions: FeeFacts[] = [];
    fc.assert(
      fc.property(feeFacts, letter, letter, (facts, a, b) => {
        const lists = [[a, b], [a], [{ ...a, deadlineOn: b.deadlineOn }], [b, a], []];
        const alike = lists.map((earlierFeeLetters) => ({ ...facts, earlierFeeLetters }));
        for (const each of [...alike, ...alike]) market.fee(each);
        questions.push(...alike);
      }),
    );
    const different = new Set(questions.map((facts) => JSON.stringify(facts)));
    expect(asked.map((facts) => JSON.stringify(facts))).toEqual([...different]);
  });
});

describe("limitation", () => {
  const facts = fc.record<LimitationFacts>({
    debtor: fc.constantFrom("consumer", "business"),
    aroseOn: day,
    claimableOn: day,
    interruptedOn: fc.option(day),
  });
  const laterOn = fc.integer({ min: 0, max: 4_500 }).map((days) => firstDay.add({ days }));

  function plainState(market: MarketPack, { debtor, aroseOn, claimableOn, interruptedOn }: LimitationFacts) {
    const inSweden = market.country === "SE";
    const from = interruptedOn ?? (inSweden ? aroseOn : claimableOn);
    const stopOn = from.add({ years: inSweden && debtor === "business" ? 10 : 3 });
    return { stopOn, warnOn: inSweden ? stopOn.subtract({ days: 90 }) : from.add({ months: 33 }) };
  }

  test("runs as counted out from its day, also on the days it turns", () => {
    fc.assert(
      fc.property(pack, facts, laterOn, (market, claim, someday) => {
        const { warnOn, stopOn } = plainState(market, claim);
        const eves = [warnOn, stopOn].flatMap((on) => [on.subtract({ days: 1 }), on]);
        for (const asOf of [someday, ...eves]) {
          const answer = market.limitationState(claim, asOf);
          const isOn = (on: PlainDate): boolean => Temporal.PlainDate.compare(asOf, on) >= 0;
          expect(answer.state).toBe(isOn(stopOn) ? "stop" : isOn(warnOn) ? "warn" : "running");
          expect(texts([answer.warnOn, answer.stopOn])).toEqual(texts([warnOn, stopOn]));
        }
      }),
    );
  });
});

describe("a run decides each item as if it were alone", () => {
  const policies: readonly Policy[] = [
    daily,
    weekly,
    inCalendarDays(daily),
    withFee(daily, "remind1", "remind2"),
    defaultPolicy(norway),
  ];
  const levels = ["nudge", "remind1", "remind2", "collectionNotice", "headOffice"] as const;
  const back = fc.nat(30);
  const facts: fc.Arbitrary<ItemFacts> = fc
    .tuple(fc.nat(60), back, fc.subarray([...levels]), back, fc.boolean(), fc.boolean(), fc.boolean())
    .map(([overdue, delivered, taken, sentAgo, isHeld, isPromised, isAgreed]) => {
      const asOf = date("2026-11-18");
      const ago = (days: number): PlainDate => asOf.subtract({ days });
      const arose = ago(overdue + delivered);
      return item(asOf.toString(), {
        dueOn: ago(overdue),
        deliveredOn: arose,
        debtAroseOn: arose,
        sent: taken.map((level, at) => sent(level, ago(sentAgo + levels.length - at).toString(), { deadlineOn: asOf })),
        hold: isHeld ? { reason: "systemFault", fromOn: ago(sentAgo), endsOn: ago(delivered) } : null,
        promises: isPromised ? [{ madeOn: ago(delivered), promisedOn: ago(3) }] : [],
        feeAgreedOn: isAgreed ? arose : null,
      });
    });

  test("the same answers as one by one, in the order of the items", () => {
    const items = fc.array(fc.record({ policy: fc.constantFrom(...policies), facts }), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(pack, items, (market, run) => {
        const together = decideAll(market, run);
        expect(together.ok && together.value.map(told)).toEqual(
          run.map((each) => told(decide(each.policy, market, each.facts))),
        );
      }),
      { numRuns: 200 },
    );
  });
});
