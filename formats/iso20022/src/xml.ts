/**
 * A guarded, streaming XML reader over saxes: no document type, no entities of the file's own, and limits on size,
 * depth, attributes and text (SEC-64). It builds small trees and hands each over when it closes, so memory stays flat.
 */
import { SaxesParser, type SaxesTagNS } from "saxes";
import {
  createDecoder,
  declarationBytes,
  detectEncoding,
  EncodingError,
  encodingOf,
  type ByteDecoder,
} from "./encoding.ts";
import type { ProblemCode } from "./problems.ts";

/** An element in the message's namespace: local name, own text, children in file order. */
export interface XmlNode {
  readonly name: string;
  /** Line on which the start tag ends, 1-based. */
  readonly line: number;
  readonly children: XmlNode[];
  /** The `Ccy` attribute, the only one that bank messages use. */
  readonly currency: string | undefined;
  /** Character data directly inside, comments left out, sections of CDATA included. */
  text: string;
}

/** Told of elements as they open and close. */
export interface XmlHandler {
  /** The outermost element; its namespace is the message's. Elements of any other namespace are passed over. */
  root(name: string, namespace: string, line: number): void;
  opened(node: XmlNode, ancestors: readonly XmlNode[]): void;
  /** Answers whether the closed node stays attached to its parent. */
  closed(node: XmlNode, ancestors: readonly XmlNode[]): boolean;
}

export interface XmlLimits {
  /** Largest file in bytes; 50 MB unless told. */
  readonly maxBytes?: number;
}

