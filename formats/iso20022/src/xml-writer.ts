/** Writing messages: elements in the schema's order, escaped, two blanks a level, LF, UTF-8 without mark. */

/** An element to write: a text, or children of which the undefined ones are left out. */
export interface XmlElement {
  readonly name: string;
  readonly attribute: string;
  readonly content: string | readonly XmlElement[];
}

/** Children; a writer leaves out what is not stated by giving undefined. */
export type XmlChildren = readonly (XmlElement | undefined | readonly (XmlElement | undefined)[])[];

/** Character data and attribute values. Carriage returns are kept by a character reference, as XML drops bare ones. */
export function escapeXml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\r", "&#13;");
}

/** An element with children, left out altogether when none is there. */
export function group(name: string, ...children: XmlChildren): XmlElement | undefined {
  const present = children.flat().filter((element) => element !== undefined);
  return present.length === 0 ? undefined : { name, attribute: "", content: present };
}

/** An element with text, left out when the text is undefined. */
export function leaf(name: string, text: string | number | undefined): XmlElement | undefined {
  return text === undefined ? undefined : { name, attribute: "", content: escapeXml(String(text)) };
}

/** An amount with its currency. */
export function amountLeaf(name: string, decimal: string, currency: string): XmlElement {
  return { name, attribute: ` Ccy="${escapeXml(currency)}"`, content: decimal };
}

/** Nested single elements around a text: `chain("a", ["Id", "IBAN"])` is Id holding IBAN holding the text. */
export function chain(text: string | undefined, names: readonly string[]): XmlElement | undefined {
  const [name, ...inner] = names;
  if (name === undefined || text === undefined) return undefined;
  return inner.length === 0 ? leaf(name, text) : group(name, chain(text, inner));
}

function writeElement(lines: string[], { name, attribute, content }: XmlElement, indent: string): void {
  if (typeof content === "string") {
    lines.push(`${indent}<${name}${attribute}>${content}</${name}>`);
    return;
  }
  lines.push(`${indent}<${name}${attribute}>`);
  for (const element of content) writeElement(lines, element, `${indent}  `);
  lines.push(`${indent}</${name}>`);
}

/** A whole document in the namespace, as bytes. */
export function writeDocument(namespace: string, root: XmlElement | undefined): Uint8Array {
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<Document xmlns="${namespace}">`];
  if (root !== undefined) writeElement(lines, root, "  ");
  lines.push("</Document>", "");
  return new TextEncoder().encode(lines.join("\n"));
}
