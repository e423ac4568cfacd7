import { createProposal, waitingFor, type Proposal, type ProposalLineDraft } from "../../controls/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import { creditDay } from "../credit-terms.ts";
import "../errors.ts";
import { reportById, reportLines, type LossException } from "./store.ts";
import { lossTerms, seenHash, type LossTerms } from "./terms.ts";

/** Head office proposes losses; a CFO or CEO approves each, whatever the amount (SEC-14, DP-062). */

/** The kind of proposal that becomes losses. */
export const LOSSES = "losses";

/** Of each bill what is too little for an agency (DP-022): head office may decide that less than it is lost. Minor units; follow-up's policy says it. */
export type AgencyMinimums = (
  tx: TenantTransaction,
  itemIds: readonly string[],
) => Promise<ReadonlyMap<string, bigint>>;

export type LossWish = {
  readonly ledgerId: string;
  /** The bills; left out with a report is every bill that it names and that has something left. */
  readonly itemIds?: readonly string[];
} & (
  | { readonly reportId: string }
  /** Head office's decision without an agency, in its own words. */
  | { readonly exception: LossException; readonly words: string }
);

type Ground = {
  readonly reportId: string | null;
  readonly exception: LossException | null;
  readonly words: string | null;
  readonly itemIds: readonly string[];
};

/** The bills of a report. Throws LOSS_REPORT_NOT_FOUND, LOSS_NOT_REPORTED for one that it does not name. */
async function byReport(tx: TenantTransaction, reportId: string, { ledgerId, itemIds }: LossWish): Promise<Ground> {
  const report = await reportById(tx, reportId);
  if (report?.ledgerId !== ledgerId) throw refuse("LOSS_REPORT_NOT_FOUND");
  const named = (await reportLines(tx, reportId)).flatMap(({ itemId }) => itemId ?? []);
  if (itemIds?.some((id) => !named.includes(id))) throw refuse("LOSS_NOT_REPORTED");
  return { reportId, exception: null, words: null, itemIds: itemIds ?? named };
}

function groundOf(tx: TenantTransaction, wish: LossWish): Promise<Ground> {
  if ("reportId" in wish) return byReport(tx, wish.reportId, wish);
  const { exception, words, itemIds } = wish;
  if (!itemIds || itemIds.length === 0) throw refuse("LOSS_NOTHING_LEFT");
  return Promise.resolve({ reportId: null, exception, words, itemIds });
}

/** Throws LOSS_NO_BILL, LOSS_ELSEWHERE, LOSS_ABOVE_MINIMUM, LOSS_WAITS. */
async function requireLosable(
  tx: TenantTransaction,
  { item }: LossTerms,
  ledgerId: string,
  { exception, leastMinor }: { readonly exception: LossException | null; readonly leastMinor: bigint },
) {
  if (item.ledgerId !== ledgerId || item.side !== "receivable" || !["invoice", "instalment"].includes(item.kind))
    throw refuse("LOSS_NO_BILL");
  if (item.custody === "sold") throw refuse("LOSS_ELSEWHERE");
  if (exception === "belowAgencyMinimum" && item.openMinor >= leastMinor)
    throw refuse("LOSS_ABOVE_MINIMUM", { leastMinor });
  const waiting = await waitingFor(tx, "openItem", item.id);
  if (waiting.some(({ kind }) => kind === LOSSES)) throw refuse("LOSS_WAITS");
}

function lineOf(terms: LossTerms, { reportId, exception, words }: Ground): ProposalLineDraft {
  const { item, capitalMinor, feesMinor, interestMinor } = terms;
  const inputs = {
    itemReference: item.reference,
    reportId,
    exception,
    words,
    capitalMinor: Number(capitalMinor),
    feesMinor: Number(feesMinor),
    interestMinor: Number(interestMinor),
  };
  return {
    action: "bookLoss",
    subjectKind: "openItem",
    subjectId: item.id,
    seenHash: seenHash(terms),
    amountMinor: capitalMinor,
    explanation: {
      rule: reportId === null ? "loss.byHeadOffice" : "loss.afterCollection",
      version: 1,
      inputs,
      wouldChange: "Money that comes before it is posted: then the loss is what is left, proposed anew.",
    },
  };
}

/**
 * Proposes to book bills as lost, each a line by itself: what is left of their capital now, with the fees and interest that fall away. It takes the
 * agency's report, or one of head office's exceptions (DP-061). Nothing is booked. Throws LOSS_REPORT_NOT_FOUND, LOSS_NOT_REPORTED, LOSS_NOTHING_LEFT,
 * LOSS_NO_BILL, LOSS_ELSEWHERE, LOSS_ABOVE_MINIMUM, LOSS_WAITS, LEDGER_NOT_FOUND.
 */
export async function proposeLosses(
  tx: TenantTransaction,
  wish: LossWish,
  agencyMinimums: AgencyMinimums,
): Promise<Proposal> {
  const { id: ledgerId } = await ledgerById(tx, wish.ledgerId);
  const ground = await groundOf(tx, wish);
  const known = await lossTerms(tx, ground.itemIds, true);
  if (wish.itemIds && known.size < new Set(wish.itemIds).size) throw refuse("LOSS_NO_BILL");
  const open = [...known.values()].filter(({ capitalMinor }) => capitalMinor > 0n);
  if (open.length === 0) throw refuse("LOSS_NOTHING_LEFT");
  const { exception } = ground;
  const least = await agencyMinimums(tx, [...known.keys()]);
  for (const terms of open)
    await requireLosable(tx, terms, ledgerId, { exception, leastMinor: least.get(terms.item.id) ?? 0n });
  const amountMinor = open.reduce((sum, { capitalMinor }) => sum + capitalMinor, 0n);
  return createProposal(tx, {
    kind: LOSSES,
    ledgerId,
    asOfOn: await creditDay(tx, ledgerId),
    lines: open.map((terms) => lineOf(terms, ground)),
    totals: { losses: open.length, amountMinor, twoPersons: 1 },
    approval: { kind: "loss", amountMinor, originalId: null, patientId: null, payerId: null },
  });
}
