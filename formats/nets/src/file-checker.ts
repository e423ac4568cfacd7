import { type Breach, latin1, type LayoutField } from "@kvitt/format-layout";
import { AssignmentCheck, type RecordContext } from "./assignment-check.ts";
import { codeOf, findingOf, levelOf } from "./field-findings.ts";
import { type LineHandler, LineSplitter } from "./lines.ts";
import { NormalisedBytes } from "./normalised.ts";
import type { CheckOptions } from "./options.ts";
import { RecordOrder } from "./order.ts";
import { maskToDigits, ProblemList } from "./problems.ts";
import { kindAt, type KindEntry } from "./record-kinds.ts";
import type { RecordKind } from "./record-layouts.ts";
import { endTransmission, startTransmission, type StartTransmission } from "./transmission-records.ts";
import type { Verdict } from "./verdict.ts";

/** Receives each record that can be read and stands in its place. The bytes are valid during the call only. */
export type RecordSink = (kind: RecordKind, bytes: Uint8Array, base: number, context: RecordContext) => void;

const RECORD = 80;
const closing = {
  transactions: endTransmission.codec("transactions"),
  records: endTransmission.codec("records"),
  total: endTransmission.codec("totalMinor"),
  generatedOn: endTransmission.codec("generatedOn"),
};

/**
 * Checks a file while it streams by: every rule that can be judged from the file and the options. Push the chunks, then
 * ask `finish()` for the verdict. Memory does not grow with the file, but with its assignments and lump sums.
 */
export class FileChecker {
  readonly #options: CheckOptions;
  readonly #sink: RecordSink | undefined;
  readonly #problems: ProblemList;
  readonly #splitter: LineSplitter;
  readonly #order: RecordOrder;
  readonly #assignments: AssignmentCheck;
  readonly #normalised: NormalisedBytes | undefined;
  #records = 0;
  #line = 0;
  #readToTheEnd = true;
  #transmission: StartTransmission | undefined;
  #generatedOn: string | null = null;
  // The record whose fields are being checked, for the reporter below.
  #bytes: Uint8Array = new Uint8Array();
  #base = 0;

  constructor(options: CheckOptions = {}, sink?: RecordSink) {
    this.#options = options;
    this.#sink = sink;
    this.#problems = new ProblemList(options.mostListed);
    this.#splitter = new LineSplitter(this.#lineHandler());
    this.#order = new RecordOrder((line, sentence) => this.#problems.add("ORDER", line, () => ({ sentence })));
    this.#assignments = new AssignmentCheck(options, this.#problems, this.#order);
    this.#normalised = options.onNormalised && new NormalisedBytes(options.onNormalised);
  }

  /** True once a finding rejects the file. */
  get rejected(): boolean {
    return this.#problems.rejecting > 0;
  }

  /** The next bytes of the file, in chunks of any size. */
  push(chunk: Uint8Array): void {
    this.#splitter.push(chunk);
  }

  /** The file is complete: the verdict on it. */
  finish(): Verdict {
    this.#splitter.end();
    this.#normalised?.flush();
    if (this.#records === 0 && this.#readToTheEnd) {
      this.#problems.add("EMPTY_FILE", 0, () => ({ sentence: "The file holds no records." }));
    } else if (this.#readToTheEnd) {
      this.#order.finish(this.#line);
    }
    this.#assignments.leave(this.#line);
    const { file } = this.#assignments;
    return {
      ok: !this.rejected,
      problems: this.#problems.list(),
      problemCount: this.#problems.count,
      countsByCode: this.#problems.counts(),
      transmission: this.#transmission,
      generatedOn: this.#generatedOn,
      records: this.#records,
      transactions: file.transactions,
      controlTotalMinor: BigInt(file.control),
      ledgerTotalMinor: BigInt(file.ledger),
      assignments: this.#assignments.summaries,
    };
  }

