import { writeOcr, type OcrOrderPayment } from "@kvitt/format-nets";
import { sql } from "kysely";
import { closedSince, isOpenOn, listBankAccounts, type BankAccount } from "../banking/index.ts";
import { ledgerById, type DateText } from "../ledger/index.ts";
import { column, eachRow, recordAudit, refuse, tenantKey, type TenantTransaction } from "../platform/index.ts";
import { shareOut, type ClaimShare, type PaymentPart } from "./remittance-shares.ts";

/** A remittance file as it was made: the bytes never change. */
export type RemittanceFile = {
  readonly id: string;
  readonly transmissionNo: bigint;
  readonly fromOn: DateText;
  readonly toOn: DateText;
  readonly lines: number;
  readonly totalMinor: bigint;
  readonly sha256: Buffer;
};

const fileColumns = sql`
  id, transmission_no as "transmissionNo", from_on as "fromOn", to_on as "toOn", lines, total_minor as "totalMinor", sha256`;

/** The remittance files of a ledger, oldest first, after a transmission number. */
export async function listRemittances(tx: TenantTransaction, ledgerId: string, after = 0n): Promise<RemittanceFile[]> {
  const found = await sql<RemittanceFile>`
    select ${fileColumns} from remittance_file
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and transmission_no > ${after} order by transmission_no limit 200`.execute(
    tx.db,
  );
  return found.rows;
}

/** The bytes of a remittance file, as first delivered. */
export async function remittanceBytes(tx: TenantTransaction, file: RemittanceFile): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of tx.platform.files.read(tx.tenantId, await tenantKey(tx), file.sha256)) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/**
 * Writes the OCR giro file of every payment put against the ledger's claims and booked up to a day, each exactly once over all files
 * (S0-12): also one that was booked late on a day an earlier file covered. Lines carry the practice system's KID, also where the money was put
 * against a part of a split bill; a payment of a collective invoice is shared out over its claims in line order. The same days again give the same file. Undefined when there is
 * nothing: no empty file is made. It names an account that is open on the last of its days.
 * Throws REMITTANCE_RECIPIENT_MISSING, REMITTANCE_ACCOUNT_CLOSED.
 */
export async function exportRemittance(
  tx: TenantTransaction,
  ledgerId: string,
  days: { fromOn: DateText; toOn: DateText },
): Promise<RemittanceFile | undefined> {
  const ledger = await ledgerById(tx, ledgerId);
  // One at a time for a ledger: the transmission number has no gap.
  await sql`select id from ledger where tenant_id = ${tx.tenantId} and id = ${ledgerId} for update`.execute(tx.db);
  const made = (
    await sql<RemittanceFile>`
    select ${fileColumns} from remittance_file where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and from_on = ${days.fromOn} and to_on = ${days.toOn}`.execute(
      tx.db,
    )
  ).rows[0];
  if (made) return made;
  const accounts = await agreedAccounts(tx, ledgerId);
  const parts = await unreported(tx, ledgerId, days.toOn);
  if (parts.length === 0) return undefined;
  const account = openAccount(accounts, days.toOn);
  const before = await counters(tx, ledgerId);
  const file = {
    transmissionNo: before.transmissions + 1n,
    totalMinor: parts.reduce((sum, part) => sum + part.amountMinor, 0n),
  };
  const recipient = ledger.settings.remittanceRecipient ?? account.recipient;
  const written = writeOcr({
    transmissionNumber: Number(file.transmissionNo),
    ...(recipient ? { recipient } : {}),
    generatedOn: days.toOn,
    totalMinor: file.totalMinor,
    assignments: [
      {
        agreementId: account.agreementId,
        account: account.number,
        payments: parts.map((part, at) => paymentOf(part, file.transmissionNo, before.lines + BigInt(at) + 1n)),
      },
    ],
  });
  if (!written.ok)
    throw new Error(`A remittance file was refused: ${written.refusals.map((refusal) => refusal.code).join(", ")}`);
  return keep(tx, ledgerId, days, parts, { ...file, bytes: written.bytes });
}

type AgreedAccount = Pick<BankAccount, "number" | "recipient" | "closedFromOn"> & { readonly agreementId: string };

