import type { TenantTransaction } from "../../platform/index.ts";
import { insertNeeds } from "./store.ts";

/**
 * Puts items on the list of those nobody may be asked for, because a third party would read a number that is not ours. No new contact mends that:
 * they stand there until they are credited or withdrawn.
 */
export function needOwnNumbers(tx: TenantTransaction, ledgerId: string, itemIds: readonly string[]): Promise<void> {
  return insertNeeds(
    tx,
    itemIds.map((itemId) => ({ itemId, ledgerId, reason: "foreignNumber" })),
  );
}
