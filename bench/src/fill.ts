import { seal, tenantKey, withTenant } from "../../server/src/platform/index.ts";
import { amountOf, customerOf, kidOf } from "./numbers.ts";
import { TODAY, type World } from "./world.ts";

/** Fills books set-based, past the product: what was there before the measurement begins. */

/** The id of row `no` of one kind, ascending as ids made by the clock are. */
export const id = (kind: number, no = "no") =>
  `('01900000-0000-7${kind}00-8000-' || lpad(to_hex(${no}), 12, '0'))::uuid`;
/** The day of invoice `no` of n: they come in the order of their days, as in life. */
export const openedOf = (n: number) => `date '2026-04-09' + (no * 180 / ${n + 1})::int`;
const PIECE = 5_000;

/** The numbers 1 to n with their KID, amount and customer, in a table of this session. */
export async function wanted({ superuser }: World, n: number): Promise<void> {
  await superuser.query("create temporary table wanted (no bigint, kid text, amount bigint, customer bigint)");
  for (let from = 1; from <= n; from += PIECE) {
    const numbers = Array.from({ length: Math.min(PIECE, n - from + 1) }, (_, i) => from + i);
    const columns = [numbers, numbers.map(kidOf), numbers.map(amountOf), numbers.map(customerOf)];
    await superuser.query(
      "insert into wanted select * from unnest($1::bigint[], $2::text[], $3::bigint[], $4::bigint[])",
      columns,
    );
  }
}

/** What belongs after a filling: statistics, and all of it on disk. */
export async function settle({ superuser }: World, tables: string): Promise<void> {
  await superuser.query("drop table if exists wanted");
  await superuser.query(`vacuum (analyze) ${tables}`);
  await superuser.query("checkpoint");
}

/** What each of n invoices is said to be, as SQL over its `no` and `customer`; $2 is the world's ledger. */
export type Said = {
  readonly party: string;
  readonly document: string;
  readonly opened: string;
  readonly ledger: string;
};

/** n open invoices of the last half year: items, and the entries and postings that made them; with `of`, each says more of itself. */
export async function fillItems(world: World, n: number, of: Partial<Said> = {}): Promise<void> {
  const { superuser, clinic } = world;
  const ledger = [clinic.tenantId, clinic.ledgerId];
  const { party = "null::uuid", document = "null::uuid", opened = openedOf(n), ledger: where = "$2::uuid" } = of;
  await wanted(world, n);
  await superuser.query(
    `insert into open_item (tenant_id, id, ledger_id, side, kind, account, party_id, document_id, reference, opened_on, due_on, amount_minor, open_minor)
     select $1, ${id(1)}, ${where}, 'receivable', 'invoice', '1500', ${party}, ${document}, kid, ${opened}, ${opened} + 14, amount, amount from wanted order by no`,
    ledger,
  );
  await superuser.query(
    `insert into entry (tenant_id, id, ledger_id, kind, booked_on, recorded_at, source_kind, source_id)
     select $1, ${id(2)}, ${where}, 'invoice', ${opened}, ${opened} + time '12:00', 'invoice', ${id(3)} from wanted order by no`,
    ledger,
  );
  await superuser.query(
    `insert into posting (tenant_id, entry_id, line, ledger_id, booked_on, debit, credit, amount_minor, debit_item_id)
     select $1, ${id(2)}, 1, ${where}, ${opened}, '1500', '3200', amount, ${id(1)} from wanted order by no`,
    ledger,
  );
  await settle(world, "open_item, entry, posting");
}

/** The payer of each of n invoices: a person with a telephone that nobody opens here. Gives the party as SQL. */
export async function fillPayers(world: World, n: number): Promise<string> {
  const { superuser, clinic } = world;
  const people = "(select distinct customer as no from wanted) c order by no";
  await wanted(world, n);
  await superuser.query(
    `insert into party (tenant_id, id, customer_no, kind, name, birth_year, language, created_at)
     select $1, ${id(6)}, no, 'person', 'Pasient ' || no, 1984, 'nb', '2026-01-01' from ${people}`,
    [clinic.tenantId],
  );
  await superuser.query(
    `insert into contact_point (tenant_id, id, party_id, kind, purpose, value_sealed, value_blind, created_at)
     select $1, ${id(7)}, ${id(6)}, 'phone', 'payment', '\\x00', sha256(no::text::bytea), '2026-01-01' from ${people}`,
    [clinic.tenantId],
  );
  await settle(world, "party, contact_point");
  return id(6, "customer");
}

