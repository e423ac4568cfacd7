/**
 * `npm run features`: every feature row and security rule with the tests that prove it, then the rows that have none.
 *
 *     npm run features                 as text
 *     npm run --silent features -- --json     { features, security, unknown } for machines
 *
 * Ends with exit code 1 when a test names an id that is in no table.
 */

import { coverage, parseRows, type ProvenRow, type TestTitle, testTitles } from "./feature-rows.ts";
import { listFiles, readText } from "./source-tree.ts";

const features = parseRows(readText("docs/features.tsv"));
const security = parseRows(readText("docs/security-rules.tsv"));
/** Tests of the checks themselves carry ids as examples; only their security rules are proof. */
const titles: TestTitle[] = listFiles()
  .filter((path) => /\.(test|contract)\.tsx?$/.test(path) && path !== "scripts/feature-rows.test.ts")
  .flatMap((path) => testTitles(path, readText(path)));
const { rows, unknown } = coverage([...features, ...security], titles);
const groups: [heading: string, rows: ProvenRow[]][] = [
  ["Feature rows", rows.filter((row) => !row.id.startsWith("SEC-"))],
  ["Security rules", rows.filter((row) => row.id.startsWith("SEC-"))],
];

if (process.argv.includes("--json")) {
  console.log(JSON.stringify({ features: groups[0]?.[1], security: groups[1]?.[1], unknown }, null, 2));
} else {
  for (const [heading, group] of groups) console.log(describeGroup(heading, group));
  for (const { id, file, title } of unknown) console.log(`${id} is in no table: ${file}: ${title}`);
}
process.exitCode = unknown.length === 0 ? 0 : 1;

function describeGroup(heading: string, group: readonly ProvenRow[]): string {
  const proven = group.filter((row) => row.tests.length > 0);
  const unproven = group.filter((row) => row.tests.length === 0);
  return [
    `${heading}: ${proven.length} of ${group.length} are proven by a test`,
    ...proven.flatMap((row) => [
      `${row.id}  ${row.capability}`,
      ...row.tests.map(({ file, title }) => `        ${file}: ${title}`),
    ]),
    `${heading} without a test: ${unproven.length}`,
    ...unproven.map((row) => `${row.id}  ${row.capability}`),
    "",
  ].join("\n");
}
