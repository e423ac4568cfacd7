/** Rests too small to follow up are rounded off and closed (E6). */
import { post, type EntryDraft } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { asLineExplanation } from "./explain.ts";
import { itemRows } from "./facts-store.ts";
import { dateText, type Ground } from "./ground.ts";
import type { RestingItems } from "./ports.ts";
import { decideItems } from "./decide-items.ts";

/**
 * Books what is left of claims past their due day against rounding where the policy they follow says that it is too little; gives how many.
 * A second time finds none. Throws FOLLOW_UP_CALENDAR_UNKNOWN.
 */
export async function roundOffRests(tx: TenantTransaction, ground: Ground, resting: RestingItems): Promise<number> {
  const { ledger, book, today } = ground;
  const atMostMinor = book.mostMinorBalanceMinor;
  if (atMostMinor === 0n) return 0;
  const asOf = dateText(today);
  const rows = await itemRows(tx, { ledgerId: ledger.id, asOf, atMostMinor }, true);
  const decided = await decideItems(tx, ground, rows, { asOf: today, resting });
  const entries = decided.flatMap(({ item: { row }, followed, decision }): EntryDraft[] => {
    if (decision.kind !== "closed" || decision.roundedOffMinor === 0n) return [];
    const rounding = { debit: ledger.code("rounding"), credit: row.account, creditItemId: row.id };
    return [
      {
        ...{ id: tx.platform.ids.next(), ledgerId: ledger.id, kind: "allocation", bookedOn: asOf },
        ...{ sourceKind: "smallBalance", sourceId: row.id },
        explanation: asLineExplanation(decision.explanation, followed),
        postings: [{ ...rounding, amountMinor: decision.roundedOffMinor }],
      },
    ];
  });
  await post(tx, entries);
  return entries.length;
}
