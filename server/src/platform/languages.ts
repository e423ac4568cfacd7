/** The languages people read Kvitt in. English is what is written first; the others stand beside it. */

export const languages = ["nb", "sv", "da", "it", "en"] as const;
export type Language = (typeof languages)[number];

/** The languages that a text of ours is translated into. */
export const translations = ["nb", "sv", "da", "it"] as const;
export type Translation = (typeof translations)[number];

/** Norwegians ask for their language under three names. */
const NORWEGIAN: Readonly<Record<string, Language>> = { no: "nb", nn: "nb" };
const LONGEST_HEADER = 500;

type Wanted = { readonly short: string; readonly weight: number };

function wantedOf(part: string): Wanted {
  const [tag = "", ...parameters] = part
    .trim()
    .toLowerCase()
    .split(/\s*;\s*/);
  const weight = parameters.find((each) => each.startsWith("q="))?.slice(2) ?? "1";
  return { short: tag.split("-")[0]!, weight: /^[01](\.\d{0,3})?$/.test(weight) ? Number(weight) : 0 };
}

/** The language that an Accept-Language header asks for first among ours (RFC 9110, 12.5.4); English when it names none. */
export function languageAsked(header: string | undefined): Language {
  const wanted = (header ?? "").slice(0, LONGEST_HEADER).split(",").map(wantedOf);
  const inTurn = wanted.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight);
  for (const { short } of inTurn) {
    const known = NORWEGIAN[short] ?? languages.find((each) => each === short);
    if (known) return known;
  }
  return "en";
}
