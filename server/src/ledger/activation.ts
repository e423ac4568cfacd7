import { sql } from "kysely";
import { recordAudit, type TenantTransaction } from "../platform/index.ts";
import { requireChangedOver } from "./changeover.ts";
import { lockLedger, type Ledger } from "./ledgers.ts";
import type { DateText } from "./types.ts";

/** Whether a ledger takes claims. */

/**
 * Ticks a ledger in: from this day its claims are taken. Open claims of other systems are not moved (S0-46, S0-48). Where a changeover was
 * planned it has to be carried out first. Throws LEDGER_NOT_FOUND, WALKTHROUGH_REQUIRED, CHANGEOVER_OPEN.
 */
export async function activateLedger(tx: TenantTransaction, ledgerId: string, from: DateText): Promise<void> {
  const { state } = await lockLedger(tx, ledgerId);
  if (state === "active") return;
  await requireChangedOver(tx, ledgerId);
  await setState(tx, ledgerId, "active", from);
}

/** No new claims from now on; what is open runs to its end. Throws LEDGER_NOT_FOUND. */
export async function deactivateLedger(tx: TenantTransaction, ledgerId: string): Promise<void> {
  const { state } = await lockLedger(tx, ledgerId);
  if (state === "active") await setState(tx, ledgerId, "inactive", null);
}

async function setState(
  tx: TenantTransaction,
  ledgerId: string,
  state: Ledger["state"],
  from: DateText | null,
): Promise<void> {
  await sql`
    update ledger set state = ${state}, active_from_on = coalesce(${from}::date, active_from_on)
    where tenant_id = ${tx.tenantId} and id = ${ledgerId}`.execute(tx.db);
  await recordAudit(tx, { action: `ledger.${state}`, subjectKind: "ledger", subjectId: ledgerId, detail: { from } });
}
