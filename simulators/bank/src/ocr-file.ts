/** Writes OCR giro transmissions ("System specification OCR giro" 2.0, BBS/Nets, 11 August 2003). */

/** One payment in the file: amount items 1 and 2, and item 3 exactly when there is a text (types 20 and 21). */
export type OcrRow = {
  readonly transactionType: string;
  readonly sign: "0" | "-";
  readonly amountMinor: bigint;
  readonly kid: string;
  readonly formNumber: string;
  /** Positions 26-34 of item 2: archive reference, payer's agreement, or terminal and session. */
  readonly archiveReference: string;
  /** ISO date the payer paid; empty when the bank does not tell it (zeros). */
  readonly bankDate: string;
  readonly debitAccount: string;
  readonly text?: string;
};

/** All rows that share date, partial settlement and serial number are one amount on the bank statement. */
export type OcrLump = {
  readonly settledOn: string;
  readonly centre: string;
  readonly partialSettlement: number;
  readonly serial: number;
  readonly rows: readonly OcrRow[];
};

export type OcrAssignment = {
  readonly agreementId: string;
  readonly account: string;
  readonly number: number;
  readonly lumps: readonly OcrLump[];
};

export type OcrTransmission = {
  readonly transmitter: string;
  readonly number: number;
  readonly recipient: string;
  readonly generatedOn: string;
  readonly assignments: readonly OcrAssignment[];
};

type Totals = { transactions: number; records: number; controlMinor: bigint };

/** The bytes of a transmission: ISO-8859-1, 80 characters a record, CRLF after each. Throws when a value does not fit. */
export function writeOcrFile(transmission: OcrTransmission): Uint8Array {
  const { transmitter, number, recipient, generatedOn } = transmission;
  const records = [`NY000010${digits(transmitter, 8)}${digits(number, 7)}${digits(recipient, 8)}`.padEnd(80, "0")];
  const sum: Totals = { transactions: 0, records: 2, controlMinor: 0n };
  for (const assignment of transmission.assignments) {
    const totals = writeAssignment(assignment, generatedOn, records);
    sum.transactions += totals.transactions;
    sum.records += totals.records;
    sum.controlMinor += totals.controlMinor;
  }
  records.push(`NY000089${totalFields(sum)}${ddmmyy(generatedOn)}`.padEnd(80, "0"));
  for (const record of records) if (record.length !== 80) throw new Error(`a record of ${record.length} characters`);
  return Buffer.from(records.join("\r\n") + "\r\n", "latin1");
}

function writeAssignment(assignment: OcrAssignment, generatedOn: string, records: string[]): Totals {
  const first = records.length;
  const sum: Totals = { transactions: 0, records: 0, controlMinor: 0n };
  const { agreementId, number, account } = assignment;
  records.push(`NY090020${digits(agreementId, 9)}${digits(number, 7)}${digits(account, 11)}`.padEnd(80, "0"));
  for (const lump of assignment.lumps) {
    for (const row of lump.rows) {
      sum.transactions += 1;
      writeRow(lump, row, digits(sum.transactions, 7), records);
      // A credit note is subtracted; a card reversal (18, 20) is added: the total is a control figure, not the money.
      sum.controlMinor += row.sign === "-" ? -row.amountMinor : row.amountMinor;
    }
  }
  sum.records = records.length - first + 1;
  const days = assignment.lumps.map((lump) => lump.settledOn).sort();
  const span = `${ddmmyy(days[0] ?? generatedOn)}${ddmmyy(days.at(-1) ?? generatedOn)}`;
  records.push(`NY090088${totalFields(sum)}${ddmmyy(generatedOn)}${span}`.padEnd(80, "0"));
  return sum;
}

function writeRow(lump: OcrLump, row: OcrRow, number: string, records: string[]): void {
  const day = lump.settledOn.slice(8, 10);
  const head = `NY09${row.transactionType}`;
  const identity = `${ddmmyy(lump.settledOn)}${digits(lump.centre, 2)}${day}${digits(lump.partialSettlement, 1)}`;
  const amount = `${digits(lump.serial, 5)}${row.sign}${digits(row.amountMinor, 17)}`;
  records.push(`${head}30${number}${identity}${amount}${row.kid.padStart(25, " ")}000000`);
  const origin = `${digits(row.formNumber, 10)}${digits(row.archiveReference, 9)}0000000`;
  records.push(`${head}31${number}${origin}${ddmmyy(row.bankDate)}${digits(row.debitAccount, 11)}`.padEnd(80, "0"));
  if (row.text !== undefined) records.push(`${head}32${number}${text(row.text, 40)}`.padEnd(80, "0"));
}

function totalFields(totals: Totals): string {
  return `${digits(totals.transactions, 8)}${digits(totals.records, 8)}${digits(totals.controlMinor, 17)}`;
}

function digits(value: string | number | bigint, width: number): string {
  const written = String(value).padStart(width, "0");
  if (written.length !== width || !/^\d+$/.test(written)) throw new Error(`${written} does not fit ${width} digits`);
  return written;
}

function text(value: string, width: number): string {
  return value
    .replaceAll(/[^\x20-\x7e\xa0-\xff]/g, "?")
    .slice(0, width)
    .padEnd(width, " ");
}

function ddmmyy(iso: string): string {
  return iso === "" ? "000000" : `${iso.slice(8, 10)}${iso.slice(5, 7)}${iso.slice(2, 4)}`;
}
