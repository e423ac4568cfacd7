import { sql, type RawBuilder } from "kysely";
import { ledgerById, type DateText } from "../ledger/index.ts";
import type { AccountRole } from "../markets/index.ts";
import { column, refuse, type TenantTransaction } from "../platform/index.ts";
import { itemsThen, settleTimes, within } from "./as-of.ts";
import { clearingFlow } from "./proof-bank.ts";
import { lumpsAt } from "./proof-clearing.ts";
import { codesOf, dayBefore, kindsOf, type Stretch } from "./proof-receivables.ts";
import { bankSaysAt } from "./proof-statements.ts";
import { PARTNER_ROLES, partnerRows } from "./proof-partners.ts";
import { repaymentRows, repaymentsOpen } from "./proof-repayments.ts";
import {
  FLOWS,
  PARTNER_FLOWS,
  REPAYMENT_FLOWS,
  type Flow,
  type OpenLump,
  type ProofQuestion,
  type ProofRow,
  type ProofRowKind,
} from "./proof-types.ts";

/** The rows behind each number of the day's proof, a page at a time: the amounts of all pages add up to the part, to the øre. */

export const PROOF_PARTS = [
  "openYesterday",
  ...FLOWS,
  "openToday",
  "receivableAccount",
  "withPartnersYesterday",
  ...PARTNER_FLOWS,
  "withPartners",
  "linesIn",
  "linesSettled",
  "customerCredit",
  "unallocated",
  "otherAccounts",
  "bankClearing",
  "unpairedLumps",
  "aheadOfFile",
  "repeatedLines",
  "repaymentsYesterday",
  ...REPAYMENT_FLOWS,
  "repayments",
  "bank",
  "closingBalance",
] as const;

/** The place after a row. */
export type ProofRowCursor = { readonly on: DateText; readonly id: string };
export type ProofRowsQuestion = ProofQuestion & {
  readonly part: string;
  readonly after?: ProofRowCursor;
  readonly limit: number;
};

type Rows = RawBuilder<ProofRow>;

const NOTHING = { invoice: sql`null::uuid`, file: sql`null::uuid` };
/** The document that made an entry, and the file of its payment. `e` is the entry. */
const SOURCES = (tx: TenantTransaction) => sql`
  left join invoice n on n.tenant_id = ${tx.tenantId} and n.id = g.source_id and g.source_kind = 'invoice'
  left join bank_line l on l.tenant_id = ${tx.tenantId} and l.id = g.source_id and g.source_kind = 'bankLine'
  left join bank_batch b on b.tenant_id = ${tx.tenantId} and b.id = l.batch_id`;

function signed(codes: ReturnType<typeof column.text>): RawBuilder<unknown> {
  return sql`(case when p.debit = any (${codes}) then p.amount_minor else 0 end) - (case when p.credit = any (${codes}) then p.amount_minor else 0 end)`;
}

/** Entries on accounts, one row each, by what they moved. */
function entryRows(
  tx: TenantTransaction,
  stretch: Stretch,
  codes: readonly string[],
  narrow: { readonly when: RawBuilder<unknown>; readonly sign: 1 | -1 },
): Rows {
  const own = column.text(codes);
  return sql`
    select 'entry' as "of", g.id, g.day as "on", g.kind, coalesce(n.number, l.reference) as label, n.id as "invoiceId", b.file_id as "fileId", g.minor as "amountMinor"
    from (
      select e.id, p.booked_on as day, coalesce(taken_back.kind, e.kind) as kind, coalesce(taken_back.source_kind, e.source_kind) as source_kind,
        coalesce(taken_back.source_id, e.source_id) as source_id, (${sql.lit(narrow.sign)} * sum(${signed(own)}))::bigint as minor
      from posting p
      join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
      left join entry taken_back on taken_back.tenant_id = e.tenant_id and taken_back.id = e.reverses
      where ${within(tx, "p", stretch.ledger.id)} and (p.debit = any (${own}) or p.credit = any (${own})) and ${narrow.when}
        and e.recorded_at <= ${stretch.knownAt.toString()}::timestamptz
      group by 1, 2, 3, 4, 5) g ${SOURCES(tx)}`;
}

function flowRows(tx: TenantTransaction, stretch: Stretch, flow: Flow): Rows {
  const { kinds, sign } = kindsOf(flow);
  const when = sql`p.booked_on = ${stretch.to} and coalesce(taken_back.kind, e.kind) = any (${column.text(kinds)})`;
  return entryRows(tx, stretch, codesOf(stretch.ledger, "receivable"), { when, sign });
}

