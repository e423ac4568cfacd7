import { sql } from "kysely";
import { column, eachRow, type TenantTransaction } from "../platform/index.ts";

/** Statements on bank lines. */

export type LineRow = {
  readonly id: string;
  readonly ledgerId: string;
  readonly batchId: string;
  readonly lineNo: number;
  readonly fingerprint: Buffer;
  readonly settledOn: string;
  readonly paidOn: string | null;
  readonly kind: string;
  readonly amountMinor: bigint;
  readonly chargeMinor: bigint;
  readonly reference: string | null;
  readonly payerSealed: Buffer | null;
  readonly payerBlind: Buffer | null;
  readonly textSealed: Buffer | null;
  readonly state: string;
  /** JSON text. */
  readonly explanation: string;
};

/** Adds lines whose fingerprints are new; returns how many were. */
export async function insertLines(tx: TenantTransaction, lines: readonly LineRow[]): Promise<number> {
  const pick = <T>(of: (line: LineRow) => T) => lines.map(of);
  const added = await sql`
    insert into bank_line (tenant_id, id, ledger_id, batch_id, line_no, fingerprint, settled_on, paid_on, kind, amount_minor, charge_minor, reference, payer_sealed, payer_blind, text_sealed, state, explanation)
    select ${tx.tenantId}, ${eachRow(
      column.uuid(pick((l) => l.id)),
      column.uuid(pick((l) => l.ledgerId)),
      column.uuid(pick((l) => l.batchId)),
      column.integer(pick((l) => l.lineNo)),
      column.bytea(pick((l) => l.fingerprint)),
      column.date(pick((l) => l.settledOn)),
      column.date(pick((l) => l.paidOn)),
      column.text(pick((l) => l.kind)),
      column.bigint(pick((l) => l.amountMinor)),
      column.bigint(pick((l) => l.chargeMinor)),
      column.text(pick((l) => l.reference)),
      column.bytea(pick((l) => l.payerSealed)),
      column.bytea(pick((l) => l.payerBlind)),
      column.bytea(pick((l) => l.textSealed)),
      column.text(pick((l) => l.state)),
      column.jsonb(pick((l) => l.explanation)),
    )}
    on conflict (tenant_id, fingerprint) do nothing`.execute(tx.db);
  return Number(added.numAffectedRows ?? 0n);
}

export type KnownLine = { readonly fileId: string; readonly lineId: string; readonly reference: string | null };

/** Which of these fingerprints are known, and in which file they came. */
export async function knownFingerprints(
  tx: TenantTransaction,
  fingerprints: readonly Buffer[],
): Promise<Map<string, KnownLine>> {
  const found = await sql<KnownLine & { fingerprint: Buffer }>`
    select l.fingerprint, l.reference, b.file_id as "fileId", l.id as "lineId" from bank_line l join bank_batch b on b.tenant_id = l.tenant_id and b.id = l.batch_id
    where l.tenant_id = ${tx.tenantId} and l.fingerprint = any (${column.bytea(fingerprints)})`.execute(tx.db);
  return new Map(found.rows.map(({ fingerprint, ...line }) => [fingerprint.toString("hex"), line]));
}

export type EarlierPayment = {
  readonly lineId: string;
  readonly reference: string;
  readonly settledOn: string;
  readonly amountMinor: bigint;
  readonly payerBlind: Buffer | null;
  readonly ledgerId: string;
};

/** Earlier payments on these references: for reversals and for payments that look like one already made. */
export async function earlierPayments(tx: TenantTransaction, references: readonly string[]): Promise<EarlierPayment[]> {
  const found = await sql<EarlierPayment>`
    select l.id as "lineId", l.reference, l.settled_on as "settledOn", l.amount_minor as "amountMinor", l.payer_blind as "payerBlind", l.ledger_id as "ledgerId"
    from bank_line l where l.tenant_id = ${tx.tenantId} and l.reference = any (${column.text(references)}) and l.state <> 'repeated'
    order by l.settled_on desc, l.id desc`.execute(tx.db);
  return found.rows;
}
