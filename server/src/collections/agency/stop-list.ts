import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { actorOf } from "../claim-of.ts";
import { writeContactNote } from "../promises.ts";
import "../errors.ts";
import { groundOf } from "../ground.ts";
import { endCase } from "./end-case.ts";
import { caseById, setWithdrawAsked } from "./store.ts";
import type { AgencyCase } from "./types.ts";

/** The stop-list: before cases leave, their clinic is told how many and when, and may object until then. */

export type AgencyNotice = {
  readonly id: string;
  readonly ledgerId: string;
  readonly leavesOn: DateText;
  readonly recipient: string;
  readonly cases: number;
  readonly amountMinor: bigint;
};

type Listed = { readonly leavesOn: DateText; readonly cases: number; readonly amountMinor: bigint };

/** Notes whom of a clinic to tell of what is newly listed: numbers and sums, no names. A case that nobody was told of does not leave. */
export async function noteNotices(
  tx: TenantTransaction,
  ledgerId: string,
  recipients: readonly string[],
): Promise<void> {
  const { today } = await groundOf(tx, ledgerId);
  const told = await sql<Listed>`
    with fresh as (
      update agency_case set told_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and state = 'listed' and told_at is null
      returning leaves_on, capital_minor)
    select leaves_on as "leavesOn", count(*)::int as cases, sum(capital_minor)::bigint as "amountMinor" from fresh group by leaves_on`.execute(
    tx.db,
  );
  for (const { leavesOn, cases, amountMinor } of told.rows)
    for (const recipient of recipients)
      await sql`
        insert into agency_notice (tenant_id, id, ledger_id, day_on, leaves_on, recipient, cases, amount_minor, made_at)
        values (${tx.tenantId}, ${tx.platform.ids.next()}, ${ledgerId}, ${today.toString()}, ${leavesOn}, ${recipient}, ${cases}, ${amountMinor}, ${tx.now.toString()})
        on conflict (tenant_id, ledger_id, day_on, leaves_on, recipient) do update set cases = agency_notice.cases + excluded.cases,
          amount_minor = agency_notice.amount_minor + excluded.amount_minor, sent_at = null`.execute(tx.db);
}

/** Notices that no mail server has taken yet, of cases that have not left. */
export async function unsentNotices(tx: TenantTransaction): Promise<AgencyNotice[]> {
  const found = await sql<AgencyNotice>`
    select id, ledger_id as "ledgerId", leaves_on as "leavesOn", recipient, cases, amount_minor as "amountMinor" from agency_notice
    where tenant_id = ${tx.tenantId} and sent_at is null and leaves_on >= ${tx.now.toString()}::timestamptz::date order by id limit 500`.execute(
    tx.db,
  );
  return found.rows;
}

export async function setNoticeSent(tx: TenantTransaction, id: string): Promise<void> {
  await sql`update agency_notice set sent_at = ${tx.now.toString()} where tenant_id = ${tx.tenantId} and id = ${id}`.execute(
    tx.db,
  );
}

async function openCase(tx: TenantTransaction, caseId: string): Promise<AgencyCase> {
  const found = await caseById(tx, caseId, true);
  if (!found) throw refuse("AGENCY_CASE_NOT_FOUND");
  return found;
}

/**
 * The clinic would not have a case leave: it is taken off the list, its words stand in the case's history, and head office decides.
 * Throws AGENCY_CASE_NOT_FOUND, AGENCY_CASE_LEFT once its packet is made.
 */
export async function objectToHandOver(tx: TenantTransaction, caseId: string, words: string): Promise<void> {
  const found = await openCase(tx, caseId);
  if (found.state !== "listed") throw refuse("AGENCY_CASE_LEFT");
  const { today } = await groundOf(tx, found.ledgerId);
  const note = { saidOn: today.toString(), channel: "message", direction: "own", text: words } as const;
  await writeContactNote(tx, { itemId: found.itemId, ...note });
  await endCase(tx, found, { ended: "objected", why: null, today });
}

/** Head office wants a case back. From the list it is off at once; from the agency when that says so. Throws AGENCY_CASE_NOT_FOUND, AGENCY_CASE_ENDED. */
export async function askBack(tx: TenantTransaction, caseId: string): Promise<void> {
  const found = await openCase(tx, caseId);
  if (found.state === "ended") throw refuse("AGENCY_CASE_ENDED");
  const { today } = await groundOf(tx, found.ledgerId);
  if (found.state === "listed") return endCase(tx, found, { ended: "withdrawn", why: null, today });
  await setWithdrawAsked(tx, caseId, actorOf(tx));
  const { itemId } = found;
  await recordAudit(tx, {
    action: "agency.caseAskedBack",
    subjectKind: "openItem",
    subjectId: itemId,
    detail: { caseId },
  });
}
