import type { TenantTransaction } from "../context.ts";

/** A statement that must always hold over a tenant's data; each capability owns its own, `kvitt verify` runs them all. */
export type Check = {
  /** Stable name, for example `ledger.itemsEqualPostings`. */
  readonly name: string;
  /** What holds, in one sentence. */
  readonly sentence: string;
  /** The rows that break it, at most some dozens: ids, codes and amounts, no names. */
  breaches(tx: TenantTransaction): Promise<readonly Readonly<Record<string, unknown>>[]>;
};
