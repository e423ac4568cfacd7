import {
  applyProposal,
  proposalById,
  wrongKind,
  type Applied,
  type AppliedTotals,
  type LineOutcome,
  type LineToApply,
  type Proposal,
} from "../controls/index.ts";
import { dispatch, narrowedTo, notBefore, type DispatchWish } from "../delivery/index.ts";
import { itemsByParent, moveDueOn, post, type DateText, type EntryDraft, type NewItem } from "../ledger/index.ts";
import { refuse, withTenant, type Context, type Platform, type TenantTransaction } from "../platform/index.ts";
import { activeAgreement, listForAgency } from "./agency/index.ts";
import { endsBetweenPayers } from "./chunks.ts";
import type { StepDecision } from "./decide-model.ts";
import { asLineExplanation, lineInputs } from "./explain.ts";
import { missingData } from "./freshness.ts";
import { letterKey } from "./letter-key.ts";
import { dateText, groundOf, type Ground } from "./ground.ts";
import type { GatheredLetter } from "./letters.ts";
import { lettersFor, lookAgain, wayOf, type Standing } from "./look-again.ts";
import type { LevelName } from "./policy-model.ts";
import type { RestingItems } from "./ports.ts";
import type { Decided } from "./decide-items.ts";
import { FOLLOW_UP } from "./propose.ts";
import { insertLetters, insertSteps, type NewLetter, type NewStep } from "./step-store.ts";

/**
 * Lines in one transaction, and transactions side by side: while the database writes one chunk, the next is decided on. Reminders only: what goes
 * to head office or an agency reaches beyond its own lines.
 */
const CHUNK = 2_000;
const LANES = 2;

/** By whom a step was taken, as the move log says it. */
export type TakenBy = "run" | "person";

/**
 * Applies an approved follow-up, chunk by chunk, safe to cut and run again. Each item is read again under lock and decided anew: who has paid,
 * objected or changed since is stale and left out, and a step that was taken is taken no second time. Its letters are queued in the same
 * transaction.
 * Throws PROPOSAL_KIND_WRONG, FOLLOW_UP_DATA_MISSING when the bank's data are not complete, and what `applyProposal` throws.
 */
export async function applyFollowUp(
  platform: Platform,
  context: Context,
  proposalId: string,
  options: {
    readonly resting: RestingItems;
    readonly takenBy?: TakenBy;
    readonly chunk?: number;
    readonly progress?: (linesDone: number) => void;
  },
): Promise<AppliedTotals> {
  const { resting, takenBy = "person" } = options;
  const { totals } = await withTenant(platform, context, (tx) => requireReady(tx, proposalId));
  const apply = (tx: TenantTransaction, proposal: Proposal, lines: readonly LineToApply[]) =>
    applyLines(tx, { proposal, resting, takenBy }, lines);
  const ends = (tx: TenantTransaction, { id }: Proposal, wished: readonly number[], lastLine: number) =>
    endsBetweenPayers(tx, id, wished, lastLine);
  const applier = { chunk: options.chunk ?? CHUNK, lanes: totals["standing"] === 1 ? LANES : 1, ends, apply };
  return applyProposal(platform, context, proposalId, applier, options.progress);
}

/** Nothing leaves on stale data, and nothing on another day than it was decided for: its facts are of that day. */
async function requireReady(tx: TenantTransaction, proposalId: string): Promise<Proposal> {
  const proposal = await proposalById(tx, proposalId);
  if (proposal.kind !== FOLLOW_UP) throw wrongKind(proposal, FOLLOW_UP);
  const ground = await groundOf(tx, proposal.ledgerId!);
  const { missing, neededThrough } = await missingData(tx, ground);
  if (missing.length > 0)
    throw refuse("FOLLOW_UP_DATA_MISSING", {
      needed: neededThrough,
      missing: missing.map(({ account, why }) => `${account} (${why})`).join(", "),
    });
  return proposal;
}

type Run = { readonly proposal: Proposal; readonly resting: RestingItems; readonly takenBy: TakenBy };

const CHANGED = "changed";
const TAKEN = "taken";
const NO_WAY = "noWay";
const NO_AGENCY = "noAgency";

const stale = ({ lineNo }: Pick<LineToApply, "lineNo">, reason: string): LineOutcome => ({
  lineNo,
  state: "stale",
  reason,
});

