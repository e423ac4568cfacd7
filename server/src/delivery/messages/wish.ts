import type { Delivery } from "../../parties/index.ts";
import type { Language } from "../../platform/index.ts";

/** A way to reach a reader; the words are those of a party's own wish for delivery. */
export type Channel = Delivery;

/**
 * What is told. `payLink` asks for payment with a link; `choiceReminder` says that nothing was chosen and what happens next;
 * `amountChanged` that what is left is another sum; `courtesyNotice` comes before the due date. The last five are follow-up's: a friendly word,
 * two reminders, and the letters some laws ask for before a claim is collected.
 */
export const dispatchKinds = [
  "payLink",
  "choiceReminder",
  "invoice",
  "creditNote",
  "amountChanged",
  "receipt",
  "courtesyNotice",
  "accountStatement",
  "nudge",
  "remind1",
  "remind2",
  "collectionNotice",
  "paymentDemand",
] as const;
export type DispatchKind = (typeof dispatchKinds)[number];

/** What follow-up tells: figures and whether it may still leave are asked of follow-up, by the dispatch's key. */
export const followUpKinds: ReadonlySet<DispatchKind> = new Set([
  "nudge",
  "remind1",
  "remind2",
  "collectionNotice",
  "paymentDemand",
]);

/** One thing to tell one recipient. */
export type DispatchWish = {
  /** The caller's own name for it, unique in the tenant: wished twice, it is sent once. At most 200 characters. */
  readonly key: string;
  readonly kind: DispatchKind;
  readonly ledgerId: string;
  /** The open item it speaks of; `null` for an account statement. */
  readonly itemId: string | null;
  readonly recipientId: string;
  readonly language: Language;
  /** Tried one after the other until one has delivered; never empty. */
  readonly ladder: readonly Channel[];
  /** Tried once each besides the ladder, whatever becomes of it: the same invoice in the net bank (T-07). */
  readonly beside: readonly Channel[];
  /** Nothing leaves before this; quiet hours are the caller's to reckon with. */
  readonly notBefore: Temporal.Instant;
};
