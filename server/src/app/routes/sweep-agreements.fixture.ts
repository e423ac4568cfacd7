/** What the cross-tenant sweep needs to know of the routes of agreements and of the partners behind them. */
import { activateAgreement, rotateSecret, saveAgreement } from "../../payments/index.ts";
import { withTenant } from "../../platform/index.ts";
import type { World } from "./sweep-books.fixture.ts";

const inLedger = (make: (world: World, ledgerId: string) => Promise<Record<string, string>>) => ({
  params: (world: World) => make(world, world.ledgerId),
  otherClinicParams: (world: World) => make(world, world.otherLedgerId),
});

const anAgreement = inLedger(async ({ platform, context }, ledgerId) => {
  const made = { ledgerId, way: "card", minMinor: null, maxMinor: null, position: 50 } as const;
  const settings = { accountId: "acct_1N2b3C4d5E6f" };
  return withTenant(platform, context, async (tx) => {
    const { id } = await saveAgreement(tx, { ...made, settings });
    await rotateSecret(tx, id, { name: "secretKey", value: `key-${platform.ids.next()}`, overlapHours: 1 });
    await activateAgreement(tx, id);
    return { agreementId: id };
  });
});

export const agreementSweep = {
  "GET /api/v1/agreements": {},
  "POST /api/v1/ledgers/:ledgerId/agreements": {
    params: ({ ledgerId }: World) => ({ ledgerId }),
    otherClinicParams: ({ otherLedgerId }: World) => ({ ledgerId: otherLedgerId }),
    body: () => ({ way: "partPayment", settings: { merchantId: "klinikk-17" } }),
  },
  "POST /api/v1/agreements/:agreementId/activation": anAgreement,
  "POST /api/v1/agreements/:agreementId/pause": anAgreement,
  "POST /api/v1/agreements/:agreementId/secrets": {
    ...anAgreement,
    body: () => ({ name: "secretKey", value: "a new secret" }),
  },
  "PUT /api/v1/agreements/:agreementId/payout-terms": {
    ...anAgreement,
    body: () => ({ payoutBankDays: 2, price: { feeMinor: 100, basisPoints: 125, orgNo: "923456783" } }),
  },
  "GET /api/v1/partners": {},
  "POST /api/v1/partner-refreshes": { body: () => ({ of: "payments" }) },
};
