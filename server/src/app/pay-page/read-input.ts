import { parseDecimal } from "@kvitt/values";

/** What a payer types. Nothing here throws: what cannot be read is nothing. */

/** The fields of a posted form, as texts. */
export type Posted = Readonly<Record<string, string>>;

const LONGEST = 2_000;

/** A form's fields; a field given twice counts once, the last. */
export function postedOf(body: unknown): Posted {
  if (typeof body !== "object" || body === null) return {};
  const fields = Object.entries(body as Record<string, unknown>).map(([name, value]) => {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    return [name, typeof last === "string" ? last.slice(0, LONGEST) : ""];
  });
  return Object.fromEntries(fields) as Posted;
}

/**
 * An amount as people write it: `1240,5`, `1.240,50`, `1 240,50 kr`, `500`. A sign followed by three digits at the end groups thousands, one
 * followed by one or two is the decimal sign.
 */
export function amountOf(text: string): bigint | undefined {
  const bare = text.replace(/[\s\u00A0\u202F']|kr\.?|[€$]|nok|sek|dkk|eur|usd/gi, "");
  const parts = /^(\d{1,3}(?:[.,]\d{3})+|\d+)(?:[.,](\d{1,2}))?$/.exec(bare);
  if (!parts) return undefined;
  const read = parseDecimal(`${parts[1]!.replace(/[.,]/g, "")}.${parts[2] ?? "0"}`, 2);
  return read.ok && read.value > 0n ? read.value : undefined;
}

const EMAIL = /^[^\s@<>"',;()]{1,64}@[^\s@<>"',;()]+\.[^\s@<>"',;().]{2,}$/;

export function emailOf(text: string): string | undefined {
  const email = text.trim();
  return email.length <= 200 && EMAIL.test(email) ? email : undefined;
}

/** A calendar date as a date field sends it, or as people write it: `2026-12-07`, `7.12.2026`, `07/12/2026`. */
export function dateOf(text: string): Temporal.PlainDate | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text.trim());
  const european = /^(\d{1,2})[./](\d{1,2})[./](\d{4})$/.exec(text.trim());
  const [year, month, day] = iso ? iso.slice(1) : european ? european.slice(1).reverse() : [];
  if (year === undefined) return undefined;
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: "reject" },
    );
  } catch {
    return undefined;
  }
}

/** A whole number from `least` to `most`. */
export function wholeOf(text: string, least: number, most: number): number | undefined {
  const bare = text.trim();
  const value = /^\d{1,4}$/.test(bare) ? Number(bare) : undefined;
  return value !== undefined && value >= least && value <= most ? value : undefined;
}
