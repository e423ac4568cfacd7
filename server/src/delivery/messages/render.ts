import type { Country } from "../../markets/index.ts";
import type { Language } from "../../platform/index.ts";
import { localeOf, printable, writingOf } from "../documents/writing.ts";
import { showCheckCode } from "./check-code.ts";
import { smsSegments, toGsm7 } from "./gsm7.ts";
import { fillText, messageTexts, type Holes, type MessageTextKey, type MessageTexts } from "./texts.ts";
import type { DispatchKind } from "./wish.ts";

/** The figures as they are at the moment of handing over; read from the ledger, never stored ahead. */
export type Figures = {
  readonly leftMinor: bigint;
  readonly currency: string;
  /** YYYY-MM-DD; null for an account statement. */
  readonly dueOn: string | null;
  readonly reference: string | null;
  readonly country: Country;
  /** The day on which the invoice is sent if nothing is chosen; null where none is planned. */
  readonly invoiceOn: string | null;
  /** The day on which it is drawn from the payer's account; null where it is to be paid otherwise. */
  readonly drawnOn: string | null;
  /** Of a letter of follow-up: the day of the next step, the deadline it gives, and the claims it is about. */
  readonly reminder?: {
    readonly nextOn: string | null;
    readonly payBy: string | null;
    readonly claims: readonly { readonly reference: string | null; readonly leftMinor: bigint }[];
  };
};

/** Who speaks. */
export type Sender = {
  readonly brand: string;
  readonly telephone: string | null;
  readonly smsSender: string;
  readonly replyTo: string | null;
};

export type Telling = {
  readonly kind: DispatchKind;
  readonly language: Language;
  readonly sender: Sender;
  readonly figures: Figures;
  /** As it is stored, without the dash. */
  readonly code: string;
  /** The whole link; null when nothing can be paid by it. */
  readonly link: string | null;
  /** A document goes with the mail. */
  readonly attached?: boolean;
};

/** What the number is called by which a payer's bank knows a payment. */
const REFERENCE_NAMES: Readonly<Partial<Record<Country, string>>> = { NO: "KID", SE: "OCR", DK: "FI" };

/** An SMS must fit in this many parts (T-03). */
export const MOST_SEGMENTS = 2;

function holesOf({ sender, figures, code, language }: Telling): Holes {
  const writing = writingOf(localeOf(language, figures.country), figures.currency);
  const day = (on: string | null) => (on === null ? "" : writing.day(on));
  const referenceName = REFERENCE_NAMES[figures.country] ?? "ref.";
  return {
    brand: printable(sender.brand.replace(/\s+/g, " ")),
    amount: writing.money(figures.leftMinor),
    due: day(figures.dueOn),
    invoiceOn: day(figures.invoiceOn),
    drawnOn: day(figures.drawnOn),
    nextOn: day(figures.reminder?.nextOn ?? null),
    payBy: day(figures.reminder?.payBy ?? null),
    count: String(figures.reminder?.claims.length ?? 1),
    claims: (figures.reminder?.claims ?? [])
      .map(({ reference, leftMinor }) => `${referenceName} ${reference ?? "-"} ${writing.money(leftMinor)}`)
      .join(", "),
    referenceName,
    reference: figures.reference ?? "",
    code: showCheckCode(code),
    telephone: sender.telephone ?? "",
  };
}

/** Asks that turn into the news that nobody needs to pay: the amount is drawn. */
const TURNS: ReadonlySet<DispatchKind> = new Set(["payLink", "choiceReminder", "courtesyNotice"]);
/** What else asks for money says so in a sentence more. */
const ADDS: ReadonlySet<DispatchKind> = new Set(["invoice", "amountChanged"]);

/** The kind, as the text speaks of it. */
function spokenOf({ kind, figures }: Pick<Telling, "kind" | "figures">): DispatchKind | "drawn" {
  return figures.drawnOn !== null && TURNS.has(kind) ? "drawn" : kind;
}

function leadKey({ kind, figures }: Telling): MessageTextKey {
  if (spokenOf({ kind, figures }) === "drawn") return "lead.drawn";
  if (kind === "receipt" && figures.leftMinor > 0n) return "lead.receiptPart";
  if (kind === "creditNote" && figures.leftMinor === 0n) return "lead.creditNoteSettled";
  return `lead.${kind}`;
}

type Speaker = { readonly say: (key: MessageTextKey) => string; readonly holes: Holes };

function speakerOf(telling: Telling, change: (holes: Holes) => Holes = (holes) => holes): Speaker {
  const texts: MessageTexts = messageTexts[telling.language];
  const holes = change(holesOf(telling));
  return { holes, say: (key) => fillText(texts[key], holes) };
}

/** How many claims a letter of follow-up is about, its deadline, and what comes after it. */
function reminderSteps(
  kind: DispatchKind,
  { claims, payBy, nextOn }: NonNullable<Figures["reminder"]>,
  say: Speaker["say"],
  isBrief: boolean,
): string[] {
  const isFormal = kind === "collectionNotice" || kind === "paymentDemand";
  return [
    ...(claims.length > 1 ? [say(isBrief ? "next.severalBrief" : "next.several")] : []),
    ...(payBy === null ? [] : [say(isFormal ? "next.payByOrCollection" : "next.payBy")]),
    ...(payBy === null && nextOn !== null ? [say("next.step")] : []),
  ];
}

