import { amountItem1, amountItem2, amountItem3, type RecordContext, type RecordSink } from "@kvitt/format-nets";
import { FINGERPRINT_LENGTH, Fingerprints, placeIn } from "./fingerprint.ts";
import { type Lump, LumpNames } from "./lumps.ts";

/** The most payments in one block. */
export const BLOCK_ROWS = 5000;

/** Bits of `flags`. */
export const CREDIT_NOTE = 1;
export const BAD_CHECK = 2;

const kidPlace = placeIn(amountItem1, "kid");
const debitPlace = placeIn(amountItem2, "debitAccount");
/** KID and debit account of each row, as they stand in the records. */
export const KID_LENGTH = kidPlace.length;
export const TEXT_LENGTH = kidPlace.length + debitPlace.length;

/**
 * Some thousand payments as columns, which cross a thread without being copied. Row `i` of the file is at `i` of each;
 * of `texts` and `fingerprints` at `i` times their width.
 */
export type OcrColumns = {
  readonly rows: number;
  readonly lumps: readonly Lump[];
  /** Index in `lumps`. */
  readonly lumpOf: Uint32Array<ArrayBuffer>;
  readonly lines: Uint32Array<ArrayBuffer>;
  readonly types: Uint8Array<ArrayBuffer>;
  readonly flags: Uint8Array<ArrayBuffer>;
  /** Unsigned; exact, as no amount above 2^53 - 1 øre is a good file's. */
  readonly amounts: Float64Array<ArrayBuffer>;
  /** Bank date as yyyymmdd; 0 or below when there is none. */
  readonly paidOn: Int32Array<ArrayBuffer>;
  readonly fingerprints: Uint8Array<ArrayBuffer>;
  readonly texts: Uint8Array<ArrayBuffer>;
  /** Of the few payments that have a free text, their rows and texts. */
  readonly textRows: readonly number[];
  readonly freeTexts: readonly string[];
};

/** The memory of a block, to be handed to another thread. */
export function buffersOf(block: OcrColumns): ArrayBuffer[] {
  const { lumpOf, lines, types, flags, amounts, paidOn, fingerprints, texts } = block;
  return [lumpOf, lines, types, flags, amounts, paidOn, fingerprints, texts].map((column) => column.buffer);
}

type Filling = { -readonly [K in keyof OcrColumns]: OcrColumns[K] } & {
  lumps: Lump[];
  textRows: number[];
  freeTexts: string[];
};

function emptyBlock(): Filling {
  return {
    rows: 0,
    lumps: [],
    lumpOf: new Uint32Array(BLOCK_ROWS),
    lines: new Uint32Array(BLOCK_ROWS),
    types: new Uint8Array(BLOCK_ROWS),
    flags: new Uint8Array(BLOCK_ROWS),
    amounts: new Float64Array(BLOCK_ROWS),
    paidOn: new Int32Array(BLOCK_ROWS),
    fingerprints: new Uint8Array(BLOCK_ROWS * FINGERPRINT_LENGTH),
    texts: new Uint8Array(BLOCK_ROWS * TEXT_LENGTH),
    textRows: [],
    freeTexts: [],
  };
}

const settledOn = amountItem1.codec("settledOn");
const partialSettlement = amountItem1.codec("partialSettlement");
const serialNumber = amountItem1.codec("serialNumber");
const type = amountItem1.codec("transactionType");
const sign = amountItem1.codec("sign");
const amount = amountItem1.codec("amountMinor");
const bankOn = amountItem2.codec("bankOn");
const freeText = amountItem3.codec("freeText");

/** Fills blocks with the payments of a file that is being checked. Take them with `take`, or memory grows with the file. */
export class ColumnCollector {
  readonly #fingerprints = new Fingerprints();
  readonly #names = new LumpNames();
  #full: OcrColumns[] = [];
  #block = emptyBlock();
  // The lump of the payment before this one, and its index in the block.
  #lumpAssignment = -1;
  #lumpKey = -1;
  #lumpAt = -1;
  readonly #lumpsOfBlock = new Map<string, number>();

  /** To be given to the checker. */
  readonly sink: RecordSink = (kind, bytes, base, context) => {
    if (kind === "amountItem1") this.#item1(bytes, base, context);
    else if (kind === "amountItem2") this.#item2(bytes, base);
    else if (kind === "amountItem3") this.#item3(bytes, base);
  };

  /** Removes and returns the full blocks; with `all`, also the one being filled. */
  take(all: boolean): readonly OcrColumns[] {
    if (all && this.#block.rows > 0) this.#seal();
    const taken = this.#full;
    this.#full = [];
    return taken;
  }

  #seal(): void {
    this.#full.push(this.#block);
    this.#block = emptyBlock();
    this.#lumpsOfBlock.clear();
    this.#lumpAt = -1;
  }

  #item1(bytes: Uint8Array, base: number, context: RecordContext): void {
    if (this.#block.rows === BLOCK_ROWS) this.#seal();
    const block = this.#block;
    const row = block.rows++;
    block.lumpOf[row] = this.#lump(bytes, base, context);
    block.lines[row] = context.line;
    block.types[row] = Number(type.read(bytes, base));
    block.flags[row] =
      (sign.read(bytes, base) === "-" ? CREDIT_NOTE : 0) | (context.kidProblem === "KID_BAD_CHECK" ? BAD_CHECK : 0);
    block.amounts[row] = amount.minor(bytes, base);
    copy(bytes, base + kidPlace.from, kidPlace.length, block.texts, row * TEXT_LENGTH);
    this.#fingerprints.begin(context.account, bytes, base);
  }

  #item2(bytes: Uint8Array, base: number): void {
    const block = this.#block;
    const row = block.rows - 1;
    block.paidOn[row] = bankOn.day(bytes, base);
    copy(bytes, base + debitPlace.from, debitPlace.length, block.texts, row * TEXT_LENGTH + KID_LENGTH);
    this.#fingerprints.complete(bytes, base, block.fingerprints, row * FINGERPRINT_LENGTH);
  }

  #item3(bytes: Uint8Array, base: number): void {
    const text = freeText.read(bytes, base);
    if (text === "") return;
    this.#block.textRows.push(this.#block.rows - 1);
    this.#block.freeTexts.push(text);
  }

  #lump(bytes: Uint8Array, base: number, { assignment, account }: RecordContext): number {
    const partial = partialSettlement.read(bytes, base);
    const serial = serialNumber.read(bytes, base);
    const key = settledOn.day(bytes, base) * 1_000_000 + partial * 100_000 + serial;
    if (key === this.#lumpKey && assignment === this.#lumpAssignment && this.#lumpAt >= 0) return this.#lumpAt;
    this.#lumpKey = key;
    this.#lumpAssignment = assignment;
    const settled = settledOn.read(bytes, base);
    const batchKey = this.#names.of(assignment, settled, partial, serial);
    this.#lumpAt = this.#lumpsOfBlock.get(batchKey) ?? this.#block.lumps.length;
    if (this.#lumpAt === this.#block.lumps.length) this.#block.lumps.push({ batchKey, account, settledOn: settled });
    this.#lumpsOfBlock.set(batchKey, this.#lumpAt);
    return this.#lumpAt;
  }
}

function copy(from: Uint8Array, start: number, length: number, into: Uint8Array, at: number): void {
  for (let i = 0; i < length; i++) into[at + i] = from[start + i]!;
}
