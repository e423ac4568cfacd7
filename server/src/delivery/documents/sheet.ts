/** A document laid out for the press: every word chosen, every amount written. The template sets it and decides nothing. */
import type { Language } from "../../platform/index.ts";
import { coloursOf } from "./brand.ts";
import { addressLines, marketPaper, registrationWords } from "./market-words.ts";
import { dueOf, type PayLink, type PaymentSlip, type PrintableDocument } from "./model.ts";
import { qrDrawing } from "./qr.ts";
import { codeLine, epcPayload, slipFacts } from "./slip.ts";
import { sayer, type Say } from "./texts.ts";
import { localeOf, printable, writingOf, type Writing } from "./writing.ts";

/** A label and what stands under it. `copied`: a number that people copy by hand. */
export type Fact = { readonly label: string; readonly value: string; readonly copied?: boolean };
export type SheetColumn = { readonly label: string; readonly right: boolean; readonly wide: boolean };
export type SheetTable = {
  readonly title: string | null;
  readonly columns: readonly SheetColumn[];
  readonly rows: readonly (readonly string[])[];
};
export type TotalRow = { readonly label: string; readonly value: string; readonly strong: boolean };
export type Code = { readonly drawing: string; readonly label: string; readonly alternative: string };
export type PaymentPart = {
  readonly title: string;
  /** Above the line where it is torn off; null where nothing is. */
  readonly detach: string | null;
  readonly facts: readonly Fact[];
  readonly codeLine: Fact | null;
  readonly codes: readonly Code[];
};

/** The parts that differ from document to document. */
export type Body = {
  readonly heading: string;
  readonly facts: readonly Fact[];
  readonly receiver: readonly string[];
  readonly summary: { readonly label: string; readonly amount: string; readonly facts: readonly Fact[] };
  readonly opening: readonly string[];
  readonly tables: readonly SheetTable[];
  readonly totals: readonly TotalRow[];
  readonly notes: readonly string[];
};

export type Sheet = Body & {
  readonly language: Language;
  readonly region: string;
  readonly paper: "a4" | "us-letter";
  readonly window: "left" | "right";
  readonly title: string;
  readonly day: readonly [year: number, month: number, day: number];
  readonly issuer: {
    readonly name: string;
    readonly sender: string;
    readonly logo: string | null;
    readonly logoAlternative: string;
    readonly accent: string;
    readonly words: string;
  };
  readonly payment: PaymentPart | null;
  readonly footer: readonly string[];
  readonly page: string;
  readonly of: string;
};

/** What the makers of the parts speak and write with. */
export type Pen = { readonly say: Say; readonly write: Writing };

export function penOf({ language, currency, issuer }: PrintableDocument): Pen {
  return { say: sayer(language), write: writingOf(localeOf(language, issuer.registration.country), currency) };
}

/** Facts that are there: a null value leaves its label out. */
export function factsOf(...pairs: readonly (readonly [label: string, value: string | null])[]): Fact[] {
  return pairs
    .filter(([, value]) => value !== null && value !== "")
    .map(([label, value]) => ({ label, value: printable(value!) }));
}

/** A column of a table while it is made: it is left out where no row has anything to say in it. */
export type ColumnOf<Row> = {
  readonly label: string;
  readonly right?: boolean;
  readonly wide?: boolean;
  readonly cell: (row: Row) => string;
};

export function tableOf<Row>(
  title: string | null,
  rows: readonly Row[],
  columns: readonly ColumnOf<Row>[],
): SheetTable {
  const used = columns.filter((column) => column.wide === true || rows.some((row) => column.cell(row) !== ""));
  return {
    title,
    columns: used.map(({ label, right = false, wide = false }) => ({ label, right, wide })),
    rows: rows.map((row) => used.map((column) => printable(column.cell(row)))),
  };
}

