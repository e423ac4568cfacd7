/** The alphabet of SMS (GSM 03.38, 3GPP TS 23.038 6.2.1) and how many parts a text takes. */

const BASIC =
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
/** Written with an escape before them: two places each. */
const EXTENDED = "^{}\\[~]|€\f";

const quoted = (signs: string): string => signs.replace(/[\]\\^-]/g, "\\$&");
const UNKNOWN = new RegExp(`[^${quoted(BASIC + EXTENDED)}]`, "gu");
const ESCAPED = new RegExp(`[${quoted(EXTENDED)}]`, "gu");

const SINGLE = 160;
/** Of a part of several: the rest says which part it is. */
const CONCATENATED = 153;

/** Characters with a neighbour in the alphabet. */
const NEIGHBOURS: Readonly<Record<string, string>> = {
  "\u00A0": " ",
  "\u202F": " ",
  "\u2009": " ",
  "’": "'",
  "‘": "'",
  "“": '"',
  "”": '"',
  "«": '"',
  "»": '"',
  "–": "-",
  "—": "-",
  "\u2212": "-",
  "…": "...",
  "·": "-",
  ð: "d",
  Ð: "D",
  đ: "d",
  Đ: "D",
  þ: "th",
  Þ: "Th",
  ł: "l",
  Ł: "L",
  œ: "oe",
  Œ: "OE",
};

function fold(character: string): string {
  return NEIGHBOURS[character] ?? character.normalize("NFD").replace(/\p{M}/gu, "").replace(UNKNOWN, "");
}

/** A text in the alphabet: accents it lacks are dropped, and letters of other scripts left out. */
export function toGsm7(text: string): string {
  return text.normalize("NFC").replace(UNKNOWN, fold);
}

/** How many parts a text is sent in; undefined when it is not in the alphabet. An escaped character is never cut in two. */
export function smsSegments(text: string): number | undefined {
  if (text.search(UNKNOWN) >= 0) return undefined;
  const escaped = text.match(ESCAPED)?.length ?? 0;
  if (text.length + escaped <= SINGLE) return 1;
  return escaped === 0 ? Math.ceil(text.length / CONCATENATED) : partsOf(text);
}

function partsOf(text: string): number {
  let parts = 1;
  let used = 0;
  for (const sign of text) {
    const places = EXTENDED.includes(sign) ? 2 : 1;
    if (used + places > CONCATENATED) {
      parts += 1;
      used = 0;
    }
    used += places;
  }
  return parts;
}
