/** What a payment says it is for: every reference it carries, in the order in which they are to be believed. */
import { isRf } from "@kvitt/values";
import type { Entry, Transaction } from "./camt-model.ts";

/** Where a candidate stands, most trustworthy first. */
export type ReferenceSource =
  "creditorReference" | "document" | "endToEndId" | "remittanceText" | "proprietary" | "transactionText" | "entryText";

/** One reference, normalised: no blanks, capitals. Leading zeros and a KID's last `-` are kept. */
export interface ReferenceCandidate {
  readonly value: string;
  readonly source: ReferenceSource;
  /** The type code beside it: SCOR, CINV, CREN, ... */
  readonly type: string | undefined;
  /** 1-based Strd it stands in. */
  readonly part: number | undefined;
}

/** Tells whether a token has the shape of a reference of ours. */
export type HasShape = (token: string) => boolean;

/** 4 to 25 digits, a MOD11 KID's `-` included, or an RF reference: for tenants that name no shapes of their own. */
export const looksLikeReference: HasShape = (token) => /^(?:\d{4,25}|\d{4,24}-)$/.test(token) || isRf(token);

/** A reference as it is compared. */
export function normaliseReference(text: string): string {
  return text.replace(/\s+/g, "").toUpperCase();
}

/** More numbers in a row than this are a table, not a reference cut by blanks. */
const longestRun = 8;

/** `OCR 1002 4586`: numbers with only blanks between, longest run first, and numbers glued to a word. */
function tokensOf(line: string): readonly string[] {
  const words = [...line.toUpperCase().matchAll(/[A-Z0-9]+(?:-(?![A-Z0-9]))?/g)];
  const tokens: string[] = [];
  for (let from = 0; from < words.length; from += 1) {
    const joined: string[] = [];
    let text = "";
    for (let to = from; to < Math.min(words.length, from + longestRun); to += 1) {
      const word = words[to];
      if (word === undefined || (to > from && !followsAfterBlanks(line, words[to - 1], word))) break;
      text += word[0];
      if (to > from && !/^\d+-?$/.test(text) && !text.startsWith("RF")) break;
      joined.push(text);
    }
    const glued = /^(?!RF\d)[A-Z]+(\d+-?)$/.exec(words[from]?.[0] ?? "")?.[1];
    tokens.push(...joined.reverse(), ...(glued === undefined ? [] : [glued]));
  }
  return tokens;
}

function followsAfterBlanks(line: string, before: RegExpExecArray | undefined, word: RegExpExecArray): boolean {
  return before !== undefined && line.slice(before.index + before[0].length, word.index).trim() === "";
}

/** The standard allows 140 characters a line and 500 of additional information; what is beyond is not searched. */
const searchedLength = 1000;
const searchedLines = 100;

/** Tokens of that shape in free text: in each line, then across lines, as banks cut at 35 or 140 characters. */
export function textReferences(lines: readonly string[], hasShape: HasShape = looksLikeReference): readonly string[] {
  const searched = lines.slice(0, searchedLines).map((line) => line.slice(0, searchedLength));
  const across = searched.length > 1 ? [searched.join(""), searched.join(" ")] : [];
  const found = new Set<string>();
  for (const line of [...searched, ...across])
    for (const token of tokensOf(line)) if (hasShape(token)) found.add(token);
  return [...found];
}

/**
 * The candidates of a transaction (formats: camt, section 5). Text candidates are suggestions: a reference counts only
 * if the payee issued it, and a valid check digit proves nothing by itself.
 * @example referenceCandidates(entry, entry.transactions[0], (token) => series.has(token))
 */
export function referenceCandidates(
  entry: Pick<Entry, "additionalInfo">,
  transaction: Transaction | undefined,
  hasShape: HasShape = looksLikeReference,
): readonly ReferenceCandidate[] {
  const found = new Map<string, ReferenceCandidate>();
  const add: Add = (source, text, type, part) => {
    const value = normaliseReference(text);
    const key = `${source} ${value}`;
    if (value !== "" && !found.has(key)) found.set(key, { value, source, type, part });
  };
  if (transaction !== undefined) addOwn(transaction, hasShape, add);
  for (const token of textReferences(entry.additionalInfo, hasShape)) add("entryText", token);
  return [...found.values()];
}

type Add = (source: ReferenceSource, text: string, type?: string, part?: number) => void;

function addOwn({ remittance, refs, additionalInfo }: Transaction, hasShape: HasShape, add: Add): void {
  for (const [index, part] of remittance.parts.entries()) {
    if (part.reference !== undefined) add("creditorReference", part.reference, part.referenceType, index + 1);
  }
  for (const [index, part] of remittance.parts.entries()) {
    for (const { type, number } of part.documents) if (number !== undefined) add("document", number, type, index + 1);
  }
  const { endToEndId } = refs;
  if (endToEndId !== undefined && endToEndId !== "NOTPROVIDED" && hasShape(normaliseReference(endToEndId))) {
    add("endToEndId", endToEndId);
  }
  for (const token of textReferences(remittance.texts, hasShape)) add("remittanceText", token);
  for (const { ref, type } of refs.proprietary) if (hasShape(normaliseReference(ref))) add("proprietary", ref, type);
  for (const token of textReferences(additionalInfo, hasShape)) add("transactionText", token);
}
