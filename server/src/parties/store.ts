import { sql } from "kysely";
import { column, eachRow, type TenantTransaction } from "../platform/index.ts";
import { insertWords, replaceWords } from "./name-words.ts";
import type {
  ContactKind,
  ContactPurpose,
  CreditCheck,
  Delivery,
  ExternalName,
  Party,
  PartyKind,
  PartyRole,
} from "./types.ts";

/** Statements on parties, their roles and their names in other systems. Bulk by columns, some thousand rows each. */

const partyColumns = sql`
  p.id, p.customer_no as "customerNo", p.kind, p.name, p.org_no as "orgNo", p.birth_year as "birthYear", p.language,
  p.invoice_mode as "invoiceMode", p.collective_period as "collectivePeriod", p.delivery_preference as "deliveryPreference",
  p.credit_check as "creditCheck", p.third_party_reference as "thirdPartyReference"`;

export type KnownParty = Party & {
  readonly system: string;
  readonly ref: string;
  readonly birthOnSealed: Buffer | null;
};

export async function selectByExternal(tx: TenantTransaction, names: readonly ExternalName[]): Promise<KnownParty[]> {
  if (names.length === 0) return [];
  const found = await sql<KnownParty>`
    select ${partyColumns}, e.system, e.external_ref as "ref", p.birth_on_sealed as "birthOnSealed"
    from unnest(${column.text(names.map((n) => n.system))}, ${column.text(names.map((n) => n.ref))}) as x (system, ref)
    join party_external e on e.tenant_id = ${tx.tenantId} and e.system = x.system and e.external_ref = x.ref
    join party p on p.tenant_id = ${tx.tenantId} and p.id = e.party_id`.execute(tx.db);
  return found.rows;
}

export async function selectById(tx: TenantTransaction, ids: readonly string[]): Promise<Party[]> {
  if (ids.length === 0) return [];
  const found = await sql<Party>`
    select ${partyColumns} from party p where p.tenant_id = ${tx.tenantId} and p.id = any (${column.uuid(ids)})`.execute(
    tx.db,
  );
  return found.rows;
}

export async function selectByCustomerNo(tx: TenantTransaction, customerNo: bigint): Promise<Party | undefined> {
  const found = await sql<Party>`
    select ${partyColumns} from party p where p.tenant_id = ${tx.tenantId} and p.customer_no = ${customerNo}`.execute(
    tx.db,
  );
  return found.rows[0];
}

/** Parties whose name holds a text, whatever the case; the text is data, its wildcards are not. */
export async function selectByName(tx: TenantTransaction, text: string, limit: number): Promise<Party[]> {
  const found = await sql<Party>`
    select ${partyColumns} from party p
    where p.tenant_id = ${tx.tenantId} and position(lower(${text}) in lower(p.name)) > 0 order by p.name, p.id limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}

/** Parties that have one of these blind values as a contact point now. */
export async function selectByContact(
  tx: TenantTransaction,
  blinds: readonly Buffer[],
  limit: number,
): Promise<Party[]> {
  const found = await sql<Party>`
    select ${partyColumns} from party p
    where p.tenant_id = ${tx.tenantId} and exists (
      select from contact_point c where c.tenant_id = ${tx.tenantId} and c.party_id = p.id and c.value_blind = any (${column.bytea(blinds)}) and c.ended_at is null)
    order by p.name, p.id limit ${limit}`.execute(tx.db);
  return found.rows;
}

/**
 * Takes a block of customer numbers. The counter's row stays locked until the transaction ends, so that two who meet the same new
 * patient make one party: the second one looks again after it got the lock.
 */
export async function takeCustomerNumbers(tx: TenantTransaction, count: number): Promise<bigint> {
  const taken = await sql<{ first: bigint }>`
    insert into customer_counter as c (tenant_id, next_no) values (${tx.tenantId}, 1 + ${count}::bigint)
    on conflict (tenant_id) do update set next_no = c.next_no + ${count}::bigint
    returning next_no - ${count}::bigint as first`.execute(tx.db);
  return taken.rows[0]!.first;
}

export type NewParty = {
  readonly id: string;
  readonly customerNo: bigint;
  readonly kind: PartyKind;
  readonly name: string;
  readonly orgNo: string | null;
  readonly birthYear: number | null;
  readonly birthOnSealed: Buffer | null;
  readonly language: string;
  readonly thirdPartyReference: string | null;
  readonly deliveryPreference: Delivery | null;
  readonly creditCheck: CreditCheck;
  readonly external: ExternalName;
};

export async function insertParties(tx: TenantTransaction, rows: readonly NewParty[]): Promise<void> {
  if (rows.length === 0) return;
  const pick = <T>(of: (row: NewParty) => T) => rows.map(of);
  await sql`
    insert into party (tenant_id, id, customer_no, kind, name, org_no, birth_year, birth_on_sealed, language, third_party_reference, delivery_preference, credit_check, created_at)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((r) => r.id)),
      column.bigint(pick((r) => r.customerNo)),
      column.text(pick((r) => r.kind)),
      column.text(pick((r) => r.name)),
      column.text(pick((r) => r.orgNo)),
      column.smallint(pick((r) => r.birthYear)),
      column.bytea(pick((r) => r.birthOnSealed)),
      column.text(pick((r) => r.language)),
      column.text(pick((r) => r.thirdPartyReference)),
      column.text(pick((r) => r.deliveryPreference)),
      column.text(pick((r) => r.creditCheck)),
    )}, ${tx.now.toString()}::timestamptz`.execute(tx.db);
  await sql`
    insert into party_external (tenant_id, system, external_ref, party_id)
    select ${tx.tenantId}, ${eachRow(column.text(pick((r) => r.external.system)), column.text(pick((r) => r.external.ref)), column.uuid(pick((r) => r.id)))}`.execute(
    tx.db,
  );
  await insertWords(tx, rows);
}

export type PartyChange = Pick<
  NewParty,
  "id" | "name" | "orgNo" | "birthYear" | "birthOnSealed" | "thirdPartyReference" | "deliveryPreference" | "creditCheck"
>;

export async function updateParties(tx: TenantTransaction, rows: readonly PartyChange[]): Promise<void> {
  if (rows.length === 0) return;
  const pick = <T>(of: (row: PartyChange) => T) => rows.map(of);
  await sql`
    update party p set name = x.name, org_no = x.org_no, birth_year = x.birth_year, third_party_reference = x.third_party_reference,
      birth_on_sealed = x.birth_on_sealed, delivery_preference = x.delivery_preference, credit_check = x.credit_check
    from unnest(
      ${column.uuid(pick((r) => r.id))}, ${column.text(pick((r) => r.name))}, ${column.text(pick((r) => r.orgNo))}, ${column.smallint(pick((r) => r.birthYear))},
      ${column.text(pick((r) => r.thirdPartyReference))}, ${column.bytea(pick((r) => r.birthOnSealed))}, ${column.text(pick((r) => r.deliveryPreference))},
      ${column.text(pick((r) => r.creditCheck))})
      as x (id, name, org_no, birth_year, third_party_reference, birth_on_sealed, delivery_preference, credit_check)
    where p.tenant_id = ${tx.tenantId} and p.id = x.id`.execute(tx.db);
  await replaceWords(tx, rows);
}

export async function insertRoles(
  tx: TenantTransaction,
  rows: readonly { partyId: string; role: PartyRole }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into party_role (tenant_id, party_id, role)
    select ${tx.tenantId}, ${eachRow(column.uuid(rows.map((r) => r.partyId)), column.text(rows.map((r) => r.role)))}
    on conflict (tenant_id, party_id, role) do nothing`.execute(tx.db);
}

