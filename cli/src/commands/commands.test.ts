import { readFileSync, writeFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { userInfo } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addBankAccount } from "../../../server/src/banking/index.ts";
import { claimSchema, receiveClaims } from "../../../server/src/invoicing/index.ts";
import { keepClock, listAuditEvents, withTenant } from "../../../server/src/platform/index.ts";
import {
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../../../server/testkit/index.ts";
import { kvittHere, kvittHereJson, type Ran, type RanJson } from "../../testkit/kvitt.ts";

const SAMPLE = join(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "formats",
  "nets",
  "samples",
  "front-example-batch-1-2026-10-06.txt",
);
const NO_ID = "01890000-0000-7000-8000-000000000000";

type Refused = { code: string; problems: { code: string; value?: string; line?: number }[] };
type FileValue = {
  state: string;
  alreadyImported: boolean;
  totals: { byState: Record<string, { lines: number; minor: number }> };
  problems: { code: string; line: number }[];
};
type Imported = { dryRun: boolean; files: FileValue[] };
type Run = {
  dryRun?: boolean;
  proposal: { id: string; state: string } | null;
  lines: { action: string; amountMinor: unknown; state: string; explanation: { rule: string } }[];
};
type Tables = {
  title: string;
  parameters: Record<string, string>;
  rows: Record<string, unknown>[];
  totals?: Record<string, unknown>;
}[];

let platform: TestPlatform;
let clinic: TestClinic;
let env: Record<string, string>;

const here = (...args: string[]): Promise<Ran> => kvittHere(args, env);
const hereJson = <Value>(...args: string[]): Promise<RanJson<Value>> => kvittHereJson<Value>(args, env);
const books = () => trialBalance(platform, clinic.context, clinic.ledgerId);

function claimOf(externalId: string, more: Record<string, unknown>) {
  const amountMinor = more["amountMinor"] as number;
  const lines = [{ text: "Behandling", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }];
  const name = `Pasient ${externalId}`;
  const payer = { type: "PATIENT", ref: externalId, name, phone: "+4791234567" };
  return claimSchema.parse({
    externalId,
    kind: "INVOICE",
    currency: "NOK",
    lines,
    patient: { ref: externalId, name, birthDate: "1984-03-09" },
    payer,
    ...more,
  });
}

/** The practice system's invoices, as they come. */
function invoiced(number: string, kid: string, amount: number) {
  return claimOf(`opus-${number}`, {
    number,
    kid,
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    amountMinor: amount,
  });
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  clinic = await testClinic(platform, { name: "Eksempel Tannklinikk AS" });
  const { tenantId, seriesId, context } = clinic;
  await testClinic(platform, {
    tenantId,
    seriesId,
    name: "Eksempel Dyreklinikk AS",
    kind: "veterinary",
    orgNo: "974760673",
  });
  await withTenant(platform, context, async (tx) => {
    await addBankAccount(tx, {
      ledgerId: clinic.ledgerId,
      market: "NO",
      number: "86011117947",
      recipient: "00900001",
      agreementId: "000001000",
      detailSource: "ocrgiro",
      proofSource: "camt053",
    });
    await receiveClaims(tx, clinic.ledgerId, [
      invoiced("260101", "1047112601018", 245_000),
      invoiced("260102", "1047122601024", 118_000),
      invoiced("260103", "1047132601030", 960_000),
      invoiced("260106", "1047162601066", 475_001),
      claimOf("opus-1", { amountMinor: 80_000 }),
      claimOf("opus-2", { amountMinor: 20_000 }),
    ]);
  });
  platform.moveTo("2026-10-07T08:00");
  await keepClock(platform);
  env = {
    DATABASE_URL: platform.urls.app,
    DATABASE_OWNER_URL: platform.urls.owner,
    KVITT_DATA: platform.dataDirectory,
  };
});
afterAll(() => platform.close());

describe("S0-46 kvitt ledgers", () => {
  test("names every ledger with its state and id", async () => {
    const { code, stdout } = await here("ledgers");
    expect(code).toBe(0);
    expect(stdout).toContain("Eksempel Dyreklinikk AS");
    expect(stdout).toMatch(new RegExp(`923456783 +active from 2026-01-01 .*${clinic.ledgerId}`));
  });
});

