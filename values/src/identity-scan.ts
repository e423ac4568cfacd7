import { isCardNumber } from "./cards.ts";
import { norwegianIdentityKind } from "./norway-identity.ts";
import { swedishIdentityKind } from "./sweden-identity.ts";

/** Recognises one family of numbers that Kvitt may not keep. A market adds its own by handing a longer list to the scan. */
export type IdentityRecogniser = {
  /** The fewest and most digits such a number has. */
  readonly shortest: number;
  readonly longest: number;
  /** What stands in its place in a masked text. Holds no digit. */
  readonly mask: string;
  /** The kind of number that exactly these digits are, or undefined. `written` is them as they stand in the text. */
  recognise(digits: string, written: string): string | undefined;
};

/** Where a number stands: `text.slice(start, end)` is it, with any blanks or dashes inside, and what to put in its place. */
export type IdentityFinding = {
  readonly start: number;
  readonly end: number;
  readonly kind: string;
  readonly mask: string;
};

/** Norwegian identity numbers, by the rule in force on `asOf` (see `norwegianIdentityKind`). */
export function norwegianIdentityRecogniser(asOf?: Temporal.PlainDate): IdentityRecogniser {
  return {
    shortest: 11,
    longest: 11,
    mask: "******-*****",
    recognise: (digits) => norwegianIdentityKind(digits, asOf),
  };
}

/** Six or eight digits, what stands between, four more: `811218-9876`, `811218+9876` (from a hundred years on), `198112189876`. */
const SWEDISH_WRITTEN = /^(?:\d{6}(\D{0,3})|\d{8}\D{0,3})\d{4}$/;

/**
 * Swedish identity numbers, written as people write them. Of dates and Luhn digits there are many: about one in 140 runs of ten digits
 * passes for one, and one in 14 of ten-digit references that end in a Luhn digit. So ten digits in one go are only taken for one where
 * Swedes are expected (`bare`).
 */
export function swedishIdentityRecogniser(asOf?: Temporal.PlainDate, bare = true): IdentityRecogniser {
  return {
    shortest: 10,
    longest: 12,
    mask: "******-****",
    recognise(digits, written) {
      const form = SWEDISH_WRITTEN.exec(written);
      if (form === null || (!bare && form[1] === "")) return undefined;
      return swedishIdentityKind(digits, asOf);
    },
  };
}

/** Payment card numbers of every scheme; the kind is `card`. */
export const cardRecogniser: IdentityRecogniser = {
  shortest: 13,
  longest: 19,
  mask: "****-****-****-****",
  recognise: (digits) => (isCardNumber(digits) ? "card" : undefined),
};

/**
 * What the scan looks for when nothing else is said, in any market: Norwegian identity numbers by the rule before 2032, Swedish ones that
 * are marked as such by their sign or century, and cards. A caller that knows market and day should ask the market's pack.
 */
const RECOGNISERS: readonly IdentityRecogniser[] = [
  norwegianIdentityRecogniser(),
  swedishIdentityRecogniser(undefined, false),
  cardRecogniser,
];

/** More characters than these (` - `) between two digits end a number. */
const WIDEST_GAP = 3;

/**
 * Finds identity and card numbers in a text, also when their digits are apart (`010180 10083`, `4111-1111-...`): up to
 * three blanks, dashes, points, slashes or invisible characters may stand between them. A number begins and ends with a
 * whole group of digits, so that part of a longer reference is not taken for one. In order of place; of two that begin
 * together the longer, and none that lies within another. Two may overlap. The digits of a UUID are nobody's number: a
 * generator laid them, and of 30,000 UUIDs one would pass for a person's.
 *
 * Not for fields typed as an account number or a payment reference that is known: a kontonummer and a MOD11 reference
 * of eleven digits end in a digit made by the very weights of an identity number's last, so about one in 24 passes for one.
 * Match first, mask afterwards.
 */
export function findIdentityNumbers(text: string, recognisers = RECOGNISERS): IdentityFinding[] {
  const findings: IdentityFinding[] = [];
  forEachRun(text, fewestDigits(recognisers), (from, to) => {
    findInRun(text, groupsOf(text, from, to), recognisers, findings);
    return false;
  });
  return findings;
}

/** Eleven digits together, or six and five with one sign between them; ten or twelve in the Swedish way. */
const AS_WRITTEN = /^(?:\d{11}|\d{6}[ -]\d{5}|\d{6}[-+]?\d{4}|\d{8}[-+]?\d{4})$/;

/**
 * Whether a machine's key (an idempotency key, an external id) holds a person's number as people write it. Digits that
 * only lie near each other in the key's groups are not taken for one. Norwegian numbers are looked for when nothing else is said: a day
 * and a running number, as keys often are, now and then pass for a Swedish one.
 */
export function keyHoldsIdentityNumber(key: string, recognisers = [norwegianIdentityRecogniser()]): boolean {
  return findIdentityNumbers(key, recognisers).some(({ start, end }) => AS_WRITTEN.test(key.slice(start, end)));
}

