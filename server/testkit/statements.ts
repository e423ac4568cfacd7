import ts from "typescript";
import { distributedTables } from "../src/platform/catalogue/distribution.ts";

/**
 * Reads the SQL in source files and names what would not hold on a cluster, or would look past a tenant. It reads text, so it is a
 * guard against forgetting, not a proof: row-level security is the lock.
 */

export type Statement = { readonly file: string; readonly line: number; readonly text: string };

const TABLES = distributedTables.join("|");
const NAMED = new RegExp(`\\b(from|join|update|into)\\s+(?:only\\s+)?(${TABLES})\\b(?:\\s+(?:as\\s+)?(\\w+))?`, "gi");
/** What ties rows to their tenant: the column, or a helper that is handed the transaction and writes the condition. */
const TIED = /\btenant_id\b|\w\(tx\b/i;
const MOVING =
  /(?<!\.)\b(now\(\)|clock_timestamp|transaction_timestamp|statement_timestamp|current_timestamp|localtimestamp|random\(\)|gen_random_uuid|uuidv7)/i;

/** Every `sql` template of a file, as one text with the source of what is put in. Fragments count as statements of their own, too. */
export function statementsOf(file: string, source: string): Statement[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ESNext, true);
  const found: Statement[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && node.tag.getText(tree) === "sql") {
      const line = tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1;
      const text = node.template.getText(tree).slice(1, -1);
      found.push({ file, line, text: text.replace(/--[^\n]*/g, " ").replace(/\s+/g, " ") });
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function isTied(text: string, match: RegExpMatchArray): boolean {
  const rest = text.slice(match.index);
  if (match[1]!.toLowerCase() !== "join") return TIED.test(rest);
  const end = rest.slice(5).search(/\b(?:join|where|group by|order by|union)\b/i);
  const condition = end < 0 ? rest : rest.slice(0, end + 5);
  // An inner join may also be tied further down, by its alias.
  const alias = match[3] ?? match[2]!;
  return TIED.test(condition) || new RegExp(`\\b${alias}\\.tenant_id\\b|\\w\\(tx, "${alias}"`).test(rest);
}

function untenanted(text: string): string[] {
  return [...text.matchAll(NAMED)]
    .filter((match) => !isTied(text, match))
    .map((match) => `${match[1]!.toLowerCase()} ${match[2]!} without tenant_id`);
}

function statementBreaches(text: string): string[] {
  const changes = /\bupdate\s+\w+(?:\s+(?:as\s+)?\w+)?\s+set\b|\bon conflict\b.*\bdo update\b/i;
  const has = (pattern: RegExp, what: string) => (pattern.test(text) ? [what] : []);
  return [
    ...untenanted(text),
    ...(/\bfrom\b.*\bfor (?:(?:no key )?update|(?:key )?share)\b/i.test(text) && !TIED.test(text)
      ? ["rows locked across tenants"]
      : []),
    ...has(/\bmerge\s+into\b/i, "MERGE: use ON CONFLICT"),
    ...has(/\bgrouping sets\b|\brollup\s*\(|\bcube\s*\(/i, "GROUPING SETS"),
    ...has(/\bset_config\s*\(/i, "set_config: a cluster does not pass it on, SET LOCAL it does"),
    ...has(/\bpg_(?:try_)?advisory/i, "advisory lock: it holds on one node only, lock a row of the tenant"),
    ...has(/\bnextval\s*\(|\bcurrent_date\b/i, "a value that the database makes: pass it in"),
    ...(changes.test(text) && MOVING.test(text) ? ["a moving value in UPDATE or ON CONFLICT: pass it in"] : []),
  ];
}

/** What is wrong with statements, one sentence each: `store.ts:12 from claim without tenant_id`. */
export function inspectStatements(statements: readonly Statement[]): string[] {
  // A fragment stands in the statement that uses it and for itself: one breach.
  return [
    ...new Set(
      statements.flatMap(({ file, line, text }) =>
        statementBreaches(text).map((breach) => `${file}:${line} ${breach}`),
      ),
    ),
  ];
}
