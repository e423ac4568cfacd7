import {
  entriesBySource,
  itemsById,
  ItemsMoved,
  post,
  postingsOf,
  reverseEntry,
  type EntryDraft,
  type NewItem,
  type OpenItem,
} from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { announce, recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { liveAttempt } from "../store.ts";
import { caseOf, openCase, type Arranged, type By, type Case } from "./items.ts";
import { equalParts, mostPartsOf, type Part } from "./policy.ts";
import { partReferences } from "./references.ts";

/** A claim in parts: an entry `split` from the claim's item to an item for each part, taken back by its reversal. */

/** The source of a split's entry: the item that was split. */
const SPLIT_SOURCE = "openItem";
/** Nobody looks through more. */
const MOST_PARTS = 60;

export type SplitWish = {
  readonly itemId: string;
  /** Equal parts a month apart, or (staff only) exactly these. */
  readonly parts: number | readonly Part[];
  readonly by: By;
  /** The clinic's plan: when one part goes to head office unpaid, all of the rest falls due (E14). */
  readonly wholeRestFallsDue?: boolean;
};

export type SplitPart = Part & { readonly itemId: string; readonly reference: string; readonly openMinor: bigint };
export type Split = {
  readonly entryId: string;
  readonly parts: readonly SplitPart[];
  readonly wholeRestFallsDue: boolean;
  readonly arranged: Arranged;
};

const sum = (parts: readonly Part[]) => parts.reduce((total, part) => total + part.amountMinor, 0n);

function requireSplittable({ kind, parentId }: OpenItem): void {
  const whole = kind === "invoice" || kind === "instalment" || kind === "insurerPart";
  if (!whole || parentId !== null) throw refuse("SPLIT_NOT_WHOLE");
}

function monthly({ item, limits, today, ledger }: Case, count: number, by: By): Part[] {
  const most = by === "staff" ? MOST_PARTS : mostPartsOf(item.openMinor, limits);
  if (most < 2) throw refuse("SELF_SERVICE_NOT_NOW");
  if (count < 2 || count > most) throw refuse("SPLIT_PARTS", { mostParts: most });
  const firstOn = Temporal.PlainDate.from(item.dueOn < today ? today : item.dueOn);
  return equalParts(item.openMinor, count, firstOn, marketPack(ledger.market).days);
}

function exactly({ item, today }: Case, parts: readonly Part[], by: By): readonly Part[] {
  if (by !== "staff") throw refuse("SELF_SERVICE_NOT_NOW");
  if (parts.length < 2 || parts.length > MOST_PARTS) throw refuse("SPLIT_PARTS", { mostParts: MOST_PARTS });
  if (sum(parts) !== item.openMinor || parts.some(({ amountMinor }) => amountMinor <= 0n))
    throw refuse("SPLIT_SUM", { partsMinor: sum(parts), openMinor: item.openMinor });
  if (parts.some(({ dueOn }) => dueOn < today)) throw refuse("DUE_DAY_PASSED", { today });
  return parts;
}

function partsOf(found: Case, { parts, by }: SplitWish): readonly Part[] {
  requireSplittable(found.item);
  return typeof parts === "number" ? monthly(found, parts, by) : exactly(found, parts, by);
}

/**
 * What a split would come to, to the øre and the day; nothing is written. Throws PAYMENT_ITEM_NOT_FOUND, PAYMENT_NOTHING_OPEN, SPLIT_NOT_WHOLE,
 * SELF_SERVICE_NOT_NOW, SPLIT_PARTS, SPLIT_SUM, DUE_DAY_PASSED.
 */
export async function previewSplit(tx: TenantTransaction, wish: SplitWish): Promise<readonly Part[]> {
  return partsOf(await openCase(tx, wish.itemId), wish);
}

const arranged = (itemId: string, parts: readonly Part[]): Arranged => ({
  kind: "split",
  itemId,
  stops: ["reminders", "fees", "interest", "collection"],
  untilOn: parts.map(({ dueOn }) => dueOn).toSorted()[0]!,
});

/** The split of an item that stands, if there is one. */
export async function splitOf(tx: TenantTransaction, itemId: string): Promise<Split | undefined> {
  const entries = await entriesBySource(tx, SPLIT_SOURCE, [itemId]);
  const entry = entries.find(({ kind, reversedBy }) => kind === "split" && reversedBy === null);
  if (!entry) return undefined;
  const postings = await postingsOf(tx, [entry.id]);
  const items = new Map(
    (
      await itemsById(
        tx,
        postings.map((each) => each.debitItemId!),
      )
    ).map((item) => [item.id, item]),
  );
  const parts = postings.map((each): SplitPart => {
    const { id, reference, dueOn, openMinor } = items.get(each.debitItemId!)!;
    return { itemId: id, reference: reference!, dueOn, openMinor, amountMinor: each.amountMinor };
  });
  const wholeRestFallsDue = entry.explanation?.inputs["wholeRestFallsDue"] === true;
  return { entryId: entry.id, parts, wholeRestFallsDue, arranged: arranged(itemId, parts) };
}

/** Asked again: the same parts are the split that stands; others take it back first. */
function standing(split: Split, { parts: wish, wholeRestFallsDue = false }: SplitWish): Split {
  const sameParts =
    typeof wish === "number"
      ? split.parts.length === wish
      : split.parts.length === wish.length &&
        wish.every(
          ({ amountMinor, dueOn }, at) =>
            split.parts[at]!.amountMinor === amountMinor && split.parts[at]!.dueOn === dueOn,
        );
  if (!sameParts || split.wholeRestFallsDue !== wholeRestFallsDue) throw refuse("SPLIT_ALREADY");
  return split;
}

function itemOf(tx: TenantTransaction, { item, today }: Case, part: Part, reference: string): NewItem {
  return {
    id: tx.platform.ids.next(),
    ledgerId: item.ledgerId,
    side: "receivable",
    kind: "instalment",
    account: item.account,
    partyId: item.partyId,
    parentId: item.id,
    // The invoice's own item stands for the document; its parts hang on that item.
    documentId: null,
    reference,
    openedOn: today,
    dueOn: part.dueOn,
    amountMinor: part.amountMinor,
  };
}

function entryOf(
  tx: TenantTransaction,
  { item, today }: Case,
  parts: readonly NewItem[],
  { by, wholeRestFallsDue }: SplitWish,
): EntryDraft {
  return {
    id: tx.platform.ids.next(),
    ledgerId: item.ledgerId,
    kind: "split",
    bookedOn: today,
    sourceKind: SPLIT_SOURCE,
    sourceId: item.id,
    explanation: {
      rule: `selfService.split`,
      version: 1,
      inputs: {
        by,
        parts: parts.length,
        openMinor: item.openMinor,
        dueOn: item.dueOn,
        ...(wholeRestFallsDue ? { wholeRestFallsDue } : {}),
      },
      wouldChange: "Another amount open, or other limits of the ledger.",
    },
    postings: parts.map((part) => ({
      debit: part.account,
      credit: item.account,
      amountMinor: part.amountMinor,
      debitItemId: part.id,
      creditItemId: item.id,
    })),
  };
}

/**
 * Splits what is open of a claim into parts, each an item with a reference and a due date of its own (design: Parts). The payer chooses how many
 * within the clinic's limits; the clinic may name any amounts and days that sum to what is open (FR-51). Asked again with the same parts it is the
 * same split. Throws what `previewSplit` throws, PAYMENT_UNDER_WAY, SPLIT_ALREADY, SPLIT_NO_REFERENCE.
 */
export async function splitItem(tx: TenantTransaction, wish: SplitWish): Promise<Split> {
  const found = await caseOf(tx, wish.itemId);
  const before = await splitOf(tx, wish.itemId);
  if (before) return standing(before, wish);
  if (found.item.openMinor <= 0n) throw refuse("PAYMENT_NOTHING_OPEN");
  const parts = partsOf(found, wish);
  // Money that is reserved now would find nothing to pay.
  if (await liveAttempt(tx, found.item.id)) throw refuse("PAYMENT_UNDER_WAY");
  const references = await partReferences(tx, found.ledger, found.item.partyId, parts.length);
  const items = parts.map((part, at) => itemOf(tx, found, part, references[at]!));
  const entry = entryOf(tx, found, items, wish);
  await post(tx, [entry], items);
  const detail = { itemId: found.item.id, entryId: entry.id, parts: parts.length, by: wish.by };
  await recordAudit(tx, { action: "item.split", subjectKind: "ledger", subjectId: found.ledger.id, detail });
  await announce(tx, "invoices", found.ledger.id, found.ledger.id);
  return (await splitOf(tx, found.item.id))!;
}

/**
 * Takes a split back: the claim is whole again, due as before. Only while nothing of its parts is paid, credited or under way.
 * Throws SPLIT_NOT_FOUND, SPLIT_BEGUN, PAYMENT_UNDER_WAY.
 */
export async function undoSplit(tx: TenantTransaction, itemId: string, by: By): Promise<void> {
  const { item, ledger, today } = await caseOf(tx, itemId);
  const split = await splitOf(tx, itemId);
  if (!split) throw refuse("SPLIT_NOT_FOUND");
  for (const part of split.parts) {
    if (part.openMinor !== part.amountMinor) throw refuse("SPLIT_BEGUN");
    if (await liveAttempt(tx, part.itemId)) throw refuse("PAYMENT_UNDER_WAY");
  }
  try {
    await reverseEntry(tx, split.entryId, today, { rule: "selfService.splitUndone", version: 1, inputs: { by } });
  } catch (error) {
    throw error instanceof ItemsMoved ? refuse("SPLIT_BEGUN") : error;
  }
  const detail = { itemId: item.id, entryId: split.entryId, by };
  await recordAudit(tx, { action: "item.splitUndone", subjectKind: "ledger", subjectId: ledger.id, detail });
  await announce(tx, "invoices", ledger.id, ledger.id);
}
