import { recordAudit, refuse, seal, tenantKey, type TenantTransaction } from "../../platform/index.ts";
import { agreementById, endSecret, insertSecret, liveSecrets } from "./store.ts";
import { secretNames } from "./terms.ts";

/** A certificate with its chain is the longest. */
export const LONGEST_SECRET = 16_384;
/** How long the old secret may live beside its successor: partners try events again for a week. */
export const MOST_SECRET_OVERLAP_HOURS = 168;

export const secretPlace = (tenantId: string, row: string) => ({
  tenantId,
  table: "agreement_secret",
  column: "sealed",
  row,
});

/**
 * Gives an agreement a secret, or a new one: sealed at once, and never told again. The one before is still believed for so many hours; an
 * older one ends now, so that never more than two live. Throws AGREEMENT_NOT_FOUND, AGREEMENT_SECRET_UNKNOWN.
 */
export async function rotateSecret(
  tx: TenantTransaction,
  agreementId: string,
  given: { readonly name: string; readonly value: string; readonly overlapHours: number },
): Promise<{ readonly id: string }> {
  const { way } = await agreementById(tx, agreementId, true);
  const { name, value, overlapHours } = given;
  if (!secretNames(way).includes(name)) throw refuse("AGREEMENT_SECRET_UNKNOWN", { name });
  const [before, ...older] = (await liveSecrets(tx, [agreementId])).filter((secret) => secret.name === name);
  const endsAt = tx.now.add({ hours: overlapHours });
  if (before) await endSecret(tx, before.id, endsAt);
  for (const { id } of older) await endSecret(tx, id, tx.now);
  const id = tx.platform.ids.next();
  await insertSecret(tx, {
    id,
    agreementId,
    name,
    sealed: seal(await tenantKey(tx), secretPlace(tx.tenantId, id), value),
  });
  await recordAudit(tx, {
    action: "agreement.secretRotated",
    subjectKind: "agreement",
    subjectId: agreementId,
    detail: { name, ...(before ? { endsAt: endsAt.toString() } : {}) },
  });
  return { id };
}
