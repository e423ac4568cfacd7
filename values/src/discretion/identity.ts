import { cardRecogniser, findIdentityNumbers, norwegianIdentityRecogniser } from "../identity-scan.ts";
import { isCalendarDate } from "../dates.ts";
import { isSwedishIdentityNumber } from "../sweden-identity.ts";

/** Where a number stands that names a person or a card, and what stands in its place in a masked text. */
export type NumberFinding = {
  readonly start: number;
  readonly end: number;
  readonly rule: string;
  readonly mask: string;
};

const CPR_WEIGHTS = [4, 3, 2, 7, 6, 5, 4, 3, 2, 1];

/**
 * Whether ten digits can be a Danish CPR number: a date (of replacement numbers the day + 60) and any four digits, since numbers are issued
 * without the modulus since October 2007. `strict` asks for the modulus, for digits that nothing else marks as one.
 */
export function isDanishIdentityNumber(digits: string, strict: boolean): boolean {
  if (!/^\d{10}$/.test(digits)) return false;
  const day = Number(digits.slice(0, 2));
  if (!isDay(Number(digits.slice(2, 4)), day > 60 ? day - 60 : day)) return false;
  const sum = CPR_WEIGHTS.reduce((total, weight, at) => total + weight * Number(digits[at]), 0);
  return !strict || sum % 11 === 0;
}

/** A day that a year may have: the year's own leap day is not asked for. */
function isDay(month: number, day: number): boolean {
  return isCalendarDate(2000, month, day);
}

const CODICE = /^[A-Z]{6}[0-9LMNPQRSTUV]{2}[ABCDEHLMPRST][0-9LMNPQRSTUV]{2}[A-Z][0-9LMNPQRSTUV]{3}[A-Z]$/;
/** By plain value (0 to 9, A to Z as 0 to 25): what a character counts in an odd place (decree of 23 December 1976). */
const ODD_VALUES = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/** Whether sixteen characters are an Italian codice fiscale of a person: its pattern, with the letters that tell namesakes apart, and the check letter. */
export function isCodiceFiscale(text: string): boolean {
  const code = text.toUpperCase();
  if (!CODICE.test(code)) return false;
  let sum = 0;
  for (let at = 0; at < 15; at++) {
    const character = code.charCodeAt(at);
    const value = character < 65 ? character - 48 : character - 65;
    sum += at % 2 === 0 ? ODD_VALUES[value]! : value;
  }
  return code.charCodeAt(15) - 65 === sum % 26;
}

/** Whether nine digits can be a US social security number: no area 000, 666 or 900 and above, no group 00, no serial 0000. */
export function isSocialSecurityNumber(digits: string): boolean {
  return /^(?!000|666|9)\d{3}(?!00)\d{2}(?!0000)\d{4}$/.test(digits);
}

const GAP = "[-+\\u2010-\\u2015\\s\\u00ad\\u200b\\u2060]{0,3}";
const DATED = new RegExp(`(?<!\\d)(?:\\d{2})?\\d{6}(${GAP})\\d{4}(?!\\d)`, "g");
const CODICE_WRITTEN =
  /(?<![A-Za-z\d])[A-Za-z]{3} ?[A-Za-z]{3} ?[\dL-Vl-v]{2}[A-Ta-t][\dL-Vl-v]{2} ?[A-Za-z][\dL-Vl-v]{3}[A-Za-z](?![A-Za-z\d])/g;
const SOCIAL = /(?<!\d)\d{3}[- \u2010-\u2015]\d{2}[- \u2010-\u2015]\d{4}(?!\d)/g;
const SAID_TO_BE = /(?:cpr|cpr-?nr|cpr-?nummer|ssn|social security(?: number| no)?)[\s.:#]{0,3}(\d{9,10})(?!\d)/gi;
const UUID = /[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/gi;

/** Identity numbers of all five countries and card numbers, in order of place. `danish`: the text is Danish, so ten digits with a date are a CPR number. */
export function findNumbers(text: string, danish: boolean, asOf?: Temporal.PlainDate): NumberFinding[] {
  const norwegian = findIdentityNumbers(text, [norwegianIdentityRecogniser(asOf), cardRecogniser]);
  const findings = norwegian.map(({ start, end, kind, mask }) => ({
    start,
    end,
    rule: kind === "card" ? "number.card" : "number.no",
    mask,
  }));
  for (const match of text.matchAll(DATED)) {
    const rule = datedRule(match[0].replace(/\D/g, ""), match[1]!, danish);
    if (rule !== undefined) findings.push(at(match, rule, "******-****"));
  }
  for (const match of text.matchAll(SOCIAL)) {
    if (isSocialSecurityNumber(match[0].replace(/\D/g, ""))) findings.push(at(match, "number.us", "***-**-****"));
  }
  for (const match of text.matchAll(CODICE_WRITTEN)) {
    if (isCodiceFiscale(match[0].replaceAll(" ", ""))) findings.push(at(match, "number.it", "****************"));
  }
  for (const match of text.matchAll(SAID_TO_BE)) {
    const digits = match[1]!;
    const known = digits.length === 9 ? isSocialSecurityNumber(digits) : isDanishIdentityNumber(digits, false);
    if (known) findings.push(at(match, digits.length === 9 ? "number.us" : "number.dk", "**********"));
  }
  return withoutUuids(text, findings).sort((one, other) => one.start - other.start);
}

/** A dash marks a number of a person; without one a Danish number must pass its modulus, unless the text is Danish. */
function datedRule(digits: string, gap: string, danish: boolean): string | undefined {
  if (isSwedishIdentityNumber(digits)) return "number.se";
  const marked = /[-\u2010-\u2015]/.test(gap);
  return isDanishIdentityNumber(digits, !marked && !danish) ? "number.dk" : undefined;
}

function at(match: RegExpExecArray, rule: string, mask: string): NumberFinding {
  return { start: match.index, end: match.index + match[0].length, rule, mask };
}

function withoutUuids(text: string, findings: NumberFinding[]): NumberFinding[] {
  if (findings.length === 0) return findings;
  const uuids = [...text.matchAll(UUID)].map((match) => at(match, "", ""));
  return findings.filter((each) => !uuids.some((uuid) => uuid.start <= each.start && each.end <= uuid.end));
}
