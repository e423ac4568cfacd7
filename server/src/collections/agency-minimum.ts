/** What is too little for an agency (DP-022): the policy that each claim follows says it. */
import { itemsById, ledgerById } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { defaultPolicy } from "./policy-data.ts";
import { policyBook } from "./policy-book.ts";

/** Of each claim the least amount that goes to an agency, minor units; where no policy is in force, its market's default. */
export async function agencyMinimums(
  tx: TenantTransaction,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, bigint>> {
  const known = new Map<string, bigint>();
  for (const [ledgerId, items] of Map.groupBy(await itemsById(tx, itemIds), (item) => item.ledgerId)) {
    const ledger = await ledgerById(tx, ledgerId);
    const book = await policyBook(tx, ledger);
    for (const item of items) {
      const policy = book.of(item)?.policy ?? defaultPolicy(marketPack(ledger.market));
      known.set(item.id, policy.agencyMinimumMinor);
    }
  }
  return known;
}
