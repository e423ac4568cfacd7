import { sql, type RawBuilder } from "kysely";
import { listLedgers, type DateText, type EntryKind, type Ledger } from "../ledger/index.ts";
import type { AccountRole } from "../markets/index.ts";
import { invariant, refuse, type TenantTransaction } from "../platform/index.ts";
import { within } from "./as-of.ts";
import { chunksOf } from "./cursor.ts";

/** What to export; no ledger is all in reach, no day is all days. `limit` is the most entries, in order of day and record. */
export type ExportQuestion = {
  readonly ledgerId?: string;
  readonly from?: DateText;
  readonly to?: DateText;
  readonly limit?: number;
};

export type ExportPosting = { readonly account: string; readonly amountMinor: bigint; readonly invoice: string | null };

export type ExportEntry = {
  readonly id: string;
  readonly ledger: Ledger;
  readonly bookedOn: DateText;
  readonly kind: EntryKind;
  readonly postings: readonly ExportPosting[];
};

/** What the database says the exported entries add up to, account by account; `lastOn` is the day of the last of them. */
export type ExportBalance = {
  readonly ledger: Ledger;
  readonly account: string;
  readonly balanceMinor: bigint;
  readonly lastOn: DateText;
};

export type ExportPiece = { readonly entries: readonly ExportEntry[]; readonly balances: readonly ExportBalance[] };

type Row = {
  part: number;
  ledgerId: string;
  bookedOn: DateText;
  entryId: string | null;
  kind: EntryKind | null;
  debit: string;
  credit: string | null;
  minor: bigint;
  debitInvoice: string | null;
  creditInvoice: string | null;
};

/** The root each account's role hangs under in a plain-text journal. */
export const ROOT_OF: Readonly<Record<AccountRole, "assets" | "liabilities" | "income" | "expenses">> = {
  receivable: "assets",
  boughtClaims: "assets",
  vippsClearing: "assets",
  cardClearing: "assets",
  instantClearing: "assets",
  partnerClearing: "assets",
  partnerReceivable: "assets",
  stateReceivable: "assets",
  recourse: "assets",
  bankClearing: "assets",
  bank: "assets",
  clientBank: "assets",
  payable: "liabilities",
  vatOut: "liabilities",
  vatIn: "liabilities",
  vatSettlement: "liabilities",
  customerCredit: "liabilities",
  owedToClinic: "liabilities",
  unallocated: "liabilities",
  incomeTaxable: "income",
  incomeZero: "income",
  incomeExempt: "income",
  feeIncome: "income",
  serviceCost: "expenses",
  rounding: "expenses",
  paymentCost: "expenses",
  creditLoss: "expenses",
  interestIncome: "income",
};

/** Whose books an exported account belongs to: the random tails of the tenant's and the ledger's ids. No names leave with an export. */
export function booksName(tenantId: string, ledgerId: string): string {
  return `T${tenantId.slice(-8)}-L${ledgerId.slice(-8)}`;
}

/** An invoice number as both programs read it in a tag and a link. */
function tag(number: string | null): string | null {
  return number === null ? null : number.replaceAll(/[^\w./-]/g, "-");
}

/** The number of the invoice an item hangs on: its own document, or that of the item it is a part of. */
function invoiceOf(tx: TenantTransaction, side: "debit" | "credit"): RawBuilder<unknown> {
  const item = `${side}_item`;
  const parent = `${side}_parent`;
  const invoice = `${side}_invoice`;
  return sql`
    left join open_item ${sql.table(item)} on ${sql.ref(`${item}.tenant_id`)} = ${tx.tenantId} and ${sql.ref(`${item}.id`)} = ${sql.ref(`p.${side}_item_id`)}
    left join open_item ${sql.table(parent)} on ${sql.ref(`${parent}.tenant_id`)} = ${tx.tenantId} and ${sql.ref(`${parent}.id`)} = ${sql.ref(`${item}.parent_id`)}
    left join invoice ${sql.table(invoice)} on ${sql.ref(`${invoice}.tenant_id`)} = ${tx.tenantId}
      and ${sql.ref(`${invoice}.id`)} = coalesce(${sql.ref(`${item}.document_id`)}, ${sql.ref(`${parent}.document_id`)})`;
}

/**
 * Entries in order, and after them the balances of the very same entries, summed by the database. One statement, hence one snapshot: an
 * entry that is written while this is read is in both or in neither.
 */
