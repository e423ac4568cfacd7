/** How our levels and senders are called when the market's pack is asked. */
import {
  type MarketPack,
  type NoticeRow,
  type Regime,
  type Row,
  rowAtOrEarliest,
  type Sender,
} from "../markets/index.ts";
import { lawStep, type Level, type LevelName } from "./policy-model.ts";

/** The clinic owns the claim; head office acts for a company of its group. */
export function lawSender({ sender }: Pick<Level, "sender">): Sender {
  return sender === "clinic" ? "owner" : "sameGroup";
}

/** What the law asks of the level's letter on a day; undefined for a level that is none, and past the last known row. */
export function noticeOf(pack: MarketPack, level: LevelName, on: Temporal.PlainDate): Row<NoticeRow> | undefined {
  return rowAtOrEarliest(
    pack.notices.filter((row) => row.value.step === lawStep[level]),
    on,
  );
}

/** The regime of a day, where it forbids the level to its sender: some letters only a licensed company may send. Null where it may leave. */
export function regimeForbidding(pack: MarketPack, level: Level, on: Temporal.PlainDate): Row<Regime> | null {
  const step = lawStep[level.name];
  const regime = rowAtOrEarliest(pack.regimes, on);
  if (step === null || regime === undefined) return null;
  return regime.value.sender[step].includes(lawSender(level)) ? null : regime;
}
