import { isKontonummer, isOrganisationNumber, norwegianIdentityRecogniser } from "@kvitt/values";
import type { Identity, Phone } from "../contract.ts";
import { neverKept } from "../identity.ts";

/** Under personopplysningsloven section 12 Kvitt keeps no identity number at all: it is found, refused or masked. */
export const identity: Identity = {
  person: neverKept((on) => [norwegianIdentityRecogniser(on)]),
  company: isOrganisationNumber,
  bankAccount: isKontonummer,
  phone,
  postCode: (text) => /^[0-9]{4}$/.test(text),
};

/** Eight digits, with or without +47 or 0047 and blanks; mobiles begin with 4 or 9. Null for anything else. */
function phone(text: string): Phone | null {
  const digits = /^(?:\+47|0047)?([0-9]{8})$/.exec(text.replace(/\s/g, ""))?.[1];
  return digits === undefined ? null : { e164: `+47${digits}`, mobile: /^[49]/.test(digits) };
}
