import { ledgerById, post, type NewItem } from "../ledger/index.ts";
import { recordAudit, refuse, toJson, type TenantTransaction } from "../platform/index.ts";
import { todayIn } from "./today.ts";
import { lineById, setLineState, type WorkLine } from "./work-store.ts";

/** A payment that looks told before posts nothing until a person says what it is. */

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
