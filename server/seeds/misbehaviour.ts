import type { Rule } from "@kvitt/simulator-bank";

/** Bank days at the end of a life on which the bank behaves, so that all it owes comes. */
const CALM_DAYS = 7;

/**
 * How the bank misbehaves when a life has faults: files late, twice, copied under another number, with a wrong total, cut, out of order,
 * told twice in part, with other line breaks. Nothing stays lost: what was wrong comes right on a later bank day.
 */
export function misbehaviour(lastDay: Temporal.PlainDate): Rule[] {
  const to = lastDay.subtract({ days: CALM_DAYS }).toString();
  const rule = (kind: "ocr" | "camt053", chance: number, fault: Rule["fault"]): Rule => ({
    match: { kind, to },
    chance,
    fault,
  });
  return [
    rule("ocr", 0.06, { do: "late", bankDays: 1 }),
    rule("ocr", 0.05, { do: "twice", bankDays: 0 }),
    rule("ocr", 0.05, { do: "copy", bankDays: 1 }),
    rule("ocr", 0.05, { do: "corrected", bankDays: 1, first: "wrongTotal" }),
    rule("ocr", 0.05, { do: "corrected", bankDays: 2, first: "truncated" }),
    rule("ocr", 0.04, { do: "repeatPayment" }),
    rule("ocr", 0.03, { do: "lineEnds", as: "LF" }),
    rule("ocr", 0.03, { do: "blankLines", where: "end" }),
    rule("ocr", 0.03, { do: "fillerData" }),
    rule("ocr", 0.03, { do: "outOfOrder" }),
    rule("camt053", 0.04, { do: "late", bankDays: 2 }),
    rule("camt053", 0.04, { do: "twice", bankDays: 1 }),
    rule("camt053", 0.03, { do: "copy", bankDays: 1 }),
    rule("camt053", 0.03, { do: "corrected", bankDays: 1, first: "wrongTotal" }),
    rule("camt053", 0.03, { do: "corrected", bankDays: 0, first: "truncated" }),
    rule("camt053", 0.02, { do: "outOfOrder" }),
    { match: { kind: "order", to }, chance: 0.1, fault: { do: "refuseOrder" } },
  ];
}
