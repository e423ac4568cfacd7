import { marketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";

/** Today by the clock where a ledger is kept: the calendar date in its market's zone. */
export function todayIn(tx: TenantTransaction, { market }: { readonly market: string }): string {
  return tx.platform.clock.today(marketPack(market).zones[0]!).toString();
}
