import { refuse, type Context, type TenantTransaction } from "../platform/index.ts";
import { post } from "./post.ts";
import { entryById, postingsOf } from "./store.ts";
import type { DateText, EntryDraft, Explanation } from "./types.ts";

/**
 * Meets a mistake: a new entry with the sides swapped and the same items. Never changes what was written.
 * Throws ENTRY_NOT_FOUND, ENTRY_ALREADY_REVERSED, and `ItemsMoved` when an item it would take back from is already spent.
 */
export async function reverseEntry(
  tx: TenantTransaction,
  entryId: string,
  bookedOn: DateText,
  explanation: Explanation,
): Promise<string> {
  const entry = await entryById(tx, entryId);
  if (!entry) throw refuse("ENTRY_NOT_FOUND");
  if (entry.reversedBy) throw refuse("ENTRY_ALREADY_REVERSED");
  const postings = await postingsOf(tx, [entryId]);
  const draft: EntryDraft = {
    id: tx.platform.ids.next(),
    ledgerId: entry.ledgerId,
    kind: "reversal",
    bookedOn,
    sourceKind: actorSource(tx.context),
    sourceId: null,
    reverses: entryId,
    explanation,
    postings: postings.map((p) => ({
      debit: p.credit,
      credit: p.debit,
      amountMinor: p.amountMinor,
      debitItemId: p.creditItemId,
      creditItemId: p.debitItemId,
    })),
  };
  await post(tx, [draft]);
  return draft.id;
}

function actorSource(context: Context): string {
  return context.actor.kind === "system" ? "system" : "person";
}
