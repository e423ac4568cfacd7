import { createHash } from "node:crypto";
import { isPayableAccount, writePain001, type PayeeAccount, type PaymentOrder } from "@kvitt/format-iso20022";
import { sql } from "kysely";
import {
  ItemsMoved,
  itemsById,
  ledgerById,
  post,
  reverseEntry,
  entriesBySource,
  type EntryDraft,
  type Explanation,
  type Ledger,
  type NewItem,
} from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { recordAudit, refuse, seal, tenantKey, unseal, type TenantTransaction } from "../platform/index.ts";
import { listBankAccounts } from "./accounts.ts";
import { todayIn } from "./today.ts";

/**
 * Money that an approved decision sends from a ledger's bank account: an order, a file for the bank (pain.001) with the orders that wait, and the
 * statement's debit that settles it.
 */

/** Where the money goes. `account` is of the ledger's market, or an IBAN. */
export type Payee = {
  readonly name: string;
  readonly account: string;
  readonly street?: string;
  readonly postCode?: string;
  readonly town: string;
  /** ISO 3166, two letters. */
  readonly country: string;
};

export type NewPaymentOrder = {
  readonly ledgerId: string;
  /** What is paid out: an item of side `credit`, with at least so much open. */
  readonly creditItemId: string;
  readonly amountMinor: bigint;
  readonly payee: Payee;
  readonly proposalId: string;
  readonly explanation: Explanation;
};

export type WaitingOrder = {
  readonly id: string;
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly currency: string;
  readonly madeAt: Temporal.Instant;
};

export type PaymentFileSummary = {
  readonly id: string;
  readonly bankAccountId: string;
  readonly executeOn: string;
  readonly orders: number;
  readonly totalMinor: bigint;
  readonly sha256: Buffer;
  readonly madeBy: string;
  readonly madeAt: Temporal.Instant;
};

const SOURCE = "paymentOrder";
const place = (tx: TenantTransaction, table: string, column: string, row: string) => ({
  tenantId: tx.tenantId,
  table,
  column,
  row,
});

function accountOf(market: string, text: string): PayeeAccount {
  const plain = text.replace(/[\s.]/g, "");
  return market === "NO" && /^\d+$/.test(plain)
    ? { kind: "norwegian", number: plain }
    : { kind: "iban", iban: plain.toUpperCase() };
}

/** Throws PAYEE_WRONG: better now than when the bank sends the whole file back. */
export function requirePayee({ market }: Pick<Ledger, "market">, payee: Payee): void {
  if (!isPayableAccount(accountOf(market, payee.account))) throw refuse("PAYEE_WRONG", { problem: "account" });
  if (payee.name.trim() === "" || payee.name.length > 70) throw refuse("PAYEE_WRONG", { problem: "name" });
  if (payee.town.trim() === "" || payee.town.length > 35) throw refuse("PAYEE_WRONG", { problem: "town" });
}

/** 32 digits and letters of the order's id: what the bank tells back, at most 35 characters. */
const referenceOf = (id: string) => id.replaceAll("-", "");

/**
 * Orders a payment of a payer's credit: it is owed to the payee from now on (debit the credit, credit payable), and waits for the next file.
 * Gives the order's id. Throws PAYEE_WRONG, ITEM_NOT_FOUND, ITEM_AMOUNT_MOVED.
 */
export async function orderPayment(tx: TenantTransaction, wish: NewPaymentOrder): Promise<string> {
  const ledger = await ledgerById(tx, wish.ledgerId);
  requirePayee(ledger, wish.payee);
  const [credit] = await itemsById(tx, [wish.creditItemId], true);
  if (credit?.ledgerId !== ledger.id || credit.side !== "credit") throw refuse("ITEM_NOT_FOUND");
  const id = tx.platform.ids.next();
  const day = todayIn(tx, ledger);
  const { amountMinor } = wish;
  const payable: NewItem = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    side: "payable",
    kind: "customerCredit",
    account: ledger.code("payable"),
    partyId: credit.partyId,
    parentId: credit.id,
    documentId: null,
    reference: referenceOf(id),
    openedOn: day,
    dueOn: day,
    amountMinor,
  };
  const moved = { debitItemId: credit.id, creditItemId: payable.id, amountMinor };
  const entry: EntryDraft = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    kind: "refund",
    bookedOn: day,
    sourceKind: SOURCE,
    sourceId: id,
    explanation: wish.explanation,
    postings: [{ debit: credit.account, credit: payable.account, ...moved }],
  };
  await unlessSpent(() => post(tx, [entry], [payable]));
  const sealed = seal(await tenantKey(tx), place(tx, "payment_order", "payee_sealed", id), JSON.stringify(wish.payee));
  await sql`
    insert into payment_order (tenant_id, id, ledger_id, item_id, reference, amount_minor, currency, payee_sealed, proposal_id, made_at)
    values (${tx.tenantId}, ${id}, ${ledger.id}, ${payable.id}, ${payable.reference}, ${amountMinor}, ${ledger.currency}, ${sealed}, ${wish.proposalId}, ${tx.now.toString()})`.execute(
    tx.db,
  );
  return id;
}

