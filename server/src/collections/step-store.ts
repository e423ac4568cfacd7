import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import { column, eachRow, toJson, type TenantTransaction } from "../platform/index.ts";
import type { LevelName } from "./policy-model.ts";

/** Statements that write the move log and its letters. */

export type NewLetter = {
  readonly id: string;
  readonly payerId: string;
  readonly recipientId: string;
  readonly level: LevelName;
  readonly wording: string;
  readonly sender: "clinic" | "headOffice";
  readonly dispatchKey: string;
};

export async function insertLetters(
  tx: TenantTransaction,
  of: { readonly ledgerId: string; readonly takenOn: DateText },
  letters: readonly NewLetter[],
): Promise<void> {
  if (letters.length === 0) return;
  const pick = <T>(one: (letter: NewLetter) => T) => letters.map(one);
  await sql`
    insert into follow_up_letter (tenant_id, ledger_id, taken_on, made_at, id, payer_id, recipient_id, level, wording, sender, dispatch_key)
    select ${tx.tenantId}, ${of.ledgerId}::uuid, ${of.takenOn}::date, ${tx.now.toString()}::timestamptz, ${eachRow(
      column.uuid(pick((letter) => letter.id)),
      column.uuid(pick((letter) => letter.payerId)),
      column.uuid(pick((letter) => letter.recipientId)),
      column.text(pick((letter) => letter.level)),
      column.text(pick((letter) => letter.wording)),
      column.text(pick((letter) => letter.sender)),
      column.text(pick((letter) => letter.dispatchKey)),
    )}`.execute(tx.db);
}

export type NewStep = {
  readonly id: string;
  readonly itemId: string;
  readonly level: LevelName;
  readonly round: number;
  readonly letterId: string | null;
  readonly policyId: string;
  readonly targetOn: DateText;
  readonly lag: number;
  readonly amountMinor: bigint;
  readonly feeMinor: bigint;
  readonly feeItemId: string | null;
  readonly deadlineOn: DateText | null;
  readonly nextStepOn: DateText | null;
  readonly lineNo: number;
  readonly explanation: unknown;
};

export type StepsOf = {
  readonly ledgerId: string;
  readonly takenOn: DateText;
  readonly proposalId: string;
  readonly takenBy: string;
};

/** Writes steps before anything of them is sent; gives the ids of those that were not taken before (`follow_up_step_once`). */
export async function insertSteps(
  tx: TenantTransaction,
  { ledgerId, takenOn, proposalId, takenBy }: StepsOf,
  steps: readonly NewStep[],
): Promise<Set<string>> {
  if (steps.length === 0) return new Set();
  const pick = <T>(one: (step: NewStep) => T) => steps.map(one);
  const written = await sql<{ id: string }>`
    insert into follow_up_step (tenant_id, ledger_id, taken_on, proposal_id, taken_by, taken_at, id, item_id, level, round, letter_id, policy_id, target_on,
      lag, amount_minor, fee_minor, fee_item_id, deadline_on, next_step_on, line_no, explanation)
    select ${tx.tenantId}, ${ledgerId}::uuid, ${takenOn}::date, ${proposalId}::uuid, ${takenBy}, ${tx.now.toString()}::timestamptz, ${eachRow(
      column.uuid(pick((step) => step.id)),
      column.uuid(pick((step) => step.itemId)),
      column.text(pick((step) => step.level)),
      column.smallint(pick((step) => step.round)),
      column.uuid(pick((step) => step.letterId)),
      column.uuid(pick((step) => step.policyId)),
      column.date(pick((step) => step.targetOn)),
      column.smallint(pick((step) => step.lag)),
      column.bigint(pick((step) => step.amountMinor)),
      column.bigint(pick((step) => step.feeMinor)),
      column.uuid(pick((step) => step.feeItemId)),
      column.date(pick((step) => step.deadlineOn)),
      column.date(pick((step) => step.nextStepOn)),
      column.integer(pick((step) => step.lineNo)),
      column.jsonb(pick((step) => toJson(step.explanation))),
    )}
    on conflict (tenant_id, item_id, level, round) do nothing returning id`.execute(tx.db);
  return new Set(written.rows.map(({ id }) => id));
}
