import { invariant, refuse, type TenantTransaction } from "../platform/index.ts";
import { closedDays } from "./periods.ts";
import { insertEntries, insertItems, insertPostings, moveItems, type ItemMovement } from "./store.ts";
import type { EntryDraft, ItemSide, NewItem } from "./types.ts";

/** Somebody else moved an item between reading and writing. The caller rolls back and decides anew, this time under lock. */
export class ItemsMoved extends Error {
  override readonly name = "ItemsMoved";
}

type Movement = { debitMinor: bigint; creditMinor: bigint };

function movementsOf(entries: readonly EntryDraft[]): Map<string, Movement> {
  const movements = new Map<string, Movement>();
  const of = (id: string) => {
    let known = movements.get(id);
    if (!known) movements.set(id, (known = { debitMinor: 0n, creditMinor: 0n }));
    return known;
  };
  for (const entry of entries) {
    for (const posting of entry.postings) {
      if (posting.debitItemId) of(posting.debitItemId).debitMinor += posting.amountMinor;
      if (posting.creditItemId) of(posting.creditItemId).creditMinor += posting.amountMinor;
    }
  }
  return movements;
}

/** How an item's open amount follows its postings: a receivable grows by debit, what we owe grows by credit. */
function openAfter(side: ItemSide, movement: Movement): bigint {
  return side === "receivable"
    ? movement.debitMinor - movement.creditMinor
    : movement.creditMinor - movement.debitMinor;
}

function openOfNewItems(newItems: readonly NewItem[], movements: Map<string, Movement>): Map<string, bigint> {
  const open = new Map<string, bigint>();
  for (const item of newItems) {
    const movement = movements.get(item.id);
    invariant(movement, `item ${item.id} comes with the posting that makes it`);
    const openMinor = openAfter(item.side, movement);
    invariant(openMinor >= 0n && openMinor <= item.amountMinor, `item ${item.id} opens between nothing and its amount`);
    open.set(item.id, openMinor);
    movements.delete(item.id);
  }
  return open;
}

function withReferences(newItems: readonly NewItem[], references: readonly (string | null)[]): NewItem[] {
  invariant(references.length === newItems.length, "every item is named or said to have no reference");
  return newItems.map((item, at) => ({ ...item, reference: references[at] ?? null }));
}

async function refuseClosedPeriods(tx: TenantTransaction, entries: readonly EntryDraft[]): Promise<void> {
  const closed = await closedDays(tx, [...new Set(entries.map((entry) => entry.ledgerId))]);
  for (const entry of entries) {
    const firstOpenDay = closed.firstOpenDay(entry.ledgerId, entry.bookedOn);
    if (firstOpenDay !== entry.bookedOn) throw refuse("PERIOD_CLOSED", { day: entry.bookedOn, firstOpenDay });
  }
}

/** What comes last, because numbers are taken for it. */
export type Late = {
  /** The references of the new items, in their order, null for one that has none; asked when everything else is written. */
  references(): Promise<readonly (string | null)[]>;
  /** Writes what bears the same numbers. The items are made ready meanwhile. */
  beside?(): Promise<void>;
};

/**
 * The only writer of entries, postings and open items (design: the ledger is the only truth about money).
 * Writes all entries of the batch with the items they make, and moves the cached open amounts in the same transaction. References made of
 * numbers are given late: a number series is locked from the moment it is asked until the transaction ends, so it is asked last.
 * Throws `ItemsMoved` when an open amount is no longer large enough, PERIOD_CLOSED when a day is not open for booking.
 */
export async function post(
  tx: TenantTransaction,
  entries: readonly EntryDraft[],
  newItems: readonly NewItem[] = [],
  late?: Late,
): Promise<void> {
  if (entries.length === 0) return;
  invariant(
    entries.every((entry) => entry.postings.length > 0),
    "an entry has postings",
  );
  await refuseClosedPeriods(tx, entries);
  const movements = movementsOf(entries);
  const openMinor = openOfNewItems(newItems, movements);
  const existing: ItemMovement[] = [...movements].map(([itemId, movement]) => ({ itemId, ...movement }));
  // Items in one order, whoever writes: two writers then wait for each other instead of locking each other out.
  existing.sort((a, b) => (a.itemId < b.itemId ? -1 : 1));
  if ((await moveItems(tx, existing)) !== existing.length) throw new ItemsMoved("An open amount changed meanwhile");
  await insertEntries(tx, entries);
  await insertPostings(tx, entries);
  const items = late ? withReferences(newItems, await late.references()) : newItems;
  await Promise.all([late?.beside?.(), insertItems(tx, items, openMinor)]);
}
