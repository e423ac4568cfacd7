import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { ledgerChecks, post } from "../../../testkit/books.ts";
import { recordAudit } from "../audit/record.ts";
import { fileKeyring } from "../crypto/keyring.ts";
import { tenantKey } from "../crypto/keys.ts";
import { createPool } from "../database/pool.ts";
import { withTenant } from "../database/with-tenant.ts";
import { drainOutbox, enqueue, jobRegistry } from "../jobs/index.ts";
import { sealChecks, sealTenant } from "../seal/index.ts";
import { backUp, restore } from "./index.ts";

let source: TestPlatform;
let clinics: TestClinic[];
let path: string;
let stored: Buffer;

beforeAll(async () => {
  source = await testPlatform();
  clinics = [await testClinic(source), await testClinic(source)];
  await sql`insert into installation (id, clock_offset_ms, created_at) values (1, 5000, ${source.clock.now().toString()})`.execute(
    source.database,
  );
  const now = source.clock.now().toString();
  await sql`insert into sign_in_user (id, name, email, created_at, updated_at) values ('u1', 'Kari', 'kari@example.no', ${now}, ${now})`.execute(
    source.database,
  );
  await sql`insert into sign_in_tenant (user_id, tenant_id) values ('u1', ${clinics[0]!.tenantId})`.execute(
    source.database,
  );
  for (const clinic of clinics) await fill(clinic);
  path = join(source.dataDirectory, "first.backup");
  await backUp(source, path, { withKeys: true });
});
afterAll(() => source.close());

async function fill(clinic: TestClinic): Promise<void> {
  await withTenant(source, clinic.context, async (tx) => {
    const postings = [{ debit: "1909", credit: "3200", amountMinor: 12_345n }];
    const explanation = {
      rule: "test",
      version: 1,
      inputs: { text: 'tab\t, newline\n, backslash \\N, quote " and æøå' },
    };
    const entries = Array.from({ length: 200 }, () => ({
      id: source.ids.next(),
      ledgerId: clinic.ledgerId,
      kind: "statement" as const,
      bookedOn: "2026-10-05",
      sourceKind: "test",
      sourceId: source.ids.next(),
      explanation,
      postings,
    }));
    await post(tx, entries);
    await recordAudit(tx, { action: "ledger.created", subjectKind: "ledger", subjectId: clinic.ledgerId });
    await enqueue(tx, "test.waiting", {});
    stored = (
      await source.files.write(clinic.tenantId, await tenantKey(tx), [Buffer.from("a bank file, æøå\n".repeat(50_000))])
    ).sha256;
  });
  await sealTenant(source, clinic.context);
}

/** All rows of an installation, table by table, as text. */
async function contents(platform: TestPlatform): Promise<Record<string, string[]>> {
  const pool = createPool({ connectionString: platform.superuserUrl, max: 1 });
  const tables = await pool.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname !~ '^schema_migration' order by 1",
  );
  const all: Record<string, string[]> = {};
  for (const { name } of tables.rows)
    all[name] = (await pool.query<{ row: string }>(`select t::text as row from ${name} t order by 1`)).rows.map(
      ({ row }) => row,
    );
  await pool.end();
  return all;
}

async function empty<T>(work: (target: TestPlatform) => Promise<T>): Promise<T> {
  const target = await testPlatform();
  try {
    return await work(target);
  } finally {
    await target.close();
  }
}

describe("a restored backup", () => {
  test("is the same installation: every row, every file, every key, and all checks hold", async () => {
    await empty(async (target) => {
      const done = await restore(target, path, { checks: [...ledgerChecks, ...sealChecks] });
      expect(done.breaches).toEqual([]);
      expect(done.files).toBeGreaterThanOrEqual(5);
      expect(await contents(target)).toEqual(await contents(source));
      const reopened = { ...target, keyring: await fileKeyring(target.dataDirectory) };
      const { context, tenantId } = clinics[1]!;
      const key = await withTenant(reopened, context, tenantKey);
      const bytes = Buffer.concat(await Array.fromAsync(target.files.read(tenantId, key, stored)));
      expect(bytes.toString()).toBe("a bank file, æøå\n".repeat(50_000));
    });
  });

  test("I8 runs the jobs that waited", async () => {
    await empty(async (target) => {
      await restore(target, path);
      let ran = 0;
      const jobs = jobRegistry([{ kind: "test.waiting", mostAttempts: 1, handler: async () => void (ran += 1) }]);
      await drainOutbox(target, jobs);
      expect(ran).toBe(2);
    });
  });

  test("I11 goes on in its own chain", async () => {
    await empty(async (target) => {
      await restore(target, path);
      await withTenant(target, clinics[0]!.context, (tx) =>
        recordAudit(tx, { action: "ledger.active", subjectKind: "ledger" }),
      );
      expect(await sealTenant(target, clinics[0]!.context)).toEqual({ entry: 0, audit: 1 });
      const broken = await Promise.all(
        sealChecks.map((check) => withTenant(target, clinics[0]!.context, (tx) => check.breaches(tx))),
      );
      expect(broken.flat()).toEqual([]);
    });
  });
});

