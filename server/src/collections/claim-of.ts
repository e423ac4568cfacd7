import { itemsById, ledgerById, type DateText, type OpenItem } from "../ledger/index.ts";
import {
  partyKeys,
  refuse,
  seal,
  unseal,
  type DataKey,
  type SealPlace,
  type TenantTransaction,
} from "../platform/index.ts";
import { dateText, zoneOf } from "./ground.ts";
import "./errors.ts";

/** What somebody says about one claim: whom it is of, which day it is there, and the key their words are sealed with. */
export type ClaimOf = {
  readonly item: OpenItem & { readonly partyId: string };
  readonly today: Temporal.PlainDate;
  readonly key: DataKey;
};

/** By which way something was said. */
export const contactChannels = ["telephone", "letter", "email", "message", "inPerson"] as const;
export type ContactChannel = (typeof contactChannels)[number];

/** The claim, locked against a run that decides on it just now. Throws FOLLOW_UP_ITEM_NOT_FOUND, PARTY_ERASED. */
export async function claimOf(tx: TenantTransaction, itemId: string): Promise<ClaimOf> {
  const [item] = await itemsById(tx, [itemId], true);
  const isClaim = item?.side === "receivable" && (item.kind === "invoice" || item.kind === "instalment");
  if (!item || !isClaim || item.partyId === null) throw refuse("FOLLOW_UP_ITEM_NOT_FOUND");
  const { partyId } = item;
  const key = (await partyKeys(tx, [partyId])).get(partyId);
  if (!key) throw refuse("PARTY_ERASED");
  const zone = await zoneOf(tx, await ledgerById(tx, item.ledgerId));
  return { item: { ...item, partyId }, today: tx.now.toZonedDateTimeISO(zone).toPlainDate(), key };
}

/** The claim, of which something is still owed. Throws FOLLOW_UP_ITEM_SETTLED besides. */
export async function openClaimOf(tx: TenantTransaction, itemId: string): Promise<ClaimOf> {
  const claim = await claimOf(tx, itemId);
  if (claim.item.openMinor === 0n) throw refuse("FOLLOW_UP_ITEM_SETTLED");
  return claim;
}

/** Throws FOLLOW_UP_DAY_WRONG unless the day lies between these, both included. */
export function requireDay(day: DateText, earliest: Temporal.PlainDate | DateText, latest: Temporal.PlainDate): void {
  const first = typeof earliest === "string" ? earliest : dateText(earliest);
  if (day < first || day > dateText(latest))
    throw refuse("FOLLOW_UP_DAY_WRONG", { day, earliest: first, latest: dateText(latest) });
}

/** Where somebody's words are sealed. */
type Words =
  | "follow_up_dispute.words_sealed"
  | "follow_up_dispute.answer_sealed"
  | "follow_up_promise.words_sealed"
  | "follow_up_note.text_sealed"
  | "desk_message.words_sealed"
  | "review_item.words_sealed";

function placeOf(tx: TenantTransaction, words: Words, row: string): SealPlace {
  const [table, column] = words.split(".") as [string, string];
  return { tenantId: tx.tenantId, table, column, row };
}

export function sealWords(tx: TenantTransaction, key: DataKey, words: Words, row: string, text: string): Buffer {
  return seal(key, placeOf(tx, words, row), text);
}

export function openWords(tx: TenantTransaction, key: DataKey, words: Words, row: string, sealed: Buffer): string {
  return unseal(key, placeOf(tx, words, row), sealed);
}

/** Who acts, as rows and the audit trail name them. */
export function actorOf({ context: { actor } }: TenantTransaction): string {
  return `${actor.kind}:${actor.id}`;
}
