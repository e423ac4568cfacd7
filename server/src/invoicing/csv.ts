import { parseDecimal } from "@kvitt/values";
import { parse, CsvError } from "csv-parse/sync";
import type { z } from "zod";
import type { Problem } from "../platform/index.ts";
import { claimSchema, type Claim } from "./claim-schema.ts";
import "./problems.ts";
import { SUPPORT_KINDS } from "./state-share/model.ts";
import type { WireMinor } from "./types.ts";
import { supplierInvoiceSchema, type SupplierInvoiceInput } from "./supplier-invoices.ts";

/** Claims and supplier invoices from CSV files. First line names the columns; several rows with the same id are lines of one. */

export type CsvRead<T> =
  { readonly ok: true; readonly rows: readonly T[] } | { readonly ok: false; readonly problems: readonly Problem[] };

/** At most so many problems are listed (SEC-63). */
const MOST_PROBLEMS = 1_000;

type Path = readonly string[];
type Kind = "text" | "upper" | "money" | "integer";
type Column = { readonly path: Path; readonly kind: Kind };

const column = (path: string, kind: Kind = "text"): Column => ({ path: path.split("."), kind });

/** The columns of a claims file and where they stand in a claim. Amounts are in kroner: `2450`, `2450.00` or `2450,00`. */
export const claimColumns: ReadonlyMap<string, Column> = new Map([
  ["externalId", column("externalId")],
  ["kind", column("kind", "upper")],
  ["number", column("number")],
  ["kid", column("kid")],
  ["issueDate", column("issueDate")],
  ["dueDate", column("dueDate")],
  ["currency", column("currency", "upper")],
  ["text", column("line.text")],
  ["amount", column("line.amountMinor", "money")],
  ["vatCode", column("line.vatCode", "upper")],
  ["vat", column("line.vatMinor", "money")],
  ["patientRef", column("patient.ref")],
  ["patientName", column("patient.name")],
  ["birthDate", column("patient.birthDate")],
  ["birthYear", column("patient.birthYear", "integer")],
  ["payerType", column("payer.type", "upper")],
  ["payerRef", column("payer.ref")],
  ["payerName", column("payer.name")],
  ["orgNo", column("payer.orgNo")],
  ["delivery", column("payer.delivery", "upper")],
  ["creditCheck", column("payer.creditCheck", "upper")],
  ["phone", column("payer.phone")],
  ["email", column("payer.email")],
  ["addressLine", column("payer.address.line1")],
  ["postCode", column("payer.address.postCode")],
  ["city", column("payer.address.city")],
  ["guardianRef", column("guardian.ref")],
  ["guardianName", column("guardian.name")],
  ["guardianPhone", column("guardian.phone")],
  ["credits", column("credits")],
  ["businessMode", column("businessMode", "upper")],
  ["thirdPartyReference", column("thirdPartyReference")],
  // Where the state pays a share (SE): the whole price, the reference price, the state's id of the visit, and what it pays of each kind.
  ["price", column("line.priceMinor", "money")],
  ["referencePrice", column("line.referencePriceMinor", "money")],
  ["visitId", column("line.visitId")],
  ...SUPPORT_KINDS.map((kind) => [`state${kind}`, column(`line.stateShare.${kind}`, "money")] as const),
]);

/** The columns of a file of supplier invoices. */
export const supplierInvoiceColumns: ReadonlyMap<string, Column> = new Map([
  ["supplierOrgNo", column("supplier.orgNo")],
  ["supplierName", column("supplier.name")],
  ["number", column("number")],
  ["kid", column("kid")],
  ["issueDate", column("issueDate")],
  ["dueDate", column("dueDate")],
  ["currency", column("currency", "upper")],
  ["text", column("line.text")],
  ["role", column("line.role", "upper")],
  ["creditOfKid", column("line.creditOfKid")],
  ["net", column("line.netMinor", "money")],
  ["vat", column("line.vatMinor", "money")],
]);

type Tree = Map<string, unknown>;
type Row = { readonly line: number; readonly tree: Tree; readonly bad: readonly Problem[] };

/** UTF-8 when the bytes are, else Latin-1, which every sequence of bytes is. */
function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("latin1").decode(bytes);
  }
}

