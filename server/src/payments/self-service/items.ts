import { dueMovesOf, itemsById, ledgerById, type DateText, type Ledger, type OpenItem } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";
import "../errors.ts";
import "./errors.ts";
import { limitsOf, type SelfServiceLimits } from "./policy.ts";

/** Who acts: the payer within the ledger's limits, or somebody at the clinic. */
export type By = "payer" | "staff";

/** What a claim's follow-up is made of; which of it rests, and until when, is said wherever something was arranged. */
export type Stopped = "reminders" | "fees" | "interest" | "collection";

/** What was arranged, as facts for the page to say. */
export type Arranged = {
  readonly kind: "dueMoved" | "split" | "dispute" | "saysPaid" | "person";
  readonly itemId: string;
  readonly stops: readonly Stopped[];
  /** The last day of it. */
  readonly untilOn: DateText;
};

/** An item with what decisions about it rest on. It is held until the transaction ends. */
export type Case = {
  readonly item: OpenItem;
  readonly ledger: Ledger;
  readonly limits: SelfServiceLimits;
  readonly today: DateText;
  /** The due date it was issued with. */
  readonly originalOn: DateText;
};

/** An item that is owed to the clinic, open or not. Throws PAYMENT_ITEM_NOT_FOUND. */
export async function caseOf(tx: TenantTransaction, itemId: string): Promise<Case> {
  const [item] = await itemsById(tx, [itemId], true);
  if (item?.side !== "receivable") throw refuse("PAYMENT_ITEM_NOT_FOUND");
  const ledger = await ledgerById(tx, item.ledgerId);
  const [first] = await dueMovesOf(tx, [item.id]);
  return {
    item,
    ledger,
    limits: limitsOf(ledger),
    today: tx.platform.clock.today(marketPack(ledger.market).zones[0]!).toString(),
    originalOn: first?.wasOn ?? item.dueOn,
  };
}

/** The same, of an item on which something is left to pay. Throws PAYMENT_ITEM_NOT_FOUND, PAYMENT_NOTHING_OPEN. */
export async function openCase(tx: TenantTransaction, itemId: string): Promise<Case> {
  const found = await caseOf(tx, itemId);
  if (found.item.openMinor <= 0n) throw refuse("PAYMENT_NOTHING_OPEN");
  return found;
}
