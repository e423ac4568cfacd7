/** Texts as an AvtaleGiro file can carry them: the characters of ISO 8859-1. */

const LONGEST_NAME = 10;

/** Letters that are no letter of ISO 8859-1 with a mark. */
const others: Readonly<Record<string, string>> = {
  Ł: "L",
  ł: "l",
  Đ: "D",
  đ: "d",
  ı: "i",
  "’": "'",
  "–": "-",
  "—": "-",
};

/** The text without what the file cannot carry, in as many characters. */
export function carried(text: string, most: number): string {
  const latin = Array.from(text.normalize("NFC"), (character) =>
    isCarried(character)
      ? character
      : Array.from(others[character] ?? character.normalize("NFD"))
          .filter(isCarried)
          .join(""),
  );
  return latin.join("").replace(/\s+/g, " ").trim().slice(0, most).trimEnd();
}

const isCarried = (character: string): boolean => /^[\x20-\x7e\xa1-\xff]$/.test(character);

/** `Kari Hansen` is HANSEN K: it helps when a claim is rejected, and nobody else reads it. */
export function shortName({ name, isPerson }: { readonly name: string; readonly isPerson: boolean }): string {
  const plain = carried(name.toLocaleUpperCase("nb"), Infinity);
  const words = plain.split(" ");
  const last = words.at(-1)!;
  if (!isPerson || words.length < 2) return carried(plain, LONGEST_NAME);
  return `${last.slice(0, LONGEST_NAME - 2).trimEnd()} ${words[0]![0]!}`;
}
