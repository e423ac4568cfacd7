import {
  ItemsMoved,
  itemsById,
  ledgerById,
  post,
  reverseEntry,
  entryById,
  type EntryDraft,
  type Explanation,
  type NewItem,
  type OpenItem,
  type PostingDraft,
} from "../ledger/index.ts";
import { recordAudit, refuse, toJson, type TenantTransaction } from "../platform/index.ts";
import { todayIn } from "./today.ts";
import { lineById, moneyOf, setLineState, setStatementLine, statementLineById, type WorkLine } from "./work-store.ts";

/** A person says where money belongs. Every solution is an entry of its own that can be undone. */

export type Placing = { readonly itemId: string; readonly amountMinor: bigint };

export type Solution = {
  readonly placings: readonly Placing[];
  /** Whose credit the rest becomes; left out keeps it where it is. */
  readonly restToPartyId?: string;
  readonly explanation: Explanation;
};

/** A held line has posted nothing yet, so there is nothing to place: `releaseHeldLine` or `dismissHeldLine` comes first. */
const UNSOLVED = new Set([
  "over",
  "closed",
  "credited",
  "noReference",
  "badCheck",
  "unknown",
  "ambiguous",
  "otherOwner",
  "possibleDuplicate",
]);

async function itemsFor(
  tx: TenantTransaction,
  ledgerId: string,
  placings: readonly Placing[],
): Promise<Map<string, OpenItem>> {
  const items = new Map(
    (
      await itemsById(
        tx,
        placings.map((p) => p.itemId),
        true,
      )
    ).map((item) => [item.id, item]),
  );
  for (const placing of placings) {
    const item = items.get(placing.itemId);
    if (!item || item.ledgerId !== ledgerId || item.side !== "receivable") throw refuse("ITEM_NOT_FOUND");
    if (item.openMinor < placing.amountMinor)
      throw refuse("ALLOCATION_TOO_MUCH", { open: item.openMinor, amount: placing.amountMinor });
  }
  return items;
}

type Source = { readonly account: string; readonly itemId: string | null; readonly availableMinor: bigint };

/** Lays the parts onto the sources in order: each posting takes from one source and gives to one target. */
function layOut(
  sources: readonly Source[],
  targets: readonly { account: string; itemId: string; amountMinor: bigint }[],
): PostingDraft[] {
  const postings: PostingDraft[] = [];
  const left = sources.map((source) => ({ ...source }));
  let at = 0;
  for (const target of targets) {
    let rest = target.amountMinor;
    while (rest > 0n) {
      const source = left[at]!;
      const amountMinor = source.availableMinor < rest ? source.availableMinor : rest;
      if (amountMinor > 0n)
        postings.push({
          debit: source.account,
          credit: target.account,
          amountMinor,
          debitItemId: source.itemId,
          creditItemId: target.itemId,
        });
      rest -= amountMinor;
      if ((left[at] = { ...source, availableMinor: source.availableMinor - amountMinor }).availableMinor === 0n) at++;
    }
  }
  return postings;
}

function creditItem(
  tx: TenantTransaction,
  ledgerId: string,
  account: string,
  partyId: string,
  amountMinor: bigint,
  day: string,
): NewItem {
  return {
    id: tx.platform.ids.next(),
    ledgerId,
    side: "credit",
    kind: "customerCredit",
    account,
    partyId,
    parentId: null,
    documentId: null,
    reference: null,
    openedOn: day,
    dueOn: day,
    amountMinor,
  };
}

/** Writes to the ledger; an open amount that somebody moved meanwhile is a refusal here, not a reason to try again. */
async function unlessMoved<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    throw error instanceof ItemsMoved ? refuse("ITEM_AMOUNT_MOVED") : error;
  }
}

type Placed = { readonly entryId: string; readonly placedMinor: bigint };

