import type { MarketPack, Method } from "./contract.ts";

/** The ways to pay in the country's order; who the payer is, and what a line says, is confirmed alike in every market. */
export function payPage(...methods: readonly Method[]): MarketPack["payPage"] {
  return { methods, confirm: ["birthDayAndPostcode", "otherChannel", "eId"], forLines: ["otherChannel", "eId"] };
}
