import { readFileSync } from "node:fs";
import pg from "pg";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { testClinic, testPlatform } from "../../testkit/index.ts";
import { withTenant } from "../platform/index.ts";
import { agingTotals, exportHledger, exportBeancount, dayProof } from "./index.ts";
const N = 1_000_000;
test("measure", async () => {
  const platform = await testPlatform("2026-10-05T08:00");
  const clinic = await testClinic(platform);
  const c = new pg.Client({ connectionString: platform.superuserUrl });
  await c.connect();
  await c.query("set session_replication_role = replica");
  const p = [clinic.tenantId, clinic.ledgerId];
  const id = (k: number, g = "g") => `('${k}0000000-0000-7000-8000-' || lpad(to_hex(${g}),12,'0'))::uuid`;
  const day = (b: number) => `date '2026-10-05' - ${b} + (g*300/${N})::int`;
  await c.query(`insert into open_item (tenant_id,id,ledger_id,side,kind,account,party_id,reference,opened_on,due_on,amount_minor,open_minor) select $1, ${id(1)}, $2,'receivable','invoice','1500', ${id(0, `1+g%${N / 4}`)}, 'R'||g, ${day(300)}, ${day(286)}, 1000+g%77, case when g%3=0 then 500 else 1000 end + g%77 from generate_series(1::bigint,${N}::bigint) g`, p);
  await c.query(`insert into entry (tenant_id,id,ledger_id,kind,booked_on,recorded_at,source_kind,source_id) select $1, ${id(2)}, $2,'invoice', ${day(300)}, timestamptz '2026-10-05 00:00Z' - interval '300 days' + g*interval '300 days'/${N}, 'invoice', ${id(2)} from generate_series(1::bigint,${N}::bigint) g`, p);
  await c.query(`insert into posting (tenant_id,entry_id,line,ledger_id,booked_on,debit,credit,amount_minor,debit_item_id) select $1, ${id(2)},1,$2, ${day(300)},'1500','3200',1000+g%77, ${id(1)} from generate_series(1::bigint,${N}::bigint) g`, p);
  await c.query(`insert into entry (tenant_id,id,ledger_id,kind,booked_on,recorded_at,source_kind,source_id) select $1, ${id(3)}, $2,'payment', least(date '2026-10-05', ${day(280)}), least(date '2026-10-05', ${day(280)}) + interval '5 hours', 'bankLine', ${id(3)} from generate_series(3::bigint,${N}::bigint,3) g`, p);
  await c.query(`insert into posting (tenant_id,entry_id,line,ledger_id,booked_on,debit,credit,amount_minor,credit_item_id) select $1, ${id(3)},1,$2, least(date '2026-10-05', ${day(280)}),'1909','1500',500, ${id(1)} from generate_series(3::bigint,${N}::bigint,3) g`, p);
  await c.query("vacuum analyze open_item, entry, posting");
  const L = clinic.ledgerId;
  const cpu = async (name: string, work: (tx: any) => Promise<unknown>) => {
    const out: string[] = [];
    for (const par of [0, 2]) await withTenant(platform, clinic.context, async (tx) => {
      await sql`set local max_parallel_workers_per_gather = ${sql.lit(par)}`.execute(tx.db);
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db);
      const ticks = () => { const f = readFileSync(`/proc/${rows[0]!.pid}/stat`, "utf8").split(") ")[1]!.split(" "); return (Number(f[11]) + Number(f[12])) / 100; };
      await work(tx);
      const before = ticks(); const w = performance.now();
      await work(tx);
      out.push(`${par} workers: cpu ${(ticks() - before).toFixed(2)} wall ${((performance.now() - w) / 1000).toFixed(2)};`);
    });
    console.log(name, out.join(" "), "rss", (process.memoryUsage().rss / 1e6).toFixed(0), "load", readFileSync("/proc/loadavg", "utf8").slice(0, 5));
  };
  await cpu("today, no brin", (tx) => agingTotals(tx, { ledgerId: L, asOf: "2026-10-05" }));
  await c.query("create index on entry using brin (recorded_at) with (pages_per_range = 32)");
  await c.query("analyze entry");
  await cpu("bare", async (tx) => sql`select due_on, sum(open_minor), count(*) from open_item where tenant_id = ${clinic.tenantId} and ledger_id = ${L} and side = 'receivable' and open_minor > 0 group by 1`.execute(tx.db));
  for (const d of ["2026-10-05", "2026-09-30", "2026-08-31", "2026-07-01", "2026-03-01"]) await cpu("agingTotals " + d, (tx) => agingTotals(tx, { ledgerId: L, asOf: d }));
  await cpu("known 60 days ago", (tx) => agingTotals(tx, { ledgerId: L, asOf: "2026-07-01", knownAt: platform.clock.now().subtract({ hours: 1440 }) }));
  await cpu("dayProof", (tx) => dayProof(tx, { ledgerId: L, day: "2026-10-05" }));
  const count = async (gen: AsyncGenerator<string>) => { let n = 0, peak = 0; for await (const x of gen) { n += x.length; peak = Math.max(peak, process.memoryUsage().rss); } return `${(n / 1e6).toFixed(0)} MB, rss ${(peak / 1e6).toFixed(0)}`; };
  for (const [name, gen] of [["hledger", exportHledger], ["beancount", exportBeancount]] as const) { const w = performance.now(); console.log(name, await withTenant(platform, clinic.context, (tx) => count(gen(tx, { ledgerId: L }))), ((performance.now() - w) / 1000).toFixed(1)); }
  await c.end(); await platform.close(); expect(1).toBe(1);
}, 600_000);
