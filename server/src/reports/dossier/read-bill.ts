import { sql } from "kysely";
import { gapNotes, invoiceById, statePartsOf, type Invoice } from "../../invoicing/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { partiesById } from "../../parties/index.ts";
import { column, type TenantTransaction } from "../../platform/index.ts";
import { measureCode } from "./papers.ts";
import type { Fields, Found } from "./types.ts";

/** The bill itself: what it says, the files that were made of it, the state's share, and the parts it was split into. Reads only. */

/** The bill's claims on its payer: the invoice's own item, and those it was split into. */
export type BillItem = {
  readonly id: string;
  readonly kind: string;
  readonly partyId: string | null;
  readonly dueOn: DateText;
  readonly openedOn: DateText;
  readonly amountMinor: bigint;
};

export async function itemsOfBill(tx: TenantTransaction, invoiceId: string): Promise<BillItem[]> {
  const found = await sql<BillItem>`
    select i.id, i.kind, i.party_id as "partyId", i.due_on as "dueOn", i.opened_on as "openedOn", i.amount_minor as "amountMinor"
    from open_item d join open_item i on i.tenant_id = d.tenant_id and (i.id = d.id or (i.parent_id = d.id and i.kind = 'instalment')) and i.side = 'receivable'
    where d.tenant_id = ${tx.tenantId} and d.document_id = ${invoiceId} and d.side = 'receivable' order by i.due_on, i.id`.execute(
    tx.db,
  );
  return found.rows;
}

type Priced = {
  readonly lineNo: number;
  readonly priceMinor: bigint | null;
  readonly referencePriceMinor: bigint | null;
};

/** What each line cost in all and by the reference price, where the state pays a share. */
async function pricesOf(tx: TenantTransaction, invoiceId: string): Promise<Map<number, Priced>> {
  const found = await sql<Priced>`
    select l.line_no as "lineNo", (s.line -> 'support' ->> 'priceMinor')::bigint as "priceMinor",
      (s.line -> 'support' ->> 'referencePriceMinor')::bigint as "referencePriceMinor"
    from (select tenant_id, line_no, claim_id, row_number() over (partition by claim_id order by line_no) as at
      from invoice_line where tenant_id = ${tx.tenantId} and invoice_id = ${invoiceId}) l
    join claim c on c.tenant_id = l.tenant_id and c.id = l.claim_id
    join lateral jsonb_array_elements(c.lines) with ordinality s(line, at) on s.at = l.at
    where l.tenant_id = ${tx.tenantId}`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.lineNo, row]));
}

async function invoicePieces(tx: TenantTransaction, invoice: Invoice): Promise<Found[]> {
  const { id, number, issuedOn: on, dueOn, totalMinor, netMinor, vatMinor, reference, partyId, patientId } = invoice;
  const parties = await partiesById(tx, [partyId, ...(patientId ? [patientId] : [])]);
  const [payer, patient] = [parties.get(partyId), patientId ? parties.get(patientId) : undefined];
  const prices = await pricesOf(tx, id);
  const who = {
    payerName: payer?.name ?? null,
    payerNo: payer?.customerNo ?? null,
    ...(patient && patientId !== partyId ? { patientName: patient.name, patientNo: patient.customerNo } : {}),
  };
  const parts = invoice.lines.map(({ lineNo, text, netMinor: net, vatCode, vatMinor: vat }): Fields => {
    const { priceMinor = null, referencePriceMinor = null } = prices.get(lineNo) ?? {};
    const priced = priceMinor === null ? {} : { priceMinor, referencePriceMinor };
    return { lineNo, measureCode: measureCode(text), text, ...priced, netMinor: net, vatCode, vatMinor: vat };
  });
  const facts = { number, issuedOn: on, dueOn, reference, ...who, netMinor, vatMinor, totalMinor };
  return [
    { kind: "invoice", id, on, facts },
    { kind: "lines", id, on, facts: { lines: parts.length }, parts },
  ];
}

type DocumentRow = {
  readonly id: string;
  readonly kind: string;
  readonly rendering: "patientItemised" | "payerAnonymous" | "neutral";
  readonly form: "pdf" | "xml";
  readonly ofInvoice: boolean;
  readonly language: string;
  readonly sha256: string;
  readonly on: DateText;
  readonly madeAt: Temporal.Instant;
};

