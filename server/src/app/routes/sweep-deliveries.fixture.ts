/** Messages that did not get through, for the cross-tenant sweep and the tests of routes. */
import { sql } from "kysely";
import { dispatch } from "../../delivery/index.ts";
import { withTenant } from "../../platform/index.ts";
import type { World } from "./sweep-books.fixture.ts";
import { openItemIn } from "./sweep-money-back.fixture.ts";

/** A task about a message to the payer of a bill: a channel's last word, as the hand-over leaves it. */
export async function deliveryTaskIn(
  world: World,
  ledgerId: string,
  { kind = "failed", rule = "receiverUnknown" }: { readonly kind?: string; readonly rule?: string } = {},
): Promise<string> {
  const item = await openItemIn(world, ledgerId);
  return withTenant(world.platform, world.context, async (tx) => {
    const key = `sweep|${item.id}`;
    const about = { ledgerId, itemId: item.id, recipientId: item.partyId! };
    const wish = { ...about, key, kind: "payLink", language: "nb", ladder: ["sms"], beside: [] } as const;
    await dispatch(tx, [{ ...wish, notBefore: tx.now }]);
    const made = await sql<{ id: string }>`
      select id from dispatch where tenant_id = ${tx.tenantId} and item_id = ${item.id} order by id desc limit 1`.execute(
      tx.db,
    );
    const id = tx.platform.ids.next();
    await sql`
      insert into delivery_task (tenant_id, id, ledger_id, dispatch_id, item_id, recipient_id, kind, rule, opened_at)
      values (${tx.tenantId}, ${id}, ${ledgerId}, ${made.rows[0]!.id}, ${item.id}, ${item.partyId}, ${kind}, ${rule}, ${tx.now.toString()})`.execute(
      tx.db,
    );
    return id;
  });
}
