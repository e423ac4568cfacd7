import { ledgerById } from "../ledger/index.ts";
import type { AccountRole } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { settleTimes, type Times } from "./as-of.ts";
import { accountSums, balanceOf } from "./balances.ts";

export type TrialBalanceRow = {
  readonly code: string;
  readonly name: string;
  readonly role: AccountRole;
  readonly debitMinor: bigint;
  readonly creditMinor: bigint;
  /** Debit above zero. */
  readonly balanceMinor: bigint;
};

export type TrialBalance = {
  readonly ledgerId: string;
  readonly ledgerName: string;
  readonly currency: string;
  readonly asOf: string;
  readonly knownAt: Temporal.Instant;
  readonly madeAt: Temporal.Instant;
  /** Accounts that have moved, by code. */
  readonly rows: readonly TrialBalanceRow[];
  /** Debits equal credits, so the balances add up to nothing. */
  readonly totals: { readonly debitMinor: bigint; readonly creditMinor: bigint; readonly balanceMinor: bigint };
};

/** What each account received, gave and holds as of a day, known at a moment. Throws LEDGER_NOT_FOUND, REPORT_KNOWN_AHEAD. */
export async function trialBalance(
  tx: TenantTransaction,
  question: Times & { readonly ledgerId: string },
): Promise<TrialBalance> {
  const asked = settleTimes(tx, question);
  const ledger = await ledgerById(tx, question.ledgerId);
  const sums = await accountSums(tx, asked);
  const rows = ledger.accounts
    .map((account) => ({
      ...account,
      debitMinor: 0n,
      creditMinor: 0n,
      ...sums.get(account.code),
      balanceMinor: balanceOf(sums, account.code),
    }))
    .filter((row) => row.debitMinor !== 0n || row.creditMinor !== 0n)
    .map(({ code, name, role, debitMinor, creditMinor, balanceMinor }) => ({
      code,
      name,
      role,
      debitMinor,
      creditMinor,
      balanceMinor,
    }));
  const sum = (of: (row: TrialBalanceRow) => bigint) => rows.reduce((total, row) => total + of(row), 0n);
  const totals = {
    debitMinor: sum((row) => row.debitMinor),
    creditMinor: sum((row) => row.creditMinor),
    balanceMinor: sum((row) => row.balanceMinor),
  };
  return {
    ledgerId: ledger.id,
    ledgerName: ledger.name,
    currency: ledger.currency,
    asOf: asked.asOf,
    knownAt: asked.knownAt,
    madeAt: tx.now,
    rows,
    totals,
  };
}
