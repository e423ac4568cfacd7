/**
 * Refunds. The service lists none, so they stand in numbered slots: the id of a payment's n-th refund follows from its reference, and reading 1, 2, 3 until
 * there is none gives them all. Two that reach for the same slot at once are told apart by the service itself: an id is taken once.
 */

import type { PartnerAnswer, PartnerPayment, PaymentMovement } from "../../payments/ports.ts";
import { callSwish, type Line } from "./client.ts";
import { markOf, slotOf } from "./names.ts";
import { reasonFor, reasonForCode, refusal } from "./reactions.ts";
import { paymentOf, readRefund, refundBody, type Told, type ToldRefund } from "./wire.ts";

type Answer = Promise<PartnerAnswer<PartnerPayment>>;
type Unknown = Extract<PartnerAnswer<never>, { outcome: "unknown" | "refused" }>;

const MOST_REFUNDS = 100;
/** How often a taken slot is passed over. Each time somebody else's refund got through. */
const MOST_TURNS = 5;
/** A refund takes a second or two to leave; longer is for the caller to ask again. */
const WAITS_MS = [500, 1_000, 1_500];

const unreadable = { outcome: "unknown", cause: "unreadable" } as const;
const notYet = { outcome: "unknown", cause: "noAnswer" } as const;

/** All refunds of a payment, in order; or why they cannot be told. */
export async function listRefunds(
  line: Line,
  reference: string,
  paymentReference: string,
): Promise<readonly ToldRefund[] | Unknown> {
  const refunds: ToldRefund[] = [];
  while (refunds.length < MOST_REFUNDS) {
    const refund = await readSlot(line, slotOf(reference, refunds.length + 1), paymentReference);
    if (refund === null) return refunds;
    if ("outcome" in refund) return refund;
    refunds.push(refund);
  }
  return unreadable;
}

/** Null: there is none. */
async function readSlot(line: Line, id: string, paymentReference: string): Promise<ToldRefund | null | Unknown> {
  const reply = await callSwish(line, { method: "GET", path: `/v1/refunds/${id}` });
  if (reply.kind === "silent") return { outcome: "unknown", cause: reply.cause };
  if (reply.kind === "refused")
    return reply.problem.status === 404 ? null : refusal(reply.problem, reasonFor(reply.problem));
  return readRefund(reply.body, id, paymentReference) ?? unreadable;
}

/** `tell` reads the payment itself. */
export async function refund(
  line: Line,
  movement: PaymentMovement,
  tell: (reference: string) => Promise<PartnerAnswer<Told>>,
): Answer {
  const told = await tell(movement.reference);
  if (told.outcome !== "ok") return told;
  if (told.value.paymentReference === null)
    return refusal(null, "wrongState", paymentOf(movement.reference, told.value, []));
  for (let turn = 0; turn < MOST_TURNS; turn += 1) {
    const answer = await tryOnce(line, movement, told.value, told.value.paymentReference);
    if (answer !== "slotTaken") return answer;
  }
  return refusal(null, "tryLater");
}

async function tryOnce(
  line: Line,
  movement: PaymentMovement,
  told: Told,
  paymentReference: string,
): Promise<Awaited<Answer> | "slotTaken"> {
  const { reference, operationId, amountMinor } = movement;
  const refunds = await listRefunds(line, reference, paymentReference);
  if ("outcome" in refunds) return refunds;
  const mark = markOf(reference, operationId);
  const earlier = refunds.find((known) => known.mark === mark);
  if (earlier !== undefined)
    return earlier.amountMinor === amountMinor
      ? arrival(line, movement, told, earlier.id)
      : refusal(null, "unexpected");
  // What is under way counts: the service would count it too.
  const takenMinor = refunds.filter(({ fate }) => fate !== "never").reduce((sum, known) => sum + known.amountMinor, 0n);
  if (takenMinor + amountMinor > told.amountMinor)
    return refusal(null, "refundTooHigh", paymentOf(reference, told, refunds));
  const slot = refunds.length + 1;
  const id = slotOf(reference, slot);
  const reply = await callSwish(line, {
    method: "PUT",
    path: `/v2/refunds/${id}`,
    body: refundBody(line, movement, slot, paymentReference),
  });
  if (reply.kind === "silent") return { outcome: "unknown", cause: reply.cause };
  if (reply.kind === "refused")
    return reply.problem.code === "RP09" ? "slotTaken" : refusal(reply.problem, reasonFor(reply.problem));
  return arrival(line, movement, told, id);
}

/** Waits a moment for the money to leave. Asked again later under the same operation, it is found by its mark. */
async function arrival(line: Line, { reference }: PaymentMovement, told: Told, id: string): Answer {
  for (const waitMs of [0, ...WAITS_MS]) {
    if (waitMs > 0) await line.reach.clock.pause(waitMs);
    const refunds = await listRefunds(line, reference, told.paymentReference ?? "");
    if ("outcome" in refunds) return refunds;
    const ours = refunds.find((known) => known.id === id);
    const payment = paymentOf(reference, told, refunds);
    if (ours === undefined || payment === null) return unreadable;
    if (ours.fate === "gone") return { outcome: "ok", value: { ...payment, partnerReference: id } };
    if (ours.fate === "never") {
      const problem = { status: 200, code: ours.errorCode, retryAfterMs: null };
      return refusal(problem, reasonForCode(ours.errorCode), payment);
    }
  }
  return notYet;
}
