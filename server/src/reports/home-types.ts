import { sql, type RawBuilder } from "kysely";
import { marketPack } from "../markets/index.ts";
import { ledgerById, listLedgers, type DateText, type Explanation, type Ledger } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";

/** The figures of the home screen, by the name that their rows are asked for with. */
export const HOME_FIGURES = [
  "cash",
  "dso",
  "overdue",
  "automation",
  "touches",
  "differenceMinutes",
  "forecast",
] as const;
export type HomeFigureName = (typeof HOME_FIGURES)[number];

/** What a figure is counted in: minor units, tenths of a day, hundredths of a percent, hundredths, minutes. */
export type HomeUnit = "minor" | "dayTenths" | "basisPoints" | "hundredths" | "minutes";

/** A sum that has rows. `rows` is the address of these rows: their values add up to `value`, and there are `count` of them. */
export type HomePart = {
  readonly name: string;
  readonly unit: "minor" | "count" | "minutes";
  readonly value: bigint;
  readonly count: bigint;
  readonly rows: string;
};

export type HomeFigure = {
  readonly name: HomeFigureName;
  readonly unit: HomeUnit;
  /** Null where there is nothing to divide by, or nothing to take the middle of. */
  readonly value: bigint | null;
  readonly explanation: Explanation;
  readonly parts: readonly HomePart[];
};

/** One row behind a part. `value` is what it adds, `day` the day it counts on. */
export type HomeRow = {
  readonly kind: "bankAccount" | "openItem" | "entry" | "bankLine" | "auditEvent" | "invoice" | "followUpStep";
  readonly id: string;
  readonly ledgerId: string;
  readonly day: DateText;
  readonly value: bigint;
  readonly partyId: string | null;
  /** How the row came to be in this part, where that takes more than its day. */
  readonly explanation: Explanation | null;
};

/** A query with the columns of HomeRow, one row an id. Totals and pages are read from the same query, so that they cannot part. */
export type HomeRows = RawBuilder<unknown>;

/** Ledgers of one currency that a home screen sums over, on a day. */
export type HomeScope = {
  readonly ledgerId: string | undefined;
  readonly ledgers: readonly Ledger[];
  readonly currency: string;
  readonly zone: string;
  readonly day: DateText;
};

export type HomeQuestion = { readonly ledgerId?: string | undefined; readonly day?: DateText | undefined };

/** The ledgers in reach, or the one that is named, by currency; the day is today where the first of them is kept. Throws LEDGER_NOT_FOUND. */
export async function homeScopes(tx: TenantTransaction, { ledgerId, day }: HomeQuestion): Promise<HomeScope[]> {
  const ledgers = ledgerId ? [await ledgerById(tx, ledgerId)] : await listLedgers(tx);
  return [...Map.groupBy(ledgers, (ledger) => ledger.currency)].map(([currency, same]) => {
    const zone = marketPack(same[0]!.market).zones[0]!;
    return { ledgerId, ledgers: same, currency, zone, day: day ?? tx.platform.clock.today(zone).toString() };
  });
}

/** The condition that keeps a table's rows to the scope's ledgers. */
export function inScope(tx: TenantTransaction, table: string, scope: HomeScope): RawBuilder<unknown> {
  const ids = column.uuid(scope.ledgers.map((ledger) => ledger.id));
  return sql`${sql.ref(`${table}.tenant_id`)} = ${tx.tenantId} and ${sql.ref(`${table}.ledger_id`)} = any (${ids})`;
}

/** The day so many days before another. */
export function daysBefore(day: DateText, days: number): DateText {
  return Temporal.PlainDate.from(day).subtract({ days }).toString();
}

/** The address of the rows of a part, fixed to the day that the figure is of. */
export function rowsAddress(scope: HomeScope, figure: HomeFigureName, part: string): string {
  const query = new URLSearchParams({ figure, part, currency: scope.currency, day: scope.day });
  if (scope.ledgerId) query.set("ledgerId", scope.ledgerId);
  return `/api/v1/home/rows?${query.toString()}`;
}

/** Sums a part's rows. */
export async function partOf(
  tx: TenantTransaction,
  scope: HomeScope,
  figure: HomeFigureName,
  named: Pick<HomePart, "name" | "unit">,
  rows: HomeRows,
): Promise<HomePart> {
  const found = await sql<{ value: bigint; count: bigint }>`
    select coalesce(sum(r.value), 0)::bigint as value, count(*) as count from (${rows}) r`.execute(tx.db);
  return { ...named, ...found.rows[0]!, rows: rowsAddress(scope, figure, named.name) };
}
