/** Cuts a file, handed over in chunks of any size, into records. Holds one window of bytes, whatever the file's size. */

const LF = 0x0a;
const CR = 0x0d;
const END_OF_FILE = 0x1a;
const RECORD = 80;

/** A file whose first window holds no line break has none at all; a line longer than a window is not read to its end. */
const WINDOW = 128 * 1024;

/** 1 for the control characters of ISO-8859-1: 0x00-0x1F and 0x7F-0x9F. */
const CONTROL = Uint8Array.from({ length: 256 }, (_, byte) => (byte < 0x20 || (byte >= 0x7f && byte < 0xa0) ? 1 : 0));

/** Receives the lines in order. The bytes are valid during the call only. */
export interface LineHandler {
  /** A line of `length` bytes, its break not counted, that begins at `base`. `clean`: 80 bytes, no control characters. */
  line(bytes: Uint8Array, base: number, length: number, line: number, clean: boolean): void;
  /** A 0x1A ended this line, or stood on it, and yet there is more data. */
  dataAfterEnd(line: number): void;
  /** From this line on the file is not read: the line is over `length` bytes, or breaks begin where there were none. */
  givenUp(line: number, length: number): void;
}

/**
 * Line breaks may be LF or CRLF, or missing altogether: then every 80 bytes are a record. Line breaks and one 0x1A at
 * the end are passed over; a blank line before other data is a line of length 0.
 */
export class LineSplitter {
  readonly #handler: LineHandler;
  readonly #window = new Uint8Array(WINDOW);
  #filled = 0;
  #mode: "undecided" | "lines" | "unbroken" | "tail" | "givenUp" = "undecided";
  #line = 0;
  #blanks = 0;
  #endMarkLine = 0;

  constructor(handler: LineHandler) {
    this.#handler = handler;
  }

  /** Takes the next bytes of the file; they are copied. */
  push(chunk: Uint8Array): void {
    let from = 0;
    while (from < chunk.length && this.#mode !== "givenUp") {
      const take = Math.min(chunk.length - from, WINDOW - this.#filled);
      this.#window.set(chunk.subarray(from, from + take), this.#filled);
      this.#filled += take;
      from += take;
      if (this.#filled === WINDOW) this.#consume(false);
    }
  }

  /** The file is complete. */
  end(): void {
    if (this.#mode !== "givenUp") this.#consume(true);
  }

  #consume(last: boolean): void {
    if (this.#mode === "undecided") this.#mode = hasBreakInside(this.#window, this.#filled) ? "lines" : "unbroken";
    const used = this.#mode === "lines" ? this.#cutLines(last) : this.#cutUnbroken(last);
    this.#window.copyWithin(0, used, this.#filled);
    this.#filled -= used;
  }

  #cutLines(last: boolean): number {
    const bytes = this.#window.subarray(0, this.#filled);
    let at = 0;
    while (at < bytes.length) {
      const breakLength = breakAfterRecord(bytes, at);
      if (breakLength > 0 && isClean(bytes, at)) {
        this.#emit(bytes, at, RECORD, true);
        at += RECORD + breakLength;
        continue;
      }
      const lineFeed = bytes.indexOf(LF, at);
      if (lineFeed < 0) break;
      this.#emitLine(bytes, at, lineFeed > at && bytes[lineFeed - 1] === CR ? lineFeed - 1 : lineFeed);
      at = lineFeed + 1;
    }
    if (last) this.#emitLine(bytes, at, endWithout(bytes, at, CR));
    else if (at === 0) this.#giveUp(WINDOW);
    return last ? bytes.length : at;
  }

  #cutUnbroken(last: boolean): number {
    const bytes = this.#window.subarray(0, this.#filled);
    let at = 0;
    if (this.#mode === "unbroken") {
      const stop = firstTailByte(bytes);
      for (; at + RECORD <= stop; at += RECORD) this.#emit(bytes, at, RECORD, isClean(bytes, at));
      if (stop === bytes.length && !last) return at;
      if (at < stop) this.#emit(bytes, at, stop - at, false);
      at = stop;
      this.#mode = "tail";
    }
    // Behind the last record only line breaks and one 0x1A may stand.
    for (; at < bytes.length; at++) {
      if (!isTail(bytes[at]!)) return this.#giveUp(this.#line * RECORD);
      if (bytes[at] !== END_OF_FILE) continue;
      if (this.#endMarkLine > 0) this.#handler.dataAfterEnd(this.#line);
      this.#endMarkLine = this.#line;
    }
    return at;
  }

  /** A line that is blank, damaged, the last one, or holds the end mark. */
  #emitLine(bytes: Uint8Array, start: number, end: number): void {
    if (start === end) {
      this.#line++;
      this.#blanks++;
    } else if (
      this.#endMarkLine === 0 &&
      bytes[end - 1] === END_OF_FILE &&
      (end === start + 1 || end > start + RECORD)
    ) {
      if (end > start + 1) this.#emit(bytes, start, end - 1 - start, isCleanRecord(bytes, start, end - 1));
      else this.#line++;
      this.#endMarkLine = this.#line;
    } else {
      this.#emit(bytes, start, end - start, isCleanRecord(bytes, start, end));
    }
  }

  #emit(bytes: Uint8Array, base: number, length: number, clean: boolean): void {
    if (this.#endMarkLine > 0) {
      this.#handler.dataAfterEnd(this.#endMarkLine);
      this.#endMarkLine = 0;
    }
    for (; this.#blanks > 0; this.#blanks--) {
      this.#handler.line(bytes, base, 0, this.#line - this.#blanks + 1, false);
    }
    this.#handler.line(bytes, base, length, ++this.#line, clean);
  }

  #giveUp(length: number): number {
    this.#mode = "givenUp";
    this.#handler.givenUp(this.#line + 1, length);
    return this.#filled;
  }
}

/** The length of the line break 80 bytes after `at`; 0 when there is none, or its end is not in the window yet. */
function breakAfterRecord(bytes: Uint8Array, at: number): number {
  const next = bytes[at + RECORD];
  if (next === LF) return 1;
  return next === CR && bytes[at + RECORD + 1] === LF ? 2 : 0;
}

function isCleanRecord(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === RECORD && isClean(bytes, start);
}

/** Whether the 80 bytes from `at` hold no control character, so no line break either. */
function isClean(bytes: Uint8Array, at: number): boolean {
  let found = 0;
  for (let i = at; i < at + RECORD; i++) found |= CONTROL[bytes[i]!]!;
  return found === 0;
}

/** Whether a CR or LF stands before the end of the content. */
function hasBreakInside(bytes: Uint8Array, filled: number): boolean {
  let end = filled;
  while (end > 0 && isTail(bytes[end - 1]!)) end--;
  const content = bytes.subarray(0, end);
  return content.includes(LF) || content.includes(CR);
}

function endWithout(bytes: Uint8Array, start: number, byte: number): number {
  let end = bytes.length;
  while (end > start && bytes[end - 1] === byte) end--;
  return end;
}

/** Where the first line break or end mark stands; the length when there is none. */
function firstTailByte(bytes: Uint8Array): number {
  let at = 0;
  while (at < bytes.length && !isTail(bytes[at]!)) at++;
  return at;
}

function isTail(byte: number): boolean {
  return byte === LF || byte === CR || byte === END_OF_FILE;
}
