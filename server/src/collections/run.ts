import { sql } from "kysely";
import {
  approveProposal,
  listProposals,
  proposalById,
  raiseAlarm,
  withdrawProposal,
  type Proposal,
} from "../controls/index.ts";
import type { DateText } from "../ledger/index.ts";
import { CalendarUnknown } from "../markets/index.ts";
import {
  recordAudit,
  Refusal,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import { applyFollowUp } from "./apply.ts";
import { alarmAboutData, missingData, type Missing } from "./freshness.ts";
import { dateText, groundOf, type Ground } from "./ground.ts";
import { watchInsurerParts } from "./insurer-parts.ts";
import type { RestingItems } from "./ports.ts";
import { lookAt, type Looked } from "./look.ts";
import { FOLLOW_UP, hasLines, proposalOf, type Approval } from "./propose.ts";
import { levelNames } from "./policy-model.ts";
import { runOn, runsThrough, writeRun } from "./run-store.ts";
import { roundOffRests } from "./round-off.ts";
import { tooLarge } from "./run-size.ts";
import { workingDaysBetween } from "./timeline.ts";
import { withdrawFees } from "./withdraw-fees.ts";

/** The run of one ledger's clinic on a day (DP-017, DP-019). */

export type RunOutcome = {
  readonly state: "done" | "waiting" | "tooLarge" | "closedDay" | "noPolicy" | "calendarUnknown";
  /** Reminders that were taken by this start of the run. */
  readonly taken: number;
  readonly missing: readonly Missing[];
  /** What a person presses for, where there is something. */
  readonly forPerson: string | null;
};

/** How many earlier runs the usual size is reckoned from. */
const RUNS_LOOKED_AT = 20;

const outcome = (state: RunOutcome["state"], more: Partial<RunOutcome> = {}): RunOutcome => ({
  state,
  taken: 0,
  missing: [],
  forPerson: null,
  ...more,
});

const isStanding = ({ totals }: Proposal): boolean => totals["standing"] === 1;

/** Open follow-up proposals of a ledger. */
async function openOnes(tx: TenantTransaction, ledgerId: string): Promise<Proposal[]> {
  return listProposals(tx, { kind: FOLLOW_UP, state: "open", ledgerId });
}

/** Steps among the lines of a proposal, as its totals count them. */
function stepsIn({ totals }: Pick<Proposal, "totals">): number {
  return levelNames.reduce((sum, level) => sum + (totals[level] ?? 0), 0);
}

const hasSteps = (looked: Looked, approval: Approval): boolean =>
  looked.found.some(({ decision }) => decision.kind === "step" && decision.approval === approval);

/** Makes the proposals of a day that are not there yet; takes those of earlier days back. */
async function proposeDay(
  tx: TenantTransaction,
  ledgerId: string,
  day: DateText,
  resting: RestingItems,
): Promise<{ readonly standing: Proposal | null; readonly person: Proposal | null }> {
  const open = await openOnes(tx, ledgerId);
  for (const { id, asOfOn } of open) if (asOfOn < day) await withdrawProposal(tx, id);
  const ofDay = open.filter(({ asOfOn }) => asOfOn === day);
  const known = { standing: ofDay.find(isStanding), person: ofDay.find((each) => !isStanding(each)) };
  if (known.standing && known.person) return { standing: known.standing, person: known.person };
  const looked = await lookAt(tx, { ledgerId, asOf: day, resting });
  const make = async (approval: Approval, isWanted: boolean) =>
    isWanted ? proposalOf(tx, looked, { ledgerId, asOf: day, approval }) : null;
  return {
    standing: known.standing ?? (await make("standing", hasLines(looked, "standing"))),
    person: known.person ?? (await make("person", hasSteps(looked, "person"))),
  };
}

/**
 * The morning of a working day: what the evening's run will do stands open, for everybody to look at (DP-019). Nothing where no policy is in
 * force or nobody works. Throws FOLLOW_UP_CALENDAR_UNKNOWN.
 */
export async function prepareFollowUp(
  platform: Platform,
  context: Context,
  ledgerId: string,
  resting: RestingItems,
): Promise<void> {
  await withTenant(platform, context, async (tx) => {
    // Other clinics fill the processors meanwhile: a helper of the database's, started anew for each question, only takes their turn.
    await sql`set local max_parallel_workers_per_gather = 0`.execute(tx.db);
    const ground = await groundOf(tx, ledgerId);
    const { book, pack, today } = ground;
    if (book.isEmpty || !pack.days.isWorkingDay(today)) return;
    await tidyUp(tx, ground, resting);
    await watchInsurerParts(tx, ground);
    await proposeDay(tx, ledgerId, dateText(today), resting);
  });
}

/** What earlier days left behind: fees of reminders that crossed their payment (E2) go, rests too small to follow up are rounded off (E6). */
async function tidyUp(tx: TenantTransaction, ground: Ground, resting: RestingItems): Promise<void> {
  await withdrawFees(tx, ground);
  await roundOffRests(tx, ground, resting);
}

type Begun = { readonly day: DateText; readonly proposal: Proposal | null; readonly person: string | null };

/** Is it too much for nobody to look at? A run that makes up for several days may be so much larger. */
async function isTooLarge(tx: TenantTransaction, { ledger, pack, today }: Ground, steps: number): Promise<boolean> {
  const earlier = await runsThrough(tx, ledger.id, RUNS_LOOKED_AT);
  const last = earlier[0] && Temporal.PlainDate.from(earlier[0].dayOn);
  const days = last ? Math.max(1, workingDaysBetween(pack.days, last, today)) : 1;
  return tooLarge(
    steps,
    earlier.map((run) => run.steps),
    days,
  );
}

/** Everything up to the first sending: day, policy, gate, proposal, size. */
async function begin(tx: TenantTransaction, ledgerId: string, resting: RestingItems): Promise<RunOutcome | Begun> {
  const ground = await groundOf(tx, ledgerId);
  const { pack, today, book } = ground;
  const day = dateText(today);
  if (book.isEmpty) return outcome("noPolicy");
  if (!pack.days.isWorkingDay(today)) return outcome("closedDay");
  if ((await runOn(tx, ledgerId, day))?.state === "done") return outcome("done");
  await tidyUp(tx, ground, resting);
  const fresh = await missingData(tx, ground);
  await alarmAboutData(tx, ground, fresh);
  const row = { ledgerId, dayOn: day, missing: fresh.missing, steps: 0, proposalId: null };
  if (fresh.missing.length > 0) {
    await writeRun(tx, { ...row, state: "waiting" });
    return outcome("waiting", { missing: fresh.missing });
  }
  const { standing, person } = await proposeDay(tx, ledgerId, day, resting);
  const steps = standing ? stepsIn(standing) : 0;
  if (standing && (await isTooLarge(tx, ground, steps))) {
    await writeRun(tx, { ...row, state: "tooLarge", steps, proposalId: standing.id });
    return outcome("tooLarge", { forPerson: standing.id });
  }
  return { day, proposal: standing && steps > 0 ? standing : null, person: person?.id ?? null };
}

const CALENDAR_UNKNOWN = "FOLLOW_UP_CALENDAR_UNKNOWN";

/** The beginning, or why the clinic's run stops: holidays of a year that nobody knows raise an alarm and stop nobody else's. */
async function begunOrStopped(
  platform: Platform,
  context: Context,
  ledgerId: string,
  resting: RestingItems,
): Promise<RunOutcome | Begun> {
  try {
    return await withTenant(platform, context, (tx) => begin(tx, ledgerId, resting));
  } catch (error) {
    const isCalendar = error instanceof Refusal ? error.code === CALENDAR_UNKNOWN : error instanceof CalendarUnknown;
    if (!isCalendar) throw error;
    const dayOn = platform.clock.now().toZonedDateTimeISO("UTC").toPlainDate().toString();
    const alarm = { kind: "followUp.calendarUnknown", subjectKind: "ledger", subjectId: ledgerId, dayOn };
    await withTenant(platform, context, (tx) => raiseAlarm(tx, alarm));
    return outcome("calendarUnknown");
  }
}

/** The policy version is the approval (DP-019): what was proposed is approved as it stands, hash and all, and applied. */
async function carryOut(
  platform: Platform,
  context: Context,
  proposalId: string,
  resting: RestingItems,
): Promise<number> {
  await withTenant(platform, context, async (tx) => {
    if ((await proposalById(tx, proposalId, true)).state === "open") await approveProposal(tx, proposalId);
  });
  try {
    const { applied } = await applyFollowUp(platform, context, proposalId, { resting, takenBy: "run" });
    return applied;
  } catch (error) {
    if (await isCarriedOut(platform, context, proposalId, error)) return 0;
    throw error;
  }
}

/** Another start of the same run was faster from one end to the other: there is nothing left to do. */
async function isCarriedOut(
  platform: Platform,
  context: Context,
  proposalId: string,
  error: unknown,
): Promise<boolean> {
  if (!(error instanceof Refusal && error.code === "PROPOSAL_STATE")) return false;
  const { state } = await withTenant(platform, context, (tx) => proposalById(tx, proposalId));
  return state === "applied";
}

/** What changed since the morning, such as a part that was paid, is decided anew the same day (E4); nothing when nothing is due any more. */
async function proposeRest(
  tx: TenantTransaction,
  ledgerId: string,
  day: DateText,
  resting: RestingItems,
): Promise<string | null> {
  const looked = await lookAt(tx, { ledgerId, asOf: day, resting });
  const found = looked.found.filter(({ decision }) => decision.kind === "step");
  const rest = { ...looked, found };
  return hasSteps(rest, "standing")
    ? (await proposalOf(tx, rest, { ledgerId, asOf: day, approval: "standing" })).id
    : null;
}

/**
 * Runs a ledger's follow-up today: its reminders leave, what needs a person stands open. A second start on a day sends nothing new, one that
 * was cut goes on, and a day that was missed is made up by the next run, since every step is looked for anew. On a day off nothing happens;
 * where the holidays are not known nothing is guessed and somebody is told (E36).
 */
export async function runFollowUp(
  platform: Platform,
  context: Context,
  ledgerId: string,
  resting: RestingItems,
): Promise<RunOutcome> {
  const begun = await begunOrStopped(platform, context, ledgerId, resting);
  if ("state" in begun) return begun;
  const { day, proposal, person } = begun;
  let taken = proposal ? await carryOut(platform, context, proposal.id, resting) : 0;
  const rest = await withTenant(platform, context, (tx) => proposeRest(tx, ledgerId, day, resting));
  if (rest !== null) taken += await carryOut(platform, context, rest, resting);
  await withTenant(platform, context, async (tx) => {
    await writeRun(tx, {
      ...{ ledgerId, dayOn: day, missing: [], steps: taken, proposalId: proposal?.id ?? rest },
      state: "done",
    });
    await recordAudit(tx, {
      action: "followUp.ran",
      subjectKind: "ledger",
      subjectId: ledgerId,
      detail: { day, taken },
    });
  });
  return outcome("done", { taken, forPerson: person });
}

/** The second call for files that did not come: at noon of a working day after a run that waited (DP-017). */
export async function callForData(platform: Platform, context: Context, ledgerId: string): Promise<void> {
  await withTenant(platform, context, async (tx) => {
    const ground = await groundOf(tx, ledgerId);
    if (ground.book.isEmpty || !ground.pack.days.isWorkingDay(ground.today)) return;
    const before = dateText(ground.pack.days.addWorkingDays(ground.today, -1));
    if ((await runOn(tx, ledgerId, before))?.state !== "waiting") return;
    await alarmAboutData(tx, ground, await missingData(tx, ground));
  });
}
