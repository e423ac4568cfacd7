import { sql } from "kysely";
import {
  entryById,
  itemsById,
  itemsByParty,
  ItemsMoved,
  ledgerById,
  post,
  reverseEntry,
  type DateText,
  type EntryDraft,
  type Ledger,
  type OpenItem,
} from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import "../errors.ts";
import "./errors.ts";

/** Money that payers have with us: listed with its age, moved to another bill of the same payer, or repaid (repay.ts). */

/** FR-69: bank days until a payer's credit is repaid, unless it was moved at request. */
export const REPAY_BANK_DAYS = 10;

/** The source of a credit's allocation to another bill: the credit's item. */
const CREDIT_SOURCE = "customerCredit";

export type CustomerCredit = {
  readonly itemId: string;
  readonly ledgerId: string;
  readonly partyId: string | null;
  readonly amountMinor: bigint;
  readonly openMinor: bigint;
  readonly openedOn: DateText;
  readonly ageDays: number;
  /** The last day to repay it (FR-69); null for a deposit, which stands until it is used or asked back. */
  readonly repayBy: DateText | null;
  readonly isLate: boolean;
  /** The bill it came of. */
  readonly parentReference: string | null;
  /** `creditNote`, `overpaid` where money came that nothing was owed for, or `deposit` where the payer lets it stand ahead of treatment. */
  readonly cause: "creditNote" | "overpaid" | "deposit";
  /** Attempts of the bill by whose partner it could go back to the payer. */
  readonly attemptIds: readonly string[];
};

type CreditRow = Omit<CustomerCredit, "ageDays" | "repayBy" | "isLate">;

const today = (tx: TenantTransaction, { market }: Ledger) => tx.platform.clock.today(marketPack(market).zones[0]!);

function aged(row: CreditRow, ledger: Ledger, on: Temporal.PlainDate): CustomerCredit {
  const opened = Temporal.PlainDate.from(row.openedOn);
  const ageDays = opened.until(on).days;
  if (row.cause === "deposit") return { ...row, ageDays, repayBy: null, isLate: false };
  const repayBy = marketPack(ledger.market).days.addBankDays(opened, REPAY_BANK_DAYS);
  return { ...row, ageDays, repayBy: repayBy.toString(), isLate: Temporal.PlainDate.compare(on, repayBy) > 0 };
}

/** The open credits of a ledger's payers, oldest first, a page at a time: `after` is the last one seen. */
export async function customerCredits(
  tx: TenantTransaction,
  filter: {
    readonly ledgerId: string;
    readonly partyId?: string;
    readonly after?: { readonly openedOn: DateText; readonly itemId: string };
    readonly limit: number;
  },
): Promise<CustomerCredit[]> {
  const { ledgerId, partyId, after, limit } = filter;
  const ledger = await ledgerById(tx, ledgerId);
  const found = await sql<CreditRow>`
    select i.id as "itemId", i.ledger_id as "ledgerId", i.party_id as "partyId", i.amount_minor as "amountMinor", i.open_minor as "openMinor", i.opened_on as "openedOn",
      p.reference as "parentReference", case when exists (select from deposit d where d.tenant_id = i.tenant_id and d.item_id = i.id and d.taken_back_at is null) then 'deposit'
        when i.document_id is null then 'overpaid' else 'creditNote' end as cause,
      coalesce((select array_agg(a.id order by a.id) from payment_attempt a where a.tenant_id = i.tenant_id and a.item_id = i.parent_id and a.captured_minor > 0), '{}') as "attemptIds"
    from open_item i left join open_item p on p.tenant_id = i.tenant_id and p.id = i.parent_id
    where i.tenant_id = ${tx.tenantId} and i.ledger_id = ${ledgerId} and i.kind = 'customerCredit' and i.side = 'credit' and i.open_minor > 0
      ${partyId ? sql`and i.party_id = ${partyId}` : sql``} ${after ? sql`and (i.opened_on, i.id) > (${after.openedOn}::date, ${after.itemId}::uuid)` : sql``}
    order by i.opened_on, i.id limit ${limit}`.execute(tx.db);
  const on = today(tx, ledger);
  return found.rows.map((row) => aged(row, ledger, on));
}

/** An open credit of a payer, held until the transaction ends. Throws CREDIT_NOT_FOUND. */
export async function creditById(tx: TenantTransaction, itemId: string): Promise<OpenItem> {
  const [item] = await itemsById(tx, [itemId], true);
  if (item?.kind !== "customerCredit" || item.side !== "credit" || item.openMinor <= 0n)
    throw refuse("CREDIT_NOT_FOUND");
  return item;
}

