import { hash } from "node:crypto";
import { createProposal, holdLines, type Proposal, type ProposalLineDraft } from "../controls/index.ts";
import type { DateText } from "../ledger/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { decideAll } from "./decide.ts";
import type { Decision, StepDecision } from "./decide-model.ts";
import { explainer } from "./explain.ts";
import { itemRows, type ItemRow, type OverdueOf } from "./facts-store.ts";
import { groundOf, type Ground } from "./ground.ts";
import type { FollowedPolicy } from "./policy-book.ts";
import { levelNames } from "./policy-model.ts";
import type { RestingItems } from "./ports.ts";
import { readFacts, type KnownItem } from "./read-facts.ts";
import "./errors.ts";

/** The kind of proposal that becomes reminders and hand-overs. */
export const FOLLOW_UP = "followUp";

/** The action of a line that does nothing: somebody has to look, or something has to happen first. */
export const HELD_BACK = "heldBack";
export const NEEDS_YOU = "needsYou";

/** Items read and decided at a time: their facts are let go before the next are read. */
const CHUNK = 50_000;

export type Decided = { readonly item: KnownItem; readonly followed: FollowedPolicy; readonly decision: Decision };
export type Tally = {
  /** Open and past their due day. */
  readonly items: number;
  readonly notYet: number;
  readonly closed: number;
  readonly elsewhere: number;
  /** Invoiced before the chain's first policy. */
  readonly withoutPolicy: number;
};

/** What a person presses for each time, or the policy's own approval covers (DP-019). */
export type Approval = StepDecision["approval"];

/** What a decision rested on: another step or amount is another matter. */
export function seenHash({ row }: KnownItem, decision: Decision): Buffer {
  const seen = decision.kind === "step" ? `${decision.level}|${decision.amountMinor}` : decision.kind;
  return hash("sha256", `${row.id}|${seen}`, "buffer");
}

/** Not for a run to tell every day: not due yet, over, or in somebody else's hands. */
function isQuiet(decision: Decision): boolean {
  if (decision.kind === "heldBack") return decision.reason === "partnerCustody" || decision.reason === "atAgency";
  if (decision.kind === "needsPerson")
    return decision.reason === "headOfficeDecides" || decision.reason === "collectionFailed";
  return decision.kind === "notYet" || decision.kind === "closed";
}

/**
 * Decides about items by the facts of this moment. The bank's data count as complete here: whether they are is asked of the whole run
 * (`freshness`), before anything leaves. Throws FOLLOW_UP_CALENDAR_UNKNOWN: the run of the clinic stops (E36).
 */
export async function decideItems(
  tx: TenantTransaction,
  ground: Ground,
  rows: readonly ItemRow[],
  asked: {
    readonly asOf: Temporal.PlainDate;
    readonly resting: RestingItems;
    readonly whole?: OverdueOf;
    readonly withoutLetters?: ReadonlySet<string>;
  },
): Promise<readonly Decided[]> {
  const followed = rows.map((row) => ground.book.of(row));
  const withPolicy = rows.filter((_row, at) => followed[at] !== null);
  const policies = followed.filter((each) => each !== null);
  const bank = { completeThrough: asked.asOf, missing: [] };
  const items = await readFacts(tx, withPolicy, { ...ground, ...asked, bank });
  const decided = decideAll(
    ground.pack,
    items.map((item, at) => ({ policy: policies[at]!.policy, facts: item.facts })),
  );
  if (!decided.ok)
    throw refuse("FOLLOW_UP_CALENDAR_UNKNOWN", { year: decided.year, knownThrough: decided.knownThrough });
  return items.map((item, at) => ({ item, followed: policies[at]!, decision: decided.value[at]! }));
}

function lineOf({ item, followed, decision }: Decided, explain: ReturnType<typeof explainer>): ProposalLineDraft {
  const action = decision.kind === "step" ? decision.level : decision.kind === "heldBack" ? HELD_BACK : NEEDS_YOU;
  return {
    action,
    subjectKind: "item",
    subjectId: item.row.id,
    seenHash: seenHash(item, decision),
    amountMinor: item.row.openMinor,
    explanation: explain(decision, followed),
  };
}

type Totals = Record<string, bigint | number>;

