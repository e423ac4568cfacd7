/** What the access point asks of a document before it takes it: well-formed, and what every invoice must have. Written down anew from the rules. */

import type { Kind } from "./types.ts";
import { at, NotXml, readXml, textAt, type Node } from "./xml.ts";

const NAMESPACES: Readonly<Record<Kind, string>> = {
  invoice: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
  creditNote: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
};
const ROOTS: Readonly<Record<Kind, string>> = { invoice: "Invoice", creditNote: "CreditNote" };
const PROFILE = /^urn:fdc:peppol\.eu:2017:poacc:billing:\d{2}:1\.0$/;
const CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0";

/** A rule's number, and where there must be a text. */
const REQUIRED: readonly (readonly [rule: string, path: string])[] = [
  ["BR-02", "ID"],
  ["BR-03", "IssueDate"],
  ["BR-05", "DocumentCurrencyCode"],
  ["BR-06", "AccountingSupplierParty/Party/PartyLegalEntity/RegistrationName"],
  ["BR-07", "AccountingCustomerParty/Party/PartyLegalEntity/RegistrationName"],
  ["BR-09", "AccountingSupplierParty/Party/PostalAddress/Country/IdentificationCode"],
  ["BR-11", "AccountingCustomerParty/Party/PostalAddress/Country/IdentificationCode"],
  ["BR-12", "LegalMonetaryTotal/LineExtensionAmount"],
  ["BR-13", "LegalMonetaryTotal/TaxExclusiveAmount"],
  ["BR-14", "LegalMonetaryTotal/TaxInclusiveAmount"],
  ["BR-15", "LegalMonetaryTotal/PayableAmount"],
  ["PEPPOL-EN16931-R010", "AccountingCustomerParty/Party/EndpointID"],
  ["PEPPOL-EN16931-R020", "AccountingSupplierParty/Party/EndpointID"],
];

function hasEmpty(node: Node): boolean {
  return node.children.length === 0 ? node.text.trim() === "" : node.children.some(hasEmpty);
}

/** `0192:923456783`, as the document itself has it. */
function endpoint(root: Node, party: "AccountingSupplierParty" | "AccountingCustomerParty"): string {
  const [node] = at(root, `${party}/Party/EndpointID`);
  return `${node?.attributes.get("schemeID") ?? ""}:${node?.text.trim() ?? ""}`;
}

function brokenContent(root: Node, kind: Kind): string | undefined {
  if (textAt(root, "CustomizationID") !== CUSTOMIZATION) return "PEPPOL-EN16931-R004";
  if (!PROFILE.test(textAt(root, "ProfileID"))) return "PEPPOL-EN16931-R007";
  if (hasEmpty(root)) return "PEPPOL-EN16931-R008";
  const missing = REQUIRED.find(([, path]) => textAt(root, path) === "");
  if (missing) return missing[0];
  if (textAt(root, `${ROOTS[kind]}TypeCode`) === "") return "BR-04";
  if (textAt(root, "BuyerReference") === "" && textAt(root, "OrderReference/ID") === "") return "PEPPOL-EN16931-R003";
  return at(root, `${ROOTS[kind]}Line`).length === 0 ? "BR-16" : undefined;
}

/** The number of the first rule that a document breaks; undefined when it may go. */
export function brokenRule(
  bytes: Uint8Array,
  envelope: { readonly kind: Kind; readonly sender: string; readonly receiver: string },
): string | undefined {
  try {
    const root = readXml(bytes);
    const { kind } = envelope;
    if (root.name !== ROOTS[kind] || root.attributes.get("xmlns") !== NAMESPACES[kind]) return "UBL-ROOT";
    const broken = brokenContent(root, kind);
    if (broken) return broken;
    const isOurs = endpoint(root, "AccountingSupplierParty") === envelope.sender;
    const isTheirs = endpoint(root, "AccountingCustomerParty") === envelope.receiver;
    return isOurs && isTheirs ? undefined : "AP-ENVELOPE";
  } catch (error) {
    if (error instanceof NotXml) return "XML-1.0";
    throw error;
  }
}
