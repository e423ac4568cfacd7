import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { simulate } from "../seeds/index.ts";
import { listLedgers, type Ledger } from "../src/ledger/index.ts";
import { listTenants, systemContext, withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { exportBeancount, exportHledger, hledgerAccount, trialBalance } from "../src/reports/index.ts";
import { testPlatform, type TestPlatform } from "../testkit/index.ts";

/** Two independent programs read the books of a simulated month and come to our balances. */

const run = promisify(execFile);
const HLEDGER = "/usr/bin/hledger";
const BEAN_CHECK = "/usr/bin/bean-check";
const here = existsSync(HLEDGER) && existsSync(BEAN_CHECK);
const AS_OF = "2026-02-28";

let platform: TestPlatform;
let folder: string;
let tenantId: string;
let ledgers: Ledger[];
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) =>
  withTenant(platform, systemContext(tenantId, "test"), work);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kvitt-books-"));
  platform = await testPlatform("2026-01-27T12:00");
  await simulate(platform, { clinics: 2, days: 25, seed: 7, from: "2026-01-28", volume: { low: 4, high: 7 } });
  tenantId = (await listTenants(platform))[0]!.id;
  ledgers = await inTenant(listLedgers);
  platform.moveTo("2026-03-01T08:00");
});
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

async function written(name: string, chunks: (tx: TenantTransaction) => AsyncIterable<string>): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, await inTenant(async (tx) => (await Array.fromAsync(chunks(tx))).join("")));
  return path;
}

/** "1234.56 NOK" to øre. */
function minor(amount: string): bigint {
  return BigInt(amount.replace(/[^\d-]/g, ""));
}

async function theirBalances(path: string): Promise<Map<string, bigint>> {
  const { stdout } = await run(HLEDGER, ["-f", path, "balance", "--flat", "--no-total", "-O", "csv"]);
  const rows = [...stdout.matchAll(/^"([^"]+)","([^"]+)"$/gm)].slice(1);
  return new Map(rows.map(([, account, amount]) => [account!, minor(amount!)]));
}

async function ourBalances(): Promise<Map<string, bigint>> {
  const balances = new Map<string, bigint>();
  for (const ledger of ledgers) {
    const { rows } = await inTenant((tx) => trialBalance(tx, { ledgerId: ledger.id, asOf: AS_OF }));
    for (const row of rows)
      if (row.balanceMinor !== 0n) balances.set(hledgerAccount(tenantId, ledger, row.code), row.balanceMinor);
  }
  return balances;
}

describe("a simulated month in other programs' hands", () => {
  test("hledger and bean-check are here, or it is said that they are not", () => {
    if (!here)
      console.log(
        "absent: hledger and bean-check (Debian packages hledger and beancount); the simulated books were not checked against them",
      );
    expect(process.env["CI"] ? here : true).toBe(true);
  });

  const cases: Record<string, () => Promise<void>> = {
    "N-07 hledger finds no fault and has our trial balance": async () => {
      const path = await written("books.journal", (tx) => exportHledger(tx, {}));
      await run(HLEDGER, ["-f", path, "check", "accounts", "commodities", "ordereddates"]);
      expect(await theirBalances(path)).toEqual(await ourBalances());
    },
    "bean-check agrees with every balance that we assert": async () => {
      const path = await written("books.beancount", (tx) => exportBeancount(tx, {}));
      const { stdout, stderr } = await run(BEAN_CHECK, [path]);
      expect(stdout + stderr).toBe("");
    },
    "an entry that is off by some øre is refused": async () => {
      const spoilt = (text: string) =>
        text
          .replace(
            /:1909 {2}(\d+)\.(\d)\d NOK/,
            (_all, kroner: string, tenth: string) => `:1909  ${kroner}.${tenth}9 NOK`,
          )
          .replace(
            /:1500 {2}-(\d+)\.(\d)\d NOK/,
            (_all, kroner: string, tenth: string) => `:1500  -${kroner}.${tenth}8 NOK`,
          );
      const path = join(folder, "spoilt.journal");
      await writeFile(
        path,
        spoilt(await inTenant(async (tx) => (await Array.fromAsync(exportHledger(tx, {}))).join(""))),
      );
      await expect(run(HLEDGER, ["-f", path, "check"])).rejects.toThrow();
    },
  };
  for (const [title, check] of Object.entries(here ? cases : {})) test(title, check);
});
