import * as z from "zod";
import { marketPack } from "../../markets/index.ts";
import { ledgerById, type DateText } from "../../ledger/index.ts";
import { day, instant, ok, uuid, type Answer } from "../../platform/http/index.ts";
import { toJson, type TenantTransaction } from "../../platform/index.ts";
import { render, type Table, type Times } from "../../reports/index.ts";

/** What the addresses of reports have in common. */
export const ledgerParams = z.strictObject({ ledgerId: uuid });
export const format = z.enum(["json", "csv"]).default("json");
export const knownAt = instant.optional();
export const asOfQuery = { asOf: day.optional(), knownAt, format };
export const reportFiles = { mediaTypes: ["application/json", "text/csv"] };

/** What is known at the moment that was named; left out, now. */
export function known(at: string | undefined): { knownAt?: Temporal.Instant } {
  return at === undefined ? {} : { knownAt: Temporal.Instant.from(at) };
}

/** Today in the ledger's zone. Throws LEDGER_NOT_FOUND. */
export async function todayOf(tx: TenantTransaction, ledgerId: string): Promise<DateText> {
  const { market } = await ledgerById(tx, ledgerId);
  return tx.platform.clock.today(marketPack(market).zones[0]!).toString();
}

/** The times of a question: as of today in the ledger's zone unless a day is named. Throws LEDGER_NOT_FOUND. */
export async function timesOf(
  tx: TenantTransaction,
  ledgerId: string,
  query: { asOf?: DateText | undefined; knownAt?: string | undefined },
): Promise<Times> {
  return { asOf: query.asOf ?? (await todayOf(tx, ledgerId)), ...known(query.knownAt) };
}

type Made = {
  /** The name of a file, without its ending. */
  readonly name: string;
  readonly schema: z.ZodType;
  readonly report: unknown;
  /** The same for a spreadsheet. */
  readonly tables: () => readonly Table[];
  readonly headers?: Readonly<Record<string, string>>;
};

/** Answers a report as JSON by the allow-list of its fields (SEC-11), or as CSV in which no text begins a formula (SEC-65). */
export function answerReport(wanted: z.output<typeof format>, made: Made): Answer {
  if (wanted === "json")
    return ok(toJson(z.encode(made.schema, made.report)), {
      ...made.headers,
      "content-type": "application/json; charset=utf-8",
    });
  return ok(render(made.tables(), "csv"), {
    ...made.headers,
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": `attachment; filename="${made.name}.csv"`,
  });
}
