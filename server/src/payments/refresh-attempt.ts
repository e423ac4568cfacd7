import { itemsById } from "../ledger/index.ts";
import { refuse, withTenant, type Context, type Platform, type TenantTransaction } from "../platform/index.ts";
import { bookCapture } from "./book-capture.ts";
import { isLive, learn, nextMovement, type Learned } from "./policy.ts";
import type { PartnerAnswer, PartnerPayment } from "./ports.ts";
import { bookChargeback, bookRefundSeen } from "./refunds/disputes.ts";
import { cardsRest } from "./retries/rests.ts";
import { askedMovement, attemptById, endMovement, insertMovement, setLearned } from "./store.ts";
import type { Attempt, Movement, Rail, Rails } from "./types.ts";

/** Throws PAYMENT_WAY_NOT_SET_UP. */
export function railOf(rails: Rails, { ledgerId, way }: Pick<Attempt, "ledgerId" | "way">): Rail {
  const rail = rails(ledgerId, way);
  if (!rail) throw refuse("PAYMENT_WAY_NOT_SET_UP");
  return rail;
}

/** Writes what was learned. Money that the partner has taken since is booked, by whomever it was asked; so is what went back without us. */
async function settle(
  tx: TenantTransaction,
  attempt: Attempt,
  learned: Learned,
  askedAt: Temporal.Instant,
  movement?: Movement,
): Promise<void> {
  const takenMinor = learned.capturedMinor - attempt.capturedMinor;
  if (takenMinor > 0n) {
    const id = movement?.kind === "capture" ? movement.id : tx.platform.ids.next();
    if (id !== movement?.id)
      await insertMovement(tx, { id, attemptId: attempt.id, kind: "capture", amountMinor: takenMinor, state: "done" });
    await bookCapture(tx, attempt, id, takenMinor);
  }
  await setLearned(tx, attempt.id, learned, askedAt);
  if (!learned.back || learned.capturedMinor === 0n) return;
  await bookChargeback(tx, attempt.id, learned.back.chargedBackMinor);
  await bookRefundSeen(tx, attempt.id, learned.back.refundedMinor);
}

/**
 * The last look: how much is still owed, under lock, when the money is reserved. Writes down what is to be done with it. What is reserved for
 * an attempt that has ended is let go. A rail without reservation has nothing to be done.
 */
async function lastLook(
  tx: TenantTransaction,
  rail: Rail,
  attempt: Attempt,
  learned: Learned,
): Promise<Movement | undefined> {
  const isEnded = !isLive(learned.state);
  if (!rail.capture || !(isEnded || learned.state === "authorized")) return undefined;
  const [item] = isEnded ? [] : await itemsById(tx, [attempt.itemId], true);
  const next = nextMovement(learned, item?.openMinor ?? 0n);
  if (!next) return undefined;
  return insertMovement(tx, { id: tx.platform.ids.next(), attemptId: attempt.id, ...next, state: "asked" });
}

/** Did the partner say how things stand, or at least that it will not? */
const isHeard = (answer: PartnerAnswer<PartnerPayment>): boolean =>
  answer.outcome === "ok" || (answer.outcome === "refused" && answer.reason !== "tryLater");

/** Takes in what the partner says of an attempt; gives what is to be asked of it next. What was asked and not answered is asked again. */
async function note(
  tx: TenantTransaction,
  rail: Rail,
  id: string,
  answer: PartnerAnswer<PartnerPayment>,
  askedAt: Temporal.Instant,
): Promise<Movement | undefined> {
  const attempt = await attemptById(tx, id, true);
  // Somebody who asked later knows more.
  if (Temporal.Instant.compare(askedAt, attempt.askedAt) < 0) return undefined;
  const asked = await askedMovement(tx, id);
  if (asked) return asked;
  // Silence about what has ended is no look: it is due another.
  if (!isLive(attempt.state) && !isHeard(answer)) return undefined;
  const learned = learn(attempt, answer, askedAt);
  await settle(tx, attempt, learned, askedAt);
  return lastLook(tx, rail, attempt, learned);
}

const ask = (rail: Rail, { reference, currency }: Attempt, { id, kind, amountMinor }: Movement) =>
  kind === "capture" && rail.capture
    ? rail.capture({ operationId: `capture:${id}`, reference, amountMinor, currency })
    : rail.cancel({ operationId: `release:${id}`, reference });

/** Reserved money that the payer's bank has let go of, or that nobody may take any more. */
const LOST: readonly string[] = ["fundsUnavailable", "tooLate"];

/** How much a movement has moved, by the partner's own figures. */
function movedBy(before: Attempt, learned: Learned, { kind }: Movement): bigint {
  if (kind === "capture") return learned.capturedMinor - before.capturedMinor;
  return learned.cancelledMinor - before.cancelledMinor;
}

/** The partner said no. What was lost for good is an end; anything else is looked at again. */
async function noteRefused(
  tx: TenantTransaction,
  attempt: Attempt,
  movement: Movement,
  reason: string,
  learned: Learned,
  askedAt: Temporal.Instant,
): Promise<undefined> {
  await endMovement(tx, movement.id, { refusedFor: reason });
  const isLost = isLive(attempt.state) && LOST.includes(reason);
  await settle(tx, attempt, isLost ? { ...learned, state: "failed", problem: reason } : learned, askedAt);
  return undefined;
}

