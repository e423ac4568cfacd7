import { foundJoining } from "./joining.ts";
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

/**
 * The demo: a chain of five clinics and an independent one, lived from 2026-01-05 until the morning of 2026-10-05, on which a sixth clinic
 * is about to join the chain.
 */
export async function demo(
  platform: LifePlatform,
  options: { readonly seed: number; readonly days?: number },
  onDay?: (day: DayTold) => void,
): Promise<LifeReport> {
  const { seed, days = DAYS } = options;
  const report = await simulate(platform, { clinics: 6, days, seed, ...PACE }, onDay);
  await foundJoining(platform, report.tenants[0]!.tenantId);
  return report;
}
