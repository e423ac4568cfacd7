import { allEqual, putLatin1 } from "./bytes.ts";
import type { Codec, FieldType } from "./field.ts";

/** Text that never varies, such as a format code. It is checked when read, and is no part of the record object. */
export function fixed(text: string): FieldType<Codec<undefined>> {
  return {
    tolerant: false,
    compile(offset, length) {
      if (text.length !== length) throw new RangeError(`fixed text "${text}" in a field of ${length}`);
      const expected = new Uint8Array(length);
      if (!putLatin1(text, expected, 0)) throw new RangeError(`fixed text "${text}" is not ISO-8859-1`);
      return {
        check: (bytes, base) => (holds(bytes, base + offset, expected) ? undefined : "fixed"),
        read: () => undefined,
        write: (_value, bytes, base) => {
          bytes.set(expected, base + offset);
          return true;
        },
      };
    },
  };
}

/**
 * Characters without meaning, written as `character` throughout. Other data is kept as read (the record's `asRead`),
 * so that writing gives the same bytes back.
 */
export function filler(character = "0"): FieldType<Codec<undefined>> {
  const byte = character.charCodeAt(0);
  return {
    tolerant: true,
    compile: (offset, length) => ({
      check: (bytes, base) => (allEqual(bytes, base + offset, base + offset + length, byte) ? undefined : "filler"),
      read: () => undefined,
      write: (_value, bytes, base) => {
        bytes.fill(byte, base + offset, base + offset + length);
        return true;
      },
    }),
  };
}

function holds(bytes: Uint8Array, start: number, expected: Uint8Array): boolean {
  for (let i = 0; i < expected.length; i++) if (bytes[start + i] !== expected[i]) return false;
  return true;
}
