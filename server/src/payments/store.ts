import { sql } from "kysely";
import { column, eachRow, refuse, type TenantTransaction } from "../platform/index.ts";
import "./errors.ts";
import type { Learned } from "./policy.ts";
import type { Attempt, Movement } from "./types.ts";

/** Every statement on attempts and movements. */

const ATTEMPT = sql`
  id, ledger_id as "ledgerId", item_id as "itemId", way, state, reference, amount_minor as "amountMinor", currency, authorized_minor as "authorizedMinor",
  captured_minor as "capturedMinor", cancelled_minor as "cancelledMinor", payer_url as "payerUrl", problem,
  declined, declines, declined_at as "declinedAt", made_at as "madeAt", asked_at as "askedAt"`;
const LIVE = sql`state in ('created', 'awaitingPayer', 'authorized', 'unknown')`;

export type NewAttempt = Pick<
  Attempt,
  "id" | "ledgerId" | "itemId" | "way" | "reference" | "amountMinor" | "currency"
> & { readonly terms?: number | undefined };

/** Throws PAYMENT_UNDER_WAY where another attempt for the item is live: the database holds it, whoever was faster. */
export async function insertAttempt(tx: TenantTransaction, made: NewAttempt): Promise<void> {
  const now = tx.now.toString();
  const written = await sql`
    insert into payment_attempt (tenant_id, id, ledger_id, item_id, way, state, reference, amount_minor, currency, terms, made_at, asked_at)
    values (${tx.tenantId}, ${made.id}, ${made.ledgerId}, ${made.itemId}, ${made.way}, 'created', ${made.reference}, ${made.amountMinor}, ${made.currency}, ${made.terms ?? null}, ${now}, ${now})
    on conflict do nothing`.execute(tx.db);
  if (!written.numAffectedRows) throw refuse("PAYMENT_UNDER_WAY");
}

/** Throws PAYMENT_ATTEMPT_NOT_FOUND. With `lock` it is held until the transaction ends. */
export async function attemptById(tx: TenantTransaction, id: string, lock = false): Promise<Attempt> {
  const found = await sql<Attempt>`
    select ${ATTEMPT} from payment_attempt where tenant_id = ${tx.tenantId} and id = ${id} ${lock ? sql`for update` : sql``}`.execute(
    tx.db,
  );
  if (!found.rows[0]) throw refuse("PAYMENT_ATTEMPT_NOT_FOUND");
  return found.rows[0];
}

