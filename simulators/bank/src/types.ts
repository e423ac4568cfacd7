/** The words a caller uses with the simulated bank. Amounts are øre (bigint), dates are calendar dates in Oslo. */

/** One agreement of OCR giro (9-digit id) on one account, as the payee made it with the bank. */
export type OcrAgreement = {
  readonly id: string;
  /** Customer unit id (8 digits) of whoever receives the files; agreements that share it share transmissions. */
  readonly recipient: string;
  readonly kidLengths: readonly number[];
  readonly modulus: 10 | 11;
  /** Payments without a valid KID are refused at the payer's bank ("obligatorisk KID"). */
  readonly compulsoryKid?: boolean;
  /** The payee accepts credit notes with KID (sign `-`). */
  readonly creditNotes?: boolean;
  /** How the payee is told of KID payments; OCR giro files if left out. */
  readonly detail?: "ocr" | "camt054";
};

export type BankAccount = {
  /** 11 digits, last one mod 11. */
  readonly number: string;
  readonly ownerName: string;
  readonly openingMinor?: bigint;
  readonly ocrAgreement?: OcrAgreement;
};

/** How the payer paid; decides the transaction type (10-21) of the OCR file. */
export type DepositKind =
  | "giro"
  | "standingOrder"
  | "remittance"
  | "companyTerminal"
  | "counter"
  | "avtaleGiro"
  | "teleGiro"
  | "cashGiro"
  | "card"
  | "creditNote";

export type Deposit = {
  readonly account: string;
  /** Above zero, also for a credit note (the kind tells the direction). */
  readonly amountMinor: bigint;
  /** The day the payer paid; the bank settles it that day, or on the next bank day. */
  readonly on: Temporal.PlainDate;
  /** `HH:MM`; decides the settlement of the day. Left out: drawn by seed. */
  readonly time?: string;
  readonly kind?: DepositKind;
  readonly kid?: string;
  readonly text?: string;
  readonly payerName?: string;
  readonly payerAccount?: string;
  /** Card only: 6-digit terminal (BAX) and 3-digit session. */
  readonly terminal?: string;
  readonly session?: string;
};

/** A payment out of one of the bank's accounts. A payee account in this bank receives it the same day. */
export type PaymentOrder = {
  readonly account: string;
  readonly amountMinor: bigint;
  readonly on: Temporal.PlainDate;
  readonly creditorName: string;
  readonly creditorAccount: string;
  readonly kid?: string;
  readonly text?: string;
  /** Comes back in the statement, at most 35 characters. */
  readonly endToEndId?: string;
};

/** A payer's bank takes a payment back, or a card purchase is undone. */
export type Reversal = {
  readonly paymentId: string;
  readonly on: Temporal.PlainDate;
  /** Four letters or digits of the ISO 20022 return reasons; CUST (by the payer's wish) if left out. */
  readonly reason?: string;
};

export type BankCharge = {
  readonly account: string;
  readonly amountMinor: bigint;
  readonly on: Temporal.PlainDate;
  readonly text: string;
};

export type RefusalCode =
  | "ACCOUNT_UNKNOWN"
  | "ACCOUNT_CHECK"
  | "AMOUNT_INVALID"
  | "DAY_CLOSED"
  | "TIME_INVALID"
  | "TERMINAL_INVALID"
  | "KID_REQUIRED"
  | "KID_INVALID"
  | "CREDIT_NOTE_NOT_AGREED"
  | "PAYMENT_UNKNOWN"
  | "ALREADY_REVERSED"
  | "REVERSED_TOO_EARLY"
  | "REASON_INVALID"
  | "END_TO_END_ID_INVALID"
  | "NO_COVER"
  | "REFUSED_BY_RULE";

export type Refusal = { readonly ok: false; readonly code: RefusalCode };
export type Accepted = {
  readonly ok: true;
  readonly paymentId: string;
  /** `detail`: in an OCR file or camt.054 and in a lump on the statement; `statement`: an entry of its own. */
  readonly route: "detail" | "statement";
  readonly settledOn: Temporal.PlainDate;
};

export type OrderState = {
  readonly orderId: string;
  readonly state: "waiting" | "executed" | "refused";
  readonly code?: RefusalCode;
};

/** What an account has come to. `waitingMinor` is accepted and not settled yet (signed). */
export type AccountState = {
  readonly balanceMinor: bigint;
  readonly creditedMinor: bigint;
  readonly debitedMinor: bigint;
  readonly waitingMinor: bigint;
};

export type FileKind = "ocr" | "camt053" | "camt054";

export type BankFile = {
  /** Unique among all files this bank ever delivered. */
  readonly name: string;
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  /** The one account of a camt file. */
  readonly account?: string;
  /** The customer unit of an OCR file. */
  readonly recipient?: string;
  readonly settledOn: Temporal.PlainDate;
  readonly deliveredOn: Temporal.PlainDate;
  /** The fault a rule has put on this delivery. */
  readonly fault?: string;
};

/** What goes wrong with a file (or, `refuseOrder`, with a payment order). */
export type Fault =
  | { readonly do: "late"; readonly bankDays: number }
  | { readonly do: "lost" }
  | { readonly do: "twice"; readonly bankDays: number }
  | { readonly do: "copy"; readonly bankDays: number }
  | { readonly do: "outOfOrder" }
  | { readonly do: "corrected"; readonly bankDays: number; readonly first: "wrongTotal" | "truncated" }
  | { readonly do: "truncated" }
  | { readonly do: "wrongTotal" }
  | { readonly do: "repeatPayment" }
  | { readonly do: "fillerData" }
  | { readonly do: "lineEnds"; readonly as: "LF" | "none" }
  | { readonly do: "blankLines"; readonly where: "end" | "middle" }
  | { readonly do: "refuseOrder" };

/** A rule as data (JSON). The first rule that fires decides; dates are ISO and inclusive. */
export type Rule = {
  readonly match?: {
    readonly kind?: FileKind | "order";
    readonly account?: string;
    readonly recipient?: string;
    readonly from?: string;
    readonly to?: string;
  };
  /** Fire on every n-th match. */
  readonly every?: number;
  /** Fire with this probability (0 to 1), drawn by seed. */
  readonly chance?: number;
  /** Fire at most so often. */
  readonly times?: number;
  readonly fault: Fault;
};

export type Prices = {
  /** Per executed order, booked with it. */
  readonly outgoingMinor: bigint;
  /** Per payment told by OCR or camt.054, booked on the month's last bank day. */
  readonly detailMinor: bigint;
  /** Per month, booked on its last bank day. */
  readonly monthlyMinor: bigint;
};

export type BankOptions = {
  readonly accounts: readonly BankAccount[];
  readonly startOn: Temporal.PlainDate;
  readonly seed?: number;
  readonly rules?: readonly Rule[];
  readonly prices?: Partial<Prices>;
  /** One to four times `HH:MM`, ascending; default 08:00, 12:30, 15:00, 17:30. */
  readonly deliveryTimes?: readonly string[];
  readonly camtVersion?: "02" | "08";
  readonly accountAs?: "iban" | "bban";
  /** OCR assignment numbers start at 1 in each transmission, or run on over the day. */
  readonly assignmentNumbers?: "perTransmission" | "perDay";
  /** Customer unit of the transmitter; 00008080 unless told. */
  readonly transmitter?: string;
  /** Replaces the bank's own Norwegian bank-day rule. */
  readonly isBankDay?: (day: Temporal.PlainDate) => boolean;
};
