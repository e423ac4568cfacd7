/** A checker written from the specification alone; it shares nothing with the writer it judges. */

export type CheckedPayment = {
  readonly agreementId: string;
  readonly account: string;
  readonly transactionType: string;
  readonly sign: string;
  readonly amountMinor: bigint;
  readonly kid: string;
  readonly text: string;
  readonly bankDate: string;
  readonly debitAccount: string;
  /** Settlement date DDMMYY, partial settlement, serial number. */
  readonly lump: string;
};

export type CheckedFile = {
  readonly transmission: string;
  readonly recipient: string;
  readonly assignmentNumbers: readonly string[];
  readonly payments: readonly CheckedPayment[];
};

type Sum = { transactions: number; records: number; minor: bigint };

/** Reads a file as the bank must write it: CRLF, 80 characters, grammar, counts and totals. Throws at the first fault. */
export function checkOcr(bytes: Uint8Array): CheckedFile {
  const text = Buffer.from(bytes).toString("latin1");
  demand(text.endsWith("\r\n"), "no last line break");
  const records = text.slice(0, -2).split("\r\n");
  records.forEach((record, index) => {
    demand(record.length === 80, `record ${index + 1} has ${record.length} characters`);
  });
  const first = next(records);
  demand(first.startsWith("NY00001000008080"), "no start of transmission");
  const all: Sum = { transactions: 0, records: 2, minor: 0n };
  const payments: CheckedPayment[] = [];
  const assignmentNumbers: string[] = [];
  while (records[0]?.startsWith("NY090020") === true) {
    assignmentNumbers.push(records[0].slice(17, 24));
    const sum = checkAssignment(records, payments);
    all.transactions += sum.transactions;
    all.records += sum.records;
    all.minor += sum.minor;
  }
  const last = next(records);
  demand(last.startsWith("NY000089"), `no end of transmission but ${last}`);
  checkSum(last, all);
  demand(assignmentNumbers.length > 0 && records.length === 0, "no assignment, or text after the end");
  return { transmission: first.slice(16, 23), recipient: first.slice(23, 31), assignmentNumbers, payments };
}

function checkAssignment(records: string[], payments: CheckedPayment[]): Sum {
  const start = next(records);
  const sum: Sum = { transactions: 0, records: 2, minor: 0n };
  const days: string[] = [];
  while (records[0]?.slice(6, 8) === "30") {
    const before = records.length;
    const payment = checkPayment(records, sum.transactions + 1, {
      agreementId: start.slice(8, 17),
      account: start.slice(24, 35),
    });
    payments.push(payment);
    days.push(payment.lump.slice(0, 6));
    sum.transactions += 1;
    sum.records += before - records.length;
    sum.minor += payment.sign === "-" ? -payment.amountMinor : payment.amountMinor;
  }
  const end = next(records);
  demand(end.startsWith("NY090088"), `no end of assignment but ${end}`);
  checkSum(end, sum);
  const sortable = days.map((day) => day.slice(4) + day.slice(2, 4) + day.slice(0, 2)).sort();
  const written = [end.slice(47, 53), end.slice(53, 59)].map((day) => day.slice(4) + day.slice(2, 4) + day.slice(0, 2));
  demand(written[0] === sortable[0] && written[1] === sortable.at(-1), "first or last settlement date is wrong");
  return sum;
}

function checkPayment(
  records: string[],
  number: number,
  payee: { readonly agreementId: string; readonly account: string },
): CheckedPayment {
  const one = next(records);
  const two = next(records);
  const type = one.slice(4, 6);
  demand(/^(1\d|2[01])$/.test(type), `transaction type ${type}`);
  demand(two.slice(0, 15) === `${one.slice(0, 6)}31${one.slice(8, 15)}`, "item 2 does not belong to item 1");
  demand(Number(one.slice(8, 15)) === number, "transaction numbers must rise by one");
  const withText = type === "20" || type === "21";
  demand((records[0]?.slice(6, 8) === "32") === withText, "item 3 exactly for types 20 and 21");
  const three = withText ? next(records) : "";
  demand(/^[0-]$/.test(one.slice(31, 32)) && /^\d{17}$/.test(one.slice(32, 49)), "sign or amount");
  demand(/^ *(\d+-?)?$/.test(one.slice(49, 74)), "a KID is right aligned");
  demand(two.slice(34, 41) === "0000000" && /^0+$/.test(two.slice(58)), "item 2 filler");
  return {
    ...payee,
    transactionType: type,
    sign: one.slice(31, 32),
    amountMinor: BigInt(one.slice(32, 49)),
    kid: one.slice(49, 74).trim(),
    text: three.slice(15, 55).trimEnd(),
    bankDate: two.slice(41, 47),
    debitAccount: two.slice(47, 58),
    lump: `${one.slice(15, 21)}${one.slice(25, 31)}`,
  };
}

function checkSum(record: string, sum: Sum): void {
  demand(Number(record.slice(8, 16)) === sum.transactions, `count of transactions in ${record}`);
  demand(Number(record.slice(16, 24)) === sum.records, `count of records in ${record}, counted ${sum.records}`);
  demand(BigInt(record.slice(24, 41)) === sum.minor, `total in ${record}, added ${sum.minor}`);
}

function next(records: string[]): string {
  const record = records.shift();
  if (record === undefined) throw new Error("the file ends too early");
  return record;
}

function demand(holds: boolean, sentence: string): void {
  if (!holds) throw new Error(sentence);
}
