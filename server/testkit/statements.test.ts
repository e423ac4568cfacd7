import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { inspectStatements, statementsOf } from "./statements.ts";

const SOURCE = join(import.meta.dirname, "..", "src");

async function sources(): Promise<string[]> {
  const names = await readdir(SOURCE, { recursive: true });
  return names.filter((name) => name.endsWith(".ts") && !/\.(test|contract)\.ts$/.test(name)).sort();
}

/** Breaches that were looked at and stand, each with its reason. */
const accepted: readonly { readonly in: RegExp; readonly why: string }[] = [
  {
    in: /^platform\/http\/idempotency\.ts:\d+ advisory lock/,
    why: "It only tells a twin at once that it is one; the unique key is what makes twice once.",
  },
];

const inspect = (statement: string) => inspectStatements(statementsOf("x.ts", `sql\`${statement}\``));

describe("the statements of the server", () => {
  test("I14 name their tenant, and would run on a cluster", async () => {
    const breaches: string[] = [];
    let read = 0;
    for (const name of await sources()) {
      const statements = statementsOf(name, await readFile(join(SOURCE, name), "utf8"));
      read += statements.length;
      breaches.push(...inspectStatements(statements));
    }
    expect(breaches.filter((breach) => !accepted.some((exception) => exception.in.test(breach)))).toEqual([]);
    expect(accepted.filter((exception) => !breaches.some((breach) => exception.in.test(breach)))).toEqual([]);
    expect(read).toBeGreaterThan(100);
  });
});

describe("a statement", () => {
  test.each([
    ["select id from claim where id = ${id}", "x.ts:1 from claim without tenant_id"],
    [
      "select 1 from entry e join posting p on p.entry_id = e.id where e.tenant_id = ${t}",
      "x.ts:1 join posting without tenant_id",
    ],
    ["update claim set state = 'withdrawn' where id = ${id}", "x.ts:1 update claim without tenant_id"],
    ["delete from outbox where id = ${id}", "x.ts:1 from outbox without tenant_id"],
    ["insert into clinic (id, name) values (${id}, ${name})", "x.ts:1 into clinic without tenant_id"],
    ["select id from graphile_worker.jobs for update skip locked", "x.ts:1 rows locked across tenants"],
    ["merge into t using s on t.id = s.id when matched then do nothing", "x.ts:1 MERGE: use ON CONFLICT"],
    ["select a, sum(b) from t group by rollup (a)", "x.ts:1 GROUPING SETS"],
    [
      "select set_config('app.tenant', ${t}, true)",
      "x.ts:1 set_config: a cluster does not pass it on, SET LOCAL it does",
    ],
    ["select pg_advisory_xact_lock(1)", "x.ts:1 advisory lock: it holds on one node only, lock a row of the tenant"],
    ["select nextval('invoice_no')", "x.ts:1 a value that the database makes: pass it in"],
    ["update t set at = now() where id = 1", "x.ts:1 a moving value in UPDATE or ON CONFLICT: pass it in"],
    [
      "insert into t values (1) on conflict (id) do update set at = clock_timestamp()",
      "x.ts:1 a moving value in UPDATE or ON CONFLICT: pass it in",
    ],
  ])("%s", (statement, breach) => {
    expect(inspect(statement)).toEqual([breach]);
  });

  test.each([
    "select id from claim where tenant_id = ${t} and id = ${id} for update",
    "select 1 from entry e join posting p on p.tenant_id = e.tenant_id and p.entry_id = e.id where e.tenant_id = ${t}",
    "insert into clinic (tenant_id, id) select ${t}, x.id from unnest(${ids}) as x (id) on conflict (tenant_id, id) do update set name = excluded.name",
    "select id from tenant order by name",
    'select 1 from (select 2) l join open_item i on i.id = l.id where ${within(tx, "i", ledger)}',
    "select id from claim where tenant_id = ${t} ${lock ? sql`for update` : sql``}",
  ])("%s is sound", (statement) => {
    expect(inspect(statement)).toEqual([]);
  });

  test("is found inside another, with the line it stands on", () => {
    const source =
      "const a = 1;\nconst q = sql<Row>`select 1 ${open ? sql`and exists (select from claim c)` : sql``}`;";
    expect(inspectStatements(statementsOf("x.ts", source))).toEqual(["x.ts:2 from claim without tenant_id"]);
  });
});
