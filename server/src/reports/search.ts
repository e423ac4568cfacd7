import { sql, type RawBuilder } from "kysely";
import { listLedgers, type DateText, type Ledger } from "../ledger/index.ts";
import {
  partiesByCustomerNo,
  partiesById,
  partiesByPhoneTail,
  partiesInReach,
  partiesNamed,
  partiesReachedAt,
  type Party,
} from "../parties/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { lostOn } from "./lost.ts";
import { readQuery, type SearchQuery } from "./search-query.ts";

/** Shown of each kind. */
export const MOST_FOUND = 8;
/** Looked at for somebody bound to clinics, who may not see most of them: few at first, then more. */
const LOOKED_AT = [160, 2_000];
const REACH_STEP = 100;

export type PartyMatch = "customerNo" | "phone" | "email" | "phoneTail" | "name" | "nearName";
export type FoundParty = Party & { readonly matched: PartyMatch };

export type FoundInvoice = {
  readonly id: string;
  readonly ledgerId: string;
  readonly kind: "invoice" | "collective" | "creditNote";
  readonly number: string;
  readonly reference: string;
  readonly partyId: string;
  readonly issuedOn: DateText;
  readonly dueOn: DateText;
  readonly currency: string;
  readonly totalMinor: bigint;
  /** What is still owed on it. */
  readonly openMinor: bigint;
  /** Nothing is left because it was given up. */
  readonly isLost: boolean;
  readonly matched: "number" | "reference" | "amount";
};

export type FoundPayment = {
  readonly id: string;
  readonly ledgerId: string;
  readonly settledOn: DateText;
  readonly currency: string;
  readonly amountMinor: bigint;
  readonly reference: string | null;
  readonly state: string;
  readonly matched: "reference" | "amount";
};

export type SearchAnswer = {
  readonly parties: readonly FoundParty[];
  readonly invoices: readonly FoundInvoice[];
  readonly payments: readonly FoundPayment[];
};

/** Which groups who asks may see. */
export type SearchGroups = { readonly parties: boolean; readonly payments: boolean };

/** Of these parties the first few that the actor's clinics deal with, in their order. */
async function firstInReach(tx: TenantTransaction, ids: readonly string[]): Promise<string[]> {
  const reached: string[] = [];
  for (let at = 0; at < ids.length && reached.length < MOST_FOUND; at += REACH_STEP) {
    const some = ids.slice(at, at + REACH_STEP);
    const inReach = await partiesInReach(tx, some);
    reached.push(...some.filter((id) => inReach.has(id)));
  }
  return reached.slice(0, MOST_FOUND);
}

type Ways = () => Promise<readonly (readonly [PartyMatch, readonly string[]])[]>;

/** Every way to find a party that the query allows; names only where no number was found. */
function waysToParties(tx: TenantTransaction, query: SearchQuery, markets: readonly string[], limit: number): Ways[] {
  return [
    async () => {
      const known = query.customerNo === null ? undefined : await partiesByCustomerNo(tx, [query.customerNo]);
      return [["customerNo", [...(known ?? new Map<bigint, string>()).values()]]];
    },
    async () => [
      [query.text.includes("@") ? "email" : "phone", await partiesReachedAt(tx, query.text, markets, limit)],
    ],
    async () => [["phoneTail", query.phoneTail === null ? [] : await partiesByPhoneTail(tx, query.phoneTail, limit)]],
    async () => {
      if (!query.named) return [];
      const { ids, sure } = await partiesNamed(tx, query.text, limit);
      return [[sure ? "name" : "nearName", ids]];
    },
  ];
}

async function findPartiesFor(
  tx: TenantTransaction,
  query: SearchQuery,
  markets: readonly string[],
): Promise<FoundParty[]> {
  const matched = new Map<string, PartyMatch>();
  let shown: string[] = [];
  for (const limit of tx.context.ledgers ? LOOKED_AT : [MOST_FOUND * 2]) {
    for (const way of waysToParties(tx, query, markets, limit))
      for (const [how, ids] of await way()) for (const id of ids) if (!matched.has(id)) matched.set(id, how);
    shown = await firstInReach(tx, [...matched.keys()]);
    // Far fewer than were looked for are all there are; a name whose words begin alike counts more than once.
    if (shown.length === MOST_FOUND || matched.size < limit / 2) break;
  }
  const parties = await partiesById(tx, shown);
  return shown.flatMap((id) => {
    const party = parties.get(id);
    return party ? [{ ...party, matched: matched.get(id)! }] : [];
  });
}

type Match<How> = readonly [How, RawBuilder<unknown>];

/** The first rows that match in one way or another, each once: a statement for each way, so that each has its index. */
async function firstOf<Row extends { readonly id: string }, How>(
  matches: readonly Match<How>[],
  read: (condition: RawBuilder<unknown>) => Promise<readonly Row[]>,
): Promise<(Row & { readonly matched: How })[]> {
  const found = new Map<string, Row & { readonly matched: How }>();
  for (const [matched, condition] of matches) {
    if (found.size >= MOST_FOUND) break;
    for (const row of await read(condition)) if (!found.has(row.id)) found.set(row.id, { ...row, matched });
  }
  return [...found.values()].slice(0, MOST_FOUND);
}

