import { sql } from "kysely";
import { checkRows, type Check } from "../platform/index.ts";
import { documentsUnchanged } from "./document-check.ts";
import { lossChecks } from "./losses/checks.ts";
import { stateShareChecks } from "./state-share/checks.ts";

/** What always holds of claims and invoices. */
export const invoicingChecks: readonly Check[] = [
  documentsUnchanged,
  ...lossChecks,
  ...stateShareChecks,
  checkRows(
    "invoicing.invoicesAreItems",
    "Every invoice that asks for something has one open item of its amount, reference and payer, and each has one entry.",
    (tenantId) => sql<Record<string, unknown>>`
    select v.id, v.number, v.total_minor, i.amount_minor from invoice v
    left join open_item i on i.tenant_id = v.tenant_id and i.document_id = v.id and i.side = 'receivable' and i.parent_id is null
    where v.tenant_id = ${tenantId} and v.kind <> 'creditNote'
      and (case when v.total_minor = 0 then i.id is not null else i.id is null or i.amount_minor <> v.total_minor or i.reference is distinct from v.reference or i.party_id <> v.party_id end
        or not exists (select from entry e where e.tenant_id = v.tenant_id and e.source_id = v.id and e.source_kind = 'invoice' and e.kind = 'invoice'))`,
  ),
  checkRows(
    "invoicing.creditNotesAreBooked",
    "Every credit note is booked with its amount.",
    (tenantId) => sql<Record<string, unknown>>`
    select v.id, v.number, v.total_minor, p.minor from invoice v
    left join lateral (
      select sum(p.amount_minor)::bigint as minor from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id
      where e.tenant_id = ${tenantId} and e.source_id = v.id and e.source_kind = 'invoice' and e.kind = 'creditNote') p on true
    where v.tenant_id = ${tenantId} and v.kind = 'creditNote' and coalesce(p.minor, 0) <> v.total_minor`,
  ),
  checkRows(
    "invoicing.linesAreInvoices",
    "The lines of an invoice add up to it, and each stands on an invoice.",
    (tenantId) => sql<Record<string, unknown>>`
    select coalesce(v.id, l.invoice_id) as id, v.number from (select id, number, net_minor, vat_minor from invoice where tenant_id = ${tenantId}) v
    full join (select invoice_id, sum(net_minor)::bigint as net, sum(vat_minor)::bigint as vat from invoice_line where tenant_id = ${tenantId} group by invoice_id) l on l.invoice_id = v.id
    where l.net is distinct from v.net_minor or l.vat is distinct from v.vat_minor`,
  ),
  checkRows(
    "invoicing.claimsInvoicedOnce",
    "What was invoiced of a claim is the claim, nothing is invoiced of one that waits, and every line invoices a claim.",
    (tenantId) => sql<Record<string, unknown>>`
    select coalesce(c.id, l.claim_id) as id, c.waits, c.withdrawn, c.amount_minor, l.minor from (
      select c.id, c.withdrawn, c.amount_minor, w.claim_id is not null as waits from claim c
      left join waiting_claim w on w.tenant_id = c.tenant_id and w.claim_id = c.id where c.tenant_id = ${tenantId}) c
    full join (
      select l.claim_id, sum(l.net_minor + l.vat_minor)::bigint as minor from invoice_line l where l.tenant_id = ${tenantId} group by l.claim_id) l on l.claim_id = c.id
    where c.id is null or (c.waits and (c.withdrawn or l.minor is not null)) or (not c.waits and not c.withdrawn and l.minor is distinct from c.amount_minor)`,
  ),
  checkRows(
    "invoicing.waitingAreClaims",
    "Whatever waits for an invoice is a claim of that ledger and payer.",
    (tenantId) => sql<Record<string, unknown>>`
    select w.claim_id as id from waiting_claim w left join claim c on c.tenant_id = w.tenant_id and c.id = w.claim_id
    where w.tenant_id = ${tenantId} and (c.id is null or c.ledger_id <> w.ledger_id or c.payer_id <> w.payer_id)`,
  ),
  checkRows(
    "invoicing.seriesWithoutGap",
    "The numbers Kvitt gave in a series have no hole.",
    (tenantId) => sql<Record<string, unknown>>`
    select series_id, min(series_no) as first, max(series_no) as last, count(*) as count from invoice
    where tenant_id = ${tenantId} and series_no is not null group by series_id having max(series_no) - min(series_no) + 1 <> count(*)`,
  ),
  checkRows(
    "invoicing.creditsWithinClaims",
    "A claim is never credited for more than it was.",
    (tenantId) => sql<Record<string, unknown>>`
    select c.id, c.amount_minor, k.minor from claim c
    join (select credits_id, sum(amount_minor)::bigint as minor from claim where tenant_id = ${tenantId} and credits_id is not null group by credits_id) k on k.credits_id = c.id
    where c.tenant_id = ${tenantId} and k.minor > c.amount_minor`,
  ),
  checkRows(
    "invoicing.partiesAndSeriesKnown",
    "Every invoice is to a known party and numbered in its ledger's series.",
    (tenantId) => sql<Record<string, unknown>>`
    select v.id, v.number, v.party_id, v.series_id from invoice v
    left join party p on p.tenant_id = v.tenant_id and p.id = v.party_id
    left join ledger l on l.tenant_id = v.tenant_id and l.id = v.ledger_id and l.series_id = v.series_id
    where v.tenant_id = ${tenantId} and (p.id is null or l.id is null)`,
  ),
  checkRows(
    "invoicing.suppliersAreItems",
    "Every supplier invoice has one payable item of its total.",
    (tenantId) => sql<Record<string, unknown>>`
    select s.id, s.total_minor, i.amount_minor from supplier_invoice s
    left join open_item i on i.tenant_id = s.tenant_id and i.document_id = s.id and i.side = 'payable'
    where s.tenant_id = ${tenantId} and i.amount_minor is distinct from s.total_minor`,
  ),
];
