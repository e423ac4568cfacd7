import { type Bill, type Frame, type Language, type Offer, type Screen, type Typed } from "./view.ts";

/** Every screen of the pay page in every state it knows: what the tests render, and what a person looks at. */

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M20 4c9 0 14 5 14 12 0 9-5 20-8 20s-2-9-6-9-3 9-6 9S6 25 6 16C6 9 11 4 20 4Z" fill="#0F6B73"/></svg>';

export const clinic = {
  name: "Nordlys Tannklinikk",
  town: "Tromsø",
  street: "Storgata 12",
  organisationNumber: "923456783",
  phone: "77 00 00 00",
  logo: LOGO,
} as const;

export const bill: Bill = {
  openMinor: 245_000n,
  dueOn: "2026-12-07",
  overdue: false,
  reference: "1047112601018",
  invoiceNumber: "260101",
  forAnother: false,
};

const offer: Offer = {
  terms: 4,
  perTermMinor: 61_250n,
  totalMinor: 245_000n,
  firstDueOn: "2027-01-01",
  effectiveRateThousandths: 0,
  setUpFeeMinor: 0n,
};
const dearer: Offer = {
  terms: 12,
  perTermMinor: 22_400n,
  totalMinor: 278_700n,
  firstDueOn: "2027-01-01",
  effectiveRateThousandths: 21_900,
  setUpFeeMinor: 9_900n,
};

const nothing: Typed = { values: {}, problems: [] };

export function sampleFrame(language: Language, more: Partial<Frame> = {}): Frame {
  return {
    language,
    country: "NO",
    currency: "NOK",
    clinic,
    base: "/p/Yk3Qw9pLr7Tz2VbN4mXc8HdFs6GjKq1A",
    here: "",
    formToken: "v1.0192f5a0-7c3b-4d1e",
    checkCode: "K7F-2Q",
    verifyAt: "/verify/AZJ1oHw7TR6b",
    ...more,
  };
}

export type FrontScreen = Extract<Screen, { screen: "front" }>;

export const front: FrontScreen = {
  screen: "front",
  bill,
  ways: ["vipps", "card", "partPayment"],
  offer,
  mayInvoice: true,
  mayPayLess: true,
  mayConfirm: true,
  invoiceOn: "2026-11-29",
  notice: null,
  declined: null,
  cardsRestUntil: null,
};
const receipt = {
  amountMinor: 245_000n,
  paidOn: "2026-11-22",
  way: "vipps",
  reference: "1047112601018",
  leftMinor: 0n,
} as const;
const slip = { account: "86011117947", reference: "1047112601018", dueOn: "2026-12-07" };
const parts = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ dueOn: `2027-0${at + 1}-15`, amountMinor: 245_000n / BigInt(count) }));

/** Each reason with the step that follows from it. */
const DECLINED = [
  ["notEnoughMoney", "otherCard"],
  ["expired", "otherCard"],
  ["mistyped", "sameCard"],
  ["notProven", "sameCard"],
  ["busy", "sameCardLater"],
  ["notForThis", "otherWay"],
  ["bankSaysNo", "askBank"],
  ["bankSaysNo", "neverThisCard"],
  ["justPaid", "waitAndLook"],
] as const;

