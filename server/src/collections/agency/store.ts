import { sql, type RawBuilder } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { column, eachRow, type TenantTransaction } from "../../platform/index.ts";
import type { AgencyAgreement, AgencyCase, AgencyCaseState, AgencyEnd } from "./types.ts";

/** Statements on agreements and cases. */

const AGREEMENT = sql`
  id, ledger_id as "ledgerId", agency, client_id as "clientId", secret_sealed as "secretSealed", state, leaves_week as "leavesWeek",
  leaves_weekday as "leavesWeekday", told_through as "toldThrough", polled_at as "polledAt", made_at as "madeAt"`;

export async function agreementRows(
  tx: TenantTransaction,
  { ledgerId, lock = false }: { readonly ledgerId?: string; readonly lock?: boolean } = {},
): Promise<AgencyAgreement[]> {
  const found = await sql<AgencyAgreement>`
    select ${AGREEMENT} from agency_agreement where tenant_id = ${tx.tenantId} ${ledgerId ? sql`and ledger_id = ${ledgerId}` : sql``}
    order by ledger_id ${lock ? sql`for update` : sql``}`.execute(tx.db);
  return found.rows;
}

/** Writes a ledger's agreement; a secret that is left out stays. */
export async function upsertAgreement(
  tx: TenantTransaction,
  agreement: Omit<AgencyAgreement, "toldThrough" | "polledAt" | "madeAt">,
): Promise<void> {
  const { id, ledgerId, agency, clientId, secretSealed, state, leavesWeek, leavesWeekday } = agreement;
  const now = tx.now.toString();
  await sql`
    insert into agency_agreement as a (tenant_id, id, ledger_id, agency, client_id, secret_sealed, state, leaves_week, leaves_weekday, made_at, changed_at)
    values (${tx.tenantId}, ${id}, ${ledgerId}, ${agency}, ${clientId}, ${secretSealed}, ${state}, ${leavesWeek}, ${leavesWeekday}, ${now}, ${now})
    on conflict (tenant_id, ledger_id) do update set agency = excluded.agency, client_id = excluded.client_id,
      secret_sealed = coalesce(excluded.secret_sealed, a.secret_sealed), state = excluded.state, leaves_week = excluded.leaves_week,
      leaves_weekday = excluded.leaves_weekday, changed_at = excluded.changed_at`.execute(tx.db);
}

