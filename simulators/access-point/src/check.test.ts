import { describe, expect, test } from "vitest";
import { brokenRule } from "./check.ts";

const party = (
  role: string,
  id: string,
) => `<cac:${role}><cac:Party><cbc:EndpointID schemeID="0192">${id}</cbc:EndpointID>
  <cac:PostalAddress><cac:Country><cbc:IdentificationCode>NO</cbc:IdentificationCode></cac:Country></cac:PostalAddress>
  <cac:PartyLegalEntity><cbc:RegistrationName>A &amp; B</cbc:RegistrationName></cac:PartyLegalEntity></cac:Party></cac:${role}>`;
const good = `<?xml version="1.0" encoding="UTF-8"?>
<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cac="a" xmlns:cbc="b">
<cbc:CustomizationID>urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0</cbc:CustomizationID>
<cbc:ProfileID>urn:fdc:peppol.eu:2017:poacc:billing:01:1.0</cbc:ProfileID>
<cbc:ID>1</cbc:ID><cbc:IssueDate>2026-10-01</cbc:IssueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>
<cbc:DocumentCurrencyCode>NOK</cbc:DocumentCurrencyCode><cbc:BuyerReference>R 1</cbc:BuyerReference>
${party("AccountingSupplierParty", "923456783")}${party("AccountingCustomerParty", "974760673")}
<cac:LegalMonetaryTotal><cbc:LineExtensionAmount>1</cbc:LineExtensionAmount><cbc:TaxExclusiveAmount>1</cbc:TaxExclusiveAmount>
<cbc:TaxInclusiveAmount>1</cbc:TaxInclusiveAmount><cbc:PayableAmount>1</cbc:PayableAmount></cac:LegalMonetaryTotal>
<cac:InvoiceLine><cbc:ID>1</cbc:ID></cac:InvoiceLine></Invoice>`;
const envelope = { kind: "invoice", sender: "0192:923456783", receiver: "0192:974760673" } as const;
const rule = (xml: string) => brokenRule(Buffer.from(xml), envelope);
const without = (tag: string) => good.replace(new RegExp(`<${tag}>.*?</${tag}>`), "");

describe("what the access point takes", () => {
  test("a document with all that every invoice has", () => expect(rule(good)).toBeUndefined());

  test.each([
    ["BR-02", without("cbc:ID")],
    ["BR-03", without("cbc:IssueDate")],
    ["BR-04", without("cbc:InvoiceTypeCode")],
    ["BR-05", without("cbc:DocumentCurrencyCode")],
    ["BR-15", without("cbc:PayableAmount")],
    ["BR-16", without("cac:InvoiceLine")],
    ["PEPPOL-EN16931-R003", without("cbc:BuyerReference")],
    ["PEPPOL-EN16931-R004", good.replace("billing:3.0", "billing:2.0")],
    ["PEPPOL-EN16931-R007", good.replace("billing:01:1.0", "billing:01:2.0")],
    ["PEPPOL-EN16931-R008", good.replace("<cbc:BuyerReference>R 1", "<cbc:BuyerReference> ")],
    ["UBL-ROOT", good.replaceAll("Invoice-2", "CreditNote-2")],
    ["AP-ENVELOPE", good.replace("974760673", "987654325")],
  ])("%s is told by its number", (code, xml) => expect(rule(xml)).toBe(code));

  test.each([
    ["cut off", good.slice(0, -20)],
    ["tags that cross", good.replace("</cbc:ID><cbc:IssueDate>", "<cbc:IssueDate></cbc:ID>")],
    ["a second root", `${good}<more/>`],
    ["a document type", good.replace("?>", '?><!DOCTYPE x [<!ENTITY e "e">]>')],
    ["an entity nobody knows", good.replace("R 1", "R &nbsp; 1")],
    ["no XML at all", "Faktura"],
  ])("XML-1.0: %s", (_, xml) => expect(rule(xml)).toBe("XML-1.0"));

  test("bytes that are not UTF-8", () => {
    expect(brokenRule(Buffer.from(good.replace("A &amp;", "Å &amp;"), "latin1"), envelope)).toBe("XML-1.0");
  });
});
