import { sql } from "kysely";
import { column, eachRow, type TenantTransaction } from "../platform/index.ts";

const LETTERS: Readonly<Record<string, string>> = { ø: "o", œ: "o", æ: "a", ð: "d", đ: "d", þ: "th", ß: "ss", ł: "l" };
/** Two letters that stand for one where a keyboard lacks it. */
const PAIRS = /ae|oe|aa/g;
const LONGEST = 40;
const MOST_WORDS = 8;

/**
 * The words of a name as they are searched: lower case, no accents, `Østergård`, `Ostergard` and `Oestergaard` all one (ux L-07). Punctuation
 * parts words, an apostrophe does not. Each word once.
 */
export function foldWords(name: string): string[] {
  const bare = name
    .normalize("NFD")
    .replace(/[\p{M}'’]/gu, "")
    .toLowerCase()
    .replace(/[øœæðđþßł]/g, (letter) => LETTERS[letter]!)
    .replace(PAIRS, (pair) => pair[0]!);
  const words = bare.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== "");
  return [...new Set(words.map((word) => word.slice(0, LONGEST)))].slice(0, MOST_WORDS);
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz";

/**
 * What somebody may have meant by a folded word: each word that is one letter missing, one too many, one wrong or two swapped away. The first
 * letter is taken to be right, except where it was swapped. Shorter than three letters nothing is told apart, and the answer is empty.
 */
export function spellings(word: string): string[] {
  if (word.length < 3) return [];
  const made = new Set<string>();
  for (let at = 0; at <= word.length; at++) {
    const [before, after] = [word.slice(0, at), word.slice(at)];
    if (after.length > 1) made.add(`${before}${after[1]!}${after[0]!}${after.slice(2)}`);
    if (at === 0) continue;
    if (after.length > 0) made.add(before + after.slice(1));
    for (const letter of ALPHABET) {
      made.add(before + letter + after);
      if (after.length > 0) made.add(before + letter + after.slice(1));
    }
  }
  made.delete(word);
  return [...made];
}

type Named = { readonly id: string; readonly name: string };

/** Adds the words of new parties' names. */
export async function insertWords(tx: TenantTransaction, parties: readonly Named[]): Promise<void> {
  const rows = parties.flatMap(({ id, name }) => foldWords(name).map((word) => ({ id, word })));
  if (rows.length === 0) return;
  await sql`
    insert into party_word (tenant_id, party_id, word)
    select ${tx.tenantId}, ${eachRow(column.uuid(rows.map((r) => r.id)), column.text(rows.map((r) => r.word)))}
    on conflict (tenant_id, party_id, word) do nothing`.execute(tx.db);
}

/** Puts the words of names as they are now in the place of those from before. */
export async function replaceWords(tx: TenantTransaction, parties: readonly Named[]): Promise<void> {
  const ids = column.uuid(parties.map((party) => party.id));
  await sql`delete from party_word where tenant_id = ${tx.tenantId} and party_id = any (${ids})`.execute(tx.db);
  await insertWords(tx, parties);
}
