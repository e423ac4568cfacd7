import { sql } from "kysely";
import { column, eachRow, refuse, toJson, type TenantTransaction } from "../platform/index.ts";
import { supportOf, type WireSupport } from "./state-share/wire.ts";
import type { ClaimRow, ClaimState, InvoiceDraft, StoredLine, WireMinor } from "./types.ts";

/** Statements on claims and invoices. Bulk by columns, some thousand rows each. */

/** What became of a claim (the claim is `c`): it waits while its row among the waiting stands; after that its invoice tells. */
export const claimState = sql<ClaimState>`case when c.withdrawn then 'withdrawn'
  when exists (select from waiting_claim w where w.tenant_id = c.tenant_id and w.claim_id = c.id) then 'received'
  when exists (select from invoice_line l join invoice v on v.tenant_id = l.tenant_id and v.id = l.invoice_id
    where l.tenant_id = c.tenant_id and l.claim_id = c.id and v.kind = 'collective') then 'onCollective'
  else 'invoiced' end`;

const claimColumns = sql`
  c.id, c.external_id as "externalId", c.content_hash as "contentHash", c.kind, c.business_mode as "businessMode", c.number, c.reference,
  c.issued_on as "issuedOn", c.due_on as "dueOn", c.amount_minor as "amountMinor", c.vat_minor as "vatMinor", c.lines,
  c.patient_id as "patientId", c.payer_id as "payerId", c.debtors, c.credits_id as "creditsId", c.third_party_reference as "thirdPartyReference",
  c.wishes, c.needs_contact as "needsContact", ${claimState} as state`;

type JsonLine = {
  text: string;
  amountMinor: WireMinor;
  vatCode: string;
  vatMinor: WireMinor;
  support?: WireSupport;
};
type RawClaim = Omit<ClaimRow, "lines"> & { readonly lines: readonly JsonLine[] };

function claimOf(row: RawClaim): ClaimRow {
  const lines: StoredLine[] = row.lines.map(({ support, ...line }) => ({
    ...line,
    ...supportOf(support),
    amountMinor: BigInt(line.amountMinor),
    vatMinor: BigInt(line.vatMinor),
  }));
  return { ...row, lines };
}

/** Claims by the practice system's ids; with `lock` they are held until the transaction ends. */
export async function selectClaims(
  tx: TenantTransaction,
  ledgerId: string,
  externalIds: readonly string[],
  lock = false,
): Promise<ClaimRow[]> {
  if (externalIds.length === 0) return [];
  const found = await sql<RawClaim>`
    select ${claimColumns} from claim c
    where c.tenant_id = ${tx.tenantId} and c.ledger_id = ${ledgerId} and c.external_id = any (${column.text(externalIds)})
    order by c.id ${lock ? sql`for update` : sql``}`.execute(tx.db);
  return found.rows.map(claimOf);
}

export async function selectClaimsById(
  tx: TenantTransaction,
  ids: readonly string[],
  lock = false,
): Promise<ClaimRow[]> {
  if (ids.length === 0) return [];
  const found = await sql<RawClaim>`
    select ${claimColumns} from claim c where c.tenant_id = ${tx.tenantId} and c.id = any (${column.uuid(ids)})
    order by c.id ${lock ? sql`for update` : sql``}`.execute(tx.db);
  return found.rows.map(claimOf);
}

const breaches: Readonly<Record<string, string>> = {
  claim_tenant_id_ledger_id_external_id_key: "CLAIM_MEANWHILE",
  claim_number: "DUPLICATE_NUMBER",
  invoice_tenant_id_series_id_number_key: "DUPLICATE_NUMBER",
  open_item_reference: "DUPLICATE_REFERENCE",
};

/** Runs a write and turns a broken unique key into the code of its owner: what was looked up a moment ago may be taken now. */
export async function withKeyCodes<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string };
    const known = code === "23505" && constraint ? breaches[constraint] : undefined;
    throw known ? refuse(known) : error;
  }
}

