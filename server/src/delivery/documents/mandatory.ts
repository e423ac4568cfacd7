/** What the law of the issuer's country asks of a sales document, and what of it a document lacks. */
import { marketPack, type Country, type VatCode } from "../../markets/index.ts";
import type { Address } from "../../parties/index.ts";
import type { Issuer, SalesDocument } from "./model.ts";

/** One thing a document must show, by the name the market packs use, and where that is written. */
export type Asked = { readonly key: string; readonly source: string };

const asked = (source: string, ...keys: readonly string[]): readonly Asked[] => keys.map((key) => ({ key, source }));

const PARTIES = ["number", "issuedOn", "sellerName", "sellerAddress", "buyerName", "buyerAddressOrOrganisationNumber"];
const CONTENT = ["descriptionAndExtent", "deliveredOn", "consideration"];

/** Beyond Norway, whose list is in its market pack. Denmark and the United States name no list: number, dates, parties, lines, total. */
const ELSEWHERE: Readonly<Record<Exclude<Country, "NO">, readonly Asked[]>> = {
  SE: asked("mervärdesskattelagen 2023:200, 17:24", ...PARTIES, "sellerOrganisationNumber", ...CONTENT),
  DK: asked("momsbekendtgørelsen section 58", ...PARTIES, "sellerOrganisationNumber", ...CONTENT),
  IT: asked(
    "DPR 633/72 art. 21",
    ...[...PARTIES, "sellerOrganisationNumber", "sellerProfessionalRegister", "buyerTaxCode"],
    ...CONTENT,
  ),
  US: asked("custom of statements and receipts", ...PARTIES, ...CONTENT),
};

/** Swedish paragraph on naming the original, and its like elsewhere. */
const ORIGINAL = asked("a credit note names the original", "originalReference");
const NO_TAX = asked("no tax is charged without a reason", "noVatReason");

const codesOf = (document: SalesDocument): ReadonlySet<VatCode> => new Set(document.vat.map((each) => each.vatCode));
const withoutTax = (code: VatCode): boolean => code === "EXEMPT" || code === "OUTSIDE";

/** Everything that a document must show. */
export function mustShow(document: SalesDocument): readonly Asked[] {
  const { registration } = document.issuer;
  if (registration.country === "NO") {
    return marketPack("NO").documents.mustSay({
      kind: document.kind,
      sellerVatRegistered: registration.vatRegistered,
      sellerInCompanyRegister: registration.inCompanyRegister,
      vatCodes: codesOf(document),
    });
  }
  const asksReason = registration.country !== "US" && [...codesOf(document)].some(withoutTax);
  return [
    ...ELSEWHERE[registration.country].filter(
      ({ key }) => key !== "buyerTaxCode" || document.rendering !== "payerAnonymous",
    ),
    ...(document.kind === "creditNote" ? ORIGINAL : []),
    ...(asksReason ? NO_TAX : []),
  ];
}

const isAddress = (address: Address | null): boolean =>
  address !== null && [address.line1, address.postCode, address.city].every((part) => part.trim() !== "");

function sellerNumber({ registration }: Issuer): string {
  switch (registration.country) {
    case "NO":
    case "SE":
      return registration.organisationNumber;
    case "DK":
      return registration.cvrNumber;
    case "IT":
      return registration.partitaIva;
    case "US":
      return registration.taxId ?? "";
  }
}

/** Whether the document shows each thing. What its type holds always is true; the rest is looked up. */
function shown(document: SalesDocument): Readonly<Record<string, boolean>> {
  const { issuer, receiver, lines, vat } = document;
  const { registration } = issuer;
  const says = (text: string) => text.trim() !== "";
  const isAnonymous = document.rendering === "payerAnonymous";
  return {
    number: says(document.number),
    issuedOn: says(document.issuedOn),
    sellerName: says(issuer.name),
    sellerAddress: isAddress(issuer.address),
    sellerOrganisationNumber: says(sellerNumber(issuer)),
    sellerVatMark: true,
    sellerCompanyRegister: true,
    sellerProfessionalRegister: registration.country !== "IT" || says(registration.professionalRegister),
    buyerName: says(receiver.name),
    buyerAddressOrOrganisationNumber:
      isAddress(receiver.address) || (isAnonymous && says(document.receiver.organisationNumber ?? "")),
    buyerTaxCode: isAnonymous || says(document.receiver.taxCode ?? ""),
    descriptionAndExtent: lines.length > 0 && (isAnonymous || document.lines.every((line) => says(line.text))),
    deliveredOn: isAnonymous
      ? document.lines.every((line) => says(line.month))
      : document.lines.every((line) => says(line.deliveredOn)),
    deliveredAt: says(issuer.address.city),
    consideration: vat.length > 0,
    dueOn: document.kind === "creditNote" || says(document.dueOn),
    vatInNok: document.currency === "NOK",
    taxableAndExemptSummedApart: true,
    noVatReason: vat.every((each) => !withoutTax(each.vatCode) || says(each.reason ?? "")),
    originalReference: document.kind !== "creditNote" || document.credits.length > 0,
  };
}

/** What the document must show and does not. A thing that nobody here knows counts as missing: a new law is not met by silence. */
export function missingContent(document: SalesDocument): readonly Asked[] {
  const has = shown(document);
  return mustShow(document).filter(({ key }) => has[key] !== true);
}
