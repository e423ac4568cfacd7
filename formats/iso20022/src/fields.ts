/** Reading single fields out of an element tree. What cannot be read is a problem, never a zero or a guess. */
import { currencyDecimals, parseDecimal, parseIsoDate, type Money } from "@kvitt/values";
import type { ProblemCode, ProblemList } from "./problems.ts";
import type { XmlNode } from "./xml.ts";

/** CRDT is money in, DBIT money out, seen from the account's owner. */
export type CreditDebit = "CRDT" | "DBIT";

/** Where problems go, and the path they are reported under. */
export interface Reading {
  readonly problems: ProblemList;
  where: string;
}

/** Characters that XML calls blank. */
const trimXml = (text: string): string => text.replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, "");

/** The first child of that name. */
export function child(node: XmlNode | undefined, name: string): XmlNode | undefined {
  if (node === undefined) return undefined;
  for (const candidate of node.children) if (candidate.name === name) return candidate;
  return undefined;
}

/** All children of that name, in file order. */
export function childrenOf(node: XmlNode | undefined, name: string): readonly XmlNode[] {
  return node === undefined ? [] : node.children.filter((candidate) => candidate.name === name);
}

/** The element reached by first children of these names. */
export function at(node: XmlNode | undefined, ...names: readonly string[]): XmlNode | undefined {
  let found = node;
  for (const name of names) found = child(found, name);
  return found;
}

/** An element's own text without blanks around it; undefined when absent or empty. */
export function textOf(node: XmlNode | undefined): string | undefined {
  if (node === undefined || node.children.length > 0) return undefined;
  const text = trimXml(node.text);
  return text === "" ? undefined : text;
}

/** The text at a path of first children. */
export function textAt(node: XmlNode | undefined, ...names: readonly string[]): string | undefined {
  return textOf(at(node, ...names));
}

/** The texts of all children of that name, empty ones left out. */
export function textsOf(node: XmlNode | undefined, name: string): readonly string[] {
  if (node === undefined) return [];
  const texts: string[] = [];
  for (const candidate of node.children) {
    const text = candidate.name === name ? textOf(candidate) : undefined;
    if (text !== undefined) texts.push(text);
  }
  return texts;
}

/** Reports a problem at a field; the value is shown only where it has the look of a code, date or amount. */
export function report(reading: Reading, code: ProblemCode, node: XmlNode, name: string): void {
  const text = textOf(node);
  const path = reading.where === "" ? name : `${reading.where}/${name}`;
  reading.problems.add(code, node.line, path, text !== undefined && isPlain(text) ? text : undefined);
}

/** Codes are at most 4 capitals, dates and amounts digits with little else; anything longer may be a name or account. */
function isPlain(text: string): boolean {
  return (
    /^[A-Z]{1,4}$/.test(text) || /^[-+0-9.,:TZeEx]{1,10}$/.test(text) || /^\d{4}-\d\d-\d\dT[-+0-9.:Z]{1,20}$/.test(text)
  );
}

/** The one child of that name. A second one is a problem: which of them counts cannot be known. */
export function once(reading: Reading, node: XmlNode, name: string): XmlNode | undefined {
  let found: XmlNode | undefined;
  for (const candidate of node.children) {
    if (candidate.name !== name) continue;
    if (found !== undefined) report(reading, "ELEMENT_REPEATED", candidate, name);
    else found = candidate;
  }
  return found;
}

/** Like {@link once}, and its absence is a problem too. */
export function required(reading: Reading, node: XmlNode, name: string): XmlNode | undefined {
  const found = once(reading, node, name);
  if (found === undefined) {
    const path = reading.where === "" ? name : `${reading.where}/${name}`;
    reading.problems.add("ELEMENT_MISSING", node.line, path);
  }
  return found;
}

const decimalProblems = {
  decimalMissing: "AMOUNT_INVALID",
  notDecimal: "AMOUNT_INVALID",
  tooManyDecimals: "AMOUNT_DECIMALS",
  decimalTooLarge: "AMOUNT_TOO_LARGE",
} as const satisfies Record<string, ProblemCode>;

