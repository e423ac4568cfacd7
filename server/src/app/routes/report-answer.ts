import { PassThrough, Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { ledgerById, type DateText } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { day, instant, ok, uuid, type Answer, type Call } from "../../platform/http/index.ts";
import { toJson, withTenant, type TenantTransaction } from "../../platform/index.ts";
import {
  csvPieces,
  pdfOf,
  printable,
  REPORT_LANGUAGES,
  xlsxPieces,
  type PrintedReport,
  type StreamedTable,
  type Times,
} from "../../reports/index.ts";

const yesOrNo = z.stringbool({ truthy: ["true"], falsy: ["false"] });

/** What the addresses of reports have in common. */
export const ledgerParams = z.strictObject({ ledgerId: uuid });
/** How it is written: `language` decides words, separators and decimal sign; `bom` puts a byte order mark before CSV. */
export const written = {
  format: z.enum(["json", "csv", "xlsx", "pdf"]).default("json"),
  language: z.enum(REPORT_LANGUAGES).optional(),
  bom: yesOrNo.default(false),
};
export const trueOrFalse = yesOrNo.default(false);
export const knownAt = instant.optional();
export const asOfQuery = { asOf: day.optional(), knownAt, ...written };

const MEDIA_TYPES = {
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  pdf: "application/pdf",
} as const;
export const reportFiles = { mediaTypes: Object.values(MEDIA_TYPES).map((type) => type.split(";")[0]!) };

/** What the routes of reports have in common. */
export const ofReport = {
  method: "GET",
  chapter: "Reports",
  permission: { action: "reports.read", scope: "ledger" },
  files: reportFiles,
} as const;

type Written = {
  readonly format: keyof typeof MEDIA_TYPES;
  readonly language?: (typeof REPORT_LANGUAGES)[number] | undefined;
  readonly bom: boolean;
};

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

export type Made = {
  /** The name of a file, without its ending. */
  readonly name: string;
  readonly schema: z.ZodObject;
  /** By the fields of the schema, read in their order: what is known after the rows may be a getter. */
  readonly report: object;
  /** The field whose rows come one by one, once. */
  readonly long?: { readonly field: string; readonly rows: AsyncIterable<unknown> };
  /** The same for a spreadsheet or for paper. */
  readonly tables: () => readonly StreamedTable[];
  readonly headers?: Readonly<Record<string, string>>;
};

const ROWS_A_PIECE = 500;

/** The rows of a list as JSON, each by the allow-list of its fields. */
async function* listPieces(element: z.ZodType, rows: AsyncIterable<unknown>): AsyncGenerator<string> {
  yield "[";
  let before = "";
  let piece: string[] = [];
  for await (const row of rows) {
    piece.push(toJson(z.encode(element, row)));
    if (piece.length < ROWS_A_PIECE) continue;
    yield before + piece.join(",");
    before = ",";
    piece = [];
  }
  yield `${piece.length > 0 ? before : ""}${piece.join(",")}]`;
}

/** A report as JSON by the allow-list of its fields (SEC-11), amounts in whole minor units; its long list streamed. */
async function* jsonPieces({ schema, report, long }: Made): AsyncGenerator<string> {
  let before = "{";
  for (const [field, shape] of Object.entries(schema.shape)) {
    yield `${before}${JSON.stringify(field)}:`;
    before = ",";
    if (long?.field === field) yield* listPieces((shape as z.ZodArray<z.ZodType>).element, long.rows);
    else yield toJson(z.encode(shape as z.ZodType, (report as Record<string, unknown>)[field]));
  }
  yield "}";
}

const NO_FILTER = new Set([...Object.keys(written), "asOf", "knownAt", "from", "to", "day"]);

/** What was asked for besides the times, by the names of the query. */
function filterOf(query: object): Record<string, string> {
  const asked = Object.entries(query).filter(([name, value]) => !NO_FILTER.has(name) && value !== undefined);
  return Object.fromEntries(asked.filter(([, value]) => value !== false).map(([name, value]) => [name, String(value)]));
}

type Asked = Pick<Call<unknown, Written, unknown>, "query" | "context" | "platform">;

function printed({ query, context }: Asked, tables: readonly StreamedTable[]): PrintedReport {
  const user = `${context.actor.kind} ${context.actor.id}`;
  return { tables, filter: filterOf(query), user, language: query.language ?? "en" };
}

function headersOf({ format }: Written, made: Made): Record<string, string> {
  const attached = { "content-disposition": `attachment; filename="${made.name}.${format}"` };
  return { ...made.headers, "content-type": MEDIA_TYPES[format], ...(format === "json" ? {} : attached) };
}

function piecesOf(asked: Asked, made: Made): AsyncGenerator<string | Buffer> {
  const { format, language, bom } = asked.query;
  if (format === "json") return jsonPieces(made);
  if (format === "csv") return csvPieces(made.tables(), { bom, ...(language ? { language } : {}) });
  return xlsxPieces(printed(asked, made.tables()));
}

/**
 * Reads in one transaction, which lasts as long as the reading, and answers when the question stands: a refusal comes before the first byte.
 * When whoever asked goes away, the transaction ends. A failure later cuts the connection: half a file is never taken for a whole one.
 */
function streamed(asked: Asked, make: (tx: TenantTransaction) => Promise<Made>): Promise<Answer> {
  return new Promise((resolve, reject) => {
    withTenant(asked.platform, asked.context, async (tx) => {
      const made = await make(tx);
      const out = new PassThrough();
      // Whoever sends it hears of errors; one that comes before sending begins must not be unheard.
      out.on("error", () => undefined);
      resolve(ok(out, headersOf(asked.query, made)));
      await pipeline(Readable.from(piecesOf(asked, made)), out);
      // Before the answer an error is the answer; after it `pipeline` has cut the connection, and this is heard by nobody.
    }).catch((error: unknown) => reject(error as Error));
  });
}

/** Set when the transaction has ended: printing takes a while. */
async function onPaper(asked: Asked, make: (tx: TenantTransaction) => Promise<Made>): Promise<Answer> {
  const { report, tables, headers } = await withTenant(asked.platform, asked.context, async (tx) => {
    const made = await make(tx);
    const laidOut = printed(asked, made.tables());
    return { report: laidOut, tables: await printable(laidOut), headers: headersOf(asked.query, made) };
  });
  return ok(await pdfOf(report, tables), headers);
}

/**
 * Answers a report as JSON by the allow-list of its fields (SEC-11), as CSV in which no text begins a formula (SEC-65), as XLSX or as PDF.
 * All but PDF are streamed: a million rows take no more memory than a thousand.
 */
export function answerReport(asked: Asked, make: (tx: TenantTransaction) => Promise<Made>): Promise<Answer> {
  return asked.query.format === "pdf" ? onPaper(asked, make) : streamed(asked, make);
}
