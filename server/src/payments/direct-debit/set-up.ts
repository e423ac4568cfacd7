import { listBankAccounts } from "../../banking/index.ts";
import { ledgerById, type Ledger } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { canonicalJson, recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { deadlineOn } from "./plan.ts";
import "./errors.ts";
import { numbersFrom, saveSetup, setupOf } from "./store.ts";
import type { DebitSetup } from "./types.ts";

const LONGEST_KID = 25;
const MOST_LEAD_DAYS = 60;
const MOST_FIRST_NO = 9_000_000;

export type DebitSetupWish = DebitSetup & {
  /** The first transmission and assignment number, above those another system has given. */
  readonly firstNo?: number;
};

function wrongFields(wish: DebitSetupWish, leastLeadDays: number): string[] {
  const { from, length } = wish.fixedPart;
  const whole = (value: number, least: number, most: number): boolean =>
    Number.isInteger(value) && value >= least && value <= most;
  const checks: Readonly<Record<string, boolean>> = {
    sender: /^\d{8}$/.test(wish.sender),
    fixedPart: whole(from, 1, LONGEST_KID) && whole(length, 1, LONGEST_KID) && from + length - 1 <= LONGEST_KID,
    leadDays: wish.leadDays === null || whole(wish.leadDays, leastLeadDays, MOST_LEAD_DAYS),
    firstNo: wish.firstNo === undefined || whole(wish.firstNo, 1, MOST_FIRST_NO),
  };
  return Object.keys(checks).filter((field) => !checks[field]);
}

/**
 * Says how a ledger draws from payers' accounts; said again it is changed, and the same is nothing. Authorities in force are matched anew.
 * Throws LEDGER_NOT_FOUND, DEBIT_ACCOUNT_UNKNOWN, DEBIT_SETUP_WRONG.
 */
export async function setUpDebits(tx: TenantTransaction, wish: DebitSetupWish): Promise<DebitSetup> {
  const { firstNo = 1, ...setup } = wish;
  const ledger = await ledgerById(tx, setup.ledgerId);
  const today = tx.platform.clock.today(marketPack(ledger.market).zones[0]!);
  const fields = wrongFields(wish, deadlineOn(today).leastLeadDays);
  if (fields.length > 0)
    throw refuse(
      "DEBIT_SETUP_WRONG",
      { fields: fields.join(", ") },
      fields.map((field) => {
        const { code, message: sentence, facts } = refuse("DEBIT_SETUP_WRONG", { fields: field });
        return { code, sentence, facts, field };
      }),
    );
  const accounts = await listBankAccounts(tx);
  const isOwn = accounts.some(({ ledgerId, number }) => ledgerId === ledger.id && number === setup.account);
  if (ledger.market !== "NO" || !isOwn) throw refuse("DEBIT_ACCOUNT_UNKNOWN");
  await numbersFrom(tx, firstNo);
  const before = await setupOf(tx, ledger.id, "held");
  if (before && canonicalJson(before) === canonicalJson(setup)) return before;
  await saveSetup(tx, setup);
  const { notify, leadDays, state, fixedPart } = setup;
  const detail = { notify, leadDays, state, fixedPart };
  await recordAudit(tx, { action: "debit.setUp", subjectKind: "ledger", subjectId: ledger.id, detail });
  return setup;
}

/** Days from sending to the due date, now: what every ledger starts with, and the fewest and most that one may settle for. */
export function debitLeadDays(tx: TenantTransaction, { market }: Pick<Ledger, "market">) {
  const rule = deadlineOn(tx.platform.clock.today(marketPack(market).zones[0]!));
  return { usual: rule.leadDays, least: rule.leastLeadDays, most: MOST_LEAD_DAYS };
}

/** How a ledger draws from payers' accounts; undefined where it does not. */
export function debitSetup(tx: TenantTransaction, ledgerId: string): Promise<DebitSetup | undefined> {
  return setupOf(tx, ledgerId, "read");
}
