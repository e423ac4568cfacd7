/** What follow-up asks of what stands beside it; app fills it in. */
import type { TenantTransaction } from "../platform/index.ts";

/**
 * Of these items, those that payments leave in peace just now: the payer objects on the pay page, or a payment is said to be made, under way
 * or of unknown outcome (SEC-84). An item without an answer may be followed up. A clinic's own wish to wait is none of these (DP-011, DP-033).
 */
export type RestingItems = (
  tx: TenantTransaction,
  itemIds: readonly string[],
) => Promise<ReadonlyMap<string, "disputed" | "paymentUnknown">>;
