import { describe, expect, test } from "vitest";
import { marketPack } from "../markets/index.ts";
import { date, debtor, item, sent } from "./facts.fixture.ts";
import { feeOf } from "./fee.ts";
import { decide, type Decision, defaultPolicy, type ItemFacts, type LevelName, type StepDecision } from "./index.ts";

const short = (decision: Decision): string => {
  if (decision.kind === "step") return `step ${decision.level}`;
  return decision.kind === "notYet" ? `notYet ${decision.level} ${decision.until.toString()}` : decision.kind;
};
const step = (decision: Decision): StepDecision => {
  if (decision.kind !== "step") throw new Error(short(decision));
  return decision;
};

describe("X-19 Denmark's own timetable", () => {
  const denmark = marketPack("DK");
  const own = defaultPolicy(denmark);
  const facts = (asOf: string, other: Partial<ItemFacts> = {}): ItemFacts =>
    item(asOf, {
      dueOn: date("2026-05-29"),
      deliveredOn: date("2026-05-01"),
      debtAroseOn: date("2026-05-01"),
      ...other,
    });
  const charged = (level: LevelName, on: string, deadlineOn: string) =>
    sent(level, on, { deadlineOn: date(deadlineOn), feeMinor: 100_00n });
  const nudge = sent("nudge", "2026-06-03");
  const first = charged("remind1", "2026-06-15", "2026-06-25");
  const second = charged("remind2", "2026-06-25", "2026-07-06");
  const third = charged("collectionNotice", "2026-07-06", "2026-07-16");

  test.each([
    ["2026-06-02", [], "notYet nudge 2026-06-03"],
    ["2026-06-03", [], "step nudge"],
    ["2026-06-12", [nudge], "notYet remind1 2026-06-15"],
    ["2026-06-15", [nudge], "step remind1"],
    ["2026-06-24", [nudge, first], "notYet remind2 2026-06-25"],
    ["2026-06-25", [nudge, first], "step remind2"],
    ["2026-07-03", [nudge, first, second], "notYet collectionNotice 2026-07-06"],
    ["2026-07-06", [nudge, first, second], "step collectionNotice"],
    ["2026-07-17", [nudge, first, second, third], "notYet agency 2026-07-20"],
    ["2026-07-20", [nudge, first, second, third], "step agency"],
  ] as const)("on %s: %s", (asOf, steps, expected) => {
    expect(short(decide(own, denmark, facts(asOf, { sent: steps })))).toBe(expected);
  });

  test("DK-001 DK-002 three times 100 kr with ten days each, and nothing for an instalment of a broken plan", () => {
    const fees = [[nudge], [nudge, first], [nudge, first, second]].map((steps, at) => {
      const asOf = ["2026-06-15", "2026-06-25", "2026-07-06"][at]!;
      const answer = step(decide(own, denmark, facts(asOf, { sent: steps })));
      return [answer.fee.feeMinor, String(answer.deadlineOn)];
    });
    expect(fees).toEqual([
      [100_00n, "2026-06-25"],
      [100_00n, "2026-07-06"],
      [100_00n, "2026-07-16"],
    ]);
    const instalment = { sent: [nudge], instalment: { wholeRestFallsDue: false, calledInOn: null } };
    const free = step(decide(own, denmark, facts("2026-06-15", instalment)));
    expect(free.fee).toMatchObject({ feeMinor: 0n, explanation: { inputs: { refused: "planBroken" } } });
  });

  test("DK-003 handing over costs 100 kr once, beside three reminders; one that was taken back is not charged again", () => {
    const steps = [nudge, first, second, third];
    const handOver = step(decide(own, denmark, facts("2026-07-20", { sent: steps })));
    expect(handOver).toMatchObject({ level: "agency", deadlineOn: null, fee: { feeMinor: 100_00n } });
    expect(handOver.fee.explanation.law?.citation).toContain("inkassogebyr");
    const returned = sent("agency", "2026-07-20", { feeMinor: 100_00n, returnedOn: null });
    const again = { ...own, levels: own.levels.filter(({ name }) => name === "agency") };
    const anew = feeOf(
      again.levels[0]!,
      denmark,
      facts("2026-08-20", { sent: [...steps, returned] }),
      date("2026-05-29"),
    );
    expect(anew).toMatchObject({ feeMinor: 0n, explanation: { inputs: { refused: "feeCountReached" } } });
  });

  test("E19 a minor's guardian pays the fee that a minor never would", () => {
    const minor = debtor({ isMinor: true, hasGuardian: true });
    const letter = step(decide(own, denmark, facts("2026-06-15", { sent: [nudge], debtor: minor })));
    expect([letter.addressee, letter.fee.feeMinor]).toEqual(["guardian", 100_00n]);
  });

  test.each(["IT", "US"])("%s: no step of the market's timetable ever carries a fee", (country) => {
    const pack = marketPack(country);
    const policy = defaultPolicy(pack);
    let steps: ItemFacts["sent"] = [];
    for (let add = 1; add < 200; add += 1) {
      const asOf = date("2026-05-29").add({ days: add });
      const decision = decide(policy, pack, facts(asOf.toString(), { sent: steps, feeAgreedOn: date("2026-04-01") }));
      if (decision.kind !== "step") continue;
      expect([decision.level, decision.fee.feeMinor]).toEqual([decision.level, 0n]);
      steps = [...steps, sent(decision.level, asOf.toString(), { deadlineOn: decision.deadlineOn })];
    }
    expect(steps.map(({ level }) => level)).toEqual(policy.levels.map(({ name }) => name));
  });
});
