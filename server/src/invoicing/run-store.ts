import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import type { CollectivePeriod } from "../parties/index.ts";
import { column, eachRow, type TenantTransaction } from "../platform/index.ts";
import { supportOf, type WireSupport } from "./state-share/wire.ts";
import type { AmountLine, ClaimRow, WireMinor } from "./types.ts";

/** Statements of the invoice run. */

/** Is a claim gathered on a collective invoice? Its own word first, then the customer's. */
export const gathered = sql`(c.kind = 'businessLine' or c.business_mode is not distinct from 'collective' or (p.invoice_mode = 'collective' and c.business_mode is distinct from 'single'))`;

/** The day a claim belongs to: its issue date, else the day it came. */
export const claimDay = (zone: string) => sql`coalesce(c.issued_on, (c.received_at at time zone ${zone})::date)`;

export type WaitingClaim = {
  readonly id: string;
  readonly payerId: string;
  readonly contentHash: Buffer;
  readonly amountMinor: bigint;
  readonly needsContact: boolean;
  readonly gathered: boolean;
  readonly period: CollectivePeriod;
  readonly day: DateText;
};

/** The claims of a ledger that wait for an invoice on a day, of all customers or of some, in the order they came. */
export async function selectWaiting(
  tx: TenantTransaction,
  ledgerId: string,
  asOf: DateText,
  zone: string,
  payerIds?: readonly string[],
): Promise<WaitingClaim[]> {
  const found = await sql<WaitingClaim>`
    select c.id, c.payer_id as "payerId", c.content_hash as "contentHash", c.amount_minor as "amountMinor", c.needs_contact as "needsContact",
      ${gathered} as gathered, coalesce(p.collective_period, 'month') as period, ${claimDay(zone)} as day
    from waiting_claim w join claim c on c.tenant_id = w.tenant_id and c.id = w.claim_id join party p on p.tenant_id = c.tenant_id and p.id = c.payer_id
    where w.tenant_id = ${tx.tenantId} and w.ledger_id = ${ledgerId} and ${claimDay(zone)} <= ${asOf}::date
      ${payerIds ? sql`and w.payer_id = any (${column.uuid(payerIds)})` : sql``}
    order by c.id`.execute(tx.db);
  return found.rows;
}

/** Who pays those of these claims that still wait. */
export async function payersOf(tx: TenantTransaction, claimIds: readonly string[]): Promise<string[]> {
  if (claimIds.length === 0) return [];
  const found = await sql<{ payerId: string }>`
    select distinct payer_id as "payerId" from waiting_claim
    where tenant_id = ${tx.tenantId} and claim_id = any (${column.uuid(claimIds)})`.execute(tx.db);
  return found.rows.map((row) => row.payerId);
}

export type RunClaim = Pick<
  ClaimRow,
  "id" | "externalId" | "contentHash" | "kind" | "patientId" | "payerId" | "debtors" | "dueOn" | "thirdPartyReference"
> & {
  readonly lines: readonly AmountLine[];
  readonly customerNo: bigint;
  readonly gathered: boolean;
  readonly day: DateText;
};

type RawRunClaim = Omit<RunClaim, "lines"> & {
  readonly lines: readonly { amountMinor: WireMinor; vatCode: string; vatMinor: WireMinor; support?: WireSupport }[];
};

const runColumns = (zone: string) => sql`
  c.id, c.external_id as "externalId", c.content_hash as "contentHash", c.kind, c.patient_id as "patientId", c.payer_id as "payerId", c.debtors,
  c.due_on as "dueOn", c.third_party_reference as "thirdPartyReference", c.lines, p.customer_no as "customerNo", ${gathered} as gathered, ${claimDay(zone)} as day`;

function amountLines(lines: RawRunClaim["lines"]): AmountLine[] {
  return lines.map(({ amountMinor, vatCode, vatMinor, support }) => ({
    amountMinor: BigInt(amountMinor),
    vatCode,
    vatMinor: BigInt(vatMinor),
    ...supportOf(support),
  }));
}

