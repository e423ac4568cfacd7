import { keepingTimes, vouchersKept } from "../retention.ts";

export const keeping = keepingTimes(vouchersKept(10, "known", "art. 2220 c.c."));
export const { keptThrough } = keeping;
