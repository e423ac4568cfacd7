/** The words of the messages, fixed (SEC-37), a catalogue for each language. A key that one of them lacks does not compile. */
import type { Language } from "../../platform/index.ts";
import da from "./texts/da.json" with { type: "json" };
import en from "./texts/en.json" with { type: "json" };
import it from "./texts/it.json" with { type: "json" };
import nb from "./texts/nb.json" with { type: "json" };
import sv from "./texts/sv.json" with { type: "json" };

export type MessageTextKey = keyof typeof en;
export type MessageTexts = Readonly<Record<MessageTextKey, string>>;

export const messageTexts: Readonly<Record<Language, MessageTexts>> = { nb, sv, da, it, en };

/** All that a message may say (SEC-37): nothing else has a hole to stand in. */
export type Holes = {
  readonly brand: string;
  readonly amount: string;
  readonly due: string;
  /** The date of the next step: when the invoice is sent instead, or the amount drawn. */
  readonly invoiceOn: string;
  readonly drawnOn: string;
  /** Of follow-up: the day of the next step, the deadline, the number of claims. */
  readonly nextOn: string;
  readonly payBy: string;
  readonly count: string;
  /** Each claim with its reference and what is left of it. */
  readonly claims: string;
  readonly referenceName: string;
  readonly reference: string;
  readonly code: string;
  readonly telephone: string;
};

/** A text with its holes filled. */
export function fillText(text: string, holes: Holes): string {
  return text.replace(/\{(\w+)\}/g, (hole, name: string) => (name in holes ? holes[name as keyof Holes] : hole));
}