/** What a single invoice is made of. */
export type SingleClaim = Pick<
  RunClaim,
  "id" | "kind" | "patientId" | "payerId" | "debtors" | "dueOn" | "lines" | "customerNo"
>;

/**
 * Takes the claims of a chunk that still wait as the proposal saw them: they stop waiting and are read in one statement. What changed since,
 * waits no more, or is gathered now, is left as it is and not returned.
 */
export async function takeWaiting(
  tx: TenantTransaction,
  seen: readonly { readonly id: string; readonly contentHash: Buffer }[],
): Promise<Map<string, SingleClaim>> {
  const found = await sql<Pick<RawRunClaim, keyof SingleClaim>>`
    delete from waiting_claim w
    using unnest(${column.uuid(seen.map(({ id }) => id))}, ${column.bytea(seen.map(({ contentHash }) => contentHash))}) as x (id, content_hash), claim c, party p
    where w.tenant_id = ${tx.tenantId} and w.claim_id = x.id and c.tenant_id = w.tenant_id and c.id = w.claim_id and c.content_hash = x.content_hash and not c.needs_contact
      and p.tenant_id = c.tenant_id and p.id = c.payer_id and not ${gathered}
    returning c.id, c.kind, c.patient_id as "patientId", c.payer_id as "payerId", c.debtors, c.due_on as "dueOn", c.lines, p.customer_no as "customerNo"`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.id, { ...row, lines: amountLines(row.lines) }]));
}

/** Which of these claims wait for a collective invoice by now. */
export async function selectGathered(tx: TenantTransaction, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set();
  const found = await sql<{ id: string }>`
    select c.id from waiting_claim w join claim c on c.tenant_id = w.tenant_id and c.id = w.claim_id join party p on p.tenant_id = c.tenant_id and p.id = c.payer_id
    where w.tenant_id = ${tx.tenantId} and w.claim_id = any (${column.uuid(ids)}) and ${gathered}`.execute(tx.db);
  return new Set(found.rows.map((row) => row.id));
}

/** Claims of customers that still wait for a collective invoice, held until the transaction ends, in the order they came. */
export async function lockGathered(
  tx: TenantTransaction,
  ledgerId: string,
  payerIds: readonly string[],
  zone: string,
): Promise<RunClaim[]> {
  const found = await sql<RawRunClaim>`
    select ${runColumns(zone)} from waiting_claim w join claim c on c.tenant_id = w.tenant_id and c.id = w.claim_id join party p on p.tenant_id = c.tenant_id and p.id = c.payer_id
    where w.tenant_id = ${tx.tenantId} and w.ledger_id = ${ledgerId} and w.payer_id = any (${column.uuid(payerIds)})
      and not c.needs_contact and ${gathered}
    order by c.id for update of w`.execute(tx.db);
  return found.rows.map((row) => ({ ...row, lines: amountLines(row.lines) }));
}

export type SealedLine = {
  readonly invoiceId: string;
  readonly lineNo: number;
  readonly claimId: string;
  readonly textSealed: Buffer;
  readonly netMinor: bigint;
  readonly vatCode: string;
  readonly vatMinor: bigint;
};

/** Lines of collective invoices: their texts are their own, sealed with the tenant's key. */
export async function insertSealedLines(tx: TenantTransaction, rows: readonly SealedLine[]): Promise<void> {
  if (rows.length === 0) return;
  const pick = <T>(of: (row: SealedLine) => T) => rows.map(of);
  await sql`
    insert into invoice_line (tenant_id, invoice_id, line_no, claim_id, text_sealed, net_minor, vat_code, vat_minor)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((r) => r.invoiceId)),
      column.integer(pick((r) => r.lineNo)),
      column.uuid(pick((r) => r.claimId)),
      column.bytea(pick((r) => r.textSealed)),
      column.bigint(pick((r) => r.netMinor)),
      column.text(pick((r) => r.vatCode)),
      column.bigint(pick((r) => r.vatMinor)),
    )}`.execute(tx.db);
}
