/** What can be wrong with a file, in one table: code, weight, the rule broken and a sentence for the person at the desk. */

/** `error`: the named scope does not post as read. `warning`: it posts, and somebody should know. */
export type ProblemLevel = "error" | "warning";

/** How far an error reaches: the whole file, one statement or notification, or one entry. */
export type ProblemScope = "file" | "statement" | "entry";

interface ProblemKind {
  readonly level: ProblemLevel;
  readonly scope: ProblemScope;
  readonly rule: string;
  readonly sentence: string;
}

const kind = (level: ProblemLevel, scope: ProblemScope, rule: string, sentence: string): ProblemKind => ({
  level,
  scope,
  rule,
  sentence,
});
const fileError = (rule: string, sentence: string): ProblemKind => kind("error", "file", rule, sentence);
const statementError = (rule: string, sentence: string): ProblemKind => kind("error", "statement", rule, sentence);
const entryError = (rule: string, sentence: string): ProblemKind => kind("error", "entry", rule, sentence);
const entryWarning = (rule: string, sentence: string): ProblemKind => kind("warning", "entry", rule, sentence);

/** Every code this package can report. Documentation of errors is generated from it. */
export const problemKinds = {
  FILE_EMPTY: fileError("a message has content", "The file is empty. Fetch it from the bank again."),
  FILE_TOO_LARGE: fileError("size limit", "The file is larger than the limit. Ask the bank for smaller files."),
  ENCODING_UNSUPPORTED: fileError(
    "UTF-8, US-ASCII or ISO-8859-1",
    "The file uses a character encoding that is not read here. Ask the bank for UTF-8.",
  ),
  ENCODING_INVALID: fileError(
    "bytes follow the declared encoding",
    "The file holds bytes that do not belong to the encoding it declares. Fetch it again without conversion.",
  ),
  ENCODING_CONFLICT: fileError(
    "byte order mark and declaration agree",
    "The file's byte order mark and its XML declaration name different encodings. Ask the bank for a correct file.",
  ),
  XML_MALFORMED: fileError(
    "XML 1.0 well-formedness",
    "The file is not well-formed XML, or it is cut off. Fetch it again.",
  ),
  XML_VERSION_UNSUPPORTED: fileError("XML 1.0", "The file is not XML version 1.0. Ask the bank for a correct file."),
  XML_DOCTYPE_REFUSED: fileError(
    "no document type declaration",
    "The file holds a document type declaration, which bank messages never have. It is not read; ask the sender why.",
  ),
  XML_TOO_DEEP: fileError("depth at most 64", "The file's elements are nested deeper than any bank message."),
  XML_TOO_MANY_ATTRIBUTES: fileError("at most 32 attributes", "An element has more attributes than any bank message."),
  XML_TEXT_TOO_LONG: fileError("a text is at most 1 MB", "A single text in the file is longer than 1 MB."),
  XML_TOO_MANY_ELEMENTS: fileError(
    "at most 1,000,000 elements in one entry or order file",
    "A part of the file holds more elements than can be read at once. Ask the bank for smaller files.",
  ),
  NAMESPACE_UNKNOWN: fileError(
    "the namespace names a message that is read here",
    "The file is XML, but not a message that is read here. Check that the right file was chosen.",
  ),
  ROOT_UNKNOWN: fileError(
    "the message's root element follows its namespace",
    "The file's content does not fit the message type it claims to be. Ask the bank for a correct file.",
  ),
  ELEMENT_MISSING: fileError(
    "a required element is present",
    "A required field is missing. Ask the bank for a correct file.",
  ),
  ELEMENT_REPEATED: fileError(
    "a field that may occur once occurs once",
    "A field that may occur once occurs twice, so it cannot be known which one counts. Ask the bank for a correct file.",
  ),
  AMOUNT_INVALID: fileError(
    "an amount is digits with a point and at most 5 decimals, without sign",
    "An amount cannot be read. Nothing is guessed; ask the bank for a correct file.",
  ),
  AMOUNT_DECIMALS: fileError(
    "no more decimals than the currency has, trailing zeros apart",
    "An amount has a fraction smaller than its currency's smallest unit. Ask the bank for a correct file.",
  ),
  AMOUNT_TOO_LARGE: fileError("at most 2^63 - 1 minor units", "An amount is larger than a ledger can hold."),
  CURRENCY_INVALID: fileError("an ISO 4217 code of three letters", "An amount has no readable currency."),
  INDICATOR_INVALID: fileError("CRDT or DBIT", "It cannot be read whether an amount is in or out."),
  FLAG_INVALID: fileError("true, false, 1 or 0", "A yes-or-no field holds something else."),
  NUMBER_INVALID: fileError("digits", "A count or number cannot be read."),
  DATE_INVALID: fileError(
    "YYYY-MM-DD, with or without a time",
    "A date cannot be read. Ask the bank for a correct file.",
  ),
  ENTRY_TOO_LARGE: fileError(
    "at most 100,000 transactions in one entry",
    "One entry holds more payments than can be read at once. Ask the bank to split its batches.",
  ),
  STATEMENT_DOES_NOT_ADD_UP: statementError(
    "opening balance + booked credits - booked debits = closing balance",
    "The statement's entries do not lead from its opening to its closing balance, so nothing of it is posted. Fetch it again.",
  ),
  BALANCE_MISSING: statementError(
    "an opening (OPBD or PRCD) and a closing (CLBD) balance in the account's currency",
    "The statement lacks an opening or closing balance in the account's currency, so it proves nothing. Ask the bank for one with both.",
  ),
  BALANCE_REPEATED: statementError(
    "one opening and one closing balance",
    "The statement gives two different opening or closing balances. Ask the bank for a correct file.",
  ),
  SUMMARY_MISMATCH: statementError(
    "TxsSummry equals the entries",
    "The statement's own summary does not fit its entries: an entry is missing or too many. Fetch it again.",
  ),
  PAGES_INCOMPLETE: statementError(
    "all pages up to the last one",
    "This is one page of a longer statement. It is posted when all its pages have come.",
  ),
  ACCOUNT_MISSING: statementError("Acct/Id is present", "The statement does not say which account it is for."),
  STATEMENT_CURRENCY_OTHER: statementError(
    "entries are in the account's currency",
    "The statement's account turns out to be in another currency than its entries. A person must look at it.",
  ),
  ENTRY_CURRENCY_OTHER: entryError(
    "the entry's currency is the account's",
    "The entry is in another currency than its account. It is held for a person.",
  ),
  BOOKING_DATE_MISSING: entryError(
    "a booked entry has BookgDt",
    "The entry has no booking date. It is held for a person.",
  ),
  BATCH_SUM_MISMATCH: entryError(
    "the signed sum of the transactions is the entry's amount",
    "The payments inside this entry do not add up to it. It is kept as one unallocated deposit; ask the bank for the details.",
  ),
  BATCH_TOTAL_MISMATCH: entryError(
    "Btch/TtlAmt is the sum of the batch's transactions",
    "The batch's stated total is not the sum of its payments. It is kept as one unallocated deposit.",
  ),
  BATCH_COUNT_MISMATCH: entryWarning(
    "Btch/NbOfTxs is the number of TxDtls",
    "The batch says another number of payments than it holds. The sum fits, so it is posted.",
  ),
  STATUS_NOT_BOOKED: entryWarning("only status BOOK posts", "The entry is not booked yet. It is kept as a notice."),
  REMITTANCE_SUM_MISMATCH: entryWarning(
    "the signed parts of a structured remittance sum to the payment",
    "The payer's own split of the payment does not add up to it. A person decides.",
  ),
  CHARGE_MISMATCH: entryWarning(
    "gross - net = the included charge",
    "The bank's charge does not explain the difference between what was paid and what arrived. It is treated as a short payment.",
  ),
  COUNT_MISMATCH: fileError(
    "NbOfTxs is the number of transactions",
    "The file says another number of payments than it holds. Do not send it; make it again.",
  ),
  CONTROL_SUM_MISMATCH: fileError(
    "CtrlSum is the sum of the instructed amounts",
    "The file's control sum is not the sum of its payments. Do not send it; make it again.",
  ),
  CONTROL_SUM_MISSING: kind("warning", "file", "CtrlSum is always given", "The file has no control sum."),
  NOTHING_TO_PAY: fileError("at least one payment", "There is no payment in the file."),
  AMOUNT_NOT_POSITIVE: fileError("an amount to pay is above zero", "A payment must be above zero."),
  ID_INVALID: fileError(
    "1 to 35 of A-Z a-z 0-9 / - ? : ( ) . , ' + and blank, no / first, no //",
    "An identification has characters or a length that banks refuse.",
  ),
  ID_REPEATED: fileError("identifications are unique in the file", "The same identification stands twice in the file."),
  TEXT_TOO_LONG: fileError(
    "names at most 70, texts at most 140 characters",
    "A name or text is too long for the bank.",
  ),
  CHARACTERS_REFUSED: fileError("printable characters only", "A name or text holds control or broken characters."),
  NOT_A_BANK_DAY: fileError(
    "the execution date is a bank day of the debit account's country",
    "The banks are closed on the execution date. Choose the next bank day.",
  ),
  DATE_IN_PAST: fileError("the execution date is today or later", "The execution date has passed."),
  ACCOUNT_INVALID: fileError("an account number passes its check digits", "An account number is not valid."),
  PAYEE_ACCOUNT_MISSING: kind(
    "warning",
    "file",
    "CdtrAcct is given",
    "A payment does not say which account it goes to.",
  ),
  REFERENCE_INVALID: fileError(
    "KID 2 to 25 digits (last may be -), OCR 2 to 25 digits, RF by ISO 11649",
    "A payment reference is not valid, so the payee could not place the payment.",
  ),
  REMITTANCE_NET_MISMATCH: fileError(
    "invoices less credit notes are the amount paid",
    "The invoices and credit notes named do not add up to the payment.",
  ),
  STATUS_UNKNOWN: kind(
    "warning",
    "file",
    "a status of the ISO 20022 list",
    "The bank reports a status that is not known here. It never counts as paid.",
  ),
} as const satisfies Record<string, ProblemKind>;