/** A bill that a credit can be used on. */
export type PayableBill = Pick<OpenItem, "id" | "reference" | "openMinor" | "dueOn">;

/** Bills of the same payer in the same ledger that a credit can be used on, the one that is due first first. Throws CREDIT_NOT_FOUND. */
export async function billsFor(tx: TenantTransaction, creditItemId: string): Promise<PayableBill[]> {
  const [credit] = await itemsById(tx, [creditItemId]);
  if (credit?.kind !== "customerCredit" || credit.side !== "credit") throw refuse("CREDIT_NOT_FOUND");
  const all = credit.partyId === null ? [] : await itemsByParty(tx, [credit.partyId], { openOnly: true });
  return all
    .filter((one) => one.side === "receivable" && one.ledgerId === credit.ledgerId)
    .toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : a.dueOn > b.dueOn ? 1 : a.id < b.id ? -1 : 1));
}

export type CreditMove = {
  readonly creditItemId: string;
  readonly toItemId: string;
  /** Øre; left out is as much as both can hold. */
  readonly amountMinor?: bigint;
};

async function targetOf(tx: TenantTransaction, credit: OpenItem, itemId: string): Promise<OpenItem> {
  const [item] = await itemsById(tx, [itemId], true);
  const same = item?.ledgerId === credit.ledgerId && item.partyId === credit.partyId && credit.partyId !== null;
  if (!item || item.side !== "receivable" || !same) throw refuse("CREDIT_OTHER_PAYER");
  if (item.openMinor <= 0n) throw refuse("PAYMENT_NOTHING_OPEN");
  return item;
}

function moveAmount(credit: OpenItem, item: OpenItem, wished: bigint | undefined): bigint {
  const most = credit.openMinor < item.openMinor ? credit.openMinor : item.openMinor;
  const amountMinor = wished ?? most;
  if (amountMinor > credit.openMinor) throw refuse("CREDIT_TOO_SMALL", { openMinor: credit.openMinor });
  if (amountMinor > item.openMinor) throw refuse("PAYMENT_TOO_MUCH", { openMinor: item.openMinor });
  return amountMinor;
}

/**
 * Moves a payer's credit to another bill of the same payer in the same ledger, at the payer's request (FR-69): debit the credit, credit the bill.
 * Gives the entry, which `undoCreditMove` takes back. Throws CREDIT_NOT_FOUND, CREDIT_OTHER_PAYER, CREDIT_TOO_SMALL, PAYMENT_NOTHING_OPEN,
 * PAYMENT_TOO_MUCH.
 */
export async function moveCredit(tx: TenantTransaction, move: CreditMove): Promise<string> {
  const credit = await creditById(tx, move.creditItemId);
  const item = await targetOf(tx, credit, move.toItemId);
  const amountMinor = moveAmount(credit, item, move.amountMinor);
  const ledger = await ledgerById(tx, credit.ledgerId);
  const entry: EntryDraft = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    kind: "allocation",
    bookedOn: today(tx, ledger).toString(),
    sourceKind: CREDIT_SOURCE,
    sourceId: credit.id,
    explanation: {
      rule: "payments.creditMoved",
      version: 1,
      inputs: { openMinor: credit.openMinor, toOpenMinor: item.openMinor },
      wouldChange: "Nothing: the payer asked for it.",
    },
    postings: [
      { debit: credit.account, credit: item.account, amountMinor, debitItemId: credit.id, creditItemId: item.id },
    ],
  };
  await post(tx, [entry]);
  const detail = { entryId: entry.id, creditItemId: credit.id, itemId: item.id, amountMinor };
  await recordAudit(tx, { action: "credit.moved", subjectKind: "ledger", subjectId: ledger.id, detail });
  return entry.id;
}

/** Moves a credit back. Throws CREDIT_MOVE_NOT_FOUND, ENTRY_ALREADY_REVERSED, ITEM_AMOUNT_MOVED. */
export async function undoCreditMove(tx: TenantTransaction, entryId: string): Promise<void> {
  const entry = await entryById(tx, entryId);
  if (entry?.kind !== "allocation" || entry.sourceKind !== CREDIT_SOURCE) throw refuse("CREDIT_MOVE_NOT_FOUND");
  const ledger = await ledgerById(tx, entry.ledgerId);
  const day = today(tx, ledger).toString();
  try {
    await reverseEntry(tx, entryId, day, { rule: "payments.creditMoveUndone", version: 1, inputs: {} });
  } catch (error) {
    throw error instanceof ItemsMoved ? refuse("ITEM_AMOUNT_MOVED") : error;
  }
  await recordAudit(tx, {
    action: "credit.moveUndone",
    subjectKind: "ledger",
    subjectId: ledger.id,
    detail: { entryId },
  });
}
