/**
 * The engine of the layout: a shape is a table of parts in the schema's order, written and read by the same rows, so that
 * the two directions cannot drift apart. Nothing empty is ever written: an element without content leaves no trace.
 */
import { formatDecimal, isIsoDate, parseDecimal } from "@kvitt/values";
import { decimalText, readDecimal, type Decimal } from "./decimal-number.ts";
import type { Identifier } from "./model.ts";
import type { ProblemCode, ProblemList } from "./problems.ts";
import { escapeAttribute, escapeText, trimmed, type XmlNode } from "./xml.ts";

/** What is being written. `values` counts the leaves that hold something of the model. */
export interface Output {
  xml: string;
  values: number;
  depth: number;
  readonly currency: string;
}

/** What is being read. */
export interface Reading {
  readonly problems: ProblemList;
  readonly currency: string;
}

/** A model half read. */
export type Draft = Record<string, unknown>;

/** One row of a shape. */
export interface Part<M> {
  readonly name: string;
  write(model: M, out: Output): void;
  /** Reads its elements among the children of `parent`; answers whether any was there. */
  read(parent: XmlNode, draft: Draft, reading: Reading, path: string): boolean;
}

/** Rows in the schema's order. */
export interface Shape<M> {
  readonly parts: readonly Part<M>[];
  readonly order: ReadonlyMap<string, number>;
}

/** The fields of a model that may hold a `V`. */
type KeyOf<M, V> = { [K in keyof M]-?: NonNullable<M[K]> extends V ? K : never }[keyof M] & string;

const INDENTS = Array.from({ length: 16 }, (_, depth) => "  ".repeat(depth));

