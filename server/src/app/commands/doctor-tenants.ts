import { listAlarms } from "../../controls/index.ts";
import { listLedgers, type Ledger } from "../../ledger/index.ts";
import {
  dailyRoot,
  listFailedJobs,
  listTenants,
  withTenant,
  type Platform,
  type Tenant,
  type TenantTransaction,
} from "../../platform/index.ts";
import { currentness, type AccountCurrentness } from "../../reports/index.ts";
import { finding, type Finding } from "./finding.ts";
import { commandContext } from "./open.ts";

function newest({ bankAccountId, paymentsThrough, statementThrough }: AccountCurrentness): string {
  const tail = bankAccountId.slice(-6);
  return `account ..${tail}: payments through ${paymentsThrough ?? "none"}, statement through ${statementThrough ?? "none"}`;
}

/** The newest bank file of each account, against the last bank day that has ended (S0-25). */
async function bankFiles(tx: TenantTransaction, ledger: Ledger): Promise<Finding> {
  const { current, accounts, expectedThrough } = await currentness(tx, { ledgerId: ledger.id });
  const told = accounts.length === 0 ? "no bank account" : accounts.map(newest).join("; ");
  return finding(
    "bankFiles",
    current,
    `${ledger.name}: ${told}.`,
    `A statement through ${expectedThrough} should be here: fetch it from the bank and import it.`,
    "warning",
  );
}

async function jobs(tx: TenantTransaction, tenant: Tenant): Promise<Finding> {
  const failed = await listFailedJobs(tx);
  const kinds = [...new Set(failed.map((job) => `${job.kind} (${job.problem})`))].join(", ");
  const sentence =
    failed.length === 0
      ? `${tenant.name}: no job has failed.`
      : `${tenant.name}: ${failed.length} failed for good: ${kinds}.`;
  return finding("jobs", failed.length === 0, sentence, "Mend the cause and let the jobs run again.", "warning");
}

async function alarms(tx: TenantTransaction, tenant: Tenant): Promise<Finding> {
  const open = await listAlarms(tx);
  const kinds = [...new Set(open.map((alarm) => alarm.kind))].join(", ");
  const sentence = open.length === 0 ? `${tenant.name}: no alarm.` : `${tenant.name}: ${open.length} open: ${kinds}.`;
  return finding("alarms", open.length === 0, sentence, "Look at what each names.", "warning");
}

async function seals(tx: TenantTransaction, tenant: Tenant): Promise<Finding> {
  const { heads } = await dailyRoot(tx, tx.platform.clock.today("UTC").toString(), "UTC");
  const sentence = `${tenant.name}: ${heads.entry?.seq ?? 0} entries and ${heads.audit?.seq ?? 0} audit rows are sealed.`;
  return { name: "seals", state: "ok", sentence };
}

/** What a tenant's data says about how it is looked after. */
export async function examineTenants(platform: Platform): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const tenant of await listTenants(platform)) {
    await withTenant(platform, commandContext(tenant.id), async (tx) => {
      const active = (await listLedgers(tx)).filter((ledger) => ledger.state === "active");
      for (const ledger of active) findings.push(await bankFiles(tx, ledger));
      findings.push(await jobs(tx, tenant), await alarms(tx, tenant), await seals(tx, tenant));
    });
  }
  return findings;
}