async function place(
  tx: TenantTransaction,
  ledgerId: string,
  sourceKind: string,
  sourceId: string,
  sources: readonly Source[],
  solution: Solution,
): Promise<Placed> {
  const ledger = await ledgerById(tx, ledgerId);
  const items = await itemsFor(tx, ledgerId, solution.placings);
  const available = sources.reduce((sum, source) => sum + source.availableMinor, 0n);
  const wanted = solution.placings.reduce((sum, placing) => sum + placing.amountMinor, 0n);
  if (wanted > available || solution.placings.some((p) => p.amountMinor <= 0n))
    throw refuse("ALLOCATION_SUM", { parts: wanted, amount: available });
  const day = todayIn(tx, ledger);
  const newItems: NewItem[] = [];
  const targets = solution.placings.map((p) => ({
    account: items.get(p.itemId)!.account,
    itemId: p.itemId,
    amountMinor: p.amountMinor,
  }));
  if (solution.restToPartyId && wanted < available) {
    const credit = creditItem(
      tx,
      ledgerId,
      ledger.code("customerCredit"),
      solution.restToPartyId,
      available - wanted,
      day,
    );
    newItems.push(credit);
    targets.push({ account: credit.account, itemId: credit.id, amountMinor: credit.amountMinor });
  }
  if (targets.length === 0) throw refuse("ALLOCATION_SUM", { parts: 0n, amount: available });
  const entry: EntryDraft = {
    id: tx.platform.ids.next(),
    ledgerId,
    kind: "allocation",
    bookedOn: day,
    sourceKind,
    sourceId,
    explanation: solution.explanation,
    postings: layOut(sources, targets),
  };
  await unlessMoved(() => post(tx, [entry], newItems));
  return { entryId: entry.id, placedMinor: targets.reduce((sum, target) => sum + target.amountMinor, 0n) };
}

/**
 * Places the money of a bank line that waits for a person. The parts may be fewer than the money: the rest stays and the line stays on
 * the list, unless the rest is given to a party as credit. Returns the entry, which `undoSolution` takes back.
 * Throws BANK_LINE_NOT_FOUND, BANK_LINE_STATE, ITEM_NOT_FOUND, ALLOCATION_SUM, ALLOCATION_TOO_MUCH, ITEM_AMOUNT_MOVED.
 */
export async function solveBankLine(tx: TenantTransaction, lineId: string, solution: Solution): Promise<string> {
  const line = await lineById(tx, lineId, true);
  if (!line) throw refuse("BANK_LINE_NOT_FOUND");
  if (!UNSOLVED.has(line.state)) throw refuse("BANK_LINE_STATE", { state: line.state });
  const money = await moneyOf(tx, lineId);
  const sources = money.map((item) => ({ account: item.account, itemId: item.id, availableMinor: item.openMinor }));
  const { entryId, placedMinor } = await place(tx, line.ledgerId, "bankLine", lineId, sources, solution);
  const allPlaced = placedMinor === sources.reduce((sum, source) => sum + source.availableMinor, 0n);
  if (allPlaced)
    await setLineState(
      tx,
      lineId,
      "solved",
      toJson({ ...solution.explanation, was: line.state, wasExplanation: line.explanation, entryId }),
    );
  await recordAudit(tx, {
    action: "bankLine.solved",
    subjectKind: "bankLine",
    subjectId: lineId,
    detail: { entryId, parts: solution.placings.length, allPlaced },
  });
  return entryId;
}

/** A person has looked and leaves the money where it is: an overpayment stays the payer's credit. */
export async function acceptBankLine(tx: TenantTransaction, lineId: string, reason: string): Promise<void> {
  const line = await lineById(tx, lineId, true);
  if (!line) throw refuse("BANK_LINE_NOT_FOUND");
  if (!UNSOLVED.has(line.state)) throw refuse("BANK_LINE_STATE", { state: line.state });
  await setLineState(
    tx,
    lineId,
    "solved",
    toJson({
      rule: "solve.accepted",
      version: 1,
      inputs: { reason },
      was: line.state,
      wasExplanation: line.explanation,
    }),
  );
  await recordAudit(tx, { action: "bankLine.accepted", subjectKind: "bankLine", subjectId: lineId });
}

/**
 * Takes a solution back: the allocation is reversed and the line is on the work list again (N-23). Of two who take it back at the same
 * moment, or again later, the second is told that it is done.
 * Throws ENTRY_NOT_FOUND, ENTRY_ALREADY_REVERSED, and ITEM_AMOUNT_MOVED when the credit that the solution gave is spent meanwhile.
 */
