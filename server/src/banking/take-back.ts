import {
  entriesBySource,
  itemsById,
  itemsByReference,
  post,
  postingsOf,
  type EntryDraft,
  type Explanation,
  type NewItem,
  type PostingDraft,
  type PostingRow,
} from "../ledger/index.ts";
import { sql } from "kysely";
import { toJson, type TenantTransaction } from "../platform/index.ts";
import { batchName, lineRow, LinesKnown, type FilePlan } from "./chunk.ts";
import { keptReference } from "./kept-reference.ts";
import { earlierPayments, insertLines } from "./line-store.ts";
import type { IncomingPayment } from "./ports.ts";

/**
 * Money that goes back to the payer: a payment taken back (OCR types 18 and 20, a reversed entry) or a credit note paid out (sign `-`).
 * Rare, so done one at a time. The amount leaves bank clearing whatever we know of it.
 */

type TakeBack = {
  readonly postings: PostingDraft[];
  readonly newItems: NewItem[];
  readonly reverses?: string;
  readonly state: string;
  readonly explanation: Explanation;
};

/** The payment that is taken back: the newest with this reference and amount whose entry still stands. */
async function originalOf(tx: TenantTransaction, payment: IncomingPayment): Promise<string | undefined> {
  if (payment.reference === null) return undefined;
  const earlier = (await earlierPayments(tx, [payment.reference])).filter(
    (line) => line.amountMinor === -payment.amountMinor,
  );
  const entries = await entriesBySource(
    tx,
    "bankLine",
    earlier.map((line) => line.lineId),
  );
  const standing = new Map(
    entries.filter((entry) => entry.kind === "payment" && !entry.reversedBy).map((entry) => [entry.sourceId, entry.id]),
  );
  return earlier.map((line) => standing.get(line.lineId)).find((id) => id !== undefined);
}

/** A claim on whoever got money back that was no longer there to give: the part of a credit already spent. */
function returnedItem(
  tx: TenantTransaction,
  ledgerId: string,
  account: string,
  amountMinor: bigint,
  day: string,
  of: { partyId: string | null; parentId: string | null; reference: string | null },
): NewItem {
  return {
    id: tx.platform.ids.next(),
    ledgerId,
    side: "receivable",
    kind: "returned",
    account,
    documentId: null,
    openedOn: day,
    dueOn: day,
    amountMinor,
    ...of,
  };
}

/** Swaps the sides of a payment's postings; a credit that is already spent becomes a receivable `returned`. */
async function swapped(
  tx: TenantTransaction,
  plan: FilePlan,
  payment: IncomingPayment,
  original: readonly PostingRow[],
  day: string,
): Promise<{ postings: PostingDraft[]; newItems: NewItem[]; mirror: boolean }> {
  const ledger = plan.ledgers.get(plan.ledgerOfAccount.get(payment.account)!)!;
  const items = new Map(
    (
      await itemsById(
        tx,
        original.flatMap((p) => (p.creditItemId ? [p.creditItemId] : [])),
        true,
      )
    ).map((item) => [item.id, item]),
  );
  const postings: PostingDraft[] = [];
  const newItems: NewItem[] = [];
  for (const p of original) {
    const item = p.creditItemId ? items.get(p.creditItemId) : undefined;
    const available = item && item.side === "credit" && item.openMinor < p.amountMinor ? item.openMinor : p.amountMinor;
    if (available > 0n)
      postings.push({
        debit: p.credit,
        credit: p.debit,
        amountMinor: available,
        debitItemId: p.creditItemId,
        creditItemId: p.debitItemId,
      });
    if (available < p.amountMinor && item) {
      const returned = returnedItem(tx, ledger.id, ledger.code("receivable"), p.amountMinor - available, day, {
        partyId: item.partyId,
        parentId: item.parentId,
        reference: payment.reference,
      });
      newItems.push(returned);
      postings.push({
        debit: returned.account,
        credit: p.debit,
        amountMinor: returned.amountMinor,
        debitItemId: returned.id,
      });
    }
  }
  return { postings, newItems, mirror: newItems.length === 0 };
}

