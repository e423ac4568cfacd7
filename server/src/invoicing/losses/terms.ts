import { hash } from "node:crypto";
import {
  itemsByParent,
  itemsById,
  type ItemKind,
  type Ledger,
  type OpenItem,
  type PostingDraft,
} from "../../ledger/index.ts";
import type { AccountRole } from "../../markets/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";

/** What would be lost of a bill: its remaining capital, and the fees and interest that fall away with it. */

export type LossTerms = {
  readonly item: OpenItem;
  /** Fees, interest and compensation that hang on it, as far as they are open. */
  readonly extras: readonly OpenItem[];
  readonly capitalMinor: bigint;
  readonly feesMinor: bigint;
  readonly interestMinor: bigint;
};

const FEES: readonly ItemKind[] = ["fee", "compensation"];
const EXTRAS: readonly ItemKind[] = [...FEES, "interest"];

const openOf = (items: readonly OpenItem[]) => items.reduce((sum, { openMinor }) => sum + openMinor, 0n);

function termsOf(item: OpenItem, hanging: readonly OpenItem[]): LossTerms {
  const extras = hanging
    .filter(({ side, kind, openMinor }) => side === "receivable" && EXTRAS.includes(kind) && openMinor > 0n)
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return {
    item,
    extras,
    capitalMinor: item.openMinor,
    feesMinor: openOf(extras.filter(({ kind }) => FEES.includes(kind))),
    interestMinor: openOf(extras.filter(({ kind }) => kind === "interest")),
  };
}

/** What would be lost of these bills, by item; with `lock` they are held until the transaction ends. */
export async function lossTerms(
  tx: TenantTransaction,
  itemIds: readonly string[],
  lock = false,
): Promise<Map<string, LossTerms>> {
  const items = await itemsById(tx, itemIds, lock);
  const known = (await itemsByParent(tx, itemIds)).map(({ id }) => id);
  const hanging = Map.groupBy(
    lock ? await itemsById(tx, known, true) : await itemsById(tx, known),
    (one) => one.parentId,
  );
  return new Map(items.map((item) => [item.id, termsOf(item, hanging.get(item.id) ?? [])]));
}

/** What the decision rests on: when it differs at applying, money moved meanwhile. */
export function seenHash({ item, extras }: LossTerms): Buffer {
  const open = [item, ...extras].map(({ id, openMinor }) => `${id}:${openMinor}`);
  return hash("sha256", open.join("|"), "buffer");
}

const GIVES_BACK: Readonly<Partial<Record<ItemKind, AccountRole>>> = {
  fee: "feeIncome",
  compensation: "feeIncome",
  interest: "interestIncome",
};

/** How a loss is booked (DP-063): the capital on the account of losses, unpaid fees and interest back from where they were income. */
export function lossPostings(ledger: Pick<Ledger, "code">, { item, extras }: LossTerms): PostingDraft[] {
  const capital = {
    debit: ledger.code("creditLoss"),
    credit: item.account,
    amountMinor: item.openMinor,
    creditItemId: item.id,
  };
  const fallen = extras.map((extra) => ({
    debit: ledger.code(GIVES_BACK[extra.kind]!),
    credit: extra.account,
    amountMinor: extra.openMinor,
    creditItemId: extra.id,
  }));
  return [capital, ...fallen];
}
