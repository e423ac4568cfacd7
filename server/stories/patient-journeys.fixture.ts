import { once } from "node:events";
import { mkdir } from "node:fs/promises";
import type { AddressInfo, Server } from "node:net";
import { join } from "node:path";
import { createAccessPoint, createAccessPointServer, demoAccess } from "@kvitt/simulator-access-point";
import { createFinanceServer, createFinanceSimulator } from "@kvitt/simulator-finance";
import { createMailServer, createMailSimulator, createSmtpServer } from "@kvitt/simulator-mail";
import { createSmsServer, createSmsSimulator, demoAccounts } from "@kvitt/simulator-sms";
import { createStripeServer, createStripeSimulator } from "@kvitt/simulator-stripe";
import { createVippsServer, createVippsSimulator } from "@kvitt/simulator-vipps";
import { makeKid } from "@kvitt/values";
import { courierOf } from "../src/app/commands/codes.ts";
import { agreeWithDemoPartners } from "../src/app/commands/demo-partners.ts";
import { MORNING_REQUESTS, outreachJobs, outreachWatches } from "../src/app/commands/outreach.ts";
import { createPayServer, productWorld } from "../src/app/pay-page/index.ts";
import { createWebhooksServer } from "../src/app/webhooks-server.ts";
import { openPartners, type Services } from "../src/app/wiring/index.ts";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { itemsByReference, setIssuer, type OpenItem } from "../src/ledger/index.ts";
import {
  drainOutbox,
  enqueue,
  jobRegistry,
  withTenant,
  type Jobs,
  type TenantTransaction,
} from "../src/platform/index.ts";
import { testBankAccount, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { freePort } from "../testkit/ports.ts";

/**
 * A clinic, its payers and all its partners in one process: each partner's simulator over HTTP, the pay page and the address of events on hosts of
 * their own, one clock for all, and jobs that run when they are told.
 */

const LOGO =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><path d="M20 4c9 0 14 5 14 12 0 9-5 20-8 20s-2-9-6-9-3 9-6 9S6 25 6 16C6 9 11 4 20 4Z" fill="#0F6B73"/></svg>';

type Listening = NodeJS.EventEmitter & Pick<Server, "listen" | "address">;

async function listening(server: Listening): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

/** Everybody the clinic deals with, by one clock: nothing happens there but when it is told to. */
async function openSimulators(platform: TestPlatform, webhooks: string) {
  const time = { machine: () => platform.clock.epochMilliseconds(), wait: async () => undefined };
  const sms = createSmsSimulator({ ...time, webhookUrls: { a: `${webhooks}/channels/sms` } });
  const mail = createMailSimulator(time);
  const wallet = createVippsSimulator(time);
  const cards = createStripeSimulator(time);
  const finance = createFinanceSimulator(time);
  const network = createAccessPoint({
    ...time,
    webhookUrl: `${webhooks}/channels/einvoice`,
    settings: { othersTake: ["invoice", "creditNote"] },
  });
  const doors = {
    sms: createSmsServer(sms),
    mail: createMailServer(mail),
    wallet: createVippsServer(wallet),
    cards: createStripeServer(cards),
    finance: createFinanceServer(finance),
    network: createAccessPointServer(network),
  };
  const smtp = createSmtpServer(mail);
  const at: Record<string, string> = {};
  for (const [name, door] of Object.entries(doors)) at[name] = `http://127.0.0.1:${String(await listening(door))}`;
  const smtpPort = await listening(smtp.server);
  return {
    at: at as Readonly<Record<keyof typeof doors, string>>,
    smtpPort,
    known: { sms, mail, wallet, cards, finance, network },
    async settle() {
      for (const each of [sms, mail, wallet, cards, finance, network]) await each.settle();
    },
    close() {
      smtp.close();
      for (const door of Object.values(doors)) {
        door.closeAllConnections();
        door.close();
      }
    },
  };
}

type Simulators = Awaited<ReturnType<typeof openSimulators>>;

function servicesOf(platform: TestPlatform, { at, smtpPort }: Simulators, own: { payPage: string; webhooks: string }) {
  const { key, webhookSecret } = demoAccess;
  return {
    ...own,
    vipps: { url: at.wallet },
    stripe: { url: at.cards },
    finance: { url: at.finance },
    sms: {
      speaks: "json",
      url: at.sms,
      key: demoAccounts.a.password,
      webhookSecrets: [demoAccounts.a.webhookSecret],
    },
    mail: {
      host: "127.0.0.1",
      port: smtpPort,
      security: "none",
      from: "faktura@kvitt.example",
      bounceDomain: "bounce.kvitt.example",
      bounceKey: "journey-bounce-key",
      bounceDirectory: join(platform.dataDirectory, "bounces"),
    },
    eInvoice: { url: at.network, key, webhookSecrets: [webhookSecret] },
  } satisfies Services;
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

let number = 260_100;

export type BillWish = {
  readonly patient: { readonly name: string; readonly birthDate: string };
  readonly payer: object;
  readonly guardian?: object;
  readonly amountMinor?: bigint;
  readonly dueDate?: string;
};
export type Bill = { readonly number: string; readonly kid: string };

async function receive(tx: TenantTransaction, ledgerId: string, wish: BillWish): Promise<Bill> {
  const own = String(++number);
  const kid = makeKid(own.padStart(12, "0"), "mod10");
  const { patient, payer, guardian, amountMinor: owedMinor = 245_000n, dueDate = "2026-10-26" } = wish;
  // As it stands in JSON.
  const amountMinor = Number(owedMinor);
  const claim = {
    externalId: `journal-${own}`,
    kind: "INVOICE",
    number: own,
    kid,
    issueDate: "2026-10-06",
    dueDate,
    currency: "NOK",
    amountMinor,
    lines: [{ text: "Rotfylling", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: `P${own}`, ...patient },
    payer,
    ...(guardian ? { guardian } : {}),
  };
  await receiveClaims(tx, ledgerId, [claimSchema.parse(claim)]);
  return { number: own, kid };
}

export type Journeys = {
  readonly platform: TestPlatform;
  readonly clinic: TestClinic;
  readonly partners: ReturnType<typeof openPartners>;
  readonly payPage: string;
  /** Where the simulators' own pages are. */
  readonly at: Simulators["at"];
  readonly known: Simulators["known"];
  readonly inTenant: <T>(work: (tx: TenantTransaction) => Promise<T>) => Promise<T>;
  /** Takes in a claim as the practice system sends it. */
  readonly bill: (wish: BillWish) => Promise<Bill>;
  readonly item: (bill: Bill) => Promise<OpenItem>;
  /** Does what the minute's looks find to do, on our side and at the partners', until nothing more follows. */
  readonly work: () => Promise<void>;
  /** The morning of a day has come: its run is made, and what follows from it. */
  readonly morning: (day: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Rounds after which nothing more follows of anything here: asked for, handed over, reported. */
const ROUNDS = 3;
/** Partners report some seconds later. */
const PAUSE = { seconds: 5 };

function working(platform: TestPlatform, clinic: TestClinic, jobs: Jobs, simulators: Simulators) {
  return async (): Promise<void> => {
    for (let round = 0; round < ROUNDS; round++) {
      await withTenant(platform, clinic.context, async (tx) => {
        for (const watch of outreachWatches) await watch(tx);
      });
      await drainOutbox(platform, jobs);
      platform.clock.moveTo(platform.clock.now().add(PAUSE));
      await simulators.settle();
    }
    await drainOutbox(platform, jobs);
  };
}

/** Serves the pay page and takes events, each where the partners were told. */
async function serveOutside(platform: TestPlatform, partners: Journeys["partners"]): Promise<() => Promise<void>> {
  const { services, rails, railsOf, outlets } = partners;
  const payerOrigins = [services.vipps!.url, services.stripe!.url, services.finance!.url];
  const world = productWorld(platform, { railsOf, sendCode: courierOf(platform, outlets) });
  const pay = await createPayServer(platform, { world, origin: services.payPage, payerOrigins });
  const { sms, einvoice } = outlets;
  const webhooks = createWebhooksServer(platform, { open: rails.open, channels: { sms, einvoice } });
  await pay.listen({ host: "127.0.0.1", port: Number(new URL(services.payPage).port) });
  await webhooks.listen({ host: "127.0.0.1", port: Number(new URL(services.webhooks).port) });
  return async () => {
    await pay.close();
    await webhooks.close();
    outlets.close();
  };
}

/** A clinic whose claims are asked for by themselves, on a Tuesday morning within the hours of messages. */
export async function openJourneys(): Promise<Journeys> {
  const platform = await testPlatform("2026-10-06T09:12");
  const clinic = await testClinic(platform, { name: "Nordlys Tannklinikk AS" });
  await testBankAccount(platform, clinic);
  const inTenant: Journeys["inTenant"] = (work) => withTenant(platform, clinic.context, work);
  await inTenant((tx) => present(tx, clinic.ledgerId));
  const origin = async () => `http://127.0.0.1:${String(await freePort())}`;
  const own = { payPage: await origin(), webhooks: await origin() };
  const simulators = await openSimulators(platform, own.webhooks);
  await mkdir(join(platform.dataDirectory, "bounces"), { recursive: true });
  const partners = openPartners(platform, servicesOf(platform, simulators, own));
  await agreeWithDemoPartners(platform, clinic.tenantId);
  const closeOutside = await serveOutside(platform, partners);
  const work = working(platform, clinic, jobRegistry(outreachJobs(partners)), simulators);
  await work();
  return {
    platform,
    clinic,
    partners,
    payPage: own.payPage,
    at: simulators.at,
    known: simulators.known,
    inTenant,
    bill: (wish) => inTenant((tx) => receive(tx, clinic.ledgerId, wish)),
    item: async ({ kid }) => (await inTenant((tx) => itemsByReference(tx, [kid])))[0]!,
    work,
    async morning(day) {
      platform.moveTo(`${day}T08:30`);
      await inTenant((tx) => enqueue(tx, MORNING_REQUESTS, { day }));
      await work();
    },
    async close() {
      await closeOutside();
      simulators.close();
      await platform.close();
    },
  };
}
