import type { WireMinor } from "../types.ts";
import type { LineSupport, SupportKind } from "./model.ts";

/** A line's support as JSON holds it, where integers are plain. */
export type WireSupport = {
  readonly visitId: string;
  readonly priceMinor: bigint | WireMinor;
  readonly referencePriceMinor: bigint | WireMinor | null;
  readonly shares: readonly { readonly kind: SupportKind; readonly amountMinor: bigint | WireMinor }[];
};

/** Reads a line's support from JSON; undefined for a line without. */
export function supportOf(stored: WireSupport | undefined): { readonly support?: LineSupport } {
  if (!stored) return {};
  const { visitId, priceMinor, referencePriceMinor, shares } = stored;
  return {
    support: {
      visitId,
      priceMinor: BigInt(priceMinor),
      referencePriceMinor: referencePriceMinor === null ? null : BigInt(referencePriceMinor),
      shares: shares.map(({ kind, amountMinor }) => ({ kind, amountMinor: BigInt(amountMinor) })),
    },
  };
}