/** The ledger's accounts that have an agreement about payments with reference, by number. Throws REMITTANCE_RECIPIENT_MISSING. */
async function agreedAccounts(tx: TenantTransaction, ledgerId: string): Promise<AgreedAccount[]> {
  const own = (await listBankAccounts(tx)).filter((each) => each.ledgerId === ledgerId);
  const agreed = own.flatMap((each) => (each.agreementId ? [{ ...each, agreementId: each.agreementId }] : []));
  if (agreed.length === 0) throw refuse("REMITTANCE_RECIPIENT_MISSING");
  return agreed;
}

/** The first of the accounts that is open on a day. Throws REMITTANCE_ACCOUNT_CLOSED with the day from which the last of them is closed. */
function openAccount(accounts: readonly AgreedAccount[], day: DateText): AgreedAccount {
  const open = accounts.find((each) => isOpenOn(each, day));
  if (open) return open;
  throw refuse("REMITTANCE_ACCOUNT_CLOSED", { day: closedSince(accounts) });
}

function paymentOf(part: PaymentPart, transmissionNo: bigint, archiveNo: bigint): OcrOrderPayment {
  return {
    settledOn: part.settledOn,
    batchNumber: Number(transmissionNo),
    amountMinor: part.amountMinor,
    kid: part.reference,
    archiveReference: archiveNo.toString().padStart(9, "0"),
    bankOn: part.settledOn,
  };
}

async function counters(tx: TenantTransaction, ledgerId: string): Promise<{ transmissions: bigint; lines: bigint }> {
  const found = await sql<{ transmissions: bigint; lines: bigint }>`
    select coalesce(max(transmission_no), 0) as transmissions, coalesce(sum(lines), 0)::bigint as lines from remittance_file
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId}`.execute(tx.db);
  return found.rows[0]!;
}

/** The source of entries of money that a payer's bank took back and gave again. */
const GIVEN_AGAIN = "moneyBack";

type Allocated = {
  readonly entryId: string;
  readonly entryLine: number;
  /** The invoice, and its own reference, also where the money was put against a part of it. */
  readonly documentId: string;
  readonly reference: string;
  readonly settledOn: DateText;
  readonly amountMinor: bigint;
};

/**
 * Money put against the items of invoices, or against the parts an item was split into, that no file has reported. What was reversed meanwhile
 * is not money received; what a payer's bank gives again after a dispute was reported when it first came.
 */
async function unreported(tx: TenantTransaction, ledgerId: string, toOn: DateText): Promise<PaymentPart[]> {
  const found = await sql<Allocated>`
    select p.entry_id as "entryId", p.line as "entryLine", d.document_id as "documentId", d.reference, p.booked_on as "settledOn", p.amount_minor as "amountMinor"
    from posting p
    join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id and e.kind in ('payment', 'allocation') and e.source_kind <> ${GIVEN_AGAIN}
    join open_item i on i.tenant_id = p.tenant_id and i.id = p.credit_item_id and i.kind in ('invoice', 'instalment')
    join open_item d on d.tenant_id = i.tenant_id and d.id = case when i.document_id is null then i.parent_id else i.id end
      and d.kind in ('invoice', 'instalment') and d.document_id is not null
    where p.tenant_id = ${tx.tenantId} and p.ledger_id = ${ledgerId} and p.booked_on <= ${toOn}::date
      and not exists (select from remittance_line r where r.tenant_id = ${tx.tenantId} and r.entry_id = p.entry_id and r.entry_line = p.line)
      and not exists (select from entry x where x.tenant_id = ${tx.tenantId} and x.reverses = p.entry_id)
    order by p.booked_on, p.entry_id, p.line`.execute(tx.db);
  const documents = [...new Set(found.rows.map((row) => row.documentId))];
  return shareOut(found.rows, await claimShares(tx, documents), await reportedSoFar(tx, documents));
}

