/** A small reader of XML: enough to say whether a document is well-formed and what stands where. No document types. */

export type Node = {
  /** Without its prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: Node[];
  text: string;
};

/** What cannot be read as XML. */
export class NotXml extends Error {}

const TOKEN =
  /<\?[^]*?\?>|<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/y;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function plain(text: string): string {
  return text.replace(/&([^;&\s]{0,10});?/g, (whole, name: string) => {
    const code = /^#(?:x([0-9a-fA-F]+)|(\d+))$/.exec(name);
    const known = code
      ? String.fromCodePoint(code[1] ? Number.parseInt(code[1], 16) : Number(code[2]))
      : ENTITIES[name];
    if (known === undefined || !whole.endsWith(";")) throw new NotXml("an entity nobody knows");
    return known;
  });
}

const local = (name: string): string => name.slice(name.indexOf(":") + 1);

function nodeOf(name: string, attributes: string): Node {
  const pairs = [...attributes.matchAll(ATTRIBUTE)].map(
    ([, key, one, other]) => [key!, plain(one ?? other ?? "")] as const,
  );
  return { name: local(name), attributes: new Map(pairs), children: [], text: "" };
}

/** The root of a document. Throws NotXml. */
export function readXml(bytes: Uint8Array): Node {
  const text = decoded(bytes);
  const top: Node = { name: "", attributes: new Map(), children: [], text: "" };
  const open: { readonly node: Node; readonly name: string }[] = [{ node: top, name: "" }];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const found = TOKEN.exec(text);
    if (!found) throw new NotXml("a tag that cannot be read");
    const [, raw, closing, name, attributes = "", empty, words] = found;
    const { node } = open.at(-1)!;
    if (words !== undefined) node.text += plain(words);
    else if (raw !== undefined) node.text += raw;
    else if (name !== undefined && closing === "/") {
      if (open.pop()!.name !== name || open.length === 0) throw new NotXml("tags that cross");
    } else if (name !== undefined) {
      const child = nodeOf(name, attributes);
      node.children.push(child);
      if (empty !== "/") open.push({ node: child, name });
    }
  }
  if (open.length !== 1 || top.children.length !== 1 || top.text.trim() !== "") throw new NotXml("no single root");
  return top.children[0]!;
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new NotXml("not UTF-8");
  }
}

/** All nodes at a path below a node. */
export function at(node: Node, path: string): Node[] {
  return path
    .split("/")
    .reduce<Node[]>(
      (found, step) => found.flatMap((each) => each.children.filter(({ name }) => name === step)),
      [node],
    );
}

/** The text at a path; empty where there is none. */
export function textAt(node: Node, path: string): string {
  return at(node, path)[0]?.text.trim() ?? "";
}
