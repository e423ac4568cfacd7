import type { DateText } from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { caseOf } from "./items.ts";
import { pausesOf, type Pause } from "./pauses.ts";
import { daysToMove, mostPartsOf, type SelfServiceLimits } from "./policy.ts";
import { splitOf, type Split } from "./split.ts";

/** What may be done with a claim without asking anybody, and what was arranged: for the payer's page and the desk, in the same facts. */
export type MayDo = {
  readonly itemId: string;
  readonly openMinor: bigint;
  readonly dueOn: DateText;
  readonly originalDueOn: DateText;
  readonly move: { readonly earliestOn: DateText; readonly latestOn: DateText } | null;
  /** The most parts; null where it cannot be split. */
  readonly mostParts: number | null;
  readonly dispute: boolean;
  readonly saysPaid: boolean;
  readonly split: Split | null;
  readonly pauses: readonly Pause[];
  readonly limits: SelfServiceLimits;
};

/** Throws PAYMENT_ITEM_NOT_FOUND. */
export async function mayDo(tx: TenantTransaction, itemId: string): Promise<MayDo> {
  const { item, limits, today, originalOn } = await caseOf(tx, itemId);
  const owed = item.openMinor > 0n;
  const most = item.parentId === null ? mostPartsOf(item.openMinor, limits) : 0;
  return {
    itemId: item.id,
    openMinor: item.openMinor,
    dueOn: item.dueOn,
    originalDueOn: originalOn,
    move: owed ? daysToMove({ dueOn: item.dueOn, originalOn, today }, limits) : null,
    mostParts: owed && most >= 2 ? most : null,
    dispute: owed && limits.disputeDays > 0,
    saysPaid: owed && limits.saysPaidDays > 0,
    split: (await splitOf(tx, item.id)) ?? null,
    pauses: (await pausesOf(tx, [item.id])).get(item.id) ?? [],
    limits,
  };
}
