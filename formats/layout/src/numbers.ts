import { allDigits, latin1, putLatin1, wholeNumber } from "./bytes.ts";
import type { Codec, FieldType } from "./field.ts";

/** Digits whose leading zeros matter: account numbers, agreement numbers. Read as text of the field's full length. */
export function digits(): FieldType<Codec<string>> {
  return {
    tolerant: false,
    compile(offset, length) {
      const zeros = "0".repeat(length);
      return {
        check: (bytes, base) => (allDigits(bytes, base + offset, base + offset + length) ? undefined : "notDigits"),
        read: (bytes, base) => {
          const start = base + offset;
          // Most such fields of a payment file are all zeros; the shared constant spares an allocation each.
          for (let i = start; i < start + length; i++)
            if (bytes[i] !== 0x30) return latin1(bytes, start, start + length);
          return zeros;
        },
        write: (value, bytes, base) =>
          value.length === length && /^[0-9]*$/.test(value) && putLatin1(value, bytes, base + offset),
      };
    },
  };
}

/** A whole number, right aligned and zero padded, at most fifteen digits so that it is exact as a number. Not for money. */
export function count(): FieldType<Codec<number>> {
  return {
    tolerant: false,
    compile(offset, length) {
      if (length > 15) throw new RangeError(`a count of ${length} digits is not exact; use amount() or digits()`);
      return {
        check: (bytes, base) => (allDigits(bytes, base + offset, base + offset + length) ? undefined : "notDigits"),
        read: (bytes, base) => wholeNumber(bytes, base + offset, base + offset + length),
        write: (value, bytes, base) =>
          Number.isSafeInteger(value) && value >= 0 && putPadded(String(value), length, bytes, base + offset),
      };
    },
  };
}

/** A codec for money that can also add up fast. */
export interface AmountCodec extends Codec<bigint> {
  /** The amount as an exact number, for control sums over millions of rows. Only after `check` found nothing. */
  minor(bytes: Uint8Array, base: number): number;
}

/** 2^53 - 1: the largest amount that every part of a system can carry without rounding. */
export const largestAmountMinor = BigInt(Number.MAX_SAFE_INTEGER);
const LARGEST_HIGH = Math.floor(Number.MAX_SAFE_INTEGER / 1e9);
const LARGEST_LOW = Number.MAX_SAFE_INTEGER % 1e9;

/** An unsigned amount in minor units, right aligned and zero padded, 10 to 18 digits; above 2^53 - 1 it is `tooLarge`. */
export function amount(): FieldType<AmountCodec> {
  return {
    tolerant: false,
    compile(offset, length) {
      if (length < 10 || length > 18) throw new RangeError(`an amount of ${length} digits`);
      // Read in two halves, each exact: the last nine digits, and what stands before them.
      const high = (bytes: Uint8Array, base: number) => wholeNumber(bytes, base + offset, base + offset + length - 9);
      const low = (bytes: Uint8Array, base: number) =>
        wholeNumber(bytes, base + offset + length - 9, base + offset + length);
      const minor = (bytes: Uint8Array, base: number) => high(bytes, base) * 1e9 + low(bytes, base);
      return {
        check(bytes, base) {
          if (!allDigits(bytes, base + offset, base + offset + length)) return "notDigits";
          const thousandMillions = high(bytes, base);
          if (thousandMillions < LARGEST_HIGH) return undefined;
          return thousandMillions > LARGEST_HIGH || low(bytes, base) > LARGEST_LOW ? "tooLarge" : undefined;
        },
        minor,
        read: (bytes, base) => BigInt(minor(bytes, base)),
        write: (value, bytes, base) =>
          value >= 0n && value <= largestAmountMinor && putPadded(String(value), length, bytes, base + offset),
      };
    },
  };
}

function putPadded(text: string, length: number, bytes: Uint8Array, start: number): boolean {
  return text.length <= length && putLatin1(text.padStart(length, "0"), bytes, start);
}