export async function attemptByReference(tx: TenantTransaction, reference: string): Promise<Attempt | undefined> {
  const found = await sql<Attempt>`
    select ${ATTEMPT} from payment_attempt where tenant_id = ${tx.tenantId} and reference = ${reference}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** The attempts for an item, newest first. */
export async function attemptsOfItem(tx: TenantTransaction, itemId: string): Promise<Attempt[]> {
  const found = await sql<Attempt>`
    select ${ATTEMPT} from payment_attempt where tenant_id = ${tx.tenantId} and item_id = ${itemId} order by id desc`.execute(
    tx.db,
  );
  return found.rows;
}

export async function liveAttempt(tx: TenantTransaction, itemId: string): Promise<Attempt | undefined> {
  const found = await sql<Attempt>`
    select ${ATTEMPT} from payment_attempt where tenant_id = ${tx.tenantId} and item_id = ${itemId} and ${LIVE}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** The tenant's live attempts, and those of which an answer is still owed; first those that were not asked about for longest. */
export async function waitingAttemptIds(tx: TenantTransaction, limit: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from (
      select id, asked_at from payment_attempt where tenant_id = ${tx.tenantId} and ${LIVE}
      union
      select a.id, a.asked_at from payment_movement m join payment_attempt a on a.tenant_id = m.tenant_id and a.id = m.attempt_id
      where m.tenant_id = ${tx.tenantId} and m.state = 'asked') waiting
    order by asked_at, id limit ${limit}`.execute(tx.db);
  return found.rows.map(({ id }) => id);
}

/** Is anything under way of which nobody knows yet how it ends: an attempt, a movement, money on its way back? */
export async function hasWaiting(tx: TenantTransaction): Promise<boolean> {
  const found = await sql<{ waits: boolean }>`
    select exists (select from payment_attempt where tenant_id = ${tx.tenantId} and ${LIVE})
      or exists (select from payment_movement m where m.tenant_id = ${tx.tenantId} and m.state = 'asked')
      or exists (select from money_back b where b.tenant_id = ${tx.tenantId} and b.state = 'asked') as waits`.execute(
    tx.db,
  );
  return found.rows[0]!.waits;
}

export type EndedLook = {
  /** Ended without money before: looked at once more when this much time has gone. */
  readonly onceMoreBefore: Temporal.Instant;
  /** Card payments last looked at before: disputes come months later. */
  readonly disputesBefore: Temporal.Instant;
  /** Older ones are left alone. */
  readonly madeAfter: Temporal.Instant;
};

/** Attempts that have ended and are due another look, should the partner's word have been lost. */
export async function endedAttemptIds(tx: TenantTransaction, look: EndedLook, limit: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from payment_attempt
    where tenant_id = ${tx.tenantId} and not (${LIVE}) and made_at > ${look.madeAfter.toString()}
      and ((state in ('cancelled', 'expired', 'failed') and made_at < ${look.onceMoreBefore.toString()} and asked_at < made_at + interval '24 hours')
        or (way = 'card' and captured_minor > 0 and asked_at < ${look.disputesBefore.toString()}))
    order by asked_at, id limit ${limit}`.execute(tx.db);
  return found.rows.map(({ id }) => id);
}

/** What was learned of an attempt at a moment. */
export async function setLearned(
  tx: TenantTransaction,
  id: string,
  learned: Learned,
  askedAt: Temporal.Instant,
): Promise<void> {
  const { reason = null, tries = 0 } = learned.decline ?? {};
  await sql`
    update payment_attempt set state = ${learned.state}, authorized_minor = ${learned.authorizedMinor}, captured_minor = ${learned.capturedMinor},
      cancelled_minor = ${learned.cancelledMinor}, problem = ${learned.problem}, asked_at = ${askedAt.toString()},
      declined = coalesce(${reason}, declined), declines = greatest(declines, ${tries}),
      declined_at = case when ${tries} > declines then ${askedAt.toString()}::timestamptz else declined_at end
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

/** The partner waits for the payer. */
export async function setAwaiting(tx: TenantTransaction, id: string, payerUrl: string | null): Promise<void> {
  await sql`
    update payment_attempt set state = 'awaitingPayer', payer_url = ${payerUrl}, problem = null
    where tenant_id = ${tx.tenantId} and id = ${id} and state in ('created', 'unknown')`.execute(tx.db);
}

export async function insertMovement(tx: TenantTransaction, movement: Movement): Promise<Movement> {
  const now = tx.now.toString();
  await sql`
    insert into payment_movement (tenant_id, asked_at, done_at, id, attempt_id, kind, amount_minor, state)
    select ${tx.tenantId}, ${now}::timestamptz, ${movement.state === "asked" ? null : now}::timestamptz, ${eachRow(
      column.uuid([movement.id]),
      column.uuid([movement.attemptId]),
      column.text([movement.kind]),
      column.bigint([movement.amountMinor]),
      column.text([movement.state]),
    )}`.execute(tx.db);
  return movement;
}

const MOVEMENT = sql`id, attempt_id as "attemptId", kind, amount_minor as "amountMinor", state`;

/** What was asked of the partner and not answered yet. */
export async function askedMovement(tx: TenantTransaction, attemptId: string): Promise<Movement | undefined> {
  const found = await sql<Movement>`
    select ${MOVEMENT} from payment_movement where tenant_id = ${tx.tenantId} and attempt_id = ${attemptId} and state = 'asked'`.execute(
    tx.db,
  );
  return found.rows[0];
}

export async function movementsOf(tx: TenantTransaction, attemptId: string): Promise<Movement[]> {
  const found = await sql<Movement>`
    select ${MOVEMENT} from payment_movement where tenant_id = ${tx.tenantId} and attempt_id = ${attemptId} order by id`.execute(
    tx.db,
  );
  return found.rows;
}

/** What became of it: so much was taken or let go, or nothing. */
export async function endMovement(
  tx: TenantTransaction,
  id: string,
  became: { readonly doneMinor: bigint } | { readonly refusedFor: string },
): Promise<void> {
  const end =
    "doneMinor" in became
      ? sql`state = 'done', amount_minor = ${became.doneMinor}`
      : sql`state = 'refused', problem = ${became.refusedFor}`;
  await sql`
    update payment_movement set ${end}, done_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}
