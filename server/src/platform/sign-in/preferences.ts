import { sql } from "kysely";
import type { Platform } from "../context.ts";
import { languages, type Language } from "../languages.ts";

export { languages };
export const densities = ["comfortable", "compact"] as const;
export const colourModes = ["system", "light", "dark"] as const;

/** How a person wants their screens: kept with the person, not in a browser (SEC-61). */
export type Preferences = {
  /** Null until chosen: the browser's own. */
  readonly language: Language | null;
  /** Keys of one letter, which may be turned off (WCAG 2.2, 2.1.4). */
  readonly letterKeys: boolean;
  readonly density: (typeof densities)[number];
  readonly colourMode: (typeof colourModes)[number];
};

/** A person's preferences; those never set are as the product comes. */
export async function preferencesOf(platform: Platform, userId: string): Promise<Preferences> {
  const found = await sql<Preferences>`
    select language, letter_keys as "letterKeys", density, colour_mode as "colourMode" from sign_in_user where id = ${userId}`.execute(
    platform.database,
  );
  return found.rows[0]!;
}

type Changes = { readonly [Name in keyof Preferences]?: Preferences[Name] | undefined };

/** Changes what is named, and leaves the rest as it is. Two changes at the same moment, of different things, both stay. */
export async function changePreferences(platform: Platform, userId: string, changes: Changes): Promise<void> {
  const { language, letterKeys, density, colourMode } = changes;
  await sql`
    update sign_in_user set
      language = case when ${language === undefined} then language else ${language ?? null} end,
      letter_keys = coalesce(${letterKeys ?? null}::boolean, letter_keys),
      density = coalesce(${density ?? null}, density),
      colour_mode = coalesce(${colourMode ?? null}, colour_mode),
      updated_at = ${platform.clock.now().toString()}
    where id = ${userId}`.execute(platform.database);
}
