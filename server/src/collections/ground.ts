/** What a run of one ledger stands on: its law, its clinic's clock, its policies. */
import { sql } from "kysely";
import { ledgerById, type DateText, type Ledger } from "../ledger/index.ts";
import { marketPack, type MarketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { policyBook, type PolicyBook } from "./policy-book.ts";

export type Ground = {
  readonly ledger: Ledger;
  readonly pack: MarketPack;
  readonly zone: string;
  /** The clinic's day at the moment of the transaction. */
  readonly today: Temporal.PlainDate;
  readonly book: PolicyBook;
};

/** The time zone of a ledger's clinic. */
export async function zoneOf(tx: TenantTransaction, { clinicId }: Pick<Ledger, "clinicId">): Promise<string> {
  const found = await sql<{ zone: string }>`
    select time_zone as zone from clinic where tenant_id = ${tx.tenantId} and id = ${clinicId}`.execute(tx.db);
  return found.rows[0]!.zone;
}

/** Throws LEDGER_NOT_FOUND. */
export async function groundOf(tx: TenantTransaction, ledgerId: string): Promise<Ground> {
  const ledger = await ledgerById(tx, ledgerId);
  const zone = await zoneOf(tx, ledger);
  const today = tx.now.toZonedDateTimeISO(zone).toPlainDate();
  return { ledger, pack: marketPack(ledger.market), zone, today, book: await policyBook(tx, ledger) };
}

export const dateText = (on: Temporal.PlainDate): DateText => on.toString();
