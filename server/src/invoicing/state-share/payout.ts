import { hash } from "node:crypto";
import { matchWaiting } from "../../banking/index.ts";
import {
  itemsByParent,
  ledgerById,
  post,
  type DateText,
  type Ledger,
  type NewItem,
  type OpenItem,
  type PostingDraft,
} from "../../ledger/index.ts";
import { canonicalJson, recordAudit, refuse, type Problem, type TenantTransaction } from "../../platform/index.ts";
import { creditDay } from "../credit-terms.ts";
import "../errors.ts";
import { withKeyCodes } from "../store.ts";
import {
  insertPayout,
  payoutByExternalId,
  selectParts,
  type PayoutLine,
  type StatePart,
  type StatePayout,
} from "./store.ts";

/**
 * The state's weekly pay-out (T2). Its specification settles the visits' parts; their sum stands as one item, the deposit, which the bank's line pays.
 * So a visit is settled by the specification and the money by the bank, and either that lacks the other shows.
 */

export type PayoutWish = {
  readonly ledgerId: string;
  /** The id of the state's specification. */
  readonly externalId: string;
  readonly paidOn: DateText;
  /** Below nothing where the state kept back what it had reclaimed of a visit. */
  readonly lines: readonly PayoutLine[];
};

export type FiledPayout = StatePayout & { readonly isNew: boolean };

/** One item that a line settles: the state's part, or what was owed back to it. */
type Settled = { readonly itemId: string; readonly amountMinor: bigint };
type Found = { readonly paid: readonly Settled[]; readonly kept: readonly Settled[] };

/** Lays an amount on items in their order; undefined where they hold less. */
function layOn(amountMinor: bigint, items: readonly { id: string; openMinor: bigint }[]): Settled[] | undefined {
  let leftMinor = amountMinor;
  const settled = items.flatMap(({ id, openMinor }): Settled[] => {
    const minor = openMinor < leftMinor ? openMinor : leftMinor;
    leftMinor -= minor;
    return minor > 0n ? [{ itemId: id, amountMinor: minor }] : [];
  });
  return leftMinor > 0n ? undefined : settled;
}

const openOf = (items: readonly { openMinor: bigint }[]) => items.reduce((sum, { openMinor }) => sum + openMinor, 0n);

/** What each line settles, or what is wrong with it. */
function settle(
  lines: readonly PayoutLine[],
  parts: ReadonlyMap<string, readonly StatePart[]>,
  back: ReadonlyMap<string | null, readonly OpenItem[]>,
): Found & { readonly problems: readonly Problem[] } {
  const [paid, kept, problems]: [Settled[], Settled[], Problem[]] = [[], [], []];
  for (const [at, { visitId, amountMinor }] of lines.entries()) {
    const wrong = (code: string, field: string, facts = {}) =>
      problems.push({ code, sentence: refuse(code, facts).message, facts, line: at + 1, field });
    const own = parts.get(visitId);
    if (!own) {
      wrong("STATE_VISIT_UNKNOWN", "visitId", { visitId });
      continue;
    }
    const items =
      amountMinor > 0n
        ? own.map(({ itemId, openMinor }) => ({ id: itemId, openMinor }))
        : own.flatMap(({ itemId }) => back.get(itemId) ?? []);
    const settled = layOn(amountMinor > 0n ? amountMinor : -amountMinor, items);
    if (!settled) wrong("STATE_PAYOUT_TOO_MUCH", "amountMinor", { visitId, openMinor: openOf(items) });
    else (amountMinor > 0n ? paid : kept).push(...settled);
  }
  return { paid, kept, problems };
}

async function found(tx: TenantTransaction, { ledgerId, lines }: PayoutWish): Promise<Found> {
  const visitIds = lines.map(({ visitId }) => visitId);
  const parts = await selectParts(tx, { ledgerId, visitIds }, true);
  const hanging = await itemsByParent(
    tx,
    parts.map(({ itemId }) => itemId),
  );
  const back = hanging.filter(({ side, kind }) => side === "credit" && kind === "insurerPart");
  const { problems, ...settled } = settle(
    lines,
    Map.groupBy(parts, ({ visitId }) => visitId),
    Map.groupBy(back, ({ parentId }) => parentId),
  );
  const [first] = problems;
  if (first) throw refuse(first.code, first.facts, problems);
  return settled;
}