export async function selectRoles(tx: TenantTransaction, partyId: string): Promise<PartyRole[]> {
  const found = await sql<{ role: PartyRole }>`
    select role from party_role where tenant_id = ${tx.tenantId} and party_id = ${partyId} order by role`.execute(
    tx.db,
  );
  return found.rows.map((row) => row.role);
}

export type ContactRow = {
  readonly id: string;
  readonly partyId: string;
  readonly kind: ContactKind;
  readonly purpose: ContactPurpose;
  readonly valueSealed: Buffer;
  readonly valueBlind: Buffer;
};

/** The contact points that hold now. */
export async function selectContacts(tx: TenantTransaction, partyIds: readonly string[]): Promise<ContactRow[]> {
  if (partyIds.length === 0) return [];
  const found = await sql<ContactRow>`
    select id, party_id as "partyId", kind, purpose, value_sealed as "valueSealed", value_blind as "valueBlind"
    from contact_point where tenant_id = ${tx.tenantId} and party_id = any (${column.uuid(partyIds)}) and ended_at is null
    order by party_id, kind, purpose`.execute(tx.db);
  return found.rows;
}

/** All contact points a party ever had, newest first. */
export async function selectContactHistory(
  tx: TenantTransaction,
  partyId: string,
  { before, limit }: { readonly before?: string | undefined; readonly limit: number },
): Promise<ContactRow[]> {
  const found = await sql<ContactRow>`
    select id, party_id as "partyId", kind, purpose, value_sealed as "valueSealed", value_blind as "valueBlind"
    from contact_point where tenant_id = ${tx.tenantId} and party_id = ${partyId} ${before ? sql`and id < ${before}` : sql``}
    order by id desc limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** A contact point to add; of a telephone also the blind index of its last digits. */
export type NewContact = ContactRow & { readonly tailBlind: Buffer | null };

export async function endContacts(tx: TenantTransaction, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql`
    update contact_point set ended_at = ${tx.now.toString()}::timestamptz
    where tenant_id = ${tx.tenantId} and id = any (${column.uuid(ids)}) and ended_at is null`.execute(tx.db);
}

export async function insertContacts(tx: TenantTransaction, rows: readonly NewContact[]): Promise<void> {
  if (rows.length === 0) return;
  const pick = <T>(of: (row: NewContact) => T) => rows.map(of);
  await sql`
    insert into contact_point (tenant_id, id, party_id, kind, purpose, value_sealed, value_blind, tail_blind, created_at)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((r) => r.id)),
      column.uuid(pick((r) => r.partyId)),
      column.text(pick((r) => r.kind)),
      column.text(pick((r) => r.purpose)),
      column.bytea(pick((r) => r.valueSealed)),
      column.bytea(pick((r) => r.valueBlind)),
      column.bytea(pick((r) => r.tailBlind)),
    )}, ${tx.now.toString()}::timestamptz`.execute(tx.db);
}
