import type { TenantTransaction } from "../../platform/index.ts";
import { dateText, type Ground } from "../ground.ts";
import { leavingDay } from "./leaving-day.ts";
import { insertCases, type NewCase } from "./store.ts";
import type { AgencyAgreement } from "./types.ts";

/** Puts claims whose hand-over a person pressed on the stop-list, from which they leave on the agreement's next day. */
export async function listForAgency(
  tx: TenantTransaction,
  { ledger, pack, today }: Ground,
  agreement: AgencyAgreement,
  cases: readonly Omit<NewCase, "id">[],
): Promise<void> {
  if (cases.length === 0) return;
  const of = {
    ledgerId: ledger.id,
    agreementId: agreement.id,
    listedOn: dateText(today),
    leavesOn: dateText(leavingDay(today, agreement, pack)),
  };
  await insertCases(
    tx,
    of,
    cases.map((each) => ({ id: tx.platform.ids.next(), ...each })),
  );
}
