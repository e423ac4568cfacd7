import { Automaton, type Sought } from "./automaton.ts";
import { BOUNDARY, spellings, symbolsOf } from "./fold.ts";
import { codeContexts } from "./codes.ts";
import { da } from "./words/da.ts";
import { en } from "./words/en.ts";
import { substances } from "./words/international.ts";
import { it } from "./words/it.ts";
import { nb } from "./words/nb.ts";
import type { ClinicalKind, Words } from "./words/shape.ts";
import { sv } from "./words/sv.ts";

export type DiscretionLanguage = "nb" | "sv" | "da" | "it" | "en";

/** What a word of the vocabulary says where it is met. */
export type WordMeaning =
  | {
      readonly role: "clinical";
      readonly kind: ClinicalKind;
      readonly rule: string;
      readonly only: DiscretionLanguage | null;
    }
  | { readonly role: "harmless" }
  | { readonly role: "besideTooth"; readonly rule: string }
  /** A word behind which a clinical code may stand; `code` is the expression that knows it, sticky. */
  | { readonly role: "codeContext"; readonly rule: string; readonly code: RegExp };

const LANGUAGES: Readonly<Record<DiscretionLanguage, Words>> = { nb, sv, da, it, en };
const KINDS: readonly ClinicalKind[] = ["treatment", "tooth", "diagnosis", "material", "drug", "illness"];

/** The sequences of one entry of a word list, in each spelling; see `Words` for the signs. */
export function sequencesOf(entry: string): number[][] {
  const body = entry.replace(/^~/, "").replaceAll("_", " ");
  return spellings(body.replace(/^\*|\*$/g, "")).map((spelling) => [
    ...(body.startsWith("*") ? [] : [BOUNDARY]),
    ...symbolsOf(spelling),
    ...(body.endsWith("*") ? [] : [BOUNDARY]),
  ]);
}

function entriesOf(list: string): string[] {
  return list.split(/\s+/).filter((entry) => entry !== "");
}

function soughtFor(list: string, meaningOf: (entry: string) => WordMeaning): Sought<WordMeaning>[] {
  return entriesOf(list).flatMap((entry) =>
    sequencesOf(entry).map((symbols) => ({ symbols, meaning: meaningOf(entry) })),
  );
}

function soughtIn(language: DiscretionLanguage): Sought<WordMeaning>[] {
  const words = LANGUAGES[language];
  return [
    ...soughtFor(words.harmless, () => ({ role: "harmless" })),
    ...KINDS.flatMap((kind) =>
      soughtFor(words[kind], (entry) => ({
        role: "clinical",
        kind,
        rule: `${language}.${kind}`,
        only: entry.startsWith("~") ? language : null,
      })),
    ),
    ...soughtFor(words.besideTooth, () => ({ role: "besideTooth", rule: `${language}.besideTooth` })),
  ];
}

function everythingSought(): Sought<WordMeaning>[] {
  const languages = Object.keys(LANGUAGES) as DiscretionLanguage[];
  return [
    ...languages.flatMap(soughtIn),
    ...soughtFor(substances, () => ({ role: "clinical", kind: "drug", rule: "inn.drug", only: null })),
    ...codeContexts.flatMap(({ words, rule, code }) => soughtFor(words, () => ({ role: "codeContext", rule, code }))),
  ];
}

/** One for each sequence and role: a word that two languages share is sought in every text, unless both keep it to themselves. */
function distinct(sought: readonly Sought<WordMeaning>[]): Sought<WordMeaning>[] {
  const byKey = new Map<string, Sought<WordMeaning>>();
  for (const each of sought) {
    const key = each.symbols.join();
    const known = byKey.get(key);
    if (known?.meaning.role === "clinical" && known.meaning.only !== null && each.meaning.role === "clinical") {
      byKey.set(key, { symbols: each.symbols, meaning: { ...known.meaning, only: null } });
    } else if (known === undefined) byKey.set(key, each);
  }
  return [...byKey.values()];
}

let built: Automaton<WordMeaning> | undefined;

/** The vocabulary of all languages, built when it is first asked for: some ten milliseconds, and kept. */
export function vocabulary(): Automaton<WordMeaning> {
  built ??= new Automaton(distinct(everythingSought()), false);
  return built;
}
