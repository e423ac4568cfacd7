import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../context.ts";
import { column } from "../database/bulk.ts";
import { genesis, type Stream } from "./chain.ts";

/** Every statement on seals, and the two texts that are sealed. */

/** All columns of what is sealed, in the order of the text. A column that is added to a table is added here; a test compares. */
export const SEALED_COLUMNS = {
  entry: [
    "tenant_id",
    "id",
    "ledger_id",
    "kind",
    "booked_on",
    "recorded_at",
    "source_kind",
    "source_id",
    "reverses",
    "explanation",
  ],
  posting: [
    "tenant_id",
    "entry_id",
    "line",
    "ledger_id",
    "booked_on",
    "debit",
    "credit",
    "amount_minor",
    "debit_item_id",
    "credit_item_id",
  ],
  audit_event: [
    "tenant_id",
    "id",
    "at",
    "actor_kind",
    "actor_id",
    "action",
    "subject_kind",
    "subject_id",
    "request_id",
    "detail",
  ],
} as const;
const INSTANTS: readonly string[] = ["recorded_at", "at"];

function fields(alias: string, columns: readonly string[]): RawBuilder<unknown> {
  const field = (column: string) =>
    sql`${sql.ref(`${alias}.${column}`)}${INSTANTS.includes(column) ? sql` at time zone 'UTC'` : sql``}`;
  return sql`json_build_array(${sql.join(columns.map(field))})`;
}

/**
 * A row as one unambiguous text: a JSON array of all its columns as PostgreSQL writes it (instants in UTC), behind it for an entry the
 * array of its postings in line order. Nothing of it may change after it was written.
 */
const TEXT: Readonly<Record<Stream, RawBuilder<unknown>>> = {
  entry: sql`json_build_array(${fields("r", SEALED_COLUMNS.entry)}, (
    select json_agg(${fields("p", SEALED_COLUMNS.posting)} order by p.line) from posting p where p.tenant_id = r.tenant_id and p.entry_id = r.id))`,
  audit: fields("r", SEALED_COLUMNS.audit_event),
};
const TABLE: Readonly<Record<Stream, RawBuilder<unknown>>> = { entry: sql`entry`, audit: sql`audit_event` };
const WRITTEN_AT: Readonly<Record<Stream, RawBuilder<unknown>>> = { entry: sql`r.recorded_at`, audit: sql`r.at` };

const hashOf = (stream: Stream) => sql`sha256(convert_to(${TEXT[stream]}::text, 'UTF8'))`;

export type Head = { readonly seq: bigint; readonly chainHash: Buffer };

/** Takes the end of a chain and holds it until the transaction ends: one sealer at a time. */
export async function lockHead(tx: TenantTransaction, stream: Stream): Promise<Head> {
  await sql`
    insert into seal_head (tenant_id, stream, seq, chain_hash) values (${tx.tenantId}, ${stream}, 0, ${genesis(tx.tenantId, stream)})
    on conflict (tenant_id, stream) do nothing`.execute(tx.db);
  const found = await sql<Head>`
    select seq, chain_hash as "chainHash" from seal_head where tenant_id = ${tx.tenantId} and stream = ${stream} for update`.execute(
    tx.db,
  );
  return found.rows[0]!;
}

export async function moveHead(tx: TenantTransaction, stream: Stream, head: Head): Promise<void> {
  await sql`
    update seal_head set seq = ${head.seq}, chain_hash = ${head.chainHash} where tenant_id = ${tx.tenantId} and stream = ${stream}`.execute(
    tx.db,
  );
}

/**
 * Committed rows that no link names yet, by id, above `after`. What makes a row ready is that it is seen: a transaction that is still
 * open is not, and when it commits later, with smaller ids, the next run finds it and it gets a later link.
 */
