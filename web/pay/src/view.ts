/**
 * What the pages are made from. It holds no patient name, birth date, contact, visit date or line but in the screens behind confirmation
 * (SEC-32). Amounts are bigint minor units, dates YYYY-MM-DD.
 */

export const languages = ["nb", "sv", "da", "it", "en"] as const;
export type Language = (typeof languages)[number];
export type Country = "NO" | "SE" | "DK" | "IT" | "US";
/** A way to pay at once. The invoice is no way: it is what one gets when one pays later. */
export type Way = "vipps" | "swish" | "card" | "partPayment";

/** Who asks. `logo` is an SVG drawing of at most 2 kB, shown as an image, so that nothing in it can act. */
export type Clinic = {
  readonly name: string;
  readonly town: string | null;
  readonly street: string | null;
  readonly organisationNumber: string;
  readonly phone: string | null;
  readonly logo: string | null;
};

/** What stands around every question. */
export type Frame = {
  readonly language: Language;
  readonly country: Country;
  readonly currency: string;
  readonly clinic: Clinic | null;
  /** The address all paths of this visit begin with: `/p/<token>`, `/r/<ticket>` or `/bill`. */
  readonly base: string;
  /** The path of this screen below it; empty for the first. */
  readonly here: string;
  /** Proves that a form was made by us for this visit (SEC-25). */
  readonly formToken: string;
  /** The code that the message carried (T-06). */
  readonly checkCode: string | null;
  /** Where the clinic's messages are verified (N-19). */
  readonly verifyAt: string | null;
};

/** The bill as anybody with the link may see it (SEC-32). */
export type Bill = {
  readonly openMinor: bigint;
  readonly dueOn: string;
  readonly overdue: boolean;
  readonly reference: string;
  readonly invoiceNumber: string | null;
  /** The reader pays for somebody else, whose name is not said (T-11, SEC-34). */
  readonly forAnother: boolean;
};

/** What a finance partner would let the payer pay. */
export type Offer = {
  readonly terms: number;
  readonly perTermMinor: bigint;
  readonly totalMinor: bigint;
  readonly firstDueOn: string;
  /** 9.9 % a year is 9900. */
  readonly effectiveRateThousandths: number;
  readonly setUpFeeMinor: bigint;
};

/** Where the money goes by bank. */
export type BankSlip = { readonly account: string | null; readonly reference: string; readonly dueOn: string };

/** What a person may do after confirmation, inside the clinic's limits (N-18). */
export type Act = "lines" | "document" | "receipt" | "moveDue" | "split" | "dispute" | "paid";

export type Field = "amount" | "email" | "day" | "month" | "postCode" | "code" | "date" | "bank";
/** What was wrong with a field, as a key of the texts. */
export type FieldProblem =
  | "amountUnreadable"
  | "amountTooSmall"
  | "amountTooLarge"
  | "emailInvalid"
  | "notConfirmed"
  | "codeInvalid"
  | "dateInvalid"
  | "bankInvalid";

/** What was typed, and what is wrong with it: a form that comes back keeps it (3.3.7, L-06). */
export type Typed = {
  readonly values: Readonly<Partial<Record<Field, string>>>;
  readonly problems: readonly { readonly field: Field; readonly problem: FieldProblem; readonly limitMinor?: bigint }[];
};

/** A line of the bill as its receiver may read it after confirmation. */
export type Line = { readonly text: string; readonly amountMinor: bigint };

export type Receipt = {
  readonly amountMinor: bigint;
  readonly paidOn: string;
  readonly way: Way | "bank";
  readonly reference: string;
  readonly leftMinor: bigint;
};

/** Why a payer disputes a bill: chosen, never written, so that no health text comes in this way. */
export const disputeReasons = ["notMine", "notDone", "wrongAmount", "paidBefore", "notContent", "other"] as const;
export type DisputeReason = (typeof disputeReasons)[number];

/** What was agreed by self-service: what stops, and until when (V-09). */
export type Agreed =
  | { readonly act: "moveDue"; readonly dueOn: string }
  | { readonly act: "split"; readonly parts: readonly { readonly dueOn: string; readonly amountMinor: bigint }[] }
  | { readonly act: "dispute"; readonly pausedUntil: string }
  | { readonly act: "paid"; readonly pausedUntil: string };

