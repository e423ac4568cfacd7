/**
 * The last look at a finished anonymised document, before it leaves: nothing of the patient may stand in it. It reads the
 * written XML and shares nothing with the builder but the phrase list. A finding stops sending; it is not a warning.
 */
import { childPlace, closedAttributes, rootPlace, type FieldKind, type Place } from "./closed-fields.ts";
import { personNumbersIn } from "./identity.ts";
import { readTree, trimmed, XmlRefused, type XmlNode } from "./xml.ts";

/** What was found. */
export type LeakCode =
  | "UNREADABLE"
  | "MARKUP"
  | "FIELD_NOT_ALLOWED"
  | "TEXT_NOT_ON_LIST"
  | "ATTRIBUTE_NOT_ALLOWED"
  | "EMBEDDED_OBJECT"
  | "FORBIDDEN_VALUE"
  | "PERSON_NUMBER";

const sentences: Readonly<Record<LeakCode, string>> = {
  UNREADABLE: "The document cannot be read, so nothing can be said of it.",
  MARKUP: "The document holds a comment, a processing instruction or a raw section, which we never write.",
  FIELD_NOT_ALLOWED: "The document holds a field that anonymised documents do not have.",
  TEXT_NOT_ON_LIST: "A text is not one of the neutral phrases, or not of the form its field has.",
  ATTRIBUTE_NOT_ALLOWED: "An element carries something that anonymised documents do not have.",
  EMBEDDED_OBJECT: "The document holds an attachment.",
  FORBIDDEN_VALUE: "Something from the patient's record stands in the document.",
  PERSON_NUMBER: "A number passes for a person's identity number.",
};

/** One finding. It tells where, never what: the value would be the leak. */
export interface Leak {
  readonly code: LeakCode;
  readonly path: string;
  /** Which of the forbidden values, by place in the list given; nothing else of it. */
  readonly forbiddenIndex?: number;
  readonly sentence: string;
}

/** What was known before the patient came. */
export interface LeakOptions {
  /**
   * Whole texts of the agreement with the payer: names and addresses of both parties, the payer's own references. A party
   * or reference field that holds exactly one of them is not searched, so that a patient who lives in the clinic's town
   * or shares its owner's name stops nothing. They excuse no other field and no person's number.
   */
  readonly known?: readonly string[];
}

const PLAIN = /^[\x20-\x7e]*$/;

/** Letters without marks and case, blanks as one: å, ä and a are one, ø and o, æ and ae. */
function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase().replace(/ {2,}/g, " ");
  const plain = text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replaceAll("ß", "ss")
    .replaceAll("đ", "d")
    .replaceAll("ð", "d")
    .replaceAll("þ", "th")
    .replaceAll("ł", "l")
    .replaceAll("œ", "oe")
    .replaceAll("ı", "i")
    .replace(/\s+/g, " ");
}

/** Digits written apart brought together: `010180 10083` and `01.01.80` as one run. */
const joined = (folded: string): string => folded.replace(/(?<=\d)[\s./+-]{1,3}(?=\d)/g, "");

const SHORTEST = 3;

/** A number inside a value, as in `J-4711234`, is looked for by itself from this length on. */
const SHORTEST_NUMBER = 6;

/** One thing to look for: words anywhere, a number as a whole number and not as a part of a longer one. */
interface Forbidden {
  readonly index: number;
  readonly word?: string;
  readonly digits?: string;
}

function lookFor(value: string, index: number): readonly Forbidden[] {
  const word = fold(value).trim();
  if (word.length < SHORTEST) return [];
  const whole = joined(word).replace(/^\+/, "");
  if (/^\d+$/.test(whole)) return [{ index, digits: whole }];
  const inside = (whole.match(/\d+/g) ?? []).filter((digits) => digits.length >= SHORTEST_NUMBER);
  return [{ index, word }, ...inside.map((digits) => ({ index, digits }))];
}

/** A text to search: a field's, an attribute's or a comment's. */
interface Searched {
  readonly path: string;
  readonly text: string;
  readonly kind: FieldKind | "markup";
}

function holdsNumber(text: string, digits: string): boolean {
  for (let at = text.indexOf(digits); at >= 0; at = text.indexOf(digits, at + 1)) {
    const isWhole = !/\d/.test(text[at - 1] ?? "") && !/\d/.test(text[at + digits.length] ?? "");
    if (isWhole) return true;
  }
  return false;
}

interface Folded extends Searched {
  readonly folded: string;
  readonly joined: string;
}

const SEPARATOR = "\n";

/** All texts as one, so that most forbidden values cost one look. */
function searchAll(texts: readonly Searched[], forbidden: readonly Forbidden[]): readonly Leak[] {
  const folded: readonly Folded[] = texts.map((each) => {
    const plain = fold(each.text);
    return { ...each, folded: plain, joined: joined(plain) };
  });
  const words = folded.map((each) => each.folded).join(SEPARATOR);
  const numbers = folded.map((each) => each.joined).join(SEPARATOR);
  return forbidden
    .filter(({ word, digits = "" }) => (word === undefined ? numbers.includes(digits) : words.includes(word)))
    .flatMap((value) =>
      folded
        .filter((each) => isHit(each, value))
        .map(({ path }) => ({ ...leak("FORBIDDEN_VALUE", path), forbiddenIndex: value.index })),
    );
}

