/** Reading an invoice or credit note of BIS Billing 3.0 back into the model. */
import { documentShapes, unflatten, type LaidOut } from "./layout.ts";
import type { EInvoice } from "./model.ts";
import { ProblemList, type Problem } from "./problems.ts";
import { readInside, type Draft, type Reading } from "./shape.ts";
import { readTree, ublNamespaces, XmlRefused, type XmlNode } from "./xml.ts";

/** The document, or every reason why it is none. `ok` is false when any problem is an error. */
export type Parsed =
  | { readonly ok: true; readonly document: EInvoice; readonly problems: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const kinds = new Map<string, EInvoice["kind"]>([
  [`Invoice ${ublNamespaces.invoice}`, "invoice"],
  [`CreditNote ${ublNamespaces.creditNote}`, "creditNote"],
]);

function readDocument(kind: EInvoice["kind"], root: XmlNode, problems: ProblemList): EInvoice | undefined {
  const currency = root.children.find(({ name }) => name === "cbc:DocumentCurrencyCode")?.text.trim() ?? "";
  const reading: Reading = { problems, currency };
  const draft: Draft = { kind };
  readInside(documentShapes[kind], root, draft, reading, "");
  if (problems.errors > 0) return undefined;
  // Every required field has been found, or there would be an error.
  const { vat, ...rest } = draft as unknown as LaidOut;
  return { ...rest, vat: vat.map(unflatten) };
}

/**
 * Reads a whole document from UTF-8 bytes. Elements that the model has no place for are warnings; whatever is missing,
 * empty, repeated, out of order or unreadable is an error, and nothing is guessed. Never throws for what a file holds.
 */
export function parse(bytes: Uint8Array): Parsed {
  const problems = new ProblemList();
  try {
    const { root, namespace } = readTree(bytes);
    const kind = kinds.get(`${root.name} ${namespace}`);
    if (kind === undefined) throw new XmlRefused("ROOT_UNKNOWN", root.line);
    const document = readDocument(kind, root, problems);
    if (document !== undefined) return { ok: true, document, problems: problems.listed };
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    problems.add(error.code, "", undefined, error.line);
  }
  return { ok: false, problems: problems.listed };
}
