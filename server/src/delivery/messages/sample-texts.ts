import type { Country } from "../../markets/index.ts";
import type { Language } from "../../platform/index.ts";
import { MASKED } from "./prepare.ts";
import { renderMail, renderSms, type Figures, type Sender, type Telling } from "./render.ts";
import { dispatchKinds, followUpKinds, type DispatchKind } from "./wish.ts";

/** The fixed texts as a sender's readers would get them, filled with an invented claim. */

export type SampleText = {
  readonly kind: DispatchKind;
  readonly sms: { readonly text: string; readonly segments: number };
  readonly email: { readonly subject: string; readonly text: string };
};

export type SampleTextWish = {
  readonly sender: Sender;
  readonly language: Language;
  readonly country: Country;
  readonly currency: string;
  /** Days in the near future, YYYY-MM-DD: the claim is due, and before that its invoice is sent. */
  readonly dueOn: string;
  readonly invoiceOn: string;
  /** Origin of the pay page, without a slash at its end. */
  readonly payPage: string;
};

const SOME_CODE = "22222";
const SOME_REFERENCE = "1047112601018";
const SOME_MINOR = 245_000n;
/** As long as a token, so that the parts of an SMS are counted as they will be. */
const STAND_IN = "0".repeat(32);
/** A statement is of no one claim, and a receipt of one that is settled: nothing to pay by a link. */
const UNLINKED: ReadonlySet<DispatchKind> = new Set(["receipt", "creditNote", "accountStatement"]);

/** The letters a law asks for give a deadline, the others name the next step. */
function sampleReminder(kind: DispatchKind, dueOn: string): NonNullable<Figures["reminder"]> {
  const later = Temporal.PlainDate.from(dueOn).add({ days: 14 }).toString();
  const isFormal = kind === "collectionNotice" || kind === "paymentDemand";
  return { nextOn: isFormal ? null : later, payBy: isFormal ? later : null, claims: [] };
}

/** Every text that leaves in a sender's name, by kind, in one language: SMS with its parts, and mail. Pure. */
export function sampleTexts(wish: SampleTextWish): SampleText[] {
  const { sender, language, country, currency, dueOn, invoiceOn, payPage } = wish;
  return dispatchKinds.map((kind) => {
    const telling = (token: string): Telling => {
      const leftMinor = kind === "receipt" || kind === "creditNote" ? 0n : SOME_MINOR;
      const about = kind === "accountStatement" ? null : SOME_REFERENCE;
      return {
        ...{ kind, language, sender, code: SOME_CODE },
        figures: {
          ...{ leftMinor, currency, country, dueOn: about && dueOn, reference: about, invoiceOn, drawnOn: null },
          ...(followUpKinds.has(kind) ? { reminder: sampleReminder(kind, dueOn) } : {}),
        },
        link: UNLINKED.has(kind) ? null : `${payPage}/${token}`,
      };
    };
    const sms = renderSms(telling(STAND_IN));
    const { subject, text } = renderMail(telling(MASKED));
    return { kind, sms: { ...sms, text: sms.text.replace(STAND_IN, MASKED) }, email: { subject, text } };
  });
}
