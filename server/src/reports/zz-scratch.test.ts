import pg from "pg";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { testClinic, testPlatform } from "../../testkit/index.ts";
import { withTenant } from "../platform/index.ts";
import { agingTotals, agingRows, dayProof, trialBalance, reskontroItems, exportHledger, exportBeancount, proofRange, reskontro } from "./index.ts";
import { laterEffects } from "./as-of.ts";

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
  for (const phase of ["without brin", "with brin"]) {
    if (phase === "with brin") await c.query("create index on entry using brin (recorded_at) with (pages_per_range = 32)").then(() => c.query("analyze entry"));
    console.log("==", phase);
    await time("bare scan group by due_on", async (tx) => sql`select due_on, sum(open_minor), count(*) from open_item where tenant_id = ${clinic.tenantId} and ledger_id = ${L} and side = 'receivable' and open_minor > 0 group by 1`.execute(tx.db), 4);
    await time("agingTotals today", (tx) => agingTotals(tx, { ledgerId: L, asOf: "2026-10-05" }), 5);
    for (const d of ["2026-09-30", "2026-07-01", "2026-03-01"]) await time("agingTotals " + d, (tx) => agingTotals(tx, { ledgerId: L, asOf: d }));
    await time("agingTotals 2026-07-01 known at 60 days ago", (tx) => agingTotals(tx, { ledgerId: L, asOf: "2026-07-01", knownAt: T }));
    await time("agingTotals today known at 60 days ago", (tx) => agingTotals(tx, { ledgerId: L, asOf: "2026-10-05", knownAt: T }));
  }
  if (process.env["EXPLAIN"]) {
    for (const d of ["2026-10-05", "2026-07-01"]) await withTenant(platform, clinic.context, async (tx) => {
      const asked = { ledgerId: L, asOf: d, knownAt: platform.clock.now() };
      const r = await sql<any>`explain analyze select width_bucket(${d}::date - i.due_on, array[1,31,61,91,121]), -sum(l.effect) from (${laterEffects(tx, asked)}) l join open_item i on i.id = l.item_id where i.tenant_id = ${clinic.tenantId} and i.side='receivable' group by 1`.execute(tx.db);
      console.log(r.rows.map((x) => x["QUERY PLAN"]).join("\n"));
      const q = await sql<any>`explain analyze select width_bucket(${d}::date - i.due_on, array[1,31,61,91,121]) as bucket, sum(i.open_minor) as minor, count(*) as items
      from open_item i where i.tenant_id = ${clinic.tenantId} and i.ledger_id=${L} and i.side = 'receivable' and i.open_minor > 0 group by 1`.execute(tx.db);
      console.log(q.rows.map((x) => x["QUERY PLAN"]).join("\n"));
    });
  }
  if (!process.env["SHORT"]) {
    await time("agingRows today (stream)", (tx) => count(agingRows(tx, { ledgerId: L, asOf: "2026-10-05" })), 1);
    await time("agingRows 2026-07-01 (stream)", (tx) => count(agingRows(tx, { ledgerId: L, asOf: "2026-07-01" })), 1);
    await time("trialBalance", (tx) => trialBalance(tx, { ledgerId: L, asOf: "2026-10-05" }), 2);
    await time("dayProof today", (tx) => dayProof(tx, { ledgerId: L, day: "2026-10-05" }), 2);
    await time("dayProof 2026-07-01", (tx) => dayProof(tx, { ledgerId: L, day: "2026-07-01" }), 1);
    await time("proofRange 300 days", (tx) => proofRange(tx, { ledgerId: L, from: "2025-12-15", to: "2026-10-05" }), 1);
    await time("reskontroItems stream", (tx) => count(reskontroItems(tx, { ledgerId: L, asOf: "2026-10-05" })), 1);
    await time("exportHledger all", (tx) => count(exportHledger(tx, { ledgerId: L })), 1);
    await time("exportBeancount all", (tx) => count(exportBeancount(tx, { ledgerId: L })), 1);
  }
  await c.end();
  await platform.close();
  expect(1).toBe(1);
}, 600_000);
