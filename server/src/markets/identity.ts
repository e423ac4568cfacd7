import {
  holdsForbiddenNumber,
  type IdentityRecogniser,
  keyHoldsIdentityNumber,
  maskIdentityNumbers,
} from "@kvitt/values";
import type { Identity } from "./contract.ts";

/** Made anew for the day of the look, since what counts as a person's number changes. */
type Recognisers = (on: Temporal.PlainDate) => readonly IdentityRecogniser[];

/** Numbers made of digits that Kvitt keeps nowhere: found, refused or masked. Keys of machines may be looked at with other recognisers. */
export function neverKept(inText: Recognisers, inKeys: Recognisers = inText): Identity["person"] {
  return {
    recognise: (text, on) => holdsForbiddenNumber(text, [...inText(on)]),
    inKey: (key, on) => keyHoldsIdentityNumber(key, [...inKeys(on)]),
    mask: (text, on) => maskIdentityNumbers(text, [...inText(on)]),
    class: "C4",
  };
}
