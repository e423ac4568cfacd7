import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createVippsServer, createVippsSimulator, demoUnit } from "@kvitt/simulator-vipps";
import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createWebhooksServer } from "../src/app/webhooks-server.ts";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { itemsByReference, ledgerChecks, type OpenItem } from "../src/ledger/index.ts";
import { openVipps, paymentEvents } from "../src/partners/vipps/index.ts";
import {
  activateAgreement,
  agreementById,
  attemptById,
  endpointPath,
  paymentJobs,
  paymentsChecks,
  refreshWaiting,
  rotateSecret,
  saveAgreement,
  startAttempt,
  tenantRails,
  waysOf,
  type Attempt,
  type OpenAgreement,
  type RailOpener,
} from "../src/payments/index.ts";
import { drainOutbox, jobRegistry, withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { quarantinedEvents, webhookChecks } from "../src/platform/webhooks/index.ts";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";

/** A wallet tells of its events over the wire, signed, doubled, out of order, late or not at all: the bill is paid once all the same. */

const OWED = 245_000n;

let platform: TestPlatform;
let clinic: TestClinic;
let simulator: ReturnType<typeof createVippsSimulator>;
let service: ReturnType<typeof openVipps>;
let host: string;
let agreementId: string;
let running = 0;
const closing: (() => unknown)[] = [];

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

const unitOf = ({ settings, secrets }: Pick<OpenAgreement, "settings" | "secrets">) => ({
  merchantSerialNumber: settings["merchantSerialNumber"]!,
  clientId: settings["clientId"]!,
  clientSecret: secrets["clientSecret"]![0]!,
  subscriptionKey: secrets["subscriptionKey"]![0]!,
});
const openWallet: RailOpener = (agreement) =>
  agreement.partner === "vipps"
    ? service.wallet(unitOf(agreement), {
        url: `${host}${agreement.webhookPath}`,
        secrets: agreement.secrets["webhookSecret"] ?? [],
      })
    : undefined;
const railsOf = tenantRails(openWallet);
const jobs = jobRegistry(paymentJobs(railsOf));

/** The agreement as the clinic's administrator sets it up, and its address registered at the partner. */
async function agree(): Promise<string> {
  const settings = { merchantSerialNumber: demoUnit.msn, clientId: demoUnit.clientId };
  const made = {
    ledgerId: clinic.ledgerId,
    way: "vipps",
    settings,
    minMinor: 100n,
    maxMinor: null,
    position: 1,
  } as const;
  const secrets = { clientSecret: demoUnit.clientSecret, subscriptionKey: demoUnit.subscriptionKeys[0]! };
  const { id } = await inTenant((tx) => saveAgreement(tx, made));
  const give = (name: string, value: string) =>
    inTenant((tx) => rotateSecret(tx, id, { name, value, overlapHours: 1 }));
  for (const [name, value] of Object.entries(secrets)) await give(name, value);
  const path = await inTenant(async (tx) => endpointPath(tx, await agreementById(tx, id)));
  const hooks = service.webhooks({ ...settings, ...secrets });
  const registered = await hooks.register({ operationId: `hook-${id}`, url: `${host}${path}`, events: paymentEvents });
  if (registered.outcome !== "ok") throw new Error("The address could not be registered");
  await give("webhookSecret", registered.value.secret);
  await inTenant((tx) => activateAgreement(tx, id));
  return id;
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T19:00");
  clinic = await testClinic(platform);
  simulator = createVippsSimulator();
  const partner = createVippsServer(simulator).listen(0, "127.0.0.1");
  await once(partner, "listening");
  service = openVipps({
    baseUrl: `http://127.0.0.1:${(partner.address() as AddressInfo).port}`,
    system: { name: "kvitt", version: "0.1.0", pluginName: "kvitt-wallet", pluginVersion: "0.1.0" },
    reach: {
      fetch,
      clock: { epochMilliseconds: () => simulator.now(), pause: (ms) => simulator.advance(ms) },
      deadline: (ms) => AbortSignal.timeout(ms),
    },
  });
  const webhooks = createWebhooksServer(platform, { open: openWallet });
  host = await webhooks.listen({ port: 0, host: "127.0.0.1" });
  closing.push(
    () => webhooks.close(),
    () => partner.closeAllConnections(),
    () => partner.close(),
  );
  agreementId = await agree();
});
afterAll(async () => {
  for (const close of closing) await close();
  await platform.close();
});
beforeEach(() => simulator.rules.replace([]));

async function bill(): Promise<OpenItem> {
  const no = String(++running).padStart(6, "0");
  const kid = kidOf(no);
  const claim = claimSchema.parse({
    externalId: `journal-${no}`,
    kind: "INVOICE",
    currency: "NOK",
    number: no,
    kid,
    issueDate: "2026-10-05",
    dueDate: "2026-10-19",
    amountMinor: Number(OWED),
    lines: [{ text: "Behandling", amountMinor: Number(OWED), vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: "P104711", name: "Kari Eksempel", birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: "P104711", name: "Kari Eksempel", phone: "+4791234567" },
  });
  await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, [claim]));
  return (await inTenant((tx) => itemsByReference(tx, [kid])))[0]!;
}

