import { sql, type RawBuilder } from "kysely";
import type { TenantTransaction } from "../context.ts";

type Row = Readonly<Record<string, unknown>>;

/** A statement that must always hold over a tenant's data; each capability owns its own, `kvitt verify` runs them all. */
export type Check = {
  /** Stable name, for example `ledger.itemsEqualPostings`. */
  readonly name: string;
  /** What holds, in one sentence. */
  readonly sentence: string;
  /** The rows that break it, at most some dozens: ids, codes and amounts, no names. */
  breaches(tx: TenantTransaction): Promise<readonly Row[]>;
};

const MOST_SHOWN = 50;

/** A check of one question to the tenant's rows: what it finds breaks it. */
export function checkRows(name: string, sentence: string, query: (tenantId: string) => RawBuilder<Row>): Check {
  return {
    name,
    sentence,
    breaches: async (tx) =>
      (await sql<Row>`select * from (${query(tx.tenantId)}) b limit ${MOST_SHOWN}`.execute(tx.db)).rows,
  };
}
