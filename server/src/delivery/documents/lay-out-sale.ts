/** Invoices and credit notes. The two renderings meet only in their totals: the neutral one is made of its own fields (N-CONF-1). */
import { STAMP_DUTY_WORDS, addressLines, organisationWords } from "./market-words.ts";
import {
  dueOf,
  totalOf,
  type Company,
  type NeutralLine,
  type Receiver,
  type SalesDocument,
  type TreatmentLine,
  type VatSum,
} from "./model.ts";
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
import type { TextKey } from "./texts.ts";
import { printable } from "./writing.ts";

const isTaxed = (vat: VatSum): boolean => vat.rateBasisPoints > 0n;

/** Name and address as an envelope shows them. */
export function receiverLines(receiver: Receiver | Company, document: Pick<SalesDocument, "issuer">): string[] {
  const { name, address } = receiver;
  const lines = address ? addressLines(address, document.issuer.registration.country) : [];
  return [name, ...lines].map(printable);
}

/** What the patient reads: amounts with their tax, as prices to consumers are. */
function treatmentTable(lines: readonly TreatmentLine[], { say, write }: Pen): SheetTable {
  const currency = { currency: write.currency };
  const mixed = lines.some((line) => line.vatRateBasisPoints > 0n);
  return tableOf(null, lines, [
    { label: say("column.date"), cell: (line) => write.day(line.deliveredOn) },
    {
      label: say("column.description"),
      wide: true,
      cell: (line) => [line.text, line.code].filter(Boolean).join(" · "),
    },
    { label: say("column.tooth"), cell: (line) => line.tooth ?? "" },
    { label: say("column.quantity"), right: true, cell: (line) => (line.quantity === 1 ? "" : String(line.quantity)) },
    { label: say("column.vatRate"), right: true, cell: (line) => (mixed ? write.rate(line.vatRateBasisPoints) : "") },
    { label: say("column.amount", currency), right: true, cell: (line) => write.amount(line.netMinor + line.vatMinor) },
  ]);
}

/** What a third party reads: references, months, phrases, amounts before tax. */
function neutralTable(lines: readonly NeutralLine[], { say, write }: Pen): SheetTable {
  const currency = { currency: write.currency };
  const mixed = lines.some((line) => line.vatRateBasisPoints > 0n);
  return tableOf(null, lines, [
    { label: say("column.reference"), cell: (line) => line.reference },
    { label: say("column.payerReference"), cell: (line) => line.payerReference ?? "" },
    { label: say("column.month"), cell: (line) => write.month(line.month) },
    { label: say("column.description"), wide: true, cell: (line) => say(`phrase.${line.phrase}`) },
    { label: say("column.vatRate"), right: true, cell: (line) => (mixed ? write.rate(line.vatRateBasisPoints) : "") },
    {
      label: say(mixed ? "column.net" : "column.amount", currency),
      right: true,
      cell: (line) => write.amount(line.netMinor),
    },
  ]);
}

/** Taxable and exempt apart, tax by rate (bokføringsforskriften 5-1-5 and its like), then what comes on top and what is left. */
function totalRows(document: SalesDocument, { say, write }: Pen): TotalRow[] {
  const isAnonymous = document.rendering === "payerAnonymous";
  const taxed = document.vat.filter(isTaxed);
  const untaxed = document.vat.filter((each) => !isTaxed(each));
  const isMixed = taxed.length > 0 && untaxed.length > 0;
  const net = document.vat.reduce((sum, each) => sum + each.baseMinor, 0n);
  const row = (label: string, minor: bigint, strong = false): TotalRow => ({
    label,
    value: write.amount(minor),
    strong,
  });
  const sumOf = (sums: readonly VatSum[]) => sums.reduce((sum, each) => sum + each.baseMinor, 0n);
  const total = totalOf(document);
  const isLast = document.kind === "creditNote" || document.paidMinor === 0n;
  const last: TextKey = document.kind === "creditNote" ? "total.credited" : "total.due";
  return [
    ...(isAnonymous && taxed.length > 0 ? [row(say("total.net"), net)] : []),
    ...(isMixed ? [row(say("total.withoutVat"), sumOf(untaxed))] : []),
    ...taxed.flatMap((each) => {
      const rate = { rate: write.rate(each.rateBasisPoints) };
      const vat = row(say(isAnonymous ? "total.vat" : "total.includedVat", rate), each.vatMinor);
      return isMixed || taxed.length > 1 || !isAnonymous
        ? [row(say("total.taxable", rate), each.baseMinor), vat]
        : [vat];
    }),
    ...(document.stampDutyMinor === 0n ? [] : [row(say("total.stampDuty"), document.stampDutyMinor)]),
    ...(document.roundingMinor === 0n ? [] : [row(say("total.rounding"), document.roundingMinor)]),
    row(`${say(isLast ? last : "total.total")} (${write.currency})`, total, true),
    ...(document.kind === "creditNote" || document.paidMinor === 0n
      ? []
      : [
          row(say("total.alreadyPaid"), -document.paidMinor),
          row(`${say("total.due")} (${write.currency})`, total - document.paidMinor, true),
        ]),
  ];
}

