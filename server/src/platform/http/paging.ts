import type * as z from "zod";
import { refuse } from "../errors.ts";

/** Writes the place after a row as a cursor: the values the list is ordered by. Opaque to callers, harmless to forge: the tenant's policy still holds. */
export function encodeCursor(values: readonly string[]): string {
  return Buffer.from(JSON.stringify(values)).toString("base64url");
}

/** Reads a cursor back through a schema of its values. Throws CURSOR_INVALID for anything that was not given out here. */
export function decodeCursor<Values extends z.ZodType>(
  cursor: string | undefined,
  schema: Values,
): z.infer<Values> | undefined {
  if (cursor === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
  } catch {
    throw refuse("CURSOR_INVALID");
  }
}

/**
 * Makes a page of rows that were read with one more than the limit: the extra row only tells that there is more.
 * `place` gives the values of the order for the last row shown.
 */
export function page<Row>(
  rows: readonly Row[],
  limit: number,
  place: (row: Row) => readonly string[],
): { items: readonly Row[]; nextCursor: string | null } {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(place(last)) : null };
}
