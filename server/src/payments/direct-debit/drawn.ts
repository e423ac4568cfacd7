import { ledgerById, type DateText } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { factsOf, planIn, roundOf } from "./plan.ts";
import { judgeNew } from "./policy.ts";
import { debitsOf } from "./read.ts";
import { candidates, coveredAmong, liveIn } from "./request-store.ts";
import { allSetups, setupOf } from "./store.ts";
import type { DebitSetup } from "./types.ts";

/** Which bills are drawn, so that nobody is asked to pay them in another way: one way at a time. */

/** Those of a ledger's items that an authority covers, and that the next rounds will claim. */
async function toBeClaimed(
  tx: TenantTransaction,
  setup: DebitSetup,
  itemIds: readonly string[],
): Promise<[string, DateText][]> {
  const covered = await factsOf(tx, await coveredAmong(tx, setup, itemIds));
  if (covered.length === 0) return [];
  const ledger = await ledgerById(tx, setup.ledgerId);
  const today = tx.platform.clock.today(marketPack(ledger.market).zones[0]!).toString();
  const { window } = roundOf(tx, ledger, setup, today);
  return covered.flatMap((item): [string, DateText][] => {
    const verdict = judgeNew(item, item, window);
    // A due date beyond the window waits for its day; one that somebody pays just now in another way is not drawn.
    return verdict === "plan" || (verdict === "wait" && !item.isPaying) ? [[item.itemId, item.dueOn]] : [];
  });
}

/**
 * Of these items, those that are drawn from the payer's account, with the due date: a claim stands on it, or an authority covers it and nothing is in
 * the way of the claim. What was claimed is drawn also where the ledger has paused.
 */
export async function drawnOn(
  tx: TenantTransaction,
  itemIds: readonly string[],
): Promise<ReadonlyMap<string, DateText>> {
  if (itemIds.length === 0) return new Map();
  const drawn = new Map([...(await debitsOf(tx, itemIds))].map(([itemId, { termOn }]) => [itemId, termOn]));
  const rest = itemIds.filter((itemId) => !drawn.has(itemId));
  for (const setup of await allSetups(tx)) {
    if (setup.state !== "active" || rest.length === 0) continue;
    for (const [itemId, day] of await toBeClaimed(tx, setup, rest)) drawn.set(itemId, day);
  }
  return drawn;
}

/** The first day that anything can have been due. */
const EVER = "1900-01-01";

/** Of a ledger's items due through a day, those that may be drawn: all that are, and some that are not. */
export async function mayBeDrawn(tx: TenantTransaction, ledgerId: string, throughOn: DateText): Promise<string[]> {
  const live = await liveIn(tx, ledgerId);
  const setup = await setupOf(tx, ledgerId, "read");
  if (setup?.state !== "active") return live;
  return [...live, ...(await candidates(tx, setup, EVER, throughOn)).map(({ itemId }) => itemId)];
}

/** Plans what may be drawn of a ledger, where it draws; where it does not, nothing. */
export async function planWhereSetUp(
  tx: TenantTransaction,
  { ledgerId, asOf }: { readonly ledgerId: string; readonly asOf: DateText },
): Promise<void> {
  const setup = await setupOf(tx, ledgerId, "held");
  if (setup?.state === "active") await planIn(tx, roundOf(tx, await ledgerById(tx, ledgerId), setup, asOf));
}
