/**
 * Turns a Schematron file of the kind that the official invoice rules are into an XSLT 3.0 stylesheet that lists findings.
 * Only what those files use is known: ns, let, pattern, rule, assert, and functions written in XSLT. Anything else throws.
 */
import { SaxesParser, type SaxesTagNS } from "saxes";

const SCHEMATRON = "http://purl.oclc.org/dsdl/schematron";
const XSLT = "http://www.w3.org/1999/XSL/Transform";

interface Element {
  readonly uri: string;
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly content: (Element | string)[];
}

function parseXml(text: string): Element {
  const parser = new SaxesParser({ xmlns: true });
  const root: Element = { uri: "", name: "", attributes: new Map(), content: [] };
  const open = [root];
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", (tag: SaxesTagNS) => {
    const attributes = Object.values(tag.attributes).map(({ name, value }) => [name, value] as const);
    const plain = attributes.filter(([name]) => name !== "xmlns" && !name.startsWith("xmlns:"));
    const element: Element = { uri: tag.uri, name: tag.local, attributes: new Map(plain), content: [] };
    open.at(-1)?.content.push(element);
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  parser.on("text", (data) => void open.at(-1)?.content.push(data));
  parser.write(text).close();
  const schema = root.content.find((each) => typeof each !== "string");
  if (schema === undefined) throw new Error("no schema");
  return schema;
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const children = (element: Element): readonly Element[] => element.content.filter((each) => typeof each !== "string");

function attribute(element: Element, name: string): string {
  const value = element.attributes.get(name);
  if (value === undefined) throw new Error(`${element.name} lacks ${name}`);
  return escape(value);
}

/** Elements of the stylesheet's own namespace go along as they are. */
function copy(element: Element): string {
  const attributes = [...element.attributes].map(([name, value]) => ` ${name}="${escape(value)}"`).join("");
  const inside = element.content.map((each) => (typeof each === "string" ? escape(each) : copy(each))).join("");
  return `<xsl:${element.name}${attributes}>${inside}</xsl:${element.name}>`;
}

const variable = (element: Element): string =>
  `<xsl:variable name="${attribute(element, "name")}" select="${attribute(element, "value")}"/>`;

function assertion(element: Element): string {
  const [id, flag] = [attribute(element, "id"), attribute(element, "flag")];
  const found = `concat('${id}&#9;${flag}&#9;', path(), '&#10;')`;
  return `<xsl:if test="not(${attribute(element, "test")})"><xsl:value-of select="${found}"/></xsl:if>`;
}

/** Of one pattern only the first rule that matches a node fires, so earlier ones have the higher priority. */
function rule(element: Element, mode: string, priority: number): string {
  const inside = children(element).map((each) => (each.name === "let" ? variable(each) : assertion(each)));
  return [
    `<xsl:template match="${attribute(element, "context")}" mode="${mode}" priority="${priority}">`,
    ...inside,
    `<xsl:apply-templates select="@*, *" mode="${mode}"/>`,
    "</xsl:template>",
  ].join("");
}

function pattern(element: Element, mode: string): string {
  const parts = children(element);
  const rules = parts.filter(({ name }) => name === "rule");
  const lets = parts.filter(({ name }) => name === "let");
  if (rules.length + lets.length !== parts.length) throw new Error("a pattern holds something unknown");
  return [
    ...lets.map(variable),
    `<xsl:mode name="${mode}" on-no-match="shallow-skip"/>`,
    ...rules.map((each, at) => rule(each, mode, rules.length - at)),
  ].join("");
}

function topLevel(element: Element, at: number): string {
  if (element.uri === XSLT) return copy(element);
  if (element.uri !== SCHEMATRON) throw new Error(`unknown ${element.name}`);
  if (element.name === "let") return variable(element);
  if (element.name === "pattern") return pattern(element, `m${at}`);
  if (["title", "ns", "phase"].includes(element.name)) return "";
  throw new Error(`unknown ${element.name}`);
}

/** Variables of all patterns become global, so two of one name would be taken for each other. */
function refuseClashes(elements: readonly Element[]): void {
  const lets = elements.flatMap((each) => (each.name === "pattern" ? [...children(each)] : [each]));
  const names = lets.filter(({ name }) => name === "let").map((each) => attribute(each, "name"));
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`two variables ${twice}`);
}

/** The stylesheet. Its result is text: a line of id, flag and place for each finding, separated by tabs. */
export function stylesheetOf(schematron: string): string {
  const schema = parseXml(schematron);
  const elements = children(schema);
  refuseClashes(elements);
  const namespaces = elements
    .filter(({ name }) => name === "ns")
    .map((each) => ` xmlns:${attribute(each, "prefix")}="${attribute(each, "uri")}"`);
  const modes = elements.flatMap(({ name }, at) => (name === "pattern" ? [`m${at}`] : []));
  return [
    `<xsl:stylesheet version="3.0" xmlns:xsl="${XSLT}"${namespaces.join("")}>`,
    '<xsl:output method="text"/>',
    ...elements.map(topLevel),
    '<xsl:template match="/">',
    ...modes.map((mode) => `<xsl:apply-templates select="." mode="${mode}"/>`),
    "</xsl:template>",
    "</xsl:stylesheet>",
  ].join("\n");
}
