/** Documents about a customer's account rather than one sale: receipt, statement, payment letter. None says what was done. */
import { receiverLines } from "./lay-out-sale.ts";
import { dueOf, type AccountStatement, type PaymentLetter, type Receipt } from "./model.ts";
import {
  contactNotes,
  factsOf,
  tableOf,
  type Body,
  type Fact,
  type Pen,
  type SheetTable,
  type TotalRow,
} from "./sheet.ts";
import { slipFacts } from "./slip.ts";
import { printable } from "./writing.ts";

/** The parts of a receipt: invoice numbers and amounts, the means, what is left (V-08). */
export function receiptBody(receipt: Receipt, pen: Pen): Body {
  const { say, write } = pen;
  const paid = receipt.payments.reduce((sum, each) => sum + each.amountMinor, 0n);
  const isItalian = receipt.issuer.registration.country === "IT";
  return {
    heading: say("title.receipt"),
    facts: factsOf(
      [say("fact.receiptNumber"), receipt.number],
      [say("fact.issuedOn"), write.longDay(receipt.issuedOn)],
      [say("fact.paidOn"), write.longDay(receipt.paidOn)],
      [say("fact.method"), say(`method.${receipt.method}`)],
      [say("fact.payer"), receipt.payerName],
    ),
    receiver: receipt.payerName ? [printable(receipt.payerName)] : [],
    summary: {
      label: say("summary.paid"),
      amount: write.money(paid),
      facts: factsOf(
        [say("fact.paidOn"), write.longDay(receipt.paidOn)],
        [say("summary.left"), receipt.leftMinor > 0n ? write.money(receipt.leftMinor) : null],
      ),
    },
    opening: [],
    tables: [
      tableOf(null, receipt.payments, [
        { label: say("column.invoice"), wide: true, cell: (each) => each.invoiceNumber },
        {
          label: say("column.amount", { currency: write.currency }),
          right: true,
          cell: (each) => write.amount(each.amountMinor),
        },
      ]),
    ],
    totals: [{ label: `${say("summary.paid")} (${write.currency})`, value: write.amount(paid), strong: true }],
    notes: [
      ...(isItalian ? [say(receipt.method === "cash" ? "note.notTraceable" : "note.traceable")] : []),
      ...(receipt.leftMinor === 0n ? [say("note.settled")] : []),
      ...contactNotes(receipt, pen),
    ],
  };
}

type Bucket = AccountStatement["aging"][number];

function agingTable(buckets: readonly Bucket[], { say, write }: Pen): SheetTable[] {
  if (buckets.length === 0) return [];
  const labelOf = (at: number): string => {
    const from = at === 0 ? 1 : buckets[at - 1]!.upToDays! + 1;
    const to = buckets[at]!.upToDays;
    if (to === 0) return say("aging.current");
    return to === null
      ? say("aging.over", { from: String(from - 1) })
      : say("aging.between", { from: String(from), to: String(to) });
  };
  const columns = buckets.map((bucket, at) => ({
    label: labelOf(at),
    right: true,
    wide: true,
    cell: () => write.amount(bucket.amountMinor),
  }));
  return [tableOf(say("aging.title"), [null], columns)];
}

function movementsTable(statement: AccountStatement, { say, write }: Pen): SheetTable {
  const currency = { currency: write.currency };
  type Row = { readonly day: string; readonly event: string; readonly amount: string; readonly balance: string };
  const opening: Row = {
    day: write.day(statement.from),
    event: say("total.opening"),
    amount: "",
    balance: write.amount(statement.openingMinor),
  };
  const moved = statement.movements.map((each): Row => {
    const event = [say(`movement.${each.kind}`), each.numbers.join(", ")].filter((part) => part !== "").join(" ");
    return {
      day: write.day(each.bookedOn),
      event,
      amount: write.amount(each.amountMinor),
      balance: write.amount(each.balanceMinor),
    };
  });
  return tableOf<Row>(
    null,
    [opening, ...moved],
    [
      { label: say("column.date"), cell: (row) => row.day },
      { label: say("column.event"), wide: true, cell: (row) => row.event },
      { label: say("column.amount", currency), right: true, cell: (row) => row.amount },
      { label: say("column.balance", currency), right: true, cell: (row) => row.balance },
    ],
  );
}

function statementTotals(statement: AccountStatement, { say, write }: Pen): TotalRow[] {
  const { closingMinor, insurancePendingMinor } = statement;
  const row = (label: string, minor: bigint, strong: boolean) => ({
    label: `${label} (${write.currency})`,
    value: write.amount(minor),
    strong,
  });
  const closing = row(say("total.closing"), closingMinor, insurancePendingMinor === 0n);
  if (insurancePendingMinor === 0n) return [closing];
  const left = closingMinor - insurancePendingMinor;
  return [
    closing,
    row(say("total.insurancePending"), -insurancePendingMinor, false),
    row(say("total.due"), left, true),
  ];
}

