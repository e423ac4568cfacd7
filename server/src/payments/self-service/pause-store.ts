import { sql } from "kysely";
import { anyOf, type TenantTransaction } from "../../platform/index.ts";
import type { By } from "./items.ts";

/** Every statement on pauses. */

export type PauseKind = "dispute" | "saysPaid" | "person";

export type PauseRow = {
  readonly id: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly kind: PauseKind;
  readonly reason: string | null;
  readonly paidOn: string | null;
  readonly bank: string | null;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly madeAt: Temporal.Instant;
  readonly madeBy: By;
  readonly endedAt: Temporal.Instant | null;
  readonly endedBy: By | null;
};

const PAUSE = sql`
  z.id, z.ledger_id as "ledgerId", z.item_id as "itemId", z.kind, z.reason, z.paid_on as "paidOn", z.bank, z.from_on as "fromOn", z.until_on as "untilOn",
  z.made_at as "madeAt", z.made_by as "madeBy", z.ended_at as "endedAt", z.ended_by as "endedBy"`;

export type NewPause = Omit<PauseRow, "id" | "madeAt" | "endedAt" | "endedBy">;

export async function insertPause(tx: TenantTransaction, made: NewPause): Promise<string> {
  const id = tx.platform.ids.next();
  await sql`
    insert into item_pause (tenant_id, id, ledger_id, item_id, kind, reason, paid_on, bank, from_on, until_on, made_at, made_by)
    values (${tx.tenantId}, ${id}, ${made.ledgerId}, ${made.itemId}, ${made.kind}, ${made.reason}, ${made.paidOn}, ${made.bank}, ${made.fromOn}, ${made.untilOn},
      ${tx.now.toString()}, ${made.madeBy})`.execute(tx.db);
  return id;
}

/** Every pause of items, first to last. */
export async function pausesOfItems(tx: TenantTransaction, itemIds: readonly string[]): Promise<PauseRow[]> {
  const found = await sql<PauseRow>`
    select ${PAUSE} from item_pause z where z.tenant_id = ${tx.tenantId} and z.item_id = ${anyOf(itemIds)} order by z.id`.execute(
    tx.db,
  );
  return found.rows;
}

export async function pauseById(tx: TenantTransaction, id: string): Promise<PauseRow | undefined> {
  const found = await sql<PauseRow>`
    select ${PAUSE} from item_pause z where z.tenant_id = ${tx.tenantId} and z.id = ${id} for update`.execute(tx.db);
  return found.rows[0];
}

export async function endPauseRow(tx: TenantTransaction, id: string, by: By): Promise<void> {
  await sql`
    update item_pause set ended_at = ${tx.now.toString()}, ended_by = ${by} where tenant_id = ${tx.tenantId} and id = ${id} and ended_at is null`.execute(
    tx.db,
  );
}

/** A pause as it bears on an item: its own, or that of the claim it is a part or a fee of. */
export type Bearing = PauseRow & { readonly onItemId: string; readonly market: string };

/** Pauses not taken back that bear on items with something left to pay. Whether their day has passed is the reader's to say. */
export async function bearingOn(tx: TenantTransaction, itemIds: readonly string[]): Promise<Bearing[]> {
  const found = await sql<Bearing>`
    select ${PAUSE}, i.id as "onItemId", g.market from open_item i
    join item_pause z on z.tenant_id = i.tenant_id and z.item_id in (i.id, i.parent_id) and z.ended_at is null
    join ledger g on g.tenant_id = i.tenant_id and g.id = i.ledger_id
    where i.tenant_id = ${tx.tenantId} and i.id = ${anyOf(itemIds)} and i.open_minor > 0 order by i.id, z.id`.execute(
    tx.db,
  );
  return found.rows;
}

export type UnderWay = { readonly onItemId: string; readonly since: Temporal.Instant; readonly unknown: boolean };

/** Items, or claims they are parts or fees of, for which somebody may be paying just now. */
export async function underWayOn(tx: TenantTransaction, itemIds: readonly string[]): Promise<UnderWay[]> {
  const found = await sql<UnderWay>`
    select i.id as "onItemId", a.made_at as since, a.state = 'unknown' as unknown from open_item i
    join payment_attempt a on a.tenant_id = i.tenant_id and a.item_id in (i.id, i.parent_id) and a.state in ('created', 'awaitingPayer', 'authorized', 'unknown')
    where i.tenant_id = ${tx.tenantId} and i.id = ${anyOf(itemIds)} and i.open_minor > 0 order by i.id, a.id`.execute(
    tx.db,
  );
  return found.rows;
}

/** Items of a ledger that a pause or a payment under way stands on, and the parts and fees of such. */
export async function touchedIn(tx: TenantTransaction, ledgerId: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    with touched as materialized (
      select item_id as id from item_pause where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and ended_at is null
      union
      select item_id from payment_attempt
      where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and state in ('created', 'awaitingPayer', 'authorized', 'unknown'))
    select id from touched
    union
    select i.id from open_item i join touched t on t.id = i.parent_id where i.tenant_id = ${tx.tenantId}`.execute(
    tx.db,
  );
  return found.rows.map(({ id }) => id);
}

/** A ledger's pauses that were not taken back, those that end first first; a page after one. What is paid has solved itself. */
export async function standingIn(
  tx: TenantTransaction,
  filter: {
    readonly ledgerId: string;
    readonly after?: { readonly untilOn: string; readonly id: string };
    readonly limit: number;
  },
): Promise<(PauseRow & { readonly reference: string | null; readonly openMinor: bigint })[]> {
  const { ledgerId, after, limit } = filter;
  const found = await sql<PauseRow & { reference: string | null; openMinor: bigint }>`
    select ${PAUSE}, i.reference, i.open_minor as "openMinor" from item_pause z join open_item i on i.tenant_id = z.tenant_id and i.id = z.item_id and i.open_minor > 0
    where z.tenant_id = ${tx.tenantId} and z.ledger_id = ${ledgerId} and z.ended_at is null
      ${after ? sql`and (z.until_on, z.id) > (${after.untilOn}::date, ${after.id}::uuid)` : sql``} order by z.until_on, z.id limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}
