import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { dumpSchema } from "./dump.ts";
import { createPool } from "./pool.ts";

let platform: TestPlatform;
let owner: ReturnType<typeof createPool>;

beforeAll(async () => {
  platform = await testPlatform();
  owner = createPool({ connectionString: platform.urls.owner, max: 1 });
});
afterAll(async () => {
  await owner.end();
  await platform.close();
});

test("the committed schema is what the migrations make (anew: node server/src/platform/database/dump-schema.ts)", async () => {
  expect(await dumpSchema(owner)).toBe(
    await readFile(join(import.meta.dirname, "..", "..", "..", "schema.sql"), "utf8"),
  );
});

test.each([
  ["a column", "alter table alarm add column note text"],
  ["a default", "alter table outbox alter column attempts set default 1"],
  ["an index", "create index alarm_day on alarm (tenant_id, day_on)"],
  ["a constraint", "alter table alarm add check (kind <> '')"],
  ["a policy", "drop policy tenant_only on alarm"],
  ["a grant", "grant delete on alarm to kvitt_app"],
  ["a data class", "comment on column alarm.kind is 'C0'"],
  ["row-level security", "alter table alarm no force row level security"],
  ["a function", "create function one() returns int language sql as 'select 1'"],
])("the dump tells of %s", async (_title, change) => {
  const before = await dumpSchema(owner);
  await owner.query("begin");
  await owner.query(change);
  const after = await dumpSchema(owner);
  await owner.query("rollback");
  expect(after).not.toBe(before);
  expect(await dumpSchema(owner)).toBe(before);
});
