import { sql } from "kysely";
import {
  announce,
  partyKeys,
  recordAudit,
  refuse,
  seal,
  unseal,
  type SealPlace,
  type TenantTransaction,
} from "../platform/index.ts";

/** What somebody wrote about a party, opened. */
export type PartyNote = {
  readonly id: string;
  /** Who wrote it, as the audit trail names them: `user:<id>`. */
  readonly writtenBy: string;
  readonly writtenAt: Temporal.Instant;
  readonly text: string;
};

function placeOf(tx: TenantTransaction, row: string): SealPlace {
  return { tenantId: tx.tenantId, table: "party_note", column: "text_sealed", row };
}

/**
 * Adds a note about a party, sealed with the party's own key: it goes when the party is erased. Returns its id.
 * Throws PARTY_ERASED for a party that has no key any more. That the party exists, the caller has seen.
 */
export async function addNote(tx: TenantTransaction, partyId: string, text: string): Promise<string> {
  const key = (await partyKeys(tx, [partyId])).get(partyId);
  if (!key) throw refuse("PARTY_ERASED");
  const id = tx.platform.ids.next();
  const { actor } = tx.context;
  await sql`
    insert into party_note (tenant_id, id, party_id, text_sealed, written_by, written_at)
    values (${tx.tenantId}, ${id}, ${partyId}, ${seal(key, placeOf(tx, id), text)}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})`.execute(
    tx.db,
  );
  await recordAudit(tx, {
    action: "party.noteWritten",
    subjectKind: "party",
    subjectId: partyId,
    detail: { noteId: id },
  });
  await announce(tx, "party", partyId);
  return id;
}

type NoteRow = Omit<PartyNote, "text"> & { readonly textSealed: Buffer };

/** Notes about a party, newest first; `before` is the id of the last one seen. An erased party's can no longer be read and are left out. */
export async function notesOf(
  tx: TenantTransaction,
  partyId: string,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<PartyNote[]> {
  const key = (await partyKeys(tx, [partyId])).get(partyId);
  if (!key) return [];
  const found = await sql<NoteRow>`
    select id, text_sealed as "textSealed", written_by as "writtenBy", written_at as "writtenAt" from party_note
    where tenant_id = ${tx.tenantId} and party_id = ${partyId} ${page.before ? sql`and id < ${page.before}` : sql``}
    order by id desc limit ${page.limit}`.execute(tx.db);
  return found.rows.map(({ textSealed, ...note }) => ({
    ...note,
    text: unseal(key, placeOf(tx, note.id), textSealed),
  }));
}