function accountRows(tx: TenantTransaction, stretch: Stretch, ...roles: readonly AccountRole[]): Rows {
  const when = sql`p.booked_on <= ${stretch.to}`;
  return entryRows(tx, stretch, codesOf(stretch.ledger, ...roles), { when, sign: 1 });
}

/** The same up to the day before. */
const before = (stretch: Stretch): Stretch => ({ ...stretch, from: dayBefore(stretch.to), to: dayBefore(stretch.to) });

/** Items on the receivable accounts that were open at the end of a day. */
async function itemRows(tx: TenantTransaction, stretch: Stretch, asOf: DateText): Promise<Rows> {
  const asked = { ledgerId: stretch.ledger.id, asOf, knownAt: stretch.knownAt };
  const { preparing, items, openMinor, dueOn } = await itemsThen(tx, asked);
  const codes = column.text(codesOf(stretch.ledger, "receivable"));
  return sql`
    select 'openItem' as "of", o.id, o.due_on as "on", o.kind, coalesce(n.number, o.reference) as label, n.id as "invoiceId", ${NOTHING.file} as "fileId", o.minor as "amountMinor"
    from (
      ${preparing} select i.id, ${dueOn} as due_on, i.kind, i.reference, i.document_id, i.parent_id, (${openMinor})::bigint as minor
      from ${items} where ${within(tx, "i", stretch.ledger.id)} and i.account = any (${codes})) o
    left join open_item parent on parent.tenant_id = ${tx.tenantId} and parent.id = o.parent_id
    left join invoice n on n.tenant_id = ${tx.tenantId} and n.id = coalesce(o.document_id, parent.document_id)
    where o.minor <> 0`;
}

/** Payments that were booked on the day, by what went to some accounts; without accounts, by what they say themselves. */
function lineRows(tx: TenantTransaction, stretch: Stretch, to: readonly string[] | undefined): Rows {
  const clearing = column.text(codesOf(stretch.ledger, "bankClearing"));
  const other = sql`(case when p.debit = any (${clearing}) then p.credit else p.debit end)`;
  const minor = to ? sql`sum(${clearingFlow(clearing)})` : sql`min(l.amount_minor)`;
  return sql`
    select 'bankLine' as "of", l.id, e.booked_on as "on", l.state as kind, l.reference as label, ${NOTHING.invoice} as "invoiceId", b.file_id as "fileId", (${minor})::bigint as "amountMinor"
    from entry e
    join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id and (p.debit = any (${clearing}) or p.credit = any (${clearing}))
    join bank_line l on l.tenant_id = e.tenant_id and l.id = e.source_id
    join bank_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
    where ${within(tx, "e", stretch.ledger.id)} and e.source_kind = 'bankLine' and e.booked_on = ${stretch.to}
      and e.recorded_at <= ${stretch.knownAt.toString()}::timestamptz ${to ? sql`and ${other} = any (${column.text(to)})` : sql``}
    group by l.id, e.booked_on, l.state, l.reference, b.file_id`;
}

/** Given rows with ids and amounts that were worked out before; the file of each is looked up. */
function knownRows(
  tx: TenantTransaction,
  of: ProofRowKind,
  rows: readonly { readonly id: string; readonly on: DateText; readonly amountMinor: bigint }[],
): Rows {
  const pick = <T>(what: (row: (typeof rows)[number]) => T) => rows.map(what);
  return sql`
    select ${of}::text as "of", x.id, x."on", null::text as kind, null::text as label, ${NOTHING.invoice} as "invoiceId",
      coalesce(b.file_id, s.file_id, o.file_id) as "fileId", x.minor as "amountMinor"
    from unnest(${column.uuid(pick((r) => r.id))}, ${column.date(pick((r) => r.on))}, ${column.bigint(pick((r) => r.amountMinor))}) as x (id, "on", minor)
    left join bank_batch b on b.tenant_id = ${tx.tenantId} and b.id = x.id
    left join bank_statement s on s.tenant_id = ${tx.tenantId} and s.id = x.id
    left join statement_line sl on sl.tenant_id = ${tx.tenantId} and sl.id = x.id
    left join bank_statement o on o.tenant_id = ${tx.tenantId} and o.id = sl.statement_id`;
}

