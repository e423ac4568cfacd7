import { moveDueOn, type DateText } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { announce, refuse, type TenantTransaction } from "../../platform/index.ts";
import { openCase, type Arranged, type By, type Case } from "./items.ts";
import { daysToMove } from "./policy.ts";

/** Moving the day a claim is due: by the payer within the clinic's limit, by the clinic as it likes. */

export type DueWish = { readonly itemId: string; readonly toOn: DateText; readonly by: By };

function requireDay({ item, today, originalOn, limits }: Case, { toOn, by }: DueWish): void {
  if (by === "staff") {
    if (toOn < today) throw refuse("DUE_DAY_PASSED", { today });
    return;
  }
  const may = daysToMove({ dueOn: item.dueOn, originalOn, today }, limits);
  if (!may) throw refuse("SELF_SERVICE_NOT_NOW");
  if (toOn < may.earliestOn || toOn > may.latestOn) throw refuse("DUE_DAY_OUTSIDE", may);
}

const arranged = (itemId: string, untilOn: DateText): Arranged => ({
  kind: "dueMoved",
  itemId,
  stops: ["reminders", "fees", "interest", "collection"],
  untilOn,
});

async function move({ item, today, ledger }: Case, tx: TenantTransaction, dueOn: DateText, by: By): Promise<Arranged> {
  await moveDueOn(tx, { itemId: item.id, dueOn, movedOn: today, movedBy: by });
  await announce(tx, "invoices", ledger.id, ledger.id);
  return arranged(item.id, dueOn);
}

/**
 * Moves the day a claim is due, to the next bank day where needed (X-13, ux V-09). To where it is already is nothing, so that asking twice is
 * asking once. Throws PAYMENT_ITEM_NOT_FOUND, PAYMENT_NOTHING_OPEN, SELF_SERVICE_NOT_NOW, DUE_DAY_OUTSIDE, DUE_DAY_PASSED.
 */
export async function moveDueDate(tx: TenantTransaction, wish: DueWish): Promise<Arranged> {
  const found = await openCase(tx, wish.itemId);
  const { days } = marketPack(found.ledger.market);
  const dueOn = days.bankDayOnOrAfter(Temporal.PlainDate.from(wish.toOn)).toString();
  if (dueOn === found.item.dueOn) return arranged(found.item.id, dueOn);
  requireDay(found, wish);
  return move(found, tx, dueOn, wish.by);
}

/** Takes a move back: due as it was issued. A payer does so only while that day has not passed. Throws what `moveDueDate` throws. */
export async function undoDueMove(tx: TenantTransaction, itemId: string, by: By): Promise<Arranged> {
  const found = await openCase(tx, itemId);
  if (by === "payer" && found.originalOn < found.today) throw refuse("DUE_DAY_PASSED", { today: found.today });
  return move(found, tx, found.originalOn, by);
}
