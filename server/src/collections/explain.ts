import type { Explanation as LedgerExplanation } from "../ledger/index.ts";
import type { Decision, Explanation, StepDecision } from "./decide-model.ts";
import { dayKey } from "./day-key.ts";
import type { FollowedPolicy } from "./policy-book.ts";

const VERSION = 1;

/** A decision's explanation in the shape every proposal's lines have. */
export function asLineExplanation(
  { rule, with: others, inputs, law }: Explanation,
  { versionId, versionName }: Pick<FollowedPolicy, "versionId" | "versionName">,
  more: Readonly<Record<string, unknown>> = {},
): LedgerExplanation {
  return {
    rule,
    version: VERSION,
    inputs: { ...inputs, ...more, ...(others.length > 0 ? { with: others.join(", ") } : {}), versionId, versionName },
    ...(law === null ? {} : { citation: law.citation }),
    ...(law?.wouldChange === undefined ? {} : { wouldChange: law.wouldChange }),
  };
}

/** What a line of a run says beside its rule: the step with its days and fee, or why nothing is done. */
export function lineInputs(decision: Decision): Readonly<Record<string, unknown>> {
  switch (decision.kind) {
    case "step":
      return {
        lag: decision.lag,
        feeMinor: Number(decision.fee.feeMinor),
        ...(decision.fee.explanation.law === null ? {} : { feeLaw: decision.fee.explanation.law.citation }),
        nextStepOn: decision.nextStepOn?.toString() ?? null,
        deadlineOn: decision.deadlineOn?.toString() ?? null,
        sender: decision.sender,
        ...(decision.creditElsewhereMinor > 0n ? { creditElsewhereMinor: Number(decision.creditElsewhereMinor) } : {}),
      };
    case "heldBack":
      return { why: decision.reason, until: decision.until?.toString() ?? null, red: decision.isRed };
    case "needsPerson":
      return { why: decision.reason, ...(decision.lacks.length > 0 ? { lacks: decision.lacks.join(", ") } : {}) };
    case "notYet":
      return { until: decision.until.toString() };
    case "closed":
      return { why: decision.reason };
  }
}

type Followed = Pick<FollowedPolicy, "versionId" | "versionName">;

/**
 * Explains the lines of one run: steps that are explained in the same words share one explanation, since a clinic's claims of one due day mostly do.
 * Others are explained one by one.
 */
export function explainer(): (decision: Decision, followed: Followed) => LedgerExplanation {
  const known = new Map<string, LedgerExplanation>();
  const explain = (decision: Decision, followed: Followed) =>
    asLineExplanation(decision.explanation, followed, lineInputs(decision));
  return (decision, followed) => {
    if (decision.kind !== "step") return explain(decision, followed);
    const told = toldOf(decision, followed);
    let found = known.get(told);
    if (found === undefined) known.set(told, (found = explain(decision, followed)));
    return found;
  };
}

/** Everything the explanation of a step is made of, as one text. */
function toldOf(decision: StepDecision, { versionId, versionName }: Followed): string {
  const { level, explanation, fee, lag, sender, nextStepOn, deadlineOn, creditElsewhereMinor } = decision;
  const { rule, with: others, inputs, law } = explanation;
  const feeLaw = fee.explanation.law?.citation;
  let told = `${level}|${rule}|${others.join()}|${law?.citation}|${law?.wouldChange}|${versionId}|${versionName}|${lag}|${fee.feeMinor}|${feeLaw}|${sender}`;
  told += `|${creditElsewhereMinor}|${nextStepOn && dayKey(nextStepOn)}|${deadlineOn && dayKey(deadlineOn)}`;
  for (const key in inputs) told += `|${key}|${inputs[key]!}`;
  return told;
}
