import { maskContact, type Contact } from "../../parties/index.ts";
import type { Language, TenantTransaction } from "../../platform/index.ts";
import { refuse } from "../../platform/index.ts";
import { readFacts } from "./facts.ts";
import type { Drawn, LetterNow } from "./outlets.ts";
import { carriesDocument, MASKED } from "./prepare.ts";
import { renderMail, renderSms, type Telling } from "./render.ts";
import type { Channel, DispatchKind } from "./wish.ts";
import "./errors.ts";

export type PreviewWish = {
  readonly kind: DispatchKind;
  readonly ledgerId: string;
  readonly itemId: string | null;
  readonly recipientId: string;
  readonly channel: Channel;
  readonly language: Language;
  /** Of a letter of follow-up that nobody has decided on yet: what it would say. */
  readonly letter?: LetterNow;
};

export type Preview = {
  readonly receiverName: string;
  /** Masked; null when there is no contact for this channel. */
  readonly contact: string | null;
  readonly subject: string | null;
  /** The exact text, its link masked and its code made up; null where a document is sent. */
  readonly text: string | null;
  readonly html: string | null;
  /** Parts of an SMS, as they are counted when the whole link stands there. */
  readonly segments: number | null;
  readonly attached: boolean;
};

const KIND_OF: Readonly<Partial<Record<Channel, Contact["kind"]>>> = { sms: "phone", email: "email", paper: "address" };
/** As long as a token, for counting. */
const STAND_IN = "0".repeat(32);
const SOME_CODE = "22222";
/** What a letter that is not there yet is known by. */
const PREVIEWED = "previewed";

/** What a recipient would get and where, before anybody sends it (D-06). Without a pay page it has no link. Makes none and writes nothing. Throws MESSAGE_NOT_FOUND for a claim or reader that is not there. */
export async function previewMessage(
  tx: TenantTransaction,
  wish: PreviewWish,
  payPage: string | null,
  drawn?: Drawn,
): Promise<Preview> {
  const { letter } = wish;
  const letters = letter && (() => Promise.resolve(new Map([[PREVIEWED, letter]])));
  const subject = letter ? { ...wish, key: PREVIEWED } : wish;
  const facts = await readFacts(tx, [subject], wish.channel, { drawn, letters });
  const figures = facts.figures(subject);
  const recipient = facts.party(wish.recipientId);
  if (!figures || !recipient) throw refuse("MESSAGE_NOT_FOUND");
  const reach = facts.reach(wish.recipientId, wish.channel);
  const kind = KIND_OF[wish.channel];
  const attached = wish.channel === "email" && carriesDocument(wish.kind, recipient.kind === "company");
  const linked = payPage !== null && wish.itemId !== null && figures.leftMinor > 0n && figures.drawnOn === null;
  const telling = (token: string): Telling => ({
    ...wish,
    figures,
    attached,
    sender: facts.sender(wish.ledgerId),
    code: SOME_CODE,
    link: linked ? `${payPage}/${token}` : null,
  });
  const mail = wish.channel === "email" ? renderMail(telling(MASKED)) : null;
  const sms = wish.channel === "sms" ? renderSms(telling(STAND_IN)) : null;
  return {
    receiverName: recipient.name,
    contact: reach && kind ? maskContact(kind, reach.value) : null,
    subject: mail?.subject ?? null,
    text: sms?.text.replace(STAND_IN, MASKED) ?? mail?.text ?? null,
    html: mail?.html ?? null,
    segments: sms?.segments ?? null,
    attached,
  };
}
