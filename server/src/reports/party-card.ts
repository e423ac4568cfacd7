import { sql } from "kysely";
import { itemsByParty, listLedgers, type DateText } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import {
  contactsOf,
  maskContact,
  partiesById,
  relationsOf,
  rolesOf,
  type Contact,
  type ContactKind,
  type ContactPurpose,
  type Party,
  type PartyRole,
  type RelationKind,
} from "../parties/index.ts";
import { pausesOf } from "../payments/index.ts";
import { column, refuse, tenantWithSettings, type TenantTransaction } from "../platform/index.ts";
import { lastMessageAbout } from "./timeline-asked.ts";

/** What a party owes in one currency today. */
export type Balance = {
  readonly currency: string;
  readonly owedMinor: bigint;
  /** Of that, what was due before today. */
  readonly overdueMinor: bigint;
  readonly oldestOverdueOn: DateText | null;
  /** The next day on which something is due, today included, and how much. */
  readonly nextDueOn: DateText | null;
  readonly nextDueMinor: bigint;
  /** What the party has to its credit. */
  readonly creditMinor: bigint;
  /** Of that, what it paid ahead of treatment and lets stand. */
  readonly depositMinor: bigint;
};

/** Somebody who pays for the party or stands behind it. */
export type Behind = {
  readonly partyId: string;
  readonly customerNo: bigint;
  readonly name: string;
  /** `payer`: pays, and is not otherwise known to stand behind the party. */
  readonly kind: "payer" | RelationKind;
  /** Pays by the party's latest claim. */
  readonly pays: boolean;
  /** Of a guardian, in hundredths of a per cent. */
  readonly shareBasisPoints: number | null;
  readonly balances: readonly Balance[];
};

export type MaskedContact = {
  readonly kind: ContactKind;
  readonly purpose: ContactPurpose;
  readonly masked: string;
};

/** What somebody at the desk must see at once: something is late; a claim waits for a contact; no payment message can reach anybody; money to the party's credit that is no deposit; a bill is disputed. */
export type CardFlag = "overdue" | "needsContact" | "notReachable" | "hasCredit" | "disputed";

export type PartyCard = {
  readonly party: Party;
  readonly roles: readonly PartyRole[];
  readonly asOf: DateText;
  readonly balances: readonly Balance[];
  readonly behind: readonly Behind[];
  readonly contacts: readonly MaskedContact[];
  readonly flags: readonly CardFlag[];
  /** The last message about the party's bills, to whomever it went: its facts are the timeline's. */
  readonly lastMessage: { readonly at: Temporal.Instant; readonly facts: Readonly<Record<string, string>> } | null;
};

/** Balances of parties over the ledgers in reach, a row for each currency in which they ever dealt. */
async function balancesOf(
  tx: TenantTransaction,
  partyIds: readonly string[],
  today: DateText,
): Promise<Map<string, Balance[]>> {
  const found = await sql<Balance & { partyId: string }>`
    select b."partyId", b.currency, b."owedMinor", b."overdueMinor", b."oldestOverdueOn", b."nextDueOn", b."creditMinor", b."depositMinor",
      coalesce((select sum(i.open_minor) from open_item i join ledger l on l.tenant_id = i.tenant_id and l.id = i.ledger_id
        where i.tenant_id = ${tx.tenantId} and i.party_id = b."partyId" and i.side = 'receivable' and i.due_on = b."nextDueOn" and l.currency = b.currency), 0)::bigint as "nextDueMinor"
    from (
      select i.party_id as "partyId", l.currency,
        coalesce(sum(i.open_minor) filter (where i.side = 'receivable'), 0)::bigint as "owedMinor",
        coalesce(sum(i.open_minor) filter (where i.side = 'receivable' and i.due_on < ${today}), 0)::bigint as "overdueMinor",
        min(i.due_on) filter (where i.side = 'receivable' and i.open_minor > 0 and i.due_on < ${today}) as "oldestOverdueOn",
        min(i.due_on) filter (where i.side = 'receivable' and i.open_minor > 0 and i.due_on >= ${today}) as "nextDueOn",
        coalesce(sum(i.open_minor) filter (where i.side = 'credit'), 0)::bigint as "creditMinor",
        coalesce(sum(i.open_minor) filter (where i.side = 'credit' and exists (
          select from deposit d where d.tenant_id = i.tenant_id and d.item_id = i.id and d.taken_back_at is null)), 0)::bigint as "depositMinor"
      from open_item i join ledger l on l.tenant_id = i.tenant_id and l.id = i.ledger_id
      where i.tenant_id = ${tx.tenantId} and i.party_id = any (${column.uuid(partyIds)}) group by i.party_id, l.currency) b
    order by b.currency`.execute(tx.db);
  const byParty = new Map<string, Balance[]>();
  for (const { partyId, ...balance } of found.rows) byParty.set(partyId, [...(byParty.get(partyId) ?? []), balance]);
  return byParty;
}

