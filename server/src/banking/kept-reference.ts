import { maskIdentityNumbers, norwegianIdentityRecogniser, swedishIdentityRecogniser } from "@kvitt/values";

/** Only these, Swedish ones where sign or century marks them: a payment reference of 13 to 19 digits ends as a card number does, and would be taken for one. */
const PERSONS = [norwegianIdentityRecogniser(), swedishIdentityRecogniser(undefined, false)];

/** A reference that found nothing. */
const FOUND_NOTHING = new Set(["unknown", "badCheck", "noReference"]);

/** A text from a bank's file with every person's number in it masked: the file itself is kept sealed, byte for byte. */
export function withoutPersons(text: string): string {
  return maskIdentityNumbers(text, PERSONS);
}

/**
 * A payment's reference as rows keep it. People type their identity number where the payment reference belongs; one that found nothing
 * is masked when it is such a number (SEC-55; personopplysningsloven section 12). One that found its item is a reference, whatever its
 * digits: about one in 24 references of eleven digits ends as an identity number does.
 */
export function keptReference(reference: string | null, state: string): string | null {
  return reference !== null && FOUND_NOTHING.has(state) ? withoutPersons(reference) : reference;
}
