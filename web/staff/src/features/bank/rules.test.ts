import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { languages } from "../../format.ts";

const BANKING = new URL("../../../../../server/src/banking/", import.meta.url);
const SOLUTION = new URL("../../../../../server/src/app/routes/solution.ts", import.meta.url);

type Rules = Readonly<Record<string, Readonly<Record<string, string>>>>;

function matchesOf(text: string, pattern: RegExp, prefix = ""): string[] {
  return [...text.matchAll(pattern)].map(([, rule]) => prefix + rule!);
}

/** Every rule that banking's sources give a line or an answer: written whole, or handed to what puts its prefix before it. */
function rulesGiven(): string[] {
  const names = readdirSync(BANKING).filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"));
  const source = (name: string) => readFileSync(new URL(name, BANKING), "utf8");
  const all = [...names.map(source), readFileSync(SOLUTION, "utf8")].join("\n");
  const [match, suggest, statements, pair] = ["match.ts", "suggest.ts", "statements.ts", "pair.ts"].map(source);
  return [
    ...matchesOf(all, /"((?:match|suggest|solve|statement)\.\w+)"/g),
    ...matchesOf(match!, /decided\(\s*(?:"\w+"|[^",()]+\? "\w+" : "\w+"),\s*"(\w+)"/g, "match."),
    ...matchesOf(match!, /unallocated\("\w+", "(\w+)"/g, "match."),
    ...matchesOf(match!, /(?:\? |: )"(\w+)"/g, "match.").filter((rule) => rule !== "match.matched"),
    ...matchesOf(suggest!, /suggestion\(\s*"(\w+)"/g, "suggest."),
    ...matchesOf(statements!, /rule: "(\w+)"/g, "statement."),
    ...matchesOf(pair!, /"(bankReference|dayAndAmount)"/g, "statement."),
  ].filter((rule) => !/\.(principal|fee|interest)$/.test(rule));
}

describe("W-02 why a line waits and why an answer fits", () => {
  test.each(languages)("every rule that banking gives has its words in %s", (language) => {
    const path = new URL(`../../texts/${language}/bank.json`, import.meta.url);
    const { matchRule } = JSON.parse(readFileSync(path, "utf8")) as { readonly matchRule: Rules };
    const known = (rule: string) => {
      const [kind, name] = rule.split(".") as [string, string];
      return matchRule[kind]?.[name] !== undefined;
    };
    const given = rulesGiven();
    for (const one of ["match.noReference", "match.overpaid", "match.exactWithCosts", "match.customerReference"])
      expect(given).toContain(one);
    for (const one of ["suggest.sameAmount", "statement.unexplained", "statement.dayAndAmount", "solve.byPerson"])
      expect(given).toContain(one);
    expect(given.filter((rule) => !known(rule))).toEqual([]);
  });
});