async function takePaymentBack(
  tx: TenantTransaction,
  plan: FilePlan,
  payment: IncomingPayment,
  day: string,
): Promise<TakeBack | undefined> {
  const original = await originalOf(tx, payment);
  if (!original) return undefined;
  const { postings, newItems, mirror } = await swapped(tx, plan, payment, await postingsOf(tx, [original]), day);
  const explanation = { rule: "match.reversal", version: 1, inputs: { entryId: original, spent: !mirror } };
  return { postings, newItems, ...(mirror ? { reverses: original } : {}), state: "reversal", explanation };
}

/** Pays out what a credit note on this reference left as the payer's credit, when that is enough. */
async function payCreditOut(
  tx: TenantTransaction,
  plan: FilePlan,
  payment: IncomingPayment,
): Promise<TakeBack | undefined> {
  if (payment.reference === null) return undefined;
  const ledger = plan.ledgers.get(plan.ledgerOfAccount.get(payment.account)!)!;
  const claims = await itemsByReference(tx, [payment.reference], ledger.id);
  const credits = await sql<{ id: string; account: string; openMinor: bigint }>`
    select id, account, open_minor as "openMinor" from open_item
    where tenant_id = ${tx.tenantId} and parent_id = any (${claims.map((c) => c.id)}::uuid[]) and kind = 'customerCredit' and open_minor > 0 order by opened_on, id for update`.execute(
    tx.db,
  );
  let rest = -payment.amountMinor;
  const postings: PostingDraft[] = [];
  for (const credit of credits.rows) {
    const amountMinor = credit.openMinor < rest ? credit.openMinor : rest;
    if (amountMinor > 0n)
      postings.push({
        debit: credit.account,
        credit: ledger.code("bankClearing"),
        amountMinor,
        debitItemId: credit.id,
      });
    rest -= amountMinor;
  }
  if (rest > 0n || postings.length === 0) return undefined;
  return {
    postings,
    newItems: [],
    state: "reversal",
    explanation: { rule: "match.creditPaidOut", version: 1, inputs: { credits: postings.length } },
  };
}

/** Nobody knows what it takes back: somebody owes it to us until a person says who. */
function takeUnknownBack(tx: TenantTransaction, plan: FilePlan, payment: IncomingPayment, day: string): TakeBack {
  const ledger = plan.ledgers.get(plan.ledgerOfAccount.get(payment.account)!)!;
  const item = returnedItem(tx, ledger.id, ledger.code("receivable"), -payment.amountMinor, day, {
    partyId: null,
    parentId: null,
    reference: keptReference(payment.reference, "unknown"),
  });
  return {
    postings: [
      { debit: item.account, credit: ledger.code("bankClearing"), amountMinor: item.amountMinor, debitItemId: item.id },
    ],
    newItems: [item],
    state: "unknown",
    explanation: {
      rule: "match.unknownReversal",
      version: 1,
      inputs: {},
      wouldChange: "An earlier payment with the same reference and amount.",
    },
  };
}

/** Posts one payment that goes back. Throws `LinesKnown` when its line is already here. */
export async function postTakeBack(tx: TenantTransaction, plan: FilePlan, payment: IncomingPayment): Promise<void> {
  const ledger = plan.ledgers.get(plan.ledgerOfAccount.get(payment.account)!)!;
  const day = plan.bookingDay(ledger.id, payment.settledOn);
  const credit = payment.direction === "creditNote" ? await payCreditOut(tx, plan, payment) : undefined;
  const back = credit ?? (await takePaymentBack(tx, plan, payment, day)) ?? takeUnknownBack(tx, plan, payment, day);
  const lineId = tx.platform.ids.next();
  const batch = plan.batches.get(batchName(payment.account, payment.batchKey))!;
  const row = lineRow(plan, tx.tenantId, { payment, lineId, batch, ledger }, back.state, toJson(back.explanation));
  if ((await insertLines(tx, [row])) !== 1) throw new LinesKnown("The line is already here");
  const entry: EntryDraft = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    kind: back.reverses ? "reversal" : "payment",
    bookedOn: day,
    sourceKind: "bankLine",
    sourceId: lineId,
    ...(back.reverses ? { reverses: back.reverses } : {}),
    explanation: back.explanation,
    postings: back.postings,
  };
  await post(tx, [entry], back.newItems);
}
