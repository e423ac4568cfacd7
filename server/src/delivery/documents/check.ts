/** Why a document may not leave the press. Pure: facts in, problems out, in a fixed order. Values are never repeated (SEC-63). */
import { holdsForbiddenNumber } from "@kvitt/values";
import { refuse, type Problem } from "../../platform/index.ts";
import { isColour, logoProblems } from "./brand.ts";
import { documentErrors } from "./errors.ts";
import { missingContent } from "./mandatory.ts";
import {
  dueOf,
  totalOf,
  type AccountStatement,
  type NeutralLine,
  type PayLink,
  type PaymentSlip,
  type PrintableDocument,
  type SalesDocument,
} from "./model.ts";
import { neutralPhrases } from "./phrases.ts";
import { SLIP_OF, slipProblems } from "./slip.ts";

/** Far above any collective invoice: seventy pages, which hold a thread for some seconds. */
export const MOST_LINES = 2_000;
const LONGEST_TEXT = 400;
const LONGEST_LINK = 200;
const LARGEST_MINOR = 10n ** 15n;

type Code = keyof typeof documentErrors;
type Found = { readonly field: string; readonly line?: number; readonly rule?: string };

const problem = (code: Code, found: Found): Problem => ({ code, sentence: documentErrors[code].sentence, ...found });

const isDay = (text: string): boolean => {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return false;
  try {
    return Temporal.PlainDate.from(text, { overflow: "reject" }).toString() === text;
  } catch {
    return false;
  }
};

type Named = readonly [field: string, text: string, line?: number];

/** Every text from outside that is printed, but typed numbers: accounts, references and registrations have checks of their own. */
function textsOf(document: PrintableDocument): Named[] {
  const named: Named[] = [["number", document.number]];
  if ("receiver" in document) named.push(["receiver.name", document.receiver.name]);
  if ("receiver" in document && document.receiver.address) {
    for (const [part, text] of Object.entries(document.receiver.address))
      named.push([`receiver.address.${part}`, text ?? ""]);
  }
  if ("payerName" in document) named.push(["payerName", document.payerName ?? ""]);
  if (!("rendering" in document)) return named;
  if (document.rendering === "payerAnonymous") return [...named, ["buyerReference", document.buyerReference ?? ""]];
  named.push(["patientName", document.patientName ?? ""], ["message", document.message ?? ""]);
  for (const [at, line] of document.lines.entries()) {
    named.push(
      ["lines.text", line.text, at + 1],
      ["lines.code", line.code ?? "", at + 1],
      ["lines.tooth", line.tooth ?? "", at + 1],
    );
  }
  return named;
}

function textProblems(document: PrintableDocument): Problem[] {
  return textsOf(document).flatMap(([field, text, line]) => {
    const found = { field, ...(line === undefined ? {} : { line }) };
    if (text.length > LONGEST_TEXT) return [problem("DOCUMENT_TEXT_TOO_LONG", found)];
    return holdsForbiddenNumber(text) ? [problem("DOCUMENT_IDENTITY_NUMBER", found)] : [];
  });
}

/** A field that holds a day, or days, in every document. */
const DAY_FIELDS = ["issuedOn", "dueOn", "paidOn", "from", "to"] as const;

function dayProblems(document: PrintableDocument): Problem[] {
  const named: Named[] = DAY_FIELDS.filter((field) => field in document).map((field) => [
    field,
    (document as unknown as Readonly<Record<string, string>>)[field]!,
  ]);
  if (document.kind === "accountStatement") {
    document.movements.forEach((each, at) => named.push(["movements.bookedOn", each.bookedOn, at + 1]));
    if (document.demand) named.push(["demand.dueOn", document.demand.dueOn]);
  }
  if (document.kind === "paymentLetter") {
    document.invoices.forEach((each, at) =>
      named.push(["invoices.dueOn", each.dueOn, at + 1], ["invoices.issuedOn", each.issuedOn, at + 1]),
    );
  }
  if ("rendering" in document && document.rendering === "patientItemised") {
    document.lines.forEach((each, at) => named.push(["lines.deliveredOn", each.deliveredOn, at + 1]));
  }
  return named
    .filter(([, day]) => !isDay(day))
    .map(([field, , line]) => problem("DOCUMENT_DAY", { field, ...(line === undefined ? {} : { line }) }));
}

const OPAQUE = /^KV-[23456789BCDFGHJKLMNPQRSTVWXZ]{5}-?[23456789BCDFGHJKLMNPQRSTVWXZ]{5}$/;
const MONTH = /^\d{4}-(?:0[1-9]|1[0-2])$/;
const PAYER_REFERENCE = /^[\p{L}\p{N}][\p{L}\p{N} ./_-]{0,34}$/u;
const WORDS = /\p{L}{2,}/gu;

/**
 * Whether a payer's own reference can stand on an open document: it holds a digit, and at most one word beside it. "REQ 2026/117" passes; a
 * name or a treatment hidden in it does not.
 */
export function isPayerReference(text: string): boolean {
  return PAYER_REFERENCE.test(text) && /\d/.test(text) && (text.match(WORDS)?.length ?? 0) <= 1;
}

function neutralLineProblems(line: NeutralLine, at: number): Problem[] {
  const on = (field: string) => problem("DOCUMENT_NOT_NEUTRAL", { field: `lines.${field}`, line: at + 1 });
  return [
    ...(OPAQUE.test(line.reference) ? [] : [on("reference")]),
    ...(line.payerReference === null || isPayerReference(line.payerReference) ? [] : [on("payerReference")]),
    ...(MONTH.test(line.month) ? [] : [on("month")]),
    ...(neutralPhrases.includes(line.phrase) ? [] : [on("phrase")]),
  ];
}

