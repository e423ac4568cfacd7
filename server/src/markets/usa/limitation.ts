import type { MarketPack } from "../contract.ts";

/**
 * The period differs by state, and no state's is in our tables (`states.ts`): a claim is neither warned of nor stopped, and no letter speaks
 * of a suit.
 */
export const limits: Pick<MarketPack, "limitation" | "limitationState"> = {
  limitation: [],
  limitationState: () => ({ state: "running", warnOn: null, stopOn: null }),
};
