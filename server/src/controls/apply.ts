import {
  invariant,
  recordAudit,
  refuse,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import { setStanding } from "./approvals/index.ts";
import { HELD_SINCE, heldElsewhere } from "./holding.ts";
import { assertUnchanged, proposalById, requireState } from "./propose.ts";
import { countLines, lastLineNo, linesToApply, setState, stateNow, writeOutcomes } from "./store.ts";
import { Overtaken, Place, type Turn } from "./turns.ts";
import type { AppliedTotals, LineOutcome, Proposal, LineToApply } from "./types.ts";

/**
 * What becomes of the lines of a chunk, and what is still to be written then: what others wait for is best locked last. `last` runs when the
 * chunk before has ended.
 */
export type Applied = { readonly outcomes: readonly LineOutcome[]; readonly last?: () => Promise<void> };

/** How a kind of proposal is carried out: one transaction a chunk, each line re-read under lock. */
export type Applier<Word = unknown> = {
  /** Lines in one transaction. */
  readonly chunk: number;
  /**
   * Transactions side by side, each with lines of its own; left out is one. `apply` runs for some of them at a time; they commit in order. What
   * `apply` writes must be nothing that the chunk before could wait for in the database: it would wait for its turn, and both for ever.
   */
  readonly lanes?: number;
  /** The last line of each chunk, where some lines must be carried out together; left out is every `chunk`th. Given those, and the proposal's last line. */
  ends?(
    tx: TenantTransaction,
    proposal: Proposal,
    everyChunkth: readonly number[],
    lastLine: number,
  ): Promise<readonly number[]>;
  /** Throws `Overtaken` to be asked again. */
  apply(tx: TenantTransaction, proposal: Proposal, lines: readonly LineToApply[], turn: Turn<Word>): Promise<Applied>;
};

/** One person's own approval waits a day before it is used. Throws APPROVAL_RESTS. */
function requireRested({ now }: TenantTransaction, { notBefore }: Proposal): void {
  if (notBefore !== null && Temporal.Instant.compare(now, notBefore) < 0)
    throw refuse("APPROVAL_RESTS", { until: notBefore.toString() });
}

type Begun = { readonly proposal: Proposal; readonly stretches: readonly Stretch[] };

/** The lines of a chunk: those after one and up to another. */
type Stretch = { readonly after: number; readonly upTo: number };

async function stretchesOf<Word>(
  tx: TenantTransaction,
  proposal: Proposal,
  applier: Applier<Word>,
): Promise<readonly Stretch[]> {
  const lastLine = await lastLineNo(tx, proposal.id);
  const inner = Math.max(0, Math.ceil(lastLine / applier.chunk) - 1);
  const every = Array.from({ length: inner }, (_, at) => (at + 1) * applier.chunk);
  const asked = every.length === 0 ? every : ((await applier.ends?.(tx, proposal, every, lastLine)) ?? every);
  const ends = [...new Set([...asked, lastLine])];
  return ends.map((upTo, at) => ({ after: ends[at - 1] ?? 0, upTo }));
}

async function begin<Word>(tx: TenantTransaction, id: string, applier: Applier<Word>): Promise<Begun> {
  const proposal = await proposalById(tx, id, true);
  requireState(tx, proposal, "approved", "applying", "paused");
  requireRested(tx, proposal);
  await assertUnchanged(tx, proposal);
  await setState(tx, id, "applying");
  await setStanding(tx, id, "used");
  if (proposal.state !== "applying")
    await recordAudit(tx, { action: "proposal.begun", subjectKind: "proposal", subjectId: id });
  return { proposal, stretches: await stretchesOf(tx, proposal, applier) };
}

/** A person paused or cancelled it: no other chunk begins. */
const STOPPED = null;

/** Leaves out what somebody held back until a later day since, in another proposal, and hands on the rest. */
async function applyLines<Word>(
  tx: TenantTransaction,
  proposal: Proposal,
  applier: Applier<Word>,
  lines: readonly LineToApply[],
  turn: Turn<Word>,
): Promise<Applied> {
  const held = await heldElsewhere(tx, proposal, lines);
  if (held.size === 0) return applier.apply(tx, proposal, lines, turn);
  const left = [...held].map((lineNo) => ({ lineNo, state: "stale" as const, reason: HELD_SINCE }));
  if (held.size === lines.length) return { outcomes: left };
  const free = lines.filter((line) => !held.has(line.lineNo));
  const { outcomes, ...rest } = await applier.apply(tx, proposal, free, turn);
  return { outcomes: [...outcomes, ...left], ...rest };
}

/** One try of a chunk, in one transaction. */
async function applyChunk<Word>(
  tx: TenantTransaction,
  proposal: Proposal,
  applier: Applier<Word>,
  { after, upTo }: Stretch,
  turn: Turn<Word>,
  place: Place<Word>,
): Promise<number | typeof STOPPED> {
  if ((await stateNow(tx, proposal.id)) !== "applying") return STOPPED;
  const lines = await linesToApply(tx, proposal.id, after, upTo);
  if (lines.length === 0) return 0;
  const { outcomes, last } = await applyLines(tx, proposal, applier, lines, turn);
  invariant(outcomes.length === lines.length, "every line of a chunk has an outcome");
  const written = await writeOutcomes(tx, proposal.id, outcomes);
  if (written !== outcomes.length) throw new Overtaken("Some lines are applied already", { alone: false });
  await place.ofBefore();
  await last?.();
  return lines.length;
}

/** The database asks for another try. Its chunk must say so: the chunk after waits for its end. */
function asOvertaken(error: unknown): unknown {
  const { code } = error as { code?: string };
  if (code !== "40001" && code !== "40P01") return error;
  return new Overtaken("The database asks for another try", { alone: true, cause: error });
}

/** Somebody who takes numbers all the time could overtake a chunk again and again. Counting on nothing it comes through the second time. */
const MOST_TRIES = 20;

/** A chunk, tried until it is not overtaken: one whose lines another run applied finds fewer of them the next time. */
async function settleChunk<Word>(
  platform: Platform,
  context: Context,
  proposal: Proposal,
  applier: Applier<Word>,
  { stretch, place }: { stretch: Stretch; place: Place<Word> },
): Promise<number | typeof STOPPED> {
  for (let tries = 1, alone = false; ; tries++) {
    const turn = place.begin(alone);
    try {
      const lines = await withTenant(platform, context, (tx) =>
        applyChunk(tx, proposal, applier, stretch, turn, place).catch((error: unknown) => {
          throw asOvertaken(error);
        }),
      );
      place.end("ended");
      return lines;
    } catch (error) {
      const isAgain = error instanceof Overtaken && tries < MOST_TRIES;
      place.end(isAgain ? "again" : "ended");
      if (!isAgain) throw error;
      alone = error.alone;
    }
  }
}

/** All chunks, each lane taking the next one. When a chunk fails no other begins, and those under way end first. */
async function applyChunks<Word>(
  platform: Platform,
  context: Context,
  { proposal, stretches }: Begun,
  applier: Applier<Word>,
  progress: (linesDone: number) => void,
): Promise<void> {
  const left = stretches.values();
  let isStopped = false;
  let done = 0;
  let place: Place<Word> | undefined;
  const lane = async () => {
    try {
      for (const stretch of left) {
        if (isStopped) return;
        const chunk = { stretch, place: (place = new Place(place)) };
        const lines = await settleChunk(platform, context, proposal, applier, chunk);
        if (lines === STOPPED) isStopped = true;
        else progress((done += lines));
      }
    } catch (error) {
      isStopped = true;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: applier.lanes ?? 1 }, lane));
  const failed = ended.find((one) => one.status === "rejected");
  if (failed) throw failed.reason;
}

