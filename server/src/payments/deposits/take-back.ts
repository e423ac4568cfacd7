import { entriesBySource, ItemsMoved, ledgerById, reverseEntry } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { invariant, refuse, type TenantTransaction } from "../../platform/index.ts";
import { DEPOSIT_SOURCE, told } from "./take.ts";
import { depositById, markTakenBack } from "./store.ts";
import type { Deposit } from "./types.ts";

async function reverse(tx: TenantTransaction, { id, ledgerId }: Deposit): Promise<void> {
  const ledger = await ledgerById(tx, ledgerId);
  const [entry] = await entriesBySource(tx, DEPOSIT_SOURCE, [id]);
  invariant(entry, "a deposit of the terminal has an entry");
  const today = tx.platform.clock.today(marketPack(ledger.market).zones[0]!).toString();
  try {
    await reverseEntry(tx, entry.id, today, { rule: "payments.depositTakenBack", version: 1, inputs: {} });
  } catch (error) {
    throw error instanceof ItemsMoved ? refuse("DEPOSIT_SPENT") : error;
  }
}

/**
 * Takes a deposit back that was written down wrongly: its entry is met by a reversal. One that was a credit before is an ordinary credit again. Only
 * while nothing of it is used or repaid. Money that the customer wants back is no mistake: that is a repayment, which another person approves.
 * Throws DEPOSIT_NOT_FOUND, DEPOSIT_SPENT.
 */
export async function takeBackDeposit(tx: TenantTransaction, id: string): Promise<void> {
  const deposit = await depositById(tx, id);
  if (deposit.openMinor < deposit.amountMinor) throw refuse("DEPOSIT_SPENT");
  if (deposit.origin === "terminal") await reverse(tx, deposit);
  await markTakenBack(tx, id);
  await told(tx, "deposit.takenBack", deposit);
}
