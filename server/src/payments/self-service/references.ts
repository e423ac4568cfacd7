import { itemsByReference, type Ledger } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { lockParty, partiesById } from "../../parties/index.ts";
import { refuse, type TenantTransaction } from "../../platform/index.ts";

/**
 * References of the parts of a split. Invoices take their running number from the ledger's series, which must have no gap (N-17); parts count
 * down from its highest number instead, for each customer anew, so that the two never meet.
 */

const STRETCH = 100;

function candidates(ledger: Ledger, customerNo: bigint, from: bigint): string[] {
  const { references } = marketPack(ledger.market);
  const own = ledger.settings.referenceDigits;
  const rule = own
    ? { ...references.defaultRule, customerDigits: own.customer, seriesDigits: own.series }
    : references.defaultRule;
  const highest = 10n ** BigInt(rule.seriesDigits) - 1n;
  return Array.from({ length: STRETCH }, (_, at) => {
    const made = references.make({ customerNumber: customerNo, seriesNumber: highest - from - BigInt(at) }, rule);
    if (!made.ok) throw refuse("SPLIT_NO_REFERENCE");
    return made.reference;
  });
}

/** So many references that no item of the ledger has had. The party is held until the transaction ends. Throws SPLIT_NO_REFERENCE. */
export async function partReferences(
  tx: TenantTransaction,
  ledger: Ledger,
  partyId: string | null,
  count: number,
): Promise<string[]> {
  if (partyId === null) throw refuse("SPLIT_NO_REFERENCE");
  await lockParty(tx, partyId);
  const { customerNo } = (await partiesById(tx, [partyId])).get(partyId)!;
  const free: string[] = [];
  for (let from = 0n; free.length < count; from += BigInt(STRETCH)) {
    const some = candidates(ledger, customerNo, from);
    const taken = new Set((await itemsByReference(tx, some, ledger.id)).map(({ reference }) => reference));
    free.push(...some.filter((reference) => !taken.has(reference)));
  }
  return free.slice(0, count);
}