export async function setTold(tx: TenantTransaction, id: string, toldThrough: string): Promise<void> {
  await sql`
    update agency_agreement set told_through = ${toldThrough}, polled_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

const CASE = sql`
  c.id, c.ledger_id as "ledgerId", c.item_id as "itemId", c.agreement_id as "agreementId", c.step_id as "stepId", c.state, c.status, c.ended, c.why,
  c.listed_on as "listedOn", c.leaves_on as "leavesOn", c.told_at as "toldAt", c.packet_sealed as "packetSealed", c.packet_at as "packetAt", c.reference,
  c.handed_at as "handedAt", c.capital_minor as "capitalMinor", c.collected_minor as "collectedMinor", c.withdraw_asked_at as "withdrawAskedAt",
  c.ended_on as "endedOn"`;

export type CasesAsked = {
  readonly ledgerId?: string;
  readonly itemIds?: readonly string[];
  readonly states?: readonly AgencyCaseState[];
  readonly limit?: number;
};

/** Cases, the newest first. */
export async function caseRows(tx: TenantTransaction, asked: CasesAsked, lock = false): Promise<AgencyCase[]> {
  const { ledgerId, itemIds, states, limit = 1_000 } = asked;
  const found = await sql<AgencyCase>`
    select ${CASE} from agency_case c where c.tenant_id = ${tx.tenantId} ${ledgerId ? sql`and c.ledger_id = ${ledgerId}` : sql``}
      ${itemIds ? sql`and c.item_id = any (${column.uuid(itemIds)})` : sql``} ${states ? sql`and c.state = any (${column.text(states)})` : sql``}
    order by c.id desc limit ${limit} ${lock ? sql`for update` : sql``}`.execute(tx.db);
  return found.rows;
}

export type StopListAsked = {
  readonly ledgerId?: string;
  readonly limit: number;
  readonly after?: Pick<AgencyCase, "leavesOn" | "id">;
};

/** Cases that leave for the agency on their day, who leaves first at the top: of one ledger, or of all in reach. */
export async function stopList(
  tx: TenantTransaction,
  { ledgerId, limit, after }: StopListAsked,
): Promise<AgencyCase[]> {
  const found = await sql<AgencyCase>`
    select ${CASE} from agency_case c where c.tenant_id = ${tx.tenantId} and c.state = 'listed' ${ledgerId ? sql`and c.ledger_id = ${ledgerId}` : sql``}
      ${after ? sql`and (c.leaves_on, c.id) > (${after.leavesOn}::date, ${after.id}::uuid)` : sql``}
    order by c.leaves_on, c.id limit ${limit}`.execute(tx.db);
  return found.rows;
}

/** How many stand on the stop-list: of one ledger, or of all in reach. */
export async function stopListCount(tx: TenantTransaction, ledgerId: string | undefined): Promise<number> {
  const found = await sql<{ cases: bigint }>`
    select count(*) as cases from agency_case c
    where c.tenant_id = ${tx.tenantId} and c.state = 'listed' ${ledgerId ? sql`and c.ledger_id = ${ledgerId}` : sql``}`.execute(
    tx.db,
  );
  return Number(found.rows[0]!.cases);
}

export async function caseById(tx: TenantTransaction, id: string, lock = false): Promise<AgencyCase | undefined> {
  return oneCase(tx, sql`c.id = ${id}`, lock);
}

/** The case of an agency's reference; the newest where one was handed over twice. */
export async function caseByReference(
  tx: TenantTransaction,
  agreementId: string,
  reference: string,
): Promise<AgencyCase | undefined> {
  return oneCase(tx, sql`c.agreement_id = ${agreementId} and c.reference = ${reference}`, true);
}

async function oneCase(tx: TenantTransaction, which: RawBuilder<unknown>, lock: boolean) {
  const found = await sql<AgencyCase>`
    select ${CASE} from agency_case c where c.tenant_id = ${tx.tenantId} and ${which} order by c.id desc limit 1 ${lock ? sql`for update` : sql``}`.execute(
    tx.db,
  );
  return found.rows[0];
}

export type NewCase = Pick<AgencyCase, "id" | "itemId" | "stepId" | "capitalMinor">;

/** Puts cases on the stop-list; one that is under way already stays as it is. */
export async function insertCases(
  tx: TenantTransaction,
  of: Pick<AgencyCase, "ledgerId" | "agreementId" | "listedOn" | "leavesOn">,
  cases: readonly NewCase[],
): Promise<void> {
  const pick = <T>(one: (each: NewCase) => T) => cases.map(one);
  await sql`
    insert into agency_case (tenant_id, ledger_id, agreement_id, state, listed_on, leaves_on, made_at, id, item_id, step_id, capital_minor)
    select ${tx.tenantId}, ${of.ledgerId}::uuid, ${of.agreementId}::uuid, 'listed', ${of.listedOn}::date, ${of.leavesOn}::date, ${tx.now.toString()}::timestamptz,
      ${eachRow(
        column.uuid(pick((each) => each.id)),
        column.uuid(pick((each) => each.itemId)),
        column.uuid(pick((each) => each.stepId)),
        column.bigint(pick((each) => each.capitalMinor)),
      )}
    on conflict do nothing`.execute(tx.db);
}

export async function setPacket(
  tx: TenantTransaction,
  id: string,
  packet: { readonly sealed: Buffer; readonly hash: Buffer; readonly capitalMinor: bigint },
): Promise<void> {
  await sql`
    update agency_case set state = 'sending', packet_sealed = ${packet.sealed}, packet_hash = ${packet.hash}, packet_at = ${tx.now.toString()},
      capital_minor = ${packet.capitalMinor}
    where tenant_id = ${tx.tenantId} and id = ${id} and state = 'listed'`.execute(tx.db);
}

export async function setHanded(tx: TenantTransaction, id: string, reference: string): Promise<boolean> {
  const done = await sql`
    update agency_case set state = 'atAgency', reference = ${reference}, handed_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = ${id} and state = 'sending'`.execute(tx.db);
  return (done.numAffectedRows ?? 0n) > 0n;
}

export async function setStatus(tx: TenantTransaction, id: string, status: string): Promise<void> {
  await sql`update agency_case set status = ${status} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}

export async function addCollected(tx: TenantTransaction, id: string, amountMinor: bigint): Promise<void> {
  await sql`
    update agency_case set collected_minor = collected_minor + ${amountMinor} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

export async function setEnded(
  tx: TenantTransaction,
  id: string,
  end: { readonly ended: AgencyEnd; readonly why: string | null; readonly endedOn: DateText },
): Promise<boolean> {
  const done = await sql`
    update agency_case set state = 'ended', ended = ${end.ended}, why = ${end.why}, ended_on = ${end.endedOn}
    where tenant_id = ${tx.tenantId} and id = ${id} and state <> 'ended'`.execute(tx.db);
  return (done.numAffectedRows ?? 0n) > 0n;
}

export async function setWithdrawAsked(tx: TenantTransaction, id: string, by: string): Promise<void> {
  await sql`
    update agency_case set withdraw_asked_at = coalesce(withdraw_asked_at, ${tx.now.toString()}::timestamptz), withdraw_by = coalesce(withdraw_by, ${by})
    where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
}
