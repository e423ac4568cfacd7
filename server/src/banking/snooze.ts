import { sql } from "kysely";
import { ledgerById, type DateText } from "../ledger/index.ts";
import { announce, recordAudit, refuse, type TenantTransaction } from "../platform/index.ts";
import { todayIn } from "./today.ts";
import { lineById, statementLineById, WAITING } from "./work-store.ts";

/**
 * A person puts a line of the queue off until a day, with a reason: the file comes on Thursday, the patient was asked (W-07). Only the queue
 * and its count leave it out; the money stays as unexplained as it was in the day's proof, in the checks and in the list of lines.
 */

export type Snoozed = { readonly untilOn: DateText; readonly reason: string; readonly by: string };
export type SnoozableKind = "bankLine" | "statementLine";

/** So many days ahead a line may be put off: who types the wrong year does not lose the money from sight. */
export const LONGEST_SNOOZE_DAYS = 90;

type Waiting = { readonly ledgerId: string; readonly today: DateText };

/** The line, held until the transaction ends, where it waits for a person. Throws BANK_LINE_NOT_FOUND, STATEMENT_LINE_NOT_FOUND, BANK_LINE_STATE. */
async function waitingLine(tx: TenantTransaction, kind: SnoozableKind, lineId: string): Promise<Waiting> {
  const line = kind === "bankLine" ? await lineById(tx, lineId, true) : await statementLineById(tx, lineId);
  if (!line) throw refuse(kind === "bankLine" ? "BANK_LINE_NOT_FOUND" : "STATEMENT_LINE_NOT_FOUND");
  const states = kind === "bankLine" ? WAITING : ["open", "held"];
  if (!states.includes(line.state)) throw refuse("BANK_LINE_STATE", { state: line.state });
  const { ledgerId } = line;
  return { ledgerId, today: todayIn(tx, await ledgerById(tx, ledgerId)) };
}

/**
 * Puts a line off until a day after today by the ledger's clock; a line that is put off already gets the new day and reason.
 * Throws SNOOZE_DAY, and what a line that does not wait throws.
 */
export async function snoozeLine(
  tx: TenantTransaction,
  kind: SnoozableKind,
  lineId: string,
  until: { readonly untilOn: DateText; readonly reason: string },
): Promise<void> {
  const { ledgerId, today } = await waitingLine(tx, kind, lineId);
  const { untilOn, reason } = until;
  const latest = Temporal.PlainDate.from(today).add({ days: LONGEST_SNOOZE_DAYS }).toString();
  if (untilOn <= today || untilOn > latest) throw refuse("SNOOZE_DAY", { untilOn, today, latest });
  const { actor } = tx.context;
  await sql`
    insert into line_snooze (tenant_id, line_id, ledger_id, until_on, reason, snoozed_by, snoozed_at)
    values (${tx.tenantId}, ${lineId}, ${ledgerId}, ${untilOn}, ${reason}, ${`${actor.kind}:${actor.id}`}, ${tx.now.toString()})
    on conflict (tenant_id, line_id) do update
      set until_on = excluded.until_on, reason = excluded.reason, snoozed_by = excluded.snoozed_by, snoozed_at = excluded.snoozed_at`.execute(
    tx.db,
  );
  await announce(tx, "bankLine", lineId, ledgerId);
  await recordAudit(tx, { action: `${kind}.snoozed`, subjectKind: kind, subjectId: lineId, detail: { untilOn } });
}

/** Brings a line that was put off back into the queue at once; one that is there already stays. Throws as `snoozeLine`, but for the day. */
export async function wakeLine(tx: TenantTransaction, kind: SnoozableKind, lineId: string): Promise<void> {
  const { ledgerId, today } = await waitingLine(tx, kind, lineId);
  const woken = await sql<{ id: string }>`
    update line_snooze set until_on = ${today} where tenant_id = ${tx.tenantId} and line_id = ${lineId} and until_on > ${today}
    returning line_id as id`.execute(tx.db);
  if (woken.rows.length === 0) return;
  await announce(tx, "bankLine", lineId, ledgerId);
  await recordAudit(tx, { action: `${kind}.woken`, subjectKind: kind, subjectId: lineId });
}

/** Which of the ledger's lines are put off just now: whoever looks through many for one answer leaves them alone. */
export async function snoozedLines(
  tx: TenantTransaction,
  ledgerId: string,
  today: DateText,
): Promise<ReadonlySet<string>> {
  const found = await sql<{ id: string }>`
    select line_id as id from line_snooze where tenant_id = ${tx.tenantId} and ledger_id = ${ledgerId} and until_on > ${today}`.execute(
    tx.db,
  );
  return new Set(found.rows.map(({ id }) => id));
}
