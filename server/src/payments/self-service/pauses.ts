import { raiseAlarm } from "../../controls/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { announce, recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { openCase, type Arranged, type By, type Case, type Stopped } from "./items.ts";
import {
  bearingOn,
  endPauseRow,
  insertPause,
  pauseById,
  pausesOfItems,
  underWayOn,
  type NewPause,
  type PauseKind,
  type PauseRow,
} from "./pause-store.ts";

/** Follow-up that rests: a payer disputes a claim, says it is paid, or somebody at the clinic decided so. Each has its last day. */

export const DISPUTE_REASONS = ["notMine", "notDone", "wrongAmount", "paidBefore", "notContent", "other"] as const;
export type DisputeReason = (typeof DISPUTE_REASONS)[number];

export const PAUSE_REASONS = ["agreed", "complaint", "hardship", "deceased", "error", "other"] as const;
export type PauseReason = (typeof PAUSE_REASONS)[number];

/** How often a payer may stop one claim in the same way: once more after the first, then a person decides. */
const MOST_OF_A_KIND = 2;

/** A dispute stops all that costs the payer; money said to be under way stops what would be sent. */
const STOPS: Readonly<Record<PauseKind, readonly Stopped[]>> = {
  dispute: ["reminders", "fees", "interest", "collection"],
  saysPaid: ["reminders", "fees", "collection"],
  person: ["reminders", "fees", "collection"],
};

const arranged = ({ kind, itemId, untilOn }: Pick<PauseRow, "kind" | "itemId" | "untilOn">): Arranged => ({
  kind,
  itemId,
  stops: STOPS[kind],
  untilOn,
});

type Wanted = Pick<NewPause, "kind" | "reason" | "paidOn" | "bank" | "untilOn" | "madeBy">;

/** The pause of the kind that stands; one whose day has passed is ended first, and counts as used. */
async function standing(
  tx: TenantTransaction,
  { item, today }: Case,
  kind: PauseKind,
  by: By,
): Promise<PauseRow | undefined> {
  const own = (await pausesOfItems(tx, [item.id])).filter((pause) => pause.kind === kind);
  const open = own.find(({ endedAt }) => endedAt === null);
  if (open && open.untilOn >= today) return open;
  if (by === "payer" && own.filter(({ madeBy }) => madeBy === "payer").length >= MOST_OF_A_KIND)
    throw refuse("PAUSE_USED_UP");
  if (open) await endPauseRow(tx, open.id, by);
  return undefined;
}

async function pause(tx: TenantTransaction, found: Case, wanted: Wanted): Promise<Arranged> {
  const { item, ledger, today } = found;
  const before = await standing(tx, found, wanted.kind, wanted.madeBy);
  if (before) return arranged(before);
  const id = await insertPause(tx, { ...wanted, ledgerId: ledger.id, itemId: item.id, fromOn: today });
  const { kind, reason, untilOn, madeBy: by } = wanted;
  const detail = { pauseId: id, itemId: item.id, kind, reason, untilOn, by };
  await recordAudit(tx, { action: "item.paused", subjectKind: "ledger", subjectId: ledger.id, detail });
  await announce(tx, "invoices", ledger.id, ledger.id);
  return arranged({ kind, itemId: item.id, untilOn });
}

