import { listLedgers, type DateText } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { monthEnd } from "./days.ts";
import { chasedDays, packRows, type MonthPack } from "./store.ts";

/** Head office's board of a month: where each clinic stands, who is late first (N-14). */

export const BOARD_STATES = ["mismatch", "late", "missing", "open", "signed"] as const;
export type BoardState = (typeof BOARD_STATES)[number];
export type BoardRow = {
  readonly ledgerId: string;
  readonly name: string;
  readonly currency: string;
  readonly state: BoardState;
  readonly dueOn: DateText;
  readonly pack: MonthPack | null;
  readonly chasedDays: number;
};

function stateOf(pack: MonthPack | undefined, dueOn: DateText, today: DateText): BoardState {
  if (pack?.totals.differenceMinor) return "mismatch";
  if (pack?.signedAt) return "signed";
  if (pack?.deliveredUnsigned || today > dueOn) return "late";
  return pack ? "open" : "missing";
}

/** Every ledger that had begun by the month's end, the worst first, then by name. */
export async function monthBoard(tx: TenantTransaction, monthOn: DateText): Promise<BoardRow[]> {
  const packs = new Map((await packRows(tx, { monthOn })).map((pack) => [pack.ledgerId, pack]));
  const chased = await chasedDays(tx, monthOn);
  const rows = (await listLedgers(tx)).flatMap(({ id, name, currency, market, activeFromOn }): BoardRow[] => {
    const { days, zones } = marketPack(market);
    const { asOfOn, dueOn } = monthEnd(days, monthOn);
    if (activeFromOn === null || activeFromOn > asOfOn) return [];
    const pack = packs.get(id);
    const today = tx.now.toZonedDateTimeISO(zones[0]!).toPlainDate().toString();
    const state = stateOf(pack, dueOn, today);
    return [
      { ledgerId: id, name, currency, state, dueOn, pack: pack ?? null, chasedDays: chased.get(pack?.id ?? "") ?? 0 },
    ];
  });
  const rank = ({ state }: BoardRow) => BOARD_STATES.indexOf(state);
  return rows.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}
