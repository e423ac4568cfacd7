import { post, type EntryDraft, type Ledger, type NewItem } from "../ledger/index.ts";
import { chosenOrders, marketPack } from "../markets/index.ts";
import { blindIndex, seal, toJson, type DataKey, type TenantTransaction } from "../platform/index.ts";
import { itemKey, readChunkFacts, takeDown, type ChunkFacts } from "./chunk-facts.ts";
import { earlierPayments, insertLines, type LineRow } from "./line-store.ts";
import { keptReference, withoutPersons } from "./kept-reference.ts";
import { matchPayment, type Decision } from "./match.ts";
import type { IncomingPayment } from "./ports.ts";
import type { BatchRow } from "./file-store.ts";

/** What a file's chunks have in common. */
export type FilePlan = {
  readonly fileId: string;
  /** By account and batch key, see `batchName`. */
  readonly batches: ReadonlyMap<string, BatchRow>;
  readonly ledgerOfAccount: ReadonlyMap<string, string>;
  readonly ledgers: ReadonlyMap<string, Ledger>;
  readonly key: DataKey;
  /** The day each ledger books something settled on a day: itself, or the first open day. */
  bookingDay(ledgerId: string, settledOn: string): string;
};

export function batchName(account: string, batchKey: string): string {
  return `${account}|${batchKey}`;
}

/** Some lines of the chunk are already known; the chunk is done anew, looking first. */
export class LinesKnown extends Error {
  override readonly name = "LinesKnown";
}

export type Decided = {
  readonly payment: IncomingPayment;
  readonly lineId: string;
  readonly batch: BatchRow;
  readonly ledger: Ledger;
  readonly decisions: readonly Decision[];
};

/** A payment of named parts is decided part by part; all others as one. */
function partsOf(payment: IncomingPayment): { reference: string | null; amountMinor: bigint }[] {
  return payment.parts ? [...payment.parts] : [{ reference: payment.reference, amountMinor: payment.amountMinor }];
}

/** The order a ledger has chosen, else the market's for a consumer's bill of health care that the payment names. */
const orderOf = ({ market, settings: { usedFirst } }: Ledger) =>
  usedFirst
    ? chosenOrders[usedFirst]
    : marketPack(market).allocationOrder({ care: "health", debtor: "consumer", namesInvoice: true });

function decide(payment: IncomingPayment, ledger: Ledger, facts: ChunkFacts): Decision[] {
  return partsOf(payment).map((part) => {
    const key = part.reference === null ? "" : itemKey(ledger.id, part.reference);
    const item = facts.items.get(key);
    const children = item ? (facts.children.get(item.itemId) ?? []) : [];
    const customer = facts.customers.get(key);
    const decision = matchPayment(
      { amountMinor: part.amountMinor, reference: part.reference, referenceProblem: payment.referenceProblem },
      {
        item,
        children,
        otherLedgerId: part.reference === null ? undefined : facts.elsewhere.get(part.reference),
        customerItems: customer?.items,
        customerId: customer?.partyId,
        allocationOrder: orderOf(ledger),
      },
    );
    if (item) takeDown([item, ...children], decision.allocations);
    if (customer) takeDown(customer.items, decision.allocations);
    return decision;
  });
}

/** One state for the line: of several parts the one that needs a person most. */
const GRAVITY = [
  "matched",
  "part",
  "over",
  "credited",
  "closed",
  "possibleDuplicate",
  "ambiguous",
  "otherOwner",
  "badCheck",
  "unknown",
  "noReference",
];
export function lineState(decisions: readonly Decision[]): string {
  let worst = 0;
  for (const decision of decisions) worst = Math.max(worst, GRAVITY.indexOf(decision.state));
  return GRAVITY[worst]!;
}

function surplusItem(decision: Decision, decided: Decided, bookedOn: string, id: string): NewItem {
  const known = decision.creditTo !== null;
  return {
    id,
    ledgerId: decided.ledger.id,
    side: "credit",
    kind: known ? "customerCredit" : "unallocated",
    account: decided.ledger.code(known ? "customerCredit" : "unallocated"),
    partyId: decision.creditTo?.partyId ?? null,
    parentId: decision.creditTo?.parentId ?? null,
    documentId: decided.lineId,
    reference: keptReference(decided.payment.reference, decision.state),
    openedOn: bookedOn,
    dueOn: bookedOn,
    amountMinor: decision.surplusMinor,
  };
}

/** The entry of one payment: bank clearing receives, items and credits give; a charge our bank kept is its own posting. */
function entryOf(tx: TenantTransaction, plan: FilePlan, decided: Decided, newItems: NewItem[]): EntryDraft {
  const { ledger, payment } = decided;
  const bookedOn = plan.bookingDay(ledger.id, payment.settledOn);
  const clearing = ledger.code("bankClearing");
  const postings: EntryDraft["postings"][number][] = [];
  for (const decision of decided.decisions) {
    for (const a of decision.allocations)
      postings.push({ debit: clearing, credit: a.account, amountMinor: a.amountMinor, creditItemId: a.itemId });
    if (decision.surplusMinor > 0n) {
      const item = surplusItem(decision, decided, bookedOn, tx.platform.ids.next());
      newItems.push(item);
      postings.push({ debit: clearing, credit: item.account, amountMinor: item.amountMinor, creditItemId: item.id });
    }
  }
  if (payment.chargeMinor > 0n)
    postings.push({ debit: ledger.code("paymentCost"), credit: clearing, amountMinor: payment.chargeMinor });
  return {
    id: tx.platform.ids.next(),
    ledgerId: ledger.id,
    kind: "payment",
    bookedOn,
    sourceKind: "bankLine",
    sourceId: decided.lineId,
    postings,
  };
}

