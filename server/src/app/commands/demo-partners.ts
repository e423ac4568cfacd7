import { agencyAgreements, saveAgencyAgreement } from "../../collections/index.ts";
import { changeLedger, listLedgers } from "../../ledger/index.ts";
import { activateAgreement, listAgreements, rotateSecret, saveAgreement, type Way } from "../../payments/index.ts";
import { systemContext, withTenant, type Platform, type TenantTransaction } from "../../platform/index.ts";

/** What a demo's clinics have agreed with the simulated partners, who know no other keys. */

type DemoAgreement = {
  readonly way: Way;
  readonly settings: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  readonly minMinor: bigint | null;
};

const AGREEMENTS: readonly DemoAgreement[] = [
  {
    way: "vipps",
    settings: { merchantSerialNumber: "123456", clientId: "demo-client-id" },
    secrets: { clientSecret: "demo-client-secret", subscriptionKey: "demo-primary-key" },
    minMinor: null,
  },
  { way: "card", settings: { accountId: "acct_demo" }, secrets: { secretKey: "sk_test_demo" }, minMinor: null },
  {
    way: "partPayment",
    settings: { merchantId: "fjordsmil" },
    secrets: { apiKey: "fin_test_demo", webhookSecret: "fin_hook_demo" },
    minMinor: 100_000n,
  },
];

async function agree(tx: TenantTransaction, ledgerId: string): Promise<void> {
  const before = new Set((await listAgreements(tx)).filter((each) => each.ledgerId === ledgerId).map(({ way }) => way));
  for (const [position, { way, settings, secrets, minMinor }] of AGREEMENTS.entries()) {
    if (before.has(way)) continue;
    const { id } = await saveAgreement(tx, {
      ledgerId,
      way,
      settings,
      minMinor,
      maxMinor: null,
      position: position + 1,
    });
    for (const [name, value] of Object.entries(secrets)) await rotateSecret(tx, id, { name, value, overlapHours: 0 });
    await activateAgreement(tx, id);
  }
}

const CLIENT_DIGITS = 12;

/** The collection agency, which knows each clinic as a client of its own: cases leave on the first Tuesday of a month. */
async function agreeWithAgency(tx: TenantTransaction, ledgerId: string): Promise<void> {
  if ((await agencyAgreements(tx, { ledgerId })).length > 0) return;
  const as = {
    agency: "Exempel Inkasso",
    clientId: `demo-creditor-${ledgerId.slice(-CLIENT_DIGITS)}`,
    secret: "agency_test_demo",
  };
  await saveAgencyAgreement(tx, { ledgerId, ...as, state: "active", leavesWeek: 1, leavesWeekday: 2 });
}

/**
 * Lets the clinics of a demo's tenant take money by wallet, card and in parts, hand over to the agency, and ask for what is invoiced from today on. Done once; what a
 * person has changed since stays.
 */
export async function agreeWithDemoPartners(platform: Platform, tenantId: string): Promise<void> {
  await withTenant(platform, systemContext(tenantId, "demo"), async (tx) => {
    // A clinic that waits to join has agreed on nothing yet.
    for (const ledger of (await listLedgers(tx)).filter(({ state }) => state === "active")) {
      await agree(tx, ledger.id);
      await agreeWithAgency(tx, ledger.id);
      if (ledger.settings.requests?.askFromOn !== undefined) continue;
      const askFromOn = platform.clock.today("Europe/Oslo").toString();
      await changeLedger(tx, ledger.id, { requests: { ...ledger.settings.requests, askFromOn } });
    }
  });
}
