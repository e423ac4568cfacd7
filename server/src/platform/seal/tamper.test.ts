import { sql, type RawBuilder, type Transaction } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { post } from "../../../testkit/books.ts";
import { recordAudit } from "../audit/record.ts";
import type { TenantTransaction } from "../context.ts";
import { createDatabase, createPool } from "../database/pool.ts";
import { withTenant } from "../database/with-tenant.ts";
import { seededPool } from "../ids.ts";
import { link, type Stream } from "./chain.ts";
import { sealChecks, sealTenant } from "./index.ts";
import { linksAfter } from "./store.ts";

/** Somebody with all rights on the database, one act at a time: each is done, looked for, and undone. */
type Act = (tx: TenantTransaction) => Promise<unknown>;

const ROWS = 30;
let platform: TestPlatform;
let clinic: TestClinic;
let superuser: ReturnType<typeof createDatabase>;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  clinic = await testClinic(platform);
  superuser = createDatabase(createPool({ connectionString: platform.superuserUrl, max: 1 }));
  // Three days, a run each evening, so that there are runs before and after, and anchors in between.
  for (const day of ["05", "06", "07"]) {
    for (let n = 0; n < ROWS / 3; n++) await writeOne(BigInt(n + 1), `2026-10-${day}`);
    platform.moveTo(`2026-10-${day}T20:00`);
    await sealTenant(platform, clinic.context);
  }
});
afterAll(async () => {
  await superuser.destroy();
  await platform.close();
});

async function writeOne(amountMinor: bigint, bookedOn: string): Promise<void> {
  await withTenant(platform, clinic.context, async (tx) => {
    const id = platform.ids.next();
    const postings = [
      { debit: "1909", credit: "3200", amountMinor },
      { debit: "7770", credit: "1909", amountMinor: 1n },
    ];
    await post(tx, [
      {
        id,
        ledgerId: clinic.ledgerId,
        kind: "statement",
        bookedOn,
        sourceKind: "test",
        sourceId: platform.ids.next(),
        postings,
      },
    ]);
    await recordAudit(tx, { action: "bankLine.solved", subjectKind: "bankLine", subjectId: id, detail: { lines: 2 } });
  });
}

// A seeded die: a failing act is found again by its number.
const pool = Buffer.alloc(4);
const fill = seededPool(75);
function die(sides: number): number {
  fill(pool);
  return pool.readUInt32LE() % sides;
}
const pick = <T>(of: readonly T[]): T => of[die(of.length)]!;

const run = (tx: TenantTransaction, statement: RawBuilder<unknown>) => statement.execute(tx.db);
const streams: readonly Stream[] = ["entry", "audit"];
const nth = (table: "entry" | "audit_event", n: number) =>
  sql`(select id from ${sql.table(table)} where tenant_id = ${clinic.tenantId} order by id offset ${n} limit 1)`;
const anyRow = (table: "entry" | "audit_event") => nth(table, die(ROWS));
const tableOf = (stream: Stream) => (stream === "entry" ? "entry" : "audit_event");

const entryEdits: readonly RawBuilder<unknown>[] = [
  sql`booked_on = booked_on + 1`,
  sql`kind = 'refund'`,
  sql`recorded_at = recorded_at + interval '1 microsecond'`,
  sql`source_kind = source_kind || 'x'`,
  sql`source_id = null`,
  sql`explanation = '{"rule":"none"}'`,
  sql`ledger_id = id`,
];
const postingEdits: readonly RawBuilder<unknown>[] = [
  sql`amount_minor = amount_minor + 1`,
  sql`debit = '1920'`,
  sql`credit = '3000'`,
  sql`line = line + 5`,
  sql`booked_on = booked_on - 1`,
  sql`debit_item_id = entry_id`,
  sql`debit = credit, credit = debit`,
];
const auditEdits: readonly RawBuilder<unknown>[] = [
  sql`at = at + interval '1 second'`,
  sql`actor_kind = 'user'`,
  sql`actor_id = 'nobody'`,
  sql`action = 'test.read'`,
  sql`subject_kind = 'claim'`,
  sql`subject_id = null`,
  sql`request_id = 'r'`,
  sql`detail = detail || '{"lines":3}'`,
];
const sealEdits: readonly RawBuilder<unknown>[] = [
  sql`chain_hash = sha256(chain_hash)`,
  sql`sealed_at = sealed_at + interval '1 millisecond'`,
  sql`seq = seq + 1000`,
  sql`subject_id = '00000000-0000-7000-8000-000000000000'`,
];