async function lumpRows(tx: TenantTransaction, stretch: Stretch, of: OpenLump["of"]): Promise<Rows> {
  const lumps = (await lumpsAt(tx, stretch))(stretch.to).filter((lump) => lump.of === of);
  return knownRows(
    tx,
    of,
    lumps.map(({ id, since, amountMinor }) => ({ id, on: since, amountMinor })),
  );
}

async function statementRows(tx: TenantTransaction, stretch: Stretch): Promise<Rows> {
  const { statements } = (await bankSaysAt(tx, stretch))(stretch.to);
  return knownRows(
    tx,
    "bankStatement",
    statements.map(({ id, closingMinor }) => ({ id, on: stretch.to, amountMinor: closingMinor })),
  );
}

/** The accounts that the proof's second line names by themselves; a charge is no part of a line. */
const NAMED: readonly AccountRole[] = ["receivable", "customerCredit", "unallocated", "paymentCost"];

function linePart(tx: TenantTransaction, stretch: Stretch, part: string): Rows | undefined {
  const roles: Record<string, AccountRole> = {
    linesSettled: "receivable",
    customerCredit: "customerCredit",
    unallocated: "unallocated",
  };
  if (part === "linesIn") return lineRows(tx, stretch, undefined);
  const role = roles[part];
  if (role) return lineRows(tx, stretch, codesOf(stretch.ledger, role));
  if (part !== "otherAccounts") return undefined;
  const named = codesOf(stretch.ledger, ...NAMED);
  const others = stretch.ledger.accounts.map((account) => account.code).filter((code) => !named.includes(code));
  return lineRows(tx, stretch, others);
}

const among = <Name extends string>(names: readonly Name[], part: string): part is Name =>
  (names as readonly string[]).includes(part);

async function rowsOfPart(tx: TenantTransaction, stretch: Stretch, part: string): Promise<Rows | undefined> {
  switch (part) {
    case "openYesterday":
      return itemRows(tx, stretch, dayBefore(stretch.to));
    case "openToday":
      return itemRows(tx, stretch, stretch.to);
    case "receivableAccount":
      return accountRows(tx, stretch, "receivable");
    case "withPartnersYesterday":
      return accountRows(tx, before(stretch), ...PARTNER_ROLES);
    case "withPartners":
      return accountRows(tx, stretch, ...PARTNER_ROLES);
    case "repaymentsYesterday":
      return repaymentsOpen(tx, before(stretch));
    case "repayments":
      return repaymentsOpen(tx, stretch);
    case "bankClearing":
      return accountRows(tx, stretch, "bankClearing");
    case "bank":
      return accountRows(tx, stretch, "bank", "clientBank");
    case "unpairedLumps":
      return lumpRows(tx, stretch, "bankBatch");
    case "aheadOfFile":
      return lumpRows(tx, stretch, "statementLine");
    case "repeatedLines":
      return lumpRows(tx, stretch, "bankLine");
    case "closingBalance":
      return statementRows(tx, stretch);
    default:
      if (among(FLOWS, part)) return flowRows(tx, stretch, part);
      if (among(PARTNER_FLOWS, part)) return partnerRows(tx, stretch, part);
      return among(REPAYMENT_FLOWS, part) ? repaymentRows(tx, stretch, part) : linePart(tx, stretch, part);
  }
}

/**
 * Rows behind a number of the day's proof, newest first: `after` is the last one seen. Rows that moved nothing are left out.
 * Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD, and NOT_FOUND for a part that the proof does not have.
 */
export async function proofRows(tx: TenantTransaction, question: ProofRowsQuestion): Promise<ProofRow[]> {
  const { ledgerId, day, part, after, limit } = question;
  const { knownAt } = settleTimes(tx, { ...question, asOf: day });
  const stretch: Stretch = { ledger: await ledgerById(tx, ledgerId), from: day, to: day, knownAt };
  const rows = await rowsOfPart(tx, stretch, part);
  if (!rows) throw refuse("NOT_FOUND");
  const further = after ? sql`and (r."on", r.id) < (${after.on}::date, ${after.id}::uuid)` : sql``;
  const found = await sql<ProofRow>`
    select r.* from (${rows}) r where r."amountMinor" <> 0 ${further} order by r."on" desc, r.id desc limit ${limit}`.execute(
    tx.db,
  );
  return found.rows;
}
