import {
  itemsByParent,
  itemsByParty,
  itemsById,
  itemsByReference,
  type Ledger,
  type OpenItem,
} from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { partiesByCustomerNo } from "../parties/index.ts";
import { sql } from "kysely";
import { column, type TenantTransaction } from "../platform/index.ts";
import type { Candidate } from "./match.ts";
import type { IncomingPayment } from "./ports.ts";

/** What a chunk of payments is decided from, read in a handful of statements. Open amounts are taken down as lines are decided. */
export type ChunkFacts = {
  /** By ledger and reference. */
  readonly items: ReadonlyMap<string, Candidate>;
  readonly children: ReadonlyMap<string, readonly Candidate[]>;
  /** Other ledgers of the tenant by reference. */
  readonly elsewhere: ReadonlyMap<string, string>;
  readonly customers: ReadonlyMap<string, { partyId: string; items: readonly Candidate[] }>;
};

/** A candidate whose open amount follows the decisions of its chunk. */
type Running = { -readonly [K in keyof Candidate]: Candidate[K] };

export function itemKey(ledgerId: string, reference: string): string {
  return `${ledgerId}|${reference}`;
}

/**
 * Makes candidates, one an item: a part of a split bill is met under its own reference and under the bill's, and what one line of a chunk takes
 * of it is gone for the next, whichever of the two it names.
 */
function candidatesOf(credited: ReadonlySet<string>): (item: OpenItem) => Candidate {
  const known = new Map<string, Running>();
  return (item) => {
    const before = known.get(item.id);
    if (before) return before;
    const made = candidate(item, credited);
    known.set(item.id, made);
    return made;
  };
}

function candidate(item: OpenItem, credited: ReadonlySet<string>): Running {
  return {
    itemId: item.id,
    kind: item.kind,
    account: item.account,
    partyId: item.partyId,
    dueOn: item.dueOn,
    openMinor: item.openMinor,
    amountMinor: item.amountMinor,
    custody: item.custody,
    credited: credited.has(item.id),
  };
}

/** Takes what was just decided off the open amounts, for the next line of the same chunk. */
export function takeDown(
  candidates: Iterable<Candidate>,
  allocations: readonly { itemId: string; amountMinor: bigint }[],
): void {
  const taken = new Map(allocations.map((a) => [a.itemId, a.amountMinor]));
  for (const one of candidates) {
    const amount = taken.get(one.itemId);
    if (amount) (one as Running).openMinor -= amount;
  }
}

/**
 * Of items with nothing left to pay: which were met by a credit note or written off rather than by money? Of a bill that was split its parts
 * say so; the split itself met nothing.
 */
async function creditedItems(tx: TenantTransaction, items: readonly OpenItem[]): Promise<Set<string>> {
  const ids = items.filter((item) => item.openMinor === 0n).map((item) => item.id);
  if (ids.length === 0) return new Set();
  const closed = column.uuid(ids);
  const found = await sql<{ id: string }>`
    select m.id from (
      select i.id, i.id as own from open_item i where i.tenant_id = ${tx.tenantId} and i.id = any (${closed})
      union all select c.parent_id, c.id from open_item c where c.tenant_id = ${tx.tenantId} and c.parent_id = any (${closed}) and c.kind = 'instalment') m
    join posting p on p.tenant_id = ${tx.tenantId} and p.credit_item_id = m.own
    join entry e on e.tenant_id = ${tx.tenantId} and e.id = p.entry_id
    left join entry r on r.tenant_id = ${tx.tenantId} and r.id = e.reverses
    where e.kind <> 'split' and r.kind is distinct from 'split'
    group by m.id having bool_and(e.kind in ('creditNote', 'writeOff'))`.execute(tx.db);
  return new Set(found.rows.map((row) => row.id));
}

type ChildrenAsked = { readonly lock: boolean; readonly candidateOf: (item: OpenItem) => Candidate };

