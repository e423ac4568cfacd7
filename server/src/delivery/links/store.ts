import { sql, type RawBuilder } from "kysely";
import { askInstallation, column, eachRow, kept, type Platform, type TenantTransaction } from "../../platform/index.ts";
import type { Guesses } from "./policy.ts";

/** Every statement on pay links. */

export type NewLink = {
  readonly id: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly recipientId: string;
  readonly messageId: string | null;
  readonly tokenHash: Buffer;
};

export async function insertLinks(tx: TenantTransaction, links: readonly NewLink[]): Promise<void> {
  if (links.length === 0) return;
  const pick = <T>(of: (link: NewLink) => T) => links.map(of);
  await sql`
    insert into pay_link (tenant_id, made_at, id, ledger_id, item_id, recipient_id, message_id, token_hash)
    select ${tx.tenantId}, ${tx.now.toString()}::timestamptz, ${eachRow(
      column.uuid(pick((link) => link.id)),
      column.uuid(pick((link) => link.ledgerId)),
      column.uuid(pick((link) => link.itemId)),
      column.uuid(pick((link) => link.recipientId)),
      column.uuid(pick((link) => link.messageId)),
      column.bytea(pick((link) => link.tokenHash)),
    )}`.execute(tx.db);
  await sql`
    insert into pay_link_address (tenant_id, token_hash)
    select ${tx.tenantId}::uuid, ${eachRow(column.bytea(pick((link) => link.tokenHash)))}`.execute(tx.db);
}

/** Whose a token is; read outside any tenant. */
export async function tenantOfHash(platform: Platform, tokenHash: Buffer): Promise<string | undefined> {
  const found = await askInstallation(platform, (db) =>
    sql<{ tenantId: string }>`${kept("link.tenant")}
      select tenant_id as "tenantId" from pay_link_address where token_hash = ${tokenHash}`.execute(db),
  );
  return found.rows[0]?.tenantId;
}

export type LinkRow = {
  readonly linkId: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly recipientId: string;
  readonly messageId: string | null;
  readonly madeAt: Temporal.Instant;
  readonly revokedAt: Temporal.Instant | null;
  readonly seenAt: Temporal.Instant | null;
  readonly failures: number;
  readonly lockedUntil: Temporal.Instant | null;
  /** The day of the last movement of what the link stands for, with nothing of it open; null while something is. */
  readonly settledOn: string | null;
};

/**
 * When what a link (`l`, with its item `i`) stands for was settled; null while anything of it is owed. That is the item, its debtor's parts once it
 * was split, and what was added to any of them: a claim in parts is settled with its last part (SEC-31).
 */
export const settledOn = (tenantId: string): RawBuilder<string | null> => sql`
      case when i.open_minor = 0 and not exists (
        select from open_item c where c.tenant_id = ${tenantId} and c.parent_id = i.id and c.side = 'receivable' and c.party_id = i.party_id
          and (c.open_minor > 0 or exists (
            select from open_item h where h.tenant_id = ${tenantId} and h.parent_id = c.id and h.side = 'receivable' and h.open_minor > 0)))
      then (select max(p.booked_on) from posting p where p.tenant_id = ${tenantId} and p.credit_item_id in (
        select i.id
        union all select c.id from open_item c
          where c.tenant_id = ${tenantId} and c.parent_id = i.id and c.side = 'receivable' and c.party_id = i.party_id
        union all select h.id from open_item c join open_item h on h.tenant_id = c.tenant_id and h.parent_id = c.id and h.side = 'receivable'
          where c.tenant_id = ${tenantId} and c.parent_id = i.id and c.side = 'receivable' and c.party_id = i.party_id)) end`;

/** One statement, whatever the token is: the item and its postings are looked at for a link that is there, and cost nothing else. */
export async function linkByHash(tx: TenantTransaction, tokenHash: Buffer): Promise<LinkRow | undefined> {
  const found = await sql<LinkRow>`${kept("link.byHash")}
    select l.id as "linkId", l.ledger_id as "ledgerId", l.item_id as "itemId", l.recipient_id as "recipientId", l.message_id as "messageId",
      l.made_at as "madeAt", l.revoked_at as "revokedAt", l.seen_at as "seenAt", l.failures, l.locked_until as "lockedUntil",
      ${settledOn(tx.tenantId)} as "settledOn"
    from pay_link l join open_item i on i.tenant_id = l.tenant_id and i.id = l.item_id
    where l.tenant_id = ${tx.tenantId} and l.token_hash = ${tokenHash}`.execute(tx.db);
  return found.rows[0];
}

/** Ends links for good; gives those that were alive. */
export async function endLinks(
  tx: TenantTransaction,
  which: {
    readonly itemId?: string | undefined;
    readonly recipientId?: string | undefined;
    readonly ids?: readonly string[];
  },
): Promise<string[]> {
  const ended = await sql<{ id: string }>`
    update pay_link set revoked_at = ${tx.now.toString()}::timestamptz
    where tenant_id = ${tx.tenantId} and revoked_at is null
      ${which.itemId === undefined ? sql`` : sql`and item_id = ${which.itemId}`}
      ${which.recipientId === undefined ? sql`` : sql`and recipient_id = ${which.recipientId}`}
      ${which.ids === undefined ? sql`` : sql`and id = any (${column.uuid(which.ids)})`}
    returning id`.execute(tx.db);
  return ended.rows.map(({ id }) => id).toSorted();
}

/** A link was used by a person; gives the message that carried it. */
export async function markSeen(tx: TenantTransaction, linkId: string): Promise<string | null> {
  const found = await sql<{ messageId: string | null }>`
    update pay_link set seen_at = coalesce(seen_at, ${tx.now.toString()}::timestamptz)
    where tenant_id = ${tx.tenantId} and id = ${linkId} returning message_id as "messageId"`.execute(tx.db);
  return found.rows[0]?.messageId ?? null;
}

export type GuessedLink = Guesses & { readonly itemId: string; readonly recipientId: string };

/** The wrong confirmations on a link, held until the transaction ends. */
export async function lockGuesses(tx: TenantTransaction, linkId: string): Promise<GuessedLink | undefined> {
  const found = await sql<GuessedLink>`
    select l.failures, l.locked_until as "lockedUntil", l.item_id as "itemId", l.recipient_id as "recipientId"
    from pay_link l where l.tenant_id = ${tx.tenantId} and l.id = ${linkId} for update`.execute(tx.db);
  return found.rows[0];
}

/** Sets them on every link of the same claim and recipient, so that a second message gives no second try. */
export async function setGuesses(tx: TenantTransaction, link: GuessedLink, guesses: Guesses): Promise<void> {
  await sql`
    update pay_link set failures = ${guesses.failures}, locked_until = ${guesses.lockedUntil?.toString() ?? null}::timestamptz
    where tenant_id = ${tx.tenantId} and item_id = ${link.itemId} and recipient_id = ${link.recipientId}`.execute(
    tx.db,
  );
}

/** The state of guessing that a claim's next link begins with. */
export async function guessesOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<GuessedLink[]> {
  const found = await sql<GuessedLink>`
    select distinct on (item_id, recipient_id) item_id as "itemId", recipient_id as "recipientId", failures, locked_until as "lockedUntil"
    from pay_link where tenant_id = ${tx.tenantId} and item_id = any (${column.uuid(itemIds)}) and (failures > 0 or locked_until is not null)
    order by item_id, recipient_id, id desc`.execute(tx.db);
  return found.rows;
}
