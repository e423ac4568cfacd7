import { itemsById, itemsByParent, itemsByParty, ledgerById, type Ledger, type OpenItem } from "../../ledger/index.ts";
import type { Country } from "../../markets/index.ts";
import { contactsOf, partiesById, type Contact, type Party } from "../../parties/index.ts";
import {
  blindIndex,
  partyKeys,
  tenantKey,
  tenantWithSettings,
  type DataKey,
  type TenantTransaction,
} from "../../platform/index.ts";
import type { Figures, Sender } from "./render.ts";
import { sendersOf } from "./senders.ts";
import type { Drawn, LetterNow, Letters } from "./outlets.ts";
import { stoppedContacts } from "./store-queue.ts";
import { invoiceDays } from "./store-reads.ts";
import { followUpKinds, type Channel, type DispatchKind } from "./wish.ts";

/** What is read, by the thousand, before messages are written: figures, readers, senders, keys. */

/** A message as far as its content goes. */
export type Subject = {
  readonly kind: DispatchKind;
  readonly ledgerId: string;
  readonly itemId: string | null;
  readonly recipientId: string;
  /** Of the dispatch, where there is one: follow-up's letters are known by it. */
  readonly key?: string;
};

export type Reach = { readonly value: string; readonly blind: Buffer };

export type Facts = {
  readonly training: boolean;
  item(itemId: string): OpenItem | undefined;
  party(partyId: string): Party | undefined;
  sender(ledgerId: string): Sender;
  key(partyId: string): DataKey | undefined;
  figures(subject: Subject): Figures | undefined;
  /** What a letter of follow-up says now; of other messages, and of one that nobody knows, undefined. */
  letter(subject: Subject): LetterNow | undefined;
  reach(partyId: string, channel: Channel): Reach | undefined;
  isStopped(reach: Reach): boolean;
};

/** Which contact a channel needs; the others find their receivers by registers. */
const CONTACT_OF: Readonly<Partial<Record<Channel, Contact["kind"]>>> = {
  sms: "phone",
  email: "email",
  paper: "address",
};
/** What is added to a claim and paid with it. */
const ADDED = new Set(["fee", "interest", "compensation"]);

export function needsContact(channel: Channel): boolean {
  return CONTACT_OF[channel] !== undefined;
}

async function ledgersOf(tx: TenantTransaction, ids: readonly string[]): Promise<Map<string, Ledger>> {
  const ledgers = new Map<string, Ledger>();
  for (const id of new Set(ids)) ledgers.set(id, await ledgerById(tx, id));
  return ledgers;
}

/** What is added to claims, by claim; closed additions count nothing. */
async function additionsOf(tx: TenantTransaction, itemIds: readonly string[]): Promise<Map<string, bigint>> {
  const sums = new Map<string, bigint>();
  for (const { parentId, kind, openMinor } of await itemsByParent(tx, itemIds))
    if (parentId !== null && ADDED.has(kind)) sums.set(parentId, (sums.get(parentId) ?? 0n) + openMinor);
  return sums;
}

/** What parties owe a ledger in all, for account statements. */
async function totalsOf(tx: TenantTransaction, subjects: readonly Subject[]): Promise<Map<string, bigint>> {
  const asked = subjects.filter((subject) => subject.itemId === null);
  const sums = new Map<string, bigint>();
  if (asked.length === 0) return sums;
  const parties = [...new Set(asked.map((subject) => subject.recipientId))];
  for (const item of await itemsByParty(tx, parties, { openOnly: true })) {
    const key = `${item.ledgerId} ${item.partyId}`;
    if (item.side === "receivable") sums.set(key, (sums.get(key) ?? 0n) + item.openMinor);
  }
  return sums;
}

/** The contacts that parties have now, by party and kind. */
async function reachesOf(tx: TenantTransaction, partyIds: readonly string[]): Promise<Map<string, Reach>> {
  const tenant = await tenantKey(tx);
  const contacts = await contactsOf(tx, [...new Set(partyIds)], "payment");
  return new Map(
    contacts.map(({ partyId, kind, value }) => [
      `${partyId} ${kind}`,
      { value, blind: blindIndex(tenant, `message|${kind}|${value}`) },
    ]),
  );
}

/** How parties are reached by a channel now. */
export async function readReach(
  tx: TenantTransaction,
  partyIds: readonly string[],
): Promise<(partyId: string, channel: Channel) => Reach | undefined> {
  const reaches = await reachesOf(tx, partyIds);
  return (partyId, channel) => reaches.get(`${partyId} ${CONTACT_OF[channel]}`);
}

