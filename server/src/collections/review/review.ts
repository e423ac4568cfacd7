import { ledgerById, type DateText } from "../../ledger/index.ts";
import {
  partyKeys,
  recordAudit,
  refuse,
  seal,
  tenantKey,
  unseal,
  type SealPlace,
  type TenantTransaction,
} from "../../platform/index.ts";
import { actorOf, claimOf, openWords, sealWords } from "../claim-of.ts";
import { neglected } from "../cycles/index.ts";
import { zoneOf } from "../ground.ts";
import { agendaOf, MOST } from "./agenda.ts";
import {
  candidateRows,
  closeRow,
  insertItems,
  insertReview,
  itemOfBill,
  itemRows,
  lockReview,
  reviewRow,
  reviewRows,
  saveSaid,
  setDone,
  type ItemRow,
  type ReviewRow,
} from "./store.ts";
import { followedUp, type ReviewDecision } from "./types.ts";
import "../errors.ts";

/** Reviews of what is outstanding (S3-06): an agenda from the books, a note and a decision for each claim, who does it by when. */

async function todayIn(tx: TenantTransaction, ledgerId: string): Promise<DateText> {
  const zone = await zoneOf(tx, await ledgerById(tx, ledgerId));
  return tx.now.toZonedDateTimeISO(zone).toPlainDate().toString();
}

const presentPlace = (tx: TenantTransaction, row: string): SealPlace => ({
  ...{ tenantId: tx.tenantId, table: "review", column: "present_sealed", row },
});

async function sealPresent(tx: TenantTransaction, id: string, present: string | null): Promise<Buffer | null> {
  return present === null ? null : seal(await tenantKey(tx), presentPlace(tx, id), present);
}

/**
 * Begins a review of a ledger with the agenda of today. Throws LEDGER_NOT_FOUND, REVIEW_OPEN when one is not closed, REVIEW_EMPTY when no
 * claim gives a reason to talk. Gives its id.
 */
export async function openReview(
  tx: TenantTransaction,
  { ledgerId, present }: { readonly ledgerId: string; readonly present: string | null },
): Promise<string> {
  const heldOn = await todayIn(tx, ledgerId);
  const id = tx.platform.ids.next();
  const presentSealed = await sealPresent(tx, id, present);
  if (!(await insertReview(tx, { id, ledgerId, heldOn, presentSealed, by: actorOf(tx) }))) throw refuse("REVIEW_OPEN");
  const untouched = new Set((await neglected(tx, { ledgerId, limit: MOST })).map(({ itemId }) => itemId));
  const rows = await candidateRows(tx, { ledgerId, today: heldOn });
  const candidates = rows.map((row) => ({ ...row, isUntouched: untouched.has(row.itemId) }));
  const agenda = agendaOf(candidates, heldOn);
  if (agenda.length === 0) throw refuse("REVIEW_EMPTY");
  await insertItems(tx, { reviewId: id, ledgerId, after: 0 }, agenda);
  await note(tx, "review.opened", { id }, { claims: agenda.length });
  return id;
}

async function note(
  tx: TenantTransaction,
  action: "review.opened" | "review.decided" | "review.done" | "review.closed",
  { id }: Pick<ReviewRow, "id">,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  await recordAudit(tx, { action, subjectKind: "review", subjectId: id, detail });
}

export type Review = Omit<ReviewRow, "presentSealed"> & { readonly present: string | null };
export type ReviewItem = Omit<ItemRow, "wordsSealed"> & {
  /** Null also when whom it was about has been forgotten. */
  readonly words: string | null;
};

async function shown(tx: TenantTransaction, { presentSealed, ...row }: ReviewRow): Promise<Review> {
  const present = presentSealed && unseal(await tenantKey(tx), presentPlace(tx, row.id), presentSealed);
  return { ...row, present };
}

/** A ledger's reviews, the newest first. */
export async function listReviews(tx: TenantTransaction, ledgerId: string, limit: number): Promise<Review[]> {
  const rows = await reviewRows(tx, ledgerId, limit);
  return Promise.all(rows.map((row) => shown(tx, row)));
}

/** Throws REVIEW_NOT_FOUND. */
export async function reviewById(tx: TenantTransaction, id: string): Promise<Review> {
  const row = await reviewRow(tx, id);
  if (!row) throw refuse("REVIEW_NOT_FOUND");
  return shown(tx, row);
}

/** The review, held until the end and still open. Throws REVIEW_NOT_FOUND, REVIEW_CLOSED. */
async function openOne(tx: TenantTransaction, id: string): Promise<Review> {
  await lockReview(tx, id);
  const review = await reviewById(tx, id);
  if (review.closedAt !== null) throw refuse("REVIEW_CLOSED");
  return review;
}

const wordsRow = (reviewId: string, itemId: string): string => `${reviewId}/${itemId}`;

