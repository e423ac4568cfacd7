import { sql } from "kysely";
import { ledgerById, type DateText } from "../ledger/index.ts";
import { marketPack, type MarketPack } from "../markets/index.ts";
import {
  birthDaysOf,
  decideReceiver,
  partiesById,
  reachableForPayment,
  relationsOf,
  type Party,
  type Relation,
  type Share,
} from "../parties/index.ts";
import { column, recordAudit, toJson, type TenantTransaction } from "../platform/index.ts";

type Unreached = {
  readonly id: string;
  readonly waits: boolean;
  readonly patientId: string | null;
  readonly payerId: string;
  readonly day: DateText;
};
type Found = { readonly id: string; readonly payerId: string; readonly debtors: readonly Share[] | null };
type Known = {
  readonly parties: ReadonlyMap<string, Party>;
  readonly relations: ReadonlyMap<string, readonly Relation[]>;
  readonly born: ReadonlyMap<string, DateText>;
  readonly reachable: ReadonlySet<string>;
  readonly pack: MarketPack;
};

/**
 * Looks again at the claims that need a contact, after the clinic added one: a guardian, a telephone, an address. A claim that still
 * waits gets the payer it should have; one that is booked keeps its payer and only loses the mark. Returns how many can go on.
 */
export async function refreshContacts(tx: TenantTransaction, ledgerId: string): Promise<number> {
  const pack = marketPack((await ledgerById(tx, ledgerId)).market);
  const claims = await unreached(tx, ledgerId, pack.zones[0]!);
  const known = await factsOf(tx, claims, pack);
  const found = claims.flatMap((claim) => lookAgain(claim, known) ?? []);
  await write(tx, found);
  if (found.length > 0)
    await recordAudit(tx, {
      action: "claims.contactFound",
      subjectKind: "ledger",
      subjectId: ledgerId,
      detail: { claims: found.length },
    });
  return found.length;
}

async function unreached(tx: TenantTransaction, ledgerId: string, zone: string): Promise<Unreached[]> {
  const rows = await sql<Unreached>`
    select c.id, w.claim_id is not null as waits, c.patient_id as "patientId", c.payer_id as "payerId", coalesce(c.issued_on, (c.received_at at time zone ${zone})::date) as day
    from claim c left join waiting_claim w on w.tenant_id = c.tenant_id and w.claim_id = c.id
    where c.tenant_id = ${tx.tenantId} and c.ledger_id = ${ledgerId} and c.needs_contact and not c.withdrawn
    order by c.id for update of c`.execute(tx.db);
  return rows.rows;
}

async function factsOf(tx: TenantTransaction, claims: readonly Unreached[], pack: MarketPack): Promise<Known> {
  const patients = claims.flatMap((claim) => claim.patientId ?? []);
  const relations = await relationsOf(tx, patients);
  const ids = [
    ...new Set([...patients, ...claims.map((claim) => claim.payerId), ...relations.map((each) => each.relatedId)]),
  ];
  return {
    parties: await partiesById(tx, ids),
    relations: Map.groupBy(relations, (each) => each.partyId),
    born: await birthDaysOf(tx, patients),
    reachable: await reachableForPayment(tx, ids),
    pack,
  };
}

function lookAgain(claim: Unreached, { parties, relations, born, reachable, pack }: Known): Found | undefined {
  const has = (id: string) => reachable.has(id) || (parties.get(id)?.orgNo ?? null) !== null;
  const same: Found = { id: claim.id, payerId: claim.payerId, debtors: null };
  const related = relations.get(claim.patientId ?? "") ?? [];
  const inFamily = claim.payerId === claim.patientId || related.some((each) => each.relatedId === claim.payerId);
  if (!claim.patientId || !inFamily) return has(claim.payerId) ? same : undefined;
  const day = born.get(claim.patientId);
  const patient = {
    partyId: claim.patientId,
    birthOn: day ? Temporal.PlainDate.from(day) : null,
    birthYear: parties.get(claim.patientId)?.birthYear ?? null,
    reachable: has(claim.patientId),
  };
  const facts = related.map(({ relatedId, kind, shareBasisPoints }) => ({
    partyId: relatedId,
    kind,
    shareBasisPoints,
    reachable: has(relatedId),
  }));
  const decision = decideReceiver(patient, facts, Temporal.PlainDate.from(claim.day), pack.adultAge);
  if (decision.needsContact) return undefined;
  if (!claim.waits) return same;
  return {
    id: claim.id,
    payerId: decision.debtors[0]!.partyId,
    debtors: decision.debtors.length > 1 ? decision.debtors : null,
  };
}

async function write(tx: TenantTransaction, found: readonly Found[]): Promise<void> {
  if (found.length === 0) return;
  const pick = <T>(of: (one: Found) => T) => found.map(of);
  // Who owes a booked claim was settled when it was booked: the payer and guardians' shares are only set while it waits.
  await sql`
    with x (id, payer_id, debtors) as (select * from unnest(
      ${column.uuid(pick((f) => f.id))}, ${column.uuid(pick((f) => f.payerId))}, ${column.jsonb(pick((f) => (f.debtors ? toJson(f.debtors) : null)))})),
    waiting as (
      update waiting_claim w set payer_id = x.payer_id from x where w.tenant_id = ${tx.tenantId} and w.claim_id = x.id returning w.claim_id)
    update claim c set needs_contact = false, payer_id = x.payer_id, debtors = case when w.claim_id is null then c.debtors else x.debtors end
    from x left join waiting w on w.claim_id = x.id
    where c.tenant_id = ${tx.tenantId} and c.id = x.id`.execute(tx.db);
}
