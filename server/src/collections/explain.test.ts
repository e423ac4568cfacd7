import { expect, test } from "vitest";
import { decide } from "./decide.ts";
import type { Decision } from "./decide-model.ts";
import { asLineExplanation, explainer, lineInputs } from "./explain.ts";
import { daily, date, item, norway, sweden, withFee } from "./facts.fixture.ts";

const followed = { versionId: "0190", versionName: "Kedjan" };
const alone = (decision: Decision) => asLineExplanation(decision.explanation, followed, lineInputs(decision));

/** Steps that differ from the first in one thing each: day of the run, due day, what is owed elsewhere, fee, law. */
const steps: readonly Decision[] = [
  decide(daily, sweden, item("2026-04-07")),
  decide(daily, sweden, item("2026-04-08")),
  decide(daily, sweden, item("2026-04-08", { dueOn: date("2026-03-26") })),
  decide(daily, sweden, item("2026-04-08", { creditElsewhereMinor: 500n })),
  decide(withFee(daily, "remind1"), sweden, item("2026-04-08")),
  decide(withFee(daily, "remind1"), norway, item("2026-04-08")),
];

test("N-04 a run explains each step as if it were alone, and in one explanation what is said in the same words", () => {
  const explain = explainer();
  expect(new Set(steps.map(({ kind }) => kind))).toEqual(new Set(["step"]));
  for (const decision of [...steps, ...steps]) expect(explain(decision, followed)).toEqual(alone(decision));
  const told = new Set(steps.map((decision) => JSON.stringify(alone(decision))));
  expect(new Set([...steps, ...steps].map((decision) => explain(decision, followed))).size).toBe(told.size);
  expect(told.size).toBeGreaterThan(3);
});

test("N-04 two versions of a policy are two explanations", () => {
  const explain = explainer();
  const [step] = steps;
  expect(explain(step!, followed)).not.toBe(explain(step!, { ...followed, versionId: "0191" }));
});
