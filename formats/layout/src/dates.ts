import { allDigits, putLatin1, wholeNumber } from "./bytes.ts";
import type { Codec, FieldType } from "./field.ts";

/** A codec for calendar dates, which can also compare them fast. */
export interface DateCodec<T extends string | null> extends Codec<T> {
  /** The date as the number yyyymmdd; 0 when not given, -1 when there is no such day or the field is not numeric. */
  day(bytes: Uint8Array, base: number): number;
}

/** How strict a date field is: `optional` accepts 000000 as not given, `tolerant` reads an impossible day as not given. */
export interface DateRules {
  readonly optional?: boolean;
  readonly tolerant?: boolean;
}

/**
 * A calendar date written DDMMYY, read as "YYYY-MM-DD", or null when not given.
 * Years 80 to 99 are 19YY, all others 20YY: the manuals state no century, and payment files are kept for some years only.
 */
export function ddmmyy(): FieldType<DateCodec<string>>;
export function ddmmyy(rules: DateRules): FieldType<DateCodec<string | null>>;
export function ddmmyy(rules: DateRules = {}): FieldType<DateCodec<string | null>> {
  const optional = rules.optional === true || rules.tolerant === true;
  return {
    tolerant: rules.tolerant === true,
    compile(offset) {
      const day = (bytes: Uint8Array, base: number) => dayAt(bytes, base + offset);
      // Rows of one file share few dates: the last one is remembered instead of built anew.
      let lastDay = 0;
      let lastText: string | null = null;
      return {
        day,
        check(bytes, base) {
          const found = day(bytes, base);
          if (found > 0) return undefined;
          if (found === 0) return optional ? undefined : "dateMissing";
          return allDigits(bytes, base + offset, base + offset + 6) ? "badDate" : "notDigits";
        },
        read(bytes, base) {
          const found = day(bytes, base);
          if (found === lastDay) return lastText;
          lastDay = found;
          return (lastText = found > 0 ? isoDate(found) : null);
        },
        write(value, bytes, base) {
          if (value === null) return optional && putLatin1("000000", bytes, base + offset);
          const packed = toDdmmyy(value);
          return packed !== undefined && putLatin1(packed, bytes, base + offset);
        },
      };
    },
  };
}

/** The number yyyymmdd as "YYYY-MM-DD". */
export function isoDate(day: number): string {
  const month = Math.floor(day / 100) % 100;
  return `${Math.floor(day / 10_000)}-${String(month).padStart(2, "0")}-${String(day % 100).padStart(2, "0")}`;
}

function dayAt(bytes: Uint8Array, start: number): number {
  if (!allDigits(bytes, start, start + 6)) return -1;
  const day = wholeNumber(bytes, start, start + 2);
  const month = wholeNumber(bytes, start + 2, start + 4);
  const shortYear = wholeNumber(bytes, start + 4, start + 6);
  if (day === 0 && month === 0 && shortYear === 0) return 0;
  const year = shortYear >= 80 ? 1900 + shortYear : 2000 + shortYear;
  if (month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return -1;
  return year * 10_000 + month * 100 + day;
}

/** Every fourth year from 1980 to 2079 is a leap year: 2000 is one, and 1900 and 2100 are out of reach. */
function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function toDdmmyy(iso: string): string | undefined {
  const parts = /^(\d{2})(\d{2})-(\d{2})-(\d{2})$/.exec(iso);
  if (!parts) return undefined;
  const [, century, shortYear, month, day] = parts as unknown as [string, string, string, string, string];
  const packed = day + month + shortYear;
  const bytes = new Uint8Array(6);
  putLatin1(packed, bytes, 0);
  // Read back: refuses days that do not exist and years outside 1980 to 2079.
  const back = dayAt(bytes, 0);
  return back > 0 && back === Number(century + shortYear + month + day) ? packed : undefined;
}
