/**
 * A guarded XML reader over saxes: UTF-8, no document type, no entities of the file's own, limits on size, depth and
 * number of elements (SEC-64). Invoices are small, so the whole tree is kept.
 */
import { SaxesParser, type SaxesTagNS } from "saxes";
import type { ProblemCode } from "./problems.ts";

/** Namespaces of UBL 2.1 and the prefixes that names are given here, whatever the file calls them. */
export const ublNamespaces = {
  invoice: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
  creditNote: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
  cac: "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
  cbc: "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
} as const;

/** An element; `name` is `cbc:ID` or the like, the bare local name for the root, `?name` for another namespace. */
export interface XmlNode {
  readonly name: string;
  /** Line on which the start tag ends, 1-based. */
  readonly line: number;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlNode[];
  text: string;
}

/** The file is refused as a whole. */
export class XmlRefused extends Error {
  readonly code: ProblemCode;
  readonly line: number;
  constructor(code: ProblemCode, line: number) {
    super(code);
    this.code = code;
    this.line = line;
  }
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x0a || code === 0x09 || code === 0x0d;

/** A text without XML's own white space at its ends; a no-break space is part of it. */
export function trimmed(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isBlank(text.charCodeAt(from))) from += 1;
  while (to > from && isBlank(text.charCodeAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

/** Limits; ten megabytes leave room for attachments. */
export const xmlLimits = { bytes: 10_000_000, depth: 32, elements: 200_000 } as const;

/** Input is cut to pieces of this size, so that a limit stops the reader long before the end. */
const pieceLength = 65_536;

const prefixes: ReadonlyMap<string, string> = new Map([
  [ublNamespaces.cac, "cac:"],
  [ublNamespaces.cbc, "cbc:"],
  [ublNamespaces.invoice, ""],
  [ublNamespaces.creditNote, ""],
]);

const NONE: ReadonlyMap<string, string> = new Map();

function attributesOf(tag: SaxesTagNS): ReadonlyMap<string, string> {
  let attributes: Map<string, string> | undefined;
  // The engine's own object without a prototype: all its names are attributes.
  for (const key in tag.attributes) {
    const { name, prefix, value } = tag.attributes[key]!;
    if (name !== "xmlns" && prefix !== "xmlns") (attributes ??= new Map<string, string>()).set(name, value);
  }
  return attributes ?? NONE;
}

/** The bytes as text. A byte order mark is dropped; a byte that is not UTF-8 refuses the file. */
function decode(bytes: Uint8Array): string {
  if (bytes.length === 0) throw new XmlRefused("FILE_EMPTY", 0);
  if (bytes.length > xmlLimits.bytes) throw new XmlRefused("FILE_TOO_LARGE", 0);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new XmlRefused("ENCODING_INVALID", 0);
  }
}

function createTree(line: () => number) {
  const open: XmlNode[] = [];
  const tree: { root?: XmlNode; namespace: string } = { namespace: "" };
  let elements = 0;
  return {
    tree,
    openTag(tag: SaxesTagNS): void {
      elements += 1;
      if (elements > xmlLimits.elements) throw new XmlRefused("XML_TOO_MANY_ELEMENTS", line());
      if (open.length >= xmlLimits.depth) throw new XmlRefused("XML_TOO_DEEP", line());
      const prefix = prefixes.get(tag.uri) ?? "?";
      const node: XmlNode = {
        name: prefix + tag.local,
        line: line(),
        attributes: attributesOf(tag),
        children: [],
        text: "",
      };
      if (open.length === 0) {
        tree.root = node;
        tree.namespace = tag.uri;
      }
      open.at(-1)?.children.push(node);
      open.push(node);
    },
    closeTag(): void {
      open.pop();
    },
    text(data: string): void {
      const node = open.at(-1);
      if (node !== undefined) node.text += data;
    },
  };
}

/** The file was read as UTF-8, so it must not claim to be anything else. */
function checkDeclaration({ xmlDecl: { encoding } }: SaxesParser<{ xmlns: true }>): void {
  if (encoding !== undefined && encoding.toLowerCase() !== "utf-8") throw new XmlRefused("ENCODING_INVALID", 1);
}

/** Reads a whole document. @throws XmlRefused with the code and the line reached */
export function readTree(bytes: Uint8Array): { readonly root: XmlNode; readonly namespace: string } {
  const text = decode(bytes);
  const parser = new SaxesParser({ xmlns: true, position: false });
  const refuse = (code: ProblemCode): never => {
    throw new XmlRefused(code, parser.line);
  };
  const builder = createTree(() => parser.line);
  // Six handlers and no more: from the seventh on the engine keeps the parser's fields in a dictionary.
  parser.on("error", () => refuse("XML_MALFORMED"));
  parser.on("doctype", () => refuse("XML_DOCTYPE_REFUSED"));
  parser.on("opentag", (tag) => {
    checkDeclaration(parser);
    builder.openTag(tag);
  });
  parser.on("closetag", () => builder.closeTag());
  parser.on("text", (data) => builder.text(data));
  parser.on("cdata", (data) => builder.text(data));
  for (let at = 0; at < text.length; at += pieceLength) parser.write(text.slice(at, at + pieceLength));
  parser.close();
  const { root, namespace } = builder.tree;
  if (root === undefined) throw new XmlRefused("XML_MALFORMED", 0);
  return { root, namespace };
}

/** What well-formed text may still hold and XML cannot carry: control characters and the two non-characters. */
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** Whether XML 1.0 can carry the text: no control characters, no half of a surrogate pair. */
export function isXmlText(text: string): boolean {
  return text.isWellFormed() && !CONTROL.test(text);
}

const SPECIAL = /[&<>\r]/;
const SPECIAL_IN_ATTRIBUTE = /[&<>"\r\n\t]/;

/** Character data. A carriage return is kept by a character reference, as readers drop bare ones. */
export function escapeText(text: string): string {
  if (!SPECIAL.test(text)) return text;
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
}

/** An attribute's value, between double quotes. */
export function escapeAttribute(text: string): string {
  if (!SPECIAL_IN_ATTRIBUTE.test(text)) return text;
  return escapeText(text).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}