function explanationOf(decided: Decided, plan: FilePlan): string {
  const [first, ...more] = decided.decisions;
  const bookedOn = plan.bookingDay(decided.ledger.id, decided.payment.settledOn);
  const moved =
    bookedOn === decided.payment.settledOn ? {} : { bookedOn, because: "The settlement date lies in a closed period." };
  const hints = decided.payment.suggestedReferences.length
    ? { suggestedReferences: decided.payment.suggestedReferences.map(withoutPersons) }
    : {};
  if (more.length === 0) return toJson({ ...first!.explanation, ...moved, ...hints });
  return toJson({
    rule: "match.namedParts",
    version: 1,
    inputs: { parts: decided.decisions.map((d) => d.explanation) },
    ...moved,
    ...hints,
  });
}

/** The line as it is kept: the payer's account and free text sealed, the account also as a blind index. */
export function lineRow(
  plan: FilePlan,
  tenantId: string,
  decided: Pick<Decided, "payment" | "lineId" | "batch" | "ledger">,
  state: string,
  explanation: string,
): LineRow {
  const { payment, lineId } = decided;
  const place = (columnName: string) => ({ tenantId, table: "bank_line", column: columnName, row: lineId });
  const words = [payment.payerName, payment.text].filter((text) => text !== null).join(" | ");
  return {
    id: lineId,
    ledgerId: decided.ledger.id,
    batchId: decided.batch.id,
    lineNo: payment.lineNo,
    fingerprint: payment.fingerprint,
    settledOn: payment.settledOn,
    paidOn: payment.paidOn,
    kind: payment.kind,
    amountMinor: payment.amountMinor,
    chargeMinor: payment.chargeMinor,
    reference: keptReference(payment.reference, state),
    payerSealed: payment.payerAccount ? seal(plan.key, place("payer_sealed"), payment.payerAccount) : null,
    payerBlind: payment.payerAccount ? blindIndex(plan.key, payment.payerAccount) : null,
    textSealed: words ? seal(plan.key, place("text_sealed"), words) : null,
    state,
    explanation,
  };
}

/**
 * Same account, day, amount, reference and payer as a payment already here: it posts all the same (somebody may really have paid twice),
 * and a person looks. Asked only where the item had been paid before; a first payment in full cannot be a duplicate.
 */
async function markDuplicates(tx: TenantTransaction, rows: LineRow[], decided: readonly Decided[]): Promise<void> {
  const doubtful = new Set<number>();
  decided.forEach((one, index) => {
    if (
      one.payment.reference !== null &&
      one.decisions.some((d) => d.state === "closed" || d.state === "over" || d.state === "part")
    )
      doubtful.add(index);
  });
  if (doubtful.size === 0) return;
  const references = [...new Set([...doubtful].map((index) => rows[index]!.reference!))];
  const twinKey = (row: {
    reference: string | null;
    settledOn: string;
    amountMinor: bigint;
    payerBlind: Buffer | null;
  }) => `${row.reference}|${row.settledOn}|${row.amountMinor}|${row.payerBlind?.toString("hex") ?? ""}`;
  const seen = new Map((await earlierPayments(tx, references)).map((row) => [twinKey(row), row.lineId]));
  rows.forEach((row, index) => {
    const twin = row.reference !== null ? seen.get(twinKey(row)) : undefined;
    if (doubtful.has(index) && twin) {
      const explanation = toJson({
        rule: "match.possibleDuplicate",
        version: 1,
        inputs: { twin, otherwise: row.state },
      });
      rows[index] = { ...row, state: "possibleDuplicate", explanation };
    }
    if (row.reference !== null) seen.set(twinKey(row), row.id);
  });
}

/**
 * Posts a run of incoming payments: facts in bulk, decisions in memory, lines, items, entries and postings in bulk.
 * Throws `LinesKnown` when a fingerprint is already here and `ItemsMoved` when an open amount was overtaken: the chunk is then done anew.
 */
export async function postPayments(
  tx: TenantTransaction,
  plan: FilePlan,
  payments: readonly IncomingPayment[],
  lock: boolean,
): Promise<void> {
  if (payments.length === 0) return;
  const facts = await readChunkFacts(tx, payments, plan, lock);
  const decided = payments.map((payment): Decided => {
    const ledger = plan.ledgers.get(plan.ledgerOfAccount.get(payment.account)!)!;
    const batch = plan.batches.get(batchName(payment.account, payment.batchKey))!;
    return { payment, ledger, batch, lineId: tx.platform.ids.next(), decisions: decide(payment, ledger, facts) };
  });
  const rows = decided.map((one) =>
    lineRow(plan, tx.tenantId, one, lineState(one.decisions), explanationOf(one, plan)),
  );
  await markDuplicates(tx, rows, decided);
  if ((await insertLines(tx, rows)) !== rows.length) throw new LinesKnown("Some lines are already here");
  const newItems: NewItem[] = [];
  const entries = decided.filter((one) => one.payment.amountMinor > 0n).map((one) => entryOf(tx, plan, one, newItems));
  await post(tx, entries, newItems);
}
