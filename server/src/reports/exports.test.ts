import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { ledgerById, type Ledger } from "../ledger/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { book, invoice, itemOf, party, pay, takeBack, unplaced } from "./books.fixture.ts";
import {
  beancountAccount,
  exportBeancount,
  exportHledger,
  hledgerAccount,
  reskontro,
  trialBalance,
  type ExportQuestion,
} from "./index.ts";

const run = promisify(execFile);
const HLEDGER = "/usr/bin/hledger";
const BEAN_CHECK = "/usr/bin/bean-check";
const absent = [HLEDGER, BEAN_CHECK].filter((program) => !existsSync(program));
const LAST_DAY = "2026-10-31";

let platform: TestPlatform;
let clinic: TestClinic;
let ledger: Ledger;
let folder: string;
const inLedger = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeAll(async () => {
  platform = await testPlatform("2026-11-01T08:00");
  folder = await mkdtemp(join(tmpdir(), "kvitt-export-"));
  clinic = await testClinic(platform);
  ledger = await inLedger((tx) => ledgerById(tx, clinic.ledgerId));
  await inLedger(lifeOfAMonth);
});
afterAll(async () => {
  await platform.close();
  await rm(folder, { recursive: true, force: true });
});

/** Invoices, a part payment, one payment for two invoices, a fee on an invoice, a credit note, a payment taken back, money nobody knows. */
async function lifeOfAMonth(tx: TenantTransaction): Promise<void> {
  const payer = await party(tx, 1n, "Kari Eksempel");
  const bill = (number: string, amountMinor: bigint, on: string) =>
    invoice(tx, clinic, { number, amountMinor, on, partyId: payer });
  const a = await bill("260101", 245_000n, "2026-10-05");
  const b = await bill("260102", 118_007n, "2026-10-05");
  const c = await bill("260103", 960_000n, "2026-10-06");
  await pay(tx, clinic, a.item, 100_001n, "2026-10-07");
  await book(tx, clinic, "payment", "2026-10-08", [
    { debit: "1909", credit: "1500", amountMinor: 144_999n, creditItemId: a.item.id },
    { debit: "1909", credit: "1500", amountMinor: 18_007n, creditItemId: b.item.id },
  ]);
  const fee = itemOf(tx, clinic, {
    kind: "fee",
    parentId: b.item.id,
    partyId: payer,
    openedOn: "2026-10-20",
    amountMinor: 3_800n,
  });
  await book(
    tx,
    clinic,
    "fee",
    "2026-10-20",
    [{ debit: "1500", credit: "3290", amountMinor: 3_800n, debitItemId: fee.id }],
    { items: [fee] },
  );
  await book(tx, clinic, "creditNote", "2026-10-21", [
    { debit: "3200", credit: "1500", amountMinor: 60_000n, creditItemId: c.item.id },
  ]);
  const wrong = await pay(tx, clinic, c.item, 5_000n, "2026-10-22");
  await takeBack(tx, wrong, "2026-10-23");
  await unplaced(tx, clinic, { amountMinor: 7_700n, on: "2026-10-24" });
}

const hledgerText = (question: ExportQuestion) =>
  inLedger(async (tx) => (await Array.fromAsync(exportHledger(tx, question))).join(""));
const beancountText = (question: ExportQuestion) =>
  inLedger(async (tx) => (await Array.fromAsync(exportBeancount(tx, question))).join(""));
const books = () => ({ ledgerId: clinic.ledgerId });

async function kept(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

/** hledger's own sums: account or invoice to minor units. */
async function hledgerSums(text: string, ...args: string[]): Promise<Map<string, bigint>> {
  const path = await kept("books.journal", text);
  const { stdout } = await run(HLEDGER, ["-f", path, "balance", "--flat", "--no-total", "-O", "csv", ...args]);
  const rows = stdout
    .trim()
    .split("\n")
    .slice(1)
    .map((row) => /^"([^"]*)","(-?[\d.]+)(?: NOK)?"$/.exec(row)!);
  return new Map(rows.map(([, name, amount]) => [name!, BigInt(amount!.replace(".", ""))]));
}

