import { sql } from "kysely";
import { anyOf, column, eachRow, refuse, type TenantTransaction } from "../platform/index.ts";
import type { DateText } from "./dates.ts";
import { insertRoles } from "./store.ts";
import type { Relation, RelationKind } from "./types.ts";

export type RelationWish = {
  readonly partyId: string;
  readonly kind: RelationKind;
  /** All of this kind from now on; who is not among them no longer stands behind the party. */
  readonly related: readonly { readonly id: string; readonly shareBasisPoints: number }[];
};

const WHOLE = 10_000;

/** Who stands behind parties now: guardians with shares, relatives who pay, employers. In order of registration. */
export async function relationsOf(tx: TenantTransaction, partyIds: readonly string[]): Promise<Relation[]> {
  if (partyIds.length === 0) return [];
  const found = await sql<Relation>`
    select party_id as "partyId", related_id as "relatedId", kind, share_basis_points as "shareBasisPoints"
    from party_relation where tenant_id = ${tx.tenantId} and party_id = ${anyOf(partyIds)} and ended_on is null
    order by party_id, since_on, related_id`.execute(tx.db);
  return found.rows;
}

/**
 * Says who stands behind parties from a day on. Guardians' shares must be the whole (FR-26), otherwise SHARES_NOT_WHOLE.
 * Who stands behind another has that role too. Earlier relations are ended, not removed: an older claim still shows who received it.
 */
export async function setRelations(
  tx: TenantTransaction,
  wishes: readonly RelationWish[],
  on: DateText,
): Promise<void> {
  if (wishes.length === 0) return;
  for (const { kind, related } of wishes) {
    const sum = related.reduce((all, each) => all + each.shareBasisPoints, 0);
    if (kind === "guardian" && related.length > 0 && sum !== WHOLE) throw refuse("SHARES_NOT_WHOLE");
  }
  const wanted = wishes.flatMap((wish) =>
    wish.related.map((each) => ({ partyId: wish.partyId, kind: wish.kind, ...each })),
  );
  const current = await relationsOf(
    tx,
    wishes.map((wish) => wish.partyId),
  );
  const name = (r: { partyId: string; kind: string }, id: string, share: number) =>
    `${r.partyId}|${r.kind}|${id}|${share}`;
  const kept = new Set(wanted.map((each) => name(each, each.id, each.shareBasisPoints)));
  const spoken = new Set(wishes.map((wish) => `${wish.partyId}|${wish.kind}`));
  const ended = current.filter(
    (r) => spoken.has(`${r.partyId}|${r.kind}`) && !kept.has(name(r, r.relatedId, r.shareBasisPoints)),
  );
  const there = new Set(current.map((r) => name(r, r.relatedId, r.shareBasisPoints)));
  await endRelations(tx, ended, on);
  await insertRoles(
    tx,
    wanted.map((each) => ({ partyId: each.id, role: each.kind })),
  );
  await insertRelations(
    tx,
    wanted.filter((each) => !there.has(name(each, each.id, each.shareBasisPoints))),
    on,
  );
}

async function endRelations(tx: TenantTransaction, rows: readonly Relation[], on: DateText): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    update party_relation r set ended_on = ${on}::date
    from unnest(${column.uuid(rows.map((r) => r.partyId))}, ${column.uuid(rows.map((r) => r.relatedId))}, ${column.text(rows.map((r) => r.kind))}) as x (party_id, related_id, kind)
    where r.tenant_id = ${tx.tenantId} and r.party_id = x.party_id and r.related_id = x.related_id and r.kind = x.kind and r.ended_on is null`.execute(
    tx.db,
  );
}

type NewRelation = { partyId: string; kind: RelationKind; id: string; shareBasisPoints: number };

async function insertRelations(tx: TenantTransaction, rows: readonly NewRelation[], on: DateText): Promise<void> {
  if (rows.length === 0) return;
  // Taken back and given again on one day is one row.
  await sql`
    insert into party_relation (tenant_id, party_id, related_id, kind, share_basis_points, since_on)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(rows.map((r) => r.partyId)),
      column.uuid(rows.map((r) => r.id)),
      column.text(rows.map((r) => r.kind)),
      column.integer(rows.map((r) => r.shareBasisPoints)),
    )}, ${on}::date
    on conflict (tenant_id, party_id, related_id, kind, since_on)
    do update set share_basis_points = excluded.share_basis_points, ended_on = null`.execute(tx.db);
}

/** Who has ever been guardian of these parties: `party|guardian`. A guardian does not stay one as "relative" after majority (FR-25). */
export async function everGuardians(tx: TenantTransaction, partyIds: readonly string[]): Promise<Set<string>> {
  if (partyIds.length === 0) return new Set();
  const found = await sql<{ name: string }>`
    select distinct party_id || '|' || related_id as name from party_relation
    where tenant_id = ${tx.tenantId} and party_id = any (${column.uuid(partyIds)}) and kind = 'guardian'`.execute(
    tx.db,
  );
  return new Set(found.rows.map((row) => row.name));
}
