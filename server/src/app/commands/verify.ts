import { bankingChecks } from "../../banking/index.ts";
import { collectionsChecks } from "../../collections/index.ts";
import { controlChecks, runChecks } from "../../controls/index.ts";
import { messageChecks, requestChecks } from "../../delivery/index.ts";
import { invoicingChecks } from "../../invoicing/index.ts";
import { ledgerChecks } from "../../ledger/index.ts";
import { partyChecks } from "../../parties/index.ts";
import { paymentsChecks } from "../../payments/index.ts";
import { listTenants, sealChecks, withTenant, type Check, type Platform, type Tenant } from "../../platform/index.ts";
import { webhookChecks } from "../../platform/webhooks/index.ts";
import { commandContext } from "./open.ts";

/** Every statement that must always hold, of every capability. */
export const allChecks: readonly Check[] = [
  ...ledgerChecks,
  ...partyChecks,
  ...controlChecks,
  ...bankingChecks,
  ...invoicingChecks,
  ...collectionsChecks,
  ...paymentsChecks,
  ...messageChecks,
  ...requestChecks,
  ...webhookChecks,
  ...sealChecks,
];

/** How one statement stands over all tenants: the rows that break it, each with its tenant. */
export type Verdict = {
  readonly name: string;
  readonly sentence: string;
  readonly tenants: number;
  readonly breaches: readonly Readonly<Record<string, unknown>>[];
};

async function overTenants(platform: Platform, tenants: readonly Tenant[], check: Check): Promise<Verdict> {
  const breaches: Readonly<Record<string, unknown>>[] = [];
  for (const tenant of tenants) {
    const results = await withTenant(platform, commandContext(tenant.id), (tx) => runChecks(tx, [check]));
    for (const result of results) for (const row of result.breaches) breaches.push({ tenantId: tenant.id, ...row });
  }
  return { name: check.name, sentence: check.sentence, tenants: tenants.length, breaches };
}

/** Asks every statement over every tenant's data and changes nothing. `progress` is told after each statement. */
export async function verify(platform: Platform, progress: (done: number, of: number) => void): Promise<Verdict[]> {
  const tenants = await listTenants(platform);
  const verdicts: Verdict[] = [];
  for (const check of allChecks) {
    verdicts.push(await overTenants(platform, tenants, check));
    progress(verdicts.length, allChecks.length);
  }
  return verdicts;
}