/** The deposit that the bank's line is to pay: the specification's id is its reference. */
function depositOf(ledger: Ledger, id: string, { externalId, paidOn, lines }: PayoutWish): NewItem {
  return {
    ...{ id, ledgerId: ledger.id, side: "receivable", kind: "insurerPart", account: ledger.code("stateReceivable") },
    ...{ partyId: null, parentId: null, documentId: null, reference: externalId, openedOn: paidOn, dueOn: paidOn },
    amountMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
  };
}

function postingsOf({ account, id }: NewItem, { paid, kept }: Found): PostingDraft[] {
  const both = { debit: account, credit: account };
  return [
    ...paid.map(({ itemId, amountMinor }) => ({ ...both, amountMinor, debitItemId: id, creditItemId: itemId })),
    ...kept.map(({ itemId, amountMinor }) => ({ ...both, amountMinor, debitItemId: itemId, creditItemId: id })),
  ];
}

async function requireRight(tx: TenantTransaction, ledger: Ledger, wish: PayoutWish): Promise<void> {
  if (!ledger.accounts.some(({ role }) => role === "stateReceivable")) throw refuse("STATE_SHARE_NOT_HERE");
  if (wish.paidOn > (await creditDay(tx, ledger.id))) throw refuse("STATE_PAYOUT_DAY", { day: wish.paidOn });
  if (new Set(wish.lines.map(({ visitId }) => visitId)).size < wish.lines.length) throw refuse("STATE_PAYOUT_TWICE");
  if (wish.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) <= 0n) throw refuse("STATE_PAYOUT_EMPTY");
}

/**
 * Files a specification and settles the visits' parts by it, on the day of the pay-out. The same again is answered as before. Throws
 * STATE_PAYOUT_CHANGED for other content under the same id, STATE_PAYOUT_DAY, STATE_PAYOUT_TWICE, STATE_PAYOUT_EMPTY, STATE_VISIT_UNKNOWN and
 * STATE_PAYOUT_TOO_MUCH with every line, STATE_SHARE_NOT_HERE, PERIOD_CLOSED, LEDGER_NOT_FOUND.
 */
export async function filePayout(tx: TenantTransaction, wish: PayoutWish): Promise<FiledPayout> {
  const ledger = await ledgerById(tx, wish.ledgerId);
  const contentHash = hash("sha256", canonicalJson(wish), "buffer");
  const known = await payoutByExternalId(tx, ledger.id, wish.externalId);
  if (known && !known.contentHash.equals(contentHash)) throw refuse("STATE_PAYOUT_CHANGED");
  if (known) return { ...known, isNew: false };
  await requireRight(tx, ledger, wish);
  const settled = await found(tx, wish);
  const [id, entryId] = [tx.platform.ids.next(), tx.platform.ids.next()];
  const deposit = depositOf(ledger, tx.platform.ids.next(), wish);
  const source = { kind: "allocation", bookedOn: wish.paidOn, sourceKind: "statePayout", sourceId: id } as const;
  const entry = { id: entryId, ledgerId: ledger.id, ...source, postings: postingsOf(deposit, settled) };
  await withKeyCodes(() => post(tx, [entry], [deposit]));
  const { externalId, paidOn } = wish;
  const payout = {
    id,
    ledgerId: ledger.id,
    externalId,
    paidOn,
    amountMinor: deposit.amountMinor,
    itemId: deposit.id,
    entryId,
    contentHash,
  };
  await insertPayout(tx, payout, wish.lines);
  // The money may have come before its specification.
  await matchWaiting(tx, ledger.id, externalId);
  const detail = { visits: wish.lines.length, amountMinor: deposit.amountMinor };
  await recordAudit(tx, { action: "state.payoutFiled", subjectKind: "ledger", subjectId: ledger.id, detail });
  return { ...payout, isNew: true };
}
