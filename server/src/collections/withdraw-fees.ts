/** Fees of reminders that should not have been asked for are taken back (E2, E3, E8): the entry is reversed, and money that lay on it finds its place. */
import {
  itemsById,
  post,
  reverseEntry,
  type DateText,
  type EntryDraft,
  type NewItem,
  type OpenItem,
  type PostingDraft,
} from "../ledger/index.ts";
import { recordAudit, type TenantTransaction } from "../platform/index.ts";
import { stepRows, type StepRow } from "./facts-store.ts";
import { doubtfulFees, movesOf, type FeeRow, type MoveRow } from "./fee-store.ts";
import { feeWithdrawal, type Move, type Withdrawal } from "./fee-withdrawal.ts";
import { dateText, type Ground } from "./ground.ts";
import { sentStep } from "./read-facts.ts";

/** A file that is later than this is no longer a matter for a machine. */
const LOOKED_BACK_DAYS = 366;

const VERSION = 1;

/** Takes back every fee of a ledger that falls away by what is known now; gives how many. A second time finds none: an entry is reversed once. */
export async function withdrawFees(tx: TenantTransaction, ground: Ground): Promise<number> {
  const since = dateText(ground.today.subtract({ days: LOOKED_BACK_DAYS }));
  const fees = await doubtfulFees(tx, ground.ledger.id, since);
  if (fees.length === 0) return 0;
  const ids = [...new Set(fees.flatMap(({ itemId, feeItemId }) => [itemId, feeItemId]))];
  const items = new Map((await itemsById(tx, ids, true)).map((item) => [item.id, item]));
  const moves = Map.groupBy(await movesOf(tx, ids), ({ itemId }) => itemId);
  const steps = await stepRows(tx, [...new Set(fees.map(({ itemId }) => itemId))], ground.zone);
  const byId = new Map(steps.map((step) => [step.id, step]));
  let withdrawn = 0;
  for (const fee of fees) {
    const answer = answerFor(ground, fee, byId.get(fee.stepId)!, items, moves);
    if (answer === null) continue;
    await takeBack(tx, ground, fee, answer, items);
    withdrawn += 1;
  }
  return withdrawn;
}

function answerFor(
  { book, today }: Ground,
  { itemId, feeItemId, takenAt }: FeeRow,
  step: StepRow,
  items: ReadonlyMap<string, OpenItem>,
  moves: ReadonlyMap<string, readonly MoveRow[]>,
): Withdrawal | null {
  const of = (id: string, name: Move["of"]): readonly Move[] =>
    (moves.get(id) ?? []).map((move) => ({ ...move, of: name, on: Temporal.PlainDate.from(move.on) }));
  return feeWithdrawal({
    leftOn: sentStep(step, today)[0]?.sentOn ?? null,
    takenAt,
    minorBalanceMinor: book.of(items.get(itemId)!)?.policy.minorBalanceMinor ?? 0n,
    moves: [...of(itemId, "claim"), ...of(feeItemId, "fee")],
  });
}

/** `items` is kept as the entries leave them: a claim can have had two fees. */
async function takeBack(
  tx: TenantTransaction,
  ground: Ground,
  { stepId, itemId, feeItemId, entryId }: FeeRow,
  { rule, inputs }: Withdrawal,
  items: Map<string, OpenItem>,
): Promise<void> {
  const [claim, fee] = [items.get(itemId)!, items.get(feeItemId)!];
  const explanation = {
    rule: `followUp.feeWithdrawn.${rule}`,
    version: VERSION,
    inputs: { ...inputs, stepId, itemId },
  };
  const usedMinor = await freePaid(tx, ground, { claim, fee }, explanation);
  items.set(claim.id, { ...claim, openMinor: claim.openMinor - usedMinor });
  await reverseEntry(tx, entryId, dateText(ground.today), explanation);
  await recordAudit(tx, {
    action: "followUp.feeWithdrawn",
    subjectKind: "openItem",
    subjectId: itemId,
    detail: { reason: rule, amountMinor: fee.amountMinor },
  });
}

const smaller = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Money that was put against the fee settles the claim, as far as that is open; what is more is the payer's credit. Gives what the claim took. */
async function freePaid(
  tx: TenantTransaction,
  { ledger, today }: Ground,
  { claim, fee }: { readonly claim: OpenItem; readonly fee: OpenItem },
  explanation: NonNullable<EntryDraft["explanation"]>,
): Promise<bigint> {
  const paidMinor = fee.amountMinor - fee.openMinor;
  const claimMinor = smaller(paidMinor, claim.openMinor);
  const from = { debit: fee.account, debitItemId: fee.id };
  const postings: PostingDraft[] = [];
  const credits: NewItem[] = [];
  if (claimMinor > 0n)
    postings.push({ ...from, credit: claim.account, creditItemId: claim.id, amountMinor: claimMinor });
  if (paidMinor > claimMinor) {
    const credit = creditFor(tx, ledger.code("customerCredit"), claim, dateText(today), paidMinor - claimMinor);
    credits.push(credit);
    postings.push({ ...from, credit: credit.account, creditItemId: credit.id, amountMinor: credit.amountMinor });
  }
  if (postings.length === 0) return 0n;
  const entry: EntryDraft = {
    ...{ id: tx.platform.ids.next(), ledgerId: ledger.id, kind: "allocation", bookedOn: dateText(today) },
    ...{ sourceKind: "feeWithdrawn", sourceId: fee.id, explanation, postings },
  };
  await post(tx, [entry], credits);
  return claimMinor;
}

function creditFor(
  tx: TenantTransaction,
  account: string,
  { id: parentId, ledgerId, partyId }: OpenItem,
  day: DateText,
  amountMinor: bigint,
): NewItem {
  return {
    ...{ id: tx.platform.ids.next(), ledgerId, side: "credit", kind: "customerCredit", account, partyId, parentId },
    ...{ documentId: null, reference: null, openedOn: day, dueOn: day, amountMinor },
  };
}
