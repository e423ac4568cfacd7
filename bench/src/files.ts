import { writeCamt } from "@kvitt/format-iso20022";
import { amountOf, kidOf } from "./numbers.ts";
import { ACCOUNT, TODAY } from "./world.ts";

/** Bank files of n payments, in pieces as a stream would bring them. */

const PIECE = 256 * 1024;
const digits = (value: number, length: number): string => String(value).padStart(length, "0");

function* ocrRecords(n: number): Generator<string> {
  yield `NY00001000008080000000100900001${"0".repeat(49)}`;
  yield `NY0900200090000010000001${ACCOUNT}${"0".repeat(45)}`;
  let total = 0;
  for (let no = 1; no <= n; no++) {
    const amount = amountOf(no);
    const transaction = digits(no % 10_000_000, 7);
    const lump = digits(1 + Math.floor(no / 10_000), 5);
    const payer = digits(15_000_000_000 + (no % 700_000) * 11, 11);
    total += amount;
    yield `NY091030${transaction}06102600060${lump}0${digits(amount, 17)}${kidOf(no).padStart(25)}000000`;
    yield `NY091031${transaction}0000000000${digits(no, 9)}0000000051026${payer}${"0".repeat(22)}`;
  }
  yield `NY090088${digits(n, 8)}${digits(2 * n + 2, 8)}${digits(total, 17)}061026061026061026${"0".repeat(21)}`;
  yield `NY000089${digits(n, 8)}${digits(2 * n + 4, 8)}${digits(total, 17)}061026${"0".repeat(33)}`;
}

/** An OCR giro file that pays the first n invoices in full, in lumps of ten thousand, the payers' accounts known. */
export function* ocrPieces(n: number): Generator<Buffer> {
  let piece: string[] = [];
  for (const record of ocrRecords(n)) {
    if (record.length !== 80) throw new Error(`A record of ${record.length} characters: ${record}`);
    if (piece.push(record) * 82 < PIECE) continue;
    yield Buffer.from(`${piece.join("\r\n")}\r\n`, "latin1");
    piece = [];
  }
  yield Buffer.from(`${piece.join("\r\n")}\r\n`, "latin1");
}

const CREATED_AT = `${TODAY}T07:00:00+02:00`;
const PAYMENTS_IN_ENTRY = 1_000;

function camtPayment(no: number) {
  return {
    signedMinor: BigInt(amountOf(no)),
    acctSvcrRef: `NO-TX-${no}`,
    debtorName: "Kari Eksempel Ås",
    references: [{ reference: kidOf(no) }],
  };
}

/** A camt.054 notification of n payments with KID, in entries of a thousand. */
export function camtPieces(n: number): Buffer[] {
  const bookedOn = Temporal.PlainDate.from(TODAY);
  const entries = Array.from({ length: Math.ceil(n / PAYMENTS_IN_ENTRY) }, (_, at) => {
    const first = at * PAYMENTS_IN_ENTRY;
    const count = Math.min(PAYMENTS_IN_ENTRY, n - first);
    const transactions = Array.from({ length: count }, (_, i) => camtPayment(first + i + 1));
    return { bookedOn, acctSvcrRef: `NO-ENTRY-${at}`, transactions };
  });
  const account = { iban: `NO93${ACCOUNT}`, other: undefined, scheme: undefined };
  const statements = [{ id: "N-1", createdAt: CREATED_AT, account, currency: "NOK", entries }];
  const bytes = Buffer.from(
    writeCamt({ kind: "camt.054", version: "08", msgId: "BENCH-1", createdAt: CREATED_AT, statements }),
  );
  return Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, at) =>
    bytes.subarray(at * PIECE, (at + 1) * PIECE),
  );
}
