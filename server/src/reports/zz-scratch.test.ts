import pg from "pg";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { testClinic, testPlatform } from "../../testkit/index.ts";
import { withTenant } from "../platform/index.ts";
import { agingTotals, agingRows, dayProof, trialBalance, reskontroItems, exportHledger, exportBeancount, proofRange, reskontro } from "./index.ts";
import { laterPostings } from "./as-of.ts";

const tx0 = (_p: any, c: any) => ({ tenantId: c.tenantId }) as any;
const N = Number(process.env["NITEMS"] ?? 1_000_000);
test("measure", async () => {
  const platform = await testPlatform("2026-10-05T08:00");
  const clinic = await testClinic(platform);
  const c = new pg.Client({ connectionString: platform.superuserUrl });
  await c.connect();
  const t0 = performance.now();
  // every item invoiced over 300 days; a third of them part-paid later (500 of 1000) on some day
  await c.query("set session_replication_role = replica");
  await c.query(`insert into party (tenant_id,id,customer_no,kind,name,language,created_at) select $1, ('00000000-0000-7000-8000-' || lpad(to_hex(g),12,'0'))::uuid, g, 'person','x','nb', now() from generate_series(1,${N / 4}) g`, [clinic.tenantId]);
  await c.query(`insert into open_item (tenant_id,id,ledger_id,side,kind,account,party_id,document_id,reference,opened_on,due_on,amount_minor,open_minor)
    select $1, ('10000000-0000-7000-8000-' || lpad(to_hex(g),12,'0'))::uuid, $2,'receivable','invoice','1500', ('00000000-0000-7000-8000-' || lpad(to_hex(1 + g % ${N / 4}),12,'0'))::uuid, null, 'R'||g, date '2026-10-05' - 300 + (g*300/${N})::int, date '2026-10-05' - 286 + (g*300/${N})::int, 1000+g%77, case when g%3=0 then 500 else 1000 end + g%77 from generate_series(1::bigint,${N}::bigint) g`, [clinic.tenantId, clinic.ledgerId]);
  await c.query(`insert into entry (tenant_id,id,ledger_id,kind,booked_on,recorded_at,source_kind,source_id) select $1, ('20000000-0000-7000-8000-' || lpad(to_hex(g),12,'0'))::uuid, $2,'invoice', date '2026-10-05' - 300 + (g*300/${N})::int, timestamptz '2026-10-05 00:00Z' - interval '300 days' + g*interval '300 days'/${N}, 'invoice', ('20000000-0000-7000-8000-' || lpad(to_hex(g),12,'0'))::uuid from generate_series(1::bigint,${N}::bigint) g`, [clinic.tenantId, clinic.ledgerId]);
  await c.query(`insert into posting (tenant_id,entry_id,line,ledger_id,booked_on,debit,credit,amount_minor,debit_item_id) select $1, ('20000000-0000-7000-8000-' || lpad(to_hex(g),12,'0'))::uuid,1, $2, date '2026-10-05' - 300 + (g*300/${N})::int,'1500','3200',1000+g%77, ('10000000-0000-7000-8000-' || lpad(to_hex(g),12,'0'))::uuid from generate_series(1::bigint,${N}::bigint) g`, [clinic.tenantId, clinic.ledgerId]);
  await c.query(`insert into entry (tenant_id,id,ledger_id,kind,booked_on,recorded_at,source_kind,source_id) select $1, ('30000000-0000-7000-8000-' || lpad(to_hex(g),12,'0'))::uuid, $2,'payment', d, d + interval '5 hours', 'bankLine', ('30000000-0000-7000-8000-' || lpad(to_hex(g),12,'0'))::uuid from (select g, least(date '2026-10-05', date '2026-10-05' - 280 + (g*300/${N})::int) as d from generate_series(3::bigint,${N}::bigint,3) g order by d, g) x`, [clinic.tenantId, clinic.ledgerId]);
  await c.query(`insert into posting (tenant_id,entry_id,line,ledger_id,booked_on,debit,credit,amount_minor,credit_item_id) select $1, ('30000000-0000-7000-8000-' || lpad(to_hex(g),12,'0'))::uuid,1, $2, least(date '2026-10-05', date '2026-10-05' - 280 + (g*300/${N})::int),'1909','1500',500, ('10000000-0000-7000-8000-' || lpad(to_hex(g),12,'0'))::uuid from generate_series(3::bigint,${N}::bigint,3) g`, [clinic.tenantId, clinic.ledgerId]);
  await c.query("vacuum analyze");
  console.log("generated", ((performance.now() - t0) / 1000).toFixed(1), "s");
  const L = clinic.ledgerId;
  const time = async (name: string, work: (tx: any) => Promise<unknown>, times = 3) => {
    const s: string[] = [];
    for (let i = 0; i < times; i++) {
      const a = performance.now();
      await withTenant(platform, clinic.context, work);
      s.push(((performance.now() - a) / 1000).toFixed(3));
    }
    console.log(name, s.join(" "), "rss", (process.memoryUsage().rss / 1e6).toFixed(0));
  };
  const count = async (gen: AsyncGenerator<unknown>) => { let n = 0; for await (const x of gen) n += typeof x === "string" ? x.length : 1; return n; };

  const T = platform.clock.now().subtract({ hours: 24 * 60 });
  const { readFileSync } = await import("node:fs");
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
    console.log(name, out.join(" "), "rss", (process.memoryUsage().rss / 1e6).toFixed(0));
  };
  await c.query("create index on entry using brin (recorded_at) with (pages_per_range = 32)");
  await c.query("analyze entry");

  for (const d of ["2026-10-05", "2026-09-30", "2026-07-01", "2026-03-01"]) {
    const asked = { ledgerId: L, asOf: d, knownAt: platform.clock.now() };
    const w = sql`i.tenant_id = ${clinic.tenantId} and i.ledger_id = ${L} and i.side = 'receivable'`;
    const A = sql`select i.due_on, sum(i.minor)::bigint as m, sum(i.items)::bigint as n from (
      select i.due_on, sum(i.open_minor) as minor, count(*) as items from open_item i where ${w} and i.open_minor > 0 group by 1
      union all
      select t.due_on, -sum(t.effect), sum((t.open_minor > t.effect)::integer - (t.open_minor > 0)::integer) from (
        select i.id, i.due_on, i.open_minor, sum(l.effect) as effect
        from (${laterPostings(tx0(platform, clinic), asked)}) l join open_item i on i.id = l.item_id
        where ${w} group by i.tenant_id, i.id) t group by 1) i group by 1`;
    const grouped = sql`select y.item_id, sum(y.effect)::bigint as effect from (${laterPostings(tx0(platform, clinic), asked)}) y group by 1`;
    const B = sql`select i.due_on, sum(i.open_minor - coalesce(l.effect, 0))::bigint as m, count(*) as n from open_item i left join (${grouped}) l on l.item_id = i.id where ${w} and i.open_minor <> coalesce(l.effect, 0) group by 1`;
    const C = sql`select i.due_on, sum(i.minor)::bigint as m, sum(i.items)::bigint as n from (
      select i.due_on, sum(i.open_minor) as minor, count(*) as items from open_item i where ${w} and i.open_minor > 0 group by 1
      union all
      select t.due_on, -sum(t.effect), sum((t.open_minor > t.effect)::integer - (t.open_minor > 0)::integer) from (
        select i.due_on, i.open_minor, l.effect from open_item i left join (${grouped}) l on l.item_id = i.id where ${w} and coalesce(l.effect, 0) <> 0) t group by 1) i group by 1`;
    const D = sql`with l as materialized (${grouped}) select i.due_on, sum(i.open_minor - coalesce(l.effect, 0))::bigint as m, count(*) as n from open_item i left join l on l.item_id = i.id where ${w} and i.open_minor <> coalesce(l.effect, 0) group by 1`;
    const sums: string[] = [];
    for (const [name, q] of Object.entries({ A, B, C, D })) {
      await cpu(d + " " + name, (tx) => q.execute(tx.db));
      const r = await withTenant(platform, clinic.context, (tx) => sql<any>`select sum(m)::text as m, sum(n)::text as n from (${q}) z`.execute(tx.db));
      sums.push(JSON.stringify(r.rows[0]));
    }
    console.log(d, new Set(sums).size === 1 ? "equal" : sums);
  }
  await c.end();
  await platform.close();
  expect(1).toBe(1);
}, 600_000);
