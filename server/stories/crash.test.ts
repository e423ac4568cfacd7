import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeKid } from "@kvitt/values";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bankingChecks, importFile } from "../src/banking/index.ts";
import { ledgerChecks, post, type EntryDraft, type NewItem } from "../src/ledger/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { createLog, openPlatform, withTenant, type OpenPlatform } from "../src/platform/index.ts";
import { breaches, bytes, ocrFile, testBankAccount, testClinic, type TestClinic } from "../testkit/index.ts";
import { stateHash } from "../testkit/state.ts";

const PAYMENTS = 1_500;
const KILLS = 10;

let folder: string;
let file: Buffer;
const kid = (no: number) => makeKid(String(100_000 + (no % 700)) + String(no).padStart(6, "0"), "mod10");
const owed = (no: number) => BigInt(10_000 + (no % 97) * 100);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kvitt-crash-"));
  // Run as root, the database is another user's: in a closed folder it would lie elsewhere, and outlive the test.
  await chmod(folder, 0o755);
  // Most pay in full, some in part and again, some too much, some with a reference of nobody.
  const payments = Array.from({ length: PAYMENTS }, (_, no) => {
    if (no % 50 === 7) return { kid: makeKid(String(900_000_000_000 + no), "mod10"), amountMinor: 5_000n };
    if (no % 20 === 3) return { kid: kid(no - 1), amountMinor: 2_500n };
    return {
      kid: kid(no),
      amountMinor: no % 20 === 2 ? owed(no) - 2_500n : no % 33 === 5 ? owed(no) + 100n : owed(no),
    };
  });
  file = ocrFile({ transmission: 1, settledOn: "2026-10-06", payments });
  await writeFile(join(folder, "bank.ocr"), file);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A data directory with one clinic whose invoices the file pays. */
async function chain(name: string): Promise<{ dataDirectory: string; clinic: TestClinic }> {
  const dataDirectory = join(folder, name);
  const platform = await openPlatform({ dataDirectory, log: createLog("silent") });
  const clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  const items: NewItem[] = [];
  const entries: EntryDraft[] = [];
  for (let no = 0; no < PAYMENTS; no++) {
    const item: NewItem = {
      id: platform.ids.next(),
      ledgerId: clinic.ledgerId,
      side: "receivable",
      kind: "invoice",
      account: "1500",
      partyId: null,
      parentId: null,
      documentId: null,
      reference: kid(no),
      openedOn: "2026-09-14",
      dueOn: "2026-10-19",
      amountMinor: owed(no),
    };
    items.push(item);
    entries.push({
      id: platform.ids.next(),
      ledgerId: clinic.ledgerId,
      kind: "invoice",
      bookedOn: "2026-09-14",
      sourceKind: "invoice",
      sourceId: platform.ids.next(),
      postings: [{ debit: "1500", credit: "3200", amountMinor: owed(no), debitItemId: item.id }],
    });
  }
  await withTenant(platform, clinic.context, (tx) => post(tx, entries, items));
  await platform.close();
  return { dataDirectory, clinic };
}

/** Runs the importing process; at the given statement it dies, or kills its database. Gives what it said, nothing when it was killed. */
function runChild(
  dataDirectory: string,
  tenantId: string,
  statement: number,
  victim: "process" | "database",
): Promise<string> {
  const script = join(import.meta.dirname, "..", "testkit", "import-child.ts");
  const child = spawn(
    process.execPath,
    [script, dataDirectory, tenantId, join(folder, "bank.ocr"), String(statement), victim],
    { stdio: ["ignore", "pipe", "ignore"] },
  );
  let said = "";
  child.stdout.on("data", (data: Buffer) => (said += data.toString()));
  return new Promise((done) => child.once("close", () => done(said)));
}

async function endState(
  dataDirectory: string,
  clinic: TestClinic,
  look: (platform: OpenPlatform) => Promise<string>,
): Promise<string> {
  const platform = await openPlatform({ dataDirectory, log: createLog("silent") });
  try {
    const { file: imported } = await importFile(platform, clinic.context, netsReader(), {
      channel: "command",
      chunks: bytes(file),
      linesPerTransaction: 100,
    });
    expect(imported.state).toBe("posted");
    expect(await breaches(platform, clinic.context, [...ledgerChecks, ...bankingChecks])).toEqual([]);
    return await look(platform);
  } finally {
    await platform.close();
  }
}

describe("an import that is killed", () => {
  test("ends, after running it again, as if nothing had happened: ten kills of the process and of the database", async () => {
    const undisturbed = await chain("undisturbed");
    const [state, statements] = (
      await runChild(undisturbed.dataDirectory, undisturbed.clinic.tenantId, 0, "process")
    ).split(" ");
    expect(state).toBe("posted");
    const expected = await endState(undisturbed.dataDirectory, undisturbed.clinic, (platform) =>
      stateHash(platform, undisturbed.clinic.context),
    );

    const killed = await chain("killed");
    const random = fc.sample(fc.integer({ min: 5, max: Math.floor(Number(statements) / 2) }), {
      numRuns: KILLS,
      seed: 20261006,
    });
    for (const [kill, statement] of random.entries()) {
      expect(
        await runChild(
          killed.dataDirectory,
          killed.clinic.tenantId,
          statement,
          kill % 2 === 0 ? "process" : "database",
        ),
      ).toBe("");
    }
    expect(
      await endState(killed.dataDirectory, killed.clinic, (platform) => stateHash(platform, killed.clinic.context)),
    ).toBe(expected);
  }, 600_000);
});
