import { isCodiceFiscale, isIban, isLuhnValid } from "@kvitt/values";
import type { Identity, Phone } from "../contract.ts";

/** A codice fiscale as people write it, whole or with blanks between its parts. */
const WRITTEN =
  /(?<![A-Za-z\d])[A-Za-z]{3} ?[A-Za-z]{3} ?[\dL-Vl-v]{2}[A-Ta-t][\dL-Vl-v]{2} ?[A-Za-z][\dL-Vl-v]{3} ?[A-Za-z](?![A-Za-z\d])/g;
const MASK = "*".repeat(16);

const isOne = (written: string): boolean => isCodiceFiscale(written.replaceAll(" ", ""));
const holdsOne = (text: string): boolean => [...text.matchAll(WRITTEN)].some(([written]) => isOne(written));

/**
 * The codice fiscale stands on every invoice to a person and is kept for it (class C3), in its own field alone: in any other text it is
 * refused or masked.
 */
export const identity: Identity = {
  person: {
    recognise: holdsOne,
    inKey: holdsOne,
    mask: (text) => text.replace(WRITTEN, (written) => (isOne(written) ? MASK : written)),
    class: "C3",
  },
  // A partita IVA; its last digit is Luhn's.
  company: (text) => /^\d{11}$/.test(text) && isLuhnValid(text),
  bankAccount: (text) => text.startsWith("IT") && isIban(text),
  phone,
  postCode: (text) => /^\d{5}$/.test(text),
};

/** With or without +39 or 0039 and blanks: a mobile begins with 3 and has nine or ten digits, another number with 0, which stays. */
function phone(text: string): Phone | null {
  const digits = /^(?:\+39|0039)?(3\d{8,9}|0\d{5,10})$/.exec(text.replace(/[\s./-]/g, ""))?.[1];
  return digits === undefined ? null : { e164: `+39${digits}`, mobile: digits.startsWith("3") };
}
