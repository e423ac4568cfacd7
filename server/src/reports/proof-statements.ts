import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { within } from "./as-of.ts";
import type { Stretch } from "./proof-receivables.ts";

type StatementRow = {
  id: string;
  accountId: string;
  fromOn: DateText;
  toOn: DateText;
  openingMinor: bigint;
  closingMinor: bigint;
};
type BankAccountRow = { id: string; openingMinor: bigint };

/** What the bank says stands on the ledger's accounts at the end of a day, and the statement that says so for each. */
export type BankSays = {
  readonly closingMinor: bigint;
  readonly statements: readonly { readonly id: string; readonly closingMinor: bigint }[];
};

async function accounts(tx: TenantTransaction, stretch: Stretch): Promise<BankAccountRow[]> {
  const found = await sql<BankAccountRow>`
    select a.id, a.opening_minor as "openingMinor" from bank_account a where ${within(tx, "a", stretch.ledger.id)} and a.proof_source <> 'none' order by a.id`.execute(
    tx.db,
  );
  return found.rows;
}

async function statements(tx: TenantTransaction, stretch: Stretch): Promise<StatementRow[]> {
  const found = await sql<StatementRow>`
    select s.id, s.bank_account_id as "accountId", s.from_on as "fromOn", s.to_on as "toOn", s.opening_minor as "openingMinor", s.closing_minor as "closingMinor"
    from bank_statement s join bank_file f on f.tenant_id = s.tenant_id and f.id = s.file_id
    where ${within(tx, "s", stretch.ledger.id)} and s.from_on <= ${stretch.to} and f.received_at <= ${stretch.knownAt.toString()}::timestamptz
    order by s.to_on desc, s.sequence_no desc nulls last, s.id desc`.execute(tx.db);
  return found.rows;
}

/** Lines of statements that run over several days: the bank's balance inside one is its opening plus the lines so far. */
async function linesInside(
  tx: TenantTransaction,
  stretch: Stretch,
): Promise<Map<string, { day: DateText; minor: bigint }[]>> {
  const found = await sql<{ statementId: string; day: DateText; minor: bigint }>`
    select l.statement_id as "statementId", l.booked_on as day, sum(l.amount_minor)::bigint as minor
    from statement_line l join bank_statement s on s.tenant_id = l.tenant_id and s.id = l.statement_id
    where ${within(tx, "l", stretch.ledger.id)} and s.from_on <= ${stretch.to} and s.to_on >= ${stretch.from} and s.to_on > s.from_on
    group by 1, 2`.execute(tx.db);
  return Map.groupBy(found.rows, (row) => row.statementId);
}

/** The bank's own balance at the end of each day of a stretch, less what stood on the accounts before Kvitt began. */
export async function bankSaysAt(tx: TenantTransaction, stretch: Stretch): Promise<(day: DateText) => BankSays> {
  const own = await accounts(tx, stretch);
  const byAccount = Map.groupBy(await statements(tx, stretch), (statement) => statement.accountId);
  const inside = await linesInside(tx, stretch);
  const balance = (statement: StatementRow, day: DateText) =>
    statement.toOn <= day
      ? statement.closingMinor
      : (inside.get(statement.id) ?? []).reduce(
          (sum, line) => (line.day <= day ? sum + line.minor : sum),
          statement.openingMinor,
        );
  return (day) => {
    const said = own.flatMap((account) => {
      const newest = byAccount.get(account.id)?.find((statement) => statement.fromOn <= day);
      return newest ? [{ id: newest.id, closingMinor: balance(newest, day) - account.openingMinor }] : [];
    });
    return { closingMinor: said.reduce((sum, statement) => sum + statement.closingMinor, 0n), statements: said };
  };
}