export async function unsealedIds(
  tx: TenantTransaction,
  stream: Stream,
  after: string,
  most: number,
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select r.id from ${TABLE[stream]} r
    where r.tenant_id = ${tx.tenantId} and r.id > ${after}
      and not exists (select from seal s where s.tenant_id = ${tx.tenantId} and s.stream = ${stream} and s.subject_id = r.id)
    order by r.id limit ${most}`.execute(tx.db);
  return found.rows.map((row) => row.id);
}

export type Unsealed = { readonly id: string; readonly hash: Buffer };

/** The hashes of those of these rows that have no link, in id order; asked under the chain's end, where no other sealer can add one. */
export async function unsealedHashes(
  tx: TenantTransaction,
  stream: Stream,
  ids: readonly string[],
): Promise<Unsealed[]> {
  const found = await sql<Unsealed>`
    select r.id, ${hashOf(stream)} as hash from ${TABLE[stream]} r
    where r.tenant_id = ${tx.tenantId} and r.id = any (${column.uuid(ids)})
      and not exists (select from seal s where s.tenant_id = ${tx.tenantId} and s.stream = ${stream} and s.subject_id = r.id)
    order by r.id`.execute(tx.db);
  return found.rows;
}

export type NewLink = { readonly seq: bigint; readonly subjectId: string; readonly chainHash: Buffer };

export async function insertLinks(
  tx: TenantTransaction,
  stream: Stream,
  links: readonly NewLink[],
  sealedAt: Temporal.Instant,
): Promise<void> {
  await sql`
    insert into seal (tenant_id, stream, seq, subject_id, chain_hash, sealed_at)
    select ${tx.tenantId}, ${stream}, x.*, ${sealedAt.toString()}::timestamptz
    from unnest(${column.bigint(links.map((l) => l.seq))}, ${column.uuid(links.map((l) => l.subjectId))}, ${column.bytea(links.map((l) => l.chainHash))}) x`.execute(
    tx.db,
  );
}

export type StoredLink = {
  readonly seq: bigint;
  readonly subjectId: string;
  readonly chainHash: Buffer;
  readonly sealedAt: Temporal.Instant;
  /** Of the row as it is now; null when the row is gone. */
  readonly rowHash: Buffer | null;
};

/** A page of a chain with the rows it names, hashed anew. */
export async function linksAfter(
  tx: TenantTransaction,
  stream: Stream,
  seq: bigint,
  most: number,
): Promise<StoredLink[]> {
  const found = await sql<StoredLink>`
    select s.seq, s.subject_id as "subjectId", s.chain_hash as "chainHash", s.sealed_at as "sealedAt",
           case when r.id is null then null else ${hashOf(stream)} end as "rowHash"
    from seal s left join ${TABLE[stream]} r on r.tenant_id = s.tenant_id and r.id = s.subject_id
    where s.tenant_id = ${tx.tenantId} and s.stream = ${stream} and s.seq > ${seq}
    order by s.seq limit ${most}`.execute(tx.db);
  return found.rows;
}

export async function readHead(tx: TenantTransaction, stream: Stream): Promise<Head | undefined> {
  const found = await sql<Head>`
    select seq, chain_hash as "chainHash" from seal_head where tenant_id = ${tx.tenantId} and stream = ${stream}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** The last link of a chain that was sealed before an instant. Links carry ascending instants, so reading from the end finds it soon. */
export async function lastLink(
  tx: TenantTransaction,
  stream: Stream,
  before?: Temporal.Instant,
): Promise<(Head & { readonly sealedAt: Temporal.Instant }) | undefined> {
  const found = await sql<Head & { sealedAt: Temporal.Instant }>`
    select seq, chain_hash as "chainHash", sealed_at as "sealedAt" from seal
    where tenant_id = ${tx.tenantId} and stream = ${stream} ${before ? sql`and sealed_at < ${before.toString()}` : sql``}
    order by seq desc limit 1`.execute(tx.db);
  return found.rows[0];
}

/** Longer than any transaction lasts: a row that a run did not see, and that was written this long before it, was not there. */
const LATEST_COMMIT = sql`interval '1 hour'`;

/** Links of rows that say they were written before a run that did not see them, at most 50. */
export async function lateLinks(tx: TenantTransaction, stream: Stream): Promise<{ seq: bigint; subjectId: string }[]> {
  const found = await sql<{ seq: bigint; subjectId: string }>`
    select s.seq, s.subject_id as "subjectId" from seal s
    join (select sealed_at, lag(sealed_at) over (order by sealed_at) as run_before from seal
          where tenant_id = ${tx.tenantId} and stream = ${stream} group by sealed_at) run on run.sealed_at = s.sealed_at
    join ${TABLE[stream]} r on r.tenant_id = s.tenant_id and r.id = s.subject_id
    where s.tenant_id = ${tx.tenantId} and s.stream = ${stream} and ${WRITTEN_AT[stream]} < run.run_before - ${LATEST_COMMIT}
    order by s.seq limit 50`.execute(tx.db);
  return found.rows;
}

/** Rows without a link that say they were written well before an instant at which a run ended, at most 50. */
export async function unsealedBefore(
  tx: TenantTransaction,
  stream: Stream,
  before: Temporal.Instant,
): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select r.id from ${TABLE[stream]} r
    where r.tenant_id = ${tx.tenantId} and ${WRITTEN_AT[stream]} < ${before.toString()}::timestamptz - ${LATEST_COMMIT}
      and not exists (select from seal s where s.tenant_id = ${tx.tenantId} and s.stream = ${stream} and s.subject_id = r.id)
    order by r.id limit 50`.execute(tx.db);
  return found.rows.map((row) => row.id);
}

/** The hashes that a chain has at some places. */
export async function hashesAt(
  tx: TenantTransaction,
  stream: Stream,
  seqs: readonly bigint[],
): Promise<Map<bigint, Buffer>> {
  const found = await sql<{ seq: bigint; chainHash: Buffer }>`
    select seq, chain_hash as "chainHash" from seal
    where tenant_id = ${tx.tenantId} and stream = ${stream} and seq = any (${column.bigint(seqs)}) order by seq`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.seq, row.chainHash]));
}