/** The text with every identity or card number replaced by its mask; the same text when there is none. */
export function maskIdentityNumbers(text: string, recognisers = RECOGNISERS): string {
  const findings = findIdentityNumbers(text, recognisers);
  if (findings.length === 0) return text;
  let masked = "";
  let done = 0;
  for (const { start, end, mask } of findings) {
    if (start >= done) masked += text.slice(done, start) + mask;
    done = end;
  }
  return masked + text.slice(done);
}

/** Whether the text holds a number that may not be kept: such a text is refused, without repeating it. */
export function holdsForbiddenNumber(text: string, recognisers = RECOGNISERS): boolean {
  return forEachRun(text, fewestDigits(recognisers), (from, to) => {
    const findings: IdentityFinding[] = [];
    findInRun(text, groupsOf(text, from, to), recognisers, findings);
    return findings.length > 0;
  });
}

/** A group of digits that stand together, `text.slice(start, end)`. */
type DigitGroup = { readonly start: number; readonly end: number };

/**
 * Calls `visit` for every stretch of digits and gaps that holds at least `fewest` digits, until it answers true. The
 * only part that looks at each character, so it makes nothing: most texts hold no such stretch.
 */
function forEachRun(text: string, fewest: number, visit: (from: number, to: number) => boolean): boolean {
  let from = 0;
  let end = -1;
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 48 && code <= 57) {
      if (digits === 0) from = at;
      digits++;
      end = at + 1;
    } else if (digits > 0 && (at - end >= WIDEST_GAP || !isGap(code))) {
      if (digits >= fewest && visit(from, end)) return true;
      digits = 0;
    }
  }
  return digits >= fewest && visit(from, end);
}

const UUID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/gi;
const UUID_LENGTH = 36;

/** Where the UUIDs stand that touch `text.slice(from, to)`. */
function uuidsAbout(text: string, from: number, to: number): DigitGroup[] {
  const begin = Math.max(0, from - UUID_LENGTH);
  return [...text.slice(begin, to + UUID_LENGTH).matchAll(UUID)].map(({ index }) => ({
    start: begin + index,
    end: begin + index + UUID_LENGTH,
  }));
}

/** The groups of digits in `text.slice(from, to)` that are no part of a UUID. */
function groupsOf(text: string, from: number, to: number): DigitGroup[] {
  const uuids = uuidsAbout(text, from, to);
  return digitGroups(text, from, to).filter(
    (group) => !uuids.some((uuid) => uuid.start <= group.start && group.end <= uuid.end),
  );
}

function digitGroups(text: string, from: number, to: number): DigitGroup[] {
  const groups: DigitGroup[] = [];
  let start = -1;
  for (let at = from; at <= to; at++) {
    const code = at < to ? text.charCodeAt(at) : 0;
    const isDigit = code >= 48 && code <= 57;
    if (isDigit && start < 0) start = at;
    if (!isDigit && start >= 0) {
      groups.push({ start, end: at });
      start = -1;
    }
  }
  return groups;
}

function findInRun(
  text: string,
  groups: readonly DigitGroup[],
  recognisers: readonly IdentityRecogniser[],
  findings: IdentityFinding[],
): void {
  const longest = Math.max(...recognisers.map((recogniser) => recogniser.longest));
  let covered = findings.at(-1)?.end ?? 0;
  for (let first = 0; first < groups.length; first++) {
    const finding = longestFrom(text, groups, first, longest, recognisers);
    if (finding === undefined || finding.end <= covered) continue;
    findings.push(finding);
    covered = finding.end;
  }
}

/** The longest number that begins with the group at `first`. */
function longestFrom(
  text: string,
  groups: readonly DigitGroup[],
  first: number,
  longest: number,
  recognisers: readonly IdentityRecogniser[],
): IdentityFinding | undefined {
  let found: IdentityFinding | undefined;
  let digits = "";
  for (let last = first; last < groups.length; last++) {
    const group = groups[last]!;
    if (digits.length + group.end - group.start > longest) break;
    digits += text.slice(group.start, group.end);
    const known = recognised(digits, text.slice(groups[first]!.start, group.end), recognisers);
    if (known !== undefined) found = { start: groups[first]!.start, end: group.end, ...known };
  }
  return found;
}

function recognised(
  digits: string,
  written: string,
  recognisers: readonly IdentityRecogniser[],
): { readonly kind: string; readonly mask: string } | undefined {
  for (const recogniser of recognisers) {
    if (digits.length < recogniser.shortest || digits.length > recogniser.longest) continue;
    const kind = recogniser.recognise(digits, written);
    if (kind !== undefined) return { kind, mask: recogniser.mask };
  }
  return undefined;
}

function fewestDigits(recognisers: readonly IdentityRecogniser[]): number {
  return Math.min(...recognisers.map((recogniser) => recogniser.shortest));
}

/** Blanks, dashes, plus, point, slash, and the invisible characters that copying from a page leaves between digits. */
function isGap(code: number): boolean {
  if (code < 128) return code === 32 || code === 43 || (code >= 45 && code <= 47) || code === 9;
  if (code < 0x2000) return code === 0xa0 || code === 0xad;
  return (code >= 0x2000 && code <= 0x2015) || code === 0x202f || code === 0x2060 || code === 0x2212 || code === 0xfeff;
}
