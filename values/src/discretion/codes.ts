/**
 * Codes of treatments and illnesses. Most look like any other number, so they count only behind a word that says what they are; the few
 * that look like nothing else count alone.
 */

/** A word list (see `Words`) and the code that stands directly behind such a word. */
export type CodeContext = { readonly words: string; readonly rule: string; readonly code: RegExp };

const BETWEEN = String.raw`[\s.:#=]{0,3}(?:(?:nr|no|kode|kod|code|codice)[\s.:]{0,2})?`;
const behind = (code: string): RegExp => new RegExp(`${BETWEEN}${code}(?![\\p{L}\\d])`, "iuy");

export const codeContexts: readonly CodeContext[] = [
  // Folketrygdloven § 5-6 with its regulation: tariff numbers and points of entry of dental care.
  {
    words: "takst takster honorartakst helfotakst takstnr takstnummer takstkode",
    rule: "code.takst",
    code: behind(String.raw`\d{1,3}[a-z]{0,2}`),
  },
  { words: "innslagspunkt stønadspunkt refusjonspunkt", rule: "code.takst", code: behind(String.raw`\d{1,2}[a-z]?`) },
  // The reference price list of the Swedish dental support: measures and conditions.
  {
    words: "åtgärd åtgärdskod åtgärdsnr tillstånd tillståndskod",
    rule: "code.tandvard",
    code: behind(String.raw`\d{3,4}`),
  },
  { words: "ydelse ydelsesnr ydelsesnummer ydelseskode", rule: "code.ydelse", code: behind(String.raw`\d{4}`) },
  { words: "nomenclatore prestazione", rule: "code.nomenclatore", code: behind(String.raw`\d{2}\.\d{2}(?:\.\d)?`) },
  { words: "cdt ada procedure proc", rule: "code.cdt", code: behind(String.raw`D\d{4}`) },
  {
    words: "icd diagnosekode diagnoskod codice_diagnosi dx",
    rule: "code.icd",
    code: behind(String.raw`(?:-?1[01][\s.:]{0,3})?[A-Z]\d[\dA-Z](?:\.[\dA-Z]{1,4})?`),
  },
  { words: "snomed snomed-ct snodent sctid", rule: "code.snomed", code: behind(String.raw`\d{6,18}`) },
  {
    words: "ncsp ncmp kvå prosedyrekode procedurekode",
    rule: "code.ncsp",
    code: behind(String.raw`[A-Z]{2,3}\s?\d{2,3}`),
  },
  { words: "regio reg", rule: "code.tooth", code: behind(String.raw`(?:[1-4][1-8]|[5-8][1-5])`) },
];

/** A tooth by FDI's numbers, ISO 3950: permanent 11 to 48, milk teeth 51 to 85. */
const FDI = "(?:[1-4][1-8]|[5-8][1-5])";

/**
 * Surfaces behind a tooth (`36 MOD`); chapters K00 to K14 of ICD-10 with a decimal (`K02.1`); the dental procedure codes of the American
 * Dental Association in the ranges that are used.
 */
export const bareCodes: readonly { readonly rule: string; readonly code: RegExp }[] = [
  {
    rule: "code.surface",
    code: new RegExp(
      `(?<![\\d.,])${FDI} ?(?:MOD[BLPV]{0,2}|MO[BLPV]?|DO[LPV]?|OD|OB|OL|OP|BO|LO)(?![\\p{L}\\d])`,
      "gu",
    ),
  },
  { rule: "code.icd", code: /(?<![\p{L}\d])K(?:0\d|1[0-4])\.\d{1,2}(?![\p{L}\d])/gu },
  {
    rule: "code.cdt",
    code: /(?<![\p{L}\d-])D(?:0[1-7]|1[1-9]|2[1-9]|3[1-9]|4[2-9]|5[1-8]|6[0-9]|7[1-9]|8[0-6]|9[1-9])\d{2}(?![\p{L}\d-])/gu,
  },
];

const UNITS =
  "kr|nok|sek|dkk|eur|usd|øre|öre|dag|dage|dager|dagar|days|giorni|uker|veckor|uger|min|timer|stk|pcs|%|€|\\$";

/** The number of a tooth behind a word that is clinical only beside one; never a day, a price or a time. Sticky. */
export const toothBehind = new RegExp(
  `[\\s,.:]{1,2}(?:(?:på|on|su|i|tooth|nr|#)[\\s.]{0,2})?#?${FDI}(?![\\p{L}\\d]|[.,:/-]\\d|\\.?\\s*(?:${UNITS})(?!\\p{L})|\\.\\s+\\p{Ll})`,
  "iuy",
);
