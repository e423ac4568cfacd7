import { sql } from "kysely";
import { column, eachRow, refuse, type TenantTransaction } from "../platform/index.ts";
import type { Learned } from "./policy.ts";
import type { Attempt, Movement } from "./types.ts";

/** Every statement on attempts and movements. */

const ATTEMPT = sql`
  id, ledger_id as "ledgerId", item_id as "itemId", way, state, reference, amount_minor as "amountMinor", currency, authorized_minor as "authorizedMinor",
  captured_minor as "capturedMinor", cancelled_minor as "cancelledMinor", payer_url as "payerUrl", problem, made_at as "madeAt", asked_at as "askedAt"`;
const LIVE = sql`state in ('created', 'awaitingPayer', 'authorized', 'unknown')`;

export type NewAttempt = Pick<Attempt, "id" | "ledgerId" | "itemId" | "way" | "reference" | "amountMinor" | "currency">;

/** Throws PAYMENT_UNDER_WAY where another attempt for the item is live: the database holds it, whoever was faster. */
export async function insertAttempt(tx: TenantTransaction, made: NewAttempt): Promise<void> {
  const now = tx.now.toString();
  const written = await sql`
    insert into payment_attempt (tenant_id, id, ledger_id, item_id, way, state, reference, amount_minor, currency, made_at, asked_at)
    values (${tx.tenantId}, ${made.id}, ${made.ledgerId}, ${made.itemId}, ${made.way}, 'created', ${made.reference}, ${made.amountMinor}, ${made.currency}, ${now}, ${now})
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

/** The tenant's live attempts, those first that were not asked about for longest. */
export async function liveAttemptIds(tx: TenantTransaction, limit: number): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from payment_attempt where tenant_id = ${tx.tenantId} and ${LIVE} order by asked_at, id limit ${limit}`.execute(
    tx.db,
  );
  return found.rows.map(({ id }) => id);
}

/** What was learned of an attempt at a moment. */
export async function setLearned(
  tx: TenantTransaction,
  id: string,
  learned: Learned,
  askedAt: Temporal.Instant,
): Promise<void> {
  await sql`
    update payment_attempt set state = ${learned.state}, authorized_minor = ${learned.authorizedMinor}, captured_minor = ${learned.capturedMinor},
      cancelled_minor = ${learned.cancelledMinor}, problem = ${learned.problem}, asked_at = ${askedAt.toString()}
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
