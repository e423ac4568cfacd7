import { marketPack } from "../markets/index.ts";
import { canonicalJson, refuse } from "../platform/index.ts";
import type { Address, ContactDraft, ContactKind } from "./types.ts";

const E164 = /^\+[1-9][0-9]{6,14}$/;
const EMAIL = /^[^\s@]{1,64}@[^\s@]{1,190}\.[^\s@]{2,63}$/;

/** A telephone number as +47..., or undefined when it is none. Numbers without a country code are read by the market. */
export function normalisePhone(text: string, market: string): string | undefined {
  const bare = text.replace(/[\s().-]/g, "");
  return marketPack(market).identity.phone(bare)?.e164 ?? (E164.test(bare) ? bare : undefined);
}

/** An e-mail address in lower case, or undefined when it is none. */
export function normaliseEmail(text: string): string | undefined {
  const bare = text.trim().toLowerCase();
  return EMAIL.test(bare) ? bare : undefined;
}

/** The one form in which a contact point is stored and looked up. Throws CONTACT_INVALID, which does not repeat the value. */
export function contactValue(draft: ContactDraft, market: string): string {
  const value = draft.kind === "address" ? canonicalJson(draft.value) : normalise(draft.kind, draft.value, market);
  if (value === undefined) throw refuse("CONTACT_INVALID", { kind: draft.kind });
  return value;
}

function normalise(kind: "phone" | "email", text: string, market: string): string | undefined {
  return kind === "phone" ? normalisePhone(text, market) : normaliseEmail(text);
}

/** What the blind index of a contact point is made of: the kind keeps a number that is also an address part apart. */
export function blindText(kind: ContactKind, value: string): string {
  return `${kind}|${value}`;
}

/** How many of a telephone number's last digits find it. */
export const TAIL_DIGITS = 5;

/** What the blind index of a telephone number's last digits is made of. */
export function tailText(phone: string): string {
  return `phoneTail|${phone.slice(-TAIL_DIGITS)}`;
}

/** A contact point as it is shown where it only needs to be known again: `••• 45 678`, `k•••@example.com`, `0150 Oslo`. */
export function maskContact(kind: ContactKind, value: string): string {
  if (kind === "phone") return `••• ${value.slice(-5, -3)} ${value.slice(-3)}`;
  if (kind === "email") return `${value.slice(0, 1)}•••${value.slice(value.indexOf("@"))}`;
  const { postCode, city } = JSON.parse(value) as Address;
  return `${postCode} ${city}`;
}
