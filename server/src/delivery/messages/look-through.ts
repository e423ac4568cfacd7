import type { Language } from "../../platform/index.ts";
import type { Linter } from "./outlets.ts";
import type { Figures, Sender } from "./render.ts";

/** The last look at a text before it leaves. */

export type LookThrough = (
  text: string,
  of: {
    readonly language: Language;
    readonly sender: Sender;
    readonly figures: Figures;
    readonly names: readonly string[];
  },
) => string | undefined;

const ONLY_DIGITS = /^[0-9]+$/;

/**
 * Looks many texts through, and gives the rule that one breaks. The words are ours; what could tell stands in the holes. A name is looked for
 * as it is written, beside the brand, which may be its owner's. A payment reference of digits is no identity number, and is left out; any other
 * is looked at like the rest.
 */
export function lookThrough(linter: Linter): LookThrough {
  const looks = new Map<string, ReturnType<Linter>>();
  return (text, { language, sender, figures, names }) => {
    const key = `${language}|${sender.brand}|${sender.telephone}|${sender.smsSender}`;
    const allow = [sender.brand, sender.smsSender, sender.telephone].filter((each) => each !== null);
    const look = looks.get(key) ?? linter({ language, forbid: [], allow });
    looks.set(key, look);
    const { reference } = figures;
    const seen = reference !== null && ONLY_DIGITS.test(reference) ? text.replaceAll(reference, "") : text;
    return look(seen)[0]?.rule ?? nameIn(seen, sender.brand, names);
  };
}

const plain = (text: string): string => text.normalize("NFC").toLowerCase();

function nameIn(text: string, brand: string, names: readonly string[]): string | undefined {
  const bare = plain(text).replaceAll(plain(brand), "");
  return names.some((name) => name.trim() !== "" && bare.includes(plain(name.trim()))) ? "forbidden" : undefined;
}
