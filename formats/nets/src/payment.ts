import type { RecordContext } from "./assignment-check.ts";
import { amountItem1, amountItem2, amountItem3, type OcrTransactionType, type signs } from "./ocr-records.ts";
import type { RecordSink } from "./file-checker.ts";

/** One payment, its two or three records in one. Texts are without the blanks around them. */
export interface OcrPayment {
  /** Index of its assignment in the verdict, from 0, and that assignment's account. */
  readonly assignment: number;
  readonly account: string;
  /** Line of its item 1, from 1. */
  readonly line: number;
  readonly transactionNumber: number;
  readonly type: OcrTransactionType;
  /** ISO date. With partial settlement and serial number it names the lump sum on the bank statement. */
  readonly settledOn: string;
  readonly centreId: string;
  readonly dayCode: string;
  readonly partialSettlement: number;
  readonly serialNumber: number;
  /** `-` is a credit note with KID. */
  readonly sign: keyof typeof signs;
  /** Unsigned, in øre; `ledgerMinor` gives it the sign it posts with. */
  readonly amountMinor: bigint;
  readonly kid: string;
  readonly kidProblem: "KID_BLANK" | "KID_BAD_CHECK" | undefined;
  readonly cardIssuer: string;
  readonly formNumber: string;
  readonly archiveReference: string;
  /** The day the payer's bank took the order; null when not given or impossible. */
  readonly bankOn: string | null;
  /** Eleven digits, zeros when not known. */
  readonly debitAccount: string;
  /** Of types 20 and 21, else null. */
  readonly freeText: string | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const item1 = {
  transactionNumber: amountItem1.codec("transactionNumber"),
  type: amountItem1.codec("transactionType"),
  settledOn: amountItem1.codec("settledOn"),
  centreId: amountItem1.codec("centreId"),
  dayCode: amountItem1.codec("dayCode"),
  partialSettlement: amountItem1.codec("partialSettlement"),
  serialNumber: amountItem1.codec("serialNumber"),
  sign: amountItem1.codec("sign"),
  amountMinor: amountItem1.codec("amountMinor"),
  kid: amountItem1.codec("kid"),
  cardIssuer: amountItem1.codec("cardIssuer"),
};
const item2 = {
  formNumber: amountItem2.codec("formNumber"),
  archiveReference: amountItem2.codec("archiveReference"),
  bankOn: amountItem2.codec("bankOn"),
  debitAccount: amountItem2.codec("debitAccount"),
};
const freeText = amountItem3.codec("freeText");

/** The amount as it posts: negative for credit notes (sign `-`) and reversals (types 18 and 20). */
export function ledgerMinor(payment: Pick<OcrPayment, "sign" | "type" | "amountMinor">): bigint {
  const takesBack = payment.sign === "-" || payment.type === "18" || payment.type === "20";
  return takesBack ? -payment.amountMinor : payment.amountMinor;
}

/** Collects the payments of a file that is being checked. Take them with `take`, or memory grows with the file. */
export class PaymentCollector {
  #payments: Mutable<OcrPayment>[] = [];
  #last: Mutable<OcrPayment> | undefined;

  /** To be given to the checker. */
  readonly sink: RecordSink = (kind, bytes, base, context) => {
    if (kind === "amountItem1") {
      if (this.#last) this.#payments.push(this.#last);
      this.#last = readItem1(bytes, base, context);
    } else if (kind === "amountItem2" && this.#last) {
      readItem2(this.#last, bytes, base);
    } else if (kind === "amountItem3" && this.#last) {
      this.#last.freeText = freeText.read(bytes, base);
    }
  };

  /** Removes and returns the complete payments; with `all`, also the one whose last record may still be to come. */
  take(all: boolean): readonly OcrPayment[] {
    const taken = this.#payments;
    if (all && this.#last) {
      taken.push(this.#last);
      this.#last = undefined;
    }
    this.#payments = [];
    return taken;
  }
}

function readItem1(bytes: Uint8Array, base: number, context: RecordContext): Mutable<OcrPayment> {
  return {
    assignment: context.assignment,
    account: context.account,
    line: context.line,
    transactionNumber: item1.transactionNumber.read(bytes, base),
    type: item1.type.read(bytes, base),
    settledOn: item1.settledOn.read(bytes, base),
    centreId: item1.centreId.read(bytes, base),
    dayCode: item1.dayCode.read(bytes, base),
    partialSettlement: item1.partialSettlement.read(bytes, base),
    serialNumber: item1.serialNumber.read(bytes, base),
    sign: item1.sign.read(bytes, base),
    amountMinor: item1.amountMinor.read(bytes, base),
    kid: item1.kid.read(bytes, base),
    kidProblem: context.kidProblem,
    cardIssuer: item1.cardIssuer.read(bytes, base),
    formNumber: "",
    archiveReference: "",
    bankOn: null,
    debitAccount: "",
    freeText: null,
  };
}

function readItem2(payment: Mutable<OcrPayment>, bytes: Uint8Array, base: number): void {
  payment.formNumber = item2.formNumber.read(bytes, base);
  payment.archiveReference = item2.archiveReference.read(bytes, base);
  payment.bankOn = item2.bankOn.read(bytes, base);
  payment.debitAccount = item2.debitAccount.read(bytes, base);
}
