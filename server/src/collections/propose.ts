import { createProposalOf, holdLines, listed, type LineBundle, type Proposal } from "../controls/index.ts";
import type { Explanation } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import type { Found } from "./alike.ts";
import type { Decision, StepDecision } from "./decide-model.ts";
import { explainer } from "./explain.ts";
import { lookAt, type Looked, type LookQuestion, type Tally } from "./look.ts";
import { levelNames } from "./policy-model.ts";
import "./errors.ts";

/** The kind of proposal that becomes reminders and hand-overs. */
export const FOLLOW_UP = "followUp";

/** The action of a line that does nothing: somebody has to look, or something has to happen first. */
export const HELD_BACK = "heldBack";
export const NEEDS_YOU = "needsYou";

/** What a person presses for each time, or the policy's own approval covers (DP-019). */
export type Approval = StepDecision["approval"];

/** Another step is another matter, and so is another amount, which every line's hash is made of besides. */
const seenOf = (decision: Decision): string => (decision.kind === "step" ? decision.level : decision.kind);

const actionOf = (decision: Decision): string =>
  decision.kind === "step" ? decision.level : decision.kind === "heldBack" ? HELD_BACK : NEEDS_YOU;

const rank = (action: string): number => (levelNames as readonly string[]).indexOf(action) + 1 || levelNames.length + 1;

/** Claims of one explanation, which says the step, as one bundle of lines. */
function bundleOf(explanation: Explanation, found: readonly Found[]): LineBundle {
  const { decision } = found[0]!;
  const action = actionOf(decision);
  const joined = (list: "itemIds" | "opensMinor" | "places"): string => found.map((each) => each[list]).join();
  return {
    ...{ action, subjectKind: "item", explanation, seen: seenOf(decision), rank: rank(action) },
    lines: found.reduce((sum, { claims }) => sum + claims, 0),
    amountMinor: found.reduce((sum, { openMinor }) => sum + openMinor, 0n),
    ...{ subjectIds: joined("itemIds"), amountsMinor: joined("opensMinor"), places: joined("places") },
  };
}

type Totals = Record<string, bigint | number>;

function totalsOf(bundles: readonly LineBundle[], tally: Tally, approval: Approval): Totals {
  const totals: Totals = { standing: approval === "standing" ? 1 : 0, ...tally };
  for (const { action, lines, amountMinor } of bundles) {
    totals[action] = Number(totals[action] ?? 0) + lines;
    const sum = `${action}Minor`;
    totals[sum] = BigInt(totals[sum] ?? 0n) + amountMinor;
  }
  return totals;
}

/** A held line says why by a word of the decision, so that lines with one reason stand together. They are a proposal's last, by their places. */
async function holdQuietLines(tx: TenantTransaction, proposalId: string, bundles: readonly LineBundle[]) {
  const isStep = ({ action }: LineBundle): boolean => action !== HELD_BACK && action !== NEEDS_YOU;
  const steps = bundles.filter(isStep).reduce((sum, { lines }) => sum + lines, 0);
  const held = bundles
    .filter((bundle) => !isStep(bundle))
    .flatMap(({ places, explanation }) =>
      listed(places).map((place) => ({ place: Number(place), why: String(explanation.inputs["why"]) })),
    )
    .toSorted((a, b) => a.place - b.place)
    .map(({ why }, at) => ({ why, lineNo: steps + at + 1 }));
  for (const [why, of] of Map.groupBy(held, (line) => line.why))
    await holdLines(
      tx,
      proposalId,
      of.map(({ lineNo }) => lineNo),
      why,
    );
}

export type FollowUpQuestion = LookQuestion & { readonly approval: Approval };

/** Whether a decision stands in the proposal of an approval: what is held back or needs a person stands with the reminders. */
const isOf =
  (approval: Approval) =>
  ({ decision }: Found): boolean =>
    decision.kind === "step" ? decision.approval === approval : approval === "standing";

/** Is there anything for the proposal of an approval? */
export const hasLines = ({ found }: Pick<Looked, "found">, approval: Approval): boolean => found.some(isOf(approval));

/** Lines of a proposal: steps of one kind of approval first, by level; what is held back or needs a person stands with the reminders. */
function bundlesOf({ found }: Pick<Looked, "found">, approval: Approval): LineBundle[] {
  const explain = explainer();
  const alike = Map.groupBy(found.filter(isOf(approval)), ({ decision, followed }) => explain(decision, followed));
  return [...alike].map(([explanation, of]) => bundleOf(explanation, of));
}

/** Writes what was looked at as a proposal. Throws PROPOSAL_EMPTY when there is no line of this approval. */
export async function proposalOf(
  tx: TenantTransaction,
  looked: Looked,
  { ledgerId, asOf, approval }: Omit<FollowUpQuestion, "resting">,
): Promise<Proposal> {
  const bundles = bundlesOf(looked, approval);
  const totals = totalsOf(bundles, looked.tally, approval);
  const proposal = await createProposalOf(tx, { kind: FOLLOW_UP, ledgerId, asOfOn: asOf, totals }, bundles);
  await holdQuietLines(tx, proposal.id, bundles);
  return proposal;
}

/**
 * Proposes what follow-up would do on a day: the reminders that the policy's own approval covers, with what is held back and what needs a
 * person, or the steps a person presses for. Nothing is written but the proposal.
 * Throws PROPOSAL_EMPTY when nothing is due, FOLLOW_UP_NO_POLICY, FOLLOW_UP_CALENDAR_UNKNOWN.
 */
export async function proposeFollowUp(tx: TenantTransaction, question: FollowUpQuestion): Promise<Proposal> {
  return proposalOf(tx, await lookAt(tx, question), question);
}