/** A code of {@link problemKinds}. */
export type ProblemCode = keyof typeof problemKinds;

/** One thing wrong with a file. `value` is only ever a code, count, date, amount or reference. */
export interface Problem {
  readonly code: ProblemCode;
  readonly level: ProblemLevel;
  readonly scope: ProblemScope;
  /** 1-based line of the file; 0 when it concerns the whole file or a file not yet written. */
  readonly line: number;
  /** Element path from the statement or order, e.g. `Ntry[2]/TxDtls[1]/Amt`; empty for the whole file. */
  readonly path: string;
  readonly value: string | undefined;
  readonly rule: string;
  readonly sentence: string;
}

/** More than this would bury the reader; the rest is counted (SEC-63). */
export const maxListedProblems = 1000;

/** Makes one problem from the table. */
export function problem(code: ProblemCode, line: number, path: string, value?: string): Problem {
  const { level, scope, rule, sentence } = problemKinds[code];
  return { code, level, scope, line, path, value, rule, sentence };
}

/** Collects problems: the first thousand are kept, all are counted. */
export interface ProblemList {
  readonly listed: readonly Problem[];
  readonly count: number;
  /** Number of errors whose scope is the file: any makes the file refused. */
  readonly fileErrors: number;
  add(code: ProblemCode, line: number, path: string, value?: string): void;
}

/** An empty list; `seen` is told of each problem as it is found, listed or not. */
export function createProblemList(seen?: (problem: Problem) => void): ProblemList {
  const listed: Problem[] = [];
  const tally = { count: 0, fileErrors: 0 };
  return {
    listed,
    get count() {
      return tally.count;
    },
    get fileErrors() {
      return tally.fileErrors;
    },
    add(code, line, path, value) {
      const found = problem(code, line, path, value);
      tally.count += 1;
      if (found.level === "error" && found.scope === "file") tally.fileErrors += 1;
      if (listed.length < maxListedProblems) listed.push(found);
      seen?.(found);
    },
  };
}
