import { activateLedger, createLedger, createSeries, type LedgerSettings } from "../src/ledger/index.ts";
import { marketPack, type Country } from "../src/markets/index.ts";
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
  /** Norway when nothing is said. */
  readonly market?: Country;
};

const NAMES = {
  NO: { name: "Eksempel Tannklinikk AS", orgNo: "923456783" },
  SE: { name: "Exempel Tandklinik AB", orgNo: "5560360793" },
  DK: { name: "Eksempel Tandklinik ApS", orgNo: "13585628" },
  IT: { name: "Studio Dentistico Esempio S.r.l.", orgNo: "01234567897" },
  US: { name: "Example Dental LLC", orgNo: "911234567" },
} as const satisfies Record<Country, { name: string; orgNo: string }>;

/** A tenant with one clinic and one ledger, with all that its market's pack gives a new one; give `tenantId` and `seriesId` to add a second ledger to the same chain. */
export async function testClinic(platform: Platform, options: TestClinicOptions = {}): Promise<TestClinic> {
  const market = options.market ?? "NO";
  const pack = marketPack(market);
  const tenantId = options.tenantId ?? (await createTenant(platform, { name: "Eksempelkjeden", market })).id;
  const context = systemContext(tenantId, "test");
  const name = options.name ?? NAMES[market].name;
  const made = await withTenant(platform, context, async (tx) => {
    const clinic = await createClinic(tx, { name, kind: options.kind ?? "dental", timeZone: pack.zones[0]! });
    const seriesId = options.seriesId ?? (await createSeries(tx, { prefix: "", nextNo: 1n }));
    const accounts = pack.accounts.map(({ code, role, name: names }) => ({
      code,
      role,
      name: names[pack.languages[0]!] ?? role,
    }));
    const ledgerId = await createLedger(tx, {
      clinicId: clinic.id,
      name,
      orgNo: options.orgNo ?? NAMES[market].orgNo,
      market,
      currency: pack.currency,
      seriesId,
      settings: { vatRegistered: options.kind === "veterinary", ...options.settings },
      accounts,
    });
    if (options.active !== false) await activateLedger(tx, ledgerId, "2026-01-01");
    return { clinicId: clinic.id, ledgerId, seriesId };
  });
  return { context, tenantId, ...made };
}
