import { keepingTimes, vouchersKept } from "../retention.ts";

/** Longer than the six years of HIPAA documentation and the three after a collector's last activity. */
export const keeping = keepingTimes(vouchersKept(7, "own", "own rule: financial records seven years"));
export const { keptThrough } = keeping;
