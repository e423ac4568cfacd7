import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

/** `breaks` is the rule that must catch the import; without it the import must pass every rule. */
interface PlantedImport {
  from: string;
  statement: string;
  breaks?: string;
}

const breaches: PlantedImport[] = [
  plant("server/src/invoicing/sideways.ts", '"../payments/index.ts"', "invoicing-stays-on-its-row"),
  plant("server/src/ledger/upwards.ts", '"../banking/index.ts"', "ledger-stays-on-its-row"),
  plant("server/src/platform/upwards.ts", '"../ledger/index.ts"', "platform-stays-on-its-row"),
  plant("server/src/reports/adapter.ts", '"../partners/nets/index.ts"', "reports-stays-on-its-row"),
  plant("server/src/banking/back-door.ts", '"../ledger/store.ts"', "capability-through-its-index"),
  plant("server/src/app/back-door.ts", '"../ledger/store.ts"', "capability-through-its-index"),
  plant("server/stories/back-door.ts", '"../src/ledger/store.ts"', "capability-through-its-index-from-outside"),
  plant("server/src/ledger/pool.ts", '"../platform/database/pool.ts"', "platform-room-through-its-index"),
  plant("server/src/partners/nets/whole.ts", '"../../banking/index.ts"', "partner-sees-only-ports"),
  plant("server/src/partners/nets/neighbour.ts", '"../front/index.ts"', "partner-sees-only-ports"),
  plant("server/src/partners/nets/deep.test.ts", '"../../banking/store.ts"', "partner-test-sees-only-ports"),
  plant("server/src/markets/no/neighbour.ts", '"../se/index.ts"', "market-knows-one-country"),
  plant("server/src/banking/match.ts", '"pg"', "pure-code-takes-facts"),
  plant("server/src/collections/policy.ts", '"node:fs"', "pure-code-takes-facts"),
  plant("server/src/markets/no/reader.ts", '"node:fs/promises"', "pure-code-takes-facts"),
  plant("values/src/fetcher.ts", '"node:https"', "pure-code-takes-facts"),
  plant("formats/nets/src/timer.ts", '"node:timers/promises"', "pure-code-takes-facts"),
  plant("server/src/banking/deep/match.ts", '"../store.ts"', "decision-without-shell"),
  plant("server/src/invoicing/policy.ts", '"../platform/index.ts"', "decision-without-shell"),
  plant("server/src/banking/watch.ts", '"node:fs"', "files-are-touched-in-named-places"),
  plant("values/src/borrower.ts", '"declared"', "values-stand-alone"),
  plant("formats/nets/src/mapper.ts", '"../../../server/src/banking/index.ts"', "formats-know-nothing-of-kvitt"),
  plant("formats/nets/src/cousin.ts", '"../../iso20022/src/index.ts"', "format-families-stay-apart"),
  plant("server/src/banking/deep-value.ts", '"../../../values/src/money.ts"', "workspaces-through-their-index"),
  plant("server/src/ledger/builder.ts", '"../../testkit/index.ts"', "product-without-test-kit"),
  plant("server/src/app/demo.ts", '"../../seeds/index.ts"', "server-knows-no-surroundings"),
  plant("server/src/app/bank.ts", '"../../../simulators/bank/src/index.ts"', "server-knows-no-surroundings"),
  plant("simulators/bank/src/peek.ts", '"../../../server/src/app/index.ts"', "simulator-is-an-independent-witness"),
  plant("cli/src/deep.ts", '"../../server/src/ledger/index.ts"', "cli-is-thin"),
  plant("web/staff/src/server.ts", '"../../../server/src/app/index.ts"', "web-takes-types-from-the-api"),
  plant("web/staff/src/value.ts", '"../../../server/src/app/api.ts"', "web-takes-only-types"),
  plant("web/pay/src/staff.ts", '"../../staff/src/shell.ts"', "pay-page-stands-alone"),
  plant("server/src/invoicing/pages.ts", '"../../../web/pay/src/index.ts"', "pay-page-is-rendered-by-app"),
  plant("web/pay/src/reader.ts", '"node:fs"', "pay-page-renders-and-nothing-else"),
  plant("server/src/ledger/props.ts", '"./books.fixture.ts"', "product-without-fixtures"),
  plant("web/staff/src/features/a/x.ts", '"../b/index.ts"', "screens-do-not-borrow"),
  plant("server/src/parties/circle-a.ts", '"./circle-b.ts"', "no-circles"),
  plant("server/src/parties/gone.ts", '"./nowhere.ts"', "imports-exist"),
  plant("server/src/platform/accident.ts", '"undeclared"', "packages-are-declared"),
  plant("server/src/platform/tester.ts", '"for-tests"', "product-without-dev-packages"),
  typeOnly("server/src/ledger/type-upwards.ts", '"../banking/index.ts"', "ledger-stays-on-its-row"),
];