/** What is open on a document's items, and on those they were split into. */
const openOf = (tx: TenantTransaction, documentId: RawBuilder<unknown>) => sql`
  select coalesce(sum(d.open_minor + coalesce(p.open_minor, 0)), 0)::bigint as open_minor from open_item d
  left join lateral (select sum(c.open_minor) as open_minor from open_item c where c.tenant_id = ${tx.tenantId} and c.parent_id = d.id and c.side = 'receivable') p on true
  where d.tenant_id = ${tx.tenantId} and d.document_id = ${documentId} and d.side = 'receivable'`;

type NoCurrency<Row> = Omit<Row, "currency" | "matched">;

async function readInvoices(
  tx: TenantTransaction,
  condition: RawBuilder<unknown>,
): Promise<NoCurrency<FoundInvoice>[]> {
  const found = await sql<NoCurrency<FoundInvoice>>`
    select n.*, o.open_minor as "openMinor", o.open_minor = 0 and ${lostOn(tx, sql`n.id`)} as "isLost" from (
      select i.id, i.ledger_id as "ledgerId", i.kind, i.number, i.reference, i.party_id as "partyId", i.issued_on as "issuedOn", i.due_on as "dueOn",
        i.total_minor as "totalMinor"
      from invoice i where i.tenant_id = ${tx.tenantId} and ${condition} order by i.issued_on desc limit ${sql.lit(MOST_FOUND)}) n
    cross join lateral (${openOf(tx, sql`n.id`)}) o
    order by n."issuedOn" desc, n.id desc`.execute(tx.db);
  return found.rows;
}

/** The documents of items with a reference: it stands in an index of its own for each ledger. */
const documentsOf = (tx: TenantTransaction, reference: string, ledgers: readonly Ledger[]) => sql`
  i.id = any (array(
    select d.document_id from open_item d
    where d.tenant_id = ${tx.tenantId} and d.ledger_id = any (${column.uuid(ledgers.map((ledger) => ledger.id))}) and d.reference = ${reference}
      and d.kind in ('invoice', 'instalment', 'insurerPart')))`;

async function findInvoices(
  tx: TenantTransaction,
  query: SearchQuery,
  ledgers: readonly Ledger[],
): Promise<Omit<FoundInvoice, "currency">[]> {
  const series = column.uuid([...new Set(ledgers.map((ledger) => ledger.seriesId))]);
  const matches: Match<FoundInvoice["matched"]>[] = [];
  if (query.number !== null)
    matches.push(["number", sql`i.series_id = any (${series}) and i.number = any (${column.text(query.number)})`]);
  if (query.reference !== null) matches.push(["reference", documentsOf(tx, query.reference, ledgers)]);
  if (query.amountMinor !== null) matches.push(["amount", sql`i.total_minor = ${query.amountMinor}`]);
  return firstOf(matches, (condition) => readInvoices(tx, condition));
}

async function findPayments(tx: TenantTransaction, query: SearchQuery): Promise<Omit<FoundPayment, "currency">[]> {
  const matches: Match<FoundPayment["matched"]>[] = [];
  if (query.reference !== null) matches.push(["reference", sql`l.reference = ${query.reference}`]);
  if (query.amountMinor !== null) matches.push(["amount", sql`l.amount_minor = ${query.amountMinor}`]);
  return firstOf(matches, async (condition) => {
    const found = await sql<NoCurrency<FoundPayment>>`
      select l.id, l.ledger_id as "ledgerId", l.settled_on as "settledOn", l.amount_minor as "amountMinor", l.reference, l.state
      from bank_line l where l.tenant_id = ${tx.tenantId} and ${condition} order by l.settled_on desc, l.id desc limit ${sql.lit(MOST_FOUND)}`.execute(
      tx.db,
    );
    return found.rows;
  });
}

/**
 * One box for everything (ux D-01, K-03, L-07): parties by name (accents and one typing error forgiven), customer number, telephone (whole or its last
 * five digits) or e-mail; invoices by number, payment reference or amount; payments by reference or amount. At most eight of each, the surest
 * first, and only of ledgers in reach. Nothing is kept of the question.
 */
export async function search(tx: TenantTransaction, text: string, groups: SearchGroups): Promise<SearchAnswer> {
  const query = readQuery(text);
  const ledgers = await listLedgers(tx);
  if (ledgers.length === 0) return { parties: [], invoices: [], payments: [] };
  const markets = [...new Set(ledgers.map((ledger) => ledger.market))];
  const currencies = new Map(ledgers.map((ledger) => [ledger.id, ledger.currency]));
  const inCurrency = <Row extends { readonly ledgerId: string }>(rows: readonly Row[]) =>
    rows.map((row) => ({ ...row, currency: currencies.get(row.ledgerId)! }));
  return {
    parties: groups.parties ? await findPartiesFor(tx, query, markets) : [],
    invoices: inCurrency(await findInvoices(tx, query, ledgers)),
    payments: groups.payments ? inCurrency(await findPayments(tx, query)) : [],
  };
}
