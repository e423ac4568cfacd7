/** A document in plain words for support staff. Item texts, notes and contacts are left out, and sole traders' numbers masked. */
import { formatDecimal } from "@kvitt/values";
import { decimalText } from "./decimal-number.ts";
import type { EInvoice, Identifier, Party, PaymentMeans, VatBreakdown } from "./model.ts";
import { isSwedishSoleTrader } from "./numbers.ts";
import { parse } from "./parse.ts";
import type { Problem } from "./problems.ts";
import { validate } from "./validate.ts";

const kinds: Readonly<Record<string, string>> = {
  "380": "Invoice",
  "381": "Credit note",
  "386": "Prepayment invoice",
  "393": "Factored invoice",
};

const categories: Readonly<Record<string, string>> = { E: "exempt from VAT", O: "outside the VAT act" };

const payments: Readonly<Record<string, string>> = {
  "30": "credit transfer",
  "31": "bank transfer",
  "42": "bank transfer",
  "58": "SEPA transfer",
  "93": "payment slip (FIK)",
};

/** More lines than these are counted, not listed. */
const listedLines = 50;

function numberText({ scheme, id }: Identifier): string {
  return scheme === "0007" && isSwedishSoleTrader(id) ? `${scheme}:******-****` : `${scheme ?? ""}:${id}`;
}

function partyLine(role: string, { legalName, endpoint, address }: Party): string {
  return `${role}: ${legalName}, ${address.country}, ${numberText(endpoint)}`;
}

function vatLine({ vat, taxableMinor, vatMinor }: VatBreakdown, currency: string): string {
  const words = categories[vat.category] ?? `VAT ${vat.rate === undefined ? "" : decimalText(vat.rate)} %`;
  return `  ${words}: ${formatDecimal(vatMinor, 2)} on ${formatDecimal(taxableMinor, 2)} ${currency}`;
}

function paymentLine({ code, reference, account }: PaymentMeans): string {
  const how = payments[code] ?? `payment code ${code}`;
  return `Pay by ${how} to ${account ?? "no account"}, reference ${reference ?? "none"}`;
}

function headLines(document: EInvoice): readonly string[] {
  const { number, issuedOn, dueOn, typeCode, period, billingReferences } = document;
  const due = dueOn === undefined ? "" : `, due ${dueOn}`;
  return [
    `${kinds[typeCode] ?? `Document type ${typeCode}`} ${number}, issued ${issuedOn}${due}`,
    ...billingReferences.map((each) => `Refers to ${each.number} of ${each.issuedOn ?? "no date"}`),
    ...(period === undefined ? [] : [`For ${period.from} to ${period.to}`]),
    partyLine("From", document.seller),
    partyLine("To", document.buyer),
    `Payer's reference ${document.buyerReference ?? "none"}, order ${document.orderReference ?? "none"}`,
  ];
}

function lineLines({ lines, currency }: EInvoice): readonly string[] {
  const listed = lines.slice(0, listedLines).map(({ id, netMinor, objectReference }) => {
    const object = objectReference === undefined ? "" : `, for ${objectReference}`;
    return `  ${id}: ${formatDecimal(netMinor, 2)} ${currency}${object}`;
  });
  const more = lines.length > listedLines ? [`  and ${lines.length - listedLines} more`] : [];
  return [`${lines.length} ${lines.length === 1 ? "line" : "lines"}`, ...listed, ...more];
}

function totalLine({ currency, totals, vatMinor }: EInvoice): string {
  const paid = totals.prepaidMinor === undefined ? "" : `, ${formatDecimal(totals.prepaidMinor, 2)} already paid`;
  const rounded = totals.roundingMinor === undefined ? "" : `, rounded by ${formatDecimal(totals.roundingMinor, 2)}`;
  const sums = `${formatDecimal(totals.taxExclusiveMinor, 2)} and VAT ${formatDecimal(vatMinor, 2)}${paid}${rounded}`;
  return `In all ${sums}: to pay ${formatDecimal(totals.payableMinor, 2)} ${currency}`;
}

const problemLine = ({ level, path, sentence }: Problem): string =>
  `${level === "error" ? "Problem" : "Note"}${path === "" ? "" : ` at ${path}`}: ${sentence}`;

/** The document in words, with what `validate` finds. */
export function describeDocument(document: EInvoice): string {
  const { problems } = validate(document);
  return [
    ...headLines(document),
    ...lineLines(document),
    ...document.vat.map((each) => vatLine(each, document.currency)),
    totalLine(document),
    ...document.payments.map(paymentLine),
    ...problems.map(problemLine),
    "",
  ].join("\n");
}

/** A file in words, or why it cannot be read. */
export function describe(bytes: Uint8Array): string {
  const parsed = parse(bytes);
  if (!parsed.ok) return ["Not an invoice that can be read", ...parsed.problems.map(problemLine), ""].join("\n");
  return [describeDocument(parsed.document), ...parsed.problems.map((each) => `${problemLine(each)}\n`)].join("");
}
