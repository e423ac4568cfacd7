import { isBankComplete } from "../collections/index.ts";
import { listLedgers, type DateText, type Ledger } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { monthEnd, workingDaysTo, type MonthEnd } from "./days.ts";
import { chasedOf, packRows, unmatchedOf, type Chased, type MonthPack, type Unmatched } from "./store.ts";

/** Head office's board of a month: which step each clinic has come to, who is late first (N-14, H-05). */

export const BOARD_STATES = ["mismatch", "late", "missing", "open", "signed"] as const;
export type BoardState = (typeof BOARD_STATES)[number];
export type BoardRow = {
  readonly ledgerId: string;
  readonly name: string;
  readonly currency: string;
  readonly state: BoardState;
  readonly dueOn: DateText;
  /** Working days until the due day; 0 on it, and below zero after it. */
  readonly workingDaysLeft: number;
  /** Everything the bank had for the month is in. */
  readonly bankComplete: boolean;
  /** Money that came by the month's end and is not placed by now. */
  readonly unmatched: Unmatched;
  readonly pack: MonthPack | null;
  readonly chased: Chased;
  /** Nobody has asked its managers today. */
  readonly mayBeChased: boolean;
};

const NONE: Unmatched = { count: 0, amountMinor: 0n };
const NEVER: Chased = { days: 0, lastAt: null, lastOn: null };

function stateOf(pack: MonthPack | undefined, dueOn: DateText, today: DateText): BoardState {
  if (pack?.totals.differenceMinor) return "mismatch";
  if (pack?.signedAt) return "signed";
  if (pack?.deliveredUnsigned || today > dueOn) return "late";
  return pack ? "open" : "missing";
}

type Known = {
  readonly packs: ReadonlyMap<string, MonthPack>;
  readonly chased: ReadonlyMap<string, Chased>;
};

async function rowOf(
  tx: TenantTransaction,
  { id, name, currency, market }: Ledger,
  { asOfOn, dueOn }: MonthEnd,
  known: Known,
): Promise<Omit<BoardRow, "unmatched">> {
  const { days, zones } = marketPack(market);
  const today = tx.now.toZonedDateTimeISO(zones[0]!).toPlainDate().toString();
  const pack = known.packs.get(id);
  const state = stateOf(pack, dueOn, today);
  const chased = known.chased.get(pack?.id ?? "") ?? NEVER;
  const waits = pack !== undefined && (state === "open" || state === "late");
  return {
    ...{ ledgerId: id, name, currency, state, dueOn, workingDaysLeft: workingDaysTo(days, today, dueOn) },
    ...{ bankComplete: await isBankComplete(tx, id, asOfOn), pack: pack ?? null },
    ...{ chased, mayBeChased: waits && chased.lastOn !== today },
  };
}

/** Every ledger that had begun by the month's end, the worst first, then by name. */
export async function monthBoard(tx: TenantTransaction, monthOn: DateText): Promise<BoardRow[]> {
  const packs = new Map((await packRows(tx, { monthOn })).map((pack) => [pack.ledgerId, pack]));
  const known = { packs, chased: await chasedOf(tx, monthOn) };
  const lastOn = Temporal.PlainDate.from(monthOn).add({ months: 1 }).subtract({ days: 1 }).toString();
  const unmatched = await unmatchedOf(tx, lastOn);
  const rows: BoardRow[] = [];
  for (const ledger of await listLedgers(tx)) {
    if (ledger.activeFromOn === null || ledger.activeFromOn > lastOn) continue;
    const end = monthEnd(marketPack(ledger.market).days, monthOn);
    rows.push({ ...(await rowOf(tx, ledger, end, known)), unmatched: unmatched.get(ledger.id) ?? NONE });
  }
  const rank = ({ state }: BoardRow) => BOARD_STATES.indexOf(state);
  return rows.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