/** Semicolon, as Norwegian spreadsheets write, or comma: the one the first line has more of. */
function delimiterOf(text: string): ";" | "," {
  const first = text.slice(0, text.search(/\r|\n|$/));
  return first.split(";").length >= first.split(",").length ? ";" : ",";
}

const problem = (code: string, sentence: string, line: number, field: string): Problem => ({
  code,
  sentence,
  line,
  field,
});

type Record = { readonly record: readonly string[]; readonly info: { readonly lines: number } };

function records(text: string): Record[] | Problem {
  try {
    return parse(text, {
      delimiter: delimiterOf(text),
      info: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
      max_record_size: 100_000,
    }) as unknown as Record[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return problem(
      "CSV_INVALID",
      "The line has another number of fields than the first, or a quotation mark too many.",
      Number(error["lines"] ?? 1),
      "",
    );
  }
}

function valueOf(text: string, kind: Kind): unknown {
  if (kind === "upper") return text.toUpperCase();
  if (kind === "integer") return /^[0-9]{1,9}$/.test(text) ? Number(text) : undefined;
  if (kind === "text") return text;
  const read = parseDecimal(text.replace(/[\s\u00a0]/g, "").replace(/^(-?[0-9]+),([0-9]+)$/, "$1.$2"), 2);
  return read.ok && Number.isSafeInteger(Number(read.value)) ? Number(read.value) : undefined;
}

function put(tree: Tree, path: Path, value: unknown): void {
  let at = tree;
  for (const name of path.slice(0, -1)) {
    const next = (at.get(name) as Tree | undefined) ?? new Map<string, unknown>();
    at.set(name, next);
    at = next;
  }
  at.set(path.at(-1)!, value);
}

function plain(tree: Tree): object {
  return Object.fromEntries(
    [...tree].map(([name, value]) => [name, value instanceof Map ? plain(value as Tree) : value]),
  );
}

function treeOf(header: readonly (Column & { name: string })[], { record, info }: Record): Row {
  const tree: Tree = new Map();
  const bad: Problem[] = [];
  for (const [at, cell] of record.entries()) {
    const { path, kind, name } = header[at]!;
    if (cell === "") continue;
    const value = valueOf(cell, kind);
    if (value === undefined)
      bad.push(problem("INPUT_INVALID", "The field is not a number as it should be.", info.lines, name));
    else put(tree, path, value);
  }
  return { line: info.lines, tree, bad };
}

const unknownColumn = (columns: string): Problem => ({
  ...problem("CSV_INVALID", `The first line holds a name that is none of: ${columns}.`, 1, ""),
  rule: "columns",
  facts: { columns },
});

/** The rows of a file as trees, or everything that is wrong with its shape. */
function rowsOf(bytes: Uint8Array, columns: ReadonlyMap<string, Column>): Row[] | readonly Problem[] {
  const found = records(decode(bytes));
  if (!Array.isArray(found)) return [found];
  const [head, ...rest] = found;
  if (!head) return [problem("CSV_INVALID", "The file is empty.", 1, "")];
  const unknown = head.record.filter((name) => !columns.has(name));
  if (unknown.length > 0) return unknown.map(() => unknownColumn([...columns.keys()].join(", ")));
  const header = head.record.map((name) => ({ name, ...columns.get(name)! }));
  return rest.map((record) => treeOf(header, record));
}

/** Rows with one id become one document with several lines; what the first row says of it holds. */
function group(rows: readonly Row[], idOf: (tree: Tree) => string): Row[][] {
  return [...Map.groupBy(rows, (row) => idOf(row.tree)).values()];
}

function document(rows: readonly Row[], defaults: object): object {
  const { line: _, ...head } = plain(rows[0]!.tree) as { line?: object };
  return { ...defaults, ...head, lines: rows.map((row) => (plain(row.tree) as { line?: object }).line ?? {}) };
}

/** Which column a schema's complaint is about. */
function fieldOf(path: readonly PropertyKey[], columns: ReadonlyMap<string, Column>): { field: string; row: number } {
  const inLine = path[0] === "lines";
  const wanted = inLine ? ["line", ...path.slice(2)] : [...path];
  const named = [...columns].find(
    ([, { path: own }]) => own.length === wanted.length && own.every((part, at) => part === wanted[at]),
  );
  return { field: named?.[0] ?? path.map(String).join("."), row: inLine && typeof path[1] === "number" ? path[1] : 0 };
}

type Reading<T> = {
  readonly columns: ReadonlyMap<string, Column>;
  readonly schema: z.ZodType<T>;
  readonly defaults: object;
  readonly idOf: (tree: Tree) => string;
  readonly complete: (document: object) => object;
};

function read<T>(bytes: Uint8Array, reading: Reading<T>): CsvRead<T> {
  const rows = rowsOf(bytes, reading.columns);
  if (rows.length > 0 && !("tree" in rows[0]!)) return { ok: false, problems: rows as readonly Problem[] };
  const problems: Problem[] = [];
  const documents: T[] = [];
  for (const lines of group(rows as Row[], reading.idOf)) {
    const bad = lines.flatMap((row) => row.bad);
    problems.push(...bad);
    if (bad.length > 0) continue;
    const parsed = reading.schema.safeParse(reading.complete(document(lines, reading.defaults)));
    if (parsed.success) documents.push(parsed.data);
    else problems.push(...parsed.error.issues.map((issue) => complaint(issue, lines, reading.columns)));
  }
  return problems.length > 0
    ? { ok: false, problems: problems.slice(0, MOST_PROBLEMS) }
    : { ok: true, rows: documents };
}

/** What is wrong, where; the value itself is never repeated. */
function complaint(issue: z.core.$ZodIssue, lines: readonly Row[], columns: ReadonlyMap<string, Column>): Problem {
  const { field, row } = fieldOf(issue.path, columns);
  return problem(
    "INPUT_INVALID",
    "The field is missing or not as it should be.",
    lines[row]?.line ?? lines[0]!.line,
    field,
  );
}

const textAt = (tree: Tree, name: string) => (typeof tree.get(name) === "string" ? (tree.get(name) as string) : "");

type ClaimLine = {
  readonly amountMinor?: WireMinor;
  readonly vatCode?: string;
  readonly vatMinor?: WireMinor;
  readonly stateShare?: { readonly [kind: string]: WireMinor };
};

/** The state's shares stand in a column for each kind, and in a claim as a list. */
function withShares({ stateShare, ...line }: ClaimLine): object {
  if (stateShare === undefined) return line;
  return { ...line, stateShare: Object.entries(stateShare).map(([kind, amountMinor]) => ({ kind, amountMinor })) };
}

/** A claim's amount is the sum of its lines, and a line without VAT columns is exempt. */
function completeClaim(document: object): object {
  const { lines, ...rest } = document as { lines: ClaimLine[] };
  const whole = lines.map((line) => ({ vatCode: "EXEMPT", vatMinor: 0, ...line }));
  return {
    ...rest,
    amountMinor: whole.reduce((sum, line) => sum + (line.amountMinor ?? 0), 0),
    lines: whole.map(withShares),
  };
}

function completeSupplierInvoice(document: object): object {
  const { lines, ...rest } = document as { lines: { netMinor?: WireMinor; vatMinor?: WireMinor }[] };
  const whole = lines.map((line) => ({ vatMinor: 0, ...line }));
  return {
    ...rest,
    totalMinor: whole.reduce((sum, line) => sum + (line.netMinor ?? 0) + line.vatMinor, 0),
    lines: whole,
  };
}

/**
 * Reads a file of claims: semicolon or comma, UTF-8 or Latin-1, columns as `claimColumns`. `currency` is the ledger's, for lines that name none.
 * Gives the claims or every problem by line and column.
 */
export function parseClaimsCsv(bytes: Uint8Array, currency: string): CsvRead<Claim> {
  return read(bytes, {
    columns: claimColumns,
    schema: claimSchema,
    defaults: { kind: "INVOICE", currency },
    idOf: (tree) => textAt(tree, "externalId"),
    complete: completeClaim,
  });
}

/** Reads a file of supplier invoices, columns as `supplierInvoiceColumns`; `currency` as above. */
export function parseSupplierInvoicesCsv(bytes: Uint8Array, currency: string): CsvRead<SupplierInvoiceInput> {
  const idOf = (tree: Tree) =>
    `${tree.get("supplier") instanceof Map ? textAt(tree.get("supplier") as Tree, "orgNo") : ""}|${textAt(tree, "number")}`;
  return read(bytes, {
    columns: supplierInvoiceColumns,
    schema: supplierInvoiceSchema,
    defaults: { currency },
    idOf,
    complete: completeSupplierInvoice,
  });
}
