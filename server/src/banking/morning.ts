import { sql } from "kysely";
import { raiseAlarm } from "../controls/index.ts";
import { marketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { listBankAccounts } from "./accounts.ts";

/** Was anything of this account received on the day, or is the account's newest settlement the last bank day's? */
async function receivedSince(tx: TenantTransaction, bankAccountId: string, lastBankDay: string): Promise<boolean> {
  const found = await sql<{ here: boolean }>`
    select exists (select from bank_batch b join bank_file f on f.tenant_id = b.tenant_id and f.id = b.file_id and f.state <> 'rejected'
          where b.tenant_id = ${tx.tenantId} and b.bank_account_id = ${bankAccountId} and b.settled_on >= ${lastBankDay})
        or exists (select from bank_statement where tenant_id = ${tx.tenantId} and bank_account_id = ${bankAccountId} and to_on >= ${lastBankDay}) as here`.execute(
    tx.db,
  );
  return found.rows[0]!.here;
}

/**
 * The look at the morning's files, when the desk opens: an account that expects files and has neither a payment file nor a statement of the
 * last bank day gets an alarm, once a day, which the late file clears (S0-24). Returns the accounts that lack theirs.
 */
export async function checkMorningFiles(tx: TenantTransaction, day: string): Promise<string[]> {
  const today = Temporal.PlainDate.from(day);
  const missing: string[] = [];
  for (const account of await listBankAccounts(tx)) {
    const { days } = marketPack(account.market);
    if (account.fileExpectedBy === null || !days.isBankDay(today)) continue;
    const lastBankDay = days.previousBankDay(today).toString();
    if (account.closedFromOn !== null && account.closedFromOn <= lastBankDay) continue;
    if (await receivedSince(tx, account.id, lastBankDay)) continue;
    missing.push(account.id);
    await raiseAlarm(tx, {
      kind: "bank.fileMissing",
      subjectKind: "bankAccount",
      subjectId: account.id,
      dayOn: day,
      detail: { expectedOf: lastBankDay, expectedBy: account.fileExpectedBy },
    });
  }
  return missing;
}
