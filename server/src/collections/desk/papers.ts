import { sql } from "kysely";
import type { DateText } from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import type { LevelName } from "../policy-model.ts";

/** A letter that a step of a claim sent; `messageId` is the newest message it went as, null while none was made. */
export type CaseLetter = {
  readonly id: string;
  readonly level: LevelName;
  readonly on: DateText;
  readonly messageId: string | null;
};

/** The letters of a claim, first to last. */
export async function caseLetters(tx: TenantTransaction, itemId: string): Promise<CaseLetter[]> {
  const found = await sql<CaseLetter>`
    select s.letter_id as id, s.level, s.taken_on as on, m.id as "messageId" from follow_up_step s
    left join follow_up_letter l on l.tenant_id = s.tenant_id and l.id = s.letter_id
    left join dispatch d on d.tenant_id = s.tenant_id and d.key = l.dispatch_key
    left join lateral (
      select id from message where tenant_id = ${tx.tenantId} and dispatch_id = d.id order by id desc limit 1) m on true
    where s.tenant_id = ${tx.tenantId} and s.item_id = ${itemId} and s.letter_id is not null order by s.id`.execute(
    tx.db,
  );
  return found.rows;
}
