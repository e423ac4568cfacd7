/** What the law of the issuer's country asks of a sales document, and what of it a document lacks. */
import { marketPack, type VatCode } from "../../markets/index.ts";
import type { Address } from "../../parties/index.ts";
import type { Issuer, SalesDocument } from "./model.ts";

/** One thing a document must show, by the name the market packs use, and where that is written. */
export type Asked = { readonly key: string; readonly source: string };

const codesOf = (document: SalesDocument): ReadonlySet<VatCode> => new Set(document.vat.map((each) => each.vatCode));
const withoutTax = (code: VatCode): boolean => code === "EXEMPT" || code === "OUTSIDE";

/** Everything that a document must show, by the market of its issuer. An Italian tax code stands only where the patient is named. */
export function mustShow(document: SalesDocument): readonly Asked[] {
  const { registration } = document.issuer;
  const isNorwegian = registration.country === "NO";
  const isSwedish = registration.country === "SE";
  const asked = marketPack(registration.country).documents.mustSay({
    kind: document.kind,
    sellerVatRegistered: (isNorwegian || isSwedish) && registration.vatRegistered,
    sellerInCompanyRegister: isNorwegian && registration.inCompanyRegister,
    sellerApprovedForFTax: isSwedish && registration.approvedForFTax,
    vatCodes: codesOf(document),
  });
  return asked.filter(({ key }) => key !== "buyerTaxCode" || document.rendering !== "payerAnonymous");
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
    sellerFTaxMark: true,
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
