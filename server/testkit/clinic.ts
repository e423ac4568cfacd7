import { activateLedger, createLedger, createSeries, type LedgerSettings } from "../src/ledger/index.ts";
import { marketPack } from "../src/markets/index.ts";
import {
  createClinic,
  createTenant,
  systemContext,
  withTenant,
  type Context,
  type Platform,
} from "../src/platform/index.ts";

export type TestClinic = {
  readonly context: Context;
  readonly tenantId: string;
  readonly clinicId: string;
  readonly ledgerId: string;
  readonly seriesId: string;
};

export type TestClinicOptions = {
  readonly tenantId?: string;
  readonly seriesId?: string;
  readonly kind?: "dental" | "veterinary";
  readonly name?: string;
  readonly orgNo?: string;
  readonly active?: boolean;
  readonly settings?: LedgerSettings;
};

/** A tenant with one clinic and one Norwegian ledger; give `tenantId` and `seriesId` to add a second ledger to the same chain. */
export async function testClinic(platform: Platform, options: TestClinicOptions = {}): Promise<TestClinic> {
  const tenantId = options.tenantId ?? (await createTenant(platform, { name: "Eksempelkjeden", market: "NO" })).id;
  const context = systemContext(tenantId, "test");
  const name = options.name ?? "Eksempel Tannklinikk AS";
  const made = await withTenant(platform, context, async (tx) => {
    const clinic = await createClinic(tx, { name, kind: options.kind ?? "dental", timeZone: "Europe/Oslo" });
    const seriesId = options.seriesId ?? (await createSeries(tx, { prefix: "", nextNo: 1n }));
    const accounts = marketPack("NO").accounts.map((account) => ({
      code: account.code,
      role: account.role,
      name: account.name.nb ?? account.role,
    }));
    const ledgerId = await createLedger(tx, {
      clinicId: clinic.id,
      name,
      orgNo: options.orgNo ?? "923456783",
      market: "NO",
      currency: "NOK",
      seriesId,
      settings: { vatRegistered: options.kind === "veterinary", ...options.settings },
      accounts,
    });
    if (options.active !== false) await activateLedger(tx, ledgerId, "2026-01-01");
    return { clinicId: clinic.id, ledgerId, seriesId };
  });
  return { context, tenantId, ...made };
}