/** A shape of these parts. */
export function shape<M>(...parts: readonly Part<M>[]): Shape<M> {
  const order = new Map<string, number>();
  for (const [at, { name }] of parts.entries()) if (!order.has(name)) order.set(name, at);
  return { parts, order };
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/** Writes an element with the shape's parts inside, or nothing when none of them has a value. */
function writeInside<M>(open: string, close: string, inner: Shape<M>, model: M, out: Output): void {
  const { xml, values, depth } = out;
  out.xml = `${xml}${INDENTS[depth]!}${open}\n`;
  out.depth = depth + 1;
  for (const part of inner.parts) part.write(model, out);
  out.depth = depth;
  if (out.values === values) out.xml = xml;
  else out.xml += `${INDENTS[depth]!}${close}\n`;
}

/** Reads the shape's parts; reports what it does not know and what stands out of order. */
export function readInside<M>(inner: Shape<M>, node: XmlNode, draft: Draft, reading: Reading, path: string): void {
  let highest = 0;
  for (const { name, line } of node.children) {
    const place = inner.order.get(name);
    const where = `${path}${local(name)}`;
    if (place === undefined) reading.problems.add("ELEMENT_NOT_READ", where, undefined, line);
    else if (place < highest) reading.problems.add("ELEMENT_ORDER", where, undefined, line);
    else highest = place;
  }
  for (const part of inner.parts) part.read(node, draft, reading, path);
}

function only(name: string, found: readonly XmlNode[], reading: Reading, path: string): XmlNode | undefined {
  const [first, second] = found;
  if (second !== undefined) reading.problems.add("ELEMENT_REPEATED", path + local(name), undefined, second.line);
  return first;
}

const named = (parent: XmlNode, name: string): readonly XmlNode[] =>
  parent.children.filter((child) => child.name === name);

/** How a value stands in an element. `write` answers text that is already escaped. */
interface Codec<V> {
  readonly write: (value: V) => string;
  readonly read: (text: string) => V | undefined;
}

const textCodec: Codec<string> = { write: escapeText, read: (text) => text };
const dateCodec: Codec<string> = { write: (date) => date, read: (text) => (isIsoDate(text) ? text : undefined) };
const decimalCodec: Codec<Decimal> = { write: decimalText, read: readDecimal };
const flagCodec: Codec<boolean> = {
  write: (flag) => (flag ? "true" : "false"),
  read: (text) => (text === "true" ? true : text === "false" ? false : undefined),
};
const minorCodec: Codec<bigint> = {
  write: (minor) => formatDecimal(minor, 2),
  read: (text) => {
    const parsed = parseDecimal(text, 2);
    return parsed.ok ? parsed.value : undefined;
  },
};

/** An attribute kept in a field of the same model. */
interface AttributeOf<M> {
  readonly attribute: string;
  readonly key: KeyOf<M, string>;
}

function writeAttributes<M>(attributes: readonly AttributeOf<M>[], model: M): string {
  let text = "";
  for (const { attribute, key } of attributes) {
    const value = model[key] as string | undefined;
    if (value !== undefined && value !== "") text += ` ${attribute}="${escapeAttribute(value)}"`;
  }
  return text;
}

function readAttributes<M>(attributes: readonly AttributeOf<M>[], node: XmlNode, draft: Draft): void {
  for (const { attribute, key } of attributes) {
    const value = node.attributes.get(attribute);
    if (value !== undefined) draft[key] = value;
  }
}

function readValue<V>(codec: Codec<V>, node: XmlNode, reading: Reading, path: string): V | undefined {
  const text = trimmed(node.text);
  const value = text === "" ? undefined : codec.read(text);
  const code: ProblemCode = text === "" ? "ELEMENT_EMPTY" : "VALUE_INVALID";
  if (value === undefined) reading.problems.add(code, path, undefined, node.line);
  return value;
}

function leaf<M, V>(
  name: string,
  key: KeyOf<M, V>,
  codec: Codec<V>,
  attributes: readonly AttributeOf<M>[] = [],
): Part<M> {
  const [open, close] = [`<${name}`, `</${name}>\n`];
  return {
    name,
    write(model, out) {
      const value = model[key] as V | undefined;
      if (value === undefined) return;
      const text = codec.write(value);
      if (text.trim() === "") return;
      out.values += 1;
      const held = attributes.length === 0 ? "" : writeAttributes(attributes, model);
      out.xml += `${INDENTS[out.depth]!}${open}${held}>${text}${close}`;
    },
    read(parent, draft, reading, path) {
      const node = only(name, named(parent, name), reading, path);
      if (node === undefined) return false;
      const value = readValue(codec, node, reading, path + local(name));
      if (value !== undefined) draft[key] = value;
      readAttributes(attributes, node, draft);
      return true;
    },
  };
}

/** A text, with attributes kept in fields beside it. */
export function text<M>(name: string, key: KeyOf<M, string>, ...attributes: readonly AttributeOf<M>[]): Part<M> {
  return leaf<M, string>(name, key, textCodec, attributes);
}

/** A calendar date. */
export function date<M>(name: string, key: KeyOf<M, string>): Part<M> {
  return leaf<M, string>(name, key, dateCodec);
}

/** A number that is no money. */
export function number<M>(name: string, key: KeyOf<M, Decimal>): Part<M> {
  return leaf<M, Decimal>(name, key, decimalCodec);
}

/** `true` or `false`. */
export function flag<M>(name: string, key: KeyOf<M, boolean>): Part<M> {
  return leaf<M, boolean>(name, key, flagCodec);
}

/** An element with `currencyID`, which must be the document's. */
function inCurrency<M, V>(name: string, key: KeyOf<M, V>, codec: Codec<V>): Part<M> {
  const [open, close] = [`<${name} currencyID="`, `</${name}>\n`];
  return {
    name,
    write(model, out) {
      const value = model[key] as V | undefined;
      if (value === undefined) return;
      out.values += 1;
      out.xml += `${INDENTS[out.depth]!}${open}${out.currency}">${codec.write(value)}${close}`;
    },
    read(parent, draft, reading, path) {
      const node = only(name, named(parent, name), reading, path);
      if (node === undefined) return false;
      const where = path + local(name);
      if (node.attributes.get("currencyID") !== reading.currency) {
        reading.problems.add("CURRENCY_MIXED", where, node.attributes.get("currencyID"), node.line);
      }
      const value = readValue(codec, node, reading, where);
      if (value !== undefined) draft[key] = value;
      return true;
    },
  };
}

/** An amount in minor units. */
export function amount<M>(name: string, key: KeyOf<M, bigint>): Part<M> {
  return inCurrency<M, bigint>(name, key, minorCodec);
}

/** A price, which may have more decimals than money. */
export function price<M>(name: string, key: KeyOf<M, Decimal>): Part<M> {
  return inCurrency<M, Decimal>(name, key, decimalCodec);
}

/** A quantity whose unit is kept in another field, which two quantities of a line share. */
export function quantity<M>(name: string, key: KeyOf<M, Decimal>, unitKey: KeyOf<M, string>): Part<M> {
  const plain = leaf<M, Decimal>(name, key, decimalCodec, [{ attribute: "unitCode", key: unitKey }]);
  return {
    ...plain,
    read(parent, draft, reading, path) {
      const before = draft[unitKey];
      const found = plain.read(parent, draft, reading, path);
      if (found && before !== undefined && before !== draft[unitKey]) {
        reading.problems.add("UNIT_DIFFERS", path + local(name));
        draft[unitKey] = before;
      }
      return found;
    },
  };
}

/** A number with its scheme. */
export function identifier<M>(name: string, key: KeyOf<M, Identifier>): Part<M> {
  return group(name, key, identifierText(name));
}

/** The part that fills an element with an identifier itself, used by {@link identifier} and {@link each}. */
function identifierText(name: string): Inside<Identifier> {
  const [open, close] = [`<${name}`, `</${name}>\n`];
  return {
    write({ scheme, id }, out) {
      if (id.trim() === "") return;
      out.values += 1;
      const held = scheme === undefined || scheme === "" ? "" : ` schemeID="${escapeAttribute(scheme)}"`;
      out.xml += `${INDENTS[out.depth]!}${open}${held}>${escapeText(id)}${close}`;
    },
    read(node, reading, path) {
      const id = readValue(textCodec, node, reading, path) ?? "";
      const scheme = node.attributes.get("schemeID");
      return scheme === undefined ? { id } : { scheme, id };
    },
  };
}

/** How a whole model fills an element. */
interface Inside<C> {
  readonly write: (model: C, out: Output) => void;
  readonly read: (node: XmlNode, reading: Reading, path: string) => unknown;
}

function insideOf<C>(name: string, inner: Shape<C> | Inside<C>): Inside<C> {
  if (!("parts" in inner)) return inner;
  const [open, close] = [`<${name}>`, `</${name}>`];
  return {
    write: (model, out) => writeInside(open, close, inner, model, out),
    read(node, reading, path) {
      const draft: Draft = {};
      readInside(inner, node, draft, reading, `${path}/`);
      return draft;
    },
  };
}

/** An element that holds a model of its own. */
export function group<M, C>(name: string, key: KeyOf<M, C>, inner: Shape<C> | Inside<C>): Part<M> {
  const inside = insideOf(name, inner);
  return {
    name,
    write(model, out) {
      const value = model[key] as C | undefined;
      if (value !== undefined) inside.write(value, out);
    },
    read(parent, draft, reading, path) {
      const node = only(name, named(parent, name), reading, path);
      if (node !== undefined) draft[key] = inside.read(node, reading, path + local(name));
      return node !== undefined;
    },
  };
}

/** Which of the elements of a name are meant. */
type Where = (node: XmlNode) => boolean;

/** A repeated element, each holding a model. */
export function each<M, C>(
  name: string,
  key: KeyOf<M, readonly C[]>,
  inner: Shape<C>,
  where: Where = () => true,
): Part<M> {
  const inside = insideOf(name, inner);
  return {
    name,
    write(model, out) {
      for (const value of model[key] as readonly C[]) inside.write(value, out);
    },
    read(parent, draft, reading, path) {
      const nodes = named(parent, name).filter(where);
      draft[key] = nodes.map((node, at) => inside.read(node, reading, `${path}${local(name)}[${at + 1}]`));
      return nodes.length > 0;
    },
  };
}

/** An element that only wraps fields of the same model. */
export function wrap<M>(name: string, inner: Shape<M>, where: Where = () => true): Part<M> {
  const [open, close] = [`<${name}>`, `</${name}>`];
  return {
    name,
    write: (model, out) => writeInside(open, close, inner, model, out),
    read(parent, draft, reading, path) {
      const node = only(name, named(parent, name).filter(where), reading, path);
      if (node !== undefined) readInside(inner, node, draft, reading, `${path}${local(name)}/`);
      return node !== undefined;
    },
  };
}

/** An element that always holds the same; `unless` is the problem of finding another text there. */
export function constant<M>(name: string, value: string, unless: ProblemCode = "VALUE_INVALID"): Part<M> {
  const line = `<${name}>${escapeText(value)}</${name}>\n`;
  return {
    name,
    write(_model, out) {
      out.xml += INDENTS[out.depth]! + line;
    },
    read(parent, _draft, reading, path) {
      const node = only(name, named(parent, name), reading, path);
      if (node === undefined || trimmed(node.text) !== value)
        reading.problems.add(unless, path + local(name), undefined, node?.line);
      return node !== undefined;
    },
  };
}

/** An element around a constant, which stands wherever its neighbours do: `<cac:TaxScheme><cbc:ID>VAT</cbc:ID>...`. */
export function constantInside<M>(name: string, inner: Part<M>): Part<M> {
  return {
    name,
    write(model, out) {
      const indent = INDENTS[out.depth]!;
      out.xml += `${indent}<${name}>\n`;
      out.depth += 1;
      inner.write(model, out);
      out.depth -= 1;
      out.xml += `${indent}</${name}>\n`;
    },
    read(parent, draft, reading, path) {
      const node = only(name, named(parent, name), reading, path);
      if (node !== undefined) inner.read(node, draft, reading, `${path}${local(name)}/`);
      return node !== undefined;
    },
  };
}

/** A part whose absence is a problem. */
export function required<M>(part: Part<M>): Part<M> {
  return {
    ...part,
    read(parent, draft, reading, path) {
      const found = part.read(parent, draft, reading, path);
      if (!found) reading.problems.add("ELEMENT_MISSING", path + local(part.name), undefined, parent.line);
      return found;
    },
  };
}

/** A repeated element's number, each holding an identifier only. */
export function identifiers<M>(name: string, inner: string, key: KeyOf<M, readonly Identifier[]>): Part<M> {
  const itself = identifierText(inner);
  const one: Part<Identifier> = {
    name: inner,
    write: itself.write,
    read(parent, draft, reading, path) {
      const node = only(inner, named(parent, inner), reading, path);
      if (node !== undefined) Object.assign(draft, itself.read(node, reading, path + local(inner)));
      return node !== undefined;
    },
  };
  return each<M, Identifier>(name, key, shape(required(one)));
}
