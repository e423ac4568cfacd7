import type { Country, MarketPack } from "./contract.ts";
import { norway } from "./norway/index.ts";

export * from "./contract.ts";
export { CalendarUnknown } from "./calendar.ts";
export { rowAt, rowAtOrEarliest } from "./rows.ts";

const packs: ReadonlyMap<string, MarketPack> = new Map([["NO", norway]]);

/** The countries that have a pack, as ISO 3166 codes. */
export const openMarkets: readonly Country[] = [...packs.values()].map((pack) => pack.country);

/** The pack of a country (ISO 3166 code). Throws for a country without one: a ledger cannot have been opened there. */
export function marketPack(country: string): MarketPack {
  const pack = packs.get(country);
  if (pack === undefined) throw new Error(`no market pack for ${country}`);
  return pack;
}
