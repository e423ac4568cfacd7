import type { DataClass, RetentionRule, Row } from "../contract.ts";
import { row } from "../rows.ts";

const bookkeeping = "bokføringsloven LOV-2004-11-19-73 section 13";

/** Keeping times. Reminders and notices that prove a step are vouchers, not message bodies. */
export const retention: readonly Row<RetentionRule>[] = [
  row({ class: "voucher", keep: { years: 5 }, from: "yearEnd" }, "law", bookkeeping),
  row({ class: "secondaryVoucher", keep: { years: 3, months: 6 }, from: "yearEnd" }, "law", bookkeeping),
  row({ class: "contactData", keep: { months: 12 }, from: "lastActivity" }, "own", "own rule"),
  row({ class: "messageBody", keep: { days: 90 }, from: "lastActivity" }, "own", "own rule"),
  row({ class: "rawWebhook", keep: { months: 13 }, from: "lastActivity" }, "own", "own rule"),
  row({ class: "appLog", keep: { days: 90 }, from: "lastActivity" }, "own", "own rule"),
  row({ class: "securityLog", keep: { months: 12 }, from: "lastActivity" }, "own", "own rule"),
  row({ class: "accessLog", keep: { years: 5 }, from: "lastActivity" }, "own", "own rule"),
];

/** Last day of keeping; a legal hold stands above it. `basisOn`: a day of the accounting (calendar) year, or the last activity. */
export function keptThrough(dataClass: DataClass, basisOn: Temporal.PlainDate): Temporal.PlainDate {
  const rule = retention.find((each) => each.value.class === dataClass)!.value;
  const from = rule.from === "yearEnd" ? basisOn.with({ month: 12, day: 31 }) : basisOn;
  return from.add(rule.keep);
}
