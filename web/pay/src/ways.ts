import type { Country, Way } from "./view.ts";

/** Which way comes first where (M-02): what most people of the country have in their hand. */
const ORDER: Readonly<Record<Country, readonly Way[]>> = {
  NO: ["vipps", "card", "partPayment"],
  SE: ["swish", "card", "partPayment"],
  DK: ["vipps", "card", "partPayment"],
  IT: ["card", "partPayment"],
  US: ["card", "partPayment"],
};

/** The ways that are possible, in the country's order. */
export function inOrder(country: Country, ways: readonly Way[]): readonly Way[] {
  return ORDER[country].filter((way) => ways.includes(way));
}