/** Sums are ours: a number in the record that equals one proves nothing. */
function isHit(each: Folded, { word, digits = "" }: Forbidden): boolean {
  if (word !== undefined) return each.folded.includes(word);
  return each.kind !== "number" && holdsNumber(each.joined, digits);
}

function leak(code: LeakCode, path: string): Leak {
  return { code, path, sentence: sentences[code] };
}

interface Walk {
  readonly leaks: Leak[];
  readonly texts: Searched[];
  readonly known: ReadonlySet<string>;
  readonly danes: boolean;
}

function checkAttributes(walk: Walk, node: XmlNode, path: string): void {
  for (const [name, text] of node.attributes) {
    if (closedAttributes.get(name)?.(text) === true) continue;
    const where = `${path}/${name}`;
    walk.leaks.push(leak(/^(?:mimeCode|filename)$/i.test(name) ? "EMBEDDED_OBJECT" : "ATTRIBUTE_NOT_ALLOWED", where));
    walk.texts.push({ path: where, text, kind: "markup" });
  }
}

function checkPersonNumbers(walk: Walk, path: string, text: string): void {
  if (/\p{N}/u.test(text) && personNumbersIn(text, walk.danes).length > 0) walk.leaks.push(leak("PERSON_NUMBER", path));
}

function checkText(walk: Walk, { path, field }: Place, text: string): void {
  if (field === undefined) {
    walk.leaks.push(leak("FIELD_NOT_ALLOWED", path));
    walk.texts.push({ path, text, kind: "markup" });
    checkPersonNumbers(walk, path, text);
    return;
  }
  const fits = field.fits(text);
  if (!fits) walk.leaks.push(leak("TEXT_NOT_ON_LIST", path));
  if (field.kind === "fixed" && fits) return;
  if (field.kind !== "exempt") checkPersonNumbers(walk, path, text);
  const isKnown = /^(?:party|reference|exempt)$/.test(field.kind) && walk.known.has(text);
  if (!isKnown) walk.texts.push({ path, text, kind: fits ? field.kind : "markup" });
}

function walkNode(walk: Walk, node: XmlNode, place: Place): void {
  const { path } = place;
  checkAttributes(walk, node, path);
  if (/(?:^|\/)Attachment$/.test(path)) walk.leaks.push(leak("EMBEDDED_OBJECT", path));
  const text = trimmed(node.text);
  if (text !== "") checkText(walk, place, text);
  for (const child of node.children) walkNode(walk, child, childPlace(place, child.name));
}

const MARKUP = /<!--([^]*?)(?:-->|$)|<\?(?!xml\s)([^]*?)(?:\?>|$)|<!\[CDATA\[([^]*?)(?:\]\]>|$)/g;

/** Comments and the like are no part of the tree; their texts are searched all the same. */
function checkMarkup(walk: Walk, xml: string): void {
  for (const [, comment, instruction, section] of xml.matchAll(MARKUP)) {
    const text = comment ?? instruction ?? section ?? "";
    walk.leaks.push(leak("MARKUP", "markup"));
    walk.texts.push({ path: "markup", text, kind: "markup" });
    checkPersonNumbers(walk, "markup", text);
  }
}

const isDanish = (xml: string): boolean => />DK<\/[^>]*IdentificationCode>/.test(xml);

/** A look at finished documents with one record in mind; empty when the document may leave. */
export type LeakCheck = (xml: string | Uint8Array) => readonly Leak[];

/** {@link leakCheck} made ready for many documents with the same forbidden values. */
export function createLeakCheck(forbidden: readonly string[], options: LeakOptions = {}): LeakCheck {
  const prepared = forbidden.flatMap(lookFor);
  const known = new Set(options.known ?? []);
  return (xml) => {
    const bytes = typeof xml === "string" ? new TextEncoder().encode(xml) : xml;
    const text = typeof xml === "string" ? xml : new TextDecoder().decode(xml);
    const walk: Walk = { leaks: [], texts: [], known, danes: isDanish(text) };
    checkMarkup(walk, text);
    try {
      walkNode(walk, readTree(bytes).root, rootPlace);
    } catch (error) {
      if (!(error instanceof XmlRefused)) throw error;
      walk.leaks.push(leak("UNREADABLE", ""));
      walk.texts.push({ path: "", text, kind: "markup" });
    }
    return [...walk.leaks, ...searchAll(walk.texts, prepared)];
  };
}

/**
 * Searches a finished anonymised document. `forbidden` are the values of the patient's record, and whatever vocabulary the
 * caller adds; those under three characters are passed over. Empty when the document may leave: no such value anywhere,
 * folded for case and accents; no person's number but in the fields of companies, accounts and payment references; every
 * field and text on the closed lists; no attachment, no comment.
 */
export function leakCheck(
  xml: string | Uint8Array,
  forbidden: readonly string[],
  options: LeakOptions = {},
): readonly Leak[] {
  return createLeakCheck(forbidden, options)(xml);
}