export interface XmlReader {
  write(bytes: Uint8Array): void;
  end(): void;
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

/** Limits of SEC-64; elements held at one time are bounded too, since a file of nothing but small ones fills memory. */
export const xmlLimits = {
  depth: 64,
  attributes: 32,
  textLength: 1_000_000,
  bytes: 50_000_000,
  heldElements: 1_000_000,
} as const;

/** Input is cut to pieces of this size, so that limits are looked at often enough whatever the caller hands over. */
const pieceBytes = 65_536;

/**
 * A parser that throws {@link XmlRefused}. It takes at most six handlers in all: from the seventh on the engine keeps
 * the parser's fields in a dictionary and reading is four times slower. So declaration and attributes are looked at
 * when a tag opens.
 */
function createGuardedParser(): SaxesParser<{ xmlns: true }> {
  const parser = new SaxesParser({ xmlns: true, position: false });
  const refuse = (code: ProblemCode): never => {
    throw new XmlRefused(code, parser.line);
  };
  parser.on("error", () => refuse("XML_MALFORMED"));
  parser.on("doctype", () => refuse("XML_DOCTYPE_REFUSED"));
  return parser;
}

/** A declaration that was not found in the first bytes would mean the text was decoded by another rule than it names. */
function checkDeclaration(parser: SaxesParser<{ xmlns: true }>, decodedAs: string): void {
  const { version, encoding } = parser.xmlDecl;
  if (version !== undefined && version !== "1.0") throw new XmlRefused("XML_VERSION_UNSUPPORTED", 1);
  if (encoding !== undefined && encodingOf(encoding) !== decodedAs) throw new XmlRefused("ENCODING_CONFLICT", 1);
}

/** A namespace name is a URI reference (Namespaces in XML 1.0, 2.1; RFC 3986); saxes takes any text, other readers do not. */
const uriReference =
  /^(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*(?:#(?:[A-Za-z0-9\-._~:/?@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*)?$/;

const isNamespaceName = (text: string): boolean =>
  uriReference.test(text) && (!text.includes(":") || URL.canParse(text));

/** The part behind a prefix is a name of its own (Namespaces in XML 1.0, 4), which saxes does not look at. */
function checkLocalName({ prefix, local }: { prefix: string; local: string }, line: number): void {
  if (prefix !== "" && /^[-.0-9\u00b7\u0300-\u036f\u203f\u2040]/.test(local))
    throw new XmlRefused("XML_MALFORMED", line);
}

function checkAttributes(tag: SaxesTagNS, line: number): void {
  checkLocalName(tag, line);
  let count = 0;
  for (const name in tag.attributes) {
    count += 1;
    if (count > xmlLimits.attributes) throw new XmlRefused("XML_TOO_MANY_ATTRIBUTES", line);
    const attribute = tag.attributes[name];
    if (attribute === undefined) continue;
    checkLocalName(attribute, line);
    const { value } = attribute;
    if (value.length > xmlLimits.textLength) throw new XmlRefused("XML_TEXT_TOO_LONG", line);
    if (name.startsWith("xmlns") && !isNamespaceName(value)) throw new XmlRefused("XML_MALFORMED", line);
  }
}

/** Keeps the stack of open elements and passes over foreign ones, which may hold anything (supplementary data, XInclude). */
function createTreeBuilder(handler: XmlHandler, line: () => number) {
  const open: XmlNode[] = [];
  let namespace: string | undefined;
  let foreignDepth = 0;
  // Elements attached inside each open one, by depth.
  const attached: number[] = [];
  let held = 0;
  const openTag = (tag: SaxesTagNS): void => {
    if (open.length + foreignDepth >= xmlLimits.depth) throw new XmlRefused("XML_TOO_DEEP", line());
    if (namespace === undefined) {
      namespace = tag.uri;
      handler.root(tag.local, tag.uri, line());
    }
    if (foreignDepth > 0 || tag.uri !== namespace) {
      foreignDepth += 1;
      return;
    }
    const node: XmlNode = {
      name: tag.local,
      line: line(),
      children: [],
      currency: tag.attributes["Ccy"]?.value,
      text: "",
    };
    handler.opened(node, open);
    open.push(node);
    attached.push(0);
  };
  const keep = (node: XmlNode, inside: number): void => {
    const parent = open.at(-1);
    if (parent === undefined) return;
    parent.children.push(node);
    held += 1;
    attached[attached.length - 1] = (attached.at(-1) ?? 0) + inside + 1;
    if (held > xmlLimits.heldElements) throw new XmlRefused("XML_TOO_MANY_ELEMENTS", line());
  };
  const closeTag = (): void => {
    if (foreignDepth > 0) {
      foreignDepth -= 1;
      return;
    }
    const node = open.pop();
    const inside = attached.pop() ?? 0;
    if (node === undefined) return;
    if (handler.closed(node, open)) keep(node, inside);
    else held -= inside;
  };
  const text = (data: string): void => {
    if (data.length > xmlLimits.textLength) throw new XmlRefused("XML_TEXT_TOO_LONG", line());
    const node = open.at(-1);
    if (node === undefined || foreignDepth > 0) return;
    node.text = node.text === "" ? data : node.text + data;
    if (node.text.length > xmlLimits.textLength) throw new XmlRefused("XML_TEXT_TOO_LONG", line());
  };
  return { openTag, closeTag, text };
}

/** Wires parser and tree builder; answers a function that takes decoded text, `null` at the end. */
function createTextReader(handler: XmlHandler, decodedAs: string): (text: string | null) => void {
  let lastTagAt = 0;
  let rootSeen = false;
  const parser = createGuardedParser();
  const tree = createTreeBuilder(handler, () => parser.line);
  parser.on("opentag", (tag) => {
    lastTagAt = parser.position;
    if (!rootSeen) checkDeclaration(parser, decodedAs);
    rootSeen = true;
    checkAttributes(tag, parser.line);
    tree.openTag(tag);
  });
  parser.on("closetag", () => {
    lastTagAt = parser.position;
    tree.closeTag();
  });
  parser.on("text", tree.text);
  parser.on("cdata", tree.text);
  return (text) => {
    parser.write(text);
    // saxes gathers a text, comment or tag until it ends; this stops one that never does.
    if (parser.position - lastTagAt > xmlLimits.textLength + pieceBytes) {
      throw new XmlRefused("XML_TEXT_TOO_LONG", parser.line);
    }
  };
}

/** Holds back the first bytes until the encoding is known, then decodes. */
function createBytesReader(handler: XmlHandler) {
  let decoder: ByteDecoder | undefined;
  let readText: ((text: string | null) => void) | undefined;
  let head: Uint8Array = new Uint8Array(0);
  const begin = (): void => {
    decoder = createDecoder(detectEncoding(head));
    readText = createTextReader(handler, decoder.encoding);
    readText(decoder.write(head));
  };
  const write = (bytes: Uint8Array): void => {
    if (decoder !== undefined) {
      readText?.(decoder.write(bytes));
      return;
    }
    head = Buffer.concat([head, bytes]);
    if (head.length >= declarationBytes) begin();
  };
  const end = (): void => {
    if (decoder === undefined) begin();
    readText?.(decoder?.end() ?? "");
    readText?.(null);
  };
  return { write, end };
}

/**
 * Reads XML in chunks of any size. Both functions throw {@link XmlRefused}; after that the reader must not be used.
 * @throws XmlRefused with the code and the line reached
 */
export function createXmlReader(handler: XmlHandler, limits: XmlLimits = {}): XmlReader {
  const maxBytes = limits.maxBytes ?? xmlLimits.bytes;
  const reader = createBytesReader(handler);
  let seen = 0;
  const asRefusal = (run: () => void): void => {
    try {
      run();
    } catch (error) {
      throw error instanceof EncodingError ? new XmlRefused(error.code, 0) : error;
    }
  };
  return {
    write(bytes) {
      seen += bytes.length;
      if (seen > maxBytes) throw new XmlRefused("FILE_TOO_LARGE", 0);
      asRefusal(() => {
        for (let at = 0; at < bytes.length; at += pieceBytes) reader.write(bytes.subarray(at, at + pieceBytes));
      });
    },
    end() {
      if (seen === 0) throw new XmlRefused("FILE_EMPTY", 0);
      asRefusal(reader.end);
    },
  };
}

/** Reads a whole message into one tree; for messages of ours and of modest size, not for statements. */
export function readTree(
  bytes: Uint8Array,
  limits: XmlLimits = {},
): { readonly root: XmlNode; readonly namespace: string } {
  let root: XmlNode | undefined;
  let uri = "";
  const handler: XmlHandler = {
    root: (_name, namespace) => {
      uri = namespace;
    },
    opened: () => undefined,
    closed: (node, ancestors) => {
      if (ancestors.length === 0) root = node;
      return true;
    },
  };
  const reader = createXmlReader(handler, limits);
  reader.write(bytes);
  reader.end();
  if (root === undefined) throw new XmlRefused("XML_MALFORMED", 0);
  return { root, namespace: uri };
}
