import { ESLint } from "eslint";
import { join, resolve } from "node:path";
import tseslint from "typescript-eslint";
import { describe, expect, test } from "vitest";

const root = resolve(import.meta.dirname, "..");

/** Our own configuration with the typed rules off: the planted sources are in no project, and the bans need no types. */
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [
    { files: ["**/*.ts"], ...tseslint.configs.disableTypeChecked },
    { files: ["**/*.ts"], languageOptions: { parserOptions: { project: null } } },
  ],
});

const STORE = "server/src/banking/store.ts";
const PLATFORM = "server/src/platform/clock.ts";

const banned: [title: string, path: string, source: string][] = [
  ["the wall clock", STORE, "export const at = Date.now();"],
  ["a date of this moment", STORE, "export const at = new Date();"],
  ["Date as a function", STORE, "export const at = Date();"],
  ["Temporal's own clock", STORE, "export const on = Temporal.Now.plainDateISO();"],
  ["dice", STORE, "export const n = Math.random();"],
  ["a wait", STORE, "setTimeout(() => undefined, 10);"],
  ["a repeated wait", STORE, "setInterval(() => undefined, 10);"],
  ["a wait in a test", "server/src/banking/store.test.ts", "setTimeout(() => undefined, 10);"],
  ["a wait by import", STORE, 'import { setTimeout as wait } from "node:timers/promises";\nexport { wait };'],
  ["an id of one's own", STORE, 'import { randomUUID } from "node:crypto";\nexport { randomUUID };'],
  ["SEC-03 a connection of one's own", STORE, 'import pg from "pg";\nexport { pg };'],
  ["SEC-03 a connection elsewhere in platform", PLATFORM, 'import pg from "pg";\nexport { pg };'],
  ["SEC-08 sql.raw", STORE, 'import { sql } from "kysely";\nexport const q = sql.raw("1");'],
  [
    "SEC-08 a statement with a hole",
    STORE,
    "export const q = (id: string) => `select *\n from claim where id = ${id}`;",
  ],
  [
    "SEC-08 a statement glued together",
    STORE,
    'export const q = (id: string) => "delete from claim where id = " + id;',
  ],
  [
    "SEC-20 another plugin",
    PLATFORM,
    'import { magicLink } from "better-auth/plugins/magic-link";\nexport { magicLink };',
  ],
  [
    "SEC-20 another plugin by the big door",
    PLATFORM,
    'import { bearer } from "better-auth/plugins";\nexport { bearer };',
  ],
  ["SEC-20 a plugin package", PLATFORM, 'import { passkey } from "@better-auth/passkey";\nexport { passkey };'],
  ["SEC-52 a crypto package", PLATFORM, 'import { hash } from "bcryptjs";\nexport { hash };'],
  [
    "SEC-64 an XML package that changes amounts",
    PLATFORM,
    'import { XMLParser } from "fast-xml-parser";\nexport { XMLParser };',
  ],
  ["floats from text", STORE, 'export const n = parseFloat("1.5");'],
  ["floats from text by Number", STORE, 'export const n = Number.parseFloat("1.5");'],
  ["money as a number in a parameter", STORE, "export const f = (feeMinor: number) => feeMinor;"],
  ["money as a number in a type", STORE, "export interface A { amountMinor: number | undefined }"],
];

const allowed: [title: string, path: string, source: string][] = [
  ["platform's clock", PLATFORM, "export const at = Date.now();"],
  ["the start of a simulator", "simulators/bank/src/main.ts", "export const at = Date.now();"],
  ["a measurement", "bench/src/measure.ts", "export const at = performance.now();"],
  ["a date that is given", STORE, 'export const at = new Date("2026-01-05");'],
  ["the database's own room", "server/src/platform/database/pool.ts", 'import pg from "pg";\nexport { pg };'],
  [
    "a tagged statement",
    STORE,
    'import { sql } from "kysely";\nexport const q = (id: string) => sql`select 1 from claim where id = ${id}`;',
  ],
  ["a sentence with a hole", STORE, "export const s = (n: bigint) => `update: ${n} lines from the bank`;"],
  ["two-factor", PLATFORM, 'import { twoFactor } from "better-auth/plugins/two-factor";\nexport { twoFactor };'],
  ["two-factor by the big door", PLATFORM, 'import { twoFactor } from "better-auth/plugins";\nexport { twoFactor };'],
  ["money as bigint", STORE, "export const f = (feeMinor: bigint) => feeMinor;"],
  ["a count as a number", STORE, "export const f = (lines: number) => lines;"],
];

describe("lint bans", () => {
  test.each(banned)("%s is refused", async (_title, path, source) => {
    expect(await bansHit(path, source)).toHaveLength(1);
  });

  test.each(allowed)("%s is let through", async (_title, path, source) => {
    expect(await bansHit(path, source)).toEqual([]);
  });
});

async function bansHit(path: string, source: string): Promise<string[]> {
  const results = await eslint.lintText(`${source}\n`, { filePath: join(root, path) });
  const messages = results.flatMap((result) => result.messages);
  expect(messages.filter((message) => message.fatal)).toEqual([]);
  return messages
    .filter((message) => /(^|\/)no-restricted-/.test(message.ruleId ?? ""))
    .map((message) => message.message);
}