/** What hangs on items and is still to be paid. With `lock` it is held until the transaction ends. */
async function childrenOf(
  tx: TenantTransaction,
  items: readonly OpenItem[],
  { lock, candidateOf }: ChildrenAsked,
): Promise<Map<string, Candidate[]>> {
  const children = new Map<string, Candidate[]>();
  if (items.length === 0) return children;
  const ids = (rows: readonly OpenItem[]) => rows.map((item) => item.id);
  const found = (await itemsByParent(tx, ids(items))).filter((child) => child.side === "receivable");
  for (const child of lock && found.length > 0 ? await itemsById(tx, ids(found), true) : found) {
    if (child.openMinor === 0n || !child.parentId) continue;
    children.set(child.parentId, [...(children.get(child.parentId) ?? []), candidateOf(child)]);
  }
  return children;
}

/** The customer number in a reference of customer number and check digit only. */
function customerNoOf(reference: string, digits: number): bigint | undefined {
  return reference.length === digits + 1 && /^\d+$/.test(reference) ? BigInt(reference.slice(0, digits)) : undefined;
}

async function customersOf(
  tx: TenantTransaction,
  ledgers: ReadonlyMap<string, Ledger>,
  ledgerOf: ReadonlyMap<string, string>,
  references: readonly string[],
  candidateOf: (item: OpenItem) => Candidate,
): Promise<ChunkFacts["customers"]> {
  const customers = new Map<string, { partyId: string; items: Candidate[] }>();
  const numbers = new Map<string, bigint>();
  if (references.length === 0) return customers;
  for (const reference of references) {
    const { market } = ledgers.get(ledgerOf.get(reference)!)!;
    const number = customerNoOf(reference, marketPack(market).references.defaultRule.customerDigits);
    if (number !== undefined) numbers.set(reference, number);
  }
  if (numbers.size === 0) return customers;
  const parties = await partiesByCustomerNo(tx, [...new Set(numbers.values())]);
  const items = await itemsByParty(tx, [...parties.values()], { openOnly: true });
  for (const [reference, number] of numbers) {
    const partyId = parties.get(number);
    if (!partyId) continue;
    const own = items.filter(
      (item) => item.partyId === partyId && item.side === "receivable" && item.ledgerId === ledgerOf.get(reference),
    );
    customers.set(itemKey(ledgerOf.get(reference)!, reference), { partyId, items: own.map(candidateOf) });
  }
  return customers;
}

/** Which ledger each of our accounts belongs to. */
type Accounts = {
  readonly ledgerOfAccount: ReadonlyMap<string, string>;
  readonly ledgers: ReadonlyMap<string, Ledger>;
};

/**
 * Reads everything that a chunk's decisions rest on. With `lock` the items are held until the transaction ends, so that the decisions
 * cannot be overtaken; without it a decision that was overtaken is noticed at writing.
 */
export async function readChunkFacts(
  tx: TenantTransaction,
  payments: readonly IncomingPayment[],
  { ledgerOfAccount, ledgers }: Accounts,
  lock: boolean,
): Promise<ChunkFacts> {
  const ledgerOf = new Map<string, string>();
  for (const payment of payments) {
    const ledgerId = ledgerOfAccount.get(payment.account)!;
    if (payment.parts) for (const part of payment.parts) ledgerOf.set(part.reference, ledgerId);
    else if (payment.reference !== null) ledgerOf.set(payment.reference, ledgerId);
  }
  const found = await itemsByReference(tx, [...ledgerOf.keys()]);
  const fresh = lock
    ? new Map(
        (
          await itemsById(
            tx,
            found.map((item) => item.id),
            true,
          )
        ).map((item) => [item.id, item]),
      )
    : undefined;
  const all = fresh ? found.map((item) => fresh.get(item.id)!) : found;
  const own = all.filter((item) => ledgerOf.get(item.reference!) === item.ledgerId);
  const candidateOf = candidatesOf(await creditedItems(tx, own));
  const items = new Map(own.map((item) => [itemKey(item.ledgerId, item.reference!), candidateOf(item)]));
  const elsewhere = new Map(
    all
      .filter((item) => ledgerOf.get(item.reference!) !== item.ledgerId)
      .map((item) => [item.reference!, item.ledgerId]),
  );
  const unknown = [...ledgerOf.keys()].filter(
    (reference) => !items.has(itemKey(ledgerOf.get(reference)!, reference)) && !elsewhere.has(reference),
  );
  return {
    items,
    elsewhere,
    children: await childrenOf(tx, own, { lock, candidateOf }),
    customers: await customersOf(tx, ledgers, ledgerOf, unknown, candidateOf),
  };
}
