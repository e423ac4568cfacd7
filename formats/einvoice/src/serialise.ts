/** Writing a document as UBL 2.1: two blanks a level, LF, UTF-8 without mark, the same bytes for the same model. */
import { documentShapes, flatten, type LaidOut } from "./layout.ts";
import type { EInvoice } from "./model.ts";
import type { Output } from "./shape.ts";
import { isXmlText, ublNamespaces } from "./xml.ts";

/** The document cannot be written as XML: a text holds a character that XML does not have, or the currency is no code. */
export class CannotBeWritten extends Error {
  readonly code: "TEXT_CHARACTER" | "CURRENCY";
  constructor(code: "TEXT_CHARACTER" | "CURRENCY") {
    super(code);
    this.name = "CannotBeWritten";
    this.code = code;
  }
}

const roots = { invoice: "Invoice", creditNote: "CreditNote" } as const;

/** The start tag, its namespaces one under the other. */
function startTag(kind: EInvoice["kind"]): string {
  const name = roots[kind];
  const gap = " ".repeat(name.length + 2);
  return [
    `<${name} xmlns="${ublNamespaces[kind]}"`,
    `${gap}xmlns:cac="${ublNamespaces.cac}"`,
    `${gap}xmlns:cbc="${ublNamespaces.cbc}">`,
    "",
  ].join("\n");
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const frames = {
  invoice: [declaration + startTag("invoice"), "</Invoice>\n"],
  creditNote: [declaration + startTag("creditNote"), "</CreditNote>\n"],
} as const;

/** The document as text. See {@link serialise}. */
export function serialiseText(document: EInvoice): string {
  if (!/^[A-Z]{3}$/.test(document.currency)) throw new CannotBeWritten("CURRENCY");
  const [start, end] = frames[document.kind];
  const out: Output = { xml: start, values: 0, depth: 1, currency: document.currency };
  const laidOut: LaidOut = { ...document, vat: document.vat.map(flatten) };
  for (const part of documentShapes[document.kind].parts) part.write(laidOut, out);
  out.xml += end;
  if (!isXmlText(out.xml)) throw new CannotBeWritten("TEXT_CHARACTER");
  return out.xml;
}

/**
 * The document's bytes. Blank texts are left out. It does not judge: a document is first found good by `validate`.
 * @throws CannotBeWritten for characters that XML cannot carry
 */
export function serialise(document: EInvoice): Uint8Array {
  return new TextEncoder().encode(serialiseText(document));
}
