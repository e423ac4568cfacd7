import { sql, type RawBuilder } from "kysely";
import { column, sealChecks, type AuditEvent, type AuditFilter, type TenantTransaction } from "../platform/index.ts";
import { rowsOf } from "./cursor.ts";

/** A trail narrowed as the platform's, and to what concerns one party: itself, its invoices, and where a list of names held it. */
export type TrailFilter = AuditFilter & { readonly partyId?: string | undefined };

/** An event with who did it: a person's or a key's name; null for the system. */
export type TrailEvent = AuditEvent & { readonly actorName: string | null };

function ofParty(tx: TenantTransaction, partyId: string): RawBuilder<unknown> {
  const listed = ["parties", "partyIds"].map(
    (name) => sql`a.detail @> ${JSON.stringify({ [name]: [partyId] })}::jsonb`,
  );
  return sql`and ((a.subject_kind = 'party' and a.subject_id = ${partyId})
    or (a.subject_kind = 'invoice' and exists (select from invoice n where n.tenant_id = ${tx.tenantId} and n.id::text = a.subject_id and n.party_id = ${partyId}))
    or ${sql.join(listed, sql` or `)})`;
}

function trailOf(tx: TenantTransaction, filter: TrailFilter, below: string | undefined): RawBuilder<TrailEvent> {
  const equal = (name: string, value: string | undefined) =>
    value === undefined ? sql`` : sql`and ${sql.ref(`a.${name}`)} = ${value}`;
  return sql<TrailEvent>`
    select a.id, a.at, a.actor_kind as "actorKind", a.actor_id as "actorId", coalesce(u.name, k.name) as "actorName", a.action,
      a.subject_kind as "subjectKind", a.subject_id as "subjectId", a.request_id as "requestId", a.detail
    from audit_event a
    left join sign_in_user u on a.actor_kind = 'user' and u.id = a.actor_id
    left join api_key k on a.actor_kind = 'apiKey' and k.tenant_id = a.tenant_id and k.id::text = a.actor_id
    where a.tenant_id = ${tx.tenantId} ${below ? sql`and a.id < ${below}` : sql``}
      ${equal("subject_kind", filter.subjectKind)} ${equal("subject_id", filter.subjectId)} ${equal("action", filter.action)}
      ${equal("actor_id", filter.actorId)} ${filter.partyId ? ofParty(tx, filter.partyId) : sql``}
      ${filter.from ? sql`and a.at >= ${filter.from}` : sql``} ${filter.to ? sql`and a.at < ${filter.to}` : sql``}
    order by a.id desc`;
}

/** The audit trail, newest first (H-10): at most `limit` events, those below the event `below` when it is given. */
export async function auditTrail(
  tx: TenantTransaction,
  filter: TrailFilter,
  limit: number,
  below?: string,
): Promise<TrailEvent[]> {
  return (await sql<TrailEvent>`${trailOf(tx, filter, below)} limit ${limit}`.execute(tx.db)).rows;
}

/** All of it, streamed. */
export function auditRows(tx: TenantTransaction, filter: TrailFilter): AsyncGenerator<TrailEvent> {
  return rowsOf(tx, trailOf(tx, filter, undefined));
}

/** The words that stand in the trail, to choose from: its actions, and who acted. */
export type TrailWords = {
  readonly actions: readonly string[];
  readonly actors: readonly { readonly id: string; readonly kind: string; readonly name: string | null }[];
};

/** How far back the words are looked for: what happened long ago is still found by its address. */
const LOOKED_THROUGH = 20_000;

export async function trailWords(tx: TenantTransaction): Promise<TrailWords> {
  const found = await sql<{ action: string; kind: string; id: string; name: string | null }>`
    select distinct a.action, a.actor_kind as kind, a.actor_id as id, coalesce(u.name, k.name) as name
    from (select action, actor_kind, actor_id from audit_event where tenant_id = ${tx.tenantId} order by id desc limit ${LOOKED_THROUGH}) a
    left join sign_in_user u on a.actor_kind = 'user' and u.id = a.actor_id
    left join api_key k on a.actor_kind = 'apiKey' and k.tenant_id = ${tx.tenantId} and k.id::text = a.actor_id`.execute(
    tx.db,
  );
  const actions = [...new Set(found.rows.map(({ action }) => action))].toSorted();
  const actors = new Map(found.rows.map(({ id, kind, name }) => [id, { id, kind, name }]));
  return { actions, actors: [...actors.values()] };
}

/** One chain of seals: how many links, the last one's time, and what has been written since. */
export type SealedStream = {
  readonly stream: "entry" | "audit";
  readonly sealed: bigint;
  readonly sealedAt: Temporal.Instant;
  readonly waiting: bigint;
};

export type SealState = {
  readonly streams: readonly SealedStream[];
  /** The newest nightly run that went through the chains; null when none has. */
  readonly checked: { readonly at: Temporal.Instant; readonly holds: boolean } | null;
};

const TABLES = { entry: sql`entry`, audit: sql`audit_event` };

async function sealedStream(tx: TenantTransaction, stream: "entry" | "audit"): Promise<SealedStream[]> {
  const found = await sql<SealedStream>`
    select s.stream, s.seq as sealed, s.sealed_at as "sealedAt",
      (select count(*) from ${TABLES[stream]} r where r.tenant_id = ${tx.tenantId} and r.id > s.subject_id) as waiting
    from (select * from seal where tenant_id = ${tx.tenantId} and stream = ${stream} order by seq desc limit 1) s`.execute(
    tx.db,
  );
  return found.rows;
}

/** Up to when books and trail are sealed, and whether the chains held when they were last gone through (SEC-75). */
export async function sealState(tx: TenantTransaction): Promise<SealState> {
  const streams = [...(await sealedStream(tx, "entry")), ...(await sealedStream(tx, "audit"))];
  const names = column.text(sealChecks.map(({ name }) => name));
  const found = await sql<{ at: Temporal.Instant; holds: boolean }>`
    select ran_at as at, not exists (select from jsonb_array_elements(breaches) b where b ->> 'name' = any (${names})) as holds
    from check_run where tenant_id = ${tx.tenantId} and asked @> ${names} order by id desc limit 1`.execute(tx.db);
  return { streams, checked: found.rows[0] ?? null };
}
