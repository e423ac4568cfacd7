import { entryById, ledgerById, reverseEntry } from "../ledger/index.ts";
import { recordAudit, refuse, toJson, type TenantTransaction } from "../platform/index.ts";
import { partsOf, place, unlessMoved, type Solution } from "./place.ts";
import { todayIn } from "./today.ts";
import { lineById, moneyOf, setLineState, setStatementLine, statementLineById } from "./work-store.ts";

/** A person says where money belongs. Every solution is an entry of its own that can be undone. */

/** A held line has posted nothing yet, so there is nothing to place: `releaseHeldLine` or `dismissHeldLine` (held-lines.ts) comes first. */
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

const solvedKinds = ["bankLine", "statementLine"] as const;
type SolvedKind = (typeof solvedKinds)[number];

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
  const where = { ledger: await ledgerById(tx, line.ledgerId), sourceKind: "bankLine", sourceId: lineId };
  const { entryId, placedMinor } = await place(tx, where, sources, solution);
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

/** The line that a solution placed waits again, as it did before. */
async function waitAgain(tx: TenantTransaction, sourceKind: SolvedKind, lineId: string): Promise<void> {
  if (sourceKind === "statementLine") {
    const line = await statementLineById(tx, lineId);
    if (line?.state === "posted")
      await setStatementLine(tx, lineId, "open", toJson(line.explanation["wasExplanation"] ?? {}));
    return;
  }
  const line = await lineById(tx, lineId, true);
  if (line?.state === "solved")
    await setLineState(tx, line.id, String(line.explanation["was"]), toJson(line.explanation["wasExplanation"]));
}

/** Holds the line until the transaction ends: whoever waits for it then sees the other's decision. */
async function holdLine(tx: TenantTransaction, sourceKind: SolvedKind, lineId: string): Promise<void> {
  if (sourceKind === "bankLine") await lineById(tx, lineId, true);
  else await statementLineById(tx, lineId);
}

/**
 * Takes a solution back, of a payment or of a statement line: the allocation is reversed and the line is on the work list again (N-23). Of
 * two who take it back at the same moment, or again later, the second is told that it is done.
 * Throws ENTRY_NOT_FOUND, ENTRY_ALREADY_REVERSED, and ITEM_AMOUNT_MOVED when the credit that the solution gave is spent meanwhile.
 */
export async function undoSolution(tx: TenantTransaction, entryId: string): Promise<void> {
  const entry = await entryById(tx, entryId);
  const sourceKind = solvedKinds.find((kind) => kind === entry?.sourceKind);
  if (!entry || entry.kind !== "allocation" || !sourceKind || !entry.sourceId) throw refuse("ENTRY_NOT_FOUND");
  await holdLine(tx, sourceKind, entry.sourceId);
  const day = todayIn(tx, await ledgerById(tx, entry.ledgerId));
  await unlessMoved(() => reverseEntry(tx, entryId, day, { rule: "solve.undone", version: 1, inputs: {} }));
  await waitAgain(tx, sourceKind, entry.sourceId);
  await recordAudit(tx, {
    action: `${sourceKind}.solutionUndone`,
    subjectKind: sourceKind,
    subjectId: entry.sourceId,
    detail: { entryId },
  });
}

/**
 * Places an incoming statement line that no lump explains, for example a payment without reference: it leaves bank clearing for the
 * items a person names, for what a partner owes that pays out, and for a party's credit. Throws when the parts do not make up the whole line.
 */
export async function solveStatementLine(tx: TenantTransaction, lineId: string, solution: Solution): Promise<string> {
  const line = await statementLineById(tx, lineId);
  if (!line) throw refuse("STATEMENT_LINE_NOT_FOUND");
  if (line.state !== "open" || line.amountMinor <= 0n) throw refuse("BANK_LINE_STATE", { state: line.state });
  const ledger = await ledgerById(tx, line.ledgerId);
  const parts = partsOf(solution) + (solution.roundingMinor ?? 0n);
  if (parts !== line.amountMinor && !solution.restToPartyId)
    throw refuse("ALLOCATION_SUM", { partsMinor: parts, amountMinor: line.amountMinor });
  const source = { account: ledger.code("bankClearing"), itemId: null, availableMinor: line.amountMinor };
  const where = { ledger, sourceKind: "statementLine", sourceId: lineId };
  const { entryId } = await place(tx, where, [source], solution);
  await setStatementLine(
    tx,
    lineId,
    "posted",
    toJson({ ...solution.explanation, wasExplanation: line.explanation, entryId }),
  );
  await recordAudit(tx, {
    action: "statementLine.solved",
    subjectKind: "statementLine",
    subjectId: lineId,
    detail: { entryId },
  });
  return entryId;
}
