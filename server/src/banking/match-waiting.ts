import { sql } from "kysely";
import { itemsByParent, itemsByReference, type OpenItem } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { spread } from "./match.ts";
import type { Placing } from "./place.ts";
import { solveBankLine } from "./solve.ts";
import { moneyOf } from "./work-store.ts";

/** Money that came before anybody told what it is for: a partner's lump is in the bank today, and its specification is here tomorrow. */

/** Lines whose reference was unknown then, or was of an item that held less. */
async function waitingFor(tx: TenantTransaction, ledgerId: string, reference: string): Promise<string[]> {
  const found = await sql<{ id: string }>`
    select id from bank_line where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and reference = ${reference}
      and state in ('unknown', 'badCheck', 'over', 'closed') order by settled_on, id`.execute(tx.db);
  return found.rows.map(({ id }) => id);
}

/** What is open under a reference: the item that bears it first, then the parts that were told of later. */
async function openUnder(tx: TenantTransaction, ledgerId: string, reference: string): Promise<OpenItem[]> {
  const [first] = await itemsByReference(tx, [reference], ledgerId);
  if (first?.side !== "receivable") return [];
  const parts = (await itemsByParent(tx, [first.id])).filter(
    ({ side, kind }) => side === "receivable" && kind === "instalment",
  );
  return [first, ...parts].filter(({ openMinor }) => openMinor > 0n);
}

async function placingsOf(tx: TenantTransaction, lineId: string, open: readonly OpenItem[]): Promise<Placing[]> {
  const money = await moneyOf(tx, lineId);
  const availableMinor = money.reduce((sum, { openMinor }) => sum + openMinor, 0n);
  const candidates = open.map((item) => ({ ...item, itemId: item.id, credited: false }));
  return spread(availableMinor, candidates).allocations.map(({ itemId, amountMinor }) => ({ itemId, amountMinor }));
}

/**
 * Places what waits in a ledger under this very reference on the items that bear it now, oldest first, as the file would have been posted had it
 * come after them; what they do not explain goes on waiting. Each placing is a solution, which can be undone. Gives how many lines it placed.
 */
export async function matchWaiting(tx: TenantTransaction, ledgerId: string, reference: string): Promise<number> {
  let placed = 0;
  for (const lineId of await waitingFor(tx, ledgerId, reference)) {
    const placings = await placingsOf(tx, lineId, await openUnder(tx, ledgerId, reference));
    if (placings.length === 0) continue;
    await solveBankLine(tx, lineId, {
      placings,
      explanation: { rule: "match.toldLater", version: 1, inputs: { reference } },
    });
    placed += 1;
  }
  return placed;
}