export async function undoSolution(tx: TenantTransaction, entryId: string): Promise<void> {
  const entry = await entryById(tx, entryId);
  if (!entry || entry.kind !== "allocation" || entry.sourceKind !== "bankLine" || !entry.sourceId)
    throw refuse("ENTRY_NOT_FOUND");
  // The lock first: whoever waits for it then sees the other's reversal.
  const line = await lineById(tx, entry.sourceId, true);
  const day = todayIn(tx, await ledgerById(tx, entry.ledgerId));
  await unlessMoved(() => reverseEntry(tx, entryId, day, { rule: "solve.undone", version: 1, inputs: {} }));
  if (line?.state === "solved")
    await setLineState(tx, line.id, String(line.explanation["was"]), toJson(line.explanation["wasExplanation"]));
  await recordAudit(tx, {
    action: "bankLine.solutionUndone",
    subjectKind: "bankLine",
    subjectId: entry.sourceId,
    detail: { entryId },
  });
}

/**
 * Places an incoming statement line that no lump explains, for example a payment without reference: it leaves bank clearing for the
 * items a person names, and for a party's credit. Throws when the parts do not make up the whole line.
 */
export async function solveStatementLine(tx: TenantTransaction, lineId: string, solution: Solution): Promise<string> {
  const line = await statementLineById(tx, lineId);
  if (!line) throw refuse("STATEMENT_LINE_NOT_FOUND");
  if (line.state !== "open" || line.amountMinor <= 0n) throw refuse("BANK_LINE_STATE", { state: line.state });
  const ledger = await ledgerById(tx, line.ledgerId);
  const parts = solution.placings.reduce((sum, placing) => sum + placing.amountMinor, 0n);
  if (parts !== line.amountMinor && !solution.restToPartyId)
    throw refuse("ALLOCATION_SUM", { parts, amount: line.amountMinor });
  const source = { account: ledger.code("bankClearing"), itemId: null, availableMinor: line.amountMinor };
  const { entryId } = await place(tx, line.ledgerId, "statementLine", lineId, [source], solution);
  await setStatementLine(tx, lineId, "posted", toJson({ ...solution.explanation, entryId }));
  await recordAudit(tx, {
    action: "statementLine.solved",
    subjectKind: "statementLine",
    subjectId: lineId,
    detail: { entryId },
  });
  return entryId;
}

/**
 * A person says that a held line is a payment of its own: it posts now, unallocated, and waits on the work list to be placed.
 * Throws BANK_LINE_NOT_FOUND, BANK_LINE_STATE.
 */
export async function releaseHeldLine(tx: TenantTransaction, lineId: string): Promise<void> {
  const line = await heldLine(tx, lineId);
  const ledger = await ledgerById(tx, line.ledgerId);
  const day = todayIn(tx, ledger);
  const account = ledger.code("unallocated");
  const item: NewItem = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    side: "credit",
    kind: "unallocated",
    account,
    partyId: null,
    parentId: null,
    documentId: lineId,
    reference: line.reference,
    openedOn: day,
    dueOn: day,
    amountMinor: line.amountMinor,
  };
  const explanation = { rule: "solve.ownPayment", version: 1, inputs: {} };
  const posting = {
    debit: ledger.code("bankClearing"),
    credit: account,
    amountMinor: line.amountMinor,
    creditItemId: item.id,
  };
  await post(
    tx,
    [
      {
        id: tx.platform.ids.next(),
        ledgerId: ledger.id,
        kind: "payment",
        bookedOn: day,
        sourceKind: "bankLine",
        sourceId: lineId,
        explanation,
        postings: [posting],
      },
    ],
    [item],
  );
  await setLineState(
    tx,
    lineId,
    "unknown",
    toJson({ ...explanation, was: line.state, wasExplanation: line.explanation }),
  );
  await recordAudit(tx, { action: "bankLine.released", subjectKind: "bankLine", subjectId: lineId });
}

/** A person says that a held line is the payment that came before. It stays unposted, as repeated. */
export async function dismissHeldLine(tx: TenantTransaction, lineId: string): Promise<void> {
  const line = await heldLine(tx, lineId);
  await setLineState(
    tx,
    lineId,
    "repeated",
    toJson({ rule: "solve.samePayment", version: 1, inputs: {}, was: line.state, wasExplanation: line.explanation }),
  );
  await recordAudit(tx, { action: "bankLine.dismissed", subjectKind: "bankLine", subjectId: lineId });
}

async function heldLine(tx: TenantTransaction, lineId: string): Promise<WorkLine> {
  const line = await lineById(tx, lineId, true);
  if (!line) throw refuse("BANK_LINE_NOT_FOUND");
  if (line.state !== "held" || line.amountMinor <= 0n) throw refuse("BANK_LINE_STATE", { state: line.state });
  return line;
}
