import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { announce, recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import { actorOf, claimOf, openClaimOf } from "./claim-of.ts";
import { dateText, groundOf } from "./ground.ts";
import { holdRefusal, type HoldReason } from "./policy.ts";

/** Technical stops by head office's finance department (DP-033): a reason of the list, an end, and no way to let anybody off for good. */

export type HoldWish = {
  readonly itemId: string;
  readonly reason: HoldReason;
  /** The last day held. */
  readonly endsOn: DateText;
  /** The hold that goes on; left out: a new one, from today. */
  readonly renews?: string;
};

type Found = {
  readonly itemId: string;
  readonly fromOn: DateText;
  readonly endsOn: DateText;
  readonly endedOn: DateText | null;
};

async function lockHold(tx: TenantTransaction, id: string): Promise<Found | undefined> {
  const found = await sql<Found>`
    select item_id as "itemId", from_on as "fromOn", ends_on as "endsOn", ended_on as "endedOn" from follow_up_hold
    where tenant_id = ${tx.tenantId} and id = ${id} for update`.execute(tx.db);
  return found.rows[0];
}

/** A hold that is renewed goes on the day after it; one that has ended is set anew. Throws FOLLOW_UP_HOLD_NOT_FOUND. */
async function beginning(tx: TenantTransaction, { itemId, renews }: HoldWish, today: Temporal.PlainDate) {
  if (renews === undefined) return today;
  const held = await lockHold(tx, renews);
  const isOver = held !== undefined && (held.endedOn !== null || held.endsOn < dateText(today));
  if (held?.itemId !== itemId || isOver) throw refuse("FOLLOW_UP_HOLD_NOT_FOUND");
  return Temporal.PlainDate.from(held.endsOn).add({ days: 1 });
}

/**
 * Lets follow-up of a claim rest until a day, at most as long as its policy says. Gives the hold's id.
 * Throws FOLLOW_UP_ITEM_NOT_FOUND, FOLLOW_UP_ITEM_SETTLED, FOLLOW_UP_NO_POLICY, FOLLOW_UP_HOLD_REFUSED, FOLLOW_UP_HOLD_NOT_FOUND.
 */
export async function setHold(tx: TenantTransaction, wish: HoldWish): Promise<string> {
  const { item, today } = await openClaimOf(tx, wish.itemId);
  const { book } = await groundOf(tx, item.ledgerId);
  const followed = book.of(item);
  if (followed === null) throw refuse("FOLLOW_UP_NO_POLICY", { day: item.openedOn });
  const fromOn = await beginning(tx, wish, today);
  const endsOn = Temporal.PlainDate.from(wish.endsOn);
  const refused = holdRefusal(followed.policy, { reason: wish.reason, fromOn, endsOn });
  if (refused)
    throw refuse("FOLLOW_UP_HOLD_REFUSED", {
      from: dateText(fromOn),
      until: wish.endsOn,
      latest: dateText(refused.lastDay),
    });
  const id = tx.platform.ids.next();
  await sql`
    insert into follow_up_hold (tenant_id, id, ledger_id, item_id, reason, from_on, ends_on, renews, set_by, set_at)
    values (${tx.tenantId}, ${id}, ${item.ledgerId}, ${item.id}, ${wish.reason}, ${dateText(fromOn)}, ${wish.endsOn}, ${wish.renews ?? null},
      ${actorOf(tx)}, ${tx.now.toString()})`.execute(tx.db);
  await recordAudit(tx, {
    action: "followUp.holdSet",
    subjectKind: "openItem",
    subjectId: item.id,
    detail: { holdId: id, reason: wish.reason, endsOn: wish.endsOn },
  });
  await announce(tx, "invoices", item.ledgerId, item.ledgerId);
  return id;
}

/** The hold that a claim rests by on a day; undefined while it does not. */
export async function standingHold(
  tx: TenantTransaction,
  itemId: string,
  on: Temporal.PlainDate,
): Promise<string | undefined> {
  const found = await sql<{ id: string }>`
    select id from follow_up_hold where tenant_id = ${tx.tenantId} and item_id = ${itemId} and ended_on is null
      and from_on <= ${dateText(on)} and ends_on >= ${dateText(on)} order by id desc limit 1`.execute(tx.db);
  return found.rows[0]?.id;
}

/** Ends a hold before its day: the step is taken by the next run if its day has come (DP-034). Throws FOLLOW_UP_HOLD_NOT_FOUND. */
export async function endHold(tx: TenantTransaction, id: string): Promise<void> {
  const held = await lockHold(tx, id);
  if (!held || held.endedOn !== null) throw refuse("FOLLOW_UP_HOLD_NOT_FOUND");
  const { item, today } = await claimOf(tx, held.itemId);
  if (held.endsOn < dateText(today)) throw refuse("FOLLOW_UP_HOLD_NOT_FOUND");
  await sql`
    update follow_up_hold set ended_on = ${dateText(today)}, ended_by = ${actorOf(tx)} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
  await recordAudit(tx, {
    action: "followUp.holdEnded",
    subjectKind: "openItem",
    subjectId: item.id,
    detail: { holdId: id },
  });
  await announce(tx, "invoices", item.ledgerId, item.ledgerId);
}
