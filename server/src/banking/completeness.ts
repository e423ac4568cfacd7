import { sql } from "kysely";
import { column, type TenantTransaction } from "../platform/index.ts";
import { listBankAccounts } from "./accounts.ts";
import type { BankAccount } from "./types.ts";

/** Through which day each source of a ledger's money is known: what must be there before somebody is told that they have not paid. */

/**
 * Why an account is complete no further: nothing of it was ever read, its statements do not join, a lump stands on the statement whose payments
 * have not come, or simply no later file came.
 */
export type Incompleteness = "nothingYet" | "statementGap" | "detailsMissing" | "noLaterFile";

export type SourceStanding = {
  readonly bankAccountId: string;
  readonly number: string;
  /** Every payment booked through this day is in the ledger; null: of no day. YYYY-MM-DD. */
  readonly completeThrough: string | null;
  /** What ends it there. */
  readonly endsBy: Incompleteness;
  readonly closedFromOn: string | null;
};

type Told = {
  readonly id: string;
  readonly detailThrough: string | null;
  readonly statementThrough: string | null;
  /** The last day before the first hole in the chain of statements. */
  readonly gapAfter: string | null;
  /** The first day whose money stands on the statement without its payments. */
  readonly waitsFrom: string | null;
};

/** `trusted`: by account, a day through which its data are taken as they are; what is missing before it counts no more. */
async function told(
  tx: TenantTransaction,
  ledgerId: string,
  trusted: ReadonlyMap<string, string>,
): Promise<Map<string, Told>> {
  const found = await sql<Told>`
    with trust as (select * from unnest(${column.uuid([...trusted.keys()])}, ${column.date([...trusted.values()])}) as x (id, through)),
    chain as (
      select s.bank_account_id as id, s.from_on, s.to_on, s.opening_minor,
        lag(s.closing_minor) over w as before_minor, lag(s.to_on) over w as before_on
      from bank_statement s where s.tenant_id = ${tx.tenantId} and s.ledger_id = ${ledgerId}
      window w as (partition by s.bank_account_id order by s.to_on, s.from_on, s.statement_key))
    select a.id,
      (select max(b.settled_on) from bank_batch b join bank_file f on f.tenant_id = b.tenant_id and f.id = b.file_id and f.state = 'posted'
        where b.tenant_id = a.tenant_id and b.bank_account_id = a.id) as "detailThrough",
      (select max(c.to_on) from chain c where c.id = a.id) as "statementThrough",
      (select min(c.before_on) from chain c
        where c.id = a.id and c.before_minor <> c.opening_minor and (t.through is null or c.from_on > t.through)) as "gapAfter",
      (select min(l.booked_on) from statement_line l join bank_statement s on s.tenant_id = l.tenant_id and s.id = l.statement_id
        where l.tenant_id = a.tenant_id and s.bank_account_id = a.id and l.state = 'open' and l.amount_minor > 0
          and (t.through is null or l.booked_on > t.through)) as "waitsFrom"
    from bank_account a left join trust t on t.id = a.id
    where a.tenant_id = ${tx.tenantId} and a.ledger_id = ${ledgerId}`.execute(tx.db);
  return new Map(found.rows.map((row) => [row.id, row]));
}

const dayBefore = (day: string): string => Temporal.PlainDate.from(day).subtract({ days: 1 }).toString();

type Through = { readonly through: string | null; readonly endsBy: Incompleteness };

/** A statement says that nothing else was booked; where there is none, the newest payments are all that is known. */
function throughOf({ proofSource, detailSource }: BankAccount, known: Told): Through {
  const { detailThrough, statementThrough, gapAfter, waitsFrom } = known;
  if (proofSource === "none")
    return { through: detailThrough, endsBy: detailThrough === null ? "nothingYet" : "noLaterFile" };
  if (statementThrough === null) return { through: null, endsBy: "nothingYet" };
  if (gapAfter !== null) return { through: gapAfter, endsBy: "statementGap" };
  const waits =
    detailSource !== "camt053" && waitsFrom !== null && (detailThrough === null || waitsFrom > detailThrough);
  if (waits) return { through: dayBefore(waitsFrom), endsBy: "detailsMissing" };
  return { through: statementThrough, endsBy: "noLaterFile" };
}

const laterOf = (a: string | null, b: string | undefined): string | null =>
  b === undefined || (a !== null && a >= b) ? a : b;

/**
 * How far each bank account of a ledger is known. A day that somebody answered for (`trusted`, by account) counts as known, whatever was missing
 * before it.
 */
export async function standingOfSources(
  tx: TenantTransaction,
  ledgerId: string,
  trusted: ReadonlyMap<string, string> = new Map(),
): Promise<SourceStanding[]> {
  const accounts = (await listBankAccounts(tx)).filter((account) => account.ledgerId === ledgerId);
  const known = await told(tx, ledgerId, trusted);
  return accounts.map((account) => {
    const { through, endsBy } = throughOf(account, known.get(account.id)!);
    return {
      bankAccountId: account.id,
      number: account.number,
      completeThrough: laterOf(through, trusted.get(account.id)),
      endsBy,
      closedFromOn: account.closedFromOn,
    };
  });
}

/** How many files have come whose payments are not in the ledger yet: under way, or waiting for a second person. */
export async function filesUnderWay(tx: TenantTransaction): Promise<number> {
  const found = await sql<{ files: number }>`
    select count(*)::integer as files from bank_file
    where tenant_id = ${tx.tenantId} and state in ('stored', 'posting', 'awaitingRelease')`.execute(tx.db);
  return found.rows[0]!.files;
}
