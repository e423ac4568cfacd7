import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { toJson, type TenantTransaction } from "../platform/index.ts";
import type { PackTotals } from "./content.ts";

/** Every statement on month-end packs and who was told of them. */

export type MonthPack = {
  readonly id: string;
  readonly ledgerId: string;
  readonly monthOn: DateText;
  readonly asOfOn: DateText;
  readonly knownAt: Temporal.Instant;
  readonly sha256: Buffer;
  readonly byteLength: bigint;
  readonly totals: PackTotals;
  readonly dueOn: DateText;
  readonly chainRoot: string;
  readonly signedBy: string | null;
  readonly signedAt: Temporal.Instant | null;
  readonly deliveredAt: Temporal.Instant | null;
  readonly deliveredUnsigned: boolean;
};

const COLUMNS = sql`
  id, ledger_id as "ledgerId", month_on as "monthOn", as_of_on as "asOfOn", known_at as "knownAt", sha256, byte_length as "byteLength", totals, due_on as "dueOn",
  chain_root as "chainRoot", signed_by as "signedBy", signed_at as "signedAt", delivered_at as "deliveredAt", delivered_unsigned as "deliveredUnsigned"`;

/** Numbers as JSON has them. */
type Found = Omit<MonthPack, "totals"> & { readonly totals: Readonly<Record<keyof PackTotals, number>> };

function packOf({ totals, ...rest }: Found): MonthPack {
  const { corrections, ...amounts } = totals;
  const minor = Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, BigInt(amount)]));
  return { ...rest, totals: { ...(minor as Omit<PackTotals, "corrections">), corrections } };
}

export async function insertPack(tx: TenantTransaction, pack: MonthPack): Promise<boolean> {
  const written = await sql`
    insert into month_pack (tenant_id, id, ledger_id, month_on, as_of_on, known_at, sha256, byte_length, totals, due_on, chain_root)
    values (${tx.tenantId}, ${pack.id}, ${pack.ledgerId}, ${pack.monthOn}, ${pack.asOfOn}, ${pack.knownAt.toString()}, ${pack.sha256}, ${pack.byteLength},
            ${toJson(pack.totals)}::jsonb, ${pack.dueOn}, ${pack.chainRoot})
    on conflict (tenant_id, ledger_id, month_on) do nothing`.execute(tx.db);
  return (written.numAffectedRows ?? 0n) > 0n;
}

/** Packs, the newest month first: of a ledger, of a month, one, or those nobody has signed. */
export async function packRows(
  tx: TenantTransaction,
  asked: {
    readonly ledgerId?: string;
    readonly id?: string;
    readonly monthOn?: DateText;
    readonly beforeOn?: DateText | undefined;
    readonly unsigned?: boolean;
    readonly limit?: number;
    readonly lock?: boolean;
  },
): Promise<MonthPack[]> {
  const { ledgerId, id, monthOn, beforeOn, unsigned, limit = 1_000, lock } = asked;
  const found = await sql<Found>`
    select ${COLUMNS} from month_pack where tenant_id = ${tx.tenantId}
      ${ledgerId ? sql`and ledger_id = ${ledgerId}` : sql``} ${id ? sql`and id = ${id}` : sql``}
      ${monthOn ? sql`and month_on = ${monthOn}` : sql``} ${beforeOn ? sql`and month_on < ${beforeOn}` : sql``}
      ${unsigned ? sql`and signed_at is null` : sql``}
    order by month_on desc, id limit ${limit} ${lock ? sql`for update` : sql``}`.execute(tx.db);
  return found.rows.map(packOf);
}

export async function setSigned(tx: TenantTransaction, id: string, by: string): Promise<void> {
  await sql`
    update month_pack set signed_by = ${by}, signed_at = ${tx.now.toString()}, delivered_at = coalesce(delivered_at, ${tx.now.toString()})
    where tenant_id = ${tx.tenantId} and id = ${id} and signed_at is null`.execute(tx.db);
}

