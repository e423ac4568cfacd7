import { takeNumbers, type Ledger } from "../ledger/index.ts";
import type { MarketPack } from "../markets/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";

/** Numbers of our own, taken in the transaction that posts, so that the series has no gap (N-17). */
export type OwnNumbers = {
  /** The next number of the block. */
  next(): { readonly seriesNo: bigint; readonly number: string };
};

/** Takes a block of numbers from the ledger's series in one update; every one of them must be used. */
export async function takeOwnNumbers(tx: TenantTransaction, ledger: Ledger, count: number): Promise<OwnNumbers> {
  const block = count > 0 ? await takeNumbers(tx, ledger.seriesId, count) : { first: 0n, prefix: "" };
  let used = 0;
  return {
    next() {
      if (used >= count) throw new Error("More numbers used than taken");
      const seriesNo = block.first + BigInt(used++);
      return { seriesNo, number: `${block.prefix}${seriesNo}` };
    },
  };
}

/** Our payment reference for a number of our own and the customer who gets it, as long as the ledger has it. Throws REFERENCE_TOO_LONG. */
export function referenceFor(ledger: Ledger, pack: MarketPack, customerNo: bigint, seriesNo: bigint): string {
  const { defaultRule } = pack.references;
  const own = ledger.settings.referenceDigits;
  const rule = own ? { ...defaultRule, customerDigits: own.customer, seriesDigits: own.series } : defaultRule;
  const made = pack.references.make({ customerNumber: customerNo, seriesNumber: seriesNo }, rule);
  if (made.ok) return made.reference;
  throw refuse("REFERENCE_TOO_LONG", {
    part: made.part === "customerNumber" ? "customer number" : "series number",
    number: made.number,
  });
}
