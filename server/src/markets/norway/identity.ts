import {
  holdsForbiddenNumber,
  isKontonummer,
  isOrganisationNumber,
  maskIdentityNumbers,
  norwegianIdentityRecogniser,
} from "@kvitt/values";
import type { Identity, Phone } from "../contract.ts";

/** Under personopplysningsloven section 12 Kvitt keeps no identity number at all: it is found, refused or masked. */
export const identity: Identity = {
  person: {
    recognise: (text, on) => holdsForbiddenNumber(text, [norwegianIdentityRecogniser(on)]),
    mask: (text, on) => maskIdentityNumbers(text, [norwegianIdentityRecogniser(on)]),
    class: "C4",
  },
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