export async function setDeliveredUnsigned(tx: TenantTransaction, id: string): Promise<void> {
  await sql`
    update month_pack set delivered_at = ${tx.now.toString()}, delivered_unsigned = true
    where tenant_id = ${tx.tenantId} and id = ${id} and delivered_at is null`.execute(tx.db);
}

export type PackMessageKind = "delivered" | "chased";
export type PackMessage = {
  readonly id: string;
  readonly packId: string;
  readonly kind: PackMessageKind;
  readonly recipient: string;
  readonly dayOn: DateText;
};

/** Writes that somebody is to be told; gives how many of them are new today. */
export async function insertMessages(
  tx: TenantTransaction,
  messages: readonly Omit<PackMessage, "id">[],
): Promise<number> {
  let made = 0;
  for (const { packId, kind, dayOn, recipient } of messages) {
    const written = await sql`
      insert into month_pack_message (tenant_id, id, pack_id, kind, day_on, recipient, made_at)
      values (${tx.tenantId}, ${tx.platform.ids.next()}, ${packId}, ${kind}, ${dayOn}, ${recipient}, ${tx.now.toString()})
      on conflict (tenant_id, pack_id, kind, day_on, recipient) do nothing`.execute(tx.db);
    made += Number(written.numAffectedRows ?? 0n);
  }
  return made;
}

/** How long a message is worth sending: what waited longer for a mail server is told by the board. */
const WORTH_SENDING_HOURS = 7 * 24;

/** Messages that no mail server has taken yet, the oldest first. */
export async function unsentMessages(tx: TenantTransaction): Promise<PackMessage[]> {
  const since = tx.now.subtract({ hours: WORTH_SENDING_HOURS }).toString();
  const found = await sql<PackMessage>`
    select id, pack_id as "packId", kind, recipient, day_on as "dayOn" from month_pack_message
    where tenant_id = ${tx.tenantId} and sent_at is null and made_at >= ${since} order by made_at, id limit 500`.execute(
    tx.db,
  );
  return found.rows;
}

export async function setSent(tx: TenantTransaction, id: string): Promise<void> {
  await sql`update month_pack_message set sent_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

export type Chased = {
  readonly days: number;
  readonly lastAt: Temporal.Instant | null;
  readonly lastOn: DateText | null;
};

/** On how many days somebody was chased for each pack's signature, and when last. */
export async function chasedOf(tx: TenantTransaction, monthOn: DateText): Promise<ReadonlyMap<string, Chased>> {
  const found = await sql<Chased & { packId: string }>`
    select m.pack_id as "packId", count(distinct m.day_on)::int as days, max(m.made_at) as "lastAt", max(m.day_on) as "lastOn" from month_pack_message m
    join month_pack p on p.tenant_id = m.tenant_id and p.id = m.pack_id
    where m.tenant_id = ${tx.tenantId} and m.kind = 'chased' and p.month_on = ${monthOn} group by m.pack_id`.execute(
    tx.db,
  );
  return new Map(found.rows.map(({ packId, ...chased }) => [packId, chased]));
}

export type Unmatched = { readonly count: number; readonly amountMinor: bigint };

/** Money that came by a day and that nobody has placed by now, for each ledger that has any. */
export async function unmatchedOf(tx: TenantTransaction, asOf: DateText): Promise<ReadonlyMap<string, Unmatched>> {
  const found = await sql<Unmatched & { ledgerId: string }>`
    select ledger_id as "ledgerId", count(*)::int as count, sum(open_minor)::bigint as "amountMinor" from open_item
    where tenant_id = ${tx.tenantId} and kind = 'unallocated' and party_id is null and open_minor <> 0 and opened_on <= ${asOf} group by ledger_id`.execute(
    tx.db,
  );
  return new Map(found.rows.map(({ ledgerId, ...unmatched }) => [ledgerId, unmatched]));
}
