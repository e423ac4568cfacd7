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

/** Of items with nothing left to pay: which were met by a credit note or written off rather than by money? */
async function creditedItems(tx: TenantTransaction, items: readonly OpenItem[]): Promise<Set<string>> {
  const closed = items.filter((item) => item.openMinor === 0n).map((item) => item.id);
  if (closed.length === 0) return new Set();
  const found = await sql<{ id: string }>`
    select p.credit_item_id as id from posting p join entry e on e.tenant_id = p.tenant_id and e.id = p.entry_id
    where p.tenant_id = ${tx.tenantId} and p.credit_item_id = any (${column.uuid(closed)})
    group by p.credit_item_id having bool_and(e.kind in ('creditNote', 'writeOff'))`.execute(tx.db);
  return new Set(found.rows.map((row) => row.id));
}

async function childrenOf(tx: TenantTransaction, items: readonly OpenItem[]): Promise<Map<string, Candidate[]>> {
  const children = new Map<string, Candidate[]>();
  if (items.length === 0) return children;
  const nothing = new Set<string>();
  for (const child of await itemsByParent(
    tx,
    items.map((item) => item.id),
  )) {
    if (child.side !== "receivable" || child.openMinor === 0n || !child.parentId || child.kind === "instalment")
      continue;
    children.set(child.parentId, [...(children.get(child.parentId) ?? []), candidate(child, nothing)]);
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
    customers.set(itemKey(ledgerOf.get(reference)!, reference), {
      partyId,
      items: own.map((item) => candidate(item, new Set())),
    });
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
  const credited = await creditedItems(tx, own);
  const items = new Map(own.map((item) => [itemKey(item.ledgerId, item.reference!), candidate(item, credited)]));
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
    children: await childrenOf(tx, own),
    customers: await customersOf(tx, ledgers, ledgerOf, unknown),
  };
}