function figuresOf(
  subject: Subject,
  ledger: Ledger | undefined,
  items: ReadonlyMap<string, OpenItem>,
  additions: ReadonlyMap<string, bigint>,
  totals: ReadonlyMap<string, bigint>,
  days: Days,
): Figures | undefined {
  if (!ledger) return undefined;
  const { currency } = ledger;
  const country = ledger.market as Country;
  if (subject.itemId === null) {
    const leftMinor = totals.get(`${subject.ledgerId} ${subject.recipientId}`) ?? 0n;
    return { leftMinor, currency, country, dueOn: null, reference: null, invoiceOn: null, drawnOn: null };
  }
  const item = items.get(subject.itemId);
  if (!item) return undefined;
  const leftMinor = item.openMinor + (additions.get(item.id) ?? 0n);
  const invoiceOn = days.invoiceOn.get(`${item.id} ${subject.recipientId}`) ?? null;
  const drawnOn = days.drawnOn.get(item.id) ?? null;
  return { leftMinor, currency, country, dueOn: item.dueOn, reference: item.reference, invoiceOn, drawnOn };
}

/** When something happens to items by itself: the invoice that is sent instead, by item and recipient, and the drawing from an account. */
type Days = { readonly invoiceOn: ReadonlyMap<string, string>; readonly drawnOn: ReadonlyMap<string, string> };

async function lettersOf(tx: TenantTransaction, subjects: readonly Subject[], letters: Letters | undefined) {
  const keys = subjects.flatMap(({ kind, key }) => (followUpKinds.has(kind) && key !== undefined ? [key] : []));
  return keys.length === 0 || !letters ? new Map<string, LetterNow>() : letters(tx, keys);
}

/** A letter speaks of all its claims at once, and of what comes next. */
function withLetter(figures: Figures, letter: LetterNow | undefined): Figures {
  if (!letter?.stands) return figures;
  const { leftMinor, dueOn, nextOn, payBy, claims } = letter;
  const reference = claims.length === 1 ? figures.reference : null;
  return { ...figures, leftMinor, dueOn, reference, reminder: { nextOn, payBy, claims } };
}

/** Reads all that the messages of one channel need, in a handful of statements however many they are. */
export async function readFacts(
  tx: TenantTransaction,
  subjects: readonly Subject[],
  channel: Channel,
  { drawn, letters }: { readonly drawn?: Drawn | undefined; readonly letters?: Letters | undefined } = {},
): Promise<Facts> {
  const itemIds = [...new Set(subjects.flatMap(({ itemId }) => itemId ?? []))];
  const ledgers = await ledgersOf(
    tx,
    subjects.map(({ ledgerId }) => ledgerId),
  );
  const items = new Map((await itemsById(tx, itemIds)).map((item) => [item.id, item]));
  const additions = await additionsOf(tx, itemIds);
  const totals = await totalsOf(tx, subjects);
  const recipients = subjects.map(({ recipientId }) => recipientId);
  const parties = await partiesById(tx, [
    ...recipients,
    ...[...items.values()].flatMap(({ partyId }) => partyId ?? []),
  ]);
  const keys = await partyKeys(tx, recipients);
  const reaches = await reachesOf(tx, recipients);
  const stopped = await stoppedContacts(
    tx,
    channel,
    [...reaches.values()].map(({ blind }) => blind),
  );
  const senders = await sendersOf(tx, [...ledgers.keys()]);
  const days = { invoiceOn: await invoiceDays(tx, itemIds), drawnOn: (await drawn?.(tx, itemIds)) ?? new Map() };
  const { training } = await tenantWithSettings(tx);
  const told = await lettersOf(tx, subjects, letters);
  const letter = ({ key }: Subject) => (key === undefined ? undefined : told.get(key));
  return {
    letter,
    training,
    item: (itemId) => items.get(itemId),
    party: (partyId) => parties.get(partyId),
    sender: (ledgerId) => senders.get(ledgerId)!,
    key: (partyId) => keys.get(partyId),
    figures: (subject) => {
      const figures = figuresOf(subject, ledgers.get(subject.ledgerId), items, additions, totals, days);
      return figures && withLetter(figures, letter(subject));
    },
    reach: (partyId, by) => reaches.get(`${partyId} ${CONTACT_OF[by]}`),
    isStopped: ({ blind }) => stopped.has(blind.toString("hex")),
  };
}
