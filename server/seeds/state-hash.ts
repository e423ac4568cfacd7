import { createHash } from "node:crypto";
import { sql, type RawBuilder } from "kysely";
import { withTenant, type Context, type Platform } from "../src/platform/index.ts";

/**
 * What a tenant's data says, by natural keys and amounts: one query a subject, each a column `line`. Ids and instants of recording are
 * left out, so that two lives of one seed, or one that was cut and went on, can be compared.
 */
const subjects: Readonly<Record<string, (tenantId: string) => RawBuilder<unknown>>> = {
  ledger: (t) =>
    sql`select l.name || '|' || l.org_no || '|' || l.state || '|' || s.next_no from ledger l join number_series s on s.tenant_id = l.tenant_id and s.id = l.series_id where l.tenant_id = ${t}`,
  period: (t) =>
    sql`select l.name || '|' || p.first_on || '|' || (p.closed_at is not null) from period p join ledger l on l.tenant_id = p.tenant_id and l.id = p.ledger_id where p.tenant_id = ${t}`,
  party: (t) => sql`select customer_no || '|' || name || '|' || kind from party where tenant_id = ${t}`,
  claim: (
    t,
  ) => sql`select l.name || '|' || c.external_id || '|' || c.kind || '|' || case when c.withdrawn then 'withdrawn' when w.claim_id is null then 'invoiced' else 'waits' end || '|' || c.amount_minor || '|' || coalesce(c.number, '') || '|' || c.needs_contact
    from claim c join ledger l on l.tenant_id = c.tenant_id and l.id = c.ledger_id
      left join waiting_claim w on w.tenant_id = c.tenant_id and w.claim_id = c.id where c.tenant_id = ${t}`,
  invoice: (
    t,
  ) => sql`select l.name || '|' || v.kind || '|' || v.number || '|' || v.reference || '|' || v.issued_on || '|' || v.due_on || '|' || v.total_minor || '|' || v.vat_minor || '|' || p.customer_no
    from invoice v join ledger l on l.tenant_id = v.tenant_id and l.id = v.ledger_id join party p on p.tenant_id = v.tenant_id and p.id = v.party_id where v.tenant_id = ${t}`,
  item: (
    t,
  ) => sql`select l.name || '|' || i.side || '|' || i.kind || '|' || coalesce(i.reference, '') || '|' || i.opened_on || '|' || i.due_on || '|' || i.amount_minor || '|' || i.open_minor || '|' || coalesce(p.customer_no::text, '')
    from open_item i join ledger l on l.tenant_id = i.tenant_id and l.id = i.ledger_id left join party p on p.tenant_id = i.tenant_id and p.id = i.party_id where i.tenant_id = ${t}`,
  posting: (
    t,
  ) => sql`select l.name || '|' || e.kind || '|' || e.source_kind || '|' || p.booked_on || '|' || p.debit || '|' || p.credit || '|' || p.amount_minor || '|' || coalesce(d.reference, d.kind, '') || '|' || coalesce(c.reference, c.kind, '')
    from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id join ledger l on l.tenant_id = p.tenant_id and l.id = p.ledger_id
    left join open_item d on d.tenant_id = p.tenant_id and d.id = p.debit_item_id left join open_item c on c.tenant_id = p.tenant_id and c.id = p.credit_item_id where p.tenant_id = ${t}`,
  bankFile: (t) =>
    sql`select format || '|' || encode(sha256, 'hex') || '|' || state from bank_file where tenant_id = ${t}`,
  bankLine: (
    t,
  ) => sql`select l.name || '|' || b.batch_key || '|' || k.line_no || '|' || k.settled_on || '|' || k.amount_minor || '|' || coalesce(k.reference, '') || '|' || k.state || '|' || (b.statement_line_id is not null)
    from bank_line k join bank_batch b on b.tenant_id = k.tenant_id and b.id = k.batch_id join ledger l on l.tenant_id = k.tenant_id and l.id = k.ledger_id where k.tenant_id = ${t}`,
  statementLine: (
    t,
  ) => sql`select l.name || '|' || k.booked_on || '|' || k.amount_minor || '|' || coalesce(k.bank_ref, '') || '|' || k.state
    from statement_line k join ledger l on l.tenant_id = k.tenant_id and l.id = k.ledger_id where k.tenant_id = ${t}`,
  proposal: (
    t,
  ) => sql`select coalesce(l.name, '') || '|' || p.kind || '|' || p.as_of_on || '|' || p.state || '|' || p.totals::text || '|' || x.lines
    from proposal p left join ledger l on l.tenant_id = p.tenant_id and l.id = p.ledger_id
    cross join lateral (select coalesce(string_agg(g.state || g.n || '/' || g.minor, ',' order by g.state), '') as lines
      from (select state, count(*) as n, sum(amount_minor) as minor from proposal_line where tenant_id = p.tenant_id and proposal_id = p.id group by state) g) x where p.tenant_id = ${t}`,
  alarm: (t) => sql`select kind || '|' || day_on || '|' || (cleared_at is not null) from alarm where tenant_id = ${t}`,
};

/** A SHA-256 for each subject and for all of it together, in hexadecimal. */
export type StateHash = { readonly all: string; readonly bySubject: Readonly<Record<string, string>> };

/** The state of one tenant as a hash over natural keys and amounts; equal for equal states, whatever their ids and recording times. */
export async function stateHash(platform: Platform, context: Context): Promise<StateHash> {
  const bySubject: Record<string, string> = {};
  await withTenant(platform, context, async (tx) => {
    for (const [subject, query] of Object.entries(subjects)) {
      const found = await sql<{
        line: string;
      }>`select line from (${query(tx.tenantId)}) as x (line) order by line collate "C"`.execute(tx.db);
      bySubject[subject] = createHash("sha256")
        .update(found.rows.map((row) => row.line).join("\n"))
        .digest("hex");
    }
  });
  return { all: createHash("sha256").update(Object.values(bySubject).join("")).digest("hex"), bySubject };
}
