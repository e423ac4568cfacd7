/** Reading and writing of characters in fixed-width records. One character is one byte (ISO-8859-1) throughout. */

const ZERO = 0x30;
const BLANK = 0x20;

/** True when every byte from `start` up to `end` (exclusive) is an ASCII digit. */
export function allDigits(bytes: Uint8Array, start: number, end: number): boolean {
  for (let i = start; i < end; i++) {
    const digit = bytes[i]! - ZERO;
    if (digit < 0 || digit > 9) return false;
  }
  return true;
}

/** True when every byte from `start` up to `end` (exclusive) is `byte`. */
export function allEqual(bytes: Uint8Array, start: number, end: number, byte: number): boolean {
  for (let i = start; i < end; i++) if (bytes[i] !== byte) return false;
  return true;
}

/** The whole number written in digits from `start` up to `end`; exact up to fifteen digits. Check with `allDigits` first. */
export function wholeNumber(bytes: Uint8Array, start: number, end: number): number {
  let value = 0;
  for (let i = start; i < end; i++) value = value * 10 + (bytes[i]! - ZERO);
  return value;
}

/** One reused list of character codes for each length up to that of the longest field. */
const codes: readonly number[][] = Array.from({ length: 81 }, (_, length) => new Array<number>(length).fill(0));

/** The characters from `start` up to `end` as a string of their own (it keeps no hold on the buffer). */
export function latin1(bytes: Uint8Array, start: number, end: number): string {
  let text = "";
  for (let from = start; from < end; from += 80) text += shortLatin1(bytes, from, Math.min(end, from + 80));
  return text;
}

/** Made in one call: adding characters one by one gives a string in pieces, which costs twice to build and to read. */
function shortLatin1(bytes: Uint8Array, start: number, end: number): string {
  const list = codes[end - start]!;
  for (let i = start; i < end; i++) list[i - start] = bytes[i]!;
  return String.fromCharCode.apply(null, list);
}

/** The first index from `start` that is not a blank, or `end`. */
export function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let i = start;
  while (i < end && bytes[i] === BLANK) i++;
  return i;
}

/** The end of the text between `start` and `end` when the blanks behind it are left out. */
export function trimEnd(bytes: Uint8Array, start: number, end: number): number {
  let i = end;
  while (i > start && bytes[i - 1] === BLANK) i--;
  return i;
}

/** Writes `text` at `start`. False, and nothing useful written, when a character has no ISO-8859-1 byte. */
export function putLatin1(text: string, bytes: Uint8Array, start: number): boolean {
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 0xff) return false;
    bytes[start + i] = unit;
  }
  return true;
}

/** The ISO-8859-1 bytes of `text`; undefined when a character has none. */
export function toLatin1(text: string): Uint8Array | undefined {
  const bytes = new Uint8Array(text.length);
  return putLatin1(text, bytes, 0) ? bytes : undefined;
}

/** The whole buffer as text, one character a byte. */
export function fromLatin1(bytes: Uint8Array): string {
  return latin1(bytes, 0, bytes.length);
}
