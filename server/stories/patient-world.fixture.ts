import { once } from "node:events";
import { mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAccessPoint, createAccessPointServer, demoAccess } from "@kvitt/simulator-access-point";
import { createFinanceServer, createFinanceSimulator } from "@kvitt/simulator-finance";
import { createMailServer, createMailSimulator, createSmtpServer } from "@kvitt/simulator-mail";
import { createPrintServer, createPrintSimulator, demoAccount as printAccount } from "@kvitt/simulator-print";
import { createSmsServer, createSmsSimulator, demoAccounts as smsAccounts } from "@kvitt/simulator-sms";
import { createStripeServer, createStripeSimulator } from "@kvitt/simulator-stripe";
import { createVippsServer, createVippsSimulator } from "@kvitt/simulator-vipps";
import { courierOf } from "../src/app/commands/codes.ts";
import { agreeWithDemoPartners } from "../src/app/commands/demo-partners.ts";
import { inboxOf } from "../src/app/commands/inbox.ts";
import { allChecks } from "../src/app/commands/verify.ts";
import { ensureDaily, productJobs, productSchedules, productWatches } from "../src/app/commands/work.ts";
import { createPayServer, productWorld } from "../src/app/pay-page/index.ts";
import { createBankReaders } from "../src/app/readers/index.ts";
import { openApi, type Api, type Ask } from "../src/app/routes/asking.fixture.ts";
import { createWebhooksServer } from "../src/app/webhooks-server.ts";
import { openPartners, type Partners, type Services } from "../src/app/wiring/index.ts";
import { changeLedger, setIssuer } from "../src/ledger/index.ts";
import {
  drainOutbox,
  runDueSchedules,
  systemContext,
  withTenant,
  type Log,
  type TenantTransaction,
} from "../src/platform/index.ts";
import { dayProof } from "../src/reports/index.ts";
import {
  breaches,
  instantIn,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";
import { freePort } from "../testkit/ports.ts";

/**
 * A clinic, its patients' telephones and mailboxes, and everybody it deals with, on one clock that is moved by hand. All speak over sockets, as in life: the
 * practice system by the API, the patient by the pay page, partners by their wires and their events.
 */

const ZONE = "Europe/Oslo";

type Doors = Pick<Services, "payPage" | "webhooks">;

function partnersOn({ clock }: TestPlatform, { webhooks }: Doors) {
  const options = {
    machine: () => clock.epochMilliseconds(),
    wait: (milliseconds: number) => clock.pause(milliseconds),
  };
  return {
    phones: createSmsSimulator({ ...options, webhookUrls: { a: `${webhooks}/channels/sms` } }),
    mailbox: createMailSimulator(options),
    wallet: createVippsSimulator(options),
    cards: createStripeSimulator(options),
    finance: createFinanceSimulator(options),
    post: createPrintSimulator({ ...options, webhookUrl: `${webhooks}/channels/print` }),
    network: createAccessPoint({ ...options, webhookUrl: `${webhooks}/channels/einvoice` }),
  };
}

type Simulators = ReturnType<typeof partnersOn>;

async function listening(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return (server.address() as AddressInfo).port;
}

type Wires = { readonly services: Services; readonly close: () => Promise<void> };

async function openWires(simulators: Simulators, own: Doors, bounceDirectory: string): Promise<Wires> {
  const { phones, mailbox, wallet, cards, finance, post, network } = simulators;
  const smtp = createSmtpServer(mailbox);
  const doors = [
    createSmsServer(phones),
    createMailServer(mailbox),
    createVippsServer(wallet),
    createStripeServer(cards),
    createPrintServer(post),
    createAccessPointServer(network),
    createFinanceServer(finance),
  ];
  const at: string[] = [];
  for (const door of doors) at.push(`http://127.0.0.1:${await listening(door)}`);
  const smtpPort = await listening(smtp.server);
  const services: Services = {
    ...own,
    vipps: { url: at[2]! },
    stripe: { url: at[3]! },
    finance: { url: at[6]! },
    sms: { speaks: "json", url: at[0]!, key: smsAccounts.a.password, webhookSecrets: [smsAccounts.a.webhookSecret] },
    mail: {
      host: "127.0.0.1",
      port: smtpPort,
      security: "none",
      from: "faktura@kvitt.example",
      bounceDomain: "bounce.kvitt.example",
      bounceKey: "a key of this story",
      bounceDirectory,
    },
    print: { url: at[4]!, key: printAccount.key, webhookSecrets: [printAccount.webhookSecret] },
    eInvoice: { url: at[5]!, key: demoAccess.key, webhookSecrets: [demoAccess.webhookSecret] },
  };
  return {
    services,
    async close() {
      for (const door of doors) {
        door.closeAllConnections();
        door.close();
      }
      await new Promise<void>((closed) => smtp.close(closed));
    },
  };
}

/** What is open to the public: the pay page and the address of partners' events. */
async function openOutside(platform: TestPlatform, partners: Partners): Promise<() => Promise<void>> {
  const { services, railsOf, outlets, rails } = partners;
  const world = productWorld(platform, { railsOf, sendCode: courierOf(platform, outlets) });
  const payerOrigins = [services.vipps!.url, services.stripe!.url, services.finance!.url];
  const pay = await createPayServer(platform, { world, origin: services.payPage, payerOrigins });
  const channels = { sms: outlets.sms, print: outlets.print, einvoice: outlets.einvoice };
  const webhooks = createWebhooksServer(platform, { open: rails.open, channels });
  await pay.listen({ host: "127.0.0.1", port: Number(new URL(services.payPage).port) });
  await webhooks.listen({ host: "127.0.0.1", port: Number(new URL(services.webhooks).port) });
  return async () => {
    await pay.close();
    await webhooks.close();
  };
}

/** How the clinic presents itself, and since when it lets Kvitt ask for payment. */
async function present(tx: TenantTransaction, ledgerId: string, askFromOn: string): Promise<void> {
  await setIssuer(tx, ledgerId, {
    brand: "Nordlys Tannklinikk",
    address: { line1: "Storgata 12", line2: null, postCode: "9008", city: "Tromsø" },
    phone: "77 00 00 00",
    email: "post@nordlys.example",
    web: null,
    logoSvg: null,
    accent: null,
    registration: { country: "NO", vatRegistered: false, inCompanyRegister: true },
  });
  await changeLedger(tx, ledgerId, { requests: { askFromOn } });
}

/** Hours at which the installation looks around of itself, in the clinic's time: after its schedules, and when messages may leave. */
const HOURS = ["05:02", "08:21"] as const;

export type PatientWorld = Simulators & {
  readonly platform: TestPlatform;
  readonly clinic: TestClinic;
  readonly partners: Partners;
  readonly inTenant: <T>(work: (tx: TenantTransaction) => Promise<T>) => Promise<T>;
  /** The practice system, with its key. */
  readonly practice: Ask;
  readonly api: Api;
  /** Lives on to a moment in Oslo, `2026-10-08T08:21`: what is due on the way happens on its own day. */
  at(local: string): Promise<void>;
  /** What happens of itself within a minute or so. */
  minute(): Promise<void>;
  /** The bank lays a file into the clinic's inbox. */
  deliver(name: string, bytes: Uint8Array): Promise<void>;
  /** All statements that must always hold, and the day's proof, as they are broken. */
  wrong(): Promise<unknown[]>;
  close(): Promise<void>;
};

function timeOf(platform: TestPlatform, simulators: Simulators, tenantId: string, partners: Partners) {
  const jobs = productJobs(createBankReaders(), partners);
  const watches = productWatches(partners);
  const tell = async () => {
    for (const one of Object.values(simulators)) await one.settle();
  };
  const minute = async (): Promise<void> => {
    await runDueSchedules(platform, tenantId, productSchedules);
    for (const watch of watches) await withTenant(platform, systemContext(tenantId, "watch"), watch);
    await drainOutbox(platform, jobs);
    await tell();
    await drainOutbox(platform, jobs);
  };
  const at = async (local: string): Promise<void> => {
    const target = instantIn(local);
    const now = () => platform.clock.now();
    for (let next = nextHour(now()); Temporal.Instant.compare(next, target) < 0; next = nextHour(now())) {
      platform.clock.moveTo(next);
      await minute();
    }
    if (Temporal.Instant.compare(target, now()) > 0) platform.clock.moveTo(target);
    await minute();
  };
  return { minute, at };
}

/** The next of the hours after a moment. */
function nextHour(now: Temporal.Instant): Temporal.Instant {
  const today = now.toZonedDateTimeISO(ZONE).toPlainDate();
  const hours = [today, today.add({ days: 1 })].flatMap((day) =>
    HOURS.map((hour) => instantIn(`${day.toString()}T${hour}`)),
  );
  return hours.find((hour) => Temporal.Instant.compare(hour, now) > 0)!;
}

export type WorldWish = { readonly startsAt?: string; readonly log?: Log };

export async function patientWorld({ startsAt = "2026-10-05T08:30", log }: WorldWish = {}): Promise<PatientWorld> {
  const base = await testPlatform(startsAt);
  const platform: TestPlatform = log ? { ...base, log } : base;
  const clinic = await testClinic(platform);
  const { context, ledgerId, tenantId } = clinic;
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, context, work);
  await testBankAccount(platform, clinic);
  await agreeWithDemoPartners(platform, tenantId);
  await inTenant((tx) => present(tx, ledgerId, startsAt.slice(0, 10)));
  const own = { payPage: `http://127.0.0.1:${await freePort()}`, webhooks: `http://127.0.0.1:${await freePort()}` };
  const simulators = partnersOn(platform, own);
  const bounceDirectory = await mkdtemp(join(tmpdir(), "kvitt-bounces-"));
  const wires = await openWires(simulators, own, bounceDirectory);
  const partners = openPartners(platform, wires.services);
  const closeOutside = await openOutside(platform, partners);
  await ensureDaily(platform, partners);
  const api = await openApi(platform);
  const practice = await api.program(context, ["claims:write", "bankFiles:upload"]);
  const time = timeOf(platform, simulators, tenantId, partners);
  await time.minute();
  return {
    ...simulators,
    ...time,
    platform,
    clinic,
    partners,
    inTenant,
    practice,
    api,
    async deliver(name, bytes) {
      const folder = join(inboxOf(platform), tenantId);
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, `.${name}`), bytes);
      await rename(join(folder, `.${name}`), join(folder, name));
    },
    async wrong() {
      const day = platform.clock.today(ZONE).toString();
      const proof = await inTenant((tx) => dayProof(tx, { ledgerId, day }));
      const unproven = proof.lines
        .filter((line) => line.differenceMinor !== 0n)
        .map((line) => [line.name, line.differenceMinor]);
      return [...(await breaches(platform, context, allChecks)), ...unproven];
    },
    async close() {
      await closeOutside();
      await api.close();
      partners.outlets.close();
      await wires.close();
      await platform.close();
      await rm(bounceDirectory, { recursive: true, force: true });
    },
  };
}
