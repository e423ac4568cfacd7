import type { Context, Language, TenantTransaction } from "../../platform/index.ts";
import type {
  EfakturaMessage,
  EfakturaSubmitter,
  EInvoiceKind,
  EInvoiceNetwork,
  Mail,
  Participant,
  Print,
  SmsGateway,
} from "../ports.ts";

import type { CancelReason } from "./states.ts";
import type { DispatchKind } from "./wish.ts";

/** The ways out that an installation has. A way that is missing fails its rung as `setUp`. */
export type Outlets = {
  readonly sms?: SmsGateway;
  readonly mail?: Mail;
  readonly print?: Print;
  readonly einvoice?: EInvoiceNetwork;
  readonly efaktura?: EfakturaSubmitter;
  readonly documents: DocumentSource;
  /** Where pay links lead: an https address without a slash at its end, at most 27 characters so that a whole link has 60 (T-02). */
  readonly payPage: string;
  readonly linter: Linter;
  /** Left out, nothing is drawn from payers' accounts. */
  readonly drawn?: Drawn;
  /** Left out, nothing of follow-up leaves. */
  readonly letters?: Letters;
};

/** What a letter of follow-up says at this moment, or why it may not leave any more (E3). Amounts in minor units, days as YYYY-MM-DD. */
export type LetterNow =
  | {
      readonly stands: true;
      readonly leftMinor: bigint;
      /** The first of the due days it reminds of. */
      readonly dueOn: string;
      /** The day of the next step, if nothing is paid by then; null after the last (DP-016). */
      readonly nextOn: string | null;
      /** The deadline it gives; null where it gives none. */
      readonly payBy: string | null;
      /** The claims it is about, each with the reference it is paid by. */
      readonly claims: readonly { readonly reference: string | null; readonly leftMinor: bigint }[];
    }
  | { readonly stands: false; readonly why: CancelReason };

/** Letters of follow-up by the keys of their dispatches. One that is not known may not leave. */
export type Letters = (tx: TenantTransaction, keys: readonly string[]) => Promise<ReadonlyMap<string, LetterNow>>;

/** Of these items, those that are drawn from the payer's account, with the day: nobody is asked to pay them. */
export type Drawn = (tx: TenantTransaction, itemIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/**
 * Makes a look for what may not leave; `values` has the one that is used. Made once for many texts. A finding names its rule, never the value.
 */
export type Linter = (options: {
  readonly language?: Language | undefined;
  readonly forbid: readonly string[];
  readonly allow?: readonly string[] | undefined;
}) => (text: string) => readonly { readonly rule: string }[];

export type DocumentWish = {
  readonly kind: DispatchKind;
  readonly ledgerId: string;
  /** Null for an account statement. */
  readonly itemId: string | null;
  readonly recipientId: string;
  readonly language: Language;
  /** The dispatch's key, where there is one. */
  readonly key?: string;
};

export type MadePdf = {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly fileName: string;
  /** Texts that may not stand in what is sent with it, such as the name of a patient who is not the recipient. */
  readonly forbid?: readonly string[];
};

export type MadeEInvoice = {
  readonly xml: Uint8Array;
  readonly kind: EInvoiceKind;
  readonly sender: Participant;
  readonly receiver: Participant;
  readonly forbid?: readonly string[];
};

/** What the net bank is told besides the message's id, and what it may know the receiver by. */
export type MadeEfaktura = Omit<EfakturaMessage, "messageId" | "receiverReference" | "pdf"> & {
  readonly receiver: Parameters<EfakturaSubmitter["findReceiver"]>[0];
};

/**
 * Makes what is handed over besides texts. A `Refusal` thrown here is content that may not leave; it becomes a task. `undefined`: there is
 * none for this receiver, and the next rung is tried.
 */
export type DocumentSource = {
  pdf(
    context: Context,
    wish: DocumentWish & {
      /** The rendering for third parties: references only (SEC-83). */
      readonly anonymous: boolean;
      readonly payLink: string | null;
    },
  ): Promise<MadePdf>;
  einvoice(context: Context, wish: DocumentWish): Promise<MadeEInvoice | undefined>;
  efaktura(context: Context, wish: DocumentWish): Promise<MadeEfaktura | undefined>;
};