export async function insertClaims(
  tx: TenantTransaction,
  ledgerId: string,
  seriesId: string,
  rows: readonly ClaimRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const pick = <T>(of: (row: ClaimRow) => T) => rows.map(of);
  await sql`
    insert into claim (tenant_id, ledger_id, series_id, received_at, id, external_id, content_hash, kind, business_mode, number, reference, issued_on, due_on,
      amount_minor, vat_minor, lines, patient_id, payer_id, debtors, credits_id, third_party_reference, wishes, needs_contact)
    select ${tx.tenantId}, ${ledgerId}, ${seriesId}, ${tx.now.toString()}::timestamptz, ${eachRow(
      column.uuid(pick((c) => c.id)),
      column.text(pick((c) => c.externalId)),
      column.bytea(pick((c) => c.contentHash)),
      column.text(pick((c) => c.kind)),
      column.text(pick((c) => c.businessMode)),
      column.text(pick((c) => c.number)),
      column.text(pick((c) => c.reference)),
      column.date(pick((c) => c.issuedOn)),
      column.date(pick((c) => c.dueOn)),
      column.bigint(pick((c) => c.amountMinor)),
      column.bigint(pick((c) => c.vatMinor)),
      column.jsonb(pick((c) => toJson(c.lines))),
      column.uuid(pick((c) => c.patientId)),
      column.uuid(pick((c) => c.payerId)),
      column.jsonb(pick((c) => (c.debtors ? toJson(c.debtors) : null))),
      column.uuid(pick((c) => c.creditsId)),
      column.text(pick((c) => c.thirdPartyReference)),
      column.jsonb(pick((c) => toJson(c.wishes))),
      column.boolean(pick((c) => c.needsContact)),
    )}`.execute(tx.db);
  await beginWaiting(
    tx,
    ledgerId,
    rows.filter((row) => row.state === "received"),
  );
}

