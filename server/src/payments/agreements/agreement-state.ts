import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { agreementById, liveSecrets, setAgreementState } from "./store.ts";
import { termsOf } from "./terms.ts";
import type { Agreement, SecretShown } from "./types.ts";

/** The secrets without which nothing can be begun and that are not there. */
export function missingSecrets(
  { way }: Pick<Agreement, "way">,
  secrets: readonly Pick<SecretShown, "name">[],
): string[] {
  const there = new Set(secrets.map(({ name }) => name));
  return termsOf(way).needs.filter((name) => !there.has(name));
}

/** From now on the ledger takes money this way. A second time changes nothing. Throws AGREEMENT_NOT_FOUND, AGREEMENT_INCOMPLETE. */
export async function activateAgreement(tx: TenantTransaction, id: string): Promise<void> {
  const agreement = await agreementById(tx, id, true);
  if (agreement.state === "active") return;
  const missing = missingSecrets(agreement, await liveSecrets(tx, [id]));
  if (missing.length > 0) throw refuse("AGREEMENT_INCOMPLETE", { missing: missing.join(", ") });
  await setAgreementState(tx, id, "active");
  await recordAudit(tx, { action: "agreement.activated", subjectKind: "agreement", subjectId: id });
}

/**
 * Begins no more payments this way; what is under way runs to its end, and what was taken can be paid back. A second time changes nothing.
 * Throws AGREEMENT_NOT_FOUND, AGREEMENT_NOT_ACTIVE.
 */
export async function pauseAgreement(tx: TenantTransaction, id: string): Promise<void> {
  const { state } = await agreementById(tx, id, true);
  if (state === "paused") return;
  if (state === "draft") throw refuse("AGREEMENT_NOT_ACTIVE");
  await setAgreementState(tx, id, "paused");
  await recordAudit(tx, { action: "agreement.paused", subjectKind: "agreement", subjectId: id });
}
