import { refuse, type TenantTransaction } from "../../platform/index.ts";
import type { Way } from "../types.ts";
import { agreementFor, agreementsOfLedger } from "./store.ts";
import type { Agreement } from "./types.ts";

/** What a claim calls each way (FR-10). */
const CHOICE: Readonly<Record<Way, string>> = {
  vipps: "VIPPS",
  card: "CARD",
  swish: "SWISH",
  partPayment: "PART_PAYMENT",
};

type Limits = Pick<Agreement, "minMinor" | "maxMinor">;
const isWithin = ({ minMinor, maxMinor }: Limits, amountMinor: bigint): boolean =>
  (minMinor === null || amountMinor >= minMinor) && (maxMinor === null || amountMinor <= maxMinor);

type Asked = { readonly amountMinor: bigint; readonly choices: readonly string[] | null };

/**
 * The ways by which an amount may be paid to a ledger, in the order of its agreements: those that are open, that the claim lets the payer choose
 * (null: all), and that the amount allows.
 */
export function waysAmong(
  agreements: readonly (Pick<Agreement, "way" | "state"> & Limits)[],
  { amountMinor, choices }: Asked,
): Way[] {
  return agreements
    .filter((agreement) => agreement.state === "active" && isWithin(agreement, amountMinor))
    .map(({ way }) => way)
    .filter((way) => choices === null || choices.includes(CHOICE[way]));
}

/** The same, in the order of the pay page, of a ledger's agreements as they are. */
export async function waysOf(tx: TenantTransaction, asked: Asked & { readonly ledgerId: string }): Promise<Way[]> {
  return waysAmong(await agreementsOfLedger(tx, asked.ledgerId), asked);
}

/** Refuses what an agreement of the ledger does not open now. Throws PAYMENT_WAY_NOT_SET_UP, PAYMENT_OUTSIDE_LIMITS. */
export async function requireOpenWay(
  tx: TenantTransaction,
  ledgerId: string,
  way: Way,
  amountMinor: bigint,
): Promise<void> {
  const agreement = await agreementFor(tx, ledgerId, way);
  if (!agreement) return;
  if (agreement.state !== "active") throw refuse("PAYMENT_WAY_NOT_SET_UP");
  const { minMinor, maxMinor } = agreement;
  if (isWithin(agreement, amountMinor)) return;
  throw refuse("PAYMENT_OUTSIDE_LIMITS", {
    ...(minMinor === null ? {} : { minMinor }),
    ...(maxMinor === null ? {} : { maxMinor }),
  });
}