/** Minor units of a decimal without currency attribute, such as a summary's `Sum`. */
export function minorOf(reading: Reading, node: XmlNode, name: string, currency: string): bigint | undefined {
  const text = textOf(node);
  // The direction is a field of its own (ISO 20022, ActiveOrHistoricCurrencyAndAmount: minInclusive 0).
  if (text === undefined || text.startsWith("-")) {
    report(reading, "AMOUNT_INVALID", node, name);
    return undefined;
  }
  const read = parseDecimal(text, currencyDecimals(currency));
  if (read.ok) return read.value;
  report(reading, decimalProblems[read.problem.code], node, name);
  return undefined;
}

/** An amount with its `Ccy` attribute. */
export function amountOf(reading: Reading, node: XmlNode | undefined, name: string): Money | undefined {
  if (node === undefined) return undefined;
  const currency = node.currency;
  if (currency === undefined || !/^[A-Z]{3}$/.test(currency)) {
    report(reading, "CURRENCY_INVALID", node, name);
    return undefined;
  }
  const minor = minorOf(reading, node, name, currency);
  return minor === undefined ? undefined : { minor, currency };
}

/** A CdtDbtInd; undefined when absent, a problem when it says anything else. */
export function indicatorOf(reading: Reading, node: XmlNode | undefined): CreditDebit | undefined {
  if (node === undefined) return undefined;
  const text = textOf(node);
  if (text === "CRDT" || text === "DBIT") return text;
  report(reading, "INDICATOR_INVALID", node, node.name);
  return undefined;
}

/** An xs:boolean; undefined when absent. */
export function flagOf(reading: Reading, node: XmlNode | undefined): boolean | undefined {
  if (node === undefined) return undefined;
  const text = textOf(node);
  if (text === "true" || text === "1") return true;
  if (text === "false" || text === "0") return false;
  report(reading, "FLAG_INVALID", node, node.name);
  return undefined;
}

/** A count or running number of at most 15 digits, so that it is exact as a number. */
export function countOf(reading: Reading, node: XmlNode | undefined): number | undefined {
  if (node === undefined) return undefined;
  const text = textOf(node);
  if (text !== undefined && /^\d{1,15}$/.test(text)) return Number(text);
  report(reading, "NUMBER_INVALID", node, node.name);
  return undefined;
}

const dateShape = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d:\d\d(?:\.\d{1,12})?)?(?:Z|[-+]\d\d:\d\d)?$/;

/** A bank file names few days many times; the same text gives the same date object. */
const knownDates = new Map<string, Temporal.PlainDate>();
const mostKnownDates = 1000;

function calendarDate(text: string): Temporal.PlainDate | undefined {
  const known = knownDates.get(text);
  if (known !== undefined) return known;
  const day = dateShape.exec(text)?.[1];
  const date = day === undefined ? undefined : parseIsoDate(day);
  if (date === undefined) return undefined;
  if (knownDates.size >= mostKnownDates) knownDates.clear();
  knownDates.set(text, date);
  return date;
}

/** The calendar date of a leaf element, as written: a time or zone behind it does not move the day. */
export function dateOf(reading: Reading, node: XmlNode | undefined): Temporal.PlainDate | undefined {
  if (node === undefined) return undefined;
  const date = calendarDate(textOf(node) ?? "");
  if (date === undefined) report(reading, "DATE_INVALID", node, node.name);
  return date;
}

/** The date inside an element that holds `Dt` or `DtTm`, whichever the version or the bank chose. */
export function dateIn(reading: Reading, node: XmlNode | undefined): Temporal.PlainDate | undefined {
  return dateOf(reading, child(node, "Dt") ?? child(node, "DtTm"));
}

/** `amount` with the sign of its direction: money out is below zero. */
export function signed(minor: bigint, direction: CreditDebit): bigint {
  return direction === "DBIT" ? -minor : minor;
}
