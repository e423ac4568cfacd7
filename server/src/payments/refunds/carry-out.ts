import { raiseAlarm } from "../../controls/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { recordAudit, withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import type { PartnerAnswer, PartnerPayment } from "../ports.ts";
import { attemptById } from "../store.ts";
import { bookBack, bookingDay } from "./book.ts";
import { bookRefundSeen } from "./disputes.ts";
import { refundedBefore, refundOutcome, toldRefunded } from "./policy.ts";
import { askedBack, backById, backOf, endBack } from "./store.ts";
import type { MoneyBack, RefundRails } from "./types.ts";

/** An approved refund, asked of the partner outside any transaction, and asked again under the same id until it is known what became of it. */

async function tell(
  tx: TenantTransaction,
  kind: string,
  back: MoneyBack,
  detail: Record<string, unknown>,
): Promise<void> {
  const dayOn = await bookingDay(tx, await ledgerById(tx, back.ledgerId));
  await raiseAlarm(tx, { kind, subjectKind: "paymentAttempt", subjectId: back.attemptId, dayOn, detail });
}

async function finish(tx: TenantTransaction, back: MoneyBack): Promise<void> {
  await endBack(tx, back.id, null);
  await bookBack(tx, back);
  const detail = { attemptId: back.attemptId, amountMinor: back.amountMinor };
  await recordAudit(tx, { action: "payment.refund", subjectKind: "ledger", subjectId: back.ledgerId, detail });
}

/** After so long without an answer finance is told. */
const DAY_HOURS = 24;

async function note(tx: TenantTransaction, id: string, answer: PartnerAnswer<PartnerPayment>): Promise<void> {
  const seen = (await backById(tx, id))!;
  const attempt = await attemptById(tx, seen.attemptId, true);
  const rows = await backOf(tx, [attempt.id]);
  const back = rows.find((row) => row.id === id)!;
  if (back.state !== "asked") return;
  const { amountMinor } = back;
  const outcome = refundOutcome(answer, {
    reference: attempt.reference,
    beforeMinor: refundedBefore(rows),
    amountMinor,
  });
  if (outcome.is === "asked") return stillWaits(tx, back);
  if (outcome.is === "done") await finish(tx, back);
  else {
    await endBack(tx, id, outcome.why);
    await tell(tx, "payments.refundRefused", back, { amountMinor, why: outcome.why });
  }
  // What the partner paid back besides, of itself.
  const told = toldRefunded(answer, attempt.reference);
  if (told !== null) await bookRefundSeen(tx, attempt.id, told);
}

async function stillWaits(tx: TenantTransaction, back: MoneyBack): Promise<void> {
  if (Temporal.Instant.compare(back.askedAt.add({ hours: DAY_HOURS }), tx.now) <= 0)
    await tell(tx, "payments.refundPending", back, { amountMinor: back.amountMinor });
}

/**
 * Asks the partner for a refund that was approved and takes in the answer: done is booked, refused tells finance, a lost answer leaves it asked.
 * Harmless however often it is called. Gives the row as it stands then; undefined where there is none.
 */
export async function carryOutRefund(
  platform: Platform,
  context: Context,
  rails: RefundRails,
  moneyBackId: string,
): Promise<MoneyBack | undefined> {
  const read = () => withTenant(platform, context, (tx) => backById(tx, moneyBackId));
  const back = await read();
  if (back?.state !== "asked") return back;
  const attempt = await withTenant(platform, context, (tx) => attemptById(tx, back.attemptId));
  const rail = rails(attempt.ledgerId, attempt.way);
  const { reference, currency } = attempt;
  const { amountMinor } = back;
  const answer: PartnerAnswer<PartnerPayment> = rail
    ? await rail.refund({ operationId: `refund:${back.id}`, reference, amountMinor, currency })
    : { outcome: "unknown", cause: "noAnswer" };
  await withTenant(platform, context, (tx) => note(tx, back.id, answer));
  return read();
}

const MOST_AT_ONCE = 200;

/** The janitor: asks again for every refund whose answer is missing. Gives how many it asked for. */
export async function repairRefunds(platform: Platform, context: Context, rails: RefundRails): Promise<number> {
  const waiting = await withTenant(platform, context, (tx) => askedBack(tx, MOST_AT_ONCE));
  for (const { id } of waiting) await carryOutRefund(platform, context, rails, id);
  return waiting.length;
}
