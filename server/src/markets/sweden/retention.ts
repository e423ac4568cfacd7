import { keepingTimes, vouchersKept } from "../retention.ts";

/** Vouchers stand through the seventh year after the calendar year in which the accounting year ended. */
export const keeping = keepingTimes(vouchersKept(7, "known", "bokföringslagen (1999:1078) 7:2"));
export const { keptThrough } = keeping;
