import { sql } from "kysely";
import { checkRows, partyKeys, unseal, type Check, type TenantTransaction } from "../../platform/index.ts";
import { DAYS_KEPT } from "./forget.ts";
import { provingKinds } from "./policy.ts";
import { column } from "../../platform/index.ts";

/** What must always hold of messages and links. */

type Text = { readonly id: string; readonly recipientId: string; readonly textSealed: Buffer };

/** A token as it would stand in a link. */
const TOKEN = /[A-Za-z0-9_-]{32}/;
const MOST_OPENED = 500;
/** The nightly forgetting may have missed some nights. */
const DAYS_OF_GRACE = 10;

async function newestTexts(tx: TenantTransaction): Promise<readonly Text[]> {
  const found = await sql<Text>`
    select id, recipient_id as "recipientId", text_sealed as "textSealed" from message
    where tenant_id = ${tx.tenantId} and text_sealed is not null order by id desc limit ${MOST_OPENED}`.execute(tx.db);
  return found.rows;
}

const noTokenKept: Check = {
  name: "delivery.noTokenKept",
  sentence: "No stored message holds a link that still opens: the newest are opened and looked through.",
  breaches: async (tx) => {
    const texts = await newestTexts(tx);
    const keys = await partyKeys(
      tx,
      texts.map(({ recipientId }) => recipientId),
    );
    return texts.flatMap(({ id, recipientId, textSealed }) => {
      const key = keys.get(recipientId);
      if (!key) return [];
      const place = { tenantId: tx.tenantId, table: "message", column: "text_sealed", row: id };
      return TOKEN.test(unseal(key, place, textSealed)) ? [{ id }] : [];
    });
  },
};

const bodiesForgotten: Check = {
  name: "delivery.bodiesForgotten",
  sentence: "Texts and contacts of messages that prove no step are forgotten in time.",
  breaches: async (tx) => {
    const before = tx.now.subtract({ hours: 24 * (DAYS_KEPT + DAYS_OF_GRACE) }).toString();
    const found = await sql<Record<string, unknown>>`
      select id from message where tenant_id = ${tx.tenantId} and handed_over_at < ${before}::timestamptz
        and (text_sealed is not null or contact_sealed is not null) and kind <> all (${column.text(provingKinds)}) limit 50`.execute(
      tx.db,
    );
    return found.rows;
  },
};

export const messageChecks: readonly Check[] = [
  checkRows(
    "delivery.dispatchesGoOn",
    "Every message that was wished has an end, or something that happens next.",
    (tenantId) => sql<Record<string, unknown>>`
    select d.id, d.kind from dispatch d where d.tenant_id = ${tenantId} and d.state = 'open' and not exists (
      select from message m where m.tenant_id = d.tenant_id and m.dispatch_id = d.id and m.rung is not null and m.next_at is not null
        and m.state in ('queued', 'handedOver', 'accepted'))`,
  ),
  checkRows(
    "delivery.failuresHaveTasks",
    "Whoever was not reached by any channel stands on the work list, or somebody has dealt with it.",
    (tenantId) => sql<Record<string, unknown>>`
    select d.id, d.kind from dispatch d where d.tenant_id = ${tenantId} and d.state = 'failed' and not exists (
      select from delivery_task t where t.tenant_id = d.tenant_id and t.dispatch_id = d.id)`,
  ),
  checkRows(
    "delivery.linksMatchMessages",
    "A link leads its message's recipient to its message's claim.",
    (tenantId) => sql<Record<string, unknown>>`
    select l.id, l.message_id from pay_link l join message m on m.tenant_id = l.tenant_id and m.id = l.message_id
    where l.tenant_id = ${tenantId} and (l.item_id is distinct from m.item_id or l.recipient_id <> m.recipient_id)`,
  ),
  checkRows(
    "delivery.messagesStand",
    "Every message belongs to a wish of its ledger, and every wish to a ledger that is there.",
    (tenantId) => sql<Record<string, unknown>>`
    select m.id, 'message' as of from message m left join dispatch d on d.tenant_id = m.tenant_id and d.id = m.dispatch_id and d.ledger_id = m.ledger_id
    where m.tenant_id = ${tenantId} and m.dispatch_id is not null and d.id is null
    union all
    select d.id, 'dispatch' from dispatch d left join ledger l on l.tenant_id = d.tenant_id and l.id = d.ledger_id
    where d.tenant_id = ${tenantId} and l.id is null`,
  ),
  noTokenKept,
  bodiesForgotten,
];
