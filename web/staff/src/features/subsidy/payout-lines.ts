import type { Body } from "../../api.ts";
import type { Language } from "../../format.ts";
import { typedAmount } from "../../parts/typed-amount.ts";

/** The lines of a pay-out's specification as a person pastes them: a visit's id and an amount, by tab, semicolon or blanks. */

type PayoutLine = Body<"/api/v1/ledgers/{ledgerId}/state-payouts", "post">["lines"][number];
type ReadLines = { readonly lines: readonly PayoutLine[]; readonly wrong: readonly number[] };

const APART = /^(\S+?)\s*(?:[;\t]|\s)\s*(.+)$/;

/** The lines, and the numbers, from 1, of those that cannot be read; empty ones are passed over. */
export function payoutLines(text: string, language: Language): ReadLines {
  const lines: PayoutLine[] = [];
  const wrong: number[] = [];
  for (const [at, row] of text.split(/\r?\n/).entries()) {
    if (row.trim() === "") continue;
    const [, visitId, said] = APART.exec(row.trim()) ?? [];
    const amount = said === undefined ? null : typedAmount(said, language);
    if (visitId !== undefined && amount && amount.minor !== 0) lines.push({ visitId, amountMinor: amount.minor });
    else wrong.push(at + 1);
  }
  return { lines, wrong };
}
