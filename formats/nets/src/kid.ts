import { checkKid, type KidAgreement } from "@kvitt/values";

/** 2 to 25 digits, the last of which may be `-` (MOD11), not all zeros: what any agreement asks at least. */
const wellFormed = /^(?!0+$)[0-9]{1,24}[0-9-]$/;

/**
 * What is wrong with a payment's KID, judged by the agreement of its account, or by its form alone when the agreement
 * is not known (a check digit cannot be judged without knowing the modulus: many KIDs satisfy both by chance).
 * A blank KID is right only where free text stands in its place.
 */
export function kidProblem(
  kid: string,
  hasFreeText: boolean,
  agreement: KidAgreement | undefined,
): "KID_BLANK" | "KID_BAD_CHECK" | undefined {
  if (kid === "") return hasFreeText ? undefined : "KID_BLANK";
  const good = agreement ? checkKid(kid, agreement) === undefined : wellFormed.test(kid);
  return good ? undefined : "KID_BAD_CHECK";
}