/** How to reach the clinic: every document names a person's door (god inkassoskikk; T-08). */
export function contactNotes(document: PrintableDocument, { say }: Pen): string[] {
  const { phone, email } = document.issuer;
  const contact = [phone, email].filter((each) => each !== null).join(", ");
  return contact === "" ? [] : [say("note.contact", { contact: printable(contact) })];
}

function codesOf(
  document: PrintableDocument,
  slip: PaymentSlip,
  payLink: PayLink | null,
  due: bigint,
  { say }: Pen,
): Code[] {
  const bank = epcPayload(slip, document.issuer.name, due);
  const codes: Code[] = [];
  if (bank !== null)
    codes.push({ drawing: qrDrawing(bank), label: say("qr.bank"), alternative: say("qr.bankAlternative") });
  if (payLink) {
    const alternative = say("qr.payAlternative", { url: payLink.url });
    codes.push({ drawing: qrDrawing(payLink.url), label: say("qr.pay"), alternative });
  }
  return codes;
}

/** What a demand says of the way to pay it. */
export type Paying = {
  readonly slip: PaymentSlip;
  readonly payLink: PayLink | null;
  readonly dueOn: string;
  readonly drawnOn?: string | null | undefined;
};

/** Where the money goes, at the foot of the first page. Null when there is nothing to pay, or the bank draws it. */
export function paymentPart(
  document: PrintableDocument,
  { slip, payLink, dueOn, drawnOn = null }: Paying,
  pen: Pen,
): PaymentPart | null {
  const { say, write } = pen;
  const due = dueOf(document) ?? 0n;
  if (due <= 0n || drawnOn !== null) return null;
  const { issuer } = document;
  const isCheck = slip.kind === "remittance";
  const payee = isCheck
    ? [issuer.name, ...addressLines(slip.remitTo, issuer.registration.country)].join("\n")
    : issuer.name;
  const line = codeLine(slip, due);
  return {
    title: say("payment.title"),
    detach: isCheck ? say("payment.detach") : null,
    facts: [
      ...factsOf([say(isCheck ? "payment.remitTo" : "payment.payee"), payee]),
      ...slipFacts(slip).map(({ label, value }) => ({ label: say(label), value, copied: true })),
      { label: say("payment.amount"), value: write.money(due), copied: true },
      { label: say("payment.dueOn"), value: write.longDay(dueOn), copied: true },
      ...(isCheck ? [{ label: say("payment.enclosed"), value: "$ ____________" }] : []),
    ],
    codeLine: line === "" ? null : { label: say("payment.codeLine"), value: line },
    codes: codesOf(document, slip, payLink, due, pen),
  };
}

/** The letterhead and the foot, the same on every document of an issuer. */
export function sheetOf(document: PrintableDocument, body: Body, payment: PaymentPart | null, { say }: Pen): Sheet {
  const { issuer, language, issuedOn, number } = document;
  const { country } = issuer.registration;
  const { paper, window } = marketPaper[country];
  const { accent, words } = coloursOf(issuer.accent);
  const name = printable(issuer.brand ?? issuer.name);
  const address = addressLines(issuer.address, country).map(printable);
  const [year, month, day] = issuedOn.split("-").map(Number) as [number, number, number];
  return {
    ...body,
    language,
    region: country,
    paper,
    window,
    title: `${body.heading} ${printable(number)}`,
    day: [year, month, day],
    issuer: {
      name,
      sender: [printable(issuer.name), ...address].join(" · "),
      logo: issuer.logoSvg,
      logoAlternative: say("logo.alternative", { name }),
      accent,
      words,
    },
    payment,
    footer: [
      [issuer.name, ...address].map(printable).join(", "),
      registrationWords(issuer.registration).map(printable).join(" · "),
      [issuer.phone, issuer.email, issuer.web]
        .filter((each) => each !== null)
        .map(printable)
        .join(" · "),
    ].filter((line) => line !== ""),
    page: say("page.page"),
    of: say("page.of"),
  };
}