async function applyLines(tx: TenantTransaction, run: Run, lines: readonly LineToApply[]): Promise<Applied> {
  const ground = await groundOf(tx, run.proposal.ledgerId!);
  const { standing, changed } = await lookAgain(tx, ground, { lines, resting: run.resting, lock: true });
  const outcomes = changed.map((line) => stale(line, CHANGED));
  const taken = await takeSteps(tx, ground, run, standing);
  return { ...taken, outcomes: [...outcomes, ...taken.outcomes] };
}

type Planned = Standing & { readonly step: NewStep; readonly fee: Fee | null };
type Fee = { readonly entry: EntryDraft; readonly item: NewItem };
type Letter = { readonly row: NewLetter; readonly wish: DispatchWish };

async function takeSteps(
  tx: TenantTransaction,
  ground: Ground,
  run: Run,
  standing: readonly Standing[],
): Promise<Applied> {
  const byItem = new Map(standing.map((one) => [one.line.subjectId, one]));
  const gathered = lettersFor(standing);
  const letters = gathered.map((letter) => letterOf(tx, ground, letter, byItem));
  const inLetter = new Map(
    gathered.flatMap(({ parts }, at) =>
      parts.map((part) => [part.itemId, { letter: letters[at] ?? null, part }] as const),
    ),
  );
  const outcomes: LineOutcome[] = [];
  const planned: Planned[] = [];
  const agency = await activeAgreement(tx, ground.ledger.id);
  for (const one of standing) {
    const found = inLetter.get(one.line.subjectId);
    if (one.decision.level === "agency" && agency === undefined) outcomes.push(stale(one.line, NO_AGENCY));
    else if (found?.letter === null) outcomes.push(stale(one.line, NO_WAY));
    else planned.push(plan(tx, ground, one, found?.part.decision ?? one.decision, found?.letter?.row.id ?? null));
  }
  const kept = letters.filter((letter) => letter !== null);
  const written = await write(tx, ground, run, planned, kept);
  return { ...written, outcomes: [...outcomes, ...written.outcomes] };
}

/**
 * Writes letters and steps, then fees of those steps that are new; their messages last, in turn: each draws a check code that no other of the
 * ledger has, and would wait for whoever drew it too.
 */
async function write(
  tx: TenantTransaction,
  ground: Ground,
  { proposal, takenBy }: Run,
  planned: readonly Planned[],
  letters: readonly Letter[],
): Promise<Applied> {
  const { actor } = tx.context;
  const ledgerId = ground.ledger.id;
  const takenOn = dateText(ground.today);
  await insertLetters(
    tx,
    { ledgerId, takenOn },
    letters.map(({ row }) => row),
  );
  const by = takenBy === "run" ? "run" : `${actor.kind}:${actor.id}`;
  const steps = planned.map(({ step }) => step);
  const fresh = await insertSteps(tx, { ledgerId, takenOn, proposalId: proposal.id, takenBy: by }, steps);
  const taken = planned.filter(({ step }) => fresh.has(step.id));
  const fees = taken.flatMap(({ fee }) => fee ?? []);
  await post(
    tx,
    fees.map(({ entry }) => entry),
    fees.map(({ item }) => item),
  );
  await handToAgency(tx, ground, taken);
  for (const { decided, decision } of taken) if (decision.wholeRestFallsDue) await callIn(tx, decided, takenOn);
  const told = new Set(taken.flatMap(({ step }) => step.letterId ?? []));
  const wishes = letters.filter(({ row }) => told.has(row.id)).map(({ wish }) => wish);
  const outcomes = planned.map(({ line, step }): LineOutcome =>
    fresh.has(step.id) ? { lineNo: line.lineNo, state: "applied", resultId: step.id } : stale(line, TAKEN),
  );
  const last = async () => {
    await dispatch(tx, wishes);
  };
  return { outcomes, last };
}

/** What a person pressed to the agency stands on the stop-list from now on. */
async function handToAgency(tx: TenantTransaction, ground: Ground, taken: readonly Planned[]): Promise<void> {
  const leaving = taken.filter(({ decision }) => decision.level === "agency");
  const agency = leaving.length > 0 ? await activeAgreement(tx, ground.ledger.id) : undefined;
  if (agency === undefined) return;
  const cases = leaving.map(({ step }) => ({ itemId: step.itemId, stepId: step.id, capitalMinor: step.amountMinor }));
  await listForAgency(tx, ground, agency, cases);
}

