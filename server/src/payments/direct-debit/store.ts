import { sql } from "kysely";
import { column, eachRow, invariant, toJson, type TenantTransaction } from "../../platform/index.ts";
import type { Mandate, MandateChanges } from "./mandate-list.ts";
import type { DebitSetup, MandateNote } from "./types.ts";

/** Statements on set-ups, numbers, authorities and files. */

const SETUP = sql`
  s.ledger_id as "ledgerId", s.account, s.sender, jsonb_build_object('from', s.fixed_from, 'length', s.fixed_length) as "fixedPart", s.notify,
  s.lead_days as "leadDays", s.state`;

/** A ledger's set-up; held until the transaction ends when it is to be written by. */
export async function setupOf(
  tx: TenantTransaction,
  ledgerId: string,
  held: "held" | "read",
): Promise<DebitSetup | undefined> {
  const found = await sql<DebitSetup>`
    select ${SETUP} from debit_setup s where s.tenant_id = ${tx.tenantId} and s.ledger_id = ${ledgerId} ${held === "held" ? sql`for update` : sql``}`.execute(
    tx.db,
  );
  return found.rows[0];
}

export async function allSetups(tx: TenantTransaction): Promise<DebitSetup[]> {
  const found = await sql<DebitSetup>`
    select ${SETUP} from debit_setup s where s.tenant_id = ${tx.tenantId} order by s.ledger_id`.execute(tx.db);
  return found.rows;
}

export async function saveSetup(tx: TenantTransaction, setup: DebitSetup): Promise<void> {
  const { ledgerId, account, sender, fixedPart, notify, leadDays, state } = setup;
  await sql`
    insert into debit_setup (tenant_id, ledger_id, account, sender, fixed_from, fixed_length, notify, lead_days, state, changed_at)
    values (${tx.tenantId}, ${ledgerId}, ${account}, ${sender}, ${fixedPart.from}, ${fixedPart.length}, ${notify}, ${leadDays}, ${state}, ${tx.now.toString()})
    on conflict (tenant_id, ledger_id) do update set account = excluded.account, sender = excluded.sender, fixed_from = excluded.fixed_from,
      fixed_length = excluded.fixed_length, notify = excluded.notify, lead_days = excluded.lead_days, state = excluded.state, changed_at = excluded.changed_at`.execute(
    tx.db,
  );
  await sql`
    update debit_mandate set match_kid = case when length(kid) >= ${fixedPart.from + fixedPart.length - 1}::integer
      then substr(kid, ${fixedPart.from}::integer, ${fixedPart.length}::integer) else kid end
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and ended_at is null`.execute(tx.db);
}

/** Numbers begin where another system left off; never back to what was given. */
export async function numbersFrom(tx: TenantTransaction, firstNo: number): Promise<void> {
  await sql`
    insert into debit_counter (tenant_id, next_no) values (${tx.tenantId}, ${firstNo})
    on conflict (tenant_id) do update set next_no = greatest(debit_counter.next_no, excluded.next_no)`.execute(tx.db);
}

/** So many numbers nobody has had; the first of them. */
export async function takeDebitNumbers(tx: TenantTransaction, count: number): Promise<number> {
  const taken = await sql<{ first: number }>`
    update debit_counter set next_no = next_no + ${count}::integer where tenant_id = ${tx.tenantId} returning next_no - ${count}::integer as first`.execute(
    tx.db,
  );
  const row = taken.rows[0];
  invariant(row, "whoever draws has a counter");
  return row.first;
}

export async function currentMandates(tx: TenantTransaction, account: string): Promise<Mandate[]> {
  const found = await sql<Mandate>`
    select id, kid, written_notice as "writtenNotice" from debit_mandate
    where tenant_id = ${tx.tenantId} and account = ${account} and ended_at is null order by kid`.execute(tx.db);
  return found.rows;
}

/** How many authorities of a ledger are in force. */
export async function countMandates(tx: TenantTransaction, ledgerId: string): Promise<bigint> {
  const found = await sql<{ count: bigint }>`
    select count(*) as count from debit_mandate where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and ended_at is null`.execute(
    tx.db,
  );
  return found.rows[0]!.count;
}

/** The authorities in force of a ledger, by KID; a page after one. */
export async function mandatesOf(
  tx: TenantTransaction,
  filter: { readonly ledgerId: string; readonly afterKid?: string; readonly limit: number },
): Promise<(Mandate & { readonly sinceAt: Temporal.Instant })[]> {
  const found = await sql<Mandate & { sinceAt: Temporal.Instant }>`
    select id, kid, written_notice as "writtenNotice", since_at as "sinceAt" from debit_mandate
    where tenant_id = ${tx.tenantId} and ledger_id = ${filter.ledgerId} and ended_at is null and kid > ${filter.afterKid ?? ""} order by kid limit ${filter.limit}`.execute(
    tx.db,
  );
  return found.rows;
}

export type NewMandate = { readonly kid: string; readonly matchKid: string; readonly writtenNotice: boolean };