async function rechain(tx: TenantTransaction, stream: Stream, fromSeq: number): Promise<void> {
  const links = await linksAfter(tx, stream, 0n, 1_000);
  let previous = links[fromSeq - 1]!.chainHash;
  for (const found of links.slice(fromSeq)) {
    previous = link(previous, found.rowHash!, found.sealedAt);
    await run(
      tx,
      sql`update seal set chain_hash = ${previous} where tenant_id = ${tx.tenantId} and stream = ${stream} and seq = ${found.seq}`,
    );
  }
  await run(
    tx,
    sql`update seal_head set chain_hash = ${previous} where tenant_id = ${tx.tenantId} and stream = ${stream}`,
  );
}

/** Copies a row under a new id, as if it had always been there. */
async function insertCopy(tx: TenantTransaction, stream: Stream): Promise<string> {
  const id = platform.ids.next();
  const row =
    stream === "entry"
      ? sql`jsonb_build_object('id', ${id}::text, 'source_id', ${id}::text)`
      : sql`jsonb_build_object('id', ${id}::text)`;
  const table = sql.table(tableOf(stream));
  await run(
    tx,
    sql`insert into ${table} select (jsonb_populate_record(r, ${row})).* from ${table} r where r.tenant_id = ${tx.tenantId} and r.id = ${nth(tableOf(stream), die(ROWS / 3))}`,
  );
  return id;
}

