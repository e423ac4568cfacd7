import { listLedgers, type DateText, type Ledger } from "../../ledger/index.ts";
import { listClinics, listTenants, withTenant, type Clinic, type Platform, type Tenant } from "../../platform/index.ts";
import { commandContext } from "./open.ts";

export type LedgerLine = {
  readonly id: string;
  readonly name: string;
  readonly orgNo: string;
  readonly market: string;
  readonly currency: string;
  readonly state: Ledger["state"];
  readonly activeFromOn: DateText | null;
};

export type ClinicLines = Clinic & { readonly ledgers: readonly LedgerLine[] };
export type TenantLines = Tenant & { readonly clinics: readonly ClinicLines[] };

function lineOf({ id, name, orgNo, market, currency, state, activeFromOn }: Ledger): LedgerLine {
  return { id, name, orgNo, market, currency, state, activeFromOn };
}

async function linesOf(platform: Platform, tenant: Tenant): Promise<TenantLines> {
  return withTenant(platform, commandContext(tenant.id), async (tx) => {
    const clinics = await listClinics(tx);
    const ledgers = await listLedgers(tx);
    const ofClinic = (clinic: Clinic) => ledgers.filter((ledger) => ledger.clinicId === clinic.id).map(lineOf);
    return { ...tenant, clinics: clinics.map((clinic) => ({ ...clinic, ledgers: ofClinic(clinic) })) };
  });
}

/** Every tenant with its clinics and their ledgers, each by name. */
export async function overview(platform: Platform): Promise<TenantLines[]> {
  const tenants: TenantLines[] = [];
  for (const tenant of await listTenants(platform)) tenants.push(await linesOf(platform, tenant));
  return tenants;
}
