import {
  describe as describeIso,
  identifyMessage,
  parseCamt,
  parsePain001,
  parsePain002,
  type MessageKind,
} from "@kvitt/format-iso20022";
import { describe as describeNets, validate } from "@kvitt/format-nets";

/** One thing found in a file, as every format tells it. */
export type FileFinding = {
  readonly code: string;
  readonly level: string;
  readonly line: number;
  readonly field?: string;
  readonly value?: string;
  readonly rule: string;
  readonly sentence: string;
};

export type FileDescription = {
  readonly format: "nets" | MessageKind | "unknown";
  /** Nothing was found that keeps the file from being used. */
  readonly ok: boolean;
  readonly problemCount: number;
  readonly problems: readonly FileFinding[];
  /** The file in plain words, lesser findings included; empty for a message that is refused. */
  readonly words: string;
};

const NETS_START = "NY";
const XML_START = /^(?:\uFEFF|ï»¿)?\s*</;
/** Enough to see what a file begins with. */
const HEAD_BYTES = 64;

const unknown: FileFinding = {
  code: "FORMAT_UNKNOWN",
  level: "file",
  line: 1,
  rule: "a file begins with NY (OCR giro, AvtaleGiro) or is an ISO 20022 message in XML",
  sentence: "The file is none that a bank delivers or takes here.",
};

function describeUnknown(): FileDescription {
  return { format: "unknown", ok: false, problemCount: 1, problems: [unknown], words: "" };
}

function describeNetsFile(bytes: Uint8Array): FileDescription {
  const { ok, problemCount, problems } = validate(bytes);
  return { format: "nets", ok, problemCount, problems, words: describeNets(bytes) };
}

const readers = {
  "camt.052": parseCamt,
  "camt.053": parseCamt,
  "camt.054": parseCamt,
  "pain.001": parsePain001,
  "pain.002": parsePain002,
} as const;

function describeMessage(bytes: Uint8Array): FileDescription {
  const type = identifyMessage(bytes);
  // Of a file that names no message, a reader still says what else is wrong with it, a document type declaration above all.
  const { ok, problems, problemCount } = readers[type?.kind ?? "camt.053"](bytes);
  const findings = problems.map(({ code, level, line, path, value, rule, sentence }) => ({
    ...{ code, level, line, rule, sentence },
    ...(path ? { field: path } : {}),
    ...(value === undefined ? {} : { value }),
  }));
  return { format: type?.kind ?? "unknown", ok, problemCount, problems: findings, words: ok ? describeIso(bytes) : "" };
}

/** Tells what a file is and everything that is wrong with it, whatever its bytes are. */
export function describeFile(bytes: Uint8Array): FileDescription {
  const head = Buffer.from(bytes.subarray(0, HEAD_BYTES)).toString("latin1");
  if (head.startsWith(NETS_START)) return describeNetsFile(bytes);
  return XML_START.test(head) ? describeMessage(bytes) : describeUnknown();
}
