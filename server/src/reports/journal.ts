import { sql } from "kysely";
import { postingsOf, type DateText, type EntryKind, type PostingRow } from "../ledger/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";

export type JournalEntry = {
  readonly id: string;
  readonly kind: EntryKind;
  /** The day it counts for, and the moment it was written down (X-27). */
  readonly bookedOn: DateText;
  readonly recordedAt: Temporal.Instant;
  readonly sourceKind: string;
  readonly sourceId: string | null;
  readonly reverses: string | null;
  readonly explanation: unknown;
  readonly postings: readonly Omit<PostingRow, "entryId">[];
};

export type JournalPage = { readonly entries: readonly JournalEntry[]; readonly next: string | null };

export type JournalQuestion = {
  readonly ledgerId: string;
  readonly from?: DateText;
  readonly to?: DateText;
  /** What the page before gave as `next`. */
  readonly cursor?: string;
  readonly limit?: number;
};

const MOST_ENTRIES = 500;
const CURSOR = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f-]{36})$/;

function after(cursor: string | undefined) {
  if (!cursor) return sql``;
  const [, day, id] = CURSOR.exec(cursor) ?? [];
  if (!day || !id)
    throw refuse("INPUT_INVALID", {}, [
      { code: "INPUT_INVALID", sentence: "This is no cursor of ours.", field: "cursor" },
    ]);
  return sql`and (booked_on, id) > (${day}::date, ${id}::uuid)`;
}

/** The ledger's entries in order of day and record, with their postings, page by page. Throws INPUT_INVALID for a strange cursor. */
export async function entriesOf(tx: TenantTransaction, question: JournalQuestion): Promise<JournalPage> {
  const limit = Math.min(question.limit ?? 50, MOST_ENTRIES);
  const found = await sql<Omit<JournalEntry, "postings">>`
    select id, kind, booked_on as "bookedOn", recorded_at as "recordedAt", source_kind as "sourceKind", source_id as "sourceId", reverses, explanation
    from entry where tenant_id = ${tx.tenantId} and ledger_id = ${question.ledgerId}
      ${question.from ? sql`and booked_on >= ${question.from}` : sql``} ${question.to ? sql`and booked_on <= ${question.to}` : sql``} ${after(question.cursor)}
    order by booked_on, id limit ${limit + 1}`.execute(tx.db);
  const shown = found.rows.slice(0, limit);
  const postings = Map.groupBy(
    await postingsOf(
      tx,
      shown.map((entry) => entry.id),
    ),
    (posting) => posting.entryId,
  );
  const entries = shown.map((entry) => ({
    ...entry,
    postings: (postings.get(entry.id) ?? []).map(({ entryId: _, ...posting }) => posting),
  }));
  const last = shown.at(-1);
  return { entries, next: found.rows.length > limit && last ? `${last.bookedOn}.${last.id}` : null };
}

/** The journal whole, page by page in one transaction, in memory that does not grow with the books; by what was known at a moment. */
export async function* journalEntries(
  tx: TenantTransaction,
  question: Omit<JournalQuestion, "cursor" | "limit">,
  knownAt: Temporal.Instant,
): AsyncGenerator<JournalEntry> {
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: JournalPage = await entriesOf(tx, { ...question, limit: MOST_ENTRIES, ...(cursor ? { cursor } : {}) });
    for (const entry of page.entries) if (Temporal.Instant.compare(entry.recordedAt, knownAt) <= 0) yield entry;
    cursor = page.next;
  }
}
