import { marketPack, type AccountRole } from "../../markets/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { feeChecks, type FeeCheck } from "./fees.ts";
import { payoutStanding, type Clearing, type PayoutStanding } from "./payouts.ts";
import { clearingKey, clearings } from "./read-clearing.ts";

/** What partners hold of a ledger's money and what they cost, against what they promised (H-07). */

/** An agreement as it is asked about. */
export type PartnerAsked = {
  readonly agreementId: string;
  readonly ledgerId: string;
  readonly market: string;
  /** The account on which the partner's debt stands. */
  readonly role: AccountRole;
  readonly promisedBankDays: number | null;
  readonly price: { readonly feeMinor: bigint; readonly basisPoints: number; readonly orgNo: string } | null;
};

export type PartnerMoney = {
  readonly payout: PayoutStanding;
  /** Of the last whole month; null where no price is known. */
  readonly fees: FeeCheck | null;
};

/** Pay-outs are looked at so far back. */
const PAYOUT_DAYS = 90;

/** Each agreement's money as of today in its market. */
export async function partnerMoney(
  tx: TenantTransaction,
  agreements: readonly PartnerAsked[],
): Promise<ReadonlyMap<string, PartnerMoney>> {
  const todayIn = (market: string) => tx.platform.clock.today(marketPack(market).zones[0]!);
  const [first] = agreements;
  if (!first) return new Map();
  const today = todayIn(first.market);
  const from = today.subtract({ days: PAYOUT_DAYS });
  const ledgerIds = [...new Set(agreements.map(({ ledgerId }) => ledgerId))];
  const standing = await clearings(tx, ledgerIds, from);
  const priced = agreements.flatMap(({ price, ...each }) => (price ? [{ ...each, ...price }] : []));
  const fees = await feeChecks(tx, today.with({ day: 1 }).subtract({ months: 1 }), priced);
  const none: Clearing = { openingMinor: 0n, before: from.subtract({ days: 1 }), days: [] };
  return new Map(
    agreements.map(({ agreementId, ledgerId, role, market, promisedBankDays }) => {
      const clearing = standing.get(clearingKey(ledgerId, role)) ?? none;
      const asked = { today: todayIn(market), promisedBankDays };
      const payout = payoutStanding(clearing, asked, marketPack(market).days);
      return [agreementId, { payout, fees: fees.get(agreementId) ?? null }];
    }),
  );
}
