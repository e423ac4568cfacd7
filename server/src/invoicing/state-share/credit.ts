import { allocateSpread } from "@kvitt/values";
import { post, type EntryDraft, type NewItem } from "../../ledger/index.ts";
import { invariant, type TenantTransaction } from "../../platform/index.ts";
import { pair } from "../books.ts";
import { owedBack } from "./owed-back.ts";
import { incomesOf, insertStateCredits, selectParts, type StateCredit, type StatePart } from "./store.ts";

/** A credit of a treatment takes the state's part down with the patient's (T3). */

/** So much off a part, by the note that credits the patient's. */
export type StateOff = { readonly partId: string; readonly noteId: string; readonly amountMinor: bigint };

/** What is left to credit of a part. */
export const leftOf = ({ amountMinor, creditedMinor }: StatePart): bigint => amountMinor - creditedMinor;

type Income = { readonly account: string; readonly amountMinor: bigint };
type Booked = { readonly entry: EntryDraft; readonly items: readonly NewItem[]; readonly row: StateCredit };

/** Debit the income it was; credit what the state still owed of it, and what it had paid becomes owed back. */
function bookOff(
  tx: TenantTransaction,
  part: StatePart,
  { noteId, amountMinor }: StateOff,
  { day, incomes }: { readonly day: string; readonly incomes: readonly Income[] },
): Booked {
  const entryId = tx.platform.ids.next();
  const offMinor = amountMinor < part.openMinor ? amountMinor : part.openMinor;
  const back = amountMinor > offMinor ? [owedBack(part, tx.platform.ids.next(), day, amountMinor - offMinor)] : [];
  const weights = incomes.map((income) => income.amountMinor);
  const debits = allocateSpread(amountMinor, weights).map((minor, at) => ({ account: incomes[at]!.account, minor }));
  const credits = [
    ...(offMinor > 0n ? [{ account: part.account, minor: offMinor, itemId: part.itemId }] : []),
    ...back.map((item) => ({ account: item.account, minor: item.amountMinor, itemId: item.id })),
  ];
  const source = { kind: "creditNote", bookedOn: day, sourceKind: "stateCredit", sourceId: noteId } as const;
  return {
    entry: { id: entryId, ledgerId: part.ledgerId, ...source, postings: pair(debits, credits) },
    items: back,
    row: { id: tx.platform.ids.next(), partId: part.id, ledgerId: part.ledgerId, noteId, amountMinor, entryId },
  };
}

/** Books what goes off the state's parts, each note and part once. The parts are of these invoices, held until the transaction ends. */
export async function creditStateParts(
  tx: TenantTransaction,
  invoiceIds: readonly string[],
  offs: readonly StateOff[],
  day: string,
): Promise<void> {
  const wanted = offs.filter(({ amountMinor }) => amountMinor > 0n);
  if (wanted.length === 0) return;
  const parts = new Map((await selectParts(tx, { invoiceIds }, true)).map((part) => [part.id, part]));
  const incomes = await incomesOf(
    tx,
    [...parts.values()].map(({ itemId }) => itemId),
  );
  const booked = wanted.map((off) => {
    const part = parts.get(off.partId);
    invariant(part && off.amountMinor <= leftOf(part), "no more is credited of a part than it was");
    const made = bookOff(tx, part, off, { day, incomes: incomes.get(part.itemId)! });
    const openMinor = part.openMinor > off.amountMinor ? part.openMinor - off.amountMinor : 0n;
    parts.set(part.id, { ...part, openMinor, creditedMinor: part.creditedMinor + off.amountMinor });
    return made;
  });
  await post(
    tx,
    booked.map(({ entry }) => entry),
    booked.flatMap(({ items }) => items),
  );
  await insertStateCredits(
    tx,
    booked.map(({ row }) => row),
  );
}
