import { type IdentityRecogniser, isSocialSecurityNumber } from "@kvitt/values";
import type { Identity, Phone } from "../contract.ts";
import { neverKept } from "../identity.ts";

/** Three, two and four digits with one sign between them. Nine digits in one go are too often an account or a tax number. */
const WRITTEN = /^\d{3}[^\d]\d{2}[^\d]\d{4}$/;

const socialSecurity: IdentityRecogniser = {
  shortest: 9,
  longest: 9,
  mask: "***-**-****",
  recognise: (digits, written) => (WRITTEN.test(written) && isSocialSecurityNumber(digits) ? "ssn" : undefined),
};

/** A social security number as a key holds it: keys are scanned for the written form too. */
const inKey = /(?<!\d)\d{3}[- ]\d{2}[- ]\d{4}(?!\d)/g;

/** A social security number is found, refused or masked, and kept nowhere. */
export const identity: Identity = {
  person: {
    ...neverKept(() => [socialSecurity]),
    inKey: (key) => [...key.matchAll(inKey)].some(([written]) => isSocialSecurityNumber(written.replace(/\D/g, ""))),
  },
  // An employer identification number.
  company: (text) => /^\d{2}-?\d{7}$/.test(text),
  bankAccount,
  phone,
  postCode: (text) => /^\d{5}(?:-\d{4})?$/.test(text),
};

/** Weights of a routing number (ABA); a right one sums to a multiple of ten. */
const ROUTING_WEIGHTS = [3, 7, 1, 3, 7, 1, 3, 7, 1];

/** A routing number of nine digits, a hyphen, and the account's four to seventeen digits. */
function bankAccount(text: string): boolean {
  const routing = /^(\d{9})-\d{4,17}$/.exec(text)?.[1];
  if (routing === undefined || routing === "000000000") return false;
  return ROUTING_WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(routing[at]), 0) % 10 === 0;
}

/**
 * Ten digits of the North American plan, area and exchange from 2 up, with or without +1 and signs. Which of them are mobiles their digits
 * do not tell: whether a message may go to one is asked of its owner.
 */
function phone(text: string): Phone | null {
  const digits = /^(?:\+?1)?([2-9]\d{2}[2-9]\d{6})$/.exec(text.replace(/[\s().-]/g, ""))?.[1];
  return digits === undefined ? null : { e164: `+1${digits}`, mobile: true };
}
