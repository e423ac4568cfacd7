import { sql } from "kysely";
import { ledgerById, type DateText, type Ledger } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { within } from "./as-of.ts";

export type AccountCurrentness = {
  readonly bankAccountId: string;
  /** Newest file with payments, and the last day it settles. */
  readonly paymentsFileId: string | null;
  readonly paymentsThrough: DateText | null;
  readonly paymentsReceivedAt: Temporal.Instant | null;
  /** Newest statement's file, and the day it runs to; none when the account has no statement source. */
  readonly statementFileId: string | null;
  readonly statementThrough: DateText | null;
  readonly statementReceivedAt: Temporal.Instant | null;
  /** The bank's books are known through the last bank day that has ended; null when no statement is to come. */
  readonly current: boolean | null;
};

export type Currentness = {
  readonly ledgerId: string;
  readonly today: DateText;
  readonly madeAt: Temporal.Instant;
  /** The last bank day that has ended: what a ledger that is current knows through. */
  readonly expectedThrough: DateText;
  /** Every account that has a statement source is current. */
  readonly current: boolean;
  readonly accounts: readonly AccountCurrentness[];
};

type Found = Omit<AccountCurrentness, "current"> & {
  ledgerId: string;
  proofSource: string;
  closedFromOn: string | null;
};

async function newestFiles(tx: TenantTransaction, ledgerId: string | undefined): Promise<Found[]> {
  const found = await sql<Found>`
    select a.id as "bankAccountId", a.ledger_id as "ledgerId", a.proof_source as "proofSource", a.closed_from_on as "closedFromOn",
      payments.file_id as "paymentsFileId", payments.settled_on as "paymentsThrough", payments.received_at as "paymentsReceivedAt",
      statement.file_id as "statementFileId", statement.to_on as "statementThrough", statement.received_at as "statementReceivedAt"
    from bank_account a
    left join lateral (
      select b.file_id, b.settled_on, f.received_at from bank_batch b join bank_file f on f.tenant_id = b.tenant_id and f.id = b.file_id
      where b.tenant_id = a.tenant_id and b.bank_account_id = a.id order by b.settled_on desc, f.received_at desc limit 1) payments on true
    left join lateral (
      select s.file_id, s.to_on, f.received_at from bank_statement s join bank_file f on f.tenant_id = s.tenant_id and f.id = s.file_id
      where s.tenant_id = a.tenant_id and s.bank_account_id = a.id order by s.to_on desc, f.received_at desc limit 1) statement on true
    where ${within(tx, "a", ledgerId)} order by a.id`.execute(tx.db);
  return found.rows;
}

/** What the newest files say of a ledger's accounts. */
function currentnessOf(tx: TenantTransaction, ledger: Ledger, files: readonly Found[]): Currentness {
  const market = marketPack(ledger.market);
  const today = tx.platform.clock.today(market.zones[0]!);
  const expectedThrough = market.days.previousBankDay(today).toString();
  /** A closed account is told of to its end; one that never was told of has none. */
  const through = (closedFromOn: string | null) => {
    if (closedFromOn === null || closedFromOn > expectedThrough) return expectedThrough;
    return market.days.previousBankDay(Temporal.PlainDate.from(closedFromOn)).toString();
  };
  const accounts = files.map(({ ledgerId: _own, proofSource, closedFromOn, ...account }) => ({
    ...account,
    current:
      proofSource === "none" || (closedFromOn !== null && account.statementThrough === null)
        ? null
        : account.statementThrough !== null && account.statementThrough >= through(closedFromOn),
  }));
  return {
    ledgerId: ledger.id,
    today: today.toString(),
    madeAt: tx.now,
    expectedThrough,
    current: accounts.every((account) => account.current !== false),
    accounts,
  };
}

/**
 * Is the ledger current as of this morning (S0-25)? By account, the newest files; current is a statement that runs through the last bank
 * day before today in the market's zone. Throws LEDGER_NOT_FOUND.
 */
export async function currentness(
  tx: TenantTransaction,
  question: { readonly ledgerId: string },
): Promise<Currentness> {
  const ledger = await ledgerById(tx, question.ledgerId);
  return currentnessOf(tx, ledger, await newestFiles(tx, ledger.id));
}

/** The same of many ledgers, read at once. */
export async function currentnessOfAll(
  tx: TenantTransaction,
  ledgers: readonly Ledger[],
): Promise<Map<string, Currentness>> {
  const files = Map.groupBy(await newestFiles(tx, undefined), ({ ledgerId }) => ledgerId);
  return new Map(ledgers.map((ledger) => [ledger.id, currentnessOf(tx, ledger, files.get(ledger.id) ?? [])]));
}
