import { sql } from "kysely";
import { recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import { lockLedger } from "./ledgers.ts";

/**
 * A clinic's move from what it used before to this ledger: a call of about an hour in which the old devices and integrations are
 * disconnected, each ticked by name, and the ledger is activated as its last act (S4-14 to S4-17). Who has nothing to move plans nothing.
 */

/** How long a call lasts that nobody has said otherwise of, in minutes. */
export const WALKTHROUGH_MINUTES = 60;

export type Walkthrough = {
  readonly at: Temporal.Instant;
  readonly minutes: number;
  /** Whom the clinic speaks with, as people say it: a partner's technical team, a colleague. */
  readonly heldWith: string;
  readonly begunAt: Temporal.Instant | null;
};

export const CHANGEOVER_KINDS = ["device", "integration"] as const;
export const CHANGEOVER_STATES = ["connected", "disconnected", "notApplicable"] as const;

export type ChangeoverPart = {
  readonly id: string;
  readonly kind: (typeof CHANGEOVER_KINDS)[number];
  readonly name: string;
  readonly state: (typeof CHANGEOVER_STATES)[number];
  readonly settledAt: Temporal.Instant | null;
};

export type Changeover = {
  /** Null where no call is booked. */
  readonly walkthrough: Walkthrough | null;
  readonly parts: readonly ChangeoverPart[];
};

/** A ledger's changeover as it stands; parts in the order they were added. */
export async function changeoverOf(tx: TenantTransaction, ledgerId: string): Promise<Changeover> {
  const call = await sql<Walkthrough>`
    select booked_at as "at", minutes, held_with as "heldWith", begun_at as "begunAt"
    from walkthrough where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and booked_at is not null`.execute(
    tx.db,
  );
  const parts = await sql<ChangeoverPart>`
    select id, kind, name, state, settled_at as "settledAt"
    from changeover_part where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} order by id`.execute(tx.db);
  return { walkthrough: call.rows[0] ?? null, parts: parts.rows };
}

/** Whether anything is planned: then it has to be carried out before the ledger is activated. A list on which nothing applies asks for no call. */
export const isPlanned = ({ walkthrough, parts }: Changeover) =>
  walkthrough !== null || parts.some(({ state }) => state !== "notApplicable");

const openParts = ({ parts }: Changeover) => parts.filter(({ state }) => state === "connected").length;

export const hasBegun = ({ walkthrough }: Changeover) => (walkthrough?.begunAt ?? null) !== null;

/** Whether the call has begun and nothing old is connected any more. */
export const isChangedOver = (of: Changeover) => hasBegun(of) && openParts(of) === 0;

/** Throws WALKTHROUGH_REQUIRED, CHANGEOVER_OPEN where a changeover was planned and not carried out. */
export async function requireChangedOver(tx: TenantTransaction, ledgerId: string): Promise<void> {
  const changeover = await changeoverOf(tx, ledgerId);
  if (!isPlanned(changeover)) return;
  requireBegun(changeover);
  const count = openParts(changeover);
  if (count > 0) throw refuse("CHANGEOVER_OPEN", { count });
}

function requireBegun(of: Changeover): void {
  if (!hasBegun(of)) throw refuse("WALKTHROUGH_REQUIRED");
}

/** The changeover of a ledger that is not active yet, held until the transaction ends. */
async function held(tx: TenantTransaction, ledgerId: string): Promise<Changeover> {
  const { state } = await lockLedger(tx, ledgerId);
  if (state === "active") throw refuse("CHANGEOVER_OVER");
  return changeoverOf(tx, ledgerId);
}

type Act =
  "walkthroughBooked" | "walkthroughCancelled" | "walkthroughBegun" | "changeoverPartAdded" | "changeoverPartSettled";
const record = (tx: TenantTransaction, ledgerId: string, act: Act, detail: Record<string, unknown>) =>
  recordAudit(tx, { action: `ledger.${act}`, subjectKind: "ledger", subjectId: ledgerId, detail });

/**
 * Books the call, or moves it as long as it has not begun; saying the same again changes nothing.
 * Throws LEDGER_NOT_FOUND, CHANGEOVER_OVER, WALKTHROUGH_BEGUN, WALKTHROUGH_PAST.
 */
export async function bookWalkthrough(
  tx: TenantTransaction,
  ledgerId: string,
  wish: Omit<Walkthrough, "begunAt">,
): Promise<void> {
  const { walkthrough: was } = await held(tx, ledgerId);
  const { at, minutes, heldWith } = wish;
  if (was && was.at.equals(at) && was.minutes === minutes && was.heldWith === heldWith) return;
  if (was?.begunAt) throw refuse("WALKTHROUGH_BEGUN");
  if (Temporal.Instant.compare(at, tx.now) < 0) throw refuse("WALKTHROUGH_PAST");
  await sql`
    insert into walkthrough (tenant_id, ledger_id, booked_at, minutes, held_with)
    values (${tx.tenantId}, ${ledgerId}, ${at.toString()}, ${minutes}, ${heldWith})
    on conflict (tenant_id, ledger_id)
      do update set booked_at = excluded.booked_at, minutes = excluded.minutes, held_with = excluded.held_with`.execute(
    tx.db,
  );
  const told = (call: Pick<Walkthrough, "at" | "minutes"> | null) =>
    call && { at: call.at.toString(), minutes: call.minutes };
  await record(tx, ledgerId, "walkthroughBooked", { before: told(was), after: told(wish) });
}

/** Calls the call off. A second time changes nothing. Throws LEDGER_NOT_FOUND, CHANGEOVER_OVER, WALKTHROUGH_BEGUN. */
export async function cancelWalkthrough(tx: TenantTransaction, ledgerId: string): Promise<void> {
  const { walkthrough } = await held(tx, ledgerId);
  if (!walkthrough) return;
  if (walkthrough.begunAt) throw refuse("WALKTHROUGH_BEGUN");
  await sql`
    update walkthrough set booked_at = null where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}`.execute(
    tx.db,
  );
  await record(tx, ledgerId, "walkthroughCancelled", { at: walkthrough.at.toString() });
}

/** The call begins now: what is old may be disconnected. A second time changes nothing. Throws LEDGER_NOT_FOUND, CHANGEOVER_OVER, WALKTHROUGH_NOT_BOOKED. */
export async function beginWalkthrough(tx: TenantTransaction, ledgerId: string): Promise<void> {
  const { walkthrough } = await held(tx, ledgerId);
  if (!walkthrough) throw refuse("WALKTHROUGH_NOT_BOOKED");
  if (walkthrough.begunAt) return;
  await sql`
    update walkthrough set begun_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}`.execute(
    tx.db,
  );
  await record(tx, ledgerId, "walkthroughBegun", { booked: walkthrough.at.toString() });
}

/** Adds an old device or integration that will be disconnected; one that is listed already stays as it is. Returns its id. Throws LEDGER_NOT_FOUND, CHANGEOVER_OVER. */
export async function addChangeoverPart(
  tx: TenantTransaction,
  ledgerId: string,
  { kind, name }: Pick<ChangeoverPart, "kind" | "name">,
): Promise<string> {
  const { parts } = await held(tx, ledgerId);
  const known = parts.find((part) => part.kind === kind && part.name === name);
  if (known) return known.id;
  const id = tx.platform.ids.next();
  await sql`
    insert into changeover_part (tenant_id, id, ledger_id, kind, name, state)
    values (${tx.tenantId}, ${id}, ${ledgerId}, ${kind}, ${name}, 'connected')`.execute(tx.db);
  await record(tx, ledgerId, "changeoverPartAdded", { partId: id, kind });
  return id;
}

/**
 * Says of a part whether it is disconnected, which only the call does; that it does not apply may be said before, and either be taken back.
 * Throws LEDGER_NOT_FOUND, CHANGEOVER_OVER, CHANGEOVER_PART_NOT_FOUND, WALKTHROUGH_REQUIRED.
 */
export async function settleChangeoverPart(
  tx: TenantTransaction,
  ledgerId: string,
  partId: string,
  state: ChangeoverPart["state"],
): Promise<void> {
  const changeover = await held(tx, ledgerId);
  const part = changeover.parts.find(({ id }) => id === partId);
  if (!part) throw refuse("CHANGEOVER_PART_NOT_FOUND");
  if (part.state === state) return;
  if (state === "disconnected") requireBegun(changeover);
  await sql`
    update changeover_part set state = ${state}, settled_at = ${state === "connected" ? null : tx.now.toString()}::timestamptz
    where tenant_id = ${tx.tenantId} and id = ${partId}`.execute(tx.db);
  await record(tx, ledgerId, "changeoverPartSettled", { partId, kind: part.kind, before: part.state, after: state });
}
