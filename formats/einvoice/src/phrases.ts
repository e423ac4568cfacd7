/**
 * The only texts an anonymised document may hold, by language. They are an allow-list, not a filter: a text is taken from
 * here by its key, so that nothing written about a patient can find its way in.
 */

/** Norwegian bokmål, Swedish, Danish. */
export type PhraseLanguage = "nb" | "sv" | "da";

/** What was sold, said neutrally. */
export type ItemPhrase =
  | "careOnRequisition"
  | "careByAgreement"
  | "careByGuarantee"
  | "oralCareProduct"
  | "taxedService"
  | "consultationReport";

/** Whom the payer may ask: a function, never a clinician. */
export type OfficePhrase = "invoicing" | "accounts" | "customerService";

/** The one Note of a document; what stands in it besides fixed words is a number or a month. */
export type NotePhrase =
  | { readonly key: "specificationAtIssuer" }
  | { readonly key: "collective"; readonly month: string }
  | { readonly key: "creditsInPart"; readonly number: string }
  | { readonly key: "creditsInFull"; readonly number: string };

/** Why no VAT is charged. */
export type ExemptionPhrase = "care" | "prosthesis" | "outsideVat";

interface PhraseList {
  readonly items: Readonly<Record<ItemPhrase, string>>;
  readonly offices: Readonly<Record<OfficePhrase, string>>;
  readonly specificationAtIssuer: string;
  /** `{}` stands for month and year. */
  readonly collective: string;
  /** `{}` stands for the invoice's number. */
  readonly creditsInPart: string;
  readonly creditsInFull: string;
  /** `{}` stands for the days. */
  readonly terms: string;
  readonly months: readonly string[];
  readonly exemptions: Readonly<Record<ExemptionPhrase, { readonly reason: string; readonly code?: string }>>;
}

const nb: PhraseList = {
  items: {
    careOnRequisition: "Helsetjeneste etter rekvisisjon",
    careByAgreement: "Helsetjeneste etter avtale",
    careByGuarantee: "Helsetjeneste etter garanti",
    oralCareProduct: "Munnpleieprodukt",
    taxedService: "Tjeneste etter avtale",
    consultationReport: "Erklæring etter bestilling",
  },
  offices: { invoicing: "Fakturaavdelingen", accounts: "Regnskapsavdelingen", customerService: "Kundeservice" },
  specificationAtIssuer:
    "Spesifikasjon er unntatt denne fakturaen av hensyn til taushetsplikt og kan kontrolleres hos utsteder med oppgitt referanse.",
  collective: "Samlefaktura {}. Underlag per referanse gis separat etter avtale.",
  creditsInPart: "Delvis kreditering av faktura {}.",
  creditsInFull: "Kreditering av faktura {}.",
  terms: "Netto {} dager. Oppgi KID ved betaling.",
  months: "januar februar mars april mai juni juli august september oktober november desember".split(" "),
  exemptions: {
    care: { reason: "Helsetjeneste unntatt merverdiavgift, mval. § 3-2" },
    prosthesis: { reason: "Helsetjeneste unntatt merverdiavgift, mval. § 3-2" },
    outsideVat: { reason: "Helsetjeneste unntatt merverdiavgift, mval. § 3-2" },
  },
};

const sv: PhraseList = {
  items: {
    careOnRequisition: "Tandvård enligt rekvisition",
    careByAgreement: "Tandvård enligt avtal",
    careByGuarantee: "Tandvård enligt betalningsgaranti",
    oralCareProduct: "Munvårdsprodukt",
    taxedService: "Tjänst enligt avtal",
    consultationReport: "Utlåtande enligt beställning",
  },
  offices: { invoicing: "Fakturaavdelningen", accounts: "Ekonomiavdelningen", customerService: "Kundtjänst" },
  specificationAtIssuer:
    "Specifikation utelämnas i denna faktura med hänsyn till tystnadsplikt och kan kontrolleras hos utfärdaren med angiven referens.",
  collective: "Samlingsfaktura {}. Underlag per referens lämnas separat enligt avtal.",
  creditsInPart: "Delvis kreditering av faktura {}.",
  creditsInFull: "Kreditering av faktura {}.",
  terms: "{} dagar netto. Ange OCR vid betalning.",
  months: "januari februari mars april maj juni juli augusti september oktober november december".split(" "),
  exemptions: {
    care: { reason: "Tandvård undantagen från moms", code: "VATEX-EU-132-1C" },
    prosthesis: { reason: "Tandvård undantagen från moms", code: "VATEX-EU-132-1E" },
    outsideVat: { reason: "Tandvård undantagen från moms" },
  },
};

