import { sql } from "kysely";
import { post, type DateText, type EntryDraft, type NewItem } from "../ledger/index.ts";
import { announce, recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import { actorOf, claimOf, openClaimOf, requireDay, sealWords, type ClaimOf, type ContactChannel } from "./claim-of.ts";

/** Objections of patients as staff takes them down (DP-032): they stop every step until they are answered in writing (SEC-84). */

/** How far back something that was said may be taken down. */
const DAYS_BACK = 60;

export type DisputeWish = {
  readonly itemId: string;
  readonly openedOn: DateText;
  readonly channel: ContactChannel;
  /** What the patient said. */
  readonly words: string;
  /** What of the claim is objected to; left out: all of it. */
  readonly partMinor?: bigint;
};

/**
 * Takes an objection down; every step of the claim waits from now on. One that is about a part makes it a claim of its own, which waits, and
 * the rest goes on (E11). Gives its id.
 * Throws FOLLOW_UP_ITEM_NOT_FOUND, FOLLOW_UP_ITEM_SETTLED, FOLLOW_UP_DAY_WRONG, DISPUTE_OPEN, DISPUTE_PART_WRONG.
 */
export async function registerDispute(tx: TenantTransaction, wish: DisputeWish): Promise<string> {
  const claim = await openClaimOf(tx, wish.itemId);
  const { today, key } = claim;
  requireDay(wish.openedOn, today.subtract({ days: DAYS_BACK }), today);
  const id = tx.platform.ids.next();
  const item = wish.partMinor === undefined ? claim.item : await partOf(tx, claim, wish.partMinor, id);
  const words = sealWords(tx, key, "follow_up_dispute.words_sealed", id, wish.words);
  const written = await sql`
    insert into follow_up_dispute (tenant_id, id, ledger_id, item_id, opened_on, channel, words_sealed, registered_by, registered_at)
    values (${tx.tenantId}, ${id}, ${item.ledgerId}, ${item.id}, ${wish.openedOn}, ${wish.channel}, ${words}, ${actorOf(tx)}, ${tx.now.toString()})
    on conflict (tenant_id, item_id) where outcome is null do nothing`.execute(tx.db);
  if (!written.numAffectedRows) throw refuse("DISPUTE_OPEN");
  await note(tx, "followUp.disputeRegistered", item, { disputeId: id, channel: wish.channel });
  return id;
}

/** The disputed part as an open item of its own, under the claim it is of and due when that was. */
async function partOf(
  tx: TenantTransaction,
  { item, today }: ClaimOf,
  partMinor: bigint,
  disputeId: string,
): Promise<NewItem> {
  if (partMinor <= 0n || partMinor >= item.openMinor)
    throw refuse("DISPUTE_PART_WRONG", { partMinor, openMinor: item.openMinor });
  const { ledgerId, side, account, partyId, dueOn } = item;
  const part: NewItem = {
    ...{ id: tx.platform.ids.next(), ledgerId, side, kind: "invoice", account, partyId, parentId: item.id },
    ...{ documentId: null, reference: null, openedOn: item.openedOn, dueOn, amountMinor: partMinor },
  };
  const entry: EntryDraft = {
    ...{ id: tx.platform.ids.next(), ledgerId, kind: "split", bookedOn: today.toString() },
    ...{ sourceKind: "dispute", sourceId: disputeId },
    postings: [
      { debit: account, credit: account, amountMinor: partMinor, debitItemId: part.id, creditItemId: item.id },
    ],
  };
  await post(tx, [entry], [part]);
  return part;
}

async function note(
  tx: TenantTransaction,
  action: "followUp.disputeRegistered" | "followUp.disputeAnswered",
  { id, ledgerId }: { readonly id: string; readonly ledgerId: string },
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordAudit(tx, { action, subjectKind: "openItem", subjectId: id, detail });
  await announce(tx, "invoices", ledgerId, ledgerId);
}

export type DisputeAnswer = {
  readonly disputeId: string;
  /** The day the answer left in writing. */
  readonly answeredOn: DateText;
  readonly outcome: "rejected" | "upheld";
  /** What was answered. */
  readonly words: string;
};

type Found = { readonly itemId: string; readonly openedOn: DateText; readonly outcome: string | null };

/**
 * The answer in writing. Rejected: the next step follows at the later of its day and five working days from the answer (E12). Upheld: a person
 * credits what was wrong. Throws DISPUTE_NOT_FOUND, DISPUTE_ANSWERED, FOLLOW_UP_DAY_WRONG.
 */
export async function answerDispute(tx: TenantTransaction, answer: DisputeAnswer): Promise<void> {
  const found = await sql<Found>`
    select item_id as "itemId", opened_on as "openedOn", outcome from follow_up_dispute
    where tenant_id = ${tx.tenantId} and id = ${answer.disputeId} for update`.execute(tx.db);
  const dispute = found.rows[0];
  if (!dispute) throw refuse("DISPUTE_NOT_FOUND");
  if (dispute.outcome !== null) throw refuse("DISPUTE_ANSWERED");
  const { item, today, key } = await claimOf(tx, dispute.itemId);
  requireDay(answer.answeredOn, dispute.openedOn, today);
  const words = sealWords(tx, key, "follow_up_dispute.answer_sealed", answer.disputeId, answer.words);
  await sql`
    update follow_up_dispute set answered_on = ${answer.answeredOn}, outcome = ${answer.outcome}, answer_sealed = ${words}, answered_by = ${actorOf(tx)},
      answered_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = ${answer.disputeId}`.execute(tx.db);
  await note(tx, "followUp.disputeAnswered", item, { disputeId: answer.disputeId, outcome: answer.outcome });
}