function statementSummary(statement: AccountStatement, { say, write }: Pen): Body["summary"] {
  const due = dueOf(statement);
  if (due !== null && due > 0n) {
    const facts = factsOf([say("fact.dueOn"), write.longDay(statement.demand!.dueOn)]);
    return { label: say("summary.due"), amount: write.money(due), facts };
  }
  const { closingMinor } = statement;
  const label = say(closingMinor < 0n ? "summary.inYourFavour" : "summary.balance");
  return { label, amount: write.money(closingMinor < 0n ? -closingMinor : closingMinor), facts: [] };
}

/** The parts of an account statement. */
export function statementBody(statement: AccountStatement, pen: Pen): Body {
  const { say, write } = pen;
  return {
    heading: say("title.accountStatement"),
    facts: factsOf(
      [say("fact.documentNumber"), statement.number],
      [say("fact.issuedOn"), write.longDay(statement.issuedOn)],
      [say("fact.period"), `${write.day(statement.from)}–${write.day(statement.to)}`],
      [say("fact.customerNumber"), statement.receiver.customerNumber],
    ),
    receiver: receiverLines(statement.receiver, statement),
    summary: statementSummary(statement, pen),
    opening: [],
    tables: [movementsTable(statement, pen), ...agingTable(statement.aging, pen)],
    totals: statementTotals(statement, pen),
    notes: contactNotes(statement, pen),
  };
}

function letterSummary(letter: PaymentLetter, { say, write }: Pen): Body["summary"] {
  const reference = slipFacts(letter.slip).at(-1)!;
  const facts: Fact[] = [
    ...factsOf([say("fact.dueOn"), write.longDay(letter.dueOn)]),
    { label: say(reference.label), value: reference.value, copied: true },
  ];
  return { label: say("summary.due"), amount: write.money(dueOf(letter)!), facts };
}

/** An invoice among several names what it is paid by. */
function invoiceCell({ number, reference }: PaymentLetter["invoices"][number]): string {
  return reference === undefined ? number : `${number} (${reference})`;
}

function openingOf({ occasion, reminder }: PaymentLetter) {
  if (reminder && reminder.level !== "nudge" && reminder.level !== "remind1")
    return `letter.${reminder.level}` as const;
  return occasion === "overdue" ? "letter.overdue" : "letter.toPay";
}

/** What comes after a letter of follow-up: its deadline, or the day of the next step. */
function reminderNotes({ reminder }: PaymentLetter, { say, write }: Pen): string[] {
  if (!reminder) return [];
  const { level, nextOn, payBy } = reminder;
  const isFormal = level === "collectionNotice" || level === "paymentDemand";
  if (payBy !== null)
    return [say(isFormal ? "letter.payByOrCollection" : "letter.payBy", { day: write.longDay(payBy) })];
  return nextOn === null ? [] : [say("letter.nextOn", { day: write.longDay(nextOn) })];
}

/** The parts of a payment letter: what is open, why each charge is there, whom to talk to. */
export function letterBody(letter: PaymentLetter, pen: Pen): Body {
  const { say, write } = pen;
  const currency = { currency: write.currency };
  const charges = letter.charges.map((each) => ({
    label: say(`chargeName.${each.reason}`),
    value: write.amount(each.amountMinor),
    strong: false,
  }));
  const code = letter.payLink?.checkCode;
  return {
    heading: say(letter.reminder ? `title.letter.${letter.reminder.level}` : "title.paymentLetter"),
    facts: factsOf(
      [say("fact.documentNumber"), letter.number],
      [say("fact.issuedOn"), write.longDay(letter.issuedOn)],
      [say("fact.customerNumber"), letter.receiver.customerNumber],
    ),
    receiver: receiverLines(letter.receiver, letter),
    summary: letterSummary(letter, pen),
    opening: [say(openingOf(letter)), ...reminderNotes(letter, pen)],
    tables: [
      tableOf(null, letter.invoices, [
        { label: say("column.invoice"), wide: true, cell: invoiceCell },
        { label: say("column.issuedOn"), cell: (each) => write.day(each.issuedOn) },
        { label: say("column.dueOn"), cell: (each) => write.day(each.dueOn) },
        { label: say("column.left", currency), right: true, cell: (each) => write.amount(each.leftMinor) },
      ]),
    ],
    totals: [
      ...charges,
      { label: `${say("total.due")} (${write.currency})`, value: write.amount(dueOf(letter)!), strong: true },
    ],
    notes: [
      ...(letter.drawnOn ? [say("note.drawn", { day: write.longDay(letter.drawnOn) })] : []),
      ...letter.charges.map((each) => say(`charge.${each.reason}`)),
      say("letter.help"),
      ...contactNotes(letter, pen),
      ...(code ? [say("note.checkMessage", { code })] : []),
    ],
  };
}