/** Who pays for the party by its latest claim, where that is somebody else. */
async function payerOf(tx: TenantTransaction, partyId: string): Promise<string | undefined> {
  const found = await sql<{ payerId: string }>`
    select payer_id as "payerId" from claim where tenant_id = ${tx.tenantId} and patient_id = ${partyId} order by id desc limit 1`.execute(
    tx.db,
  );
  const payerId = found.rows[0]?.payerId;
  return payerId === partyId ? undefined : payerId;
}

type Link = Pick<Behind, "partyId" | "kind" | "pays" | "shareBasisPoints">;

async function linksOf(tx: TenantTransaction, partyId: string): Promise<Link[]> {
  const relations = await relationsOf(tx, [partyId]);
  const payerId = await payerOf(tx, partyId);
  const others = relations.map(({ relatedId, kind, shareBasisPoints }): Link => ({
    partyId: relatedId,
    kind,
    pays: relatedId === payerId,
    shareBasisPoints: kind === "guardian" ? shareBasisPoints : null,
  }));
  if (payerId === undefined || others.some((other) => other.pays)) return others;
  return [{ partyId: payerId, kind: "payer", pays: true, shareBasisPoints: null }, ...others];
}

async function waitsForContact(tx: TenantTransaction, partyId: string): Promise<boolean> {
  const found = await sql<{ waits: boolean }>`
    select exists (select from claim c join waiting_claim w on w.tenant_id = c.tenant_id and w.claim_id = c.id
      where c.tenant_id = ${tx.tenantId} and c.patient_id = ${partyId} and c.needs_contact) as waits`.execute(tx.db);
  return found.rows[0]!.waits;
}

type Seen = {
  readonly balances: readonly Balance[];
  readonly contacts: readonly Contact[];
  readonly needsContact: boolean;
  readonly isDisputed: boolean;
};

function flagsOf({ balances, contacts, needsContact, isDisputed }: Seen): CardFlag[] {
  const reachable = contacts.some(({ kind, purpose }) => purpose === "payment" && kind !== "email");
  return [
    ...(balances.some((balance) => balance.overdueMinor > 0n) ? (["overdue"] as const) : []),
    ...(needsContact ? (["needsContact"] as const) : []),
    ...(reachable ? [] : (["notReachable"] as const)),
    ...(balances.some((balance) => balance.creditMinor > balance.depositMinor) ? (["hasCredit"] as const) : []),
    ...(isDisputed ? (["disputed"] as const) : []),
  ];
}

/** Does somebody dispute a bill that the party owes something of? */
async function isDisputed(tx: TenantTransaction, partyId: string): Promise<boolean> {
  const open = (await itemsByParty(tx, [partyId], { openOnly: true })).filter(({ side }) => side === "receivable");
  const pauses = await pausesOf(
    tx,
    open.map(({ id }) => id),
  );
  return [...pauses.values()].flat().some(({ kind }) => kind === "dispute");
}

async function todayFor(tx: TenantTransaction): Promise<DateText> {
  const market = (await listLedgers(tx))[0]?.market ?? (await tenantWithSettings(tx)).market;
  return tx.platform.clock.today(marketPack(market).zones[0]!).toString();
}

/**
 * A party in one glance (ux D-02): owed, overdue and next due today, over the ledgers in reach; who pays for it or stands behind it, with what
 * they owe; where it is reached, masked; flags. That the party is in reach, the caller has seen. Throws PARTY_NOT_FOUND.
 */
export async function partyCard(tx: TenantTransaction, partyId: string): Promise<PartyCard> {
  const asOf = await todayFor(tx);
  const links = await linksOf(tx, partyId);
  const ids = [partyId, ...links.map((link) => link.partyId)];
  const parties = await partiesById(tx, ids);
  const party = parties.get(partyId);
  if (!party) throw refuse("PARTY_NOT_FOUND");
  const balances = await balancesOf(tx, ids, asOf);
  const contacts = await contactsOf(tx, [partyId]);
  const own = balances.get(partyId) ?? [];
  const needsContact = await waitsForContact(tx, partyId);
  const message = await lastMessageAbout(tx, partyId);
  return {
    party,
    roles: await rolesOf(tx, partyId),
    asOf,
    balances: own,
    behind: links.flatMap((link) => {
      const other = parties.get(link.partyId);
      if (!other) return [];
      return [{ ...link, customerNo: other.customerNo, name: other.name, balances: balances.get(link.partyId) ?? [] }];
    }),
    contacts: contacts.map(({ kind, purpose, value }) => ({ kind, purpose, masked: maskContact(kind, value) })),
    flags: flagsOf({ balances: own, contacts, needsContact, isDisputed: await isDisputed(tx, partyId) }),
    lastMessage: message ? { at: message.at, facts: message.facts } : null,
  };
}
