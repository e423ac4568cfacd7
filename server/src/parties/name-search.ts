import { sql, type RawBuilder } from "kysely";
import { blindIndex, column, tenantKey, type TenantTransaction } from "../platform/index.ts";
import { blindText, normaliseEmail, normalisePhone, TAIL_DIGITS, tailText } from "./contact-value.ts";
import { foldWords, spellings } from "./name-words.ts";

/** Finding parties by what is typed into one box: each way answers ids only, surest first, at most `limit`. */

/** Sorts after every text that begins with what stands before it. */
const LAST = "\u{10FFFF}";
/** Enough to tell a rare word from a common one. */
const MOST_COUNTED = 2_000;

const begins = (column: RawBuilder<unknown>, word: string) =>
  sql`${column} >= ${word} collate "C" and ${column} < ${word + LAST} collate "C"`;

/** The words, rarest first: the search begins there, and looks at each party once. */
async function rarestFirst(tx: TenantTransaction, words: readonly string[]): Promise<string[]> {
  if (words.length < 2) return [...words];
  const counted: { word: string; parties: bigint }[] = [];
  for (const word of words) {
    const found = await sql<{ parties: bigint }>`
      select count(*) as parties from (
        select from party_word w where w.tenant_id = ${tx.tenantId} and ${begins(sql`w.word`, word)} limit ${sql.lit(MOST_COUNTED)}) c`.execute(
      tx.db,
    );
    counted.push({ word, parties: found.rows[0]!.parties });
  }
  // Of two common words the longer one says more.
  return counted.sort((a, b) => Number(a.parties - b.parties) || b.word.length - a.word.length).map(({ word }) => word);
}

/** The condition that a party's name also has words that begin with these. */
function alsoHas(tx: TenantTransaction, words: readonly string[]): RawBuilder<unknown> {
  const each = words.map(
    (word) =>
      sql`and exists (select from party_word o where o.tenant_id = ${tx.tenantId} and o.party_id = w.party_id and ${begins(sql`o.word`, word)})`,
  );
  return each.length > 0 ? sql.join(each, sql` `) : sql``;
}

type Found = { readonly id: string };
const distinct = (rows: readonly Found[]) => [...new Set(rows.map((row) => row.id))];

async function byBeginnings(tx: TenantTransaction, words: readonly string[], limit: number): Promise<string[]> {
  const [first, ...others] = await rarestFirst(tx, words);
  const found = await sql<Found>`
    select w.party_id as id from party_word w
    where w.tenant_id = ${tx.tenantId} and ${begins(sql`w.word`, first!)} ${alsoHas(tx, others)} order by w.word, w.party_id limit ${limit}`.execute(
    tx.db,
  );
  return distinct(found.rows);
}

/** As above, with one of the words one typing error away from a name's beginning. */
async function bySpelling(tx: TenantTransaction, words: readonly string[], limit: number): Promise<string[]> {
  for (const [at, word] of words.entries()) {
    const meant = spellings(word);
    if (meant.length === 0) continue;
    const found = await sql<Found>`
      select m.id from unnest(${column.text(meant)}) with ordinality as x (word, place) cross join lateral (
        select w.party_id as id, w.word from party_word w
        where w.tenant_id = ${tx.tenantId} and w.word >= x.word collate "C" and w.word < (x.word || ${LAST}) collate "C" ${alsoHas(tx, words.toSpliced(at, 1))}
        order by w.word limit ${limit}) m
      order by length(m.word), m.word, m.id limit ${limit}`.execute(tx.db);
    if (found.rows.length > 0) return distinct(found.rows);
  }
  return [];
}

/**
 * Parties whose names have words that begin with each of the words typed, in any order, whatever the accents; where nobody has, those one
 * typing error away.
 */
export async function partiesNamed(
  tx: TenantTransaction,
  text: string,
  limit: number,
): Promise<{ ids: string[]; sure: boolean }> {
  const words = foldWords(text);
  if (words.length === 0) return { ids: [], sure: true };
  const ids = await byBeginnings(tx, words, limit);
  return ids.length > 0 ? { ids, sure: true } : { ids: await bySpelling(tx, words, limit), sure: false };
}

async function byBlind(tx: TenantTransaction, texts: readonly string[], at: "whole" | "tail", limit: number) {
  if (texts.length === 0) return [];
  const key = await tenantKey(tx);
  const blinds = column.bytea(texts.map((text) => blindIndex(key, text)));
  const match = at === "whole" ? sql`c.value_blind = any (${blinds})` : sql`c.tail_blind = any (${blinds})`;
  const found = await sql<Found>`
    select c.party_id as id from contact_point c where c.tenant_id = ${tx.tenantId} and ${match} and c.ended_at is null order by c.id desc limit ${limit}`.execute(
    tx.db,
  );
  return distinct(found.rows);
}

/** Parties with this whole telephone number or e-mail address now; a number without country code is read by each of the markets. */
export async function partiesReachedAt(
  tx: TenantTransaction,
  text: string,
  markets: readonly string[],
  limit: number,
): Promise<string[]> {
  const phones = markets.flatMap((market) => normalisePhone(text, market) ?? []);
  const email = normaliseEmail(text);
  const texts = [...phones.map((phone) => blindText("phone", phone)), ...(email ? [blindText("email", email)] : [])];
  return byBlind(tx, [...new Set(texts)], "whole", limit);
}

/** Parties whose telephone number ends with these five digits; nobody for anything else. */
export async function partiesByPhoneTail(tx: TenantTransaction, digits: string, limit: number): Promise<string[]> {
  if (digits.length !== TAIL_DIGITS || !/^[0-9]+$/.test(digits)) return [];
  return byBlind(tx, [tailText(digits)], "tail", limit);
}