const later = (day: DateText, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();

/**
 * The payer disputes a claim: follow-up rests for as long as the clinic allows, and somebody has a task. Again is as once.
 * Throws PAYMENT_ITEM_NOT_FOUND, PAYMENT_NOTHING_OPEN, SELF_SERVICE_NOT_NOW, PAUSE_USED_UP.
 */
export async function disputeItem(
  tx: TenantTransaction,
  wish: { readonly itemId: string; readonly reason: DisputeReason; readonly by: By },
): Promise<Arranged> {
  const found = await openCase(tx, wish.itemId);
  const { item, today, limits } = found;
  if (limits.disputeDays < 1) throw refuse("SELF_SERVICE_NOT_NOW");
  const untilOn = later(today, limits.disputeDays);
  const made = await pause(tx, found, {
    kind: "dispute",
    reason: wish.reason,
    paidOn: null,
    bank: null,
    untilOn,
    madeBy: wish.by,
  });
  const detail = { reason: wish.reason, untilOn: made.untilOn, openMinor: item.openMinor };
  await raiseAlarm(tx, {
    kind: "payments.disputed",
    subjectKind: "openItem",
    subjectId: item.id,
    dayOn: today,
    detail,
  });
  return made;
}

/** How far from today the day of a payment may lie that a payer names. */
const DAYS_BACK = 60;
const DAYS_AHEAD = 14;
/** A bank's name as people write it; no room for a story. */
const BANK_NAME = /^[\p{L}][\p{L}\d .&'’+-]{1,39}$/u;

/**
 * The payer says it is paid: on which day and by which bank. Follow-up rests until the money should have come (V-09); when it comes the pause has
 * solved itself. Again is as once. Throws PAYMENT_ITEM_NOT_FOUND, PAYMENT_NOTHING_OPEN, SELF_SERVICE_NOT_NOW, PAID_DAY_OUTSIDE, BANK_NAME_WRONG,
 * PAUSE_USED_UP.
 */
export async function saysPaid(
  tx: TenantTransaction,
  wish: { readonly itemId: string; readonly paidOn: DateText; readonly bank: string; readonly by: By },
): Promise<Arranged> {
  const found = await openCase(tx, wish.itemId);
  const { today, limits, ledger } = found;
  if (limits.saysPaidDays < 1) throw refuse("SELF_SERVICE_NOT_NOW");
  const [earliestOn, latestOn] = [later(today, -DAYS_BACK), later(today, DAYS_AHEAD)];
  if (wish.paidOn < earliestOn || wish.paidOn > latestOn) throw refuse("PAID_DAY_OUTSIDE", { earliestOn, latestOn });
  const bank = wish.bank.trim();
  if (!BANK_NAME.test(bank)) throw refuse("BANK_NAME_WRONG");
  const from = Temporal.PlainDate.from(later(wish.paidOn < today ? today : wish.paidOn, limits.saysPaidDays));
  const untilOn = marketPack(ledger.market).days.bankDayOnOrAfter(from).toString();
  return pause(tx, found, { kind: "saysPaid", reason: null, paidOn: wish.paidOn, bank, untilOn, madeBy: wish.by });
}

/** Somebody at the clinic lets follow-up of a claim rest until a day (FR-85). Again is as once. Throws DUE_DAY_PASSED, and as above. */
export async function pauseItem(
  tx: TenantTransaction,
  wish: { readonly itemId: string; readonly reason: PauseReason; readonly untilOn: DateText },
): Promise<Arranged> {
  const found = await openCase(tx, wish.itemId);
  if (wish.untilOn < found.today) throw refuse("DUE_DAY_PASSED", { today: found.today });
  const { reason, untilOn } = wish;
  return pause(tx, found, { kind: "person", reason, paidOn: null, bank: null, untilOn, madeBy: "staff" });
}

/**
 * Ends a pause: what rested goes on. A payer takes back their own only. Ended already is nothing. Throws PAUSE_NOT_FOUND.
 */
export async function endPause(tx: TenantTransaction, pauseId: string, by: By): Promise<void> {
  const found = await pauseById(tx, pauseId);
  if (!found || (by === "payer" && found.madeBy !== "payer")) throw refuse("PAUSE_NOT_FOUND");
  if (found.endedAt !== null) return;
  await endPauseRow(tx, pauseId, by);
  const { itemId, ledgerId, kind } = found;
  const detail = { pauseId, itemId, kind, by };
  await recordAudit(tx, { action: "item.pauseEnded", subjectKind: "ledger", subjectId: ledgerId, detail });
  await announce(tx, "invoices", ledgerId, ledgerId);
}

/** Why follow-up of an item rests now. Money under way has no last day: it rests until somebody knows. */
export type Pause = {
  readonly kind: PauseKind | "payingNow" | "paymentUnknown";
  readonly reason: string | null;
  readonly stops: readonly Stopped[];
  readonly untilOn: DateText | null;
  /** To end it by; null for money under way. */
  readonly pauseId: string | null;
};

/**
 * What rests today of these items, for whoever reminds (SEC-84): disputes, payers who say they paid, decisions of the clinic, and payments under
 * way or of which nobody knows. A part and a fee rest with the claim they are of. An item without a line here may be followed up.
 */
export async function pausesOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<Map<string, Pause[]>> {
  const pauses = new Map<string, Pause[]>();
  const add = (itemId: string, one: Pause) => pauses.set(itemId, [...(pauses.get(itemId) ?? []), one]);
  for (const { onItemId, market, kind, reason, untilOn, id } of await bearingOn(tx, itemIds)) {
    const today = tx.platform.clock.today(marketPack(market).zones[0]!).toString();
    if (untilOn >= today) add(onItemId, { kind, reason, stops: STOPS[kind], untilOn, pauseId: id });
  }
  for (const { onItemId, unknown } of await underWayOn(tx, itemIds)) {
    const kind = unknown ? "paymentUnknown" : "payingNow";
    add(onItemId, { kind, reason: null, stops: STOPS.saysPaid, untilOn: null, pauseId: null });
  }
  return pauses;
}
