import type { Fault, FileKind } from "./types.ts";

/** Byte for byte: ISO-8859-1 both ways changes nothing that is not asked for, in UTF-8 files too. */
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");
const bytesOf = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** The file as a fault spoils it; faults of delivery leave the bytes alone. */
export function spoil(bytes: Uint8Array, kind: FileKind, fault: Fault): Uint8Array {
  switch (fault.do) {
    case "truncated":
      return bytes.subarray(0, Math.floor((bytes.length * 2) / 3));
    case "wrongTotal":
      return bytesOf(kind === "ocr" ? wrongOcrTotal(textOf(bytes)) : wrongXmlAmount(textOf(bytes), kind));
    case "fillerData":
      return bytesOf(textOf(bytes).replaceAll(/^(NY09\d\d31.{26})0000000/gm, "$10012345"));
    case "lineEnds":
      return bytesOf(textOf(bytes).replaceAll("\r\n", fault.as === "LF" ? "\n" : ""));
    case "blankLines":
      return bytesOf(blankLines(textOf(bytes), fault.where));
    default:
      return bytes;
  }
}

/** The total of the last record is one øre off in its last digit. */
function wrongOcrTotal(text: string): string {
  return text.replace(/(NY000089.{32})(\d)/, (_all, before: string, digit: string) => before + nextDigit(digit));
}

/** The closing balance of a statement, or the first entry of a notification, is off in its last digit. */
function wrongXmlAmount(text: string, kind: FileKind): string {
  const amount =
    kind === "camt053"
      ? /(<Cd>CLBD<\/Cd>[^]*?<Amt Ccy="NOK">[\d.]*)(\d)(<)/
      : /(<Ntry>[^]*?<Amt Ccy="NOK">[\d.]*)(\d)(<)/;
  return text.replace(
    amount,
    (_all, before: string, digit: string, after: string) => before + nextDigit(digit) + after,
  );
}

function nextDigit(digit: string): string {
  return String((Number(digit) + 1) % 10);
}

function blankLines(text: string, where: "end" | "middle"): string {
  if (where === "end") return `${text}\r\n\r\n`;
  const third = text.indexOf("\r\n", text.indexOf("\r\n") + 2) + 2;
  return `${text.slice(0, third)}\r\n${text.slice(third)}`;
}

/** The same assignments, or the same statement, under another number: what a second channel of the bank would send. */
export function underAnotherNumber(bytes: Uint8Array, kind: FileKind, number: number): Uint8Array {
  const text = textOf(bytes);
  if (kind === "ocr") {
    const transmission = String(9_000_000 + (number % 1_000_000));
    return bytesOf(text.slice(0, 16) + transmission + text.slice(23));
  }
  return bytesOf(
    text
      .replace(/(<MsgId>[^<]*)(<)/, `$1-K${number}$2`)
      .replace(/(<(?:Stmt|Ntfctn)>\s*<Id>[^<]*)(<)/, `$1-K${number}$2`),
  );
}