export type Screen =
  | {
      readonly screen: "front";
      readonly bill: Bill;
      readonly ways: readonly Way[];
      /** The best offer of part payment; null while the partner has not said. */
      readonly offer: Offer | null;
      readonly mayInvoice: boolean;
      readonly mayPayLess: boolean;
      readonly mayConfirm: boolean;
      /** When the clinic's usual choice is made for somebody who made none (V-06). */
      readonly invoiceOn: string | null;
      readonly notice: Notice | null;
      readonly declined: Declined | null;
      /** Until when no card is taken, after too many declined ones. */
      readonly cardsRestUntil: LocalMoment | null;
    }
  | {
      readonly screen: "invoice";
      readonly bill: Bill;
      readonly slip: BankSlip;
      /** Already asked for; null asks whether to send it by e-mail. */
      readonly chosen: { readonly byEmail: boolean } | null;
      readonly typed: Typed;
    }
  | {
      readonly screen: "less";
      readonly bill: Bill;
      readonly ways: readonly Way[];
      readonly minimumMinor: bigint;
      /** What was asked for and is possible: then its consequence is shown, and the ways to pay it. */
      readonly amountMinor: bigint | null;
      readonly typed: Typed;
    }
  | { readonly screen: "offers"; readonly bill: Bill; readonly offers: readonly Offer[] }
  | { readonly screen: "goOn"; readonly way: Way; readonly amountMinor: bigint; readonly url: string }
  | {
      readonly screen: "processing";
      readonly way: Way;
      readonly amountMinor: bigint;
      /** `unknown`: nobody can say yet what the partner did. */
      readonly state: "awaitingPayer" | "working" | "unknown";
      /** Where the payer goes on, while the partner waits for them. */
      readonly payerUrl: string | null;
      /** A drawing, as a data address, that the app on another device reads; left out where there is none (V-02). */
      readonly code?: string;
      /** A card was declined; the partner's page is open for another. */
      readonly declined: Declined | null;
      /** The payer may choose another way: nothing is reserved yet. */
      readonly mayChooseAgain: boolean;
    }
  | {
      readonly screen: "settled";
      /** Shown only to whom has just paid or was confirmed (SEC-36). */
      readonly receipt: Receipt | null;
      readonly mayConfirm: boolean;
    }
  | { readonly screen: "closed"; readonly why: "credited" | "withdrawn" }
  | {
      /** It is drawn from the payer's account: one way at a time. */
      readonly screen: "drawn";
      readonly bill: Bill;
      readonly drawnOn: string;
      readonly mayConfirm: boolean;
    }
  | {
      readonly screen: "elsewhere";
      readonly with: "partner" | "agency";
      readonly name: string | null;
      readonly phone: string | null;
    }
  | {
      readonly screen: "confirm";
      readonly by: "birthDay" | "codeAsked" | "codeSent";
      readonly to: Act | null;
      /** A code can be asked for as well. */
      readonly otherChannel: "sms" | "email" | null;
      readonly typed: Typed;
    }
  | { readonly screen: "locked" }
  | { readonly screen: "menu"; readonly bill: Bill; readonly acts: readonly Act[] }
  | {
      readonly screen: "lines";
      readonly receiverName: string;
      readonly lines: readonly Line[];
      readonly totalMinor: bigint;
      readonly mayDownload: boolean;
    }
  | { readonly screen: "moveDue"; readonly bill: Bill; readonly latestOn: string; readonly typed: Typed }
  | {
      readonly screen: "split";
      readonly plans: readonly (readonly { readonly dueOn: string; readonly amountMinor: bigint }[])[];
    }
  | { readonly screen: "dispute" }
  | { readonly screen: "paid"; readonly bill: Bill; readonly typed: Typed }
  | { readonly screen: "agreed"; readonly agreed: Agreed }
  | {
      readonly screen: "verify";
      readonly code: string;
      readonly answer:
        | null
        | { readonly known: false }
        | {
            readonly known: true;
            readonly clinicName: string;
            readonly amountMinor: bigint;
            readonly sentOn: string;
            /** The number or reference that the message carried. */
            readonly reference: string | null;
          };
    }
  | { readonly screen: "wrongPerson"; readonly done: boolean }
  | { readonly screen: "notFound" | "limited" | "failed" | "noWay" | "timedOut" };

/** Why the payer's card was declined, as the payer may read it, and the step that is right after it. */
export type DeclinedWhy =
  "notEnoughMoney" | "expired" | "mistyped" | "notProven" | "busy" | "notForThis" | "bankSaysNo" | "justPaid";
export type DeclinedNext =
  "sameCard" | "sameCardLater" | "otherCard" | "otherWay" | "neverThisCard" | "askBank" | "waitAndLook";
export type Declined = {
  readonly why: DeclinedWhy;
  readonly next: DeclinedNext;
  /** How many cards were declined by this try to pay. */
  readonly tries: number;
};
/** A moment where the clinic is. */
export type LocalMoment = { readonly day: string; readonly time: string };

/** A waiting page's word for how it stands: news are another word. */
export const standingWord = (state: string, declined: Declined | null): string =>
  declined === null ? state : `${state} ${String(declined.tries)}`;

/** Why the choices are shown again. */
export type Notice = "attemptFailed" | "attemptExpired" | "attemptCancelled" | "underWay" | "refused" | "old";