/** Files that were made of the bill and of what was sent about it, as they are kept under their hash. */
async function documentPieces(
  tx: TenantTransaction,
  invoiceId: string,
  subjectIds: readonly string[],
  zone: string,
): Promise<Found[]> {
  const found = await sql<DocumentRow>`
    select id, kind, rendering, form, subject_id = ${invoiceId}::uuid as "ofInvoice", language, encode(sha256, 'hex') as sha256,
      (made_at at time zone ${zone})::date as on, made_at as "madeAt"
    from document where tenant_id = ${tx.tenantId} and subject_id = any (${column.uuid([invoiceId, ...subjectIds])})`.execute(
    tx.db,
  );
  return found.rows.map(({ id, kind, rendering, form, ofInvoice, language, sha256, on, madeAt }): Found => ({
    kind: rendering === "patientItemised" ? "itemisedDocument" : "document",
    ...{ id, on },
    facts: { of: ofInvoice ? "invoice" : kind, rendering, language, fileSha256: sha256, madeAt: madeAt.toString() },
    file: { name: `${id}.${form}`, mediaType: form === "pdf" ? "application/pdf" : "application/xml", sha256 },
  }));
}

type Paid = { readonly id: string; readonly on: DateText; readonly externalId: string; readonly amountMinor: bigint };

/** The state's share of each visit, what it paid of it and wants back, and what was said where a measure is missing. */
async function statePieces(tx: TenantTransaction, { id, ledgerId }: Invoice): Promise<Found[]> {
  const parts = await statePartsOf(tx, { invoiceIds: [id] });
  if (parts.length === 0) return [];
  const visits = parts.map(({ visitId }) => visitId);
  const payouts = await sql<Paid>`
    select p.id, p.paid_on as on, p.external_id as "externalId", sum(l.amount_minor)::bigint as "amountMinor"
    from state_payout_line l join state_payout p on p.tenant_id = l.tenant_id and p.id = l.payout_id
    where l.tenant_id = ${tx.tenantId} and p.ledger_id = ${ledgerId} and l.visit_id = any (${column.text(visits)}) group by p.id, p.paid_on, p.external_id`.execute(
    tx.db,
  );
  const reclaims = await sql<Paid>`
    select id, reclaimed_on as on, external_id as "externalId", amount_minor as "amountMinor" from state_reclaim
    where tenant_id = ${tx.tenantId} and part_id = any (${column.uuid(parts.map((part) => part.id))})`.execute(tx.db);
  const told =
    (kind: "statePayout" | "stateReclaim") =>
    (row: Paid): Found => ({
      ...{ kind, id: row.id, on: row.on },
      facts: { externalId: row.externalId, amountMinor: row.amountMinor },
    });
  return [
    ...parts.map(
      ({ id: partId, openedOn, visitId, patientMinor, amountMinor, creditedMinor, reclaimedMinor }): Found => ({
        ...{ kind: "stateShare", id: partId, on: openedOn },
        facts: { visitId, patientMinor, stateMinor: amountMinor, creditedMinor, reclaimedMinor },
      }),
    ),
    ...payouts.rows.map(told("statePayout")),
    ...reclaims.rows.map(told("stateReclaim")),
  ];
}

async function gapPieces(tx: TenantTransaction, invoiceId: string, zone: string): Promise<Found[]> {
  return (await gapNotes(tx, [invoiceId])).map(({ id, words, by, at }): Found => ({
    ...{ kind: "gapNote", id, on: at.toZonedDateTimeISO(zone).toPlainDate().toString() },
    facts: { words, by, writtenAt: at.toString() },
  }));
}

function planPieces(invoiceId: string, items: readonly BillItem[]): Found[] {
  const terms = items.filter(({ kind }) => kind === "instalment");
  if (terms.length === 0) return [];
  const parts = terms.map(({ dueOn, amountMinor }): Fields => ({ dueOn, amountMinor }));
  return [{ kind: "plan", id: invoiceId, on: terms[0]!.openedOn, facts: { terms: terms.length }, parts }];
}

/** All that the bill is. `subjectIds` are what else files may have been made of: its items and letters. Throws INVOICE_NOT_FOUND. */
export async function billPieces(
  tx: TenantTransaction,
  invoiceId: string,
  items: readonly BillItem[],
  { subjectIds, zone }: { readonly subjectIds: readonly string[]; readonly zone: string },
): Promise<Found[]> {
  const invoice = await invoiceById(tx, invoiceId);
  return [
    ...(await invoicePieces(tx, invoice)),
    ...(await documentPieces(tx, invoiceId, subjectIds, zone)),
    ...(await statePieces(tx, invoice)),
    ...(await gapPieces(tx, invoiceId, zone)),
    ...planPieces(invoiceId, items),
  ];
}
