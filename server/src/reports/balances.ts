import { sql } from "kysely";
import type { TenantTransaction } from "../platform/index.ts";
import { lateRecorded, within, type Asked } from "./as-of.ts";

export type AccountSums = { readonly debitMinor: bigint; readonly creditMinor: bigint };

/** What accounts received and gave up to a day, by what was known at a moment. From the postings alone, never from cached amounts. */
export async function accountSums(tx: TenantTransaction, asked: Asked): Promise<Map<string, AccountSums>> {
  // Summed by pair of accounts first: one pass over the postings, and a handful of rows to fold.
  const pairs = await sql<{ debit: string; credit: string; minor: bigint }>`
    select debit, credit, sum(minor)::bigint as minor from (
      select p.debit, p.credit, sum(p.amount_minor) as minor from posting p
      where ${within(tx, "p", asked.ledgerId)} and p.booked_on <= ${asked.asOf} group by 1, 2
      union all
      select l.debit, l.credit, -sum(l.amount_minor) from (${lateRecorded(tx, asked)}) l group by 1, 2) s
    group by debit, credit`.execute(tx.db);
  const sums = new Map<string, AccountSums>();
  const add = (code: string, debitMinor: bigint, creditMinor: bigint) => {
    const known = sums.get(code) ?? { debitMinor: 0n, creditMinor: 0n };
    sums.set(code, { debitMinor: known.debitMinor + debitMinor, creditMinor: known.creditMinor + creditMinor });
  };
  for (const pair of pairs.rows) {
    add(pair.debit, pair.minor, 0n);
    add(pair.credit, 0n, pair.minor);
  }
  return sums;
}

/** Balance of an account, debit above zero. */
export function balanceOf(sums: ReadonlyMap<string, AccountSums>, code: string): bigint {
  const found = sums.get(code);
  return found ? found.debitMinor - found.creditMinor : 0n;
}