  #lineHandler(): LineHandler {
    return {
      line: (bytes, base, length, line, clean) => this.#onLine(bytes, base, length, line, clean),
      dataAfterEnd: (line) =>
        this.#problems.add("ENCODING", line, () => ({
          sentence: "An end-of-file character (0x1A) with data behind it.",
        })),
      givenUp: (line, length) => {
        this.#readToTheEnd = false;
        const sentence = `No line break within ${length} characters where one was expected; the rest was not read.`;
        this.#problems.add("LINE_LENGTH", line, () => ({ value: length, sentence }));
      },
    };
  }

  #onLine(bytes: Uint8Array, base: number, length: number, line: number, clean: boolean): void {
    this.#line = line;
    if (this.#order.done) {
      this.#problems.add("ORDER", line, () => ({ sentence: "Text behind record 89, the end of the transmission." }));
      return;
    }
    if (!clean) this.#reportUnclean(line, length);
    if (length === 0) return;
    this.#records++;
    const entry = this.#identify(bytes, base, length, line);
    this.#normalised?.add(bytes, base, length, entry?.place.within.length === 0 ? "outer" : "assignments");
    if (entry) this.#onRecord(entry, bytes, base, length);
    else this.#assignments.unreadable();
  }

  #reportUnclean(line: number, length: number): void {
    if (length === RECORD) {
      this.#problems.add("ENCODING", line, () => ({ sentence: "The line holds a control character." }));
    } else {
      const sentence =
        length === 0 ? "A blank line between records." : `The line is ${length} characters long instead of ${RECORD}.`;
      this.#problems.add("LINE_LENGTH", line, () => ({ value: length, sentence }));
    }
  }

  #identify(bytes: Uint8Array, base: number, length: number, line: number): KindEntry | undefined {
    if (length < 8) return undefined;
    const kind = kindAt(bytes, base);
    if (bytes[base] !== 0x4e || bytes[base + 1] !== 0x59) {
      // A record that can be named although its format code is wrong reports it with its other fields.
      if (kind && length === RECORD) return kind;
      this.#problems.add("BAD_FORMAT_CODE", line, () => ({
        field: "formatCode",
        sentence: "Positions 1-2 must be the letters NY in upper case.",
      }));
    } else if (!kind) {
      this.#problems.add("UNKNOWN_RECORD", line, () => ({
        field: "recordType",
        value: maskToDigits(latin1(bytes, base + 2, base + 8)),
        sentence: "Positions 3-8 (service, type, record) name no record of OCR giro or AvtaleGiro.",
      }));
    }
    return kind;
  }

  #onRecord(entry: KindEntry, bytes: Uint8Array, base: number, length: number): void {
    this.#bytes = bytes;
    this.#base = base;
    const { kind, place } = entry;
    const readable = length === RECORD && entry.check(bytes, base, this.#reportField);
    const inPlace = this.#order.step(place, this.#line);
    if (place.role === "openFile") this.#onTransmissionStart(readable, bytes, base);
    else if (place.role === "closeFile") this.#onTransmissionEnd(readable, bytes, base);
    else this.#assignments.record(entry, bytes, base, this.#line, readable, inPlace);
    if (readable && inPlace) this.#sink?.(kind, bytes, base, this.#assignments.context);
  }

  readonly #reportField = (field: LayoutField, breach: Breach): void => {
    const code = codeOf(field, breach);
    const describe = () => findingOf(field, breach, this.#bytes, this.#base);
    this.#problems.add(code, this.#line, describe, levelOf(field, code));
  };

  #onTransmissionStart(readable: boolean, bytes: Uint8Array, base: number): void {
    if (!readable) return;
    const reading = startTransmission.read(bytes, base);
    if (reading.ok) this.#transmission ??= reading.record;
    const expected = this.#options.recipient;
    if (expected === undefined || this.#transmission?.recipient === expected) return;
    this.#problems.add("NOT_FOR_US", this.#line, () => ({
      field: "recipient",
      ...(this.#transmission ? { value: this.#transmission.recipient } : {}),
      sentence: "The file is addressed to another recipient.",
    }));
  }

  #onTransmissionEnd(readable: boolean, bytes: Uint8Array, base: number): void {
    this.#assignments.leave(this.#line);
    if (!readable) return;
    const { declared, file, summaries } = this.#assignments;
    this.#generatedOn = closing.generatedOn.read(bytes, base);
    declared.count("TX_COUNT", this.#line, closing.transactions.read(bytes, base), file.transactions);
    declared.count("RECORD_COUNT", this.#line, closing.records.read(bytes, base), this.#records);
    declared.total(this.#line, closing.total.minor(bytes, base), file);
    if (this.#generatedOn === null && summaries.some((each) => each.kind !== "agreements")) {
      this.#problems.add(
        "BAD_DATE",
        this.#line,
        () => ({ field: "generatedOn", sentence: "The date of the transmission is not given." }),
        "warn",
      );
    }
  }
}