/** The claims behind invoices, in line order, each with what is left of it after its credits, and the practice system's KID. */
async function claimShares(tx: TenantTransaction, invoiceIds: readonly string[]): Promise<ClaimShare[]> {
  if (invoiceIds.length === 0) return [];
  const found = await sql<ClaimShare>`
    select l.invoice_id as "documentId", c.id as "claimId", c.reference, (sum(l.net_minor + l.vat_minor) - coalesce(k.minor, 0))::bigint as "amountMinor"
    from invoice_line l join claim c on c.tenant_id = l.tenant_id and c.id = l.claim_id
    left join (
      select v.credits_id, k.credits_id as claim_id, sum(kl.net_minor + kl.vat_minor)::bigint as minor
      from invoice v join invoice_line kl on kl.tenant_id = v.tenant_id and kl.invoice_id = v.id join claim k on k.tenant_id = kl.tenant_id and k.id = kl.claim_id
      where v.tenant_id = ${tx.tenantId} and v.credits_id = any (${column.uuid(invoiceIds)}) group by v.credits_id, k.credits_id) k
      on k.credits_id = l.invoice_id and k.claim_id = c.id
    where l.tenant_id = ${tx.tenantId} and l.invoice_id = any (${column.uuid(invoiceIds)})
    group by l.invoice_id, c.id, c.reference, k.minor order by l.invoice_id, min(l.line_no)`.execute(tx.db);
  return found.rows;
}

/** What earlier files have reported for invoices: the share that is already used up, in line order. */
async function reportedSoFar(tx: TenantTransaction, invoiceIds: readonly string[]): Promise<Map<string, bigint>> {
  if (invoiceIds.length === 0) return new Map();
  const found = await sql<{ documentId: string; minor: bigint }>`
    with own as (
      select i.id, i.document_id from open_item i where i.tenant_id = ${tx.tenantId} and i.document_id = any (${column.uuid(invoiceIds)})),
    paid as (
      select o.id, o.document_id from own o
      union all select c.id, o.document_id from own o join open_item c on c.tenant_id = ${tx.tenantId} and c.parent_id = o.id and c.kind = 'instalment')
    select i.document_id as "documentId", sum(r.amount_minor)::bigint as minor
    from paid i join posting p on p.tenant_id = ${tx.tenantId} and p.credit_item_id = i.id
    join remittance_line r on r.tenant_id = p.tenant_id and r.entry_id = p.entry_id and r.entry_line = p.line
    group by i.document_id`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.documentId, row.minor]));
}

type Made = { readonly transmissionNo: bigint; readonly totalMinor: bigint; readonly bytes: Uint8Array };

async function keep(
  tx: TenantTransaction,
  ledgerId: string,
  days: { fromOn: DateText; toOn: DateText },
  parts: readonly PaymentPart[],
  made: Made,
): Promise<RemittanceFile> {
  const stored = await tx.platform.files.write(tx.tenantId, await tenantKey(tx), [made.bytes]);
  const id = tx.platform.ids.next();
  await sql`
    insert into remittance_file (tenant_id, id, ledger_id, transmission_no, from_on, to_on, lines, total_minor, sha256, made_at)
    values (${tx.tenantId}, ${id}, ${ledgerId}, ${made.transmissionNo}, ${days.fromOn}, ${days.toOn}, ${parts.length}, ${made.totalMinor}, ${stored.sha256}, ${tx.now.toString()})`.execute(
    tx.db,
  );
  await sql`
    insert into remittance_line (tenant_id, file_id, line_no, entry_id, entry_line, reference, amount_minor, settled_on)
    select ${tx.tenantId}, ${id}, ${eachRow(
      column.integer(parts.map((_, at) => at + 1)),
      column.uuid(parts.map((p) => p.entryId)),
      column.smallint(parts.map((p) => p.entryLine)),
      column.text(parts.map((p) => p.reference)),
      column.bigint(parts.map((p) => p.amountMinor)),
      column.date(parts.map((p) => p.settledOn)),
    )}`.execute(tx.db);
  await recordAudit(tx, {
    action: "remittance.made",
    subjectKind: "remittanceFile",
    subjectId: id,
    detail: { lines: parts.length },
  });
  return {
    id,
    transmissionNo: made.transmissionNo,
    ...days,
    lines: parts.length,
    totalMinor: made.totalMinor,
    sha256: stored.sha256,
  };
}
