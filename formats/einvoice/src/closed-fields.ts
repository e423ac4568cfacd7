/**
 * The closed list of fields of an anonymised document (SEC-83): every element with a text that may stand in one, and what
 * its text may be. Anything that is not on this list stops the document.
 */
import { customizationId, profileId } from "./layout.ts";
import { isPhrase, type PhraseKind } from "./phrases.ts";

/**
 * How a field's text is judged. `fixed` texts are ours and need no search; `number` texts are sums and counts, where only
 * words are looked for; `party` and `reference` texts are searched, unless the caller knows them; `exempt` ones too, but
 * may be a person's number, as a sole trader's company number is.
 */
export type FieldKind = "fixed" | "number" | "date" | "party" | "reference" | "exempt";

/** A field: its kind, and for fixed texts the test they must pass. */
export interface Field {
  readonly kind: FieldKind;
  readonly fits: (text: string) => boolean;
}

const any = (): boolean => true;
const fixed = (...texts: readonly string[]): Field => ({ kind: "fixed", fits: (text) => texts.includes(text) });
const phrase = (kind: PhraseKind): Field => ({ kind: "fixed", fits: (text) => isPhrase(kind, text) });
const shaped = (kind: FieldKind, pattern: RegExp): Field => ({ kind, fits: (text) => pattern.test(text) });

const number = shaped("number", /^-?\d+(?:\.\d+)?$/);
const date = shaped("date", /^\d{4}-\d\d-\d\d$/);
const code = shaped("fixed", /^[A-Z]{2,3}$/);
const counter = shaped("number", /^\d{1,3}$/);
const party: Field = { kind: "party", fits: any };
const reference: Field = { kind: "reference", fits: any };
const exempt: Field = { kind: "exempt", fits: any };
const opaque = shaped("reference", /^KV-[BCDFGHJKMNPQRTVWXZ2-9]{5}-[BCDFGHJKMNPQRTVWXZ2-9]{5}$/);

const partyFields = (root: string): readonly (readonly [string, Field])[] => [
  [`${root}/Party/EndpointID`, exempt],
  [`${root}/Party/PartyName/Name`, party],
  [`${root}/Party/PostalAddress/StreetName`, party],
  [`${root}/Party/PostalAddress/AdditionalStreetName`, party],
  [`${root}/Party/PostalAddress/CityName`, party],
  [`${root}/Party/PostalAddress/PostalZone`, party],
  [`${root}/Party/PostalAddress/CountrySubentity`, party],
  [`${root}/Party/PostalAddress/Country/IdentificationCode`, code],
  [`${root}/Party/PartyTaxScheme/CompanyID`, exempt],
  [`${root}/Party/PartyTaxScheme/TaxScheme/ID`, fixed("VAT", "TAX")],
  [`${root}/Party/PartyLegalEntity/RegistrationName`, party],
  [`${root}/Party/PartyLegalEntity/CompanyID`, exempt],
  [`${root}/Party/PartyLegalEntity/CompanyLegalForm`, party],
];

const categoryFields = (root: string): readonly (readonly [string, Field])[] => [
  [`${root}/ID`, fixed("S", "E", "O")],
  [`${root}/Percent`, number],
  [`${root}/TaxScheme/ID`, fixed("VAT")],
];

const totals = [
  "LineExtensionAmount",
  "TaxExclusiveAmount",
  "TaxInclusiveAmount",
  "PayableRoundingAmount",
  "PayableAmount",
] as const;

