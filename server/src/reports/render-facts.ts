import type { ReportLanguage } from "./render-language.ts";
import type { StreamedTable } from "./render-table.ts";

/** A report on its way to a file: its tables, and what is printed on it (A-09, G-07). */
export type PrintedReport = {
  readonly tables: readonly StreamedTable[];
  /** What was asked for besides the two times, by the names of the query: `partyId`, `settledToo`. */
  readonly filter: Readonly<Record<string, string>>;
  /** Who asked, by id. */
  readonly user: string;
  readonly language: ReportLanguage;
};

/** The filter, the as-of day, the moment it speaks of and who asked: each a name and a value. No clock is read: the moment is the question's. */
export function factsOf(report: PrintedReport): (readonly [name: string, value: string])[] {
  const { filter, tables, user } = report;
  return Object.entries({ ...tables[0]?.parameters, ...filter, user });
}
