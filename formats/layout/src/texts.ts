import { latin1, putLatin1, skipBlanks, trimEnd } from "./bytes.ts";
import { anyBytes, type Codec, type FieldType } from "./field.ts";

/** ISO-8859-1 text, left aligned and blank padded. Read without the blanks behind it. */
export function text(): FieldType<Codec<string>> {
  return textType(
    (bytes, start, end) => latin1(bytes, start, trimEnd(bytes, start, end)),
    (value, length) => value.padEnd(length, " "),
  );
}

/** ISO-8859-1 text, right aligned with blanks in front, such as a KID. Read without blanks on either side. */
export function rightText(): FieldType<Codec<string>> {
  return textType(
    (bytes, start, end) => {
      const first = skipBlanks(bytes, start, end);
      return latin1(bytes, first, trimEnd(bytes, first, end));
    },
    (value, length) => value.padStart(length, " "),
  );
}

/** Characters carried along exactly as they are, whatever they are: informative fields nobody computes with. */
export function raw(): FieldType<Codec<string>> {
  return textType(latin1, (value) => value);
}

/** A code out of a table `{ code: meaning }`. */
export function code<const K extends string>(table: Readonly<Record<K, unknown>>): FieldType<Codec<K>> {
  const codes = Object.keys(table) as K[];
  return {
    tolerant: false,
    compile(offset, length) {
      const known = new Map(codes.map((each) => [keyOf(each, length), each]));
      const find = (bytes: Uint8Array, base: number) =>
        known.get(numberOf(bytes, base + offset, base + offset + length));
      return {
        check: (bytes, base) => (find(bytes, base) === undefined ? "notInTable" : undefined),
        read: (bytes, base) => find(bytes, base)!,
        write: (value, bytes, base) => codes.includes(value) && putLatin1(value, bytes, base + offset),
      };
    },
  };
}

function textType(
  read: (bytes: Uint8Array, start: number, end: number) => string,
  pad: (value: string, length: number) => string,
): FieldType<Codec<string>> {
  return {
    tolerant: false,
    compile: (offset, length) => ({
      check: anyBytes,
      read: (bytes, base) => read(bytes, base + offset, base + offset + length),
      write: (value, bytes, base) => {
        const padded = pad(value, length);
        return padded.length === length && putLatin1(padded, bytes, base + offset);
      },
    }),
  };
}

/** A short code's bytes as one number, so that looking it up needs no string. */
function numberOf(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 256 + bytes[i]!;
  return value;
}

function keyOf(each: string, length: number): number {
  if (each.length !== length || length > 6) throw new RangeError(`code "${each}" in a field of ${length}`);
  const bytes = new Uint8Array(length);
  putLatin1(each, bytes, 0);
  return numberOf(bytes, 0, length);
}
