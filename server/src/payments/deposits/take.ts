import {
  closedDays,
  ledgerById,
  post,
  type DateText,
  type EntryDraft,
  type Ledger,
  type NewItem,
} from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { announce, recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { creditById } from "../refunds/credits.ts";
import "./errors.ts";
import { insertDeposit, type NewDeposit } from "./store.ts";

/** Money ahead of treatment: taken on the terminal, or a credit that the customer lets stand. */

/** The source of a deposit's entry: its row. Twice is once by the ledger's own key. */
export const DEPOSIT_SOURCE = "deposit";

/** How far back a slip may be written down: the day's end and its holidays, not another period. */
const MOST_DAYS_BACK = 14;

export type DepositWish = {
  readonly ledgerId: string;
  /** Who gave the money and may use it: the debtor of the bills to come. */
  readonly partyId: string;
  readonly amountMinor: bigint;
  /** The number on the terminal's slip. */
  readonly receipt: string;
  /** Left out is today where the ledger is kept. */
  readonly receivedOn?: DateText;
};

/** Throws DEPOSIT_DAY for a day to come, or one too long ago. */
function requireDay(today: Temporal.PlainDate, asked: DateText | undefined): DateText {
  const day = asked === undefined ? today : Temporal.PlainDate.from(asked);
  const daysAgo = day.until(today).days;
  if (daysAgo < 0 || daysAgo > MOST_DAYS_BACK) throw refuse("DEPOSIT_DAY", { days: MOST_DAYS_BACK });
  return day.toString();
}

const creditOf = (ledger: Ledger, { itemId, partyId, amountMinor }: NewDeposit, bookedOn: DateText): NewItem => ({
  id: itemId,
  ledgerId: ledger.id,
  side: "credit",
  kind: "customerCredit",
  account: ledger.code("customerCredit"),
  partyId,
  parentId: null,
  documentId: null,
  reference: null,
  openedOn: bookedOn,
  dueOn: bookedOn,
  amountMinor,
});

/**
 * Books money that a customer paid ahead on the clinic's card terminal: debit card clearing, where the bank's statement will show it; credit what is
 * owed to the customer. Nothing is income before a bill is. That the customer is known, the caller has seen. Gives the deposit's id. Throws
 * LEDGER_NOT_FOUND, DEPOSIT_DAY, DEPOSIT_KNOWN.
 */
export async function takeDeposit(tx: TenantTransaction, wish: DepositWish): Promise<string> {
  const ledger = await ledgerById(tx, wish.ledgerId);
  const today = tx.platform.clock.today(marketPack(ledger.market).zones[0]!);
  const receivedOn = requireDay(today, wish.receivedOn);
  const { partyId, amountMinor, receipt } = wish;
  const named = { id: tx.platform.ids.next(), itemId: tx.platform.ids.next(), ledgerId: ledger.id };
  const made: NewDeposit = { ...named, partyId, origin: "terminal", receipt, amountMinor, receivedOn };
  const bookedOn = (await closedDays(tx, [ledger.id])).firstOpenDay(ledger.id, receivedOn);
  const credit = creditOf(ledger, made, bookedOn);
  const entry: EntryDraft = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    kind: "payment",
    bookedOn,
    sourceKind: DEPOSIT_SOURCE,
    sourceId: made.id,
    explanation: {
      rule: "payments.depositTaken",
      version: 1,
      inputs: { origin: made.origin, receivedOn, amountMinor },
      wouldChange: "A bill that the money was for: then it would have paid that.",
    },
    postings: [{ debit: ledger.code("cardClearing"), credit: credit.account, amountMinor, creditItemId: credit.id }],
  };
  await post(tx, [entry], [credit]);
  // The row last: its money is there. A slip that is known takes all of it back.
  await insertDeposit(tx, made);
  await told(tx, "deposit.taken", made);
  return made.id;
}

/**
 * Lets money that a customer has here already stand as a deposit, at the customer's request: it came by the bank ahead of a bill, or was paid too
 * much. Nothing moves in the books; what changes is that nobody has to repay it within days (FR-69). Throws CREDIT_NOT_FOUND, CREDIT_OTHER_PAYER for
 * money that is nobody's yet, DEPOSIT_KNOWN.
 */
export async function keepAsDeposit(tx: TenantTransaction, creditItemId: string): Promise<string> {
  const credit = await creditById(tx, creditItemId);
  if (credit.partyId === null) throw refuse("CREDIT_OTHER_PAYER");
  const { ledgerId, partyId, openMinor: amountMinor, openedOn: receivedOn } = credit;
  const named = { id: tx.platform.ids.next(), itemId: credit.id, ledgerId };
  const made: NewDeposit = { ...named, partyId, origin: "credit", receipt: null, amountMinor, receivedOn };
  await insertDeposit(tx, made);
  await told(tx, "deposit.kept", made);
  return made.id;
}

/** What happened to a customer's deposit, for the trail and for whoever looks at the card. */
export async function told(
  tx: TenantTransaction,
  action: "deposit.taken" | "deposit.kept" | "deposit.takenBack",
  { partyId, ledgerId, itemId, amountMinor }: Pick<NewDeposit, "partyId" | "ledgerId" | "itemId" | "amountMinor">,
): Promise<void> {
  const detail = { ledgerId, itemId, amountMinor };
  await announce(tx, "party", partyId);
  await recordAudit(tx, { action, subjectKind: "party", subjectId: partyId, detail });
}
