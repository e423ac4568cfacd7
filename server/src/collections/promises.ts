import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { announce, recordAudit, type TenantTransaction } from "../platform/index.ts";
import { actorOf, claimOf, openClaimOf, requireDay, sealWords, type ContactChannel } from "./claim-of.ts";

/** What a patient promised, and what was said: neither lets anybody off (DP-011); a promise moves one later step (E13). */

/** A promise further off than this is a plan. */
const MOST_DAYS_AHEAD = 90;
const DAYS_BACK = 60;

export type PromiseWish = {
  readonly itemId: string;
  readonly promisedOn: DateText;
  readonly channel: ContactChannel;
  readonly words: string;
};

/** Takes down a day the patient has promised to pay on. Gives its id. Throws FOLLOW_UP_ITEM_NOT_FOUND, FOLLOW_UP_ITEM_SETTLED, FOLLOW_UP_DAY_WRONG. */
export async function registerPromise(tx: TenantTransaction, wish: PromiseWish): Promise<string> {
  const { item, today, key } = await openClaimOf(tx, wish.itemId);
  requireDay(wish.promisedOn, today, today.add({ days: MOST_DAYS_AHEAD }));
  const id = tx.platform.ids.next();
  const words = sealWords(tx, key, "follow_up_promise.words_sealed", id, wish.words);
  await sql`
    insert into follow_up_promise (tenant_id, id, ledger_id, item_id, made_on, promised_on, channel, words_sealed, registered_by, registered_at)
    values (${tx.tenantId}, ${id}, ${item.ledgerId}, ${item.id}, ${today.toString()}, ${wish.promisedOn}, ${wish.channel}, ${words}, ${actorOf(tx)},
      ${tx.now.toString()})`.execute(tx.db);
  await recordAudit(tx, {
    action: "followUp.promiseRegistered",
    subjectKind: "openItem",
    subjectId: item.id,
    detail: { promiseId: id, promisedOn: wish.promisedOn },
  });
  await announce(tx, "invoices", item.ledgerId, item.ledgerId);
  return id;
}

export type NoteWish = {
  readonly itemId: string;
  readonly saidOn: DateText;
  readonly channel: ContactChannel;
  readonly direction: "fromPayer" | "toPayer" | "own";
  readonly text: string;
};

/** Writes down a contact about a claim. Gives its id. Throws FOLLOW_UP_ITEM_NOT_FOUND, FOLLOW_UP_DAY_WRONG. */
export async function writeContactNote(tx: TenantTransaction, wish: NoteWish): Promise<string> {
  const { item, today, key } = await claimOf(tx, wish.itemId);
  requireDay(wish.saidOn, today.subtract({ days: DAYS_BACK }), today);
  const id = tx.platform.ids.next();
  const text = sealWords(tx, key, "follow_up_note.text_sealed", id, wish.text);
  await sql`
    insert into follow_up_note (tenant_id, id, ledger_id, item_id, said_on, channel, direction, text_sealed, written_by, written_at)
    values (${tx.tenantId}, ${id}, ${item.ledgerId}, ${item.id}, ${wish.saidOn}, ${wish.channel}, ${wish.direction}, ${text}, ${actorOf(tx)},
      ${tx.now.toString()})`.execute(tx.db);
  await recordAudit(tx, {
    action: "followUp.noteWritten",
    subjectKind: "openItem",
    subjectId: item.id,
    detail: { noteId: id, channel: wish.channel },
  });
  return id;
}
