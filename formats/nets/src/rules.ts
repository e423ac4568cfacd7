/**
 * Every finding there can be in a file: how grave it is and which rule it breaks. Levels:
 * `file` rejects the whole file; `line` asks a person to look at one payment of a file that is otherwise good; `warn`
 * and `info` change nothing.
 */
export const rules = {
  EMPTY_FILE: { level: "file", rule: "a file holds one transmission: records 10 to 89" },
  LINE_LENGTH: { level: "file", rule: "every record is exactly 80 characters, one byte each" },
  ENCODING: { level: "file", rule: "ISO-8859-1 without control characters, but for line breaks and one final 0x1A" },
  BAD_FORMAT_CODE: { level: "file", rule: "positions 1-2 are NY" },
  UNKNOWN_RECORD: { level: "file", rule: "positions 3-8 name a record of OCR giro or AvtaleGiro" },
  ORDER: { level: "file", rule: "10, then assignments of 20, transactions and 88, then 89 and nothing more" },
  TX_NUMBER_MISMATCH: { level: "file", rule: "all records of a transaction carry the number and type of its item 1" },
  NOT_NUMERIC: { level: "file", rule: "numeric fields hold digits, the sign is 0 or -" },
  BAD_DATE: { level: "file", rule: "dates are DDMMYY and exist" },
  TX_COUNT: { level: "file", rule: "88 and 89, positions 9-16: a transaction with all its records counts once" },
  RECORD_COUNT: {
    level: "file",
    rule: "88 counts its assignment's records with 20 and 88, 89 every record of the file",
  },
  TOTAL_MISMATCH: {
    level: "file",
    rule: "88 and 89, positions 25-41: the amounts added up, those with sign - subtracted",
  },
  UNKNOWN_TX_TYPE: { level: "file", rule: "OCR giro knows types 10 to 21, AvtaleGiro claims 02 and 21" },
  NOT_FOR_US: { level: "file", rule: "record 10, positions 24-31: the data recipient is this receiver" },
  ACCOUNT_UNKNOWN: {
    level: "file",
    rule: "record 20, positions 25-35: the account belongs to a ledger of this receiver",
  },
  AMOUNT_OVERFLOW: { level: "file", rule: "no amount or total above 9 007 199 254 740 991 øre" },
  ACCOUNT_CHECK: { level: "warn", rule: "record 20, positions 25-35: the account's last digit is right by MOD11" },
  ASSIGNMENT_REPEATED: { level: "warn", rule: "assignment numbers are unique in a file" },
  DATE_RANGE: { level: "warn", rule: "88: the earliest and latest date are those of the transactions" },
  TX_NUMBER_ORDER: { level: "warn", rule: "transaction numbers ascend inside an assignment, from 1" },
  FILLER_NOT_ZERO: { level: "info", rule: "fillers carry no data; what they carry is kept and not used" },
  KID_BLANK: { level: "line", rule: "only types 20 and 21 come without a KID" },
  KID_BAD_CHECK: { level: "line", rule: "the KID has the characters, length and check digit agreed for its account" },
  ZERO_AMOUNT: { level: "line", rule: "a payment is above zero" },
  SPECIFICATION_PLACE: { level: "line", rule: "specification lines are 1 to 42, columns 1 and 2" },
} as const satisfies Readonly<Record<string, { level: Level; rule: string }>>;

export type Level = "file" | "line" | "warn" | "info";

export type ProblemCode = keyof typeof rules;