function totalsOf(lines: readonly ProposalLineDraft[], tally: Tally, approval: Approval): Totals {
  const totals: Totals = { standing: approval === "standing" ? 1 : 0, ...tally };
  for (const { action, amountMinor } of lines) {
    totals[action] = Number(totals[action] ?? 0) + 1;
    const sum = `${action}Minor`;
    totals[sum] = BigInt(totals[sum] ?? 0n) + amountMinor;
  }
  return totals;
}

/** A held line says why by a word of the decision, so that lines with one reason stand together. */
async function holdQuietLines(tx: TenantTransaction, proposalId: string, lines: readonly ProposalLineDraft[]) {
  const held = lines.flatMap(({ action, explanation }, at) =>
    action === HELD_BACK || action === NEEDS_YOU ? [{ lineNo: at + 1, why: String(explanation.inputs["why"]) }] : [],
  );
  for (const [why, of] of Map.groupBy(held, (line) => line.why))
    await holdLines(
      tx,
      proposalId,
      of.map(({ lineNo }) => lineNo),
      why,
    );
}

const rank = (action: string): number => (levelNames as readonly string[]).indexOf(action) + 1 || levelNames.length + 1;

export type FollowUpQuestion = {
  readonly ledgerId: string;
  readonly asOf: DateText;
  readonly approval: Approval;
  readonly resting: RestingItems;
};

export type Looked = { readonly decided: readonly Decided[]; readonly tally: Tally };

/** Looks at all of a ledger that is open and past its due day. Throws FOLLOW_UP_NO_POLICY, FOLLOW_UP_CALENDAR_UNKNOWN, LEDGER_NOT_FOUND. */
export async function lookAt(
  tx: TenantTransaction,
  question: Omit<FollowUpQuestion, "approval">,
): Promise<Looked & { readonly ground: Ground }> {
  const { ledgerId, asOf, resting } = question;
  const ground = await groundOf(tx, ledgerId);
  if (ground.book.isEmpty) throw refuse("FOLLOW_UP_NO_POLICY", { day: asOf });
  const rows = await itemRows(tx, { ledgerId, asOf });
  const decided: Decided[] = [];
  let [seen, notYet, closed, elsewhere] = [0, 0, 0, 0];
  const asked = {
    asOf: Temporal.PlainDate.from(asOf),
    resting,
    ...(rows.length > CHUNK ? {} : { whole: { ledgerId, asOf } }),
  };
  for (let from = 0; from < rows.length; from += CHUNK) {
    const some = await decideItems(tx, ground, rows.slice(from, from + CHUNK), asked);
    seen += some.length;
    for (const one of some) {
      if (!isQuiet(one.decision)) decided.push(one);
      else if (one.decision.kind === "notYet") notYet += 1;
      else if (one.decision.kind === "closed") closed += 1;
      else elsewhere += 1;
    }
  }
  return {
    ground,
    decided,
    tally: { items: rows.length, notYet, closed, elsewhere, withoutPolicy: rows.length - seen },
  };
}

/** Whether a decision stands in the proposal of an approval: what is held back or needs a person stands with the reminders. */
const isOf =
  (approval: Approval) =>
  ({ decision }: Decided): boolean =>
    decision.kind === "step" ? decision.approval === approval : approval === "standing";

/** Is there anything for the proposal of an approval? */
export const hasLines = ({ decided }: Pick<Looked, "decided">, approval: Approval): boolean =>
  decided.some(isOf(approval));

/** Lines of a proposal: steps of one kind of approval first, by level; what is held back or needs a person stands with the reminders. */
export function linesOf({ decided }: Pick<Looked, "decided">, approval: Approval): ProposalLineDraft[] {
  const mine = decided.filter(isOf(approval));
  const explain = explainer();
  return mine.map((one) => lineOf(one, explain)).toSorted((a, b) => rank(a.action) - rank(b.action));
}

/** Writes what was looked at as a proposal. Throws PROPOSAL_EMPTY when there is no line of this approval. */
export async function proposalOf(
  tx: TenantTransaction,
  looked: Looked,
  { ledgerId, asOf, approval }: Omit<FollowUpQuestion, "resting">,
): Promise<Proposal> {
  const lines = linesOf(looked, approval);
  const totals = totalsOf(lines, looked.tally, approval);
  const proposal = await createProposal(tx, { kind: FOLLOW_UP, ledgerId, asOfOn: asOf, lines, totals });
  await holdQuietLines(tx, proposal.id, lines);
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