function rowsQuery(tx: TenantTransaction, question: ExportQuestion): RawBuilder<Row> {
  const days = sql`${question.from ? sql`and e.booked_on >= ${question.from}` : sql``} ${question.to ? sql`and e.booked_on <= ${question.to}` : sql``}`;
  return sql<Row>`
    with chosen as materialized (
      select e.id, e.ledger_id, e.booked_on, e.kind from entry e where ${within(tx, "e", question.ledgerId)} ${days}
      order by e.booked_on, e.id ${question.limit === undefined ? sql`` : sql`limit ${question.limit}`})
    (select 0 as part, c.ledger_id as "ledgerId", c.booked_on as "bookedOn", c.id as "entryId", c.kind, p.debit, p.credit, p.amount_minor as minor,
      debit_invoice.number as "debitInvoice", credit_invoice.number as "creditInvoice"
    from chosen c join posting p on p.tenant_id = ${tx.tenantId} and p.entry_id = c.id
    ${invoiceOf(tx, "debit")} ${invoiceOf(tx, "credit")}
    order by c.booked_on, c.id, p.line)
    union all
    (select 1, c.ledger_id, (select max(booked_on) from chosen), null, null, x.code, null, sum(x.minor)::bigint, null, null
    from chosen c join posting p on p.tenant_id = ${tx.tenantId} and p.entry_id = c.id
    cross join lateral (values (p.debit, p.amount_minor), (p.credit, -p.amount_minor)) as x (code, minor)
    group by c.ledger_id, x.code order by c.ledger_id, x.code)`;
}

function postingsOf(row: Row): ExportPosting[] {
  return [
    { account: row.debit, amountMinor: row.minor, invoice: tag(row.debitInvoice) },
    { account: row.credit!, amountMinor: -row.minor, invoice: tag(row.creditInvoice) },
  ];
}

function gather(rows: readonly Row[], ledgers: ReadonlyMap<string, Ledger>): ExportEntry[] {
  return [...Map.groupBy(rows, (row) => row.entryId!)].map(([id, of]) => {
    const first = of[0]!;
    return {
      id,
      ledger: ledgers.get(first.ledgerId)!,
      bookedOn: first.bookedOn,
      kind: first.kind!,
      postings: of.flatMap(postingsOf),
    };
  });
}

/** The ledgers an export speaks of. Throws LEDGER_NOT_FOUND. */
export async function exportLedgers(tx: TenantTransaction, question: ExportQuestion): Promise<readonly Ledger[]> {
  const ledgers = (await listLedgers(tx)).filter(
    (ledger) => question.ledgerId === undefined || ledger.id === question.ledgerId,
  );
  if (ledgers.length === 0 && question.ledgerId !== undefined) throw refuse("LEDGER_NOT_FOUND");
  return ledgers;
}

/** The export in pieces of some thousand postings; an entry is never cut in two. Memory does not grow with the books. */
export async function* exportPieces(
  tx: TenantTransaction,
  question: ExportQuestion,
  ledgers: readonly Ledger[],
): AsyncGenerator<ExportPiece> {
  const byId = new Map(ledgers.map((ledger) => [ledger.id, ledger]));
  let held: Row[] = [];
  let balancesBegan = false;
  for await (const rows of chunksOf(tx, rowsQuery(tx, question))) {
    const postings = held.concat(rows.filter((row) => row.part === 0));
    invariant(!balancesBegan || postings.length === held.length, "the balances come after all entries");
    const sums = rows.filter((row) => row.part === 1);
    balancesBegan ||= sums.length > 0;
    const lastId = balancesBegan ? undefined : postings.at(-1)?.entryId;
    held = postings.filter((row) => row.entryId === lastId);
    const whole = postings.filter((row) => row.entryId !== lastId);
    const balances = sums.map((row) => ({
      ledger: byId.get(row.ledgerId)!,
      account: row.debit,
      balanceMinor: row.minor,
      lastOn: row.bookedOn,
    }));
    yield { entries: gather(whole, byId), balances };
  }
  if (held.length > 0) yield { entries: gather(held, byId), balances: [] };
}

/** The invoice numbers of an entry, each once, in order of the postings. */
export function invoicesOf(entry: ExportEntry): string[] {
  return [...new Set(entry.postings.flatMap((posting) => (posting.invoice === null ? [] : [posting.invoice])))];
}

/** What an entry is called in a journal: its kind, and the invoice where there is one. Never a payer's name. */
export function entryTitle(entry: ExportEntry): string {
  const words = entry.kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  const title = `${words[0]!.toUpperCase()}${words.slice(1)}`;
  const [first, ...more] = invoicesOf(entry);
  return first !== undefined && more.length === 0 ? `${title} ${first}` : title;
}
