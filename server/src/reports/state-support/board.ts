import { measuresByItem } from "../../collections/index.ts";
import { gapNotes, type GapNote } from "../../invoicing/index.ts";
import { ledgerById, listLedgers, type DateText, type Ledger } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { invoicesOfItems, owedItems, supportedInvoices, type SupportedInvoice } from "./read.ts";
import { SUPPORT_STATES, supportStanding, worstOf, type SupportStanding, type SupportState } from "./standing.ts";

/** The state's money that could be lost: every invoice with a state share, by the proof that the patient paid or was asked in every way (N-15). */

export type SupportRow = SupportedInvoice & {
  readonly ledgerId: string;
  readonly standing: SupportStanding;
  readonly notes: readonly GapNote[];
};
export type SupportSum = { readonly state: SupportState; readonly invoices: number; readonly stateMinor: bigint };

export type SupportBoard = {
  readonly ledgerId: string;
  readonly ledgerName: string;
  readonly currency: string;
  readonly asOf: DateText;
  /** Whether the ledger's country has such support at all. */
  readonly isHere: boolean;
  readonly sums: readonly SupportSum[];
  /** Worst first: gaps, then what runs out first, then the largest. */
  readonly rows: readonly SupportRow[];
};

const dayOf = (tx: TenantTransaction, { market }: Ledger) =>
  tx.platform.clock.today(marketPack(market).zones[0]!).toString();

async function standingsOf(
  tx: TenantTransaction,
  ledger: Ledger,
  invoices: readonly SupportedInvoice[],
): Promise<Map<string, SupportStanding>> {
  const asOf = dayOf(tx, ledger);
  const { days } = marketPack(ledger.market);
  const owed = await owedItems(
    tx,
    invoices.map(({ invoiceId }) => invoiceId),
  );
  const measures = await measuresByItem(
    tx,
    ledger.id,
    owed.map(({ itemId }) => itemId),
  );
  const byInvoice = Map.groupBy(owed, ({ invoiceId }) => invoiceId);
  return new Map(
    invoices.map(({ invoiceId }) => {
      const items = byInvoice.get(invoiceId) ?? [];
      const standings = items.map((item) =>
        supportStanding(days, { ...item, asOf, measures: measures.get(item.itemId) ?? [] }),
      );
      return [invoiceId, worstOf(standings)];
    }),
  );
}

const rank = ({ standing }: SupportRow) => SUPPORT_STATES.indexOf(standing.state);
const urgency = ({ standing: { daysLeft } }: SupportRow) => daysLeft ?? Number.MAX_SAFE_INTEGER;

function worstFirst(one: SupportRow, other: SupportRow): number {
  const byState = rank(one) - rank(other);
  if (byState !== 0) return byState;
  // What is lost already is sorted by what it costs, what can still be saved by how long it can.
  const byDays = one.standing.state === "gap" ? 0 : urgency(one) - urgency(other);
  if (byDays !== 0) return byDays;
  return one.stateMinor === other.stateMinor
    ? one.invoiceId < other.invoiceId
      ? -1
      : 1
    : one.stateMinor < other.stateMinor
      ? 1
      : -1;
}

function sumsOf(rows: readonly SupportRow[]): SupportSum[] {
  return SUPPORT_STATES.map((state) => {
    const own = rows.filter(({ standing }) => standing.state === state);
    return { state, invoices: own.length, stateMinor: own.reduce((sum, row) => sum + row.stateMinor, 0n) };
  });
}

/** A ledger's board as of today. Throws LEDGER_NOT_FOUND. */
export async function supportBoard(tx: TenantTransaction, ledgerId: string): Promise<SupportBoard> {
  const ledger = await ledgerById(tx, ledgerId);
  const isHere = marketPack(ledger.market).insurerPayout !== undefined;
  const invoices = isHere ? await supportedInvoices(tx, ledger.id) : [];
  const standings = await standingsOf(tx, ledger, invoices);
  const notes = Map.groupBy(
    await gapNotes(
      tx,
      invoices.map(({ invoiceId }) => invoiceId),
    ),
    ({ invoiceId }) => invoiceId,
  );
  const rows = invoices
    .map((invoice) => ({
      ...invoice,
      ledgerId: ledger.id,
      standing: standings.get(invoice.invoiceId)!,
      notes: notes.get(invoice.invoiceId) ?? [],
    }))
    .toSorted(worstFirst);
  const { name: ledgerName, currency } = ledger;
  return { ledgerId: ledger.id, ledgerName, currency, asOf: dayOf(tx, ledger), isHere, sums: sumsOf(rows), rows };
}

/** The boards of every ledger whose country has such support, by the ledgers' names. */
export async function supportBoards(tx: TenantTransaction): Promise<SupportBoard[]> {
  const boards: SupportBoard[] = [];
  for (const ledger of await listLedgers(tx)) {
    if (marketPack(ledger.market).insurerPayout !== undefined) boards.push(await supportBoard(tx, ledger.id));
  }
  return boards;
}

/** The rows of boards in one list, worst first. */
export const rowsOfBoards = (boards: readonly SupportBoard[]): SupportRow[] =>
  boards.flatMap(({ rows }) => rows).toSorted(worstFirst);

/** What the state could want back or not pay if these invoices were closed now: of those whose proof has a gap (DP-074). */
export async function stateAtRisk(
  tx: TenantTransaction,
  ledgerId: string,
  invoiceIds: readonly string[],
): Promise<bigint> {
  const ledger = await ledgerById(tx, ledgerId);
  const invoices = await supportedInvoices(tx, ledgerId, invoiceIds);
  if (invoices.length === 0) return 0n;
  const standings = await standingsOf(tx, ledger, invoices);
  const gaps = invoices.filter(({ invoiceId }) => standings.get(invoiceId)!.state === "gap");
  return gaps.reduce((sum, { stateMinor }) => sum + stateMinor, 0n);
}

/** Where the proof of one invoice's state share stands today; null where the state has no share of it. */
export async function supportOfInvoice(
  tx: TenantTransaction,
  ledgerId: string,
  invoiceId: string,
): Promise<SupportStanding | null> {
  const ledger = await ledgerById(tx, ledgerId);
  const invoices = await supportedInvoices(tx, ledgerId, [invoiceId]);
  return (await standingsOf(tx, ledger, invoices)).get(invoiceId) ?? null;
}

/** The same of the invoices that these open items are of. */
export async function stateAtRiskOfItems(
  tx: TenantTransaction,
  ledgerId: string,
  itemIds: readonly string[],
): Promise<bigint> {
  return stateAtRisk(tx, ledgerId, await invoicesOfItems(tx, itemIds));
}
