/** From bytes to text by the XML declaration (XML 1.0, 5th edition, 4.3.3 and appendix F). */
import type { ProblemCode } from "./problems.ts";

/** Encodings that are read. Wider tables are refused rather than guessed: a wrong letter in a name is still a wrong letter. */
export type Encoding = "utf-8" | "us-ascii" | "iso-8859-1";

/** Turns chunks of bytes into text; throws {@link EncodingError} on a byte that does not belong. */
export interface ByteDecoder {
  readonly encoding: Encoding;
  write(bytes: Uint8Array): string;
  end(): string;
}

/** The bytes cannot be read as text. */
export class EncodingError extends Error {
  readonly code: ProblemCode;
  constructor(code: ProblemCode) {
    super(code);
    this.code = code;
  }
}

const labels: ReadonlyMap<string, Encoding> = new Map([
  ["utf-8", "utf-8"],
  ["utf8", "utf-8"],
  ["us-ascii", "us-ascii"],
  ["ascii", "us-ascii"],
  ["iso-8859-1", "iso-8859-1"],
  ["iso_8859-1", "iso-8859-1"],
  ["latin1", "iso-8859-1"],
]);

/** A declaration is at most this long; a file that starts with blanks or anything else has none. */
export const declarationBytes = 512;

/** The encoding a declaration's label stands for, if it is one of ours. */
export function encodingOf(label: string): Encoding | undefined {
  return labels.get(label.toLowerCase());
}

/** UTF-16 and UTF-32, with or without mark, show by a zero byte or an FE/FF in the first four. */
function isWide(head: Uint8Array): boolean {
  const first = head.subarray(0, 4);
  return first.includes(0x00) || first.includes(0xfe) || first.includes(0xff);
}

/**
 * The encoding of a file by its first bytes: the mark, else the declaration, else UTF-8.
 * `head` holds at least {@link declarationBytes} bytes unless the file is shorter.
 */
export function detectEncoding(head: Uint8Array): Encoding {
  if (isWide(head)) throw new EncodingError("ENCODING_UNSUPPORTED");
  const marked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
  const text = Buffer.from(head.subarray(marked ? 3 : 0, declarationBytes)).toString("latin1");
  const label = /^<\?xml\s[^>]*?\sencoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']/.exec(text)?.[1];
  if (label === undefined) return "utf-8";
  const encoding = encodingOf(label);
  if (encoding === undefined) throw new EncodingError("ENCODING_UNSUPPORTED");
  if (marked && encoding !== "utf-8") throw new EncodingError("ENCODING_CONFLICT");
  return encoding;
}

function utf8Decoder(): ByteDecoder {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const decode = (bytes: Uint8Array | undefined, stream: boolean): string => {
    try {
      return decoder.decode(bytes, { stream });
    } catch {
      throw new EncodingError("ENCODING_INVALID");
    }
  };
  return { encoding: "utf-8", write: (bytes) => decode(bytes, true), end: () => decode(undefined, false) };
}

/** `TextDecoder("iso-8859-1")` would read Windows-1252, so Node's own table is used. */
function singleByteDecoder(encoding: "us-ascii" | "iso-8859-1"): ByteDecoder {
  return {
    encoding,
    write(bytes) {
      if (encoding === "us-ascii" && bytes.some((byte) => byte > 0x7f)) throw new EncodingError("ENCODING_INVALID");
      return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
    },
    end: () => "",
  };
}

/** A decoder for the encoding found by {@link detectEncoding}. */
export function createDecoder(encoding: Encoding): ByteDecoder {
  return encoding === "utf-8" ? utf8Decoder() : singleByteDecoder(encoding);
}
