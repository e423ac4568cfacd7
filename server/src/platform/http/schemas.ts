import * as z from "zod";

/** An amount in minor units: a JSON integer on the wire, refused beyond 2^53 - 1, and a bigint inside. */
export const amountMinor = z.codec(z.int(), z.bigint(), {
  decode: (wire) => BigInt(wire),
  encode: (minor) => Number(minor),
});

/** An id as Kvitt writes it. */
export const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/)
  .meta({ format: "uuid" });

function isDay(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}

/** A business date, YYYY-MM-DD. */
export const day = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/)
  .refine(isDay, { error: "Not a day of the calendar" })
  .meta({ format: "date" });

function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}

/** A moment in time, ISO 8601 with its offset. */
export const instant = z
  .string()
  .max(40)
  .refine(isInstant, { error: "Not a moment in time" })
  .meta({ format: "date-time" });

/** The query of a list: how many, and where to go on. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional(),
};

/** A page of a list: `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** What an error looks like on the wire (RFC 9457). */
export const problemDocument = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  code: z.string(),
  sentence: z.string(),
  remedy: z.string(),
  requestId: z.string(),
  problems: z
    .array(
      z.object({
        code: z.string(),
        sentence: z.string(),
        line: z.int().optional(),
        field: z.string().optional(),
        value: z.string().optional(),
        rule: z.string().optional(),
      }),
    )
    .optional(),
});