const acts: Readonly<Record<string, Act>> = {
  editEntry: (tx) =>
    run(tx, sql`update entry set ${pick(entryEdits)} where tenant_id = ${tx.tenantId} and id = ${anyRow("entry")}`),
  editPosting: (tx) =>
    run(
      tx,
      sql`update posting set ${pick(postingEdits)} where tenant_id = ${tx.tenantId} and entry_id = ${anyRow("entry")} and line = ${1 + die(2)}`,
    ),
  editAudit: (tx) =>
    run(
      tx,
      sql`update audit_event set ${pick(auditEdits)} where tenant_id = ${tx.tenantId} and id = ${anyRow("audit_event")}`,
    ),
  editSeal: (tx) =>
    run(
      tx,
      sql`update seal set ${pick(sealEdits)} where tenant_id = ${tx.tenantId} and stream = ${pick(streams)} and seq = ${1 + die(ROWS)}`,
    ),
  editHead: (tx) =>
    run(tx, sql`update seal_head set seq = seq - 1 where tenant_id = ${tx.tenantId} and stream = ${pick(streams)}`),
  deleteRow: (tx) => {
    const table = pick(["entry", "audit_event"] as const);
    return run(tx, sql`delete from ${sql.table(table)} where tenant_id = ${tx.tenantId} and id = ${anyRow(table)}`);
  },
  deletePosting: (tx) =>
    run(
      tx,
      sql`delete from posting where tenant_id = ${tx.tenantId} and entry_id = ${anyRow("entry")} and line = ${1 + die(2)}`,
    ),
  deleteLink: (tx) =>
    run(
      tx,
      sql`delete from seal where tenant_id = ${tx.tenantId} and stream = ${pick(streams)} and seq = ${1 + die(ROWS)}`,
    ),
  swapLinks: (tx) => {
    const [a, stream] = [1 + die(ROWS - 1), pick(streams)];
    const b = a + 1 + die(ROWS - a);
    return run(
      tx,
      sql`
      update seal s set chain_hash = o.chain_hash from seal o
      where s.tenant_id = ${tx.tenantId} and o.tenant_id = s.tenant_id and s.stream = ${stream} and o.stream = s.stream
        and s.seq in (${a}, ${b}) and o.seq = ${a + b} - s.seq`,
    );
  },
  swapPostings: (tx) => {
    // Two entries of one day and different amounts, so that something is really moved.
    const a = die(ROWS / 3);
    const other = (a + 1 + die(ROWS / 3 - 1)) % (ROWS / 3);
    return run(
      tx,
      sql`
      update posting p set amount_minor = o.amount_minor from posting o
      where p.tenant_id = ${tx.tenantId} and o.tenant_id = p.tenant_id and p.line = 1 and o.line = 1
        and ((p.entry_id = ${nth("entry", a)} and o.entry_id = ${nth("entry", other)}) or (p.entry_id = ${nth("entry", other)} and o.entry_id = ${nth("entry", a)}))`,
    );
  },
  insertRow: (tx) => insertCopy(tx, pick(streams)),
  insertPosting: (tx) =>
    run(
      tx,
      sql`
    insert into posting select (jsonb_populate_record(p, jsonb_build_object('line', 9))).* from posting p
    where p.tenant_id = ${tx.tenantId} and p.entry_id = ${anyRow("entry")} and p.line = 1`,
    ),
  insertSealedRow: async (tx) => {
    const stream = pick(streams);
    const id = await insertCopy(tx, stream);
    const last = (await linksAfter(tx, stream, 0n, 1_000)).at(-1)!;
    const at = last.sealedAt.add({ hours: 1 });
    await run(
      tx,
      sql`insert into seal values (${tx.tenantId}, ${stream}, ${last.seq + 1n}, ${id}, ${last.chainHash}, ${at.toString()})`,
    );
    return rechain(tx, stream, ROWS);
  },
  cutTail: async (tx) => {
    const [stream, keep] = [pick(streams), die(ROWS)];
    await run(
      tx,
      sql`delete from ${sql.table(tableOf(stream))} where tenant_id = ${tx.tenantId} and id in (select subject_id from seal where tenant_id = ${tx.tenantId} and stream = ${stream} and seq > ${keep})`,
    );
    await run(tx, sql`delete from seal where tenant_id = ${tx.tenantId} and stream = ${stream} and seq > ${keep}`);
    const last = (await linksAfter(tx, stream, 0n, 1_000)).at(-1);
    await (last
      ? run(
          tx,
          sql`update seal_head set seq = ${last.seq}, chain_hash = ${last.chainHash} where tenant_id = ${tx.tenantId} and stream = ${stream}`,
        )
      : run(tx, sql`delete from seal_head where tenant_id = ${tx.tenantId} and stream = ${stream}`));
  },
  rewrite: async (tx) => {
    const [stream, seq] = [pick(streams), 1 + die(ROWS - 1)];
    const row = sql`(select subject_id from seal where tenant_id = ${tx.tenantId} and stream = ${stream} and seq = ${seq + 1})`;
    await (stream === "entry"
      ? run(
          tx,
          sql`update posting set amount_minor = amount_minor + 100 where tenant_id = ${tx.tenantId} and entry_id = ${row} and line = 1`,
        )
      : run(tx, sql`update audit_event set actor_id = 'nobody' where tenant_id = ${tx.tenantId} and id = ${row}`));
    return rechain(tx, stream, seq);
  },
};

class Undo extends Error {}

/** Does an act with all rights and no constraint in the way, and tells which checks notice. */
async function noticed(act: Act): Promise<string[]> {
  const found: string[] = [];
  const attempt = superuser.transaction().execute(async (db: Transaction<unknown>) => {
    await sql`set local session_replication_role = replica`.execute(db);
    const tx: TenantTransaction = {
      db,
      tenantId: clinic.tenantId,
      context: clinic.context,
      platform,
      now: platform.clock.now(),
    };
    await act(tx);
    for (const check of sealChecks) if ((await check.breaches(tx)).length > 0) found.push(check.name);
    throw new Undo();
  });
  await attempt.catch((error: unknown) => {
    if (!(error instanceof Undo)) throw error;
  });
  return found;
}

test("the untouched chain is whole: what the checks find is what was done to it", async () => {
  expect(await noticed(async () => undefined)).toEqual([]);
});

test("SEC-75 X-07 N-27 a thousand random tampers of every kind are all found", async () => {
  const names = Object.keys(acts);
  const unseen: string[] = [];
  for (let n = 0; n < 1_000; n++) {
    const name = names[n % names.length]!;
    if ((await noticed(acts[name]!)).length === 0) unseen.push(`${name} (number ${n})`);
  }
  expect(unseen).toEqual([]);
});