function neutralProblems(document: SalesDocument): Problem[] {
  if (document.rendering !== "payerAnonymous") return [];
  const { buyerReference, lines } = document;
  const isFit = buyerReference === null || isPayerReference(buyerReference);
  return [
    ...(isFit ? [] : [problem("DOCUMENT_NOT_NEUTRAL", { field: "buyerReference" })]),
    ...lines.flatMap(neutralLineProblems),
  ];
}

/** The lines' net sums are the tax bases, code by code and rate by rate. */
function sumProblems(document: SalesDocument): Problem[] {
  const bases = new Map<string, bigint>();
  const key = (code: string, rate: bigint) => `${code} ${rate}`;
  for (const line of document.lines) {
    const at = key(line.vatCode, line.vatRateBasisPoints);
    bases.set(at, (bases.get(at) ?? 0n) + line.netMinor);
  }
  const summed = new Map(document.vat.map((each) => [key(each.vatCode, each.rateBasisPoints), each.baseMinor]));
  const isSame = bases.size === summed.size && [...bases].every(([at, base]) => summed.get(at) === base);
  return isSame ? [] : [problem("DOCUMENT_SUM", { field: "vat" })];
}

function statementProblems(statement: AccountStatement): Problem[] {
  let balance = statement.openingMinor;
  const problems = statement.movements.flatMap((each, at) => {
    balance += each.amountMinor;
    return balance === each.balanceMinor
      ? []
      : [problem("DOCUMENT_SUM", { field: "movements.balanceMinor", line: at + 1 })];
  });
  return balance === statement.closingMinor
    ? problems
    : [...problems, problem("DOCUMENT_SUM", { field: "closingMinor" })];
}

type Asking = { readonly slip: PaymentSlip; readonly payLink: PayLink | null };

function askingOf(document: PrintableDocument): Asking | null {
  if (document.kind === "accountStatement") return document.demand;
  return "slip" in document ? document : null;
}

/** A page that is served on this machine, as a demo's is, needs no certificate. */
const OWN_MACHINE: ReadonlySet<string> = new Set(["127.0.0.1", "localhost"]);

function isLink({ url, checkCode }: PayLink): boolean {
  const isCode = checkCode === null || /^[A-Z0-9-]{4,12}$/.test(checkCode);
  const to = URL.parse(url);
  const isSafe = to?.protocol === "https:" || (to?.protocol === "http:" && OWN_MACHINE.has(to.hostname));
  return isCode && url.length <= LONGEST_LINK && isSafe;
}

function paymentProblems(document: PrintableDocument): Problem[] {
  const asking = askingOf(document);
  if (!asking) return [];
  const { slip, payLink } = asking;
  const due = dueOf(document) ?? 0n;
  const isOfMarket = SLIP_OF[document.issuer.registration.country] === slip.kind;
  const fitsCurrency = slip.kind !== "sepa" || document.currency === "EUR";
  return [
    ...(isOfMarket && fitsCurrency ? [] : [problem("DOCUMENT_SLIP", { field: "slip.kind" })]),
    ...slipProblems(slip).map((field) => problem("DOCUMENT_SLIP", { field: `slip.${field}` })),
    ...(payLink === null || isLink(payLink) ? [] : [problem("DOCUMENT_LINK", { field: "payLink" })]),
    ...(due < 0n && document.kind !== "accountStatement" ? [problem("DOCUMENT_SUM", { field: "paidMinor" })] : []),
  ];
}

function brandProblems({ issuer: { logoSvg, accent } }: PrintableDocument): Problem[] {
  return [
    ...(logoSvg === null ? [] : logoProblems(logoSvg)).map((rule) =>
      problem("DOCUMENT_LOGO", { field: "issuer.logoSvg", rule }),
    ),
    ...(accent === null || isColour(accent) ? [] : [problem("DOCUMENT_COLOUR", { field: "issuer.accent" })]),
  ];
}

function linesOf(document: PrintableDocument): number {
  if ("lines" in document) return document.lines.length;
  if (document.kind === "accountStatement") return document.movements.length;
  return document.kind === "receipt" ? document.payments.length : document.invoices.length;
}

function amountProblems(document: PrintableDocument): Problem[] {
  const amounts = "rendering" in document ? [totalOf(document)] : [dueOf(document) ?? 0n];
  const tooLarge = amounts.some((each) => each > LARGEST_MINOR || each < -LARGEST_MINOR);
  const negative = "rendering" in document && totalOf(document) < 0n;
  const unpaid = document.kind === "receipt" && document.payments.some((each) => each.amountMinor <= 0n);
  return tooLarge || negative || unpaid ? [problem("DOCUMENT_AMOUNT", { field: "amount" })] : [];
}

/** All that is wrong with a document, in the order a person mends it: content the law asks for, texts, days, sums, payment, looks. */
export function documentProblems(document: PrintableDocument): readonly Problem[] {
  if (linesOf(document) > MOST_LINES) return [problem("DOCUMENT_TOO_LONG", { field: "lines" })];
  const isSale = "rendering" in document;
  return [
    ...(isSale ? missingContent(document) : []).map(({ key, source }) =>
      problem("DOCUMENT_CONTENT", { field: key, rule: source }),
    ),
    ...(isSale ? neutralProblems(document) : []),
    ...textProblems(document),
    ...dayProblems(document),
    ...(isSale ? sumProblems(document) : []),
    ...(document.kind === "accountStatement" ? statementProblems(document) : []),
    ...amountProblems(document),
    ...paymentProblems(document),
    ...brandProblems(document),
  ];
}

/** Throws DOCUMENT_UNFIT with every problem, when there is one. */
export function requireFit(document: PrintableDocument): void {
  const problems = documentProblems(document);
  if (problems.length > 0) throw refuse("DOCUMENT_UNFIT", { problems: problems.length }, problems);
}
