import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { post, type EntryDraft, type NewItem } from "../../../testkit/books.ts";
import { recordAudit } from "../audit/record.ts";
import type { Platform, TenantTransaction } from "../context.ts";
import { createDatabase, createPool } from "../database/pool.ts";
import { withTenant } from "../database/with-tenant.ts";
import { readAnchors } from "./anchors.ts";
import { dailyRoot, sealChecks, sealTenant } from "./index.ts";
import { SEALED_COLUMNS } from "./store.ts";

let platform: TestPlatform;
let clinic: TestClinic;

beforeAll(async () => {
  platform = await testPlatform();
});
beforeEach(async () => {
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

function draft(n: number): { entry: EntryDraft; item: NewItem } {
  const { ledgerId } = clinic;
  const item: NewItem = {
    id: platform.ids.next(),
    ledgerId,
    side: "receivable",
    kind: "fee",
    account: "1500",
    partyId: null,
    parentId: null,
    documentId: null,
    reference: null,
    openedOn: "2026-10-05",
    dueOn: "2026-10-19",
    amountMinor: BigInt(n),
  };
  const postings = [{ debit: "1500", credit: "3200", amountMinor: BigInt(n), debitItemId: item.id }];
  return {
    item,
    entry: {
      id: platform.ids.next(),
      ledgerId,
      kind: "fee",
      bookedOn: "2026-10-05",
      sourceKind: "test",
      sourceId: null,
      postings,
    },
  };
}

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>, on: Platform = platform) =>
  withTenant(on, clinic.context, work);
const write = (n: number, on?: Platform) =>
  inTenant(async (tx) => {
    const { entry, item } = draft(n);
    await post(tx, [entry], [item]);
    await recordAudit(tx, { action: "bankLine.solved", subjectKind: "bankLine", subjectId: entry.id });
    return entry.id;
  }, on);
const seal = (on: Platform = platform) => sealTenant(on, clinic.context);
const entryChain = () =>
  inTenant(async (tx) => {
    const found = await sql<{
      id: string;
    }>`select subject_id as id from seal where tenant_id = ${tx.tenantId} and stream = 'entry' order by seq`.execute(
      tx.db,
    );
    return found.rows.map((row) => row.id);
  });

describe("N-27 sealing", () => {
  test.each(Object.entries(SEALED_COLUMNS))("covers every column of %s", async (table, columns) => {
    const found = await sql<{ name: string }>`
      select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum > 0 and not attisdropped`.execute(
      platform.database,
    );
    expect([...columns].sort()).toEqual(found.rows.map((row) => row.name).sort());
  });

  test("chains what is committed, once, and goes on where it ended", async () => {
    const first = [await write(1), await write(2)];
    expect(await seal()).toMatchObject({ entry: 2 });
    expect(await seal()).toEqual({ entry: 0, audit: 0 });
    const third = await write(3);
    await seal();
    expect(await entryChain()).toEqual([...first, third]);
    expect(await breaches(platform, clinic.context, sealChecks)).toEqual([]);
  });

  test("a writer that commits late, with an id made before those already sealed, gets a later link", async () => {
    const early = draft(1);
    const written = Promise.withResolvers<undefined>();
    const mayCommit = Promise.withResolvers<undefined>();
    const slow = inTenant(async (tx) => {
      await post(tx, [early.entry], [early.item]);
      written.resolve(undefined);
      await mayCommit.promise;
    });
    await written.promise;
    const quick = await write(2);
    // The sealer does not wait for the open transaction, and does not see it.
    await seal();
    mayCommit.resolve(undefined);
    await slow;
    await seal();
    expect(early.entry.id < quick).toBe(true);
    expect(await entryChain()).toEqual([quick, early.entry.id]);
    expect(await breaches(platform, clinic.context, sealChecks)).toEqual([]);
  });

  test("SEC-75 sixteen writers and four sealers at once: no fork, nothing left out, nothing twice", async () => {
    const database = createDatabase(createPool({ connectionString: platform.urls.app, max: 20 }));
    const wide = { ...platform, database };
    const ids: string[] = [];
    const writer = async () => {
      for (let n = 1; n <= 12; n++) ids.push(await write(n, wide));
    };
    const sealer = async () => {
      for (let n = 0; n < 10; n++) await seal(wide);
    };
    await Promise.all([...Array.from({ length: 16 }, writer), ...Array.from({ length: 4 }, sealer)]);
    await seal(wide);
    await database.destroy();
    expect((await entryChain()).sort()).toEqual(ids.sort());
    expect(await breaches(platform, clinic.context, sealChecks)).toEqual([]);
  });

  test("a tenant's chain says nothing about another's", async () => {
    await write(1);
    await seal();
    const mine = await inTenant((tx) => dailyRoot(tx, "2026-10-05", "Europe/Oslo"));
    clinic = await testClinic(platform);
    await seal();
    expect(await entryChain()).toEqual([]);
    expect(await inTenant((tx) => dailyRoot(tx, "2026-10-05", "Europe/Oslo"))).not.toEqual(mine);
  });
});

describe("anchors", () => {
  const path = () => join(platform.dataDirectory, "anchors", `${clinic.tenantId}.jsonl`);

  test("each run that sealed something leaves one line outside the database", async () => {
    await write(1);
    await seal();
    await seal();
    await write(2);
    await seal();
    expect((await readAnchors(platform, clinic.tenantId)).map((anchor) => anchor.heads.entry?.seq)).toEqual([1, 2]);
  });

  test("a line cut short by a crash is passed over, and the next run goes on below it", async () => {
    await write(1);
    await seal();
    await writeFile(path(), `${await readFile(path(), "utf8")}{"at":"2026-10-05T0`);
    await write(2);
    await seal();
    expect((await readAnchors(platform, clinic.tenantId)).map((anchor) => anchor.heads.entry?.seq)).toEqual([1, 2]);
    expect(await breaches(platform, clinic.context, sealChecks)).toEqual([]);
  });

  test("the daily root is that of the day's end, and stays so", async () => {
    await write(1);
    platform.moveTo("2026-10-05T23:59");
    await seal();
    const thatDay = await inTenant((tx) => dailyRoot(tx, "2026-10-05", "Europe/Oslo"));
    platform.moveTo("2026-10-06T00:00");
    await write(2);
    await seal();
    expect(await inTenant((tx) => dailyRoot(tx, "2026-10-05", "Europe/Oslo"))).toEqual(thatDay);
    expect(await inTenant((tx) => dailyRoot(tx, "2026-10-06", "Europe/Oslo"))).toMatchObject({
      heads: { entry: { seq: 2 } },
    });
  });
});