/** Modulus 10 over twelve digits. */
function kidOf(no: string): string {
  const digits = Array.from(`104711${no}`, Number);
  const sum = digits.reverse().reduce((total, digit, at) => {
    const weighed = digit * (at % 2 === 0 ? 2 : 1);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return `${digits.reverse().join("")}${(10 - (sum % 10)) % 10}`;
}

const start = async (itemId: string): Promise<Attempt> =>
  startAttempt(platform, clinic.context, await railsOf(platform, clinic.context), {
    itemId,
    way: "vipps",
    approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" },
    description: "Faktura",
    language: "nb",
  });
const payer = ({ reference }: Attempt, act: "approve" | "decline") =>
  simulator.act(simulator.find({ reference })!, act);
const now = ({ id }: Attempt) => inTenant((tx) => attemptById(tx, id));
const work = () => drainOutbox(platform, jobs);
const whole = async () =>
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks, ...webhookChecks])).toEqual([]);

describe("a wallet's events over the wire", () => {
  test("S0-40 SEC-40 SEC-41 told, kept, worked: the payer's yes is all it takes", async () => {
    const { id } = await bill();
    expect(
      await inTenant((tx) => waysOf(tx, { ledgerId: clinic.ledgerId, amountMinor: OWED, choices: ["VIPPS"] })),
    ).toEqual(["vipps"]);
    const attempt = await start(id);
    payer(attempt, "approve");
    await simulator.settle();
    await work();
    expect(await now(attempt)).toMatchObject({ state: "captured", capturedMinor: OWED });
    // The events of the capture itself find nothing more to do.
    await simulator.settle();
    await work();
    await whole();
  });

  test("SEC-40 signed with the secret before, while it is replaced; a wrong signature is turned away, and told again rightly", async () => {
    const attempt = await start((await bill()).id);
    await simulator.settle();
    await work();
    simulator.rules.replace([{ on: "webhook", match: { event: "AUTHORIZED" }, fault: { do: "badSignature" } }]);
    payer(attempt, "approve");
    await simulator.settle();
    await work();
    expect(await now(attempt)).toMatchObject({ state: "awaitingPayer" });
    expect(simulator.deliveries().at(-1)!.answers).toEqual([401]);
    // The janitor finds out what no event could tell.
    await refreshWaiting(platform, clinic.context, await railsOf(platform, clinic.context));
    expect(await now(attempt)).toMatchObject({ state: "captured" });
    await whole();
  });

  test("SEC-41 an event about nothing of ours is kept, acknowledged, and set aside for a person", async () => {
    const wallet = (await railsOf(platform, clinic.context))(clinic.ledgerId, "vipps")!;
    const approach = { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" } as const;
    const reference = "somebody-elses-1";
    await wallet.create({
      operationId: "x",
      reference,
      amountMinor: OWED,
      currency: "NOK",
      approach,
      description: "Annet",
      language: "nb",
    });
    await simulator.settle();
    await work();
    expect(await inTenant(quarantinedEvents)).toMatchObject([
      { partner: "vipps", endpointId: agreementId, reference, name: "CREATED", problem: "referenceUnknown" },
    ]);
  });

  test("SEC-43 the partner is silent when it is asked: the event waits, and the janitor's next round pays", async () => {
    const attempt = await start((await bill()).id);
    await simulator.settle();
    await work();
    simulator.rules.replace([
      { on: "call", match: { operation: "get" }, times: 500, fault: { do: "drop", when: "before" } },
    ]);
    payer(attempt, "approve");
    await simulator.settle();
    await work();
    expect(await now(attempt)).toMatchObject({ state: "unknown", capturedMinor: 0n });
    simulator.rules.replace([]);
    await simulator.advance(60_000);
    await refreshWaiting(platform, clinic.context, await railsOf(platform, clinic.context));
    expect(await now(attempt)).toMatchObject({ state: "captured" });
    await whole();
  });
});

const fault = fc.constantFrom(
  { do: "withhold" } as const,
  { do: "duplicate", copies: 2 } as const,
  { do: "late", seconds: 3_600 } as const,
  { do: "afterNext" } as const,
);
const faults = fc.array(fc.record({ event: fc.constantFrom("CREATED", "AUTHORIZED", "CAPTURED"), fault } as const), {
  maxLength: 3,
});

test("SEC-41 property: doubled, overtaken, late and withheld events all come to the same end", async () => {
  await fc.assert(
    fc.asyncProperty(faults, fc.boolean(), async (wrong, worksBetween) => {
      simulator.rules.replace(wrong.map(({ event, fault: one }) => ({ on: "webhook", match: { event }, fault: one })));
      const { id } = await bill();
      const attempt = await start(id);
      if (worksBetween) {
        await simulator.settle();
        await work();
      }
      payer(attempt, "approve");
      await simulator.settle();
      await work();
      await simulator.advance(3_600_000);
      await simulator.settle();
      platform.clock.moveTo(platform.clock.now().add({ minutes: 5 }));
      await work();
      await refreshWaiting(platform, clinic.context, await railsOf(platform, clinic.context));
      expect(await now(attempt)).toMatchObject({ state: "captured", capturedMinor: OWED });
      await whole();
    }),
    { numRuns: 25 },
  );
}, 120_000);
