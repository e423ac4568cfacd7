/** Texts: the required ones hold something, none holds what XML cannot carry. */
import { lineElement, type Attachment, type EInvoice, type Party } from "./model.ts";
import type { ProblemList } from "./problems.ts";
import { isXmlText } from "./xml.ts";

/** Attachments that the network carries (BIS Billing 3.0, code list of media types). */
const mimeCodes = new Set([
  "application/pdf",
  "image/png",
  "image/jpeg",
  "text/csv",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  "application/vnd.oasis.opendocument.spreadsheet",
]);

const isBlank = (text: string): boolean => text.trim() === "";

function checkPartyTexts(problems: ProblemList, path: string, party: Party): void {
  problems.demand(!isBlank(party.endpoint.id), "TEXT_MISSING", `${path}/EndpointID`);
  problems.demand(!isBlank(party.endpoint.scheme ?? ""), "TEXT_MISSING", `${path}/EndpointID/schemeID`);
  problems.demand(!isBlank(party.legalName), "TEXT_MISSING", `${path}/PartyLegalEntity/RegistrationName`);
}

/** Whether every text anywhere in a plain value can be written. */
function isWritable(value: unknown): boolean {
  if (typeof value === "string") return isXmlText(value);
  if (typeof value !== "object" || value === null) return true;
  return Object.values(value).every(isWritable);
}

/** The texts that a document cannot do without. */
export function checkTexts(problems: ProblemList, document: EInvoice): void {
  const line = lineElement(document);
  for (const [field, value] of Object.entries(document)) {
    if (field !== "lines") problems.demand(isWritable(value), "TEXT_CHARACTER", field);
  }
  problems.demand(!isBlank(document.number), "TEXT_MISSING", "ID");
  checkPartyTexts(problems, "AccountingSupplierParty/Party", document.seller);
  checkPartyTexts(problems, "AccountingCustomerParty/Party", document.buyer);
  if (document.payee !== undefined) {
    problems.demand(!isBlank(document.payee.name), "TEXT_MISSING", "PayeeParty/PartyName/Name");
  }
  for (const [at, each] of document.lines.entries()) {
    const path = `${line}[${at + 1}]`;
    problems.demand(isWritable(each), "TEXT_CHARACTER", path);
    problems.demand(!isBlank(each.id), "TEXT_MISSING", `${path}/ID`);
    problems.demand(!isBlank(each.name), "TEXT_MISSING", `${path}/Item/Name`);
    problems.demand(!isBlank(each.unit), "TEXT_MISSING", `${path}/unitCode`);
  }
}

function isReceivable({ content, mimeCode, fileName }: Attachment): boolean {
  if (content === undefined) return true;
  return mimeCodes.has(mimeCode ?? "") && !isBlank(fileName ?? "") && /^[A-Za-z0-9+/]+={0,2}$/.test(content);
}

/** Kinds of attachment, and their names. */
export function checkAttachments(problems: ProblemList, document: EInvoice): void {
  for (const [at, attachment] of document.attachments.entries()) {
    const path = `AdditionalDocumentReference[${at + 1}]`;
    problems.demand(!isBlank(attachment.id), "TEXT_MISSING", `${path}/ID`);
    problems.demand(isReceivable(attachment), "MIME_CODE", `${path}/Attachment`, attachment.mimeCode);
  }
}
