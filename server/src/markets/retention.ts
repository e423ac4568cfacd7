import type { MarketPack, RetentionRule, Row } from "./contract.ts";
import { row } from "./rows.ts";

type Keeping = Pick<MarketPack, "retention" | "keptThrough">;

/** Our own keeping times, the same in every market: what no bookkeeping law asks for goes after these. */
const own: readonly RetentionRule[] = [
  { class: "contactData", keep: { months: 12 }, from: "lastActivity" },
  { class: "messageBody", keep: { days: 90 }, from: "lastActivity" },
  { class: "rawWebhook", keep: { months: 13 }, from: "lastActivity" },
  { class: "appLog", keep: { days: 90 }, from: "lastActivity" },
  { class: "securityLog", keep: { months: 12 }, from: "lastActivity" },
  { class: "accessLog", keep: { years: 5 }, from: "lastActivity" },
];

/**
 * A country's keeping times: what its bookkeeping law asks for, and our own for the rest. Reminders and notices that prove a step are
 * vouchers, not message bodies. A legal hold stands above all of it.
 */
export function keepingTimes(bookkeeping: readonly Row<RetentionRule>[]): Keeping {
  const retention = [...bookkeeping, ...own.map((rule) => row(rule, "own", "own rule"))];
  return { retention, keptThrough: keptBy(retention) };
}

/** When data of a class may go: so long after the end of the calendar year that `basisOn` lies in, or after the last activity. */
function keptBy(rules: readonly Row<RetentionRule>[]): MarketPack["keptThrough"] {
  return (dataClass, basisOn) => {
    const rule = rules.find((each) => each.value.class === dataClass)!.value;
    const from = rule.from === "yearEnd" ? basisOn.with({ month: 12, day: 31 }) : basisOn;
    return from.add(rule.keep);
  };
}

/** Vouchers of both kinds, kept for whole years after the end of the accounting year. */
export function vouchersKept(years: number, mark: Row<RetentionRule>["mark"], source: string): Row<RetentionRule>[] {
  return (["voucher", "secondaryVoucher"] as const).map((each) =>
    row({ class: each, keep: { years }, from: "yearEnd" }, mark, source),
  );
}
