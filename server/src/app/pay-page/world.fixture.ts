import type { Act } from "@kvitt/web-pay";
import { createHash } from "node:crypto";
import "../../payments/index.ts";
import { refuse } from "../../platform/index.ts";
import type { Confirmation, PayPageWorld, PaymentAsked, Seen, Visit } from "./world.ts";

/** A world in memory that notes everything done to it: what the pages do is looked at, not what the product does. */

export const TOKEN = "Yk3Qw9pLr7Tz2VbN4mXc8HdFs6GjKq1A";
/** Of another claim: settled, with another recipient. */
export const OTHER = "Ab3Qw9pLr7Tz2VbN4mXc8HdFs6GjKq1B";
export const REVOKED = "Rv3Qw9pLr7Tz2VbN4mXc8HdFs6GjKq1C";

/** What must not be seen before confirmation, wherever it is planted (SEC-32). */
export const PLANTED = [
  "Kari Planteson",
  "9008",
  "1984",
  "Rotfylling tann 36",
  "+4791234567",
  "kari@planted.test",
  "2026-10-05",
];

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M20 4c9 0 14 5 14 12 0 9-5 20-8 20s-2-9-6-9-3 9-6 9S6 25 6 16C6 9 11 4 20 4Z" fill="#0F6B73"/></svg>';

export const openSeen: Seen = {
  clinic: {
    name: "Nordlys Tannklinikk",
    town: "Tromsø",
    street: "Storgata 12",
    organisationNumber: "923456783",
    phone: "77 00 00 00",
    logo: LOGO,
  },
  country: "NO",
  currency: "NOK",
  language: "nb",
  checkCode: "K7F-2Q",
  place: "nordlys",
  standing: "open",
  holder: { name: null, phone: null },
  bill: {
    openMinor: 245_000n,
    dueOn: "2026-10-19",
    overdue: false,
    reference: "1047112601018",
    invoiceNumber: "260101",
    forAnother: false,
  },
  underWay: null,
  ended: null,
  declined: null,
  cardsRestUntil: null,
  ways: ["vipps", "card", "partPayment"],
  mayInvoice: true,
  drawnOn: null,
  minimumMinor: 10_000n,
  invoiceOn: "2026-10-09",
  invoiceChosen: null,
  mayConfirm: true,
};

const offer = {
  terms: 4,
  perTermMinor: 61_250n,
  totalMinor: 245_000n,
  firstDueOn: "2026-11-01",
  effectiveRateThousandths: 0,
  setUpFeeMinor: 0n,
};

const visitOf = (salt: string, token: string): Visit => {
  const hex = createHash("sha256").update(`${salt} ${token}`).digest("hex");
  const id = (at: number) => `${hex.slice(at, at + 8)}-0000-7000-8000-${hex.slice(at, at + 12)}`;
  return { tenantId: id(0), linkId: id(1), ledgerId: id(2), itemId: id(3), recipientId: id(4), lockedUntil: null };
};

export type FakeWorld = PayPageWorld & {
  /** Everything that was done, in order. */
  readonly done: string[];
  seen: Seen;
  acts_: Act[];
  payerUrl: string | null;
  /** What beginning a payment is refused for. */
  refusal: string | null;
  receipt_: Awaited<ReturnType<PayPageWorld["receipt"]>>;
};

/** With a salt of its own the links of each world are its own, and so are their limits. */
export function fakeWorld(salt: string): FakeWorld {
  const done: string[] = [];
  let wrong = 0;
  const noted = <T>(what: string, value: T): T => {
    done.push(what);
    return value;
  };
  const confirmed = (given: Confirmation) => {
    if (wrong >= 5) return "locked" as const;
    if (given.by === "code") return given.code === "123456" ? ("strong" as const) : "wrong";
    const isRight = given.day === 9 && given.month === 3 && given.postCode === "9008";
    if (!isRight) wrong += 1;
    return isRight ? ("known" as const) : wrong >= 5 ? "locked" : "wrong";
  };
  const world: FakeWorld = {
    done,
    seen: openSeen,
    acts_: ["lines", "document", "receipt", "moveDue", "split", "dispute", "paid"],
    payerUrl: "https://api.wallet.example.test/go/1",
    refusal: null,
    receipt_: null,
    async open(token) {
      if (token !== TOKEN && token !== OTHER) return undefined;
      const visit = visitOf(salt, token);
      return { visit, seen: await world.look(visit) };
    },
    async look(visit) {
      return visit.linkId === visitOf(salt, OTHER).linkId ? { ...world.seen, standing: "settled" } : world.seen;
    },
    offers: async () => [
      offer,
      {
        ...offer,
        terms: 12,
        perTermMinor: 22_400n,
        totalMinor: 278_700n,
        effectiveRateThousandths: 21_900,
        setUpFeeMinor: 9_900n,
      },
    ],
    async startPayment(_visit, { way, amountMinor, terms, returnUrl }: PaymentAsked) {
      if (world.refusal !== null) throw refuse(world.refusal);
      return noted(`pay ${way} ${amountMinor ?? "all"} ${terms ?? "-"} ${new URL(returnUrl).pathname.slice(0, 3)}`, {
        payerUrl: world.payerUrl,
      });
    },
    refresh: async () => noted("refresh", undefined),
    chooseInvoice: async (_visit, email) => noted(`invoice ${email ?? "-"}`, undefined),
    slip: async () => ({ account: "86011117947", reference: "1047112601018", dueOn: "2026-10-19" }),
    noteSeen: async () => noted("seen", undefined),
    stopMessages: async () => noted("stop", undefined),
    confirming: async () => ({ birthDay: true, otherChannel: "email" }),
    confirm: async (_visit, given) => noted(`confirm ${given.by}`, confirmed(given)),
    sendCode: async () => noted("code", undefined),
    acts: async () => world.acts_,
    lines: async () => ({
      receiverName: PLANTED[0]!,
      lines: [{ text: PLANTED[3]!, amountMinor: 245_000n }],
      totalMinor: 245_000n,
    }),
    document: async () => ({ name: "Faktura 260101.pdf", bytes: Buffer.from("%PDF-1.7") }),
    receipt: async () => world.receipt_,
    receiptDocument: async () => (world.receipt_ ? { name: "Kvittering.pdf", bytes: Buffer.from("%PDF-1.7") } : null),
    latestDue: async () => "2026-11-02",
    moveDue: async (_visit, dueOn) => noted(`due ${dueOn}`, { act: "moveDue", dueOn }),
    splitPlans: async () => [
      [
        { dueOn: "2026-10-19", amountMinor: 122_500n },
        { dueOn: "2026-11-19", amountMinor: 122_500n },
      ],
    ],
    split: async (_visit, parts) =>
      noted(`split ${parts}`, { act: "split", parts: (await world.splitPlans(_visit))[0]! }),
    dispute: async (_visit, reason) => noted(`dispute ${reason}`, { act: "dispute", pausedUntil: "2026-10-26" }),
    notePaid: async (_visit, { paidOn, bank }) =>
      noted(`paid ${paidOn} ${bank}`, { act: "paid", pausedUntil: "2026-10-15" }),
    placeOf: async (address) => {
      const { clinic, country, currency } = openSeen;
      return address === "nordlys" ? { tenantId: "t", ledgerId: "l", clinic, country, currency } : undefined;
    },
    verify: async (_place, code) =>
      code.toUpperCase() === "K7F-2Q"
        ? { amountMinor: 245_000n, sentOn: "2026-10-05", reference: "1047112601018" }
        : undefined,
  };
  return world;
}
