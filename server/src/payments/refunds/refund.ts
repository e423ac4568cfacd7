import { hash } from "node:crypto";
import {
  applyProposal,
  createProposal,
  proposalById,
  wrongKind,
  type Applied,
  type AppliedTotals,
  type LineOutcome,
  type LineToApply,
  type Proposal,
  type ProposalLineDraft,
} from "../../controls/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import {
  enqueue,
  refuse,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import "../errors.ts";
import "./errors.ts";
import { takeFrom } from "./policy.ts";
import { refundTerms, type RefundTerms } from "./standing.ts";
import { insertBack } from "./store.ts";
import type { RefundReason } from "./types.ts";

/** The kind of proposal by which money goes back to the instrument it came from. */
export const REFUNDS = "refunds";

/** The job that asks the partner for a refund that was approved. Its payload: `moneyBackId`. */
export const CARRY_OUT_REFUND = "payments.carryOutRefund";

export type RefundWish = {
  readonly attemptId: string;
  /** Øre; left out is all that may go back. */
  readonly amountMinor?: bigint;
  /** A credit of the payer's that is meant; left out is what the attempt's own item gave. */
  readonly creditItemId?: string;
  readonly reason: RefundReason;
  /** In the person's own words, for whoever approves; nothing of what was treated. */
  readonly words: string | null;
};

/** What the decision rests on: when it differs at applying, money moved meanwhile. */
function seenHash({ attempt, leftMinor, askedMinor, credits, reopenableMinor }: RefundTerms): Buffer {
  const open = credits.map(({ itemId, openMinor }) => `${itemId}:${openMinor}`);
  return hash("sha256", [attempt.id, leftMinor, askedMinor, reopenableMinor, ...open].join("|"), "buffer");
}

/** Øre to refund. Throws REFUND_UNDER_WAY, REFUND_NOTHING_LEFT, REFUND_TOO_MUCH. */
function amountOf({ mostMinor, before }: RefundTerms, wished: bigint | undefined): bigint {
  if (before.some(({ state }) => state === "asked")) throw refuse("REFUND_UNDER_WAY");
  if (mostMinor <= 0n) throw refuse("REFUND_NOTHING_LEFT");
  const amountMinor = wished ?? mostMinor;
  if (amountMinor <= 0n || amountMinor > mostMinor) throw refuse("REFUND_TOO_MUCH", { mostMinor });
  return amountMinor;
}

/** What exactly a refund would do to the payer's books: what comes of credits, what opens again. */
export function effectOf(terms: RefundTerms, amountMinor: bigint): { fromCreditMinor: bigint; reopensMinor: bigint } {
  const { credits, reopensMinor } = takeFrom(amountMinor, terms);
  return { fromCreditMinor: credits.reduce((sum, credit) => sum + credit.amountMinor, 0n), reopensMinor };
}

function lineOf(terms: RefundTerms, wish: RefundWish, amountMinor: bigint): ProposalLineDraft {
  const { fromCreditMinor, reopensMinor } = effectOf(terms, amountMinor);
  const { attempt, item, mostMinor } = terms;
  const inputs = {
    way: attempt.way,
    itemReference: item.reference,
    reason: wish.reason,
    words: wish.words,
    creditItemId: wish.creditItemId ?? null,
    capturedMinor: Number(attempt.capturedMinor),
    mostMinor: Number(mostMinor),
    fromCreditMinor: Number(fromCreditMinor),
    reopensMinor: Number(reopensMinor),
  };
  return {
    action: "refundPayment",
    subjectKind: "paymentAttempt",
    subjectId: attempt.id,
    seenHash: seenHash(terms),
    amountMinor,
    explanation: {
      rule: reopensMinor > 0n ? "refund.opensAgain" : "refund.fromCredit",
      version: 1,
      inputs,
      wouldChange:
        "A credit note before the refund: then it is taken from the payer's credit, and nothing opens again.",
    },
  };
}

/**
 * Proposes to give money back to the instrument it came from (SEC-14), the whole of an attempt or a part. Nothing is booked or asked; somebody
 * else approves (SEC-12). Throws PAYMENT_ATTEMPT_NOT_FOUND, REFUND_UNDER_WAY, REFUND_NOTHING_LEFT,
 * REFUND_TOO_MUCH, CREDIT_NOT_FOUND.
 */
export async function proposeRefund(tx: TenantTransaction, wish: RefundWish): Promise<Proposal> {
  const terms = await refundTerms(tx, wish.attemptId, wish.creditItemId ?? null);
  if (wish.creditItemId && !terms.credits.some(({ itemId }) => itemId === wish.creditItemId))
    throw refuse("CREDIT_NOT_FOUND");
  const amountMinor = amountOf(terms, wish.amountMinor);
  const { ledgerId } = terms.attempt;
  const { market } = await ledgerById(tx, ledgerId);
  return createProposal(tx, {
    kind: REFUNDS,
    ledgerId,
    asOfOn: tx.platform.clock.today(marketPack(market).zones[0]!).toString(),
    lines: [lineOf(terms, wish, amountMinor)],
    totals: { refunds: 1, amountMinor, twoPersons: 1 },
    approval: { kind: "refund", amountMinor, originalId: null, patientId: null, payerId: terms.item.partyId },
  });
}

async function ask(tx: TenantTransaction, proposal: Proposal, line: LineToApply): Promise<LineOutcome> {
  const { lineNo, amountMinor } = line;
  const inputs = line.explanation.inputs as { reason: RefundReason; creditItemId: string | null };
  const terms = await refundTerms(tx, line.subjectId, inputs.creditItemId);
  if (!seenHash(terms).equals(line.seenHash))
    return { lineNo, state: "stale", reason: "Money of this payment moved since this was proposed." };
  const id = tx.platform.ids.next();
  const { id: attemptId, ledgerId } = terms.attempt;
  const { creditItemId, reason } = inputs;
  const back = { id, ledgerId, attemptId, kind: "refund", amountMinor, state: "asked", creditItemId, reason } as const;
  if (!(await insertBack(tx, { ...back, proposalId: proposal.id })))
    return { lineNo, state: "stale", reason: "Another refund of this payment is under way." };
  await enqueue(tx, CARRY_OUT_REFUND, { moneyBackId: id });
  return { lineNo, state: "applied", resultId: id };
}

async function applyLines(tx: TenantTransaction, proposal: Proposal, lines: readonly LineToApply[]): Promise<Applied> {
  const outcomes: LineOutcome[] = [];
  for (const line of lines) outcomes.push(await ask(tx, proposal, line));
  return { outcomes };
}

/**
 * Writes down that the partner is to be asked, in the transaction that applies the approved line; a job then asks. What moved since it was
 * proposed is stale. Throws PROPOSAL_KIND_WRONG, and what `applyProposal` throws.
 */
export async function applyRefunds(platform: Platform, context: Context, proposalId: string): Promise<AppliedTotals> {
  const proposal = await withTenant(platform, context, (tx) => proposalById(tx, proposalId));
  if (proposal.kind !== REFUNDS) throw wrongKind(proposal, REFUNDS);
  return applyProposal(platform, context, proposalId, { chunk: 1, apply: applyLines });
}