describe("which ledger is meant", () => {
  test.each([
    ["its id", () => clinic.ledgerId],
    ["its organisation number", () => "923 456 783"],
    ["a part of its name that no other has", () => "tannklinikk"],
  ])("by %s", async (_title, text) => {
    const { value } = await hereJson<Tables>("report", "aging", "--ledger", text());
    expect(value.map((table) => table.title)).toEqual(["Aging of receivables, Eksempel Tannklinikk AS"]);
  });

  test("a text that fits two is refused and both are named", async () => {
    const { code, value } = await hereJson<Refused>("report", "aging", "--ledger", "eksempel");
    expect(code).toBe(1);
    expect(value.code).toBe("LEDGER_AMBIGUOUS");
    expect(value.problems.map((problem) => problem.value)).toContain(clinic.ledgerId);
  });

  test.each(["nowhere", NO_ID, ""])("%j fits none", async (text) => {
    expect(await hereJson<Refused>("report", "proof", "--ledger", text)).toMatchObject({
      code: 1,
      value: { code: "LEDGER_NOT_FOUND" },
    });
  });
});

describe("S1-07 kvitt invoice", () => {
  const run = (...more: string[]) => hereJson<Run>("invoice", "--ledger", "tannklinikk", ...more);

  test("X-04 a dry run shows the lines and keeps nothing", async () => {
    const before = await books();
    const { code, value } = await run("--dry-run");
    expect(code).toBe(0);
    expect(value.lines.map((line) => [line.action, line.amountMinor, line.explanation.rule])).toEqual([
      ["issueInvoice", 80_000, "invoiceRun.single"],
      ["issueInvoice", 20_000, "invoiceRun.single"],
    ]);
    expect(await hereJson<Refused>("invoice", "--ledger", "tannklinikk", "--apply", value.proposal!.id)).toMatchObject({
      code: 1,
      value: { code: "PROPOSAL_NOT_FOUND" },
    });
    expect(await books()).toEqual(before);
  });

  test("what was proposed is applied, once", async () => {
    const { value: proposed } = await run();
    expect(proposed.proposal?.state).toBe("open");
    const id = proposed.proposal!.id;
    const { stderr, value } = await run("--apply", id);
    expect(value).toMatchObject({
      proposal: { state: "applied" },
      totals: { applied: 2, stale: 0, failed: 0, appliedMinor: 100_000 },
    });
    expect(stderr).toBe("Invoicing: 2 of 2 invoices\n");
    expect(await hereJson<Refused>("invoice", "--ledger", "tannklinikk", "--apply", id)).toMatchObject({
      code: 1,
      value: { code: "PROPOSAL_STATE" },
    });
  });

  test("nothing to invoice is an answer, not a refusal", async () => {
    expect(await here("invoice", "--ledger", "tannklinikk")).toMatchObject({
      code: 0,
      stdout: "Nothing waits to be invoiced.\n",
    });
  });

  test("an id that is none leads nowhere, and a date that is none is a wrong use", async () => {
    expect(await hereJson<Refused>("invoice", "--ledger", "tannklinikk", "--apply", "12")).toMatchObject({
      code: 1,
      value: { code: "PROPOSAL_NOT_FOUND" },
    });
    expect(await here("invoice", "--ledger", "tannklinikk", "--as-of", "2026-02-30")).toMatchObject({
      code: 2,
      stdout: "",
    });
    expect(await here("invoice")).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("S0-12 kvitt import", () => {
  const load = (...args: string[]) => hereJson<Imported>("import", ...args, "--ledger", "923456783");

  test("a file that is not there stops before any is read", async () => {
    const { code, value } = await hereJson<Refused>("import", SAMPLE, `${SAMPLE}.gone`, "--ledger", "923456783");
    expect(code).toBe(1);
    expect(value.code).toBe("FILE_NOT_READABLE");
  });

  test("X-04 a dry run tells what would happen and posts nothing", async () => {
    const before = await books();
    const { code, value } = await load(SAMPLE, "--dry-run");
    expect(code).toBe(0);
    expect(value).toMatchObject({
      dryRun: true,
      files: [
        {
          state: "posted",
          totals: { byState: { matched: { lines: 3, minor: 1_323_000 }, part: { lines: 1, minor: 475_000 } } },
        },
      ],
    });
    expect(await books()).toEqual(before);
  });

  test("a file that is cut off is kept, refused with every problem, and posts nothing", async () => {
    const before = await books();
    const cut = join(platform.dataDirectory, "cut.txt");
    writeFileSync(cut, readFileSync(SAMPLE).subarray(0, 500));
    const { code, value } = await load(cut);
    expect(code).toBe(1);
    expect(value.files[0]).toMatchObject({ state: "rejected" });
    expect(value.files[0]!.problems.length).toBeGreaterThan(0);
    expect(await books()).toEqual(before);
  });

  test("SEC-14 the file is posted, and the audit row names the operating-system user", async () => {
    const { code, value } = await load(SAMPLE);
    expect(code).toBe(0);
    expect(value.files[0]).toMatchObject({
      state: "posted",
      alreadyImported: false,
      totals: { byState: { matched: { lines: 3 }, part: { lines: 1 } } },
    });
    expect((await books())["1909"]).toBe(1_798_000n);
    expect(await auditOf("bankFile.posted")).toEqual([{ kind: "operatingSystemUser", id: userInfo().username }]);
  });

  test("the same file again changes nothing and says so", async () => {
    const before = await books();
    const ran = await here("import", SAMPLE, "--ledger", "923456783");
    expect(ran.code).toBe(0);
    expect(ran.stdout).toContain("was imported before: nothing changed");
    expect(await books()).toEqual(before);
  });
});

async function auditOf(action: string): Promise<{ kind: string; id: string }[]> {
  const events = await withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { action }, 100));
  return events.map((event) => ({ kind: event.actorKind, id: event.actorId }));
}

describe("S0-61 X-18 kvitt report", () => {
  test("aging stands at today by the data directory's clock, and repeats byte for byte for the same day and moment", async () => {
    const { value } = await hereJson<Tables>("report", "aging", "--ledger", "tannklinikk");
    expect(value[0]!.parameters["asOf"]).toBe("2026-10-07");
    expect(value[0]!.totals).toMatchObject({ "not due": 100_001, totalMinor: 100_001 });
    const known = [
      "report",
      "aging",
      "--ledger",
      "tannklinikk",
      "--as-of",
      "2026-10-06",
      "--known-at",
      value[0]!.parameters["knownAt"]!,
    ];
    expect((await here(...known)).stdout).toBe((await here(...known)).stdout);
  });

  test("the sub-ledger of one customer, as a spreadsheet", async () => {
    const { code, stdout } = await here("report", "reskontro", "--ledger", "tannklinikk", "--party", "999999");
    expect({ code, stdout }).toMatchObject({ code: 1 });
    expect(stdout).toMatch(/^PARTY_NOT_FOUND/);
    const csv = await here("report", "reskontro", "--ledger", "tannklinikk", "--format", "csv");
    expect(csv.stdout.split("\n")[0]).toBe(
      "customer,number,kind,openedOn,dueOn,daysOverdue,amountMinor,openMinor,postings",
    );
  });

  test.each([
    ["xlsx", "PK"],
    ["pdf", "%PDF-"],
  ])("A-09 G-07 as %s it is a file, with the same bytes each time", async (format, begins) => {
    const knownAt = ["--as-of", "2026-10-06", "--known-at", "2026-10-07T05:00:00Z"];
    const written = async (name: string) => {
      const out = join(platform.dataDirectory, `${name}.${format}`);
      const args = ["report", "aging", "--ledger", "tannklinikk", ...knownAt, "--format", format, "--language", "nb"];
      expect(await here(...args, "--out", out)).toMatchObject({ code: 0, stderr: "" });
      return readFile(out);
    };
    const [first, again] = [await written("first"), await written("again")];
    expect(first.subarray(0, begins.length).toString()).toBe(begins);
    expect(again.equals(first)).toBe(true);
  });

  test("N-22 the day's proof explains every øre", async () => {
    const { code, value } = await hereJson<Tables>(
      "report",
      "proof",
      "--ledger",
      "tannklinikk",
      "--as-of",
      "2026-10-06",
    );
    expect(code).toBe(0);
    expect(value[0]!.title).toBe("Day proof, Eksempel Tannklinikk AS: every øre explained");
  });

  test.each([
    ["a report that there is not", ["report", "sales"]],
    ["a format that there is not", ["report", "aging", "--format", "docx"]],
    ["a day that there is not", ["report", "aging", "--as-of", "2026-13-01"]],
    ["a moment without its offset", ["report", "aging", "--known-at", "2026-10-06T05:00"]],
  ])("%s is a wrong use", async (_title, args) => {
    expect(await here(...args)).toMatchObject({ code: 2, stdout: "" });
  });
});

describe("kvitt export", () => {
  test("writes the books to standard output, or whole to a file", async () => {
    const shown = await here("export", "hledger", "--ledger", "tannklinikk");
    expect(shown).toMatchObject({ code: 0, stderr: "" });
    expect(shown.stdout).toMatch(/^2026-10-06/m);
    const out = join(platform.dataDirectory, "books.journal");
    const { value } = await hereJson<{ bytes: number }>("export", "hledger", "--ledger", "tannklinikk", "--out", out);
    expect(await readFile(out, "utf8")).toBe(shown.stdout);
    expect(value.bytes).toBe(Buffer.byteLength(shown.stdout));
  });

  test("X-04 a dry run counts and leaves no file and no audit row", async () => {
    const before = (await auditOf("books.exported")).length;
    const { value } = await hereJson<{ bytes: number; dryRun: boolean }>(
      "export",
      "beancount",
      "--out",
      join(platform.dataDirectory, "dry.beancount"),
      "--dry-run",
    );
    expect(value).toMatchObject({ dryRun: true });
    expect(value.bytes).toBeGreaterThan(0);
    expect((await readdir(platform.dataDirectory)).filter((name) => name.startsWith("dry"))).toEqual([]);
    expect(await auditOf("books.exported")).toHaveLength(before);
  });

  test("S0-12 the OCR file of what was paid is made once and given again ever after", async () => {
    const ocr = (...more: string[]) =>
      hereJson<{ bytes: number; content?: string }>(
        "export",
        "ocr",
        "--ledger",
        "tannklinikk",
        "--to",
        "2026-10-07",
        ...more,
      );
    const dry = await ocr("--dry-run");
    const first = await ocr();
    expect(first.value.content).toMatch(/^NY000010/);
    expect(dry.value.bytes).toBe(first.value.bytes);
    expect((await ocr()).value).toEqual(first.value);
    const out = join(platform.dataDirectory, "paid.txt");
    await ocr("--out", out);
    expect(await hereJson("describe", out)).toMatchObject({ code: 0, value: { format: "nets", ok: true } });
    expect(await hereJson<Refused>("export", "ocr")).toMatchObject({ code: 1, value: { code: "LEDGER_AMBIGUOUS" } });
  });

  test("a place that cannot be written is refused and leaves nothing behind", async () => {
    const { code, value } = await hereJson<Refused>(
      "export",
      "hledger",
      "--out",
      join(platform.dataDirectory, "no", "such", "folder.journal"),
    );
    expect({ code, value }).toMatchObject({ code: 1, value: { code: "FILE_NOT_WRITABLE" } });
  });
});

describe("X-07 kvitt verify", () => {
  test("holds, and leaves with 1 when a sum is made to drift", async () => {
    type Verified = { ok: boolean; checks: { name: string; breaches: Record<string, unknown>[] }[] };
    const good = await hereJson<Verified>("verify");
    expect(good).toMatchObject({ code: 0, value: { ok: true } });
    await withTenant(platform, clinic.context, async (tx) => {
      const items = tx.db.$extendTables<{
        open_item: { tenant_id: string; open_minor: bigint; amount_minor: bigint; reference: string | null };
      }>();
      await items
        .updateTable("open_item")
        .set({ open_minor: 2n })
        .where("tenant_id", "=", tx.tenantId)
        .where("reference", "=", "1047162601066")
        .execute();
    });
    const { code, value } = await hereJson<Verified>("verify");
    expect(code).toBe(1);
    expect(value.checks.filter((check) => check.breaches.length > 0).map((check) => check.name)).toContain(
      "ledger.itemsEqualPostings",
    );
  });
});

describe("kvitt doctor", () => {
  test("S0-25 names the newest bank file of each account, and what is late", async () => {
    const { stdout } = await here("doctor");
    expect(stdout).toMatch(
      /warning bankFiles +Eksempel Tannklinikk AS: account \.\.\w{6}: payments through 2026-10-06, statement through none/,
    );
  });

  // The tests' own server lets go of just that, for speed: nothing in it outlives a power cut.
  test("a database that may lose what was posted is no sound installation: the command leaves with 1", async () => {
    const { code, stdout } = await here("doctor");
    expect(stdout).toMatch(/failed +durability +Switched off: fsync, full_page_writes\./);
    expect(code).toBe(1);
  });
});
