import { sql } from "kysely";
import { ledgerById } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { agreementById } from "./store.ts";
import { termsOf } from "./terms.ts";
import type { Agreement, PartnerPrice, PayoutTerms } from "./types.ts";

/** What partners promise about paying out and ask for it: held against what came and what they invoice. */

export type TermsInForce = PayoutTerms & {
  /** The days that count: those agreed, else those usual; null where there is no promise at all. */
  readonly promisedBankDays: number | null;
};

type Row = {
  readonly id: string;
  readonly payoutBankDays: number | null;
  readonly feeMinor: bigint | null;
  readonly basisPoints: number | null;
  readonly orgNo: string | null;
};

const priceOf = ({ feeMinor, basisPoints, orgNo }: Row): PartnerPrice | null =>
  feeMinor === null || basisPoints === null || orgNo === null ? null : { feeMinor, basisPoints, orgNo };

/** The terms of agreements within the actor's reach, by agreement. */
export async function payoutTerms(
  tx: TenantTransaction,
  agreements: readonly Pick<Agreement, "id" | "way">[],
): Promise<ReadonlyMap<string, TermsInForce>> {
  const found = await sql<Row>`
    select id, payout_bank_days as "payoutBankDays", fee_minor as "feeMinor", fee_basis_points as "basisPoints", fee_org_no as "orgNo"
    from payment_agreement where tenant_id = ${tx.tenantId}`.execute(tx.db);
  const rows = new Map(found.rows.map((row) => [row.id, row]));
  const inForce = (way: Agreement["way"], row: Row): TermsInForce => {
    const { payoutBankDays } = row;
    return { payoutBankDays, price: priceOf(row), promisedBankDays: payoutBankDays ?? termsOf(way).payoutBankDays };
  };
  return new Map(agreements.flatMap(({ id, way }) => (rows.has(id) ? [[id, inForce(way, rows.get(id)!)]] : [])));
}

/** Writes down what was agreed about paying out. Throws AGREEMENT_NOT_FOUND, AGREEMENT_PRICE_OWNER. */
export async function setPayoutTerms(tx: TenantTransaction, agreementId: string, terms: PayoutTerms): Promise<void> {
  const { ledgerId } = await agreementById(tx, agreementId, true);
  const { payoutBankDays, price } = terms;
  const { market } = await ledgerById(tx, ledgerId);
  if (price && !marketPack(market).identity.company(price.orgNo)) throw refuse("AGREEMENT_PRICE_OWNER");
  await sql`
    update payment_agreement set payout_bank_days = ${payoutBankDays}, fee_minor = ${price?.feeMinor ?? null},
      fee_basis_points = ${price?.basisPoints ?? null}, fee_org_no = ${price?.orgNo ?? null}, changed_at = ${tx.now.toString()}
    where tenant_id = ${tx.tenantId} and id = ${agreementId}`.execute(tx.db);
  const detail = { payoutBankDays, feeMinor: price?.feeMinor ?? null, basisPoints: price?.basisPoints ?? null };
  await recordAudit(tx, { action: "agreement.payoutTerms", subjectKind: "agreement", subjectId: agreementId, detail });
}