async function unlessSpent<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof ItemsMoved ? refuse("ITEM_AMOUNT_MOVED") : error;
  }
}

/**
 * Takes an order back that the bank has not done, or refused: the payer has the credit again. Throws PAYMENT_ORDER_NOT_FOUND, and
 * ITEM_AMOUNT_MOVED when the bank has paid it.
 */
export async function cancelPaymentOrder(tx: TenantTransaction, orderId: string): Promise<void> {
  const cancelled = await sql<{ ledgerId: string }>`
    update payment_order set cancelled_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${orderId} and cancelled_at is null
    returning ledger_id as "ledgerId"`.execute(tx.db);
  const [order] = cancelled.rows;
  const [entry] = await entriesBySource(tx, SOURCE, [orderId]);
  if (!order || !entry) throw refuse("PAYMENT_ORDER_NOT_FOUND");
  const day = todayIn(tx, await ledgerById(tx, order.ledgerId));
  await unlessSpent(() => reverseEntry(tx, entry.id, day, { rule: "paymentOrder.cancelled", version: 1, inputs: {} }));
  const detail = { orderId, entryId: entry.id };
  await recordAudit(tx, { action: "paymentOrder.cancelled", subjectKind: "ledger", subjectId: order.ledgerId, detail });
}

/** What waits for the next file of a ledger, in order. */
export async function waitingOrders(tx: TenantTransaction, ledgerId: string): Promise<WaitingOrder[]> {
  const found = await sql<WaitingOrder>`
    select id, reference, amount_minor as "amountMinor", currency, made_at as "madeAt" from payment_order
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and file_id is null and cancelled_at is null order by id`.execute(
    tx.db,
  );
  return found.rows;
}

type LockedOrder = {
  readonly id: string;
  readonly reference: string;
  readonly amountMinor: bigint;
  readonly payeeSealed: Buffer;
};

async function lockWaiting(tx: TenantTransaction, ledgerId: string): Promise<LockedOrder[]> {
  const found = await sql<LockedOrder>`
    select id, reference, amount_minor as "amountMinor", payee_sealed as "payeeSealed" from payment_order
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and file_id is null and cancelled_at is null order by id for update`.execute(
    tx.db,
  );
  return found.rows;
}

function orderIn(market: string, { reference, amountMinor }: LockedOrder, payee: Payee, words: string): PaymentOrder {
  const { street, postCode, town, country } = payee;
  return {
    endToEndId: reference,
    amountMinor,
    payeeName: payee.name,
    payeeAddress: { ...(street ? { street } : {}), ...(postCode ? { postCode } : {}), town, country },
    account: accountOf(market, payee.account),
    remittance: { kind: "text", lines: [words] },
  };
}

/** What the payee reads beside the money: who sends it, never why (no word about treatment). */
const REPAID: Readonly<Record<string, string>> = {
  NO: "Tilbakebetaling",
  SE: "Återbetalning",
  DK: "Tilbagebetaling",
  IT: "Rimborso",
};

export type PaymentFileWish = {
  readonly ledgerId: string;
  readonly bankAccountId: string;
  /** The bank's, of the account that pays. */
  readonly bic: string;
  readonly executeOn: string;
};

