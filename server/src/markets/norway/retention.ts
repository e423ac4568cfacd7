import { keepingTimes } from "../retention.ts";
import { row } from "../rows.ts";

const bookkeeping = "bokføringsloven LOV-2004-11-19-73 section 13";

/** Vouchers after the calendar year of the accounting year. */
export const keeping = keepingTimes([
  row({ class: "voucher", keep: { years: 5 }, from: "yearEnd" }, "law", bookkeeping),
  row({ class: "secondaryVoucher", keep: { years: 3, months: 6 }, from: "yearEnd" }, "law", bookkeeping),
]);
export const { keptThrough } = keeping;
