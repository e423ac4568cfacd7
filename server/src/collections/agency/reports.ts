import { sql } from "kysely";
import { raiseAlarm } from "../../controls/index.ts";
import { withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { dateText, groundOf } from "../ground.ts";
import type { AgencyAnswer, AgencyCorrection, DebtCollectionAgency } from "../ports.ts";
import { endCase } from "./end-case.ts";
import { caseById, caseRows } from "./store.ts";
import { noteTold } from "./told-entries.ts";
import type { ReportKind } from "./types.ts";

/**
 * What the agency is told while a case is there: money and credits that came to the clinic (DP-023), what of these was taken back, and that a case is
 * wanted back.
 */

type Waiting = AgencyCorrection & { readonly kind: ReportKind };

async function waiting(tx: TenantTransaction, ledgerId: string): Promise<Waiting[]> {
  const found = await sql<Waiting>`
    select id as "reportId", case_id as "caseId", kind, amount_minor as "amountMinor", on_day as on, corrects from agency_report
    where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and sent_at is null and refused is null order by id limit 1000`.execute(
    tx.db,
  );
  return found.rows;
}

async function setSent(tx: TenantTransaction, id: string): Promise<void> {
  await sql`update agency_report set sent_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

/** Somebody tells the agency by hand. */
async function setRefused(tx: TenantTransaction, ledgerId: string, id: string, why: string): Promise<void> {
  await sql`update agency_report set refused = ${why} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(tx.db);
  const { today } = await groundOf(tx, ledgerId);
  const detail = { reportId: id, why };
  const alarm = { kind: "agency.reportRefused", subjectKind: "ledger", subjectId: ledgerId, dayOn: dateText(today) };
  await raiseAlarm(tx, { ...alarm, detail });
}

function tell(agency: DebtCollectionAgency, { kind, corrects, ...report }: Waiting): Promise<AgencyAnswer<null>> {
  if (kind === "reversal") return agency.reportReversal({ ...report, corrects });
  return kind === "credit" ? agency.reportCredit(report) : agency.reportPayment(report);
}

const MAY_BE_TRIED_AGAIN = ["tryLater", "setUp"];

/** Tells the agency what came since the last time; what it did not answer goes again under the same id. Gives how many it took. */
export async function reportToAgency(
  platform: Platform,
  context: Context,
  ledgerId: string,
  agency: DebtCollectionAgency,
): Promise<number> {
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, context, work);
  await inTenant((tx) => noteTold(tx, ledgerId));
  let told = 0;
  for (const report of await inTenant((tx) => waiting(tx, ledgerId))) {
    const answer = await tell(agency, report);
    if (answer.outcome === "ok") {
      await inTenant((tx) => setSent(tx, report.reportId));
      told += 1;
    } else if (answer.outcome === "refused" && !MAY_BE_TRIED_AGAIN.includes(answer.reason)) {
      await inTenant((tx) => setRefused(tx, ledgerId, report.reportId, answer.partnerCode ?? answer.reason));
    }
  }
  return told;
}

const CREDITOR_ASKED = "CREDITOR_ASKED";

/** Asks for the cases back that head office wants back. Gives how many came. */
export async function withdrawFromAgency(
  platform: Platform,
  context: Context,
  ledgerId: string,
  agency: DebtCollectionAgency,
): Promise<number> {
  const asked = await withTenant(platform, context, (tx) => caseRows(tx, { ledgerId, states: ["atAgency"] }));
  let back = 0;
  for (const { id, withdrawAskedAt } of asked) {
    if (withdrawAskedAt === null) continue;
    const answer = await agency.withdraw(id, CREDITOR_ASKED);
    if (answer.outcome !== "ok") continue;
    back += 1;
    await withTenant(platform, context, async (tx) => {
      const { today } = await groundOf(tx, ledgerId);
      await endCase(tx, (await caseById(tx, id, true))!, { ended: "withdrawn", why: CREDITOR_ASKED, today });
    });
  }
  return back;
}
