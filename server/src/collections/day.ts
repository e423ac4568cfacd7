import { listProposals, readyLines, type Proposal, type ReadyLines } from "../controls/index.ts";
import type { DateText } from "../ledger/index.ts";
import type { ClosedDayName } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { lastLetterDay, lateSteps } from "./day-store.ts";
import { dateText, groundOf, type Ground } from "./ground.ts";
import { FOLLOW_UP, type Approval } from "./propose.ts";
import { runRows } from "./run-store.ts";
import { workingDayOnOrAfter, workingDaysBetween } from "./timeline.ts";

/** What a ledger's follow-up is today (F-01, F-07). */
export type FollowUpToday = {
  readonly asOf: DateText;
  readonly isWorkingDay: boolean;
  /** Local time of the run; null where no policy is in force. */
  readonly policy: {
    readonly versionId: string;
    readonly name: string;
    readonly runAt: string;
    /** The clinic's day of the week, Monday 1; null: every working day. */
    readonly weekday: number | null;
    readonly holdMostDays: number;
  } | null;
  /** The newest proposal of today by what approves it; withdrawn ones are none. */
  readonly proposals: Readonly<Record<Approval, Proposal | null>>;
  /** Of those that nobody has begun: what would be sent, without what is held back. */
  readonly ready: readonly ReadyLines[];
  /** The last run after days without one, and how many of its steps made up for them. */
  readonly madeUp: { readonly ranOn: DateText; readonly missed: readonly DateText[]; readonly steps: number } | null;
  /** Working days since the last run that went through for which a run is missing. */
  readonly missing: readonly DateText[];
  readonly lastLettersOn: DateText | null;
};

const RUNS_LOOKED_AT = 40;
/** A gap of more days is told by its first ones. */
const MOST_DAYS = 20;

/** Working days between two, neither counted. */
function daysBetween({ pack }: Ground, from: DateText, to: DateText): DateText[] {
  const days: DateText[] = [];
  for (let on = pack.days.addWorkingDays(Temporal.PlainDate.from(from), 1); dateText(on) < to;) {
    if (days.length === MOST_DAYS) break;
    days.push(dateText(on));
    on = pack.days.addWorkingDays(on, 1);
  }
  return days;
}

async function gapsOf(tx: TenantTransaction, ground: Ground): Promise<Pick<FollowUpToday, "madeUp" | "missing">> {
  const { ledger, today } = ground;
  const [last, before] = (await runRows(tx, ledger.id, RUNS_LOOKED_AT)).filter(({ state }) => state === "done");
  if (!last) return { madeUp: null, missing: [] };
  const missing = daysBetween(ground, last.dayOn, dateText(today));
  const missed = before ? daysBetween(ground, before.dayOn, last.dayOn) : [];
  if (missed.length === 0) return { madeUp: null, missing };
  return { madeUp: { ranOn: last.dayOn, missed, steps: await lateSteps(tx, ledger.id, last.dayOn) }, missing };
}

/** Follow-up of a ledger as it stands today. Throws LEDGER_NOT_FOUND. */
export async function followUpToday(tx: TenantTransaction, ledgerId: string): Promise<FollowUpToday> {
  const ground = await groundOf(tx, ledgerId);
  const { pack, today, book } = ground;
  const asOf = dateText(today);
  const followed = book.of({ id: ledgerId, partyId: null, openedOn: asOf });
  const ofToday = (await listProposals(tx, { kind: FOLLOW_UP, ledgerId, limit: 20 })).filter(
    ({ asOfOn, state }) => asOfOn === asOf && state !== "withdrawn" && state !== "expired",
  );
  const newest = (standing: 0 | 1) => ofToday.find(({ totals }) => (totals["standing"] ?? 0) === standing) ?? null;
  const proposals = { standing: newest(1), person: newest(0) };
  const ready: ReadyLines[] = [];
  for (const proposal of [proposals.standing, proposals.person])
    if (proposal?.state === "open" || proposal?.state === "approved")
      ready.push(...(await readyLines(tx, proposal.id)));
  return {
    asOf,
    isWorkingDay: pack.days.isWorkingDay(today),
    policy: followed && {
      versionId: followed.versionId,
      name: followed.versionName,
      runAt: followed.policy.runAt.toString({ smallestUnit: "minute" }),
      weekday: followed.policy.followUp.mode === "weekly" ? followed.policy.followUp.weekday : null,
      holdMostDays: followed.policy.holdMostDays,
    },
    ...{ proposals, ready },
    ...(await gapsOf(tx, ground)),
    lastLettersOn: await lastLetterDay(tx, ledgerId),
  };
}

/** How long a claim has been due, in working days, with the days that do not count (F-03). */
export type Overdue = {
  readonly workingDays: number;
  /** Saturdays and Sundays among the days since. */
  readonly weekendDays: number;
  /** Closed days that are no weekend, by what they are called. */
  readonly closed: readonly { readonly on: DateText; readonly name: ClosedDayName | null }[];
};

const SATURDAY = 6;

/** Working days after the due day, or the next working day if it is none, through `asOf`. Days as YYYY-MM-DD. */
export function overdueOn({ pack }: Pick<Ground, "pack">, dueOn: DateText, asOf: DateText): Overdue {
  const due = Temporal.PlainDate.from(dueOn);
  const until = Temporal.PlainDate.from(asOf);
  const closed: Overdue["closed"][number][] = [];
  let weekendDays = 0;
  for (let on = due.add({ days: 1 }); Temporal.PlainDate.compare(on, until) <= 0; on = on.add({ days: 1 })) {
    if (on.dayOfWeek >= SATURDAY) weekendDays += 1;
    else if (!pack.days.isWorkingDay(on)) closed.push({ on: dateText(on), name: pack.days.nameOf(on) });
  }
  const from = workingDayOnOrAfter(pack.days, due);
  return { workingDays: workingDaysBetween(pack.days, from, until), weekendDays, closed };
}
