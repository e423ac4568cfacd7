import { itemsById } from "../ledger/index.ts";
import { refuse, withTenant, type Context, type Platform, type TenantTransaction } from "../platform/index.ts";
import { bookCapture } from "./book-capture.ts";
import { isLive, learn, nextMovement, type Learned } from "./policy.ts";
import type { PartnerAnswer, PartnerPayment, WalletPayments } from "./ports.ts";
import { askedMovement, attemptById, endMovement, insertMovement, liveAttemptIds, setLearned } from "./store.ts";
import type { Attempt, Movement, Wallets } from "./types.ts";

/** Throws PAYMENT_WAY_NOT_SET_UP. */
export function walletOf(wallets: Wallets, { ledgerId, way }: Pick<Attempt, "ledgerId" | "way">): WalletPayments {
  const wallet = wallets(ledgerId, way);
  if (!wallet) throw refuse("PAYMENT_WAY_NOT_SET_UP");
  return wallet;
}

/** Writes what was learned. Money that the partner has taken since is booked, by whomever it was asked. */
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
}

/** The last look: how much is still owed, under lock, when the money is reserved. Writes down what is to be done with it. */
async function lastLook(tx: TenantTransaction, attempt: Attempt, learned: Learned): Promise<Movement | undefined> {
  if (learned.state !== "authorized") return undefined;
  const [item] = await itemsById(tx, [attempt.itemId], true);
  const next = nextMovement(learned, item?.openMinor ?? 0n);
  if (!next) return undefined;
  return insertMovement(tx, { id: tx.platform.ids.next(), attemptId: attempt.id, ...next, state: "asked" });
}

/** Takes in what the partner says of an attempt; gives what is to be asked of it next. What was asked and not answered is asked again. */
async function note(
  tx: TenantTransaction,
  id: string,
  answer: PartnerAnswer<PartnerPayment>,
  askedAt: Temporal.Instant,
): Promise<Movement | undefined> {
  const attempt = await attemptById(tx, id, true);
  // Somebody who asked later has settled it, or knows more.
  if (!isLive(attempt.state) || Temporal.Instant.compare(askedAt, attempt.askedAt) < 0) return undefined;
  const asked = await askedMovement(tx, id);
  if (asked) return asked;
  const learned = learn(attempt, answer);
  await settle(tx, attempt, learned, askedAt);
  return lastLook(tx, attempt, learned);
}

const ask = (wallet: WalletPayments, { reference, currency }: Attempt, { id, kind, amountMinor }: Movement) =>
  kind === "capture"
    ? wallet.capture({ operationId: `capture:${id}`, reference, amountMinor, currency })
    : wallet.cancel({ operationId: `release:${id}`, reference });

/** Reserved money that the payer's bank has let go of, or that nobody may take any more. */
const LOST: readonly string[] = ["fundsUnavailable", "tooLate"];

/** How much a movement has moved, by the partner's own figures. */
function movedBy(before: Attempt, learned: Learned, { kind }: Movement): bigint {
  if (kind === "capture") return learned.capturedMinor - before.capturedMinor;
  return learned.cancelledMinor - before.cancelledMinor;
}

async function noteMoved(
  tx: TenantTransaction,
  movement: Movement,
  answer: PartnerAnswer<PartnerPayment>,
  askedAt: Temporal.Instant,
): Promise<Movement | undefined> {
  const attempt = await attemptById(tx, movement.attemptId, true);
  const still = await askedMovement(tx, attempt.id);
  if (still?.id !== movement.id) return undefined;
  const learned = learn(attempt, answer);
  // Asked again under the same id: what was done already is not done twice.
  if (answer.outcome === "unknown" || (answer.outcome === "refused" && answer.reason === "tryLater")) {
    await settle(tx, attempt, learned, askedAt);
    return undefined;
  }
  if (answer.outcome === "refused") {
    await endMovement(tx, movement.id, { refusedFor: answer.reason });
    const lost: Learned = { ...learned, state: "failed", problem: answer.reason };
    await settle(tx, attempt, LOST.includes(answer.reason) ? lost : learned, askedAt);
    return undefined;
  }
  const doneMinor = movedBy(attempt, learned, movement);
  await endMovement(tx, movement.id, doneMinor > 0n ? { doneMinor } : { refusedFor: "nothingMoved" });
  await settle(tx, attempt, learned, askedAt, movement);
  return lastLook(tx, attempt, learned);
}

/** Has a partner do with reserved money what was written down, and what follows from its answer. */
async function carryOut(
  platform: Platform,
  context: Context,
  wallet: WalletPayments,
  first: Movement | undefined,
): Promise<void> {
  for (let movement = first; movement;) {
    const now: Movement = movement;
    const attempt = await withTenant(platform, context, (tx) => attemptById(tx, now.attemptId));
    const askedAt = platform.clock.now();
    const answer = await ask(wallet, attempt, now);
    movement = await withTenant(platform, context, (tx) => noteMoved(tx, now, answer, askedAt));
  }
}

/** Takes in an answer of the partner about an attempt, and does what follows from it. */
export async function takeIn(
  platform: Platform,
  context: Context,
  wallet: WalletPayments,
  id: string,
  answer: PartnerAnswer<PartnerPayment>,
  askedAt: Temporal.Instant,
): Promise<void> {
  const next = await withTenant(platform, context, (tx) => note(tx, id, answer, askedAt));
  await carryOut(platform, context, wallet, next);
}

/**
 * Asks the partner how an attempt stands and does what follows: takes reserved money after a last look at what is owed, lets go of what is
 * owed no more, books what was taken. Harmless whenever it is asked, by whom, and how often; nothing is asked inside a transaction.
 * Throws PAYMENT_ATTEMPT_NOT_FOUND, PAYMENT_WAY_NOT_SET_UP.
 */
export async function refreshAttempt(
  platform: Platform,
  context: Context,
  wallets: Wallets,
  id: string,
): Promise<Attempt> {
  const read = () => withTenant(platform, context, (tx) => attemptById(tx, id));
  const attempt = await read();
  if (!isLive(attempt.state)) return attempt;
  const wallet = walletOf(wallets, attempt);
  const askedAt = platform.clock.now();
  const answer = await wallet.get(attempt.reference);
  await takeIn(platform, context, wallet, id, answer, askedAt);
  return read();
}

const MOST_AT_ONCE = 500;

/** The janitor: asks about every attempt that is not at its end, those first that waited longest. Gives how many it asked about. */
export async function refreshWaiting(platform: Platform, context: Context, wallets: Wallets): Promise<number> {
  const ids = await withTenant(platform, context, (tx) => liveAttemptIds(tx, MOST_AT_ONCE));
  for (const id of ids) await refreshAttempt(platform, context, wallets, id);
  return ids.length;
}
