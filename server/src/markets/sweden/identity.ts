import {
  isBankgiro,
  isIban,
  isSwedishOrganisationNumber,
  norwegianIdentityRecogniser,
  swedishIdentityRecogniser,
} from "@kvitt/values";
import type { Identity, Phone } from "../contract.ts";
import { neverKept } from "../identity.ts";

/** Norwegians are patients in Sweden too, and their numbers are kept as little. */
const inText = (on: Temporal.PlainDate) => [swedishIdentityRecogniser(on), norwegianIdentityRecogniser(on)];
/** Ten digits in one go are too often a day and a running number. */
const inKeys = (on: Temporal.PlainDate) => [swedishIdentityRecogniser(on, false), norwegianIdentityRecogniser(on)];

/**
 * dataskyddslagen (2018:218) 3:10 lets a number be handled only where clearly justified; Kvitt keeps none: it is found, refused or masked.
 * A company's number is never a person's: a sole trader is known by name and address.
 */
export const identity: Identity = {
  person: neverKept(inText, inKeys),
  company: isSwedishOrganisationNumber,
  bankAccount,
  phone,
  postCode: (text) => /^[1-9][0-9]{2} ?[0-9]{2}$/.test(text),
};

/**
 * A bankgiro number, which OCR references are paid to, or the account's Swedish IBAN, as statements name it. Not a plusgiro number: its
 * digits do not tell it from a bankgiro.
 */
function bankAccount(text: string): boolean {
  return isBankgiro(text) || (text.startsWith("SE") && isIban(text));
}

/**
 * A subscriber number of seven to nine digits behind 0, +46 or 0046, with blanks, hyphens and the optional (0); mobiles begin with
 * 70, 72, 73, 76 or 79 and have nine (Post- och telestyrelsen, nummerplan). Null for anything else.
 */
function phone(text: string): Phone | null {
  const digits = text.replace(/[\s()/-]/g, "");
  const own = /^(?:(?:\+46|0046)0?|0)([1-9][0-9]{6,8})$/.exec(digits)?.[1];
  if (own === undefined) return null;
  return { e164: `+46${own}`, mobile: /^7[02369][0-9]{7}$/.test(own) };
}
