import { sql } from "kysely";
import type { DateText } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { within } from "./as-of.ts";

export type StateCount = { readonly state: string; readonly lines: bigint; readonly amountMinor: bigint };

export type StraightThrough = {
  readonly ledgerId: string;
  readonly from: DateText;
  readonly to: DateText;
  readonly madeAt: Temporal.Instant;
  /** Lines that were ours to post: not a repeat of one already posted, not another owner's. */
  readonly lines: bigint;
  /** Of those, posted against their item at once, without a person. */
  readonly straight: bigint;
  /** Share in hundredths of a percent, rounded down; null when no line came. */
  readonly rateBasisPoints: bigint | null;
  readonly byState: readonly StateCount[];
};

/** States of lines that were not ours to post. */
export const NOT_OURS: ReadonlySet<string> = new Set(["repeated", "otherOwner"]);
/** States of lines that were posted against their item at once. */
export const STRAIGHT: ReadonlySet<string> = new Set(["matched", "part"]);

/** How many bank lines settled in a stretch of days were posted right at once (S0-22), with the count of each line state as it is now. */
export async function straightThrough(
  tx: TenantTransaction,
  question: { readonly ledgerId: string; readonly from: DateText; readonly to: DateText },
): Promise<StraightThrough> {
  const found = await sql<StateCount>`
    select l.state, count(*) as lines, sum(l.amount_minor)::bigint as "amountMinor" from bank_line l
    where ${within(tx, "l", question.ledgerId)} and l.settled_on between ${question.from} and ${question.to} group by l.state order by l.state`.execute(
    tx.db,
  );
  const count = (counted: (state: string) => boolean) =>
    found.rows.reduce((sum, row) => (counted(row.state) ? sum + row.lines : sum), 0n);
  const lines = count((state) => !NOT_OURS.has(state));
  const straight = count((state) => STRAIGHT.has(state));
  const { ledgerId, from, to } = question;
  return {
    ledgerId,
    from,
    to,
    madeAt: tx.now,
    lines,
    straight,
    rateBasisPoints: lines === 0n ? null : (straight * 10_000n) / lines,
    byState: found.rows,
  };
}