/** By path without prefixes; a line is `Line` and its quantity `Quantity`, whichever document it stands in. */
export const closedFields: ReadonlyMap<string, Field> = new Map<string, Field>([
  ["CustomizationID", fixed(customizationId)],
  ["ProfileID", fixed(profileId)],
  ["ID", reference],
  ["IssueDate", date],
  ["DueDate", date],
  ["InvoiceTypeCode", fixed("380", "393")],
  ["CreditNoteTypeCode", fixed("381")],
  ["Note", phrase("note")],
  ["DocumentCurrencyCode", code],
  ["BuyerReference", reference],
  ["InvoicePeriod/StartDate", date],
  ["InvoicePeriod/EndDate", date],
  ["OrderReference/ID", reference],
  ["BillingReference/InvoiceDocumentReference/ID", reference],
  ["BillingReference/InvoiceDocumentReference/IssueDate", date],
  ["ContractDocumentReference/ID", reference],
  ["AdditionalDocumentReference/ID", opaque],
  ["AdditionalDocumentReference/DocumentTypeCode", fixed("130")],
  ...partyFields("AccountingSupplierParty"),
  ["AccountingSupplierParty/Party/Contact/Name", phrase("office")],
  ["AccountingSupplierParty/Party/Contact/ElectronicMail", party],
  ...partyFields("AccountingCustomerParty"),
  ["PaymentMeans/PaymentMeansCode", shaped("fixed", /^\d{1,2}$/)],
  ["PaymentMeans/PaymentDueDate", date],
  ["PaymentMeans/PaymentID", exempt],
  ["PaymentMeans/PayeeFinancialAccount/ID", exempt],
  ["PaymentMeans/PayeeFinancialAccount/Name", party],
  ["PaymentMeans/PayeeFinancialAccount/FinancialInstitutionBranch/ID", party],
  ["PaymentTerms/Note", phrase("terms")],
  ["TaxTotal/TaxAmount", number],
  ["TaxTotal/TaxSubtotal/TaxableAmount", number],
  ["TaxTotal/TaxSubtotal/TaxAmount", number],
  ...categoryFields("TaxTotal/TaxSubtotal/TaxCategory"),
  ["TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReasonCode", phrase("reasonCode")],
  ["TaxTotal/TaxSubtotal/TaxCategory/TaxExemptionReason", phrase("reason")],
  ...totals.map((name) => [`LegalMonetaryTotal/${name}`, number] as const),
  ["Line/ID", counter],
  ["Line/Quantity", fixed("1")],
  ["Line/LineExtensionAmount", number],
  ["Line/AccountingCost", reference],
  ["Line/InvoicePeriod/StartDate", date],
  ["Line/InvoicePeriod/EndDate", date],
  ["Line/OrderLineReference/LineID", reference],
  ["Line/DocumentReference/ID", opaque],
  ["Line/DocumentReference/DocumentTypeCode", fixed("130")],
  ["Line/Item/Name", phrase("item")],
  ...categoryFields("Line/Item/ClassifiedTaxCategory"),
  ["Line/Price/PriceAmount", number],
]);

/** Names of payment means, the only free attribute there is. */
const paymentNames = ["Kreditoverføring", "Bankgiro", "Plusgiro", "FIK"];

/** Attributes that may stand in the document, and their texts. */
export const closedAttributes: ReadonlyMap<string, (text: string) => boolean> = new Map([
  ["schemeID", (text: string) => /^\d{4}$/.test(text)],
  ["currencyID", (text: string) => /^[A-Z]{3}$/.test(text)],
  ["unitCode", (text: string) => text === "EA"],
  ["name", (text: string) => paymentNames.includes(text)],
]);

const renamed: ReadonlyMap<string, string> = new Map([
  ["InvoiceLine", "Line"],
  ["CreditNoteLine", "Line"],
  ["InvoicedQuantity", "Quantity"],
  ["CreditedQuantity", "Quantity"],
]);

/** An element's name as the list writes it. */
function fieldName(element: string): string {
  const name = element.slice(element.indexOf(":") + 1);
  return renamed.get(name) ?? name;
}

/** A place in a document: its path, and the field that may stand there. Places of the list know the places in them. */
export interface Place {
  readonly path: string;
  readonly field: Field | undefined;
  readonly within?: Map<string, Place>;
}

/** Every path of the list, and every path that leads to one. */
const listed: ReadonlySet<string> = new Set(
  [...closedFields.keys()].flatMap((path) => {
    const names = path.split("/");
    return names.map((_, at) => names.slice(0, at + 1).join("/"));
  }),
);

/** The whole document. */
export const rootPlace: Place = { path: "", field: closedFields.get(""), within: new Map() };

/** Where an element in a place stands. What the list knows is found without writing its path anew. */
export function childPlace(place: Place, element: string): Place {
  const known = place.within?.get(element);
  if (known) return known;
  const name = fieldName(element);
  const path = place.path === "" ? name : `${place.path}/${name}`;
  if (!listed.has(path)) return { path, field: undefined };
  const found: Place = { path, field: closedFields.get(path), within: new Map() };
  place.within?.set(element, found);
  return found;
}
