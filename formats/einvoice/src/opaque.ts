/** References that lead to a case for the clinic alone: random, not a hash and not a counter. */

/** `KV-`, five characters, `-`, five characters. One for each case and payer; the map back is kept elsewhere. */
export type OpaqueReference = string & { readonly opaqueReference: true };

/** Without vowels, so that no word arises, and without signs that look alike. */
const ALPHABET = "BCDFGHJKMNPQRTVWXZ23456789";
const LENGTH = 10;
const SHAPE = /^KV-[BCDFGHJKMNPQRTVWXZ2-9]{5}-[BCDFGHJKMNPQRTVWXZ2-9]{5}$/;

/** Random bytes that one reference takes: so many more than its 47 bits that all references are equally likely. */
export const opaqueReferenceBytes = 16;

/**
 * The reference of 16 random bytes; fewer throw a RangeError.
 * @example opaqueReference(randomBytes(16)) may be "KV-7Q4MT-2ZXPH"
 */
export function opaqueReference(random: Uint8Array): OpaqueReference {
  if (random.length < opaqueReferenceBytes) throw new RangeError("an opaque reference takes 16 random bytes");
  let rest = random.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  let text = "";
  for (let at = 0; at < LENGTH; at++) {
    text += ALPHABET[Number(rest % BigInt(ALPHABET.length))]!;
    rest /= BigInt(ALPHABET.length);
  }
  return `KV-${text.slice(0, 5)}-${text.slice(5)}` as OpaqueReference;
}

/** The text as a reference, when it has the form of one. */
export function asOpaqueReference(text: string): OpaqueReference | undefined {
  return SHAPE.test(text) ? (text as OpaqueReference) : undefined;
}
