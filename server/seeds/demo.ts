import { simulate, type DayTold } from "./simulate.ts";
import type { LifeReport } from "./report.ts";
import type { LifePlatform } from "./world.ts";

/** Nine months, so that the demo opens on a Monday morning with months closed behind it. */
const DAYS = 273;
/** Small clinics in calm: what makes a demo ready sooner without making it less true. */
const PACE = {
  volume: { low: 3, high: 5 },
  transferDays: [2, 5],
  bookkeepingDays: [1, 4],
  checkEveryDays: 91,
  followUpDays: 21,
};

/** The demo: a chain of five clinics and an independent one, lived from 2026-01-05 until the morning of 2026-10-05. */
export function demo(
  platform: LifePlatform,
  options: { readonly seed: number; readonly days?: number },
  onDay?: (day: DayTold) => void,
): Promise<LifeReport> {
  const { seed, days = DAYS } = options;
  return simulate(platform, { clinics: 6, days, seed, ...PACE }, onDay);
}