function notesOf(document: SalesDocument, pen: Pen): string[] {
  const { say, write } = pen;
  const reasons = document.vat.map((each) => each.reason).filter((reason) => reason !== null && reason !== "");
  const isDemand = document.kind !== "creditNote";
  const code = isDemand ? document.payLink?.checkCode : null;
  const drawnOn = isDemand && dueOf(document)! > 0n ? document.drawnOn : null;
  return [
    ...(drawnOn ? [say("note.drawn", { day: write.longDay(drawnOn) })] : []),
    ...[...new Set(reasons)].map((reason) => `${printable(reason!)}.`),
    ...(document.stampDutyMinor > 0n ? [`${STAMP_DUTY_WORDS}.`] : []),
    ...(document.rendering === "payerAnonymous" ? [say("note.specification")] : []),
    ...(document.kind === "creditNote" ? [say(`note.settlement.${document.settlement}`)] : []),
    ...(isDemand && document.saysLateInterest && dueOf(document)! > 0n ? [say("note.lateInterest")] : []),
    ...(isDemand && dueOf(document) === 0n ? [say("note.settled")] : []),
    ...contactNotes(document, pen),
    ...(code ? [say("note.checkMessage", { code })] : []),
  ];
}

function numberLabel(document: SalesDocument): TextKey {
  return document.kind === "creditNote" ? "fact.creditNoteNumber" : "fact.invoiceNumber";
}

function headFacts(document: SalesDocument, { say, write }: Pen): Fact[] {
  const { receiver, issuer } = document;
  const isAnonymous = document.rendering === "payerAnonymous";
  const organisation = isAnonymous ? document.receiver.organisationNumber : null;
  const credited = document.kind === "creditNote" ? document.credits : [];
  return factsOf(
    [say(numberLabel(document)), document.number],
    [say("fact.issuedOn"), write.longDay(document.issuedOn)],
    [say("fact.dueOn"), document.kind === "creditNote" ? null : write.longDay(document.dueOn)],
    [say("fact.credits"), credited.map((each) => `${each.number} (${write.day(each.issuedOn)})`).join(", ")],
    [
      say("fact.period"),
      document.kind === "collectiveInvoice" ? `${write.day(document.from)}–${write.day(document.to)}` : null,
    ],
    [say("fact.customerNumber"), receiver.customerNumber],
    [say("fact.buyerOrganisationNumber"), organisation && organisationWords(issuer.registration.country, organisation)],
    [say("fact.buyerReference"), isAnonymous ? document.buyerReference : null],
    [say("fact.taxCode"), isAnonymous ? null : (document.receiver.taxCode ?? null)],
    [say("fact.patient"), isAnonymous ? null : document.patientName],
    [say("fact.deliveredAt"), issuer.address.city],
  );
}

function summaryOf(document: SalesDocument, { say, write }: Pen): Body["summary"] {
  if (document.kind === "creditNote") {
    const numbers = document.credits.map((each) => each.number).join(", ");
    return {
      label: say("summary.credited"),
      amount: write.money(totalOf(document)),
      facts: factsOf([say("fact.credits"), numbers]),
    };
  }
  const due = dueOf(document)!;
  const reference = slipFacts(document.slip).at(-1)!;
  if (due === 0n) return { label: say("summary.nothingDue"), amount: write.money(0n), facts: [] };
  return {
    label: say("summary.due"),
    amount: write.money(due),
    facts: [
      ...factsOf([say("fact.dueOn"), write.longDay(document.dueOn)]),
      { label: say(reference.label), value: reference.value, copied: true },
    ],
  };
}

/** What stands above the lines: the clinic's own sentence, and what the state pays of the price. */
function openingOf(document: SalesDocument, { say, write }: Pen): string[] {
  if (document.rendering !== "patientItemised") return [];
  const { message, support } = document;
  const [price, state] = support ? [write.money(support.priceMinor), write.money(support.stateMinor)] : [];
  return [
    ...(message ? [printable(message)] : []),
    ...(price && state ? [say("opening.stateShare", { price, state })] : []),
  ];
}

/** The parts of an invoice, a collective invoice or a credit note. */
export function saleBody(document: SalesDocument, pen: Pen): Body {
  const table =
    document.rendering === "patientItemised" ? treatmentTable(document.lines, pen) : neutralTable(document.lines, pen);
  return {
    heading: pen.say(`title.${document.kind}`),
    facts: headFacts(document, pen),
    receiver: receiverLines(document.receiver, document),
    summary: summaryOf(document, pen),
    opening: openingOf(document, pen),
    tables: [table],
    totals: totalRows(document, pen),
    notes: notesOf(document, pen),
  };
}