/** The agenda with what was said of each claim, and where it stands today. */
export async function reviewItems(tx: TenantTransaction, reviewId: string): Promise<ReviewItem[]> {
  const rows = await itemRows(tx, reviewId);
  const keys = await partyKeys(tx, [...new Set(rows.map(({ partyId }) => partyId))]);
  return rows.map(({ wordsSealed, ...row }) => {
    const key = keys.get(row.partyId);
    const place = wordsRow(reviewId, row.itemId);
    const words = wordsSealed && key ? openWords(tx, key, "review_item.words_sealed", place, wordsSealed) : null;
    return { ...row, words };
  });
}

/**
 * Puts a claim on the agenda by hand, last, by its bill's number or its payment reference. One that is there already stays where it is.
 * Throws REVIEW_NOT_FOUND, REVIEW_CLOSED, FOLLOW_UP_ITEM_NOT_FOUND, FOLLOW_UP_ITEM_SETTLED.
 */
export async function addToReview(tx: TenantTransaction, reviewId: string, bill: string): Promise<void> {
  const { ledgerId } = await openOne(tx, reviewId);
  const item = await itemOfBill(tx, ledgerId, bill);
  if (!item) throw refuse("FOLLOW_UP_ITEM_NOT_FOUND");
  if (item.openMinor === 0n) throw refuse("FOLLOW_UP_ITEM_SETTLED");
  const after = Math.max(0, ...(await itemRows(tx, reviewId)).map(({ place }) => place));
  await insertItems(tx, { reviewId, ledgerId, after }, [{ ...item, reasons: ["byHand"] }]);
}

export type SayWish = {
  readonly reviewId: string;
  readonly itemId: string;
  /** The version whoever decides has seen. */
  readonly version: number;
  readonly decision: ReviewDecision | null;
  readonly words: string | null;
  readonly ownerId: string | null;
  readonly byOn: DateText | null;
};

/**
 * Writes down what was said of a claim. A decision that somebody has to do something about names who and by when; the others name neither.
 * Throws REVIEW_NOT_FOUND, REVIEW_CLOSED, REVIEW_ITEM_NOT_FOUND, REVIEW_ITEM_CHANGED when somebody else was faster, REVIEW_NOBODY,
 * REVIEW_DAY_WRONG, PARTY_ERASED.
 */
export async function sayInReview(tx: TenantTransaction, wish: SayWish): Promise<void> {
  const review = await openOne(tx, wish.reviewId);
  const { itemId, decision, byOn } = wish;
  if ((await itemRows(tx, review.id, itemId)).length === 0) throw refuse("REVIEW_ITEM_NOT_FOUND");
  const hasDuty = decision !== null && followedUp.includes(decision);
  if (hasDuty && (wish.ownerId === null || byOn === null)) throw refuse("REVIEW_NOBODY");
  if (hasDuty && byOn !== null && byOn < review.heldOn)
    throw refuse("REVIEW_DAY_WRONG", { day: byOn, earliest: review.heldOn });
  const { key } = await claimOf(tx, itemId);
  const place = wordsRow(review.id, itemId);
  const said = {
    decision,
    wordsSealed: wish.words === null ? null : sealWords(tx, key, "review_item.words_sealed", place, wish.words),
    ownerId: hasDuty ? wish.ownerId : null,
    byOn: hasDuty ? byOn : null,
  };
  const of = { reviewId: review.id, itemId, version: wish.version, by: actorOf(tx) };
  if (!(await saveSaid(tx, of, said))) throw refuse("REVIEW_ITEM_CHANGED");
  await note(tx, "review.decided", review, { itemId, decision });
}

/**
 * Ticks a decision off, also when its review is closed: until then each new review of the ledger begins with it. A second time is nothing.
 * Throws REVIEW_NOT_FOUND, REVIEW_ITEM_NOT_FOUND when nothing was decided that anybody has to do.
 */
export async function tickOff(tx: TenantTransaction, reviewId: string, itemId: string): Promise<void> {
  const review = await reviewById(tx, reviewId);
  const [row] = await itemRows(tx, reviewId, itemId);
  if (!row?.decision || !followedUp.includes(row.decision)) throw refuse("REVIEW_ITEM_NOT_FOUND");
  const doneOn = await todayIn(tx, review.ledgerId);
  if (await setDone(tx, { reviewId, itemId, doneOn, by: actorOf(tx) }))
    await note(tx, "review.done", review, { itemId, decision: row.decision });
}

/** Closes a review: what was said stands from now on. Throws REVIEW_NOT_FOUND, REVIEW_CLOSED. */
export async function closeReview(tx: TenantTransaction, id: string, present: string | null): Promise<void> {
  const review = await openOne(tx, id);
  const presentSealed = await sealPresent(tx, id, present ?? review.present);
  await closeRow(tx, { id, presentSealed, by: actorOf(tx) });
  await note(tx, "review.closed", review, { claims: review.items, decided: review.decided });
}