describe("a backup", () => {
  test("is of one instant: what is written meanwhile is not in it, not even in part", async () => {
    const file = join(source.dataDirectory, "meanwhile.backup");
    const writing = { on: true };
    const write = async () => {
      while (writing.on) await fill(clinics[0]!);
    };
    const writer = write();
    await backUp(source, file, { withKeys: true });
    writing.on = false;
    await writer;
    await empty(async (target) => {
      const { breaches } = await restore(target, file, { checks: [...ledgerChecks, ...sealChecks] });
      expect(breaches).toEqual([]);
    });
  });

  test("SEC-50 holds no key unless asked, and then opens only where that key is", async () => {
    const file = join(source.dataDirectory, "keyless.backup");
    await backUp(source, file);
    const key = await readFile(join(source.dataDirectory, "secrets", "key-encryption-key"));
    expect((await readFile(file)).includes(key)).toBe(false);
    expect((await readFile(path)).includes(key)).toBe(true);
    await empty(async (target) => {
      await expect(restore(target, file)).rejects.toMatchObject({ code: "BACKUP_OTHER_KEY" });
      expect((await restore({ ...target, keyring: source.keyring }, file)).rows).toBeGreaterThan(400);
    });
  });

  test("X-04 leaves out what a dry run has written and not yet forgotten", async () => {
    const trial = source.files.trial();
    const { context, tenantId } = clinics[0]!;
    const key = await withTenant(source, context, tenantKey);
    const files = async (name: string) => (await backUp(source, join(source.dataDirectory, name))).files;
    const without = await files("before-trial.backup");
    await trial.write(tenantId, key, [Buffer.from("a dry run")]);
    expect(await files("beside-trial.backup")).toBe(without);
    await trial.forget();
  });

  test("never overwrites a file", async () => {
    await expect(backUp(source, path)).rejects.toMatchObject({ code: "BACKUP_FILE_EXISTS" });
  });
});

describe("refused before anything is touched", () => {
  let target: TestPlatform;
  let whole: Buffer;
  let before: Record<string, string[]>;
  beforeAll(async () => {
    target = await testPlatform();
    before = await contents(target);
    whole = await readFile(path);
  });
  afterAll(() => target.close());

  async function refusal(bytes: Buffer): Promise<string> {
    const file = join(target.dataDirectory, "other.backup");
    await writeFile(file, bytes);
    return restore(target, file).then(
      () => "restored",
      (error: unknown) => (error as { code: string }).code,
    );
  }

  test("a file with one byte changed, wherever it is", async () => {
    const places = [
      0,
      3,
      15,
      16,
      19,
      40,
      ...Array.from({ length: 60 }, (_, n) => Math.floor((whole.length * (n + 0.5)) / 60)),
      whole.length - 40,
      whole.length - 34,
      whole.length - 1,
    ];
    for (const place of places) {
      const changed = Buffer.from(whole);
      changed[place] = changed[place]! ^ 0x41;
      expect([place, await refusal(changed)]).toEqual([place, "BACKUP_DAMAGED"]);
    }
    expect(await contents(target)).toEqual(before);
  });

  test("a file that is cut off, has something behind it, or is none", async () => {
    for (const bytes of [
      whole.subarray(0, whole.length - 1),
      whole.subarray(0, whole.length / 2),
      Buffer.concat([whole, Buffer.from("x")]),
      Buffer.concat([whole, whole]),
      Buffer.alloc(0),
      Buffer.alloc(100_000),
    ]) {
      expect(await refusal(bytes)).toBe("BACKUP_DAMAGED");
    }
    expect(await contents(target)).toEqual(before);
  });

  test("a backup of another schema", async () => {
    const pool = createPool({ connectionString: target.superuserUrl, max: 1 });
    await pool.query("alter table alarm add column note text");
    await expect(restore(target, path)).rejects.toMatchObject({
      code: "BACKUP_OTHER_VERSION",
      facts: { difference: "table alarm" },
    });
    await pool.query("alter table alarm drop column note");
    await pool.query("insert into schema_migration (name, timestamp) values ('9999-tomorrow', '')");
    await expect(restore(target, path)).rejects.toMatchObject({
      code: "BACKUP_OTHER_VERSION",
      facts: { difference: "migration 9999-tomorrow" },
    });
    await pool.query("delete from schema_migration where name = '9999-tomorrow'");
    await pool.end();
  });

  test("an installation that holds data", async () => {
    await expect(restore(source, path)).rejects.toMatchObject({ code: "BACKUP_TARGET_NOT_EMPTY" });
  });
});