const da: PhraseList = {
  items: {
    careOnRequisition: "Sundhedsydelse efter rekvisition",
    careByAgreement: "Sundhedsydelse efter aftale",
    careByGuarantee: "Sundhedsydelse efter betalingsgaranti",
    oralCareProduct: "Mundplejeprodukt",
    taxedService: "Ydelse efter aftale",
    consultationReport: "Erklæring efter bestilling",
  },
  offices: { invoicing: "Fakturaafdelingen", accounts: "Regnskabsafdelingen", customerService: "Kundeservice" },
  specificationAtIssuer:
    "Specifikation er udeladt af denne faktura af hensyn til tavshedspligten og kan kontrolleres hos udstederen med den oplyste reference.",
  collective: "Samlefaktura {}. Bilag pr. reference leveres særskilt efter aftale.",
  creditsInPart: "Delvis kreditering af faktura {}.",
  creditsInFull: "Kreditering af faktura {}.",
  terms: "Netto {} dage. Oplys betalings-id ved betaling.",
  months: "januar februar marts april maj juni juli august september oktober november december".split(" "),
  exemptions: {
    care: { reason: "Sundhedsydelse fritaget for moms, momsloven § 13, stk. 1, nr. 1", code: "VATEX-EU-132-1C" },
    prosthesis: { reason: "Sundhedsydelse fritaget for moms, momsloven § 13, stk. 1, nr. 1", code: "VATEX-EU-132-1E" },
    outsideVat: { reason: "Sundhedsydelse fritaget for moms, momsloven § 13, stk. 1, nr. 1" },
  },
};

/** The phrase lists. */
export const phrases: Readonly<Record<PhraseLanguage, PhraseList>> = { nb, sv, da };

/** An invoice's number: letters, digits and signs, so that no words can stand in a Note's place for it. */
const NUMBER = "[A-Za-z0-9][A-Za-z0-9/_-]{0,19}";
const wholeNumber = new RegExp(`^${NUMBER}$`);

/** Whether a text has the form of an invoice's number. */
export function isDocumentNumber(text: string): boolean {
  return wholeNumber.test(text);
}

const fill = (template: string, value: string): string => template.replace("{}", value);

/** The text of a Note. A month is `YYYY-MM`. */
export function noteText(language: PhraseLanguage, note: NotePhrase): string {
  const list = phrases[language];
  if (note.key === "specificationAtIssuer") return list.specificationAtIssuer;
  if (note.key !== "collective") return fill(list[note.key], note.number);
  const [year = "", month = ""] = note.month.split("-");
  return fill(list.collective, `${list.months[Number(month) - 1] ?? ""} ${year}`);
}

/** The text of the payment terms. */
export function termsText(language: PhraseLanguage, days: number): string {
  return fill(phrases[language].terms, String(days));
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");

function matcher(template: string, hole: string): RegExp {
  const [before = "", after = ""] = template.split("{}");
  return new RegExp(`^${escaped(before)}${hole}${escaped(after)}$`);
}

const lists = Object.values(phrases);
const noteMatchers = lists.flatMap(({ specificationAtIssuer, collective, creditsInPart, creditsInFull, months }) => [
  new RegExp(`^${escaped(specificationAtIssuer)}$`),
  matcher(collective, `(?:${months.join("|")}) \\d{4}`),
  matcher(creditsInPart, NUMBER),
  matcher(creditsInFull, NUMBER),
]);
const termsMatchers = lists.map(({ terms }) => matcher(terms, "\\d{1,3}"));
const itemTexts = new Set(lists.flatMap(({ items }) => Object.values(items)));
const officeTexts = new Set(lists.flatMap(({ offices }) => Object.values(offices)));
const reasonTexts = new Set(lists.flatMap(({ exemptions }) => Object.values(exemptions).map(({ reason }) => reason)));
const reasonCodes = new Set(
  lists.flatMap(({ exemptions }) =>
    Object.values(exemptions).flatMap(({ code }) => (code === undefined ? [] : [code])),
  ),
);

/** Which list a text of a finished document must be on. */
export type PhraseKind = "item" | "office" | "note" | "terms" | "reason" | "reasonCode";

const onList: Readonly<Record<PhraseKind, (text: string) => boolean>> = {
  item: (text) => itemTexts.has(text),
  office: (text) => officeTexts.has(text),
  note: (text) => noteMatchers.some((each) => each.test(text)),
  terms: (text) => termsMatchers.some((each) => each.test(text)),
  reason: (text) => reasonTexts.has(text),
  reasonCode: (text) => reasonCodes.has(text),
};

/** Whether a text is exactly one of the phrases of its kind, in any of the languages. */
export function isPhrase(kind: PhraseKind, text: string): boolean {
  return onList[kind](text);
}