async function finish(tx: TenantTransaction, id: string): Promise<AppliedTotals> {
  const counts = await countLines(tx, id);
  const of = (state: "applied" | "stale" | "failed" | "held") => counts.get(state)?.lines ?? 0;
  const totals = {
    applied: of("applied"),
    stale: of("stale"),
    failed: of("failed"),
    held: of("held"),
    appliedMinor: counts.get("applied")?.minor ?? 0n,
  };
  // Another run of the same proposal may have closed it already; one that was stopped is not at its end.
  if ((await proposalById(tx, id, true)).state === "applied" || counts.has("proposed")) return totals;
  await setState(tx, id, "applied");
  if (totals.applied === 0) await setStanding(tx, id, "void");
  await recordAudit(tx, { action: "proposal.applied", subjectKind: "proposal", subjectId: id, detail: totals });
  return totals;
}

/**
 * Applies an approved proposal, chunk by chunk. Safe to cut at any point and to run again: lines already applied keep their outcome,
 * the rest goes on, as it does after a pause. Throws PROPOSAL_STATE, PROPOSAL_EXPIRED, PROPOSAL_CHANGED, APPROVAL_RESTS.
 */
export async function applyProposal<Word>(
  platform: Platform,
  context: Context,
  id: string,
  applier: Applier<Word>,
  progress: (linesDone: number) => void = () => undefined,
): Promise<AppliedTotals> {
  const begun = await withTenant(platform, context, (tx) => begin(tx, id, applier));
  await applyChunks(platform, context, begun, applier, progress);
  return withTenant(platform, context, (tx) => finish(tx, id));
}
