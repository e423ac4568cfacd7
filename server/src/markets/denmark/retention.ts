import { keepingTimes, vouchersKept } from "../retention.ts";

export const keeping = keepingTimes(
  vouchersKept(5, "seen", "bogføringsloven: five years from the end of the accounting year"),
);
export const { keptThrough } = keeping;