async function refusedBy(program: string, args: readonly string[]): Promise<string> {
  try {
    await run(program, args);
    return "accepted";
  } catch (error) {
    const said = error as { stdout: string; stderr: string };
    return said.stdout + said.stderr;
  }
}

/** The export with one øre of one payment moved to another account: balanced, and wrong. */
function misplaced(text: string, from: string, to: string): string {
  const at = text.indexOf(`${from}  1000.01`);
  expect(at).toBeGreaterThan(0);
  const lineEnd = text.indexOf("\n", at);
  const indent = text.slice(text.lastIndexOf("\n", at) + 1, at);
  return `${text.slice(0, at)}${from}  1000.00 NOK\n${indent}${to}  0.01 NOK${text.slice(lineEnd)}`;
}

describe("the books as plain text", () => {
  test("S0-07 entries in order with id, account and invoice number; no payer's name", async () => {
    const text = await hledgerText(books());
    expect(text).not.toContain("Eksempel");
    expect(text).toContain("commodity NOK\n    format 1000.00 NOK\n");
    const receivable = hledgerAccount(clinic.tenantId, ledger, "1500");
    expect(receivable).toMatch(/^T[0-9a-f]{8}-L[0-9a-f]{8}:assets:receivable:1500$/);
    expect(text).toMatch(
      new RegExp(
        `2026-10-05 \\* Invoice 260101\n    ; entry: [0-9a-f-]{36}\n    ; invoice: 260101\n    ${receivable}  2450\\.00 NOK\n`,
      ),
    );
    expect(text).toMatch(
      new RegExp(
        `2026-10-08 \\* Payment\n    ; entry: [0-9a-f-]{36}\n    .*1909  1449\\.99 NOK\n    ${receivable}  -1449\\.99 NOK\n    ; invoice: 260101\n`,
      ),
    );
    const days = [...text.matchAll(/^\d{4}-\d\d-\d\d/gm)].map(([day]) => day);
    expect(days).toEqual(days.toSorted());
  });

  test("an assertion for each account, dated the day after the last entry, with a tolerance below one øre", async () => {
    const text = await beancountText(books());
    expect(text).not.toContain("Eksempel");
    expect(text).toContain(
      `2026-10-25 balance ${beancountAccount(clinic.tenantId, ledger, "1500")} 10038.00 ~ 0.001 NOK\n`,
    );
    expect(text).toMatch(/2026-10-05 \* "Invoice 260102" \^260102\n {2}entry: "/);
  });

  test("from, to and limit choose entries, and the assertions follow the choice", async () => {
    const some = await beancountText({ ...books(), from: "2026-10-06", to: "2026-10-21", limit: 2 });
    expect(some.match(/^\d{4}-\d\d-\d\d \*/gm)).toEqual(["2026-10-06 *", "2026-10-07 *"]);
    expect(some).toContain(
      `2026-10-08 balance ${beancountAccount(clinic.tenantId, ledger, "1500")} 8599.99 ~ 0.001 NOK\n`,
    );
    expect(await hledgerText({ ...books(), from: "2027-01-01" })).not.toContain(" * ");
  });

  test("an export longer than a fetch of the cursor keeps every entry whole", async () => {
    const other = await testClinic(platform);
    const text = await withTenant(platform, other.context, async (tx) => {
      const postings = Array.from({ length: 700 }, () => ({ debit: "1920", credit: "1909", amountMinor: 1n }));
      for (let i = 0; i < 4; i++) await book(tx, other, "allocation", "2026-10-05", postings);
      return (await Array.fromAsync(exportBeancount(tx, { ledgerId: other.ledgerId }))).join("");
    });
    expect(text.match(/^2026-10-05 \*/gm)).toHaveLength(4);
    expect(text.split("\n").filter((line) => line.endsWith(" 0.01 NOK"))).toHaveLength(2_800);
    expect(text).toContain(" 28.00 ~ 0.001 NOK\n");
  });
});

describe("independent programs", () => {
  test("hledger and bean-check are here, or it is said that they are not", () => {
    if (absent.length > 0)
      console.log(
        `absent: ${absent.join(", ")} (Debian packages hledger and beancount); the exports were not checked against them`,
      );
    expect(process.env["CI"] ? absent : []).toEqual([]);
  });

  const cases: Record<string, () => Promise<void>> = {
    "hledger finds no fault, and its balances are our trial balance": async () => {
      const text = await hledgerText(books());
      const path = await kept("checked.journal", text);
      await run(HLEDGER, [
        "-f",
        path,
        "check",
        "accounts",
        "commodities",
        "ordereddates",
        "balancedwithautoconversion",
      ]);
      const ours = await inLedger((tx) => trialBalance(tx, { ...books(), asOf: LAST_DAY }));
      const theirs = await hledgerSums(text);
      expect(theirs).toEqual(
        new Map(
          ours.rows
            .map((row) => [hledgerAccount(clinic.tenantId, ledger, row.code), row.balanceMinor] as const)
            .filter(([, minor]) => minor !== 0n),
        ),
      );
    },
    "hledger's pivot by invoice over the receivable account is each invoice's open amount": async () => {
      const ours = await inLedger((tx) => reskontro(tx, { ...books(), asOf: LAST_DAY }));
      const open = new Map<string, bigint>();
      for (const item of ours.items)
        if (item.side === "receivable") open.set(item.number!, (open.get(item.number!) ?? 0n) + item.openMinor);
      expect(await hledgerSums(await hledgerText(books()), "--pivot", "invoice", "assets:receivable")).toEqual(open);
      expect(open).toEqual(
        new Map([
          ["260102", 103_800n],
          ["260103", 900_000n],
        ]),
      );
    },
    "bean-check accepts the file and its assertions": async () => {
      expect(await refusedBy(BEAN_CHECK, [await kept("books.beancount", await beancountText(books()))])).toBe(
        "accepted",
      );
    },
    "one øre off in an entry: both refuse": async () => {
      const journal = (await hledgerText(books())).replace("  1449.99 NOK", "  1449.98 NOK");
      expect(await refusedBy(HLEDGER, ["-f", await kept("off.journal", journal), "balance"])).toContain(
        "sum should be 0 but is: -0.01 NOK",
      );
      const beans = (await beancountText(books())).replace("  1449.99 NOK", "  1449.98 NOK");
      expect(await refusedBy(BEAN_CHECK, [await kept("off.beancount", beans)])).toContain("does not balance");
    },
    "one øre in the wrong account, balanced: the assertion and the comparison both see it": async () => {
      const clearing = beancountAccount(clinic.tenantId, ledger, "1909");
      const beans = misplaced(
        await beancountText(books()),
        clearing,
        beancountAccount(clinic.tenantId, ledger, "1920"),
      );
      expect(await refusedBy(BEAN_CHECK, [await kept("misplaced.beancount", beans)])).toContain("Balance failed");
      const journal = misplaced(
        await hledgerText(books()),
        hledgerAccount(clinic.tenantId, ledger, "1909"),
        hledgerAccount(clinic.tenantId, ledger, "1920"),
      );
      expect((await hledgerSums(journal)).get(hledgerAccount(clinic.tenantId, ledger, "1920"))).toBe(1n);
    },
    "a whole entry missing: the assertion sees it": async () => {
      const beans = (await beancountText(books())).replace(/2026-10-20 \* [^]*?\n\n/, "");
      expect(await refusedBy(BEAN_CHECK, [await kept("missing.beancount", beans)])).toContain("Balance failed");
    },
  };
  for (const [name, proves] of Object.entries(absent.length > 0 ? {} : cases)) test(`S0-16 S0-19 ${name}`, proves);
});