/** Every third invoice paid by half, over the last 90 days. */
export async function fillPayments(world: World, n: number, where = "$2::uuid"): Promise<void> {
  const { superuser, clinic } = world;
  const ledger = [clinic.tenantId, clinic.ledgerId];
  const paid = `greatest(${openedOf(n)}, date '${TODAY}' - 1 - (no % 90)::int)`;
  await wanted(world, n);
  await superuser.query("delete from wanted where no % 3 <> 0");
  await superuser.query(
    `insert into entry (tenant_id, id, ledger_id, kind, booked_on, recorded_at, source_kind, source_id)
     select $1, ${id(4)}, ${where}, 'payment', ${paid}, ${paid} + time '12:00', 'bankLine', ${id(5)} from wanted order by ${paid}, no`,
    ledger,
  );
  await superuser.query(
    `insert into posting (tenant_id, entry_id, line, ledger_id, booked_on, debit, credit, amount_minor, credit_item_id)
     select $1, ${id(4)}, 1, ${where}, ${paid}, '1920', '1500', amount / 2, ${id(1)} from wanted order by ${paid}, no`,
    ledger,
  );
  await superuser.query(
    `update open_item i set open_minor = open_minor - amount / 2 from wanted where i.tenant_id = $1 and i.id = ${id(1)}`,
    [clinic.tenantId],
  );
  await settle(world, "open_item, entry, posting");
}

const line = `jsonb_build_object('text', encode(sha256(no::text::bytea) || sha256('x'), 'base64'), 'amountMinor', amount, 'vatCode', 'EXEMPT', 'vatMinor', 0)`;

/** n claims that wait for an invoice, of customers with about three each; every fifth has two lines. */
export async function fillClaims(world: World, n: number): Promise<void> {
  const { superuser, clinic } = world;
  await wanted(world, n);
  await superuser.query(
    `insert into party (tenant_id, id, customer_no, kind, name, birth_year, language, created_at)
     select $1, ${id(6)}, no, 'person', 'Pasient ' || no, 1984, 'nb', '2026-01-01'
     from (select distinct customer as no from wanted) c order by no`,
    [clinic.tenantId],
  );
  await superuser.query(
    `insert into claim (tenant_id, id, ledger_id, series_id, external_id, content_hash, kind, amount_minor, vat_minor, lines, patient_id, payer_id, wishes, received_at)
     select $1, ${id(7)}, $2, $3, 'opus-' || no, substr(sha256(no::text::bytea), 1, 16), 'invoice',
       case when no % 5 = 0 then 2 * amount else amount end, 0,
       case when no % 5 = 0 then jsonb_build_array(${line}, ${line}) else jsonb_build_array(${line}) end,
       party_id, party_id, '{}', timestamptz '2026-10-05 12:00+02'
     from (select w.*, p.id as party_id from wanted w join party p on p.tenant_id = $1 and p.customer_no = w.customer) w order by no`,
    [clinic.tenantId, clinic.ledgerId, clinic.seriesId],
  );
  await superuser.query(
    "insert into waiting_claim select tenant_id, id, ledger_id, payer_id from claim where tenant_id = $1 order by id",
    [clinic.tenantId],
  );
  await settle(world, "party, claim, waiting_claim");
}

/** n payments that nobody knows where to put, in lumps of ten thousand; the oldest have a sealed text. */
export async function fillWaitingLines(world: World, n: number, shown: number): Promise<void> {
  const { superuser, clinic } = world;
  const ledger = [clinic.tenantId, clinic.ledgerId];
  await wanted(world, n);
  await superuser.query(
    `insert into bank_file (tenant_id, id, sha256, normalised_sha256, content_sha256, format, channel, byte_length, received_at, received_by, state, problems)
     select $1, ${id(5)}, '\\x01', '\\x01', '\\x01', 'ocrgiro', 'command', 0, '2026-10-05', 'system:bench', 'posted', '[]' from (select 1 as no) f`,
    [clinic.tenantId],
  );
  await superuser.query(
    `insert into bank_batch (tenant_id, id, file_id, ledger_id, bank_account_id, batch_key, settled_on, lines, control_minor, ledger_minor)
     select $1, ${id(8)}, (select id from bank_file where tenant_id = $1), $2, (select id from bank_account where tenant_id = $1), no, date '${TODAY}' - no::int, 10000, 0, 0
     from generate_series(0, $3::int / 10000) as no`,
    [...ledger, n],
  );
  await superuser.query(
    `insert into bank_line (tenant_id, id, ledger_id, batch_id, line_no, fingerprint, settled_on, kind, amount_minor, reference, state, explanation)
     select $1, ${id(9)}, $2, ('01900000-0000-7800-8000-' || lpad(to_hex(no / 10000), 12, '0'))::uuid, no, substr(sha256(no::text::bytea), 1, 16),
       date '${TODAY}' - (no / 10000)::int, 'bank', amount, kid, 'unknown', '{"rule": "match.unknown", "version": 1, "inputs": {}, "wouldChange": "A claim with this reference."}'
     from wanted order by no`,
    ledger,
  );
  await sealOldest(world, shown);
  await settle(world, "bank_line, bank_batch");
}

async function sealOldest({ superuser, platform, clinic }: World, count: number): Promise<void> {
  const found = await superuser.query<{ id: string }>("select id from bank_line order by settled_on, id limit $1", [
    count,
  ]);
  const key = await withTenant(platform, clinic.context, tenantKey);
  for (const { id: row } of found.rows) {
    const place = { tenantId: clinic.tenantId, table: "bank_line", column: "text_sealed", row };
    await superuser.query("update bank_line set text_sealed = $2 where id = $1", [
      row,
      seal(key, place, "Kari Eksempel | betaling for time 5. oktober"),
    ]);
  }
}
