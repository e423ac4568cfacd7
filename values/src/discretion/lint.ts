import { bareCodes, toothBehind } from "./codes.ts";
import { searchFor, type ForbiddenSearch } from "./forbidden.ts";
import { findNumbers } from "./identity.ts";
import { BOUNDARY, symbolOf, UNSEEN } from "./fold.ts";
import type { Hit } from "./automaton.ts";
import { vocabulary, type DiscretionLanguage, type WordMeaning } from "./vocabulary.ts";
import type { ClinicalKind } from "./words/shape.ts";

/**
 * What a text gives away: a clinical word or code, a number that names a person or a card, or something of the patient's own that the caller
 * named. `rule` says what found it (`nb.treatment`, `number.se`, `code.icd`) and holds nothing of the text.
 */
export type FindingKind = ClinicalKind | "code" | "identityNumber" | "card" | "forbidden";

/** `text.slice(start, end)` is what was found; the finding itself never holds it. */
export type Finding = {
  readonly start: number;
  readonly end: number;
  readonly kind: FindingKind;
  readonly rule: string;
};

export type LintOptions = {
  /** The text's language. Left out, words that are ordinary in one language and clinical in another are found too. */
  readonly language?: DiscretionLanguage | undefined;
  /** The patient's own: parts of names, the animal's name, texts of treatments. */
  readonly forbid: readonly string[];
  /** What may stand there whatever it holds: the issuer's name and street, our own references and account numbers. */
  readonly allow?: readonly string[] | undefined;
  /** The day, for the rules of identity numbers that change (Norway in 2032). */
  readonly asOf?: Temporal.PlainDate | undefined;
};

/**
 * Finds health data and personal numbers in a text that is about to leave or to be kept: a document's words, a message, a file name, a line
 * of a log. In order of place, none within another. An empty list: nothing known was found. Case, accents, hyphens at line ends and
 * invisible characters hide nothing; what is encoded (base64, percent signs, markup) is the caller's to open first.
 *
 *     lint("Faktura 1042: Rotfylling 36", { forbid: ["Kari"] }) // [{ start: 14, end: 24, kind: "treatment", rule: "nb.treatment" }]
 */
export function lint(text: string, options: LintOptions): Finding[] {
  return linter(options)(text);
}

/** The same for many texts, such as all of one document: what is forbidden and allowed is made ready once. */
export function linter(options: LintOptions): (text: string) => Finding[] {
  const forbidden = searchFor(options.forbid);
  const allowed = searchFor(options.allow ?? []);
  return (text) => lintWith(text, options, forbidden, allowed);
}

function lintWith(text: string, options: LintOptions, forbidden: ForbiddenSearch, allowed: ForbiddenSearch): Finding[] {
  const hits = vocabulary().find(text);
  const harmless = hits.filter((hit) => hit.meaning.role === "harmless");
  const found = [
    ...hits.flatMap((hit) => wordFinding(text, hit, harmless, options.language)),
    ...codeFindings(text),
    ...numberFindings(text, options),
    ...forbidden(text).map(({ start, end }) => ({ start, end, kind: "forbidden" as const, rule: "forbidden" })),
  ];
  if (found.length === 0) return [];
  const spared = allowed(text);
  return outermost(found.filter((finding) => !spared.some((span) => holds(span, finding))));
}

/** An amount (`16 kronor 14`) or a street (`Via Ponte 14`): what follows is no crown and no bridge. The digits of a code (`K02.1`) are no amount. */
const ORDINARY_BEFORE = /(?:(?<![a-z\d.])[\d.,]*\d\s?|\b(?:via|viale|piazza|corso|largo|vicolo|strada)\s)$/i;

function wordFinding(
  text: string,
  { start, end, meaning }: Hit<WordMeaning>,
  harmless: readonly Hit<WordMeaning>[],
  language: DiscretionLanguage | undefined,
): Finding[] {
  if (meaning.role === "harmless" || harmless.some((other) => holds(other, { start, end }))) return [];
  if (meaning.role === "clinical") {
    const foreign = meaning.only !== null && language !== undefined && language !== meaning.only;
    return foreign ? [] : [{ ...wholeWords(text, start, end), kind: meaning.kind, rule: meaning.rule }];
  }
  const code = meaning.role === "codeContext" ? meaning.code : toothBehind;
  if (meaning.role === "besideTooth" && ORDINARY_BEFORE.test(text.slice(Math.max(0, start - 10), start))) return [];
  code.lastIndex = end;
  const match = code.exec(text);
  return match ? [{ start, end: end + match[0].length, kind: "code", rule: meaning.rule }] : [];
}

function codeFindings(text: string): Finding[] {
  return bareCodes.flatMap(({ rule, code }) =>
    [...text.matchAll(code)].map((match) => ({
      start: match.index,
      end: match.index + match[0].length,
      kind: "code" as const,
      rule,
    })),
  );
}

function numberFindings(text: string, options: LintOptions): Finding[] {
  return findNumbers(text, options.language === "da", options.asOf).map(({ start, end, rule }) => ({
    start,
    end,
    kind: rule === "number.card" ? "card" : "identityNumber",
    rule,
  }));
}

type Span = { readonly start: number; readonly end: number };

function holds(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** The span grown to whole words, so that a mask leaves no ending that tells the rest. */
function wholeWords(text: string, from: number, to: number): Span {
  let start = from;
  let end = to;
  while (start > 0 && isLetter(text, start - 1)) start--;
  while (end < text.length && isLetter(text, end)) end++;
  return { start, end };
}

function isLetter(text: string, at: number): boolean {
  const symbol = symbolOf(text.charCodeAt(at));
  return symbol !== BOUNDARY && (symbol <= 26 || symbol === UNSEEN);
}

/** In order of place, without those that lie within another. */
function outermost(findings: readonly Finding[]): Finding[] {
  const kept: Finding[] = [];
  for (const finding of findings.toSorted((one, other) => one.start - other.start || other.end - one.end)) {
    const last = kept.at(-1);
    if (last === undefined || !holds(last, finding)) kept.push(finding);
  }
  return kept;
}

/** What stands where something was found. Holds no letter and no digit, so a masked text is clean. */
export const DISCRETION_MASK = "***";

/** The text with everything found replaced; findings that overlap are masked as one. For what stays: logs, traces, stored messages. */
export function mask(text: string, findings: readonly Finding[]): string {
  let masked = "";
  let done = 0;
  for (const { start, end } of findings.toSorted((one, other) => one.start - other.start)) {
    if (start >= done) masked += text.slice(done, start) + DISCRETION_MASK;
    done = Math.max(done, end);
  }
  return masked + text.slice(done);
}
