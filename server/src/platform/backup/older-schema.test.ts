import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledgerChecks, post } from "../../../testkit/books.ts";
import { ledgerText, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { recordAudit } from "../audit/record.ts";
import { dumpSchema } from "../database/dump.ts";
import { migrationFiles } from "../database/migrate.ts";
import { createPool } from "../database/pool.ts";
import { withTenant } from "../database/with-tenant.ts";
import { sealChecks, sealTenant } from "../seal/index.ts";
import { listTenants } from "../tenants.ts";
import { createArchive, readArchive, type Manifest } from "./archive.ts";
import { backUp, restore } from "./index.ts";
import { putAtOlderSchema } from "./older-schema.ts";

let names: string[];
let target: TestPlatform;
let ourSchema: string;

beforeAll(async () => {
  names = (await migrationFiles()).map((file) => file.name);
  target = await testPlatform();
  ourSchema = await schemaOf(target);
});
afterAll(() => target.close());

async function schemaOf(platform: TestPlatform): Promise<string> {
  const owner = createPool({ connectionString: platform.urls.owner, max: 1 });
  try {
    return await dumpSchema(owner);
  } finally {
    await owner.end();
  }
}

/** An installation whose program had `count` of our migrations, with a clinic, entries and seals in it. */
async function olderInstallation(count: number): Promise<{ old: TestPlatform; clinic: TestClinic }> {
  const old = await testPlatform();
  const migrations = names.slice(0, count);
  await putAtOlderSchema(old.urls, { migrations, mustBeEmpty: ["tenant"], look: () => undefined, trial: false });
  // Activating reads what later migrations brought.
  const clinic = await testClinic(old, { active: false });
  await withTenant(old, clinic.context, async (tx) => {
    const of = { ledgerId: clinic.ledgerId, kind: "statement" as const, bookedOn: "2026-10-05", sourceKind: "test" };
    const postings = [{ debit: "1909", credit: "3200", amountMinor: 12_345n }];
    const explanation = { rule: "test", version: 1, inputs: {} };
    await post(tx, [{ ...of, id: old.ids.next(), sourceId: old.ids.next(), explanation, postings }]);
    await recordAudit(tx, { action: "ledger.created", subjectKind: "ledger", subjectId: clinic.ledgerId });
  });
  await sealTenant(old, clinic.context);
  return { old, clinic };
}

/** The same archive, whole and with good hashes, whose manifest says something else. */
async function saying(path: string, change: (manifest: Manifest) => Partial<Manifest>): Promise<string> {
  const changed = join(target.dataDirectory, `${randomUUID()}.backup`);
  const archive = await createArchive(changed);
  const manifest = await readArchive(path, (header, chunks) =>
    archive.part(header, async (sink) => {
      for await (const chunk of chunks) await sink(chunk);
    }),
  );
  await archive.finish({ ...manifest, ...change(manifest) });
  return changed;
}

describe("a backup of an older schema", () => {
  test.each([
    ["without the last migration", -1],
    ["before half of them", -6],
  ])("%s is restored as it was and then brought up to date", async (_title, count) => {
    const { old, clinic } = await olderInstallation(names.length + count);
    const fresh = await testPlatform();
    try {
      const path = join(old.dataDirectory, "old.backup");
      await backUp(old, path, { withKeys: true });
      const trial = await restore(fresh, path, { trial: true });
      expect({ ...trial, schema: await schemaOf(fresh), tenants: await listTenants(fresh) }).toMatchObject({
        rows: 0,
        migrated: [],
        schema: ourSchema,
        tenants: [],
      });

      const done = await restore(fresh, path, { checks: [...ledgerChecks, ...sealChecks] });
      expect(done).toMatchObject({ migrated: names.slice(count), breaches: [] });
      expect(await schemaOf(fresh)).toBe(ourSchema);
      const text = await ledgerText(fresh, clinic.context, clinic.ledgerId);
      expect(text).toEqual(["2026-10-05 statement: 1909 < 3200 12345"]);
    } finally {
      await fresh.close();
      await old.close();
    }
  });
});

describe("refused, and the installation is as it was", () => {
  let source: TestPlatform;
  let path: string;
  beforeAll(async () => {
    source = await testPlatform();
    await testClinic(source);
    path = join(source.dataDirectory, "ours.backup");
    await backUp(source, path, { withKeys: true });
  });
  afterAll(() => source.close());

  async function refusal(file: string, platform = target): Promise<unknown> {
    const error: unknown = await restore(platform, file).catch((thrown: unknown) => thrown);
    expect(await schemaOf(platform)).toBe(ourSchema);
    return error;
  }

  test("a backup of a newer schema, told by the first migration that is not known here", async () => {
    const newer = await saying(path, ({ migrations }) => ({ migrations: [...migrations, "9998-next", "9999-later"] }));
    expect(await refusal(newer)).toMatchObject({
      code: "BACKUP_NEWER_VERSION",
      facts: { migration: "9998-next", count: 2 },
      message: expect.stringContaining("newer Kvitt") as string,
    });
  });

  test("a backup whose schema had a later migration of ours and not an earlier one", async () => {
    const gap = await saying(path, ({ migrations }) => ({ migrations: migrations.toSpliced(3, 1) }));
    expect(await refusal(gap)).toMatchObject({
      code: "BACKUP_OTHER_VERSION",
      facts: { difference: `migration ${names[3]}` },
    });
  });

  test("a backup that says it is older, and has tables that the older schema had not", async () => {
    const files = await migrationFiles();
    const tableMadeBy = files.findLastIndex((file) => readFileSync(file.path, "utf8").includes("create table "));
    const mistaken = await saying(path, ({ migrations }) => ({ migrations: migrations.slice(0, tableMadeBy) }));
    expect(await refusal(mistaken)).toMatchObject({ code: "BACKUP_OTHER_VERSION" });
  });

  test("an older backup where only the app's address is known", async () => {
    const older = await saying(path, ({ migrations }) => ({ migrations: migrations.slice(0, -1) }));
    const { app } = target.urls;
    await expect(restore({ ...target, urls: { app, owner: app } }, older)).rejects.toMatchObject({
      code: "BACKUP_NEEDS_OWNER",
    });
  });

  test("an older backup into an installation that holds data", async () => {
    const older = await saying(path, ({ migrations }) => ({ migrations: migrations.slice(0, -1) }));
    expect(await refusal(older, source)).toMatchObject({ code: "BACKUP_TARGET_NOT_EMPTY" });
    expect(await listTenants(source)).toHaveLength(1);
  });

  test("data that came while the backup was read", async () => {
    const { urls } = source;
    const goingBack = putAtOlderSchema(urls, {
      migrations: names.slice(0, -1),
      mustBeEmpty: ["tenant"],
      look: () => undefined,
      trial: false,
    });
    await expect(goingBack).rejects.toMatchObject({ code: "BACKUP_TARGET_NOT_EMPTY" });
    expect(await schemaOf(source)).toBe(ourSchema);
  });
});
