import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createVippsServer, createVippsSimulator, demoUnit } from "@kvitt/simulator-vipps";
import type { FastifyInstance } from "fastify";
import { createPayServer, productWorld, type CodeCourier } from "../src/app/pay-page/index.ts";
import { makeLink } from "../src/delivery/index.ts";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { itemsByReference, setIssuer, type OpenItem } from "../src/ledger/index.ts";
import { openVipps } from "../src/partners/vipps/index.ts";
import { activateAgreement, rotateSecret, saveAgreement, type Rails } from "../src/payments/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { testBankAccount, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { freePort } from "../testkit/ports.ts";

/** A clinic with a bill, its wallet at a simulator over the wire, and the pay page served to a browser. */

export const KID = "1047112601018";
export const OWED = 245_000n;
/** What stands in the claim and must not be seen before confirmation. */
export const SECRETS = ["Kari Eksempel", "Eksempel", "1984", "9008", "Rotfylling", "4791234567", "kari@example.test"];

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M20 4c9 0 14 5 14 12 0 9-5 20-8 20s-2-9-6-9-3 9-6 9S6 25 6 16C6 9 11 4 20 4Z" fill="#0F6B73"/></svg>';

async function bill(tx: TenantTransaction, ledgerId: string): Promise<void> {
  const claim = claimSchema.parse({
    externalId: "journal-260101",
    kind: "INVOICE",
    currency: "NOK",
    number: "260101",
    kid: KID,
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    amountMinor: Number(OWED),
    lines: [{ text: "Rotfylling", amountMinor: Number(OWED), vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: "P104711", name: "Kari Eksempel", birthDate: "1984-03-09" },
    payer: {
      type: "PATIENT",
      ref: "P104711",
      name: "Kari Eksempel",
      phone: "+4791234567",
      email: "kari@example.test",
      address: { line1: "Storgata 1", postCode: "9008", city: "Tromsø" },
    },
  });
  await receiveClaims(tx, ledgerId, [claim]);
}

async function present(tx: TenantTransaction, ledgerId: string): Promise<void> {
  await setIssuer(tx, ledgerId, {
    brand: "Nordlys Tannklinikk",
    address: { line1: "Storgata 12", line2: null, postCode: "9008", city: "Tromsø" },
    phone: "77 00 00 00",
    email: null,
    web: null,
    logoSvg: LOGO,
    accent: null,
    registration: { country: "NO", vatRegistered: false, inCompanyRegister: true },
  });
}

/** That the ledger takes money by the wallet; the simulator's own secrets. */
async function agree(tx: TenantTransaction, ledgerId: string): Promise<void> {
  const settings = { merchantSerialNumber: demoUnit.msn, clientId: demoUnit.clientId };
  const { id } = await saveAgreement(tx, {
    ledgerId,
    way: "vipps",
    settings,
    minMinor: null,
    maxMinor: null,
    position: 1,
  });
  const secrets = {
    clientSecret: demoUnit.clientSecret,
    subscriptionKey: demoUnit.subscriptionKeys[0]!,
  };
  for (const [name, value] of Object.entries(secrets)) await rotateSecret(tx, id, { name, value, overlapHours: 0 });
  await activateAgreement(tx, id);
}

export type PayStory = {
  readonly platform: TestPlatform;
  readonly clinic: TestClinic;
  readonly simulator: ReturnType<typeof createVippsSimulator>;
  readonly server: FastifyInstance;
  /** Where the pay page is served. */
  readonly address: string;
  /** Codes that were sent, newest last. */
  readonly codes: string[];
  readonly inTenant: <T>(work: (tx: TenantTransaction) => Promise<T>) => Promise<T>;
  readonly item: () => Promise<OpenItem>;
  /** A link of its own, as each message has. */
  readonly link: () => Promise<string>;
  readonly close: () => Promise<void>;
};

async function wireTo(simulator: PayStory["simulator"]) {
  const wire = createVippsServer(simulator);
  wire.listen(0, "127.0.0.1");
  await once(wire, "listening");
  return { wire, url: `http://127.0.0.1:${(wire.address() as AddressInfo).port}` };
}

function walletAt(url: string, simulator: PayStory["simulator"]): Rails {
  const service = openVipps({
    baseUrl: url,
    system: { name: "kvitt", version: "0.1.0", pluginName: "kvitt-wallet", pluginVersion: "0.1.0" },
    reach: {
      fetch,
      clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
      deadline: (ms) => AbortSignal.timeout(ms),
    },
  });
  const unit = {
    merchantSerialNumber: demoUnit.msn,
    clientId: demoUnit.clientId,
    clientSecret: demoUnit.clientSecret,
    subscriptionKey: demoUnit.subscriptionKeys[0]!,
  };
  const wallet = service.wallet(unit, { url: "https://pay.example.test/hooks/vipps", secrets: [] });
  return (_ledgerId, way) => (way === "vipps" ? wallet : undefined);
}

export async function payStory(): Promise<PayStory> {
  const platform = await testPlatform("2026-10-05T19:00", { goesOn: true });
  const clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
  await inTenant((tx) => bill(tx, clinic.ledgerId));
  await inTenant((tx) => present(tx, clinic.ledgerId));
  await inTenant((tx) => agree(tx, clinic.ledgerId));
  const simulator = createVippsSimulator();
  const { wire, url } = await wireTo(simulator);
  const rails = walletAt(url, simulator);
  const codes: string[] = [];
  const sendCode: CodeCourier = async ({ text }) => void codes.push(/\d{6}/.exec(text)![0]);
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const world = productWorld(platform, { railsOf: async () => rails, sendCode });
  const server = await createPayServer(platform, { world, origin, payerOrigins: [url] });
  const address = await server.listen({ host: "127.0.0.1", port });
  const item = async () => (await inTenant((tx) => itemsByReference(tx, [KID])))[0]!;
  return {
    platform,
    clinic,
    simulator,
    server,
    address,
    codes,
    inTenant,
    item,
    async link() {
      const { id: itemId, ledgerId, partyId } = await item();
      return inTenant((tx) => makeLink(tx, { ledgerId, itemId, recipientId: partyId!, messageId: null }));
    },
    async close() {
      await server.close();
      wire.closeAllConnections();
      wire.close();
      await platform.close();
    },
  };
}
