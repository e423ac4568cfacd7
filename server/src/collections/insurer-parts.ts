/** The insurer's or state's part of bills is followed up by itself: by its payouts, never with the patient (E40). */
import { sql } from "kysely";
import { clearAlarms, raiseAlarm } from "../controls/index.ts";
import type { DateText } from "../ledger/index.ts";
import { lastPayoutOn, type InsurerPayout } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { dateText, type Ground } from "./ground.ts";

export const INSURER_LATE = "followUp.insurerPartLate";

/** The latest day of birth of a part whose last payout lies before a day. */
function lateSince({ weekday, payouts }: InsurerPayout, today: Temporal.PlainDate): Temporal.PlainDate {
  const daysSince = (today.dayOfWeek - weekday + 7) % 7 || 7;
  return today.subtract({ days: daysSince + 7 * (payouts - 1) + 1 });
}

type Late = { readonly items: number; readonly openMinor: bigint; readonly newestOn: DateText | null };

async function lateParts(tx: TenantTransaction, ledgerId: string, since: DateText): Promise<Late> {
  const found = await sql<Late>`
    select count(*)::int as items, coalesce(sum(open_minor), 0)::bigint as "openMinor", max(opened_on) as "newestOn" from open_item
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and kind = 'insurerPart' and side = 'receivable' and open_minor > 0
      and opened_on <= ${since}::date`.execute(tx.db);
  return found.rows[0]!;
}

/** Tells head office once for each payout that left parts unpaid; clears what stood when nothing is late any more. Where the market has no such payouts, nothing. */
export async function watchInsurerParts(tx: TenantTransaction, { ledger, pack, today }: Ground): Promise<void> {
  const payout = pack.insurerPayout?.value;
  if (payout === undefined) return;
  const { items, openMinor, newestOn } = await lateParts(tx, ledger.id, dateText(lateSince(payout, today)));
  if (newestOn === null) {
    await clearAlarms(tx, INSURER_LATE, ledger.id, dateText(today));
    return;
  }
  const dayOn = dateText(lastPayoutOn(payout, Temporal.PlainDate.from(newestOn)));
  const detail = { items, openMinor: Number(openMinor) };
  await raiseAlarm(tx, { kind: INSURER_LATE, subjectKind: "ledger", subjectId: ledger.id, dayOn, detail });
}
