import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import type { LevelName } from "../policy-model.ts";

/** A letter that a step of a claim sent; `id` is its dispatch. */
export type CaseLetter = { readonly id: string; readonly level: LevelName; readonly on: DateText };

/** The letters of a claim, first to last. */
export async function caseLetters(tx: TenantTransaction, itemId: string): Promise<CaseLetter[]> {
  const found = await sql<CaseLetter>`
    select letter_id as id, level, taken_on as on from follow_up_step
    where tenant_id = ${tx.tenantId} and item_id = ${itemId} and letter_id is not null order by id`.execute(tx.db);
  return found.rows;
}
