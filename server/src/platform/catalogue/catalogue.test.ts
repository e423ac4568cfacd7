import { readFile } from "node:fs/promises";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { serverRows } from "../../../../dependency-rules.mjs";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { migrationFiles } from "../database/migrate.ts";
import { createPool } from "../database/pool.ts";
import { distributedTables, localTables } from "./distribution.ts";
import { readCatalogue, type Catalogue } from "./read.ts";
import { catalogueBreaches } from "./rules.ts";

let platform: TestPlatform;
let superuser: ReturnType<typeof createPool>;
let app: ReturnType<typeof createPool>;
let catalogue: Catalogue;
let mine: TestClinic;
let theirs: TestClinic;

beforeAll(async () => {
  platform = await testPlatform();
  superuser = createPool({ connectionString: platform.superuserUrl, max: 1 });
  app = createPool({ connectionString: platform.urls.app, max: 1 });
  catalogue = await readCatalogue(superuser);
  [mine, theirs] = [await testClinic(platform), await testClinic(platform)];
});
afterAll(async () => {
  await Promise.all([superuser.end(), app.end()]);
  await platform.close();
});

/** The breaches after a change to the schema, which is then undone. */
async function breachesAfter(change: string): Promise<string[]> {
  await superuser.query("begin");
  try {
    await superuser.query(change);
    return catalogueBreaches(await readCatalogue(superuser));
  } finally {
    await superuser.query("rollback");
  }
}

/** What the app role gets for a statement, as one tenant. */
async function asTenant(tenantId: string, statement: string): Promise<Record<string, unknown>[]> {
  await app.query("begin");
  try {
    await app.query(`set local app.tenant = '${tenantId}'; set local app.ledgers = '*'`);
    return (await app.query<Record<string, unknown>>(statement)).rows;
  } finally {
    await app.query("rollback");
  }
}

describe("the schema", () => {
  test("SEC-01 SEC-02 SEC-04 SEC-05 SEC-06 I14 keeps every rule", () => {
    expect(catalogueBreaches(catalogue)).toEqual([]);
  });

  test("SEC-01 every table without a tenant's policy says why, in a sentence", () => {
    expect(localTables.length).toBeLessThanOrEqual(15);
    expect(localTables.filter(({ why }) => !/^[A-Z].{20,}\.$/.test(why))).toEqual([]);
  });

  test("foreign keys between capabilities point downwards only", async () => {
    const owner = new Map<string, string>();
    for (const file of await migrationFiles()) {
      const text = await readFile(file.path, "utf8");
      for (const [, table] of text.matchAll(/^create (?:unlogged )?table (\w+)/gm)) owner.set(table!, file.capability);
    }
    const rowOf = (table: string) =>
      serverRows.findIndex((row: readonly string[]) => row.includes(owner.get(table) ?? ""));
    const upward = catalogue.foreignKeys.filter(
      ({ table, target }) => owner.get(table) !== owner.get(target) && rowOf(table) <= rowOf(target),
    );
    expect(upward.map(({ table, target }) => `${table} -> ${target}`)).toEqual([]);
    expect(catalogue.foreignKeys.filter(({ table, target }) => rowOf(table) < 0 || rowOf(target) < 0)).toEqual([]);
  });
});

