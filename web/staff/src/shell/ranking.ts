/** How well what was typed fits a name: without regard to accents and case, forgiving a slip of the finger (`ux.md` K-03, L-07). */

/** Letters without accents, in lower case: Østergård becomes ostergard. */
export function plain(text: string): string {
  const letters = text
    .toLowerCase()
    .replaceAll("ø", "o")
    .replaceAll("æ", "ae")
    .replaceAll("å", "a")
    .replaceAll("ß", "ss");
  return letters.normalize("NFD").replaceAll(/\p{Mn}/gu, "");
}

const words = (text: string) =>
  plain(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** At most how many slips a word of this length may have. */
const slipsIn = (length: number) => (length < 4 ? 0 : length < 7 ? 1 : 2);

/** Slips (a letter wrong, missing, too many, or two swapped) between what was typed and the beginning of a word; Infinity beyond `most`. */
export function slips(typed: string, word: string, most: number): number {
  if (Math.abs(typed.length - Math.min(word.length, typed.length)) > most) return Infinity;
  let [before, last]: [number[], number[]] = [[], Array.from({ length: word.length + 1 }, (_, at) => at)];
  for (let row = 1; row <= typed.length; row++) {
    const now = [row];
    for (let at = 1; at <= word.length; at++) {
      const same = typed[row - 1] === word[at - 1] ? 0 : 1;
      let least = Math.min(last[at]! + 1, now[at - 1]! + 1, last[at - 1]! + same);
      if (row > 1 && at > 1 && typed[row - 1] === word[at - 2] && typed[row - 2] === word[at - 1])
        least = Math.min(least, before[at - 2]! + 1);
      now.push(least);
    }
    [before, last] = [last, now];
  }
  // The rest of the word may be still to come.
  const least = Math.min(...last);
  return least <= most ? least : Infinity;
}

function fitOfWord(typed: string, name: string, parts: readonly string[]): number {
  if (name.startsWith(typed)) return 100;
  if (parts.some((part) => part.startsWith(typed))) return 80;
  if (typed.length > 2 && name.includes(typed)) return 60;
  const most = slipsIn(typed.length);
  if (most === 0) return 0;
  const least = Math.min(...parts.map((part) => slips(typed, part, most)));
  return least <= most ? 50 - 10 * least : 0;
}

/** How well all typed words fit a name, 0 to 100; 0 when one of them does not. */
export function fit(typed: string, name: string): number {
  const whole = plain(name);
  const parts = words(name);
  const fits = words(typed).map((word) => fitOfWord(word, whole, parts));
  return fits.length === 0 ? 0 : Math.min(...fits);
}

export type Findable = { readonly id: string; readonly names: readonly string[] };

/**
 * The entries that fit, the best first and of equals the one used last; nothing typed gives all, what was used lately first. The first name is
 * what the reader sees, the others (other languages' words) count a little less.
 */
export function ranked<Entry extends Findable>(
  typed: string,
  entries: readonly Entry[],
  recent: readonly string[],
): readonly Entry[] {
  const use = (id: string) => (recent.includes(id) ? recent.length - recent.indexOf(id) : 0);
  const scored = entries.map((entry, order) => {
    const [shown = "", ...others] = entry.names;
    const best = Math.max(fit(typed, shown), ...others.map((name) => fit(typed, name) - 5));
    return { entry, order, score: typed.trim() === "" ? 1 : best };
  });
  const found = scored.filter(({ score }) => score > 0);
  found.sort((a, b) => b.score - a.score || use(b.entry.id) - use(a.entry.id) || a.order - b.order);
  return found.map(({ entry }) => entry);
}