export async function changeMandates(
  tx: TenantTransaction,
  { ledgerId, account }: Pick<DebitSetup, "ledgerId" | "account">,
  start: readonly NewMandate[],
  { change, end }: Pick<MandateChanges, "change" | "end">,
): Promise<void> {
  const now = tx.now.toString();
  if (start.length > 0)
    await sql`
      insert into debit_mandate (tenant_id, ledger_id, account, since_at, changed_at, id, kid, match_kid, written_notice)
      select ${tx.tenantId}, ${ledgerId}, ${account}, ${now}::timestamptz, ${now}::timestamptz, ${eachRow(
        column.uuid(start.map(() => tx.platform.ids.next())),
        column.text(start.map((m) => m.kid)),
        column.text(start.map((m) => m.matchKid)),
        column.boolean(start.map((m) => m.writtenNotice)),
      )}`.execute(tx.db);
  if (change.length > 0)
    await sql`
      update debit_mandate m set written_notice = x.notice, changed_at = ${now}
      from unnest(${column.uuid(change.map((m) => m.id))}, ${column.boolean(change.map((m) => m.writtenNotice))}) as x (id, notice)
      where m.tenant_id = ${tx.tenantId} and m.id = x.id`.execute(tx.db);
  if (end.length > 0)
    await sql`
      update debit_mandate set ended_at = ${now} where tenant_id = ${tx.tenantId} and id = any (${column.uuid(end)}) and ended_at is null`.execute(
      tx.db,
    );
}

export type TakenList = {
  readonly ledgerId: string | null;
  readonly fileSha256: Buffer;
  readonly account: string;
  readonly assignmentNo: string;
  readonly complete: boolean;
  readonly started: number;
  readonly changed: number;
  readonly ended: number;
  readonly notes: readonly MandateNote[];
};

export async function wasTaken(
  tx: TenantTransaction,
  { fileSha256, account, assignmentNo }: Pick<TakenList, "fileSha256" | "account" | "assignmentNo">,
): Promise<boolean> {
  const found = await sql`
    select 1 from debit_list where tenant_id = ${tx.tenantId} and file_sha256 = ${fileSha256} and account = ${account} and assignment_no = ${assignmentNo}`.execute(
    tx.db,
  );
  return found.rows.length > 0;
}

export async function insertList(tx: TenantTransaction, list: TakenList): Promise<void> {
  await sql`
    insert into debit_list (tenant_id, id, ledger_id, file_sha256, account, assignment_no, complete, started, changed, ended, notes, taken_at)
    values (${tx.tenantId}, ${tx.platform.ids.next()}, ${list.ledgerId}, ${list.fileSha256}, ${list.account}, ${list.assignmentNo}, ${list.complete},
      ${list.started}, ${list.changed}, ${list.ended}, ${toJson(list.notes)}::jsonb, ${tx.now.toString()})`.execute(
    tx.db,
  );
}

/** A file as it left, or is to leave. */
export type DebitFile = {
  readonly id: string;
  readonly ledgerId: string;
  readonly name: string;
  readonly sha256: Buffer;
  readonly claims: number;
  readonly cancellations: number;
  readonly totalMinor: bigint;
  readonly sentOn: string;
  readonly madeAt: Temporal.Instant;
  /** When it was laid where the bank fetches it. */
  readonly laidAt: Temporal.Instant | null;
};

export type NewDebitFile = Omit<DebitFile, "madeAt" | "laidAt"> & {
  readonly byteLength: number;
  readonly transmissionNo: number;
  readonly claimsNo: number | null;
  readonly cancellationsNo: number | null;
};

export async function insertFile(tx: TenantTransaction, file: NewDebitFile): Promise<void> {
  await sql`
    insert into debit_file (tenant_id, id, ledger_id, name, sha256, byte_length, transmission_no, claims_no, cancellations_no, claims, cancellations, total_minor, sent_on, made_at)
    values (${tx.tenantId}, ${file.id}, ${file.ledgerId}, ${file.name}, ${file.sha256}, ${file.byteLength}, ${file.transmissionNo}, ${file.claimsNo},
      ${file.cancellationsNo}, ${file.claims}, ${file.cancellations}, ${file.totalMinor}, ${file.sentOn}, ${tx.now.toString()})`.execute(
    tx.db,
  );
}

const FILE = sql`
  id, ledger_id as "ledgerId", name, sha256, claims, cancellations, total_minor as "totalMinor", sent_on as "sentOn", made_at as "madeAt", laid_at as "laidAt"`;

/** The files of a ledger, newest first, at most 200. */
export async function debitFiles(tx: TenantTransaction, ledgerId: string): Promise<DebitFile[]> {
  const found = await sql<DebitFile>`
    select ${FILE} from debit_file where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} order by id desc limit 200`.execute(
    tx.db,
  );
  return found.rows;
}

/** Files that were made and not laid, oldest first. */
export async function filesToLay(tx: TenantTransaction): Promise<DebitFile[]> {
  const found = await sql<DebitFile>`
    select ${FILE} from debit_file where tenant_id = ${tx.tenantId} and laid_at is null order by id`.execute(tx.db);
  return found.rows;
}

export async function setLaid(tx: TenantTransaction, fileId: string): Promise<void> {
  await sql`
    update debit_file set laid_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${fileId} and laid_at is null`.execute(
    tx.db,
  );
}
