import { ledgerById } from "../../ledger/index.ts";
import { recordAudit, refuse, seal, tenantKey, unseal, type TenantTransaction } from "../../platform/index.ts";
import "../errors.ts";
import { agreementRows, upsertAgreement } from "./store.ts";
import type { AgencyAgreement } from "./types.ts";

/** A ledger's agreement with a collection agency. Its secret goes in and never comes out. */

export type AgreementWish = {
  readonly ledgerId: string;
  readonly agency: string;
  /** How the agency knows the creditor. */
  readonly clientId: string;
  /** Left out, the one that is there stays. */
  readonly secret?: string;
  readonly state: "active" | "paused";
  readonly leavesWeek: number;
  readonly leavesWeekday: number;
};

const placeOf = (tx: TenantTransaction, row: string) => ({
  tenantId: tx.tenantId,
  table: "agency_agreement",
  column: "secret_sealed",
  row,
});

/** Makes a ledger's agreement or changes it. Throws LEDGER_NOT_FOUND, AGENCY_SECRET_MISSING for one that is to be used without a secret. */
export async function saveAgencyAgreement(tx: TenantTransaction, wish: AgreementWish): Promise<AgencyAgreement> {
  const { id: ledgerId } = await ledgerById(tx, wish.ledgerId);
  const [before] = await agreementRows(tx, { ledgerId, lock: true });
  const { secret, ...rest } = wish;
  const id = before?.id ?? tx.platform.ids.next();
  const sealed = secret === undefined ? null : seal(await tenantKey(tx), placeOf(tx, id), secret);
  if (wish.state === "active" && sealed === null && !before?.secretSealed) throw refuse("AGENCY_SECRET_MISSING");
  await upsertAgreement(tx, { ...rest, id, ledgerId, secretSealed: sealed });
  const detail = { agency: wish.agency, state: wish.state, secretGiven: secret !== undefined };
  await recordAudit(tx, { action: "agency.agreementSaved", subjectKind: "ledger", subjectId: ledgerId, detail });
  return (await agreementRows(tx, { ledgerId }))[0]!;
}

/** What calls for an agreement are signed with; undefined while nobody gave it. */
export async function agencySecret(
  tx: TenantTransaction,
  { id, secretSealed }: AgencyAgreement,
): Promise<string | undefined> {
  return secretSealed ? unseal(await tenantKey(tx), placeOf(tx, id), secretSealed) : undefined;
}

/** The agreement by which a ledger hands over; undefined where it has none that is in use. */
export async function activeAgreement(tx: TenantTransaction, ledgerId: string): Promise<AgencyAgreement | undefined> {
  const [found] = await agreementRows(tx, { ledgerId });
  return found?.state === "active" ? found : undefined;
}
