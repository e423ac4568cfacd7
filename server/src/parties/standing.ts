import { sql } from "kysely";
import { anyOf, announce, recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import type { DateText } from "./dates.ts";

/** What of a person stops letters and steps, whatever they owe. */
export type Standing = {
  /** The day of death; null: alive, as far as anybody told us. */
  readonly deceasedOn: DateText | null;
  /** The authorities protect name or address: nothing goes by the ordinary one. */
  readonly protectedIdentity: boolean;
};

const ordinary: Standing = { deceasedOn: null, protectedIdentity: false };

/** How parties stand; those of whom nothing is said are not among them. */
export async function standingsOf(
  tx: TenantTransaction,
  partyIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  if (partyIds.length === 0) return new Map();
  const found = await sql<Standing & { partyId: string }>`
    select party_id as "partyId", deceased_on as "deceasedOn", protected_identity as "protectedIdentity" from party_standing
    where tenant_id = ${tx.tenantId} and party_id = ${anyOf(partyIds)}`.execute(tx.db);
  return new Map(found.rows.map(({ partyId, ...standing }) => [partyId, standing]));
}

/** How one party stands. */
export async function standingOf(tx: TenantTransaction, partyId: string): Promise<Standing> {
  return (await standingsOf(tx, [partyId])).get(partyId) ?? ordinary;
}

/**
 * Says how a party stands from now on; the same again changes nothing. What was wrong is put right by saying it anew: the trail keeps both.
 * That the party exists, the caller has seen. Throws STANDING_DAY_WRONG for a death after `today`.
 */
export async function setStanding(
  tx: TenantTransaction,
  partyId: string,
  { deceasedOn, protectedIdentity }: Standing,
  today: DateText,
): Promise<void> {
  if (deceasedOn !== null && deceasedOn > today) throw refuse("STANDING_DAY_WRONG", { day: deceasedOn, latest: today });
  const before = await standingOf(tx, partyId);
  if (before.deceasedOn === deceasedOn && before.protectedIdentity === protectedIdentity) return;
  const { actor } = tx.context;
  await sql`
    insert into party_standing (tenant_id, party_id, deceased_on, protected_identity, set_by, set_at)
    values (${tx.tenantId}, ${partyId}, ${deceasedOn}, ${protectedIdentity}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})
    on conflict (tenant_id, party_id) do update
      set deceased_on = excluded.deceased_on, protected_identity = excluded.protected_identity, set_by = excluded.set_by, set_at = excluded.set_at`.execute(
    tx.db,
  );
  const detail = { before, after: { deceasedOn, protectedIdentity } };
  await recordAudit(tx, { action: "party.standingSet", subjectKind: "party", subjectId: partyId, detail });
  await announce(tx, "party", partyId);
}
