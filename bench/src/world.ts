import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import pg from "pg";
import { addBankAccount } from "../../server/src/banking/index.ts";
import { startEmbedded, stopEmbedded, type EmbeddedServer } from "../../server/src/platform/database/embedded.ts";
import { provision } from "../../server/src/platform/database/provision.ts";
import { createLog, openPlatform, withTenant, type OpenPlatform } from "../../server/src/platform/index.ts";
import { testClinic, type TestClinic } from "../../server/testkit/clinic.ts";

/** A database of its own for one measurement: durable settings, one clinic, one bank account. */
export type World = {
  readonly platform: OpenPlatform;
  readonly clinic: TestClinic;
  /** The superuser: fills tables for the measurement and measures the bare limit. */
  readonly superuser: pg.Client;
  readonly folder: string;
  readonly account: string;
  close(): Promise<void>;
};

const ACCOUNT = "86011117947";

export async function openWorld(): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), "kvitt-bench-"));
  const server: EmbeddedServer = await startEmbedded(folder);
  const urls = await provision(server, "kvitt");
  const platform = await openPlatform({ dataDirectory: folder, urls, log: createLog("silent") });
  const clinic = await testClinic(platform);
  await withTenant(platform, clinic.context, (tx) =>
    addBankAccount(tx, { ledgerId: clinic.ledgerId, market: "NO", number: ACCOUNT, agreementId: "009000001", kidLengths: [13], kidModulus: "mod10", detailSource: "ocrgiro", proofSource: "camt053" }),
  );
  const superuser = new pg.Client({ host: "127.0.0.1", port: server.port, user: server.superuser, password: server.password, database: "kvitt" });
  await superuser.connect();
  return {
    platform,
    clinic,
    superuser,
    folder,
    account: ACCOUNT,
    async close() {
      await superuser.end();
      await platform.close();
      await stopEmbedded(server, { force: true });
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A 13-digit KID over a running number, MOD10 (the bench's own few lines: it checks the product, so it does not borrow from it). */
export function kidOf(number: number): string {
  const body = String(number).padStart(12, "0");
  let sum = 0;
  for (let i = 0; i < 12; i++) {
    const digit = body.charCodeAt(11 - i) - 48;
    const product = i % 2 === 0 ? digit * 2 : digit;
    sum += product > 9 ? product - 9 : product;
  }
  return body + String((10 - (sum % 10)) % 10);
}

export const amountOf = (number: number): number => 10_000 + ((number * 7919) % 900_000);

/** Fills the ledger with n open invoices: items and the entries and postings that made them, set-based. */
export async function fillItems(world: World, n: number): Promise<void> {
  const { superuser, clinic } = world;
  const { tenantId, ledgerId } = clinic;
  await superuser.query("create temporary table wanted (no bigint, kid text, amount bigint)");
  for (let from = 1; from <= n; from += 50_000) {
    const numbers = Array.from({ length: Math.min(50_000, n - from + 1) }, (_, i) => from + i);
    await superuser.query("insert into wanted select * from unnest($1::bigint[], $2::text[], $3::bigint[])", [numbers, numbers.map(kidOf), numbers.map(amountOf)]);
  }
  const id = (kind: number) => `('01900000-0000-7${kind}00-8000-' || lpad(to_hex(no), 12, '0'))::uuid`;
  await superuser.query(
    `insert into open_item (tenant_id, id, ledger_id, side, kind, account, reference, opened_on, due_on, amount_minor, open_minor)
     select $1, ${id(1)}, $2, 'receivable', 'invoice', '1500', kid, date '2026-09-01' + (no % 20)::int, date '2026-09-15' + (no % 60)::int, amount, amount from wanted order by no`,
    [tenantId, ledgerId],
  );
  await superuser.query(
    `insert into entry (tenant_id, id, ledger_id, kind, booked_on, recorded_at, source_kind, source_id)
     select $1, ${id(2)}, $2, 'invoice', date '2026-09-01' + (no % 20)::int, timestamptz '2026-09-20', 'invoice', ${id(3)} from wanted order by no`,
    [tenantId, ledgerId],
  );
  await superuser.query(
    `insert into posting (tenant_id, entry_id, line, ledger_id, booked_on, debit, credit, amount_minor, debit_item_id)
     select $1, ${id(2)}, 1, $2, date '2026-09-01' + (no % 20)::int, '1500', '3200', amount, ${id(1)} from wanted order by no`,
    [tenantId, ledgerId],
  );
  await superuser.query("drop table wanted");
  await superuser.query("vacuum (analyze) open_item, entry, posting");
  await superuser.query("checkpoint");
}

const pad = (value: number, length: number): string => String(value).padStart(length, "0");

/** An OCR giro file that pays the first n invoices in full, in lumps of ten thousand, the payers' accounts known. */
export async function writeOcrFile(path: string, world: World, n: number): Promise<number> {
  const out = createWriteStream(path);
  let bytes = 0;
  const put = async (line: string) => {
    bytes += line.length + 2;
    if (!out.write(`${line}\r\n`)) await new Promise((done) => out.once("drain", done));
  };
  await put("NY000010" + "00008080" + "0000001" + "00900001" + "0".repeat(49));
  await put("NY090020" + "009000001" + "0000001" + world.account + "0".repeat(45));
  let total = 0;
  for (let no = 1; no <= n; no++) {
    const amount = amountOf(no);
    total += amount;
    await put(`NY091030${pad(no % 10_000_000, 7)}06102600060${pad(1 + Math.floor(no / 10_000), 5)}0${pad(amount, 17)}${kidOf(no).padStart(25)}000000`);
    await put(`NY091031${pad(no % 10_000_000, 7)}0000000000${pad(no % 1_000_000_000, 9)}0000000051026${pad(15_000_000_000 + (no % 700_000) * 11, 11)}${"0".repeat(22)}`.slice(0, 80));
  }
  await put("NY090088" + pad(n, 8) + pad(2 * n + 2, 8) + pad(total, 17) + "061026061026061026" + "0".repeat(21));
  await put("NY000089" + pad(n, 8) + pad(2 * n + 4, 8) + pad(total, 17) + "061026" + "0".repeat(33));
  out.end();
  await finished(out);
  return bytes;
}
