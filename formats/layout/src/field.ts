/**
 * What is wrong with a field's bytes.
 * - `fixed`: not the text that must stand there
 * - `notDigits`: a numeric field with something else than digits
 * - `notInTable`: a code that is not in the field's table
 * - `badDate`: no such day; `dateMissing`: a date of zeros where one must be given
 * - `tooLarge`: an amount above the largest allowed
 * - `filler`: data in a filler
 */
export type Breach = "fixed" | "notDigits" | "notInTable" | "badDate" | "dateMissing" | "tooLarge" | "filler";

/** A field type bound to its place in the record. `base` is the index of the record's first byte in the buffer. */
export interface Codec<T> {
  /** What is wrong with the bytes, or undefined. */
  check(bytes: Uint8Array, base: number): Breach | undefined;
  /** The value. Only after `check` found nothing, unless the type is tolerant. */
  read(bytes: Uint8Array, base: number): T;
  /** Writes the value; false when it does not fit the field. */
  write(value: T, bytes: Uint8Array, base: number): boolean;
}

/** A field type before it has a place. A `tolerant` type's breach does not spoil the record. */
export interface FieldType<C extends Codec<unknown>> {
  readonly tolerant: boolean;
  compile(offset: number, length: number): C;
}

/** The check of types that take any bytes. A layout leaves it out of its rounds. */
export const anyBytes = (): undefined => undefined;

/** A named field type at a 1-based position. */
export interface Field<N extends string, C extends Codec<unknown>> {
  readonly position: number;
  readonly length: number;
  readonly name: N;
  readonly type: FieldType<C>;
}

/** One row of a layout table: 1-based position, length, name and type, as the manuals print them. */
export function at<const N extends string, C extends Codec<unknown>>(
  position: number,
  length: number,
  name: N,
  type: FieldType<C>,
): Field<N, C> {
  return { position, length, name, type };
}
