import type { TenantTransaction } from "../../platform/index.ts";
import { webhookPath } from "./endpoint.ts";
import { endpointOf, liveSecrets } from "./store.ts";
import type { Agreement, SecretShown } from "./types.ts";

/** Which secrets agreements have, by agreement, the newest of a name first: that they are there, never what they say. */
export async function shownSecrets(
  tx: TenantTransaction,
  agreements: readonly Agreement[],
): Promise<ReadonlyMap<string, readonly SecretShown[]>> {
  const rows = await liveSecrets(
    tx,
    agreements.map(({ id }) => id),
  );
  const shown = new Map<string, SecretShown[]>();
  for (const { agreementId, id, name, madeAt, endsAt } of rows) {
    const ofAgreement = shown.get(agreementId) ?? [];
    shown.set(agreementId, [...ofAgreement, { id, name, madeAt, endsAt }]);
  }
  return shown;
}

/** The path that is registered at the partner for its events. */
export async function endpointPath(tx: TenantTransaction, agreement: Agreement): Promise<string> {
  return webhookPath(tx, agreement, (await endpointOf(tx, agreement.id))!);
}