async function noteMoved(
  tx: TenantTransaction,
  rail: Rail,
  movement: Movement,
  answer: PartnerAnswer<PartnerPayment>,
  askedAt: Temporal.Instant,
): Promise<Movement | undefined> {
  const attempt = await attemptById(tx, movement.attemptId, true);
  const still = await askedMovement(tx, attempt.id);
  if (still?.id !== movement.id) return undefined;
  const learned = learn(attempt, answer, askedAt);
  // Asked again under the same id: what was done already is not done twice.
  if (answer.outcome === "unknown" || (answer.outcome === "refused" && answer.reason === "tryLater")) {
    await settle(tx, attempt, learned, askedAt);
    return undefined;
  }
  if (answer.outcome === "refused") return noteRefused(tx, attempt, movement, answer.reason, learned, askedAt);
  const doneMinor = movedBy(attempt, learned, movement);
  await endMovement(tx, movement.id, doneMinor > 0n ? { doneMinor } : { refusedFor: "nothingMoved" });
  await settle(tx, attempt, learned, askedAt, movement);
  return doneMinor > 0n ? lastLook(tx, rail, attempt, learned) : undefined;
}

/** Has a partner do with reserved money what was written down, and what follows from its answer. */
async function carryOut(platform: Platform, context: Context, rail: Rail, first: Movement | undefined): Promise<void> {
  for (let movement = first; movement;) {
    const now: Movement = movement;
    const attempt = await withTenant(platform, context, (tx) => attemptById(tx, now.attemptId));
    const askedAt = platform.clock.now();
    const answer = await ask(rail, attempt, now);
    movement = await withTenant(platform, context, (tx) => noteMoved(tx, rail, now, answer, askedAt));
  }
}

/** Takes in an answer of the partner about an attempt, and does what follows from it. */
export async function takeIn(
  platform: Platform,
  context: Context,
  rail: Rail,
  id: string,
  answer: PartnerAnswer<PartnerPayment>,
  askedAt: Temporal.Instant,
): Promise<void> {
  const next = await withTenant(platform, context, (tx) => note(tx, rail, id, answer, askedAt));
  await carryOut(platform, context, rail, next);
}

/** Ends a payment at its partner, and takes in what the partner says to that. */
export async function endAtPartner(
  platform: Platform,
  context: Context,
  rail: Rail,
  { id, reference }: Attempt,
): Promise<void> {
  const askedAt = platform.clock.now();
  const answer = await rail.cancel({ operationId: `end:${id}`, reference });
  await takeIn(platform, context, rail, id, answer, askedAt);
}

export type Look = {
  readonly attempt: Attempt;
  /** Did the partner say how it stands? */
  readonly isHeard: boolean;
};

/**
 * Does it wait for a payer who may not pay so any more? One that has ended with us, or whose page has seen too many declined cards: there
 * stolen numbers are tried.
 */
async function waitsInVain(platform: Platform, context: Context, now: Attempt): Promise<boolean> {
  if (!isLive(now.state)) return true;
  if (now.state !== "awaitingPayer" || now.declines === 0) return false;
  return (await withTenant(platform, context, (tx) => cardsRest(tx, now.itemId))) !== undefined;
}

/**
 * Asks the partner how an attempt stands, whether it has ended or not, and does what follows: takes reserved money after a last look at what
 * is owed, lets go of what is owed no more, books what was taken. Harmless whenever it is asked, by whom, and how often; nothing is asked
 * inside a transaction. Of an attempt that has ended, money that came late is booked, what is reserved is let go, and what waits for the
 * payer after all is ended; so is what waits where too many cards were declined. Throws PAYMENT_ATTEMPT_NOT_FOUND, PAYMENT_WAY_NOT_SET_UP.
 */
export async function lookAgain(platform: Platform, context: Context, rails: Rails, id: string): Promise<Look> {
  const read = () => withTenant(platform, context, (tx) => attemptById(tx, id));
  const before = await read();
  const rail = railOf(rails, before);
  const askedAt = platform.clock.now();
  const answer = await rail.get(before.reference);
  await takeIn(platform, context, rail, id, answer, askedAt);
  const now = await read();
  const isWaiting = answer.outcome === "ok" && answer.value.state === "awaitingPayer";
  const waits = isWaiting && (await waitsInVain(platform, context, now));
  if (waits) await endAtPartner(platform, context, rail, now);
  return { attempt: waits ? await read() : now, isHeard: isHeard(answer) };
}

/** As `lookAgain`, of an attempt that has not ended; one that has is given as it is. The page that waits and the desk ask this. */
export async function refreshAttempt(platform: Platform, context: Context, rails: Rails, id: string): Promise<Attempt> {
  const attempt = await withTenant(platform, context, (tx) => attemptById(tx, id));
  return isLive(attempt.state) ? (await lookAgain(platform, context, rails, id)).attempt : attempt;
}
