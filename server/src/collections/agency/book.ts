import {
  itemsById,
  itemsByParent,
  itemsByReference,
  post,
  type NewItem,
  type OpenItem,
  type PostingDraft,
} from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { dateText, type Ground } from "../ground.ts";
import type { AgencyAmounts } from "../ports.ts";
import type { AgencyCase } from "./types.ts";

/**
 * Money that an agency got: the claim is settled by what it got of it, and the agency owes us what it remits. Its debt is an open item under
 * the remittance's reference, so that the bank's line explains it; what it keeps of ours is the cost of its work.
 */

/** Where late money of a claim that was booked as lost goes (E34). */
export type LostClaims = {
  /** What may still come for the loss of a claim; 0 where there is none. */
  leftOf(tx: TenantTransaction, itemId: string): Promise<bigint>;
  recover(tx: TenantTransaction, itemId: string, creditItemId: string): Promise<void>;
};

export type Remitted = {
  readonly eventId: string;
  readonly amounts: AgencyAmounts;
  readonly remittance: string | null;
};

/** Null when the figures do not come to what is remitted, or to more than is owed: a person looks. */
export type Booked = { readonly entryId: string; readonly settledMinor: bigint } | null;

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** What it keeps of ours; null when more is missing than it says it kept. */
function costOf({ capitalMinor, interestMinor, feeMinor, ownCostsMinor, remittedMinor }: AgencyAmounts): bigint | null {
  const cost = capitalMinor + interestMinor + feeMinor - remittedMinor;
  return cost >= 0n && cost <= ownCostsMinor ? cost : null;
}

type Part = { readonly credit: string; readonly creditItemId: string | null; readonly amountMinor: bigint };

/** Pays what hangs on a claim, as far as it is open; the rest is income that was never claimed here. */
function onExtras(items: readonly OpenItem[], kinds: readonly string[], amountMinor: bigint, income: string): Part[] {
  const parts: Part[] = [];
  let left = amountMinor;
  for (const { id, kind, account, openMinor } of items) {
    const amount = kinds.includes(kind) ? least(openMinor, left) : 0n;
    if (amount === 0n) continue;
    parts.push({ credit: account, creditItemId: id, amountMinor: amount });
    left -= amount;
  }
  return left > 0n ? [...parts, { credit: income, creditItemId: null, amountMinor: left }] : parts;
}

type Give = { readonly debit: string; readonly debitItemId: string | null; readonly amountMinor: bigint };

/** Lays what came in onto what it settles, in order. */
function laid(gives: readonly Give[], parts: readonly Part[]): PostingDraft[] {
  const postings: PostingDraft[] = [];
  const left = gives.map((give) => ({ ...give }));
  let at = 0;
  for (const { amountMinor, ...to } of parts) {
    for (let rest = amountMinor; rest > 0n;) {
      const give = left[at]!;
      const { debit, debitItemId } = give;
      const amount = least(give.amountMinor, rest);
      if (amount > 0n) postings.push({ debit, debitItemId, ...to, amountMinor: amount });
      rest -= amount;
      left[at] = { ...give, amountMinor: give.amountMinor - amount };
      if (left[at]!.amountMinor === 0n) at += 1;
    }
  }
  return postings;
}

/** The agency's debt: one item under the lump's reference, and what comes to the same lump later hangs on it. */
async function debtOf(
  tx: TenantTransaction,
  { ledger, today }: Ground,
  { remittance, amounts }: Remitted,
): Promise<NewItem> {
  const [lump] = remittance === null ? [] : await itemsByReference(tx, [remittance], ledger.id);
  const account = ledger.code("partnerReceivable");
  const isOurs = lump?.account === account;
  const day = dateText(today);
  return {
    ...{
      id: tx.platform.ids.next(),
      ledgerId: ledger.id,
      side: "receivable",
      account,
      partyId: null,
      documentId: null,
    },
    kind: isOurs ? "instalment" : "invoice",
    parentId: isOurs ? lump.id : null,
    // A reference that is an invoice's of ours is not the lump's too.
    reference: lump === undefined ? remittance : null,
    ...{ openedOn: day, dueOn: day, amountMinor: amounts.remittedMinor },
  };
}

/** Books what an agency says it got of a case; the claim is locked. Null when a person has to look. */
export async function bookRemitted(
  tx: TenantTransaction,
  ground: Ground,
  { itemId }: Pick<AgencyCase, "itemId">,
  remitted: Remitted,
  lost: LostClaims,
): Promise<Booked> {
  const { amounts, eventId } = remitted;
  const cost = costOf(amounts);
  const { capitalMinor, interestMinor, feeMinor, remittedMinor } = amounts;
  if (cost === null || capitalMinor + interestMinor + feeMinor === 0n) return null;
  const { ledger, today } = ground;
  const [item] = await itemsById(tx, [itemId], true);
  const settledMinor = least(item!.openMinor, capitalMinor);
  const lateMinor = capitalMinor - settledMinor;
  if (lateMinor > 0n && (await lost.leftOf(tx, itemId)) < lateMinor) return null;
  const extras = (await itemsByParent(tx, [itemId])).filter(({ side }) => side === "receivable");
  const credit = lateMinor > 0n ? creditOf(tx, ground, item!, lateMinor) : null;
  const parts: Part[] = [
    ...(settledMinor > 0n ? [{ credit: item!.account, creditItemId: itemId, amountMinor: settledMinor }] : []),
    ...(credit ? [{ credit: credit.account, creditItemId: credit.id, amountMinor: lateMinor }] : []),
    ...onExtras(extras, ["fee", "compensation"], feeMinor, ledger.code("feeIncome")),
    ...onExtras(extras, ["interest"], interestMinor, ledger.code("interestIncome")),
  ];
  const debt = remittedMinor > 0n ? await debtOf(tx, ground, remitted) : null;
  const gives: Give[] = [
    ...(debt ? [{ debit: debt.account, debitItemId: debt.id, amountMinor: remittedMinor }] : []),
    ...(cost > 0n ? [{ debit: ledger.code("serviceCost"), debitItemId: null, amountMinor: cost }] : []),
  ];
  const entryId = tx.platform.ids.next();
  const explanation = {
    rule: "agency.remitted",
    version: 1,
    inputs: { capitalMinor, interestMinor, feeMinor, costMinor: cost, remittance: remitted.remittance },
  };
  const of = { ledgerId: ledger.id, kind: "payment", bookedOn: dateText(today) } as const;
  const source = { sourceKind: AGENCY_REMITTANCE, sourceId: eventId, explanation };
  await post(
    tx,
    [{ id: entryId, ...of, ...source, postings: laid(gives, parts) }],
    [debt, credit].filter((each) => each !== null),
  );
  if (credit) await lost.recover(tx, itemId, credit.id);
  return { entryId, settledMinor };
}

/** What causes the entry: an event of an agency's. */
export const AGENCY_REMITTANCE = "agencyEvent";

function creditOf(tx: TenantTransaction, { ledger, today }: Ground, item: OpenItem, amountMinor: bigint): NewItem {
  const day = dateText(today);
  return {
    ...{ id: tx.platform.ids.next(), ledgerId: ledger.id, side: "credit", kind: "customerCredit" },
    ...{ account: ledger.code("customerCredit"), partyId: item.partyId, parentId: item.id, documentId: null },
    ...{ reference: null, openedOn: day, dueOn: day, amountMinor },
  };
}