describe("a weakened schema is noticed", () => {
  test("SEC-01 SEC-09 whichever policy is dropped", async () => {
    const unseen: string[] = [];
    for (const { table, name } of catalogue.policies) {
      const found = await breachesAfter(`drop policy ${name} on ${table}`);
      if (!found.some((breach) => breach.startsWith(table))) unseen.push(`${name} on ${table}`);
    }
    expect(catalogue.policies.length).toBeGreaterThanOrEqual(distributedTables.length);
    expect(unseen).toEqual([]);
  });

  test.each([
    ["row-level security off", "alter table claim disable row level security"],
    ["the owner let past", "alter table claim no force row level security"],
    ["a second, open policy", "create policy open_to_all on claim for select using (true)"],
    [
      "a policy with a default (SEC-04)",
      "alter policy tenant_only on claim using (tenant_id = nullif(current_setting('app.tenant', true), '')::uuid)",
    ],
    ["a policy that lets rows be written for others", "alter policy tenant_only on claim with check (true)"],
    ["a globally unique key (SEC-05)", "create unique index claim_number_everywhere on claim (number)"],
    [
      "a plain foreign key (SEC-06)",
      "create unique index party_alone on party (id); alter table claim add foreign key (patient_id) references party (id)",
    ],
    [
      "a key that empties columns",
      "alter table claim add foreign key (tenant_id, patient_id) references party (tenant_id, id) on delete set null (patient_id)",
    ],
    [
      "a local table that points into a tenant's",
      "create table note (id uuid primary key, tenant_id uuid, party_id uuid, foreign key (tenant_id, party_id) references party (tenant_id, id))",
    ],
    [
      "a circle of foreign keys",
      "alter table ledger add column open_item_id uuid, add foreign key (tenant_id, open_item_id) references open_item (tenant_id, id)",
    ],
    ["a table nobody listed", "create table note (tenant_id uuid, id uuid, primary key (tenant_id, id))"],
    ["a table without a key", "alter table alarm drop constraint alarm_pkey"],
    ["a column without a data class", "alter table claim add column note text"],
    ["a default that is computed", "alter table claim alter column received_at set default now()"],
    ["a number from a sequence", "alter table check_run add column no bigint generated always as identity"],
    ["an amount that is a float", "alter table claim alter column vat_minor type double precision"],
    ["a time without zone", "alter table claim alter column received_at type timestamp"],
    [
      "a trigger",
      "create function nothing() returns trigger language plpgsql as 'begin return new; end'; create trigger t before insert on claim for each row execute function nothing()",
    ],
    ["a view that runs as its owner", "create view every_claim as select * from claim"],
    [
      "a function that runs as its owner",
      "create function every_claim() returns bigint language sql security definer as 'select count(*) from claim'",
    ],
    ["the ledger open to change", "grant update (amount_minor) on posting to kvitt_app"],
    ["the audit trail open to deletion", "grant delete on audit_event to kvitt_app"],
    ["a table that the app may empty", "grant truncate on outbox to kvitt_app"],
    ["the app as owner", "alter table alarm owner to kvitt_app"],
    ["the app making tables", "grant create on schema public to kvitt_app"],
  ])("%s", async (_title, change) => {
    expect(await breachesAfter(change)).not.toEqual([]);
  });

  // Roles belong to the whole server, which other tests use: here only what would be read of them is changed.
  test.each([
    ["with rights past row-level security", { unsafe: true }],
    ["as a member of another role", { member: true }],
  ])("SEC-02 the app %s", (_title, change) => {
    expect(catalogueBreaches({ ...catalogue, app: { ...catalogue.app, ...change } })).toEqual([
      expect.stringMatching(/^the app role/),
    ]);
  });
});

describe("SEC-01 a tenant", () => {
  test("reads no row of another, in any table", async () => {
    const seen: string[] = [];
    for (const table of distributedTables) {
      const [row] = await asTenant(
        mine.tenantId,
        `select count(*)::int as others from ${table} where tenant_id <> '${mine.tenantId}'`,
      );
      if (row!["others"] !== 0) seen.push(table);
    }
    expect(seen).toEqual([]);
    expect((await superuser.query(`select 1 from ledger where tenant_id = '${theirs.tenantId}'`)).rowCount).toBe(1);
  });

  test("writes no row for another", async () => {
    const insert = `insert into clinic (tenant_id, id, name, kind, time_zone, created_at) values ('${theirs.tenantId}', '${platform.ids.next()}', 'x', 'dental', 'UTC', now())`;
    await expect(asTenant(mine.tenantId, insert)).rejects.toMatchObject({ code: "42501" });
  });

  test("SEC-04 that was not named is an error, not an empty answer", async () => {
    const silent: string[] = [];
    for (const table of distributedTables) {
      await app
        .query(`select 1 from ${table}`)
        .then(() => silent.push(table))
        .catch(() => undefined);
    }
    expect(silent).toEqual([]);
  });

  test("SEC-02 gains nothing through the job queue: none of its functions runs as its owner", async () => {
    const found = await superuser.query(
      "select p.proname from pg_proc p where p.pronamespace = 'graphile_worker'::regnamespace and p.prosecdef",
    );
    expect(found.rows).toEqual([]);
    const kept = await app.query(
      "select table_name from information_schema.columns where table_schema = 'graphile_worker' and column_name in ('tenant_id', 'ledger_id')",
    );
    expect(kept.rows).toEqual([]);
  });

  test("SEC-75 cannot change or delete what only grows", async () => {
    for (const table of ["entry", "posting", "audit_event", "seal"]) {
      await expect(asTenant(mine.tenantId, `update ${table} set tenant_id = tenant_id`)).rejects.toMatchObject({
        code: "42501",
      });
      await expect(asTenant(mine.tenantId, `delete from ${table}`)).rejects.toMatchObject({ code: "42501" });
    }
  });
});