async function written(
  tx: TenantTransaction,
  id: string,
  wish: PaymentFileWish,
  orders: readonly LockedOrder[],
): Promise<Uint8Array> {
  const ledger = await ledgerById(tx, wish.ledgerId);
  const account = (await listBankAccounts(tx)).find(
    (each) => each.id === wish.bankAccountId && each.ledgerId === ledger.id,
  );
  if (!account) throw refuse("BANK_ACCOUNT_NOT_FOUND");
  const key = await tenantKey(tx);
  const payeeOf = (order: LockedOrder) =>
    JSON.parse(unseal(key, place(tx, "payment_order", "payee_sealed", order.id), order.payeeSealed)) as Payee;
  const { market, name, currency } = ledger;
  const words = `${REPAID[market] ?? "Repayment"} ${name}`.slice(0, 140);
  const pack = marketPack(market);
  const file = writePain001(
    {
      version: "03",
      msgId: referenceOf(id),
      createdAt: tx.now
        .toZonedDateTimeISO(pack.zones[0]!)
        .toString({ timeZoneName: "never", fractionalSecondDigits: 0 }),
      initiatingParty: { name: name.slice(0, 70), id: ledger.orgNo, idScheme: "CUST" },
      groups: [
        {
          id: referenceOf(id),
          executeOn: Temporal.PlainDate.from(wish.executeOn),
          currency,
          debtorName: name.slice(0, 70),
          debtorAccount: accountOf(market, account.number) as { kind: "norwegian"; number: string },
          debtorBic: wish.bic,
          // Each payment is a line of the statement, so that each settles what it pays.
          batchBooking: false,
          orders: orders.map((order) => orderIn(market, order, payeeOf(order), words)),
        },
      ],
    },
    { asOf: Temporal.PlainDate.from(todayIn(tx, ledger)), isBankDay: (day) => pack.days.isBankDay(day) },
  );
  if (!file.ok) throw refuse("PAYMENT_FILE_REFUSED", { problem: file.problems.map(({ code }) => code).join(", ") });
  return file.bytes;
}

/**
 * Writes the file for the bank with every order of the ledger that waits; none is ever in two files. The bytes are kept and are the same
 * however often they are fetched. Throws PAYMENT_ORDERS_NONE, BANK_ACCOUNT_NOT_FOUND, PAYMENT_FILE_REFUSED.
 */
export async function writePaymentFile(tx: TenantTransaction, wish: PaymentFileWish): Promise<PaymentFileSummary> {
  const orders = await lockWaiting(tx, wish.ledgerId);
  if (orders.length === 0) throw refuse("PAYMENT_ORDERS_NONE");
  const id = tx.platform.ids.next();
  const bytes = await written(tx, id, wish, orders);
  const totalMinor = orders.reduce((sum, order) => sum + order.amountMinor, 0n);
  const text = Buffer.from(bytes).toString("utf8");
  const sealed = seal(await tenantKey(tx), place(tx, "payment_file", "bytes_sealed", id), text);
  const { kind, id: actorId } = tx.context.actor;
  await sql`
    insert into payment_file (tenant_id, id, ledger_id, bank_account_id, execute_on, orders, total_minor, sha256, bytes_sealed, made_by, made_at)
    values (${tx.tenantId}, ${id}, ${wish.ledgerId}, ${wish.bankAccountId}, ${wish.executeOn}, ${orders.length}, ${totalMinor},
      ${createHash("sha256").update(bytes).digest()}, ${sealed}, ${`${kind}:${actorId}`}, ${tx.now.toString()})`.execute(
    tx.db,
  );
  await sql`
    update payment_order set file_id = ${id} where tenant_id = ${tx.tenantId} and ledger_id = ${wish.ledgerId} and file_id is null and cancelled_at is null`.execute(
    tx.db,
  );
  const detail = { fileId: id, orders: orders.length, totalMinor };
  await recordAudit(tx, { action: "paymentFile.written", subjectKind: "ledger", subjectId: wish.ledgerId, detail });
  return (await paymentFiles(tx, wish.ledgerId)).find((file) => file.id === id)!;
}

/** The files of a ledger, newest first, at most 200. */
export async function paymentFiles(tx: TenantTransaction, ledgerId: string): Promise<PaymentFileSummary[]> {
  const found = await sql<PaymentFileSummary>`
    select id, bank_account_id as "bankAccountId", execute_on as "executeOn", orders, total_minor as "totalMinor", sha256, made_by as "madeBy", made_at as "madeAt"
    from payment_file where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} order by id desc limit 200`.execute(
    tx.db,
  );
  return found.rows;
}

/** The bytes of a file as they were written; the reading is kept. Throws PAYMENT_FILE_NOT_FOUND. */
export async function paymentFileBytes(tx: TenantTransaction, ledgerId: string, fileId: string): Promise<Buffer> {
  const found = await sql<{ sealed: Buffer }>`
    select bytes_sealed as sealed from payment_file where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and id = ${fileId}`.execute(
    tx.db,
  );
  const [file] = found.rows;
  if (!file) throw refuse("PAYMENT_FILE_NOT_FOUND");
  await recordAudit(tx, { action: "paymentFile.read", subjectKind: "ledger", subjectId: ledgerId, detail: { fileId } });
  return Buffer.from(
    unseal(await tenantKey(tx), place(tx, "payment_file", "bytes_sealed", fileId), file.sealed),
    "utf8",
  );
}
