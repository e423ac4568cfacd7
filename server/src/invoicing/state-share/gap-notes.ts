import { sql } from "kysely";
import {
  column,
  partyKeys,
  recordAudit,
  refuse,
  seal,
  unseal,
  type SealPlace,
  type TenantTransaction,
} from "../../platform/index.ts";
import "../errors.ts";
import { textKeys } from "../receive-claims.ts";
import { selectParts } from "./store.ts";

/** Why a measure is missing or came late, in a person's words. The gap stays a gap; it is explained (DP-072). */

export type GapNote = {
  readonly id: string;
  readonly invoiceId: string;
  /** Null when the patient's key was destroyed. */
  readonly words: string | null;
  readonly by: string;
  readonly at: Temporal.Instant;
};

const place = (tx: TenantTransaction, id: string): SealPlace => ({
  tenantId: tx.tenantId,
  table: "state_gap_note",
  column: "words_sealed",
  row: id,
});

/** With whose key words about an invoice are sealed: the patient's, else the payer's. */
async function ownerOf(tx: TenantTransaction, invoiceId: string): Promise<{ ledgerId: string; ownerId: string }> {
  const found = await sql<{ ledgerId: string; ownerId: string }>`
    select ledger_id as "ledgerId", coalesce(patient_id, party_id) as "ownerId" from invoice
    where tenant_id = ${tx.tenantId} and id = ${invoiceId}`.execute(tx.db);
  const [invoice] = found.rows;
  if (!invoice) throw refuse("INVOICE_NOT_FOUND");
  return invoice;
}

/** Writes an explanation down. Gives its id. Throws INVOICE_NOT_FOUND, STATE_SHARE_NONE for an invoice the state has no part of. */
export async function explainGap(tx: TenantTransaction, invoiceId: string, words: string): Promise<string> {
  const { ledgerId, ownerId } = await ownerOf(tx, invoiceId);
  if ((await selectParts(tx, { invoiceIds: [invoiceId] })).length === 0) throw refuse("STATE_SHARE_NONE");
  const id = tx.platform.ids.next();
  const key = (await textKeys(tx, [ownerId])).get(ownerId)!;
  const { actor } = tx.context;
  await sql`
    insert into state_gap_note (tenant_id, id, ledger_id, invoice_id, words_sealed, written_by, written_at)
    values (${tx.tenantId}, ${id}, ${ledgerId}, ${invoiceId}, ${seal(key, place(tx, id), words)}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})`.execute(
    tx.db,
  );
  const detail = { noteId: id };
  await recordAudit(tx, { action: "state.gapExplained", subjectKind: "invoice", subjectId: invoiceId, detail });
  return id;
}

type Row = Omit<GapNote, "words"> & { readonly ownerId: string; readonly sealed: Buffer };

/** The explanations of invoices, the latest of each first. */
export async function gapNotes(tx: TenantTransaction, invoiceIds: readonly string[]): Promise<GapNote[]> {
  const found = await sql<Row>`
    select n.id, n.invoice_id as "invoiceId", coalesce(v.patient_id, v.party_id) as "ownerId", n.words_sealed as sealed, n.written_by as by, n.written_at as at
    from state_gap_note n join invoice v on v.tenant_id = n.tenant_id and v.id = n.invoice_id
    where n.tenant_id = ${tx.tenantId} and n.invoice_id = any (${column.uuid(invoiceIds)}) order by n.invoice_id, n.id desc`.execute(
    tx.db,
  );
  const keys = await partyKeys(
    tx,
    found.rows.map(({ ownerId }) => ownerId),
  );
  return found.rows.map(({ ownerId, sealed, ...note }) => {
    const key = keys.get(ownerId);
    return { ...note, words: key ? unseal(key, place(tx, note.id), sealed) : null };
  });
}
