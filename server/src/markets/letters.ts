/** Who may send which letter and what it must say: a country's rows, found by the day. */
import type { NoticeRow, Regime, Row, Sender } from "./contract.ts";
import { rowAtOrEarliest } from "./rows.ts";

type PlainDate = Temporal.PlainDate;

/** A step that the law leaves to whoever wants to take it. */
export const anybody: readonly Sender[] = ["owner", "sameGroup", "licensed", "unlicensed"];
/** A letter that the country does not know. */
export const nobody: readonly Sender[] = [];

/** The regime of a sending day; days before the written sources began belong to the first. */
export function regimeIn(regimes: readonly Row<Regime>[]): (on: PlainDate) => Row<Regime> | undefined {
  return (on) => rowAtOrEarliest(regimes, on);
}

/** The rule of a letter or hand-over on its day. */
export function noticeIn(
  notices: readonly Row<NoticeRow>[],
): (step: NoticeRow["step"], on: PlainDate) => Row<NoticeRow> | undefined {
  const byStep = Map.groupBy(notices, (each) => each.value.step);
  return (step, on) => rowAtOrEarliest(byStep.get(step) ?? [], on);
}
