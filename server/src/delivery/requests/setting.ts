import { sql } from "kysely";
import { ledgerById, type Ledger, type LedgerSettings } from "../../ledger/index.ts";
import { marketPack, type MarketPack } from "../../markets/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { DEFAULT_TIMINGS, type RequestTimings } from "./policy.ts";
import { narrowedTo, notBefore } from "./quiet-hours.ts";

/** What a ledger's requests go by: its market's days and hours, its clinic's clock, its own timings. */
export type Setting = {
  readonly ledger: Ledger;
  readonly pack: MarketPack;
  readonly zone: string;
  readonly timings: RequestTimings;
  /** The ledger's day at the moment of the transaction. */
  readonly today: Temporal.PlainDate;
};

/** A ledger's own timings; what it leaves out is as every ledger starts. */
export function timingsOf({ requests = {} }: LedgerSettings): RequestTimings {
  const { askFromOn, warnAfterDays, defaultAfterDays, defaultBeforeDueDays, courtesyBeforeDueDays } = requests;
  return {
    askFromOn: askFromOn ?? DEFAULT_TIMINGS.askFromOn,
    warnAfterDays: warnAfterDays ?? DEFAULT_TIMINGS.warnAfterDays,
    defaultAfterDays: defaultAfterDays ?? DEFAULT_TIMINGS.defaultAfterDays,
    defaultBeforeDueDays: defaultBeforeDueDays ?? DEFAULT_TIMINGS.defaultBeforeDueDays,
    courtesyBeforeDueDays: courtesyBeforeDueDays ?? DEFAULT_TIMINGS.courtesyBeforeDueDays,
  };
}

/** Throws LEDGER_NOT_FOUND. */
export async function settingOf(tx: TenantTransaction, ledgerId: string): Promise<Setting> {
  const ledger = await ledgerById(tx, ledgerId);
  const found = await sql<{ zone: string }>`
    select time_zone as zone from clinic where tenant_id = ${tx.tenantId} and id = ${ledger.clinicId}`.execute(tx.db);
  const zone = found.rows[0]!.zone;
  const today = tx.now.toZonedDateTimeISO(zone).toPlainDate();
  return { ledger, pack: marketPack(ledger.market), zone, timings: timingsOf(ledger.settings), today };
}

/** The first moment, from now and from the beginning of a day on, at which a message of this ledger may leave. */
export function leavesAt(
  tx: TenantTransaction,
  { pack, zone, ledger }: Setting,
  on: Temporal.PlainDate,
): Temporal.Instant {
  const begins = on.toZonedDateTime(zone).toInstant();
  const hours = narrowedTo(pack, ledger.settings.requests?.hours ?? null);
  return notBefore(Temporal.Instant.compare(tx.now, begins) < 0 ? begins : tx.now, hours, zone);
}
