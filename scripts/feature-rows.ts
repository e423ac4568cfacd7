/** Which tests prove which row: reading the row tables, the titles of the tests, and joining the two. */

import ts from "typescript";

/** One row of `docs/features.tsv` or `docs/security-rules.tsv`. */
export interface Row {
  id: string;
  capability: string;
}

/** The title of one test or group of tests, and the file it stands in. */
export interface TestTitle {
  file: string;
  title: string;
}

export interface ProvenRow extends Row {
  tests: TestTitle[];
}

export interface Coverage {
  rows: ProvenRow[];
  /** Ids that stand in a title and in no table: a slip of the pen, or a row that was forgotten. */
  unknown: (TestTitle & { id: string })[];
}

const ID = /^(?:S[0-4]|X|N|SEC)-\d{2}$/;

/**
 * Reads a table of two columns, `id` and `capability`, parted by a tab, with a heading.
 * @throws when a line has other columns, an id of another shape, an empty capability, or an id that came before
 */
export function parseRows(text: string): Row[] {
  const seen = new Set<string>();
  const [heading, ...lines] = text.trimEnd().split("\n");
  if (heading !== "id\tcapability")
    throw new Error(`the heading must be "id<tab>capability", not ${JSON.stringify(heading)}`);
  return lines.map((line, index) => {
    const [id = "", capability = "", ...rest] = line.split("\t");
    if (!ID.test(id) || capability === "" || rest.length > 0 || seen.has(id)) {
      throw new Error(`line ${index + 2} is not a row of its own: ${line}`);
    }
    seen.add(id);
    return { id, capability };
  });
}

/** The titles given to `test`, `it` and `describe` in a test file, in their order, `.each` and other forms included. */
export function testTitles(file: string, source: string): TestTitle[] {
  const titles: TestTitle[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && /^(?:test|it|describe)$/.test(calledName(node.expression))) {
      const title = textOf(node.arguments[0]);
      if (title !== undefined) titles.push({ file, title });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.ESNext));
  return titles;
}

/** `test` for `test(...)`, `test.each(table)(...)`, `test.each<Row>([...])(...)` and the tagged form alike. */
function calledName(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression) || ts.isCallExpression(expression))
    return calledName(expression.expression);
  if (ts.isTaggedTemplateExpression(expression)) return calledName(expression.tag);
  return "";
}

/** The text of a title; the holes of a template are left out, its ids stand in the fixed part. */
function textOf(node: ts.Expression | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join("...");
  return undefined;
}

/**
 * The ids that a title names. Ranges are opened: `S0-12 to S0-14`, `S0-12..14` and `S0-12/13/14` each name three or fewer.
 * @example idsIn("S0-12..14 X-02 the file adds up") // ["S0-12", "S0-13", "S0-14", "X-02"]
 */
export function idsIn(title: string): string[] {
  const mention = /\b(S[0-4]|X|N|SEC)-(\d{2})((?:\/\d{2})+)?(?:\s*(?:\.\.|–|\bto\b)\s*(?:\1-)?(\d{2}))?(?!\d)/g;
  const ids = [...title.matchAll(mention)].flatMap(([, family = "", first = "", others = "", last]) => {
    const numbers = last === undefined ? [first, ...others.split("/").slice(1)] : range(Number(first), Number(last));
    return numbers.map((number) => `${family}-${number}`);
  });
  return [...new Set(ids)];
}

function range(first: number, last: number): string[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => String(first + index).padStart(2, "0"));
}

/** Joins rows and titles; rows keep the order of their table. */
export function coverage(rows: readonly Row[], titles: readonly TestTitle[]): Coverage {
  const named = titles.flatMap((title) => idsIn(title.title).map((id) => ({ ...title, id })));
  const known = new Set(rows.map((row) => row.id));
  const byId = Map.groupBy(named, (title) => title.id);
  return {
    rows: rows.map((row) => ({ ...row, tests: (byId.get(row.id) ?? []).map(({ file, title }) => ({ file, title })) })),
    unknown: named.filter((title) => !known.has(title.id)),
  };
}
