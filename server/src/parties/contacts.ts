import {
  blindIndex,
  partyKeys,
  seal,
  tenantKey,
  unseal,
  type SealPlace,
  type TenantTransaction,
} from "../platform/index.ts";
import { blindText, contactValue, tailText } from "./contact-value.ts";
import { endContacts, insertContacts, selectContactHistory, selectContacts, type NewContact } from "./store.ts";
import type { Contact, ContactDraft, ContactKind, ContactPurpose } from "./types.ts";

export type ContactWish = { readonly partyId: string; readonly contact: ContactDraft };

function placeOf(tx: TenantTransaction, row: string): SealPlace {
  return { tenantId: tx.tenantId, table: "contact_point", column: "value_sealed", row };
}

function slot(partyId: string, kind: ContactKind, purpose: ContactPurpose): string {
  return `${partyId}|${kind}|${purpose}`;
}

/**
 * Sets contact points, each of one kind and one purpose: a telephone for payment messages says nothing about the one for
 * appointments (S0-31). What is unchanged is left alone; what changed is ended, and stays to be read in the history.
 * Throws CONTACT_INVALID.
 */
export async function setContacts(
  tx: TenantTransaction,
  wishes: readonly ContactWish[],
  market: string,
): Promise<void> {
  if (wishes.length === 0) return;
  const tenant = await tenantKey(tx);
  const ids = [...new Set(wishes.map((wish) => wish.partyId))];
  const current = new Map(
    (await selectContacts(tx, ids)).map((row) => [slot(row.partyId, row.kind, row.purpose), row]),
  );
  const wanted = new Map<string, ContactWish & { value: string; blind: Buffer }>();
  for (const wish of wishes) {
    const value = contactValue(wish.contact, market);
    const blind = blindIndex(tenant, blindText(wish.contact.kind, value));
    wanted.set(slot(wish.partyId, wish.contact.kind, wish.contact.purpose), { ...wish, value, blind });
  }
  const changed = [...wanted].filter(([at, wish]) => !current.get(at)?.valueBlind.equals(wish.blind));
  if (changed.length === 0) return;
  const keys = await partyKeys(
    tx,
    changed.map(([, wish]) => wish.partyId),
  );
  const rows: NewContact[] = [];
  for (const [, { partyId, contact, value, blind }] of changed) {
    const key = keys.get(partyId);
    if (!key) continue; // An erased party takes no new contact points.
    const id = tx.platform.ids.next();
    rows.push({
      id,
      partyId,
      kind: contact.kind,
      purpose: contact.purpose,
      valueSealed: seal(key, placeOf(tx, id), value),
      valueBlind: blind,
      tailBlind: contact.kind === "phone" ? blindIndex(tenant, tailText(value)) : null,
    });
  }
  await endContacts(
    tx,
    changed.flatMap(([at]) => current.get(at)?.id ?? []),
  );
  await insertContacts(tx, rows);
}

/** The contact points of parties as they are now, opened. Addresses are JSON. A party that was erased has none. */
export async function contactsOf(
  tx: TenantTransaction,
  partyIds: readonly string[],
  purpose?: ContactPurpose,
): Promise<Contact[]> {
  const rows = (await selectContacts(tx, partyIds)).filter((row) => purpose === undefined || row.purpose === purpose);
  const keys = await partyKeys(
    tx,
    rows.map((row) => row.partyId),
  );
  return rows.flatMap((row) => {
    const key = keys.get(row.partyId);
    if (!key) return [];
    return [
      {
        partyId: row.partyId,
        kind: row.kind,
        purpose: row.purpose,
        value: unseal(key, placeOf(tx, row.id), row.valueSealed),
      },
    ];
  });
}

/** Which parties a payment message or letter can reach: those with a telephone or an address for it. Opens nothing. */
export async function reachableForPayment(tx: TenantTransaction, partyIds: readonly string[]): Promise<Set<string>> {
  const rows = await selectContacts(tx, partyIds);
  return new Set(rows.filter((row) => row.purpose === "payment" && row.kind !== "email").map((row) => row.partyId));
}

/** A contact point that was set at some moment. */
export type ContactChange = Contact & { readonly id: string };

/** The contact points a party has and had, opened, newest first; `before` is the id of the last one seen. */
export async function contactHistory(
  tx: TenantTransaction,
  partyId: string,
  page: { readonly before?: string | undefined; readonly limit: number },
): Promise<ContactChange[]> {
  const key = (await partyKeys(tx, [partyId])).get(partyId);
  if (!key) return [];
  const rows = await selectContactHistory(tx, partyId, page);
  return rows.map(({ id, kind, purpose, valueSealed }) => ({
    id,
    partyId,
    kind,
    purpose,
    value: unseal(key, placeOf(tx, id), valueSealed),
  }));
}
