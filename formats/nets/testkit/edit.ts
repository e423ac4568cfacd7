/** Small edits to sample files, for tests that break them in one place. */
import { fromLatin1, toLatin1 } from "@kvitt/format-layout";

/** The lines of a file, without their breaks. */
export function linesOf(bytes: Uint8Array): string[] {
  return fromLatin1(bytes).trimEnd().split(/\r?\n/);
}

/** A file of these lines. */
export function fileOf(lines: readonly string[], separator = "\r\n", tail = separator): Uint8Array {
  return toLatin1(lines.join(separator) + tail)!;
}

/** The file with some lines put through `change`, by line number from 1; a line changed to undefined is dropped. */
export function edited(
  bytes: Uint8Array,
  changes: Readonly<Record<number, (line: string) => string | readonly string[] | undefined>>,
): Uint8Array {
  const lines = linesOf(bytes).flatMap((line, index) => {
    const change = changes[index + 1];
    return change ? (change(line) ?? []) : line;
  });
  return fileOf(lines);
}

/** Puts `characters` at a 1-based position of a line. */
export function put(position: number, characters: string): (line: string) => string {
  return (line) => line.slice(0, position - 1) + characters + line.slice(position - 1 + characters.length);
}