/** Screens by the name of their state. */
export const samples: Readonly<Record<string, Screen>> = {
  front,
  "front-another": { ...front, bill: { ...bill, forAnother: true, overdue: true }, mayConfirm: false, invoiceOn: null },
  "front-failed": { ...front, notice: "attemptFailed", invoiceOn: null },
  "front-declined": { ...front, declined: { why: "notForThis", next: "otherWay", tries: 1 }, invoiceOn: null },
  "front-cards-rest": {
    ...front,
    ways: ["vipps", "partPayment"],
    declined: { why: "bankSaysNo", next: "askBank", tries: 5 },
    cardsRestUntil: { day: "2026-11-22", time: "20:30" },
  },
  "front-rest": { ...front, ways: ["vipps"], cardsRestUntil: { day: "2026-11-22", time: "20:30" } },
  "front-expired": { ...front, notice: "attemptExpired" },
  "front-cancelled": { ...front, notice: "attemptCancelled" },
  "front-under-way": { ...front, notice: "underWay" },
  "front-refused": { ...front, notice: "refused" },
  "front-old": { ...front, notice: "old" },
  "front-card-only": { ...front, ways: ["card"], offer: null, mayInvoice: false, mayPayLess: false, invoiceOn: null },
  "front-rate": { ...front, offer: dearer },
  invoice: { screen: "invoice", bill, slip, chosen: null, typed: nothing },
  "invoice-wrong": {
    screen: "invoice",
    bill,
    slip,
    chosen: null,
    typed: { values: { email: "kari@" }, problems: [{ field: "email", problem: "emailInvalid" }] },
  },
  "invoice-chosen": { screen: "invoice", bill, slip, chosen: { byEmail: true }, typed: nothing },
  "invoice-otherwise": {
    screen: "invoice",
    bill,
    slip: { ...slip, account: null },
    chosen: { byEmail: false },
    typed: nothing,
  },
  less: { screen: "less", bill, ways: ["vipps", "card"], minimumMinor: 10_000n, amountMinor: null, typed: nothing },
  "less-wrong": {
    screen: "less",
    bill,
    ways: ["vipps", "card"],
    minimumMinor: 10_000n,
    amountMinor: null,
    typed: {
      values: { amount: "50" },
      problems: [{ field: "amount", problem: "amountTooSmall", limitMinor: 10_000n }],
    },
  },
  "less-shown": {
    screen: "less",
    bill,
    ways: ["vipps", "card", "partPayment"],
    minimumMinor: 10_000n,
    amountMinor: 100_000n,
    typed: nothing,
  },
  offers: { screen: "offers", bill, offers: [offer, dearer, { ...dearer, terms: 24, setUpFeeMinor: 0n }] },
  "go-on": { screen: "goOn", way: "card", amountMinor: 245_000n, url: "https://pay.example.test/s/1?a=1&b=2" },
  "processing-awaiting": {
    screen: "processing",
    way: "vipps",
    amountMinor: 245_000n,
    state: "awaitingPayer",
    payerUrl: "https://pay.example.test/s/1",
    declined: null,
    mayChooseAgain: true,
  },
  ...Object.fromEntries(
    DECLINED.map(([why, next]) => [
      `declined-${why}-${next}`,
      {
        screen: "processing",
        way: "card",
        amountMinor: 245_000n,
        state: "awaitingPayer",
        payerUrl: "https://pay.example.test/s/1",
        declined: { why, next, tries: 2 },
        mayChooseAgain: true,
      } as const,
    ]),
  ),
  "processing-code": {
    screen: "processing",
    way: "swish",
    amountMinor: 245_000n,
    state: "awaitingPayer",
    payerUrl: "swish://paymentrequest?token=c28a4061470f4af48973bd2a4642b4fa",
    code: "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 8 8'%3E%3Cpath d='M0 0h8v8h-8z'/%3E%3C/svg%3E",
    declined: null,
    mayChooseAgain: true,
  },
  "processing-working": {
    screen: "processing",
    way: "card",
    amountMinor: 245_000n,
    state: "working",
    payerUrl: null,
    declined: null,
    mayChooseAgain: false,
  },
  "processing-unknown": {
    screen: "processing",
    way: "vipps",
    amountMinor: 245_000n,
    state: "unknown",
    payerUrl: null,
    declined: null,
    mayChooseAgain: false,
  },
  settled: { screen: "settled", receipt: null, mayConfirm: true },
  "settled-receipt": { screen: "settled", receipt, mayConfirm: false },
  "settled-part": {
    screen: "settled",
    receipt: { ...receipt, amountMinor: 100_000n, leftMinor: 145_000n },
    mayConfirm: false,
  },
  "closed-credited": { screen: "closed", why: "credited" },
  "closed-withdrawn": { screen: "closed", why: "withdrawn" },
  drawn: { screen: "drawn", bill, drawnOn: "2026-12-07", mayConfirm: true },
  "elsewhere-partner": { screen: "elsewhere", with: "partner", name: null, phone: null },
  "elsewhere-agency": { screen: "elsewhere", with: "agency", name: "Fjord Inkasso AS", phone: "+47 22 00 00 00" },
  confirm: { screen: "confirm", by: "birthDay", to: "moveDue", otherChannel: "email", typed: nothing },
  "confirm-wrong": {
    screen: "confirm",
    by: "birthDay",
    to: null,
    otherChannel: null,
    typed: {
      values: { day: "9", month: "3", postCode: "9008" },
      problems: [{ field: "postCode", problem: "notConfirmed" }],
    },
  },
  "confirm-ask": { screen: "confirm", by: "codeAsked", to: "lines", otherChannel: "sms", typed: nothing },
  "confirm-code": {
    screen: "confirm",
    by: "codeSent",
    to: "lines",
    otherChannel: "sms",
    typed: { values: {}, problems: [{ field: "code", problem: "codeInvalid" }] },
  },
  "confirm-alone": { screen: "confirm", by: "codeAsked", to: null, otherChannel: null, typed: nothing },
  locked: { screen: "locked" },
  menu: { screen: "menu", bill, acts: ["lines", "document", "moveDue", "split", "dispute", "paid"] },
  "menu-settled": { screen: "menu", bill: { ...bill, openMinor: 0n }, acts: ["receipt", "lines"] },
  lines: {
    screen: "lines",
    receiverName: "נועה לוי",
    lines: [
      { text: "Undersøkelse", amountMinor: 98_000n },
      { text: "Fylling, to flater", amountMinor: 147_000n },
    ],
    totalMinor: 245_000n,
    mayDownload: true,
  },
  "move-due": { screen: "moveDue", bill, latestOn: "2026-12-21", typed: nothing },
  split: { screen: "split", plans: [parts(2), parts(4)] },
  dispute: { screen: "dispute" },
  paid: {
    screen: "paid",
    bill,
    typed: { values: { bank: "DNB" }, problems: [{ field: "date", problem: "dateInvalid" }] },
  },
  "agreed-move-due": { screen: "agreed", agreed: { act: "moveDue", dueOn: "2026-12-21" } },
  "agreed-split": { screen: "agreed", agreed: { act: "split", parts: parts(4) } },
  "agreed-dispute": { screen: "agreed", agreed: { act: "dispute", pausedUntil: "2026-12-13" } },
  "agreed-paid": { screen: "agreed", agreed: { act: "paid", pausedUntil: "2026-12-02" } },
  verify: { screen: "verify", code: "", answer: null },
  "verify-yes": {
    screen: "verify",
    code: "K7F-2Q",
    answer: {
      known: true,
      clinicName: clinic.name,
      amountMinor: 245_000n,
      sentOn: "2026-11-21",
      reference: "1047112601018",
    },
  },
  "verify-no": { screen: "verify", code: "AAA-AA", answer: { known: false } },
  "wrong-person": { screen: "wrongPerson", done: false },
  "wrong-person-done": { screen: "wrongPerson", done: true },
  "not-found": { screen: "notFound" },
  limited: { screen: "limited" },
  failed: { screen: "failed" },
  "no-way": { screen: "noWay" },
  "timed-out": { screen: "timedOut" },
  "front-terms": { ...front, offer: null },
};
