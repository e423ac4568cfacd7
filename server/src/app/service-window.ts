import { listProposals, pauseProposal, restProposal, type Proposal } from "../controls/index.ts";
import { marketPack } from "../markets/index.ts";
import {
  listAuditEvents,
  tenantWithSettings,
  withTenant,
  type AuditAction,
  type AuditEvent,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import { kindOf } from "./routes/proposal-kinds.ts";

/**
 * The service window: Sunday from three to six where the tenant is. A run that is under way when it opens stops at its next chunk and goes on
 * by itself when it closes (B-09); one that is begun in it rests, and begins then.
 */

const SUNDAY = 7;
export const WINDOW_OPENS = "03:00";
export const WINDOW_CLOSES = "06:00";
/** The jobs' names are the actors of what they do: a run that the window paused is known by it. */
export const PAUSE_RUNS = "runs.pauseForWindow";
export const GO_ON = "runs.goOnAfterWindow";

/** A run that is begun now may still be under way so much later: from then on the window is spoken of. */
const SOON_HOURS = 24;

export type ServiceWindow = {
  readonly from: Temporal.Instant;
  readonly to: Temporal.Instant;
  readonly standing: "later" | "soon" | "open";
};

export const isWindowDay = (day: string): boolean => Temporal.PlainDate.from(day).dayOfWeek === SUNDAY;

/** The window that is open, else the next one. */
export function serviceWindow(now: Temporal.Instant, zone: string): ServiceWindow {
  const today = now.toZonedDateTimeISO(zone).toPlainDate();
  const onDay = (day: Temporal.PlainDate) => {
    const at = (time: string) => day.toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant();
    return { from: at(WINDOW_OPENS), to: at(WINDOW_CLOSES) };
  };
  const sunday = onDay(today.add({ days: SUNDAY - today.dayOfWeek }));
  const over = Temporal.Instant.compare(sunday.to, now) <= 0;
  const next = over ? onDay(today.add({ days: SUNDAY })) : sunday;
  const hours = now.until(next.from).total("hours");
  return { ...next, standing: hours <= 0 ? "open" : hours <= SOON_HOURS ? "soon" : "later" };
}

/** The window where the tenant is, by its own clock. */
export async function windowOf(tx: TenantTransaction): Promise<ServiceWindow & { readonly zone: string }> {
  const { market } = await tenantWithSettings(tx);
  const zone = marketPack(market).zones[0]!;
  return { ...serviceWindow(tx.now, zone), zone };
}

type Of = Pick<Proposal, "id" | "state">;

/** The newest of a run's events of some kinds. */
async function lastOf(tx: TenantTransaction, { id }: Of, ...actions: AuditAction[]): Promise<AuditEvent | undefined> {
  const found: AuditEvent[] = [];
  for (const action of actions)
    found.push(...(await listAuditEvents(tx, { subjectKind: "proposal", subjectId: id, action }, 1)));
  return found.toSorted((one, other) => (one.id < other.id ? 1 : -1))[0];
}

/** Does the run wait for the end of the window: paused by it, or begun in it? What made it wait last decides. */
export async function restsForWindow(tx: TenantTransaction, proposal: Of): Promise<boolean> {
  if (proposal.state !== "paused") return false;
  const last = await lastOf(tx, proposal, "proposal.paused", "proposal.rested", "proposal.retried");
  if (last?.action === "proposal.rested") return true;
  return last?.action === "proposal.paused" && last.actorKind === "system" && last.actorId === PAUSE_RUNS;
}

/** A run that rests: until when, and whether it was under way before. */
export type Resting = { readonly until: Temporal.Instant; readonly zone: string; readonly begun: boolean };

/** Those of the runs that rest now, by id. None when the window is not open. */
export async function restingIn(tx: TenantTransaction, proposals: readonly Of[]): Promise<Map<string, Resting>> {
  const paused = proposals.filter(({ state }) => state === "paused");
  const resting = new Map<string, Resting>();
  if (paused.length === 0) return resting;
  const { to: until, zone, standing } = await windowOf(tx);
  for (const each of standing === "open" ? paused : [])
    if (await restsForWindow(tx, each)) {
      const begun = (await lastOf(tx, each, "proposal.begun")) !== undefined;
      resting.set(each.id, { until, zone, begun });
    }
  return resting;
}

/**
 * A run is begun: in the window it is put to rest, once, and until when is returned; undefined when it may be carried out now. Throws what
 * beginning it would throw.
 */
export async function restInWindow(tx: TenantTransaction, proposal: Of): Promise<Temporal.Instant | undefined> {
  const { to, standing } = await windowOf(tx);
  if (standing !== "open") return undefined;
  if (!(await restsForWindow(tx, proposal))) await restProposal(tx, proposal.id);
  return to;
}

/** Every run under way stops at its next chunk. Nothing when the window is not open: a start that was late disturbs nobody. */
export async function pauseForWindow(platform: Platform, context: Context): Promise<void> {
  await withTenant(platform, context, async (tx) => {
    if ((await windowOf(tx)).standing !== "open") return;
    for (const { id } of await listProposals(tx, { state: "applying" })) await pauseProposal(tx, id);
  });
}

/**
 * What the window paused goes on where it was, and what was begun in it begins; what a person paused or cancelled meanwhile is left. One run
 * that cannot go on keeps no other from it: throws what the first such threw, when all had their turn.
 */
export async function goOnAfterWindow(platform: Platform, context: Context): Promise<void> {
  const waiting = await withTenant(platform, context, async (tx) => {
    if ((await windowOf(tx)).standing === "open") return [];
    const found: Proposal[] = [];
    for (const proposal of await listProposals(tx, { state: "paused" }))
      if (await restsForWindow(tx, proposal)) found.push(proposal);
    return found;
  });
  const failures: unknown[] = [];
  for (const { id, kind } of waiting) {
    try {
      await kindOf(kind).apply(platform, context, id);
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}
