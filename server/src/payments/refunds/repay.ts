import { hash } from "node:crypto";
import { orderPayment, requirePayee, type Payee } from "../../banking/index.ts";
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
} from "../../controls/index.ts";
import { itemsById, ledgerById, type OpenItem } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import {
  refuse,
  seal,
  tenantKey,
  unseal,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import { attemptsOfItem } from "../store.ts";
import { creditById } from "./credits.ts";
import { proposeRefund } from "./refund.ts";
import { refundTerms } from "./standing.ts";
import { backOf } from "./store.ts";
import type { RefundReason } from "./types.ts";

/** The kind of proposal by which a payer's credit is paid out from the bank. */
export const REPAYMENTS = "repayments";

export type RepaymentWish = {
  readonly creditItemId: string;
  /** Øre; left out is all of it. */
  readonly amountMinor?: bigint;
  readonly reason: RefundReason;
  /** In the person's own words, for whoever approves; nothing of what was treated. */
  readonly words: string | null;
  /** Where the money goes by bank; left out sends it back to the card or wallet that it came from. */
  readonly payee?: Payee;
};

type Instrument = { readonly attemptId: string; readonly mostMinor: bigint };

/** The attempt by whose partner the credit could go back, the one that can take most of it first. What a partner called too late is none. */
async function instrumentOf(tx: TenantTransaction, credit: OpenItem): Promise<Instrument | undefined> {
  if (credit.parentId === null) return undefined;
  const taken = (await attemptsOfItem(tx, credit.parentId)).filter(({ capturedMinor }) => capturedMinor > 0n);
  const late = new Set(
    (
      await backOf(
        tx,
        taken.map(({ id }) => id),
      )
    )
      .filter(({ problem }) => problem === "tooLate")
      .map(({ attemptId }) => attemptId),
  );
  const found: Instrument[] = [];
  for (const { id } of taken.filter((attempt) => !late.has(attempt.id))) {
    const { leftMinor } = await refundTerms(tx, id, credit.id);
    if (leftMinor > 0n) found.push({ attemptId: id, mostMinor: leftMinor });
  }
  return found.toSorted((one, other) => (one.mostMinor > other.mostMinor ? -1 : 1))[0];
}

const seenHash = (credit: OpenItem): Buffer => hash("sha256", `${credit.id}|${credit.openMinor}`, "buffer");
const placeOf = (tx: TenantTransaction, creditItemId: string) => ({
  tenantId: tx.tenantId,
  table: "proposal_line",
  column: "payee",
  row: creditItemId,
});

async function proposeByBank(
  tx: TenantTransaction,
  credit: OpenItem,
  amountMinor: bigint,
  wish: RepaymentWish & { readonly payee: Payee },
): Promise<Proposal> {
  const ledger = await ledgerById(tx, credit.ledgerId);
  requirePayee(ledger, wish.payee);
  const [parent] = credit.parentId === null ? [] : await itemsById(tx, [credit.parentId]);
  const inputs = {
    reason: wish.reason,
    words: wish.words,
    itemReference: parent?.reference ?? null,
    openMinor: Number(credit.openMinor),
    accountTail: wish.payee.account.replace(/\s/g, "").slice(-4),
    payeeSealed: seal(await tenantKey(tx), placeOf(tx, credit.id), JSON.stringify(wish.payee)).toString("base64"),
  };
  const line = {
    action: "repayCredit",
    subjectKind: "openItem",
    subjectId: credit.id,
    seenHash: seenHash(credit),
    amountMinor,
    explanation: {
      rule: "repayment.byBank",
      version: 1,
      inputs,
      wouldChange: "A card or wallet that the money came from and can still take it back.",
    },
  };
  return createProposal(tx, {
    kind: REPAYMENTS,
    ledgerId: ledger.id,
    asOfOn: tx.platform.clock.today(marketPack(ledger.market).zones[0]!).toString(),
    lines: [line],
    totals: { repayments: 1, amountMinor, twoPersons: 1 },
    approval: { kind: "repayment", amountMinor, originalId: null, patientId: null, payerId: credit.partyId },
  });
}

/**
 * Proposes to repay a payer's credit (FR-69): to the card or wallet that the money came from where that can take it, by bank where it cannot
 * (SEC-14). Somebody else approves. Throws CREDIT_NOT_FOUND, CREDIT_TOO_SMALL, REFUND_TO_INSTRUMENT, REFUND_NOTHING_LEFT, PAYEE_WRONG, and what
 * `proposeRefund` throws.
 */
export async function proposeRepayment(tx: TenantTransaction, wish: RepaymentWish): Promise<Proposal> {
  const credit = await creditById(tx, wish.creditItemId);
  const amountMinor = wish.amountMinor ?? credit.openMinor;
  if (amountMinor > credit.openMinor) throw refuse("CREDIT_TOO_SMALL", { openMinor: credit.openMinor });
  const { payee, reason, words } = wish;
  const instrument = await instrumentOf(tx, credit);
  if (payee && instrument) throw refuse("REFUND_TO_INSTRUMENT", { leftMinor: instrument.mostMinor });
  if (payee) return proposeByBank(tx, credit, amountMinor, { ...wish, payee });
  if (!instrument) throw refuse("REFUND_NOTHING_LEFT");
  return proposeRefund(tx, { attemptId: instrument.attemptId, amountMinor, creditItemId: credit.id, reason, words });
}

/** The payee of a line, for whoever approves it. */
export async function payeeOf(
  tx: TenantTransaction,
  line: Pick<LineToApply, "subjectId" | "explanation">,
): Promise<Payee> {
  const { payeeSealed } = line.explanation.inputs as { payeeSealed: string };
  const sealed = Buffer.from(payeeSealed, "base64");
  return JSON.parse(unseal(await tenantKey(tx), placeOf(tx, line.subjectId), sealed)) as Payee;
}

async function applyLine(tx: TenantTransaction, proposal: Proposal, line: LineToApply): Promise<LineOutcome> {
  const { lineNo, amountMinor } = line;
  const [credit] = await itemsById(tx, [line.subjectId], true);
  if (!credit || !seenHash(credit).equals(line.seenHash))
    return { lineNo, state: "stale", reason: "The credit was used since this was proposed." };
  const { payeeSealed: _sealed, ...inputs } = line.explanation.inputs;
  const explanation = { ...line.explanation, inputs };
  const payee = await payeeOf(tx, line);
  const order = { ledgerId: credit.ledgerId, creditItemId: credit.id, amountMinor, payee, proposalId: proposal.id };
  return { lineNo, state: "applied", resultId: await orderPayment(tx, { ...order, explanation }) };
}

async function applyLines(tx: TenantTransaction, proposal: Proposal, lines: readonly LineToApply[]): Promise<Applied> {
  const outcomes: LineOutcome[] = [];
  for (const line of lines) outcomes.push(await applyLine(tx, proposal, line));
  return { outcomes };
}

/** Orders the payments of an approved proposal; they wait for the next file to the bank. Throws PROPOSAL_KIND_WRONG, and what `applyProposal` throws. */
export async function applyRepayments(
  platform: Platform,
  context: Context,
  proposalId: string,
): Promise<AppliedTotals> {
  const proposal = await withTenant(platform, context, (tx) => proposalById(tx, proposalId));
  if (proposal.kind !== REPAYMENTS) throw wrongKind(proposal, REPAYMENTS);
  return applyProposal(platform, context, proposalId, { chunk: 1, apply: applyLines });
}
