import type { DateText } from "../ledger/index.ts";
import type { CollectivePeriod } from "../parties/index.ts";

type PlainDate = Temporal.PlainDate;

/** The days that one collective invoice gathers: a calendar month, or a week from Monday. */
export type Period = { readonly firstOn: DateText; readonly lastOn: DateText };

/** The period of a customer's kind that a day lies in. */
export function periodOf(day: PlainDate, kind: CollectivePeriod): Period {
  const first = kind === "month" ? day.with({ day: 1 }) : day.subtract({ days: day.dayOfWeek - 1 });
  const last = kind === "month" ? first.with({ day: first.daysInMonth }) : first.add({ days: 6 });
  return { firstOn: first.toString(), lastOn: last.toString() };
}

/** No vowels, so that no word appears, and no characters that look alike. */
const ALPHABET = "23456789BCDFGHJKLMNPQRSTVWXZ";
const OPAQUE_LENGTH = 10;

/** A reference that only the clinic can resolve: the random tail of the claim's id (UUID version 7, its last 48 bits), not a hash and not a counter. */
export function opaqueReference(claimId: string): string {
  let rest = BigInt(`0x${claimId.slice(-12)}`);
  let text = "";
  for (let at = 0; at < OPAQUE_LENGTH; at++) {
    text += ALPHABET[Number(rest % BigInt(ALPHABET.length))]!;
    rest /= BigInt(ALPHABET.length);
  }
  return `KV-${text}`;
}

/**
 * What a line of a collective invoice says: a reference and the month, nothing of patient or treatment (markets: `payer-anonymous`).
 * The reference is the payer's own, else the opaque one; never the KID or the practice system's, which may hold a patient's number.
 */
export function collectiveText(claim: { id: string; thirdPartyReference: string | null }, day: DateText): string {
  return `${claim.thirdPartyReference ?? opaqueReference(claim.id)} ${day.slice(0, 7)}`;
}
