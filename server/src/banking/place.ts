import {
  ItemsMoved,
  itemsById,
  post,
  type EntryDraft,
  type Explanation,
  type Ledger,
  type NewItem,
  type OpenItem,
  type PostingDraft,
} from "../ledger/index.ts";
import type { AccountRole } from "../markets/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { todayIn } from "./today.ts";

/** Where money goes that a person places: the parts, what they may be, and the one entry they become. */

export type Placing = { readonly itemId: string; readonly amountMinor: bigint };

/** Money that a partner pays out: it comes off what the partner owes, with what it kept back as its fee. */
export type Payout = {
  /** The account on which the partner's debt stands. */
  readonly role: AccountRole;
  /** Of the money at hand, above nothing. */
  readonly amountMinor: bigint;
  /** Kept back before it was paid out, nothing or more. */
  readonly feeMinor: bigint;
};

export type Solution = {
  readonly placings: readonly Placing[];
  readonly payout?: Payout;
  /** Whose credit the rest becomes; left out keeps it where it is. */
  readonly restToPartyId?: string;
  /** Øre, at most `MOST_ROUNDING_MINOR` either way: above zero so much of the money is left over, below zero so much is lacking. */
  readonly roundingMinor?: bigint;
  readonly explanation: Explanation;
};

async function itemsFor(
  tx: TenantTransaction,
  ledgerId: string,
  placings: readonly Placing[],
): Promise<Map<string, OpenItem>> {
  const items = new Map(
    (
      await itemsById(
        tx,
        placings.map((p) => p.itemId),
        true,
      )
    ).map((item) => [item.id, item]),
  );
  for (const placing of placings) {
    const item = items.get(placing.itemId);
    if (!item || item.ledgerId !== ledgerId || item.side !== "receivable") throw refuse("ITEM_NOT_FOUND");
    if (item.openMinor < placing.amountMinor)
      throw refuse("ALLOCATION_TOO_MUCH", { openMinor: item.openMinor, amountMinor: placing.amountMinor });
  }
  return items;
}

export type Source = { readonly account: string; readonly itemId: string | null; readonly availableMinor: bigint };

type Target = { readonly account: string; readonly itemId: string | null; readonly amountMinor: bigint };

/** Lays the parts onto the sources in order: each posting takes from one source and gives to one target. */
function layOut(sources: readonly Source[], targets: readonly Target[]): PostingDraft[] {
  const postings: PostingDraft[] = [];
  const left = sources.map((source) => ({ ...source }));
  let at = 0;
  for (const target of targets) {
    let rest = target.amountMinor;
    while (rest > 0n) {
      const source = left[at]!;
      const amountMinor = source.availableMinor < rest ? source.availableMinor : rest;
      if (amountMinor > 0n)
        postings.push({
          debit: source.account,
          credit: target.account,
          amountMinor,
          debitItemId: source.itemId,
          creditItemId: target.itemId,
        });
      rest -= amountMinor;
      if ((left[at] = { ...source, availableMinor: source.availableMinor - amountMinor }).availableMinor === 0n) at++;
    }
  }
  return postings;
}

function creditItem(
  tx: TenantTransaction,
  ledgerId: string,
  account: string,
  partyId: string,
  amountMinor: bigint,
  day: string,
): NewItem {
  return {
    id: tx.platform.ids.next(),
    ledgerId,
    side: "credit",
    kind: "customerCredit",
    account,
    partyId,
    parentId: null,
    documentId: null,
    reference: null,
    openedOn: day,
    dueOn: day,
    amountMinor,
  };
}

/** Writes to the ledger; an open amount that somebody moved meanwhile is a refusal here, not a reason to try again. */
export async function unlessMoved<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof ItemsMoved ? refuse("ITEM_AMOUNT_MOVED") : error;
  }
}

export type Placed = { readonly entryId: string; readonly placedMinor: bigint };

/** What rounding may take or give: less than one krone, so that a difference is never hidden there. */
export const MOST_ROUNDING_MINOR = 99n;

const sum = (amounts: readonly bigint[]) => amounts.reduce((total, one) => total + one, 0n);
/** What of the money at hand is said to belong somewhere, rounding apart. */
export const partsOf = ({ placings, payout }: Solution): bigint =>
  sum(placings.map((placing) => placing.amountMinor)) + (payout?.amountMinor ?? 0n);
const size = (amountMinor: bigint) => (amountMinor < 0n ? -amountMinor : amountMinor);

