import { createHash, timingSafeEqual } from "node:crypto";
import { randomSecret, seal, tenantKey, unseal, type TenantTransaction } from "../../platform/index.ts";
import type { Endpoint } from "./store.ts";

/**
 * The address where a partner tells of an agreement's events. Its last part says tenant, agreement and a random secret, so that it is found
 * behind the tenant's own policy, as an API key is, and cannot be guessed.
 */

const SECRET_BYTES = 32;
const FORM = /^([0-9a-f]{32})_([0-9a-f]{32})_([\w-]{43})$/;

const bare = (id: string): string => id.replaceAll("-", "");
const dashed = (hex: string): string => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
const hashOf = (secret: string): Buffer => createHash("sha256").update(secret).digest();
const placeOf = (tenantId: string, row: string) => ({
  tenantId,
  table: "payment_agreement",
  column: "endpoint_key",
  row,
});

export type EndpointKey = { readonly tenantId: string; readonly agreementId: string; readonly secret: string };

/** The parts of a key as it stands in an address; undefined when it has not the form of one. */
export function readEndpointKey(text: string): EndpointKey | undefined {
  const parts = FORM.exec(text);
  return parts ? { tenantId: dashed(parts[1]!), agreementId: dashed(parts[2]!), secret: parts[3]! } : undefined;
}

export async function newEndpoint(tx: TenantTransaction, agreementId: string): Promise<Endpoint> {
  const secret = randomSecret(SECRET_BYTES);
  const sealed = seal(await tenantKey(tx), placeOf(tx.tenantId, agreementId), secret);
  return { hash: hashOf(secret), sealed };
}

/** Is it the endpoint's secret? In constant time; one that is unknown takes the same path. */
export function fitsEndpoint({ secret }: EndpointKey, endpoint: Endpoint | undefined): boolean {
  const given = hashOf(secret);
  const kept = endpoint?.hash ?? Buffer.from(given).reverse();
  return timingSafeEqual(given, kept) && endpoint !== undefined;
}

/** `/webhooks/<partner>/<endpoint key>` */
export async function webhookPath(
  tx: TenantTransaction,
  { id, partner }: { readonly id: string; readonly partner: string },
  { sealed }: Endpoint,
): Promise<string> {
  const secret = unseal(await tenantKey(tx), placeOf(tx.tenantId, id), sealed);
  return `/webhooks/${partner}/${bare(tx.tenantId)}_${bare(id)}_${secret}`;
}