/** An instalment went to head office: what is open of its plan falls due at once, where the plan says so (E14). */
async function callIn(tx: TenantTransaction, { item: { row } }: Decided, dueOn: DateText): Promise<void> {
  const parts = row.parentId === null ? [] : await itemsByParent(tx, [row.parentId]);
  const later = parts.filter((part) => part.kind === "instalment" && part.openMinor > 0n && part.dueOn > dueOn);
  for (const { id: itemId } of later) await moveDueOn(tx, { itemId, dueOn, movedOn: dueOn, movedBy: "staff" });
}

function plan(
  tx: TenantTransaction,
  ground: Ground,
  { line, decided, decision: own }: Standing,
  decision: StepDecision,
  letterId: string | null,
): Planned {
  const { item, followed } = decided;
  const { feeMinor } = decision.fee;
  const fee = feeMinor > 0n ? feeFor(tx, ground, decided, feeMinor) : null;
  return {
    line,
    decided,
    decision: own,
    fee,
    step: {
      id: tx.platform.ids.next(),
      itemId: item.row.id,
      level: decision.level,
      round: 1 + Math.max(0, ...item.steps.filter(({ level }) => level === decision.level).map(({ round }) => round)),
      letterId,
      policyId: followed.versionId,
      targetOn: dateText(decision.targetOn),
      lag: decision.lag,
      amountMinor: decision.amountMinor,
      feeMinor,
      feeItemId: fee?.item.id ?? null,
      deadlineOn: decision.deadlineOn?.toString() ?? null,
      nextStepOn: decision.nextStepOn?.toString() ?? null,
      lineNo: line.lineNo,
      explanation: asLineExplanation(decision.explanation, followed, lineInputs(decision)),
    },
  };
}

/** A fee is an open item of its own, on the claim it is asked for (DP-031). */
function feeFor(tx: TenantTransaction, { ledger, today }: Ground, { item }: Decided, feeMinor: bigint): Fee {
  const id = tx.platform.ids.next();
  const [ledgerId, bookedOn] = [ledger.id, dateText(today)];
  const { account, partyId, id: parentId } = item.row;
  return {
    entry: {
      id: tx.platform.ids.next(),
      ledgerId,
      kind: "fee",
      bookedOn,
      sourceKind: "reminderFee",
      sourceId: parentId,
      postings: [{ debit: account, credit: ledger.code("feeIncome"), amountMinor: feeMinor, debitItemId: id }],
    },
    item: {
      id,
      ledgerId,
      side: "receivable",
      kind: "fee",
      account,
      partyId,
      parentId,
      documentId: null,
      reference: null,
      openedOn: bookedOn,
      dueOn: bookedOn,
      amountMinor: feeMinor,
    },
  };
}

/** The letter's row and what delivery is asked to tell; null where nobody can be told by these channels. */
function letterOf(
  tx: TenantTransaction,
  { ledger, pack, zone }: Ground,
  { payerId, parts }: GatheredLetter,
  byItem: ReadonlyMap<string, Standing>,
): Letter | null {
  const { itemId, decision } = parts[0]!;
  const way = wayOf(byItem.get(itemId)!.decided, decision);
  if (way === null) return null;
  const { recipientId, language, ladder } = way;
  const id = tx.platform.ids.next();
  const key = letterKey(id);
  const hours = narrowedTo(pack, ledger.settings.requests?.hours ?? null);
  return {
    row: {
      id,
      payerId,
      recipientId,
      level: decision.level,
      wording: decision.wording,
      sender: decision.sender,
      dispatchKey: key,
    },
    wish: {
      key,
      kind: messageKind(decision.level),
      ledgerId: ledger.id,
      itemId,
      recipientId,
      language,
      ladder,
      beside: [],
      notBefore: notBefore(tx.now, hours, zone),
    },
  };
}

type Told = Exclude<LevelName, "headOffice" | "agency">;

function messageKind(level: LevelName): Told {
  if (level === "headOffice" || level === "agency") throw new Error(`${level} is told to nobody outside`);
  return level;
}
