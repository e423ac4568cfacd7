/** What delivery calls a letter: a name made of its id, from which the letter is found again. */
import { sql, type RawBuilder } from "kysely";

const KEY = "followUp:";

export function letterKey(letterId: string): string {
  return `${KEY}${letterId}`;
}

/** The same of an id in a statement; null of none. */
export const letterKeyOf = (letterId: RawBuilder<unknown>): RawBuilder<unknown> => sql`${KEY} || ${letterId}::text`;

/** Null where the key is no letter's. */
export function letterIdOf(key: string): string | null {
  return key.startsWith(KEY) ? key.slice(KEY.length) : null;
}
