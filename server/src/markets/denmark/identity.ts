import {
  type IdentityRecogniser,
  isDanishIdentityNumber,
  isIban,
  norwegianIdentityRecogniser,
  swedishIdentityRecogniser,
} from "@kvitt/values";
import type { Identity, Phone } from "../contract.ts";
import { neverKept } from "../identity.ts";

/** Six digits, what stands between, four more. */
const CPR_WRITTEN = /^\d{6}(\D{0,3})\d{4}$/;

/**
 * CPR numbers, also those without the modulus (issued since October 2007) and those of people who have none yet (day + 60). Ten digits in
 * one go are only taken for one when they pass the modulus, and none at all in a machine's key, where a day and a running number stand.
 */
function danishIdentityRecogniser(bare: boolean): IdentityRecogniser {
  return {
    shortest: 10,
    longest: 10,
    mask: "******-****",
    recognise(digits, written) {
      const gap = CPR_WRITTEN.exec(written)?.[1];
      if (gap === undefined || (gap === "" && !bare)) return undefined;
      return isDanishIdentityNumber(digits, gap === "") ? "cpr" : undefined;
    },
  };
}

/** Norwegians and Swedes are patients in Denmark too, and their numbers are kept as little. */
const neighbours = (on: Temporal.PlainDate) => [swedishIdentityRecogniser(on, false), norwegianIdentityRecogniser(on)];

/** A CPR number is found, refused or masked, and kept nowhere. */
export const identity: Identity = {
  person: neverKept(
    (on) => [danishIdentityRecogniser(true), ...neighbours(on)],
    (on) => [danishIdentityRecogniser(false), ...neighbours(on)],
  ),
  // The modulus fails for numbers that the official samples print: it warns, where the number is typed, and refuses nothing.
  company: (text) => /^\d{8}$/.test(text),
  bankAccount,
  phone,
  postCode: (text) => /^\d{4}$/.test(text),
};

/** The eight digits of a creditor number, which payment slips are paid to, or the account's Danish IBAN, as statements name it. */
function bankAccount(text: string): boolean {
  return /^\d{8}$/.test(text) || (text.startsWith("DK") && isIban(text));
}

/** First digits of numbers that were given to mobile telephones when the plan still told them apart; a ported number may be either. */
const MOBILE = /^(?:2|3[01]|4[0-2]|5[0-3]|6[01]|71|81|9[1-3])/;

/** Eight digits from 2 up, with or without +45 or 0045 and blanks. Null for anything else. */
function phone(text: string): Phone | null {
  const digits = /^(?:\+45|0045)?([2-9]\d{7})$/.exec(text.replace(/\s/g, ""))?.[1];
  return digits === undefined ? null : { e164: `+45${digits}`, mobile: MOBILE.test(digits) };
}
