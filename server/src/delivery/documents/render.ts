import { printPdf, type Document } from "../../platform/print/index.ts";
import { requireFit } from "./check.ts";
import { letterBody, receiptBody, statementBody } from "./lay-out-account.ts";
import { saleBody } from "./lay-out-sale.ts";
import type { PrintableDocument } from "./model.ts";
import { paymentPart, penOf, sheetOf, type Body, type Pen, type Sheet } from "./sheet.ts";
import { TEMPLATE } from "./template.ts";

function bodyOf(document: PrintableDocument, pen: Pen): Body {
  switch (document.kind) {
    case "invoice":
    case "collectiveInvoice":
    case "creditNote":
      return saleBody(document, pen);
    case "receipt":
      return receiptBody(document, pen);
    case "accountStatement":
      return statementBody(document, pen);
    case "paymentLetter":
      return letterBody(document, pen);
  }
}

function askingOf(document: PrintableDocument) {
  switch (document.kind) {
    case "invoice":
    case "collectiveInvoice":
    case "paymentLetter":
      return document;
    case "accountStatement":
      return document.demand;
    case "creditNote":
    case "receipt":
      return null;
  }
}

/** A document with every word and amount as it will stand on paper. Throws DOCUMENT_UNFIT. */
export function layOutDocument(document: PrintableDocument): Sheet {
  requireFit(document);
  const pen = penOf(document);
  const asking = askingOf(document);
  return sheetOf(document, bodyOf(document, pen), asking ? paymentPart(document, asking, pen) : null, pen);
}

/** What the typesetter is given: the template and the sheet. Throws DOCUMENT_UNFIT. */
export function pressCopy(document: PrintableDocument): Document {
  return { source: TEMPLATE, data: JSON.stringify(layOutDocument(document)) };
}

/**
 * A document as PDF: tagged, with title and language (G-08), dated by itself, the same bytes for the same document. Set in a thread of
 * its own, never on the way of a request: jobs call it. Throws DOCUMENT_UNFIT with every problem; the caller puts it on the work list.
 */
export async function renderDocument(document: PrintableDocument): Promise<Buffer> {
  return printPdf(pressCopy(document));
}
