import { followUpRoutines, type FollowUpRoutine } from "../../collections/index.ts";
import { creditedByLedger, type CreditedOfLedger } from "../../invoicing/index.ts";
import type { DateText, Ledger } from "../../ledger/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { currentnessOfAll, type Currentness } from "../currentness.ts";
import { homeScopes, type HomeScope } from "../home-types.ts";
import { receivablesOf, touchesOf, trendsOf, type Receivables, type TrendPoint } from "./read.ts";
import { breachesOf, worstFirst, type ClinicBreach } from "./standing.ts";

/** A clinic's ledger as head office sees it (H-02). Amounts in minor units; credits and losses of the month up to the day. */
export type ClinicRow = Omit<Receivables, "ledgerId"> &
  Omit<CreditedOfLedger, "ledgerId"> & {
    readonly ledgerId: string;
    readonly name: string;
    readonly followUp: FollowUpRoutine;
    /** The day that all its statements reach; null where one has never come, or none is to come. */
    readonly bankThrough: DateText | null;
    /** Null where no statement is to come. */
    readonly bankCurrent: boolean | null;
    /** Acts of persons for each hundred invoices of thirty days; null without invoices. */
    readonly touchesPer100: bigint | null;
    readonly trend: readonly TrendPoint[];
    readonly breaches: readonly ClinicBreach[];
  };

/** The clinics whose ledgers share a currency, the worst first. */
export type ClinicBook = {
  readonly currency: string;
  readonly day: DateText;
  /** The first day of the month that credits and losses are counted from. */
  readonly monthFrom: DateText;
  readonly rows: readonly ClinicRow[];
};

const NOTHING_OWED = {
  openMinor: 0n,
  overdueMinor: 0n,
  over90Minor: 0n,
  over90Items: 0n,
  unmatchedMinor: 0n,
  unmatchedItems: 0n,
};
const NOTHING_CREDITED = { credits: 0n, creditMinor: 0n, unapproved: 0n, lostMinor: 0n };

function bankOf({ accounts, current }: Currentness): Pick<ClinicRow, "bankThrough" | "bankCurrent"> {
  const expected = accounts.filter((account) => account.current !== null);
  if (expected.length === 0) return { bankThrough: null, bankCurrent: null };
  const days = expected.map(({ statementThrough }) => statementThrough);
  const oldest = days.reduce((least, day) => (least === null || day === null || day < least ? day : least));
  return { bankThrough: days.includes(null) ? null : oldest, bankCurrent: current };
}

async function bookOf(tx: TenantTransaction, scope: HomeScope): Promise<ClinicBook> {
  const monthFrom = Temporal.PlainDate.from(scope.day).with({ day: 1 }).toString();
  const owed = await receivablesOf(tx, scope);
  const routines = await followUpRoutines(tx, scope.ledgers);
  const banks = await currentnessOfAll(tx, scope.ledgers);
  const sums = await creditedByLedger(tx, { fromOn: monthFrom, toOn: scope.day });
  const credited = new Map(sums.map((row) => [row.ledgerId, row]));
  const touches = await touchesOf(tx, scope);
  const trends = await trendsOf(tx, scope);
  const rowOf = ({ id, name }: Ledger): ClinicRow => {
    const row = {
      ...NOTHING_OWED,
      ...owed.get(id),
      ...NOTHING_CREDITED,
      ...credited.get(id),
      ...bankOf(banks.get(id)!),
      ...{ ledgerId: id, name, followUp: routines.get(id)!, trend: trends.get(id) ?? [] },
      touchesPer100: touches.get(id) ?? null,
    };
    return { ...row, breaches: breachesOf(row) };
  };
  return { currency: scope.currency, day: scope.day, monthFrom, rows: scope.ledgers.map(rowOf).toSorted(worstFirst) };
}

/** Every clinic whose ledger has begun, once for each currency (H-02, S2-02). Each table is read once for all of them. */
export async function clinicTable(tx: TenantTransaction): Promise<ClinicBook[]> {
  const books: ClinicBook[] = [];
  for (const scope of await homeScopes(tx, {})) {
    const ledgers = scope.ledgers.filter(({ activeFromOn }) => activeFromOn !== null && activeFromOn <= scope.day);
    if (ledgers.length > 0) books.push(await bookOf(tx, { ...scope, ledgers }));
  }
  return books;
}
