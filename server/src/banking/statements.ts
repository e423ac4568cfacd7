import { raiseAlarm } from "../controls/index.ts";
import { closedDays, post, type EntryDraft, type Ledger } from "../ledger/index.ts";
import { seal, tenantKey, toJson, type DataKey, type TenantTransaction } from "../platform/index.ts";
import type { IncomingStatement, IncomingStatementLine } from "./ports.ts";
import { batchesOfFile } from "./file-store.ts";
import {
  insertStatement,
  insertStatementLines,
  neighbours,
  payablesByReference,
  writePairs,
  type StatementLineRow,
  type StatementRow,
} from "./statement-store.ts";
import type { BankAccount } from "./types.ts";

/**
 * Account statements: the proof. Every booked line moves the bank account, so that the ledger's bank equals the closing balance; the
 * counter side is what the line is recognised as, or bank clearing, where it stays until its lump or a person explains it.
 */

type Recognised = {
  readonly state: StatementLineRow["state"];
  readonly account: string;
  readonly itemId: string | null;
  readonly rule: string;
  readonly inputs: Record<string, unknown>;
};

type Payable = Awaited<ReturnType<typeof payablesByReference>>[number];

/** What names a payable on a debit: references to a supplier, or the id of an order of ours. */
const namesOf = ({ references, endToEndId }: IncomingStatementLine) =>
  endToEndId === null ? references : [...references, endToEndId];

function recognise(line: IncomingStatementLine, ledger: Ledger, payables: Payable[]): Recognised {
  if (line.amountMinor < 0n) {
    const payable = payables.find(
      (item) => namesOf(line).includes(item.reference) && item.openMinor === -line.amountMinor,
    );
    if (payable) {
      payables.splice(payables.indexOf(payable), 1);
      return {
        state: "posted",
        account: payable.account,
        itemId: payable.id,
        rule: payable.kind === "supplierInvoice" ? "supplierInvoice" : "paymentOrder",
        inputs: { itemId: payable.id },
      };
    }
    if (line.isCharge)
      return { state: "posted", account: ledger.code("paymentCost"), itemId: null, rule: "bankCharge", inputs: {} };
  }
  return { state: "open", account: ledger.code("bankClearing"), itemId: null, rule: "unexplained", inputs: {} };
}

function entryOf(
  tx: TenantTransaction,
  ledger: Ledger,
  line: IncomingStatementLine,
  lineId: string,
  recognised: Recognised,
  bookedOn: string,
): EntryDraft {
  const bank = ledger.code("bank");
  const incoming = line.amountMinor > 0n;
  const amountMinor = incoming ? line.amountMinor : -line.amountMinor;
  const posting = incoming
    ? { debit: bank, credit: recognised.account, amountMinor, creditItemId: recognised.itemId }
    : { debit: recognised.account, credit: bank, amountMinor, debitItemId: recognised.itemId };
  return {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    kind: "statement",
    bookedOn,
    sourceKind: "statementLine",
    sourceId: lineId,
    postings: [posting],
  };
}

function rowOf(
  tx: TenantTransaction,
  key: DataKey,
  ledger: Ledger,
  statementId: string,
  line: IncomingStatementLine,
  id: string,
  recognised: Recognised,
): StatementLineRow {
  const place = { tenantId: tx.tenantId, table: "statement_line", column: "text_sealed", row: id };
  return {
    id,
    ledgerId: ledger.id,
    statementId,
    lineNo: line.lineNo,
    bookedOn: line.bookedOn,
    valueOn: line.valueOn,
    amountMinor: line.amountMinor,
    bankRef: line.bankRef,
    endToEndId: line.endToEndId,
    lineKey: line.lineKey,
    textSealed: line.text ? seal(key, place, line.text) : null,
    state: recognised.state,
    explanation: toJson({ rule: `statement.${recognised.rule}`, version: 1, inputs: recognised.inputs }),
  };
}

/** A line without the bank's reference that looks like one of an earlier statement: two people may have paid the same, so a person decides. */
function heldTwin(row: StatementLineRow): StatementLineRow {
  return {
    ...row,
    lineKey: `${row.lineKey}|${row.statementId}`,
    state: "held",
    explanation: toJson({ rule: "statement.possibleDuplicate", version: 1, inputs: {} }),
  };
}

async function noteGaps(tx: TenantTransaction, row: StatementRow, account: BankAccount): Promise<void> {
  const { previousClosing, nextOpening } = await neighbours(tx, row.bankAccountId, row.id, row.toOn);
  const expected = previousClosing ?? account.openingMinor;
  const gap = expected !== row.openingMinor || (nextOpening !== null && nextOpening !== row.closingMinor);
  if (!gap) return;
  await raiseAlarm(tx, {
    kind: "bank.statementGap",
    subjectKind: "bankAccount",
    subjectId: row.bankAccountId,
    dayOn: row.toOn,
    detail: { expectedMinor: expected, openingMinor: row.openingMinor },
  });
}

/** Where the statement's own transactions are the payments, each line is the lump of the same key in the same file. */
async function pairOwnDetails(
  tx: TenantTransaction,
  fileId: string,
  drafts: readonly { line: IncomingStatementLine; id: string }[],
): Promise<void> {
  const detailed = drafts.filter((draft) => draft.line.batchKey !== null);
  if (detailed.length === 0) return;
  const batches = new Map((await batchesOfFile(tx, fileId)).map((batch) => [batch.batchKey, batch]));
  const pairs = detailed.flatMap(({ line, id }) => {
    const batch = batches.get(line.batchKey!);
    const explanation = toJson({ rule: "statement.ownDetails", version: 1, inputs: { batchId: batch?.id } });
    return batch?.ledgerMinor === line.amountMinor ? [{ lineId: id, batchId: batch.id, explanation }] : [];
  });
  await writePairs(tx, pairs);
}

/** Posts one statement. A statement or line that is already here changes nothing. Returns the number of lines posted now. */
export async function postStatement(
  tx: TenantTransaction,
  fileId: string,
  account: BankAccount,
  ledger: Ledger,
  statement: IncomingStatement,
): Promise<number> {
  const { lines, account: _number, ...head } = statement;
  const row: StatementRow = {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    bankAccountId: account.id,
    fileId,
    ...head,
  };
  if (!(await insertStatement(tx, row))) return 0;
  const key = await tenantKey(tx);
  const payables = await payablesByReference(
    tx,
    ledger.id,
    lines.filter((line) => line.amountMinor < 0n).flatMap(namesOf),
  );
  const drafts = lines.map((line) => ({
    line,
    id: tx.platform.ids.next(),
    recognised: recognise(line, ledger, payables),
  }));
  const rows = drafts.map((draft) => rowOf(tx, key, ledger, row.id, draft.line, draft.id, draft.recognised));
  const added = await insertStatementLines(tx, rows);
  await insertStatementLines(
    tx,
    rows.filter((line) => !added.has(line.lineKey) && line.bankRef === null).map(heldTwin),
  );
  const closed = await closedDays(tx, [ledger.id]);
  const fresh = drafts.filter((draft) => added.has(draft.line.lineKey) && draft.line.amountMinor !== 0n);
  await post(
    tx,
    fresh.map((draft) =>
      entryOf(tx, ledger, draft.line, draft.id, draft.recognised, closed.firstOpenDay(ledger.id, draft.line.bookedOn)),
    ),
  );
  await pairOwnDetails(
    tx,
    fileId,
    drafts.filter((draft) => added.has(draft.line.lineKey)),
  );
  await noteGaps(tx, row, account);
  return fresh.length;
}
