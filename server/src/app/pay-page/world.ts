import type {
  Act,
  Agreed,
  BankSlip,
  Bill,
  Clinic,
  Country,
  Declined,
  DisputeReason,
  Language,
  Line,
  LocalMoment,
  Offer,
  Receipt,
  Way,
} from "@kvitt/web-pay";

/** Whose bill a token opens, for whom. Everything the pay page asks is asked about this. */
export type Visit = {
  readonly tenantId: string;
  readonly linkId: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly recipientId: string;
  /** Until when confirming is locked, paying never being so. */
  readonly lockedUntil: Temporal.Instant | null;
};

/** A payment under way, as the page shows it. */
export type UnderWay = {
  readonly way: Way;
  readonly state: "awaitingPayer" | "working" | "unknown";
  readonly amountMinor: bigint;
  readonly payerUrl: string | null;
  /** A drawing, as a data address, that opens the payer's app on another device; left out where there is none. */
  readonly code?: string;
};

/** How the last try ended, when it brought no money and nothing was tried since. */
export type Ended = "attemptFailed" | "attemptExpired" | "attemptCancelled";

/** How the claim stands, read live (SEC-31). `partner`, `agency`: it is with somebody else, who takes the money. */
export type Standing = "open" | "settled" | "credited" | "withdrawn" | "partner" | "agency";

/** All that the pages before confirmation are made from: nothing of it tells who the patient is, or what was done (SEC-32). */
export type Seen = {
  readonly clinic: Clinic;
  readonly country: Country;
  readonly currency: string;
  /** The recipient's. */
  readonly language: Language;
  readonly checkCode: string | null;
  /** Names the clinic on the page that verifies messages; no secret. */
  readonly place: string;
  readonly standing: Standing;
  /** Whom to pay, while it is with somebody else. */
  readonly holder: { readonly name: string | null; readonly phone: string | null };
  readonly bill: Bill;
  readonly underWay: UnderWay | null;
  readonly ended: Ended | null;
  /** The last try's last card, while it may still be paid so, or was a short while ago. */
  readonly declined: Declined | null;
  /** Until when no card is taken, after too many declined ones. */
  readonly cardsRestUntil: LocalMoment | null;
  readonly ways: readonly Way[];
  readonly mayInvoice: boolean;
  /** The day on which it is drawn from the payer's account; null where nothing is claimed there. */
  readonly drawnOn: string | null;
  /** The least that may be paid at once; null where only the whole is taken. */
  readonly minimumMinor: bigint | null;
  readonly invoiceOn: string | null;
  /** The invoice was chosen already. */
  readonly invoiceChosen: { readonly byEmail: boolean } | null;
  readonly mayConfirm: boolean;
};

export type Opened = { readonly visit: Visit; readonly seen: Seen };

/** How sure it is who looks: by facts a relative may know, or by a code on another channel (SEC-33). */
export type Certainty = "known" | "strong";

export type Confirmation =
  | { readonly by: "birthDay"; readonly day: number; readonly month: number; readonly postCode: string }
  | { readonly by: "code"; readonly code: string };

/** How a visitor can show who they are. */
export type Confirming = { readonly birthDay: boolean; readonly otherChannel: "sms" | "email" | null };

export type PaymentAsked = {
  readonly way: Way;
  /** All that is open when left out. */
  readonly amountMinor: bigint | null;
  /** Of an offer of part payment. */
  readonly terms: number | null;
  readonly returnUrl: string;
  readonly language: Language;
};

export type Download = { readonly name: string; readonly bytes: Uint8Array };

/** A clinic whose messages may be verified. */
export type Place = {
  readonly tenantId: string;
  readonly ledgerId: string;
  readonly clinic: Clinic;
  readonly country: Country;
  readonly currency: string;
};

export type Verified = { readonly amountMinor: bigint; readonly sentOn: string; readonly reference: string | null };

/**
 * What the pay page asks of the product. Reading changes nothing (SEC-32). Refusals of the capabilities come through as they are; the routes
 * turn those a payer can meet into pages.
 */
export type PayPageWorld = {
  /** The bill that a token opens, as it is now; nothing for what is unknown, revoked or over, alike and equally fast (SEC-36). */
  open(token: string): Promise<Opened | undefined>;
  look(visit: Visit): Promise<Seen>;
  /** What a finance partner offers for an amount in the ledger's currency, best first; empty when it does not answer in the time a page can wait. */
  offers(visit: Visit, asked: { readonly amountMinor: bigint; readonly currency: string }): Promise<readonly Offer[]>;
  /** Where the money goes by bank. */
  slip(visit: Visit): Promise<BankSlip>;

  /** Begins a payment. `payerUrl` is where the payer goes on; null waits on our own page. The same wish again is the same payment. */
  startPayment(visit: Visit, asked: PaymentAsked): Promise<{ readonly payerUrl: string | null }>;
  /** Asks the partner about the payment under way, and does what follows. */
  refresh(visit: Visit): Promise<void>;
  /** The invoice instead of paying now; with an address, consent to an electronic one (FR-34). */
  chooseInvoice(visit: Visit, email: string | null, language: Language): Promise<void>;
  noteSeen(visit: Visit): Promise<void>;
  /** The recipient is not the right person: messages stop at once, and a task is made (T-12). */
  stopMessages(visit: Visit): Promise<void>;

  confirming(visit: Visit): Promise<Confirming>;
  /** `locked`: five wrong ones, for 24 hours. */
  confirm(visit: Visit, confirmation: Confirmation): Promise<Certainty | "wrong" | "locked">;
  sendCode(visit: Visit, language: Language): Promise<void>;

  /** What the confirmed person may do now, inside the clinic's limits. */
  acts(visit: Visit): Promise<readonly Act[]>;
  lines(
    visit: Visit,
  ): Promise<{ readonly receiverName: string; readonly lines: readonly Line[]; readonly totalMinor: bigint }>;
  document(visit: Visit): Promise<Download>;
  /** The last payment; null while there is none. */
  receipt(visit: Visit): Promise<Receipt | null>;
  receiptDocument(visit: Visit, language: Language): Promise<Download | null>;
  latestDue(visit: Visit): Promise<string | null>;
  moveDue(visit: Visit, dueOn: string): Promise<Agreed>;
  splitPlans(visit: Visit): Promise<readonly (readonly { readonly dueOn: string; readonly amountMinor: bigint }[])[]>;
  split(visit: Visit, parts: number): Promise<Agreed>;
  dispute(visit: Visit, reason: DisputeReason): Promise<Agreed>;
  notePaid(visit: Visit, paid: { readonly paidOn: string; readonly bank: string }): Promise<Agreed>;

  /** What the message with this code said (N-19); nothing for a code that is nobody's. */
  verify(place: Place, code: string): Promise<Verified | undefined>;
  /** The clinic of an address of that page; nothing for one that is none. */
  placeOf(address: string): Promise<Place | undefined>;
};
