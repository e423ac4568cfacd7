/** Lines that the database itself writes out: a million of them never leave it, and never come back. */
import { sql } from "kysely";
import type { Explanation } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { ExplanationNumbers } from "./explanation-numbers.ts";
import { insertExplanations } from "./store.ts";

/** Lines that do the same for the same reason. Lists are texts with commas between, one value for each line, all in one order. */
export type LineBundle = {
  readonly action: string;
  readonly subjectKind: string;
  readonly explanation: Explanation;
  /** What was seen of each, beside its amount: of this its hash is made. */
  readonly seen: string;
  readonly lines: number;
  readonly amountMinor: bigint;
  readonly subjectIds: string;
  readonly amountsMinor: string;
  /** Lines are numbered by their bundle's rank, then by their own place. */
  readonly rank: number;
  readonly places: string;
};

/** The values of a list. */
export const listed = (list: string): readonly string[] => list.split(",");

/** Writes the lines of a proposal, and each explanation once for all lines that have it. */
export async function writeBundles(
  tx: TenantTransaction,
  proposalId: string,
  bundles: readonly LineBundle[],
): Promise<void> {
  const numbering = new ExplanationNumbers();
  const explanations = bundles.map(({ explanation }) => numbering.of(explanation));
  await insertExplanations(tx, proposalId, numbering.since(0), 0);
  const arrayOf = (list: string): string => `{${list}}`;
  await sql`
    insert into proposal_line (tenant_id, proposal_id, state, line_no, action, subject_kind, subject_id, seen_hash, amount_minor, explanation_no)
    select ${tx.tenantId}, ${proposalId}, 'proposed', row_number() over (order by b.rank, l.place), b.action, b.subject_kind, l.id,
      sha256(convert_to(l.id || '|' || b.seen || '|' || l.amount_minor, 'UTF8')), l.amount_minor, b.explanation_no
    from unnest(
      ${column.integer(bundles.map(({ rank }) => rank))}, ${column.text(bundles.map(({ action }) => action))},
      ${column.text(bundles.map(({ subjectKind }) => subjectKind))}, ${column.text(bundles.map(({ seen }) => seen))},
      ${column.integer(explanations)},
      ${column.text(bundles.map(({ subjectIds }) => arrayOf(subjectIds)))},
      ${column.text(bundles.map(({ amountsMinor }) => arrayOf(amountsMinor)))},
      ${column.text(bundles.map(({ places }) => arrayOf(places)))}
    ) b (rank, action, subject_kind, seen, explanation_no, ids, amounts, places)
    cross join lateral unnest(b.ids::uuid[], b.amounts::bigint[], b.places::integer[]) l (id, amount_minor, place)`.execute(
    tx.db,
  );
}