/** What happens next, by itself. */
function nextSteps({ kind, figures }: Telling, { say, holes }: Speaker, isBrief: boolean): string[] {
  if (figures.drawnOn !== null && TURNS.has(kind)) return [say("next.nothing")];
  if (figures.drawnOn !== null && ADDS.has(kind)) return [say("next.drawn"), say("next.nothing")];
  if (figures.reminder) return reminderSteps(kind, figures.reminder, say, isBrief);
  if (kind !== "choiceReminder") return [];
  return [say(holes.invoiceOn === "" ? "next.choiceUndated" : "next.choiceReminder")];
}

/** The sentences after the link: what happens next, the other way to pay or what it is about. */
function followUps(telling: Telling, speaker: Speaker, bank = true): string[] {
  const { say, holes } = speaker;
  const isTold = bank && holes.reference !== "";
  return [...nextSteps(telling, speaker, !bank), ...(isTold ? [say(telling.link === null ? "about" : "bank")] : [])];
}

/** A brand for an SMS: in its alphabet, not too long; the registered sender where nothing is left of it. */
function smsBrand(brand: string, smsSender: string, longest: number): string {
  const folded = toGsm7(brand).trim();
  const letters = folded.replace(/[^\p{L}\p{N}]/gu, "");
  return letters.length < 2 ? smsSender : folded.slice(0, longest).trimEnd();
}

export type Sms = { readonly text: string; readonly segments: number };

/** What an SMS leaves out to fit, least needed last: the mail, the page and the clinic's own site have it too. What happens next stays. */
type Thrift = { readonly longestBrand: number; readonly telephone: boolean; readonly bank: boolean };

const THRIFT: readonly [Thrift, ...Thrift[]] = [
  { longestBrand: 40, telephone: true, bank: true },
  { longestBrand: 40, telephone: false, bank: true },
  { longestBrand: 20, telephone: false, bank: true },
  { longestBrand: 20, telephone: false, bank: false },
];

function writeSms(telling: Telling, { longestBrand, telephone, bank }: Thrift): Sms {
  const { sender, link } = telling;
  const brandOf = (brand: string) => smsBrand(brand, sender.smsSender, longestBrand);
  const speaker = speakerOf(telling, (holes) => ({ ...holes, brand: brandOf(holes.brand) }));
  const { say } = speaker;
  const rest = [
    ...followUps(telling, speaker, bank),
    say("code"),
    say("never.sms"),
    ...(telephone && sender.telephone !== null ? [say("phone")] : []),
  ];
  const text = toGsm7([say(leadKey(telling)), ...(link === null ? [] : [link]), rest.join(" ")].join("\n"));
  return { text, segments: smsSegments(text) ?? 0 };
}

/**
 * The SMS: what it is about, the link at the start of the second line (T-02), and how to know that it is ours (T-03, T-05). The longest names
 * and references cost the telephone first.
 */
export function renderSms(telling: Telling): Sms {
  let sms = writeSms(telling, THRIFT[0]);
  for (const thrift of THRIFT.slice(1)) {
    if (sms.segments <= MOST_SEGMENTS) break;
    sms = writeSms(telling, thrift);
  }
  return sms;
}

export type MailText = { readonly subject: string; readonly text: string; readonly html: string };

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => ENTITIES[sign]!);

function factsOf({ kind }: Telling, { say, holes }: Speaker): [string, string][] {
  const known: [string, string][] = [
    [say("mail.amount"), holes.amount],
    [say("mail.due"), kind === "receipt" || kind === "creditNote" ? "" : holes.due],
    [holes.referenceName, holes.reference],
    [say("mail.code"), holes.code],
  ];
  return known.filter(([, value]) => value !== "");
}

const PAGE = (language: string, title: string, body: string): string =>
  `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>${escape(title)}</title></head>` +
  `<body style="font-family:sans-serif;font-size:16px;line-height:1.5">${body}</body></html>`;

/** The e-mail: the text says all that the page says, and a link's text is its target (T-10). */
export function renderMail(telling: Telling): MailText {
  const speaker = speakerOf(telling);
  const { say } = speaker;
  const { link, language } = telling;
  const subject = say(`subject.${spokenOf(telling)}`);
  const lead = say(leadKey(telling));
  const facts = factsOf(telling, speaker);
  const attached = telling.attached ? [say("mail.attached")] : [];
  const end = [
    ...followUps(telling, speaker),
    say("never.email"),
    say("mail.check"),
    ...(telling.sender.telephone === null ? [] : [say("phone")]),
  ];
  const linkText = link === null ? [] : [`${say("mail.link")}\n${link}`];
  const text = [lead, ...attached, ...linkText, facts.map((fact) => fact.join(": ")).join("\n"), end.join("\n"), ""];
  const p = (inner: string) => `<p>${inner}</p>`;
  const anchor =
    link === null ? [] : [p(`${escape(say("mail.link"))}<br><a href="${escape(link)}">${escape(link)}</a>`)];
  const table = facts.map(([name, value]) => `${escape(name)}: <strong>${escape(value)}</strong>`).join("<br>");
  const html = [
    p(escape(lead)),
    ...attached.map((each) => p(escape(each))),
    ...anchor,
    p(table),
    p(end.map(escape).join("<br>")),
  ];
  return { subject, text: text.join("\n\n").trimEnd() + "\n", html: PAGE(language, subject, html.join("")) };
}
