export { chosenOrders } from "./allocation.ts";
import type { Country, MarketPack } from "./contract.ts";
import { denmark } from "./denmark/index.ts";
import { italy } from "./italy/index.ts";
import { norway } from "./norway/index.ts";
import { sweden } from "./sweden/index.ts";
import { usa } from "./usa/index.ts";

export * from "./contract.ts";
export * from "./usa/states.ts";
export { CalendarUnknown } from "./calendar.ts";
export { CLOSED_DAY_NAMES, type ClosedDayName } from "./closed-day-names.ts";
export { lastPayoutOn } from "./insurer-payout.ts";
export { rowAt, rowAtOrEarliest } from "./rows.ts";

const packs: ReadonlyMap<string, MarketPack> = new Map([
  ["NO", norway],
  ["SE", sweden],
  ["DK", denmark],
  ["IT", italy],
  ["US", usa],
]);

/** The countries that have a pack, as ISO 3166 codes. */
export const openMarkets: readonly Country[] = [...packs.values()].map((pack) => pack.country);

/** The pack of a country (ISO 3166 code). Throws for a country without one: a ledger cannot have been opened there. */
export function marketPack(country: string): MarketPack {
  const pack = packs.get(country);
  if (pack === undefined) throw new Error(`no market pack for ${country}`);
  return pack;
}