async function beginWaiting(tx: TenantTransaction, ledgerId: string, rows: readonly ClaimRow[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into waiting_claim (tenant_id, ledger_id, claim_id, payer_id)
    select ${tx.tenantId}, ${ledgerId}, ${eachRow(column.uuid(rows.map((row) => row.id)), column.uuid(rows.map((row) => row.payerId)))}`.execute(
    tx.db,
  );
}

/** These claims wait no more. Whoever takes a claim away holds it: a second taker waits for the first and then finds nothing. Returns how many waited. */
export async function stopWaiting(tx: TenantTransaction, claimIds: readonly string[]): Promise<number> {
  if (claimIds.length === 0) return 0;
  const taken =
    await sql`delete from waiting_claim where tenant_id = ${tx.tenantId} and claim_id = any (${column.uuid(claimIds)})`.execute(
      tx.db,
    );
  return Number(taken.numAffectedRows ?? 0n);
}

export async function setWithdrawn(tx: TenantTransaction, claimId: string): Promise<void> {
  await sql`update claim set withdrawn = true where tenant_id = ${tx.tenantId} and id = ${claimId}`.execute(tx.db);
}

/** Which of these numbers the series has already used, in a claim or an invoice. */
export async function usedNumbers(
  tx: TenantTransaction,
  seriesId: string,
  numbers: readonly string[],
): Promise<Set<string>> {
  if (numbers.length === 0) return new Set();
  const found = await sql<{ number: string }>`
    select number from claim where tenant_id = ${tx.tenantId} and series_id = ${seriesId} and number = any (${column.text(numbers)})
    union select number from invoice where tenant_id = ${tx.tenantId} and series_id = ${seriesId} and number = any (${column.text(numbers)})`.execute(
    tx.db,
  );
  return new Set(found.rows.map((row) => row.number));
}

/** Which of these references the ledger has already given to a claim or an item. */
export async function usedReferences(
  tx: TenantTransaction,
  ledgerId: string,
  references: readonly string[],
): Promise<Set<string>> {
  if (references.length === 0) return new Set();
  const found = await sql<{ reference: string }>`
    select i.reference from unnest(${column.text(references)}) as x (reference)
    join open_item i on i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId} and i.reference = x.reference and i.kind in ('invoice', 'instalment', 'insurerPart')
    union select c.reference from unnest(${column.text(references)}) as x (reference)
    join claim c on c.tenant_id = ${tx.tenantId} and c.ledger_id = ${ledgerId} and c.reference = x.reference`.execute(
    tx.db,
  );
  return new Set(found.rows.map((row) => row.reference));
}

export async function insertInvoices(
  tx: TenantTransaction,
  ledgerId: string,
  seriesId: string,
  drafts: readonly InvoiceDraft[],
  hashes: readonly Buffer[],
): Promise<void> {
  if (drafts.length === 0) return;
  const pick = <T>(of: (draft: InvoiceDraft) => T) => drafts.map(of);
  await sql`
    insert into invoice (tenant_id, ledger_id, series_id, id, kind, series_no, number, party_id, patient_id, issued_on, due_on, net_minor, vat_minor, total_minor,
      reference, credits_id, content_hash)
    select ${tx.tenantId}, ${ledgerId}, ${seriesId}, ${eachRow(
      column.uuid(pick((d) => d.id)),
      column.text(pick((d) => d.kind)),
      column.bigint(pick((d) => d.seriesNo)),
      column.text(pick((d) => d.number)),
      column.uuid(pick((d) => d.partyId)),
      column.uuid(pick((d) => d.patientId)),
      column.date(pick((d) => d.issuedOn)),
      column.date(pick((d) => d.dueOn)),
      column.bigint(pick((d) => d.netMinor)),
      column.bigint(pick((d) => d.vatMinor)),
      column.bigint(pick((d) => d.netMinor + d.vatMinor)),
      column.text(pick((d) => d.reference)),
      column.uuid(pick((d) => d.creditsId)),
      column.bytea(hashes),
    )}`.execute(tx.db);
}

/** Writes the lines of invoices that are their claims' own, number by number: the texts stay with the claims, sealed once. */
export async function insertClaimLines(
  tx: TenantTransaction,
  drafts: readonly Pick<InvoiceDraft, "id" | "lines">[],
): Promise<void> {
  const rows = drafts.flatMap((draft) => draft.lines.map((line) => ({ invoiceId: draft.id, ...line })));
  if (rows.length === 0) return;
  const pick = <T>(of: (row: (typeof rows)[number]) => T) => rows.map(of);
  await sql`
    insert into invoice_line (tenant_id, invoice_id, line_no, claim_id, net_minor, vat_code, vat_minor)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((r) => r.invoiceId)),
      column.integer(pick((r) => r.claimLine)),
      column.uuid(pick((r) => r.claimId)),
      column.bigint(pick((r) => r.netMinor)),
      column.text(pick((r) => r.vatCode)),
      column.bigint(pick((r) => r.vatMinor)),
    )}`.execute(tx.db);
}

export type ClaimInvoice = {
  readonly claimId: string;
  readonly invoiceId: string;
  readonly reference: string;
  readonly partyId: string;
  readonly claimMinor: bigint;
};

/** The invoices a claim stands on, with its sum on each: one, or one for each guardian. Credit notes are left out. */
export async function selectInvoicesOfClaims(
  tx: TenantTransaction,
  claimIds: readonly string[],
): Promise<ClaimInvoice[]> {
  if (claimIds.length === 0) return [];
  const found = await sql<ClaimInvoice>`
    select l.claim_id as "claimId", i.id as "invoiceId", i.reference, i.party_id as "partyId", sum(l.net_minor + l.vat_minor)::bigint as "claimMinor"
    from invoice_line l join invoice i on i.tenant_id = l.tenant_id and i.id = l.invoice_id
    where l.tenant_id = ${tx.tenantId} and l.claim_id = any (${column.uuid(claimIds)}) and i.kind <> 'creditNote'
    group by l.claim_id, i.id, i.reference, i.party_id order by i.id`.execute(tx.db);
  return found.rows;
}

/** How much of claims has been credited so far. */
export async function creditedSoFar(tx: TenantTransaction, claimIds: readonly string[]): Promise<Map<string, bigint>> {
  if (claimIds.length === 0) return new Map();
  const found = await sql<{ id: string; minor: bigint }>`
    select credits_id as id, sum(amount_minor)::bigint as minor from claim
    where tenant_id = ${tx.tenantId} and credits_id = any (${column.uuid(claimIds)}) and not withdrawn group by credits_id`.execute(
    tx.db,
  );
  return new Map(found.rows.map((row) => [row.id, row.minor]));
}

/** The receivable items made with invoices, held until the transaction ends. */
export async function lockItemsOfInvoices(
  tx: TenantTransaction,
  invoiceIds: readonly string[],
): Promise<Map<string, string>> {
  if (invoiceIds.length === 0) return new Map();
  const found = await sql<{ id: string; documentId: string }>`
    select id, document_id as "documentId" from open_item
    where tenant_id = ${tx.tenantId} and document_id = any (${column.uuid(invoiceIds)}) and side = 'receivable' and parent_id is null
    order by id for update`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.documentId, row.id]));
}
