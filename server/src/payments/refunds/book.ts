import {
  closedDays,
  entriesBySource,
  itemsById,
  ledgerById,
  post,
  postingsOf,
  type Ledger,
  type NewItem,
  type OpenItem,
  type PostingDraft,
} from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { announce, invariant, type TenantTransaction } from "../../platform/index.ts";
import { takeFrom } from "./policy.ts";
import { standingOf, type RefundTerms } from "./standing.ts";
import { BACK_SOURCE, backOf, clearingOf } from "./store.ts";
import type { MoneyBack } from "./types.ts";

/** What went back, in the books: always the partner's clearing account against what the payer had for the money. */

type Booked = Pick<MoneyBack, "id" | "kind" | "amountMinor" | "attemptId" | "creditItemId">;

/** Today where the ledger is kept, or the first open day after a closed period: the money has moved, whatever is closed. */
export async function bookingDay(tx: TenantTransaction, ledger: Ledger): Promise<string> {
  const today = tx.platform.clock.today(marketPack(ledger.market).zones[0]!).toString();
  return (await closedDays(tx, [ledger.id])).firstOpenDay(ledger.id, today);
}

function newItem(
  tx: TenantTransaction,
  ledger: Ledger,
  item: OpenItem,
  what: { readonly kind: "returned" | "customerCredit"; readonly amountMinor: bigint; readonly day: string },
): NewItem {
  const returned = what.kind === "returned";
  return {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    side: returned ? "receivable" : "credit",
    kind: what.kind,
    account: ledger.code(returned ? "receivable" : "customerCredit"),
    partyId: item.partyId,
    parentId: item.id,
    documentId: null,
    reference: returned ? item.reference : null,
    openedOn: what.day,
    dueOn: what.day,
    amountMinor: what.amountMinor,
  };
}

type Write = {
  readonly ledger: Ledger;
  readonly back: Booked;
  readonly day: string;
  readonly kind: "refund" | "payment";
  readonly postings: readonly PostingDraft[];
  readonly newItems: readonly NewItem[];
  readonly inputs: Readonly<Record<string, unknown>>;
};

async function write(
  tx: TenantTransaction,
  { ledger, back, day, kind, postings, newItems, inputs }: Write,
): Promise<void> {
  const entry = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    kind,
    bookedOn: day,
    sourceKind: BACK_SOURCE,
    sourceId: back.id,
    explanation: {
      rule: `payments.${back.kind}`,
      version: 1,
      inputs: { attemptId: back.attemptId, amountMinor: back.amountMinor, ...inputs },
      wouldChange: "A credit note of what was paid, or a credit that is spent meanwhile.",
    },
    postings,
  };
  await post(tx, [entry], newItems);
  await announce(tx, "invoices", ledger.id, ledger.id);
}

/**
 * Books money that went back to the payer: credit the partner's clearing account; debit the payer's credit where there is one (a credit note,
 * or too much paid), else the item, which opens again. The part of a credit that is spent meanwhile becomes a claim of its own (`returned`).
 */
export async function bookBack(tx: TenantTransaction, back: Booked): Promise<void> {
  const { item, attempt, ...standing } = await standingOf(tx, back.attemptId, back.creditItemId);
  const ledger = await ledgerById(tx, attempt.ledgerId);
  const day = await bookingDay(tx, ledger);
  const credit = await clearingOf(tx, attempt.id);
  invariant(credit !== undefined, "money that goes back was taken before");
  const { credits, reopensMinor, returnedMinor } = takeFrom(back.amountMinor, standing);
  const returned =
    returnedMinor > 0n ? [newItem(tx, ledger, item, { kind: "returned", amountMinor: returnedMinor, day })] : [];
  const postings: PostingDraft[] = [
    ...credits.map((from) => ({
      debit: from.account,
      credit,
      amountMinor: from.amountMinor,
      debitItemId: from.itemId,
    })),
    ...(reopensMinor > 0n ? [{ debit: item.account, credit, amountMinor: reopensMinor, debitItemId: item.id }] : []),
    ...returned.map(({ id, account, amountMinor }) => ({ debit: account, credit, amountMinor, debitItemId: id })),
  ];
  const inputs = { fromCreditMinor: back.amountMinor - reopensMinor - returnedMinor, reopensMinor, returnedMinor };
  await write(tx, { ledger, back, day, kind: "refund", postings, newItems: returned, inputs });
}

/** What the attempt's disputes took from where, the last taken first: there it goes again. */
async function takenByDisputes(
  tx: TenantTransaction,
  attemptId: string,
): Promise<{ itemId: string; amountMinor: bigint }[]> {
  const disputes = (await backOf(tx, [attemptId])).filter(({ kind }) => kind === "chargeback");
  const entries = await entriesBySource(
    tx,
    BACK_SOURCE,
    disputes.map(({ id }) => id),
  );
  const postings = await postingsOf(
    tx,
    entries.map(({ id }) => id),
  );
  return postings.map((each) => ({ itemId: each.debitItemId!, amountMinor: each.amountMinor })).reverse();
}

type Restored = { readonly postings: readonly PostingDraft[]; readonly restMinor: bigint };

/** Gives an amount back to the items that disputes took from, each as far as it can hold; what nobody can hold is the rest. */
async function restore(
  tx: TenantTransaction,
  attemptId: string,
  amountMinor: bigint,
  debit: string,
): Promise<Restored> {
  const taken = await takenByDisputes(tx, attemptId);
  const items = new Map(
    (
      await itemsById(
        tx,
        taken.map(({ itemId }) => itemId),
        true,
      )
    ).map((each) => [each.id, each]),
  );
  const roomOf = ({ side, openMinor, amountMinor: whole }: OpenItem) =>
    side === "receivable" ? openMinor : whole - openMinor;
  const room = new Map([...items].map(([id, each]) => [id, roomOf(each)]));
  let restMinor = amountMinor;
  const postings = taken.flatMap(({ itemId, amountMinor: takenMinor }): PostingDraft[] => {
    const part = [restMinor, takenMinor, room.get(itemId)!].reduce((one, other) => (one < other ? one : other));
    room.set(itemId, room.get(itemId)! - part);
    restMinor -= part;
    return part > 0n ? [{ debit, credit: items.get(itemId)!.account, amountMinor: part, creditItemId: itemId }] : [];
  });
  return { postings, restMinor };
}

/** Books a dispute that was won: the money comes again, to what the dispute had taken it from; what was paid meanwhile is the payer's credit. */
export async function bookWon(
  tx: TenantTransaction,
  terms: Pick<RefundTerms, "attempt" | "item">,
  back: Booked,
): Promise<void> {
  const ledger = await ledgerById(tx, terms.attempt.ledgerId);
  const day = await bookingDay(tx, ledger);
  const debit = await clearingOf(tx, terms.attempt.id);
  invariant(debit !== undefined, "a dispute is about money that was taken");
  const { postings, restMinor } = await restore(tx, terms.attempt.id, back.amountMinor, debit);
  const credit =
    restMinor > 0n ? [newItem(tx, ledger, terms.item, { kind: "customerCredit", amountMinor: restMinor, day })] : [];
  const rest = credit.map(({ id, account, amountMinor }) => ({
    debit,
    credit: account,
    amountMinor,
    creditItemId: id,
  }));
  await write(tx, {
    ledger,
    back,
    day,
    kind: "payment",
    postings: [...postings, ...rest],
    newItems: credit,
    inputs: { restMinor },
  });
}
