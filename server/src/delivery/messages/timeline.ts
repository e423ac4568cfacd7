import { maskContact, type Contact } from "../../parties/index.ts";
import { partyKeys, refuse, unseal, type TenantTransaction } from "../../platform/index.ts";
import { readCheckCode, showCheckCode } from "./check-code.ts";
import {
  codedMessage,
  messagesOf,
  proofsOf,
  textOf,
  type CodedMessage,
  type SentAbout,
  type SentRow,
} from "./store-reads.ts";
import type { Channel } from "./wish.ts";
import "./errors.ts";

/** What screens and the check page read of messages. */

export type Sent = Omit<SentRow, "contactSealed" | "checkCode"> & {
  /** Masked; null before it is handed over, where the channel needs none, and after it was forgotten. */
  readonly contact: string | null;
  readonly checkCode: string | null;
  readonly proofs: readonly { readonly state: string; readonly reason: string | null; readonly at: Temporal.Instant }[];
};

const KIND_OF: Readonly<Partial<Record<Channel, Contact["kind"]>>> = { sms: "phone", email: "email", paper: "address" };
const MOST = 200;

/** What was sent about a claim, or to a party, newest first, with what the channels said of it (T-13). */
export async function deliveryTimeline(tx: TenantTransaction, of: SentAbout): Promise<Sent[]> {
  const rows = await messagesOf(tx, of, MOST);
  if (rows.length === 0) return [];
  const proofs = Map.groupBy(
    await proofsOf(
      tx,
      rows.map(({ id }) => id),
    ),
    ({ messageId }) => messageId,
  );
  const keys = await partyKeys(
    tx,
    rows.map(({ recipientId }) => recipientId),
  );
  return rows.map(({ contactSealed, checkCode, ...row }) => {
    const key = keys.get(row.recipientId);
    const kind = KIND_OF[row.channel];
    const place = { tenantId: tx.tenantId, table: "message", column: "contact_sealed", row: row.id };
    const contact = key && kind && contactSealed ? maskContact(kind, unseal(key, place, contactSealed)) : null;
    const said = (proofs.get(row.id) ?? []).map(({ state, reason, at }) => ({ state, reason, at }));
    return { ...row, contact, checkCode: checkCode === null ? null : showCheckCode(checkCode), proofs: said };
  });
}

/** What a message said, its link masked; null when it was forgotten, erased, or is a document. Throws MESSAGE_NOT_FOUND. */
export async function messageText(tx: TenantTransaction, messageId: string): Promise<string | null> {
  const found = await textOf(tx, messageId);
  if (!found) throw refuse("MESSAGE_NOT_FOUND");
  const key = (await partyKeys(tx, [found.recipientId])).get(found.recipientId);
  const place = { tenantId: tx.tenantId, table: "message", column: "text_sealed", row: messageId };
  return key && found.textSealed ? unseal(key, place, found.textSealed) : null;
}

/**
 * Is a message ours? By the code in it: what it said, when it was sent and about which payment reference, and nothing else (N-19). What was
 * typed is read kindly; nonsense costs the same look-up.
 */
export async function messageByCode(
  tx: TenantTransaction,
  ledgerId: string,
  typed: string,
): Promise<CodedMessage | undefined> {
  return codedMessage(tx, ledgerId, readCheckCode(typed) ?? "");
}
