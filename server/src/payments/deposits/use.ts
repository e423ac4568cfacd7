import type { TenantTransaction } from "../../platform/index.ts";
import { billsFor, moveCredit, type PayableBill } from "../refunds/credits.ts";
import { depositById } from "./store.ts";
import type { Deposit } from "./types.ts";

/** What a deposit can be used on, the bill that is due first first, with the most that each can take of it. */
export async function usesOf(
  tx: TenantTransaction,
  id: string,
): Promise<{ readonly deposit: Deposit; readonly bills: readonly (PayableBill & { readonly mostMinor: bigint })[] }> {
  const deposit = await depositById(tx, id);
  const bills = await billsFor(tx, deposit.itemId);
  const least = (one: bigint, other: bigint) => (one < other ? one : other);
  return { deposit, bills: bills.map((bill) => ({ ...bill, mostMinor: least(deposit.openMinor, bill.openMinor) })) };
}

export type DepositUse = { readonly toItemId: string; readonly amountMinor?: bigint };

/**
 * Uses a deposit, or a part of it, on a bill of the same customer in the same ledger: a deliberate act, never done by itself. Gives the entry. Throws
 * DEPOSIT_NOT_FOUND and what `moveCredit` throws.
 */
export async function useDeposit(tx: TenantTransaction, id: string, use: DepositUse): Promise<string> {
  const { itemId } = await depositById(tx, id);
  return moveCredit(tx, { creditItemId: itemId, ...use });
}