const honest: PlantedImport[] = [
  plant("server/src/banking/receive.ts", '"../ledger/index.ts"'),
  plant("server/src/estimates/accept.ts", '"../plans/index.ts"'),
  plant("server/src/app/wire.ts", '"../partners/nets/index.ts"'),
  plant("server/src/partners/nets/map.ts", '"../../banking/ports.ts"'),
  plant("server/src/partners/nets/format.ts", '"@kvitt/values"'),
  plant("server/src/partners/nets/good.test.ts", '"../../banking/ports.contract.ts"'),
  plant("server/src/ledger/good.test.ts", '"../../testkit/index.ts"'),
  plant("server/src/platform/database/connect.ts", '"pg"'),
  plant("server/src/reports/read.ts", '"../banking/index.ts"'),
  typeOnly("server/src/reports/policy.ts", '"../platform/index.ts"'),
  plant("server/stories/story.test.ts", '"../src/ledger/index.ts"'),
  plant("server/seeds/life.ts", '"../src/invoicing/index.ts"'),
  plant("cli/src/import.ts", '"../../server/src/app/index.ts"'),
  plant("simulators/bank/src/write.ts", '"../../../values/src/index.ts"'),
  plant("formats/nets/src/layouts.ts", '"../../layout/src/index.ts"'),
  plant("server/stories/lent.test.ts", '"../src/ledger/books.fixture.ts"'),
  plant("server/src/app/pay-page/pages.ts", '"../../../../web/pay/src/index.ts"'),
  typeOnly("web/staff/src/api.ts", '"../../../server/src/app/api.ts"'),
];

const targets = [
  "server/src/ledger/index.ts",
  "server/src/ledger/store.ts",
  "server/src/banking/index.ts",
  "server/src/banking/store.ts",
  "server/src/banking/ports.ts",
  "server/src/banking/ports.contract.ts",
  "server/src/invoicing/index.ts",
  "server/src/payments/index.ts",
  "server/src/plans/index.ts",
  "server/src/partners/nets/index.ts",
  "server/src/partners/front/index.ts",
  "server/src/markets/se/index.ts",
  "server/src/platform/index.ts",
  "server/src/platform/database/pool.ts",
  "server/src/app/index.ts",
  "server/src/app/api.ts",
  "server/testkit/index.ts",
  "server/seeds/index.ts",
  "simulators/bank/src/index.ts",
  "values/src/index.ts",
  "values/src/money.ts",
  "formats/layout/src/index.ts",
  "formats/iso20022/src/index.ts",
  "web/pay/src/index.ts",
  "web/staff/src/shell.ts",
  "server/src/ledger/books.fixture.ts",
  "web/staff/src/features/b/index.ts",
];

interface Violation {
  from: string;
  rule: { name: string };
}

let tree: string;
let violations: Violation[];

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), "kvitt-rules-"));
  for (const path of targets) write(path, "export const planted = 1;\nexport type Planted = number;\n");
  for (const { from, statement } of [...breaches, ...honest]) write(from, statement);
  write("server/src/parties/circle-b.ts", 'export { planted } from "./circle-a.ts";\n');
  write(
    "package.json",
    JSON.stringify({ dependencies: { pg: "1.0.0", declared: "1.0.0" }, devDependencies: { "for-tests": "1.0.0" } }),
  );
  for (const name of ["pg", "declared", "undeclared", "for-tests"]) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" }));
    write(`node_modules/${name}/index.js`, "export const planted = 1;\n");
  }
  write("values/package.json", JSON.stringify({ name: "@kvitt/values", exports: "./src/index.ts" }));
  mkdirSync(join(tree, "node_modules/@kvitt"));
  symlinkSync("../../values", join(tree, "node_modules/@kvitt/values"));
  violations = cruise();
});

afterAll(() => {
  rmSync(tree, { recursive: true, force: true });
});

describe("import rules", () => {
  test.each(breaches)("$breaks catches $from", ({ from, breaks }) => {
    expect(violations.filter((violation) => violation.from === from).map((violation) => violation.rule.name)).toContain(
      breaks,
    );
  });

  test.each(honest)("$from is let through", ({ from }) => {
    expect(violations.filter((violation) => violation.from === from)).toEqual([]);
  });

  test("every rule is broken by one of the planted imports, or stands on a row like those that are", async () => {
    const { default: rules } = await import("../dependency-rules.mjs");
    const planted = new Set(breaches.map((breach) => breach.breaks));
    const names = rules.forbidden.map((rule) => rule.name).filter((name) => !name.endsWith("-stays-on-its-row"));
    expect(names.filter((name) => !planted.has(name))).toEqual([]);
  });

  test("every rule says what to do instead", async () => {
    const { default: rules } = await import("../dependency-rules.mjs");
    expect(rules.forbidden.filter((rule) => rule.comment.length < 40)).toEqual([]);
  });
});

function plant(from: string, target: string, breaks?: string): PlantedImport {
  const statement = `import { planted } from ${target};\nexport const used = planted;\n`;
  return breaks === undefined ? { from, statement } : { from, statement, breaks };
}

function typeOnly(from: string, target: string, breaks?: string): PlantedImport {
  const statement = `import type { Planted } from ${target};\nexport type Used = Planted;\n`;
  return breaks === undefined ? { from, statement } : { from, statement, breaks };
}

function write(path: string, text: string): void {
  const full = join(tree, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, text);
}

/** Runs the cruiser on the planted tree as `npm run deps` runs it on ours. */
function cruise(): Violation[] {
  const root = resolve(import.meta.dirname, "..");
  const { stdout, stderr } = spawnSync(
    join(root, "node_modules/.bin/depcruise"),
    ["--config", join(root, "dependency-rules.mjs"), "--output-type", "json", "."],
    { cwd: tree, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  if (!stdout.startsWith("{")) throw new Error(`the cruiser did not answer: ${stderr}`);
  return (JSON.parse(stdout) as { summary: { violations: Violation[] } }).summary.violations;
}
