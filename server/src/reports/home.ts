import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { forecast, forecastRows, type Forecast } from "./forecast.ts";
import { cash, cashRows } from "./home-cash.ts";
import { dso, dsoRows, overdue, overdueRows } from "./home-receivables.ts";
import {
  homeScopes,
  type HomeFigure,
  type HomeFigureName,
  type HomeQuestion,
  type HomeRow,
  type HomeRows,
  type HomeScope,
} from "./home-types.ts";
import {
  automation,
  automationRows,
  differenceMinutes,
  differenceRows,
  touchesPerInvoice,
  touchesRows,
} from "./home-work.ts";

/** The figures of the ledgers that share a currency. */
export type HomeBooks = {
  readonly currency: string;
  readonly day: DateText;
  readonly ledgers: readonly { readonly ledgerId: string; readonly name: string }[];
  readonly figures: readonly HomeFigure[];
  readonly forecast: Forecast;
};

export type Home = { readonly madeAt: Temporal.Instant; readonly books: readonly HomeBooks[] };

async function booksOf(tx: TenantTransaction, scope: HomeScope): Promise<HomeBooks> {
  const figures: HomeFigure[] = [];
  for (const figure of [cash, dso, overdue, automation, touchesPerInvoice, differenceMinutes])
    figures.push(await figure(tx, scope));
  return {
    currency: scope.currency,
    day: scope.day,
    ledgers: scope.ledgers.map(({ id, name }) => ({ ledgerId: id, name })),
    figures,
    forecast: await forecast(tx, scope),
  };
}

/**
 * Receivables and cash at a glance (S3-01), over a ledger or all in reach, once for each currency. Every figure says by which rule and inputs
 * it came about, and each of its parts where the rows are that add up to it. Throws LEDGER_NOT_FOUND.
 */
export async function home(tx: TenantTransaction, question: HomeQuestion): Promise<Home> {
  const books: HomeBooks[] = [];
  for (const scope of await homeScopes(tx, question)) books.push(await booksOf(tx, scope));
  return { madeAt: tx.now, books };
}

type RowsOf = (tx: TenantTransaction, scope: HomeScope, part: string) => HomeRows | undefined;

const ROWS: Readonly<Record<HomeFigureName, RowsOf>> = {
  cash: cashRows,
  dso: dsoRows,
  overdue: overdueRows,
  automation: automationRows,
  touches: touchesRows,
  differenceMinutes: differenceRows,
  forecast: forecastRows,
};

export type HomeRowsQuestion = HomeQuestion & {
  readonly figure: HomeFigureName;
  readonly part: string;
  readonly currency: string;
  readonly limit: number;
  /** The id of the row before the first. */
  readonly after?: string | undefined;
};

/** The rows behind a part of a figure, by id, from the same query as its sum. Throws LEDGER_NOT_FOUND, HOME_PART. */
export async function homeRows(tx: TenantTransaction, question: HomeRowsQuestion): Promise<HomeRow[]> {
  const { figure, part, currency, after, limit } = question;
  const scope = (await homeScopes(tx, question)).find((one) => one.currency === currency);
  if (!scope) return [];
  const rows = ROWS[figure](tx, scope, part);
  if (!rows) throw refuse("HOME_PART", { figure });
  const found = await sql<HomeRow>`
    select r.kind, r.id, r.ledger_id as "ledgerId", r.day, r.value, r.party_id as "partyId", r.explanation from (${rows}) r
    ${after ? sql`where r.id > ${after}` : sql``} order by r.id limit ${limit}`.execute(tx.db);
  return found.rows;
}