/** The money at hand against the parts: neither more than there is, nor rounding beyond its limit, nor rounding beside a rest. */
function requireSum(solution: Solution, moneyMinor: bigint): void {
  const { roundingMinor = 0n, restToPartyId, payout } = solution;
  const parts = partsOf(solution) + roundingMinor;
  const rounded = roundingMinor !== 0n;
  const fits = rounded ? parts === moneyMinor && restToPartyId === undefined : parts <= moneyMinor;
  const amounts = [...solution.placings, ...(payout ? [payout] : [])].map(({ amountMinor }) => amountMinor);
  const isWrong = amounts.some((minor) => minor <= 0n) || (payout !== undefined && payout.feeMinor < 0n);
  if (!fits || isWrong || size(roundingMinor) > MOST_ROUNDING_MINOR)
    throw refuse("ALLOCATION_SUM", { partsMinor: parts, amountMinor: moneyMinor });
}

type Where = { readonly ledger: Ledger; readonly sourceKind: string; readonly sourceId: string };

function restOf(tx: TenantTransaction, ledger: Ledger, solution: Solution, restMinor: bigint): NewItem[] {
  if (!solution.restToPartyId || restMinor <= 0n) return [];
  const account = ledger.code("customerCredit");
  return [creditItem(tx, ledger.id, account, solution.restToPartyId, restMinor, todayIn(tx, ledger))];
}

/** What was paid out stands in the entry beside its postings: the day's proof holds one against the other. */
function explained({ explanation, payout }: Solution): Explanation {
  if (!payout) return explanation;
  const said = { paidOutMinor: payout.amountMinor + payout.feeMinor, feeMinor: payout.feeMinor };
  return { ...explanation, inputs: { ...explanation.inputs, ...said } };
}

/** The partner's debt falls by what it paid out and by what it kept. */
function payoutTargets(ledger: Ledger, payout: Payout | undefined): Target[] {
  if (!payout) return [];
  return [{ account: ledger.code(payout.role), itemId: null, amountMinor: payout.amountMinor + payout.feeMinor }];
}

/**
 * Writes a solution as one entry: the sources' money to the items that a person names, to what a partner owes, to a party's credit, and øre to rounding.
 * Throws ITEM_NOT_FOUND, ALLOCATION_SUM, ALLOCATION_TOO_MUCH, ITEM_AMOUNT_MOVED.
 */
export async function place(
  tx: TenantTransaction,
  { ledger, sourceKind, sourceId }: Where,
  money: readonly Source[],
  solution: Solution,
): Promise<Placed> {
  const { placings, payout, roundingMinor = 0n } = solution;
  const items = await itemsFor(tx, ledger.id, placings);
  const moneyMinor = sum(money.map((source) => source.availableMinor));
  requireSum(solution, moneyMinor);
  const rest = restOf(tx, ledger, solution, moneyMinor - partsOf(solution));
  const rounding = { account: ledger.code("rounding"), itemId: null };
  const fee = { account: ledger.code("paymentCost"), itemId: null, availableMinor: payout?.feeMinor ?? 0n };
  const lack = { ...rounding, availableMinor: roundingMinor < 0n ? -roundingMinor : 0n };
  const sources = [...money, lack, fee].filter(({ availableMinor }) => availableMinor > 0n);
  const targets: Target[] = [
    ...placings.map((p) => ({ account: items.get(p.itemId)!.account, itemId: p.itemId, amountMinor: p.amountMinor })),
    ...rest.map((credit) => ({ account: credit.account, itemId: credit.id, amountMinor: credit.amountMinor })),
    ...(roundingMinor > 0n ? [{ ...rounding, amountMinor: roundingMinor }] : []),
    // Last, as its fee is the last source: no other part is given by the fee.
    ...payoutTargets(ledger, payout),
  ];
  if (targets.length === 0) throw refuse("ALLOCATION_SUM", { partsMinor: 0n, amountMinor: moneyMinor });
  const entry: EntryDraft = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    kind: "allocation",
    bookedOn: todayIn(tx, ledger),
    sourceKind,
    sourceId,
    explanation: explained(solution),
    postings: layOut(sources, targets),
  };
  await unlessMoved(() => post(tx, [entry], rest));
  const added = fee.availableMinor + lack.availableMinor;
  return { entryId: entry.id, placedMinor: sum(targets.map((target) => target.amountMinor)) - added };
}
