import { listProposals, pauseProposal, type Proposal } from "../controls/index.ts";
import { marketPack } from "../markets/index.ts";
import {
  listAuditEvents,
  refuse,
  tenantWithSettings,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import { kindOf } from "./routes/proposal-kinds.ts";

/**
 * The service window: Sunday from three to six where the tenant is. A run that is under way when it opens stops at its next chunk and goes on
 * by itself when it closes (B-09); none is started in it.
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

/** Throws SERVICE_WINDOW while the window is open. */
export async function requireOutsideWindow(tx: TenantTransaction): Promise<void> {
  if ((await windowOf(tx)).standing === "open")
    throw refuse("SERVICE_WINDOW", { from: WINDOW_OPENS, to: WINDOW_CLOSES });
}

/** Was it the window that paused the run? Whoever paused it last decides. */
export async function pausedByWindow(tx: TenantTransaction, { id, state }: Proposal): Promise<boolean> {
  if (state !== "paused") return false;
  const filter = { subjectKind: "proposal", subjectId: id, action: "proposal.paused" };
  const [last] = await listAuditEvents(tx, filter, 1);
  return last?.actorKind === "system" && last.actorId === PAUSE_RUNS;
}

/** Every run under way stops at its next chunk. Nothing when the window is not open: a start that was late disturbs nobody. */
export async function pauseForWindow(platform: Platform, context: Context): Promise<void> {
  await withTenant(platform, context, async (tx) => {
    if ((await windowOf(tx)).standing !== "open") return;
    for (const { id } of await listProposals(tx, { state: "applying" })) await pauseProposal(tx, id);
  });
}

/**
 * What the window paused goes on where it was; what a person paused or cancelled meanwhile is left. One run that cannot go on keeps no
 * other from it: throws what the first such threw, when all had their turn.
 */
export async function goOnAfterWindow(platform: Platform, context: Context): Promise<void> {
  const waiting = await withTenant(platform, context, async (tx) => {
    if ((await windowOf(tx)).standing === "open") return [];
    const found: Proposal[] = [];
    for (const proposal of await listProposals(tx, { state: "paused" }))
      if (await pausedByWindow(tx, proposal)) found.push(proposal);
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
