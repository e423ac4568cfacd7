import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createSwishServer, createSwishSimulator, demoMerchant } from "@kvitt/simulator-swish";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allChecks } from "../src/app/commands/verify.ts";
import { createPayServer, productWorld } from "../src/app/pay-page/index.ts";
import { openApi, read, type Api, type Ask } from "../src/app/routes/asking.fixture.ts";
import { createWebhooksServer, type WebhooksServer } from "../src/app/webhooks-server.ts";
import { openRailServices, type RailServices } from "../src/app/wiring/rails.ts";
import { approveProposal } from "../src/controls/index.ts";
import { documentProblems, makeLink, qrDrawing } from "../src/delivery/index.ts";
import { applyInvoices, invoiceByNumber, invoiceDocument, proposeInvoices } from "../src/invoicing/index.ts";
import { itemsByReference, type OpenItem } from "../src/ledger/index.ts";
import { marketPack } from "../src/markets/index.ts";
import {
  applyRefunds,
  attemptsOfItem,
  paymentJobs,
  proposeRefund,
  refreshWaiting,
  tenantRails,
  type Attempt,
} from "../src/payments/index.ts";
import {
  drainOutbox,
  jobRegistry,
  withTenant,
  type Context,
  type Jobs,
  type TenantTransaction,
} from "../src/platform/index.ts";
import {
  breaches,
  ledgerText,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";

/**
 * A Swedish dental clinic from set-up to refund: its claims, its OCR references, and patients who pay by Swish on the pay page, over the wire
 * to a service that calls back or is silent.
 */

const PAY = "https://pay.example.test";
const HOOKS = "https://hooks.example.test";
const FORM = { "content-type": "application/x-www-form-urlencoded", origin: "null", "sec-fetch-site": "same-origin" };
const { references } = marketPack("SE");

let platform: TestPlatform;
let clinic: TestClinic;
let api: Api;
let finance: Ask;
let journal: Ask;
let simulator: ReturnType<typeof createSwishSimulator>;
let webhooks: WebhooksServer;
let page: FastifyInstance;
let railsOf: ReturnType<typeof tenantRails>;
let jobs: Jobs;
const closing: (() => unknown)[] = [];

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const work = () => drainOutbox(platform, jobs);
const books = () => trialBalance(platform, clinic.context, clinic.ledgerId);
const entries = async (kind: string) =>
  (await ledgerText(platform, clinic.context, clinic.ledgerId)).filter((line) => line.includes(` ${kind}: `));
const item = async (reference: string): Promise<OpenItem> =>
  (await inTenant((tx) => itemsByReference(tx, [reference])))[0]!;
const whole = async () => expect(await breaches(platform, clinic.context, allChecks)).toEqual([]);
const cfo = (): Context => ({ ...clinic.context, actor: { kind: "user", id: "cfo" } });

/** Swish over a socket; its callbacks arrive at our address of events. */
async function openService(): Promise<string> {
  simulator = createSwishSimulator({
    machine: () => platform.clock.epochMilliseconds(),
    wait: async () => undefined,
    post: async (url, headers, body) => {
      expect(url.startsWith(HOOKS)).toBe(true);
      const answer = await webhooks.inject({ method: "POST", url: url.slice(HOOKS.length), headers, payload: body });
      return answer.statusCode;
    },
  });
  const server = createSwishServer(simulator).listen(0, "127.0.0.1");
  await once(server, "listening");
  closing.push(
    () => server.closeAllConnections(),
    () => server.close(),
  );
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function railsAt(url: string): RailServices {
  const clock = { ...platform.clock, pause: (ms: number) => simulator.advance(ms) };
  const deadline = (ms: number) => AbortSignal.timeout(ms);
  return openRailServices({ payPage: PAY, webhooks: HOOKS, swish: { url } }, { fetch, clock, deadline });
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T19:00");
  clinic = await testClinic(platform, { market: "SE", active: false });
  const rails = railsAt(await openService());
  railsOf = tenantRails(rails.open);
  jobs = jobRegistry(paymentJobs(railsOf));
  webhooks = createWebhooksServer(platform, { open: rails.open });
  page = await createPayServer(platform, { world: productWorld(platform, { railsOf }), origin: PAY });
  api = await openApi(platform);
  finance = await api.person(clinic.context, "hqFinance");
  journal = await api.program(clinic.context, ["claims:write", "claims:read", "ledgers:read"]);
});
afterAll(async () => {
  await api.close();
  await page.close();
  await webhooks.close();
  for (const close of closing) await close();
  await platform.close();
});

const claim = (no: string, changes: Record<string, unknown> = {}) => ({
  externalId: `journal-${no}`,
  kind: "INVOICE",
  currency: "SEK",
  amountMinor: 125_000,
  lines: [{ text: "Rotfyllning", amountMinor: 125_000, vatCode: "EXEMPT", vatMinor: 0 }],
  patient: { ref: "P104711", name: "Karin Exempel", birthDate: "1981-12-18" },
  payer: {
    type: "PATIENT",
    ref: "P104711",
    name: "Karin Exempel",
    phone: "070-123 45 67",
    address: { line1: "Storgatan 1", postCode: "111 22", city: "Stockholm" },
  },
  ...changes,
});
const numbered = (number: string) => {
  const made = references.make({ customerNumber: 100n, seriesNumber: BigInt(number) });
  if (!made.ok) throw new Error(made.code);
  return { number, kid: made.reference, issueDate: "2026-10-05", dueDate: "2026-11-04" };
};
const send = (body: object) => journal("POST", `/ledgers/${clinic.ledgerId}/claims`, { body });

/** What a browser shows: words without marks, blanks that break. */
const words = (body: string) =>
  body
    .replace(/<(style|script)>[^]*?<\/\1>/g, "")
    .replace(/<[^>]+>/g, " ")
    .replace(/[\s\u00a0\u202f]+/g, " ")
    .replaceAll("\u2011", "-");
const open = async (path: string) => (await page.inject({ url: path })).body;
const post = (path: string, fields: Record<string, string>) =>
  page.inject({ method: "POST", url: path, headers: FORM, payload: new URLSearchParams(fields).toString() });

/** The payer opens the link of a message. */
async function linkTo(reference: string): Promise<string> {
  const { id: itemId, ledgerId, partyId } = await item(reference);
  const token = await inTenant((tx) => makeLink(tx, { ledgerId, itemId, recipientId: partyId!, messageId: null }));
  return `/p/${token}`;
}

/** The payer chooses Swish; gives the address that opens the app, and the way back. */
async function chooseSwish(link: string): Promise<{ readonly app: URL; readonly back: string }> {
  const form = /name="form" value="([^"]+)"/.exec(await open(link))![1]!;
  const answer = await post(`${link}/pay`, { form, way: "swish" });
  expect([answer.statusCode, answer.headers.location]).toEqual([303, `${link}?lang=sv`]);
  const waiting = await open(link);
  expect(words(waiting)).toContain("Fortsätt med Swish");
  const app = new URL(/href="(swish:[^"]+)"/.exec(waiting)![1]!.replaceAll("&amp;", "&"));
  // Whose phone is another device reads the same from a code.
  const code = encodeURIComponent(qrDrawing(`D${app.searchParams.get("token")!}`));
  expect(waiting).toContain(`src="data:image/svg+xml,${code.replaceAll("'", "&#39;")}"`);
  const back = new URL(app.searchParams.get("callbackurl")!);
  expect(back.origin).toBe(PAY);
  return { app, back: back.pathname + back.search };
}

const inApp = (app: URL, act: "approve" | "decline") =>
  simulator.act(simulator.find({ token: app.searchParams.get("token")! })!, act);
const attemptFor = async (reference: string): Promise<Attempt> =>
  (await inTenant(async (tx) => attemptsOfItem(tx, (await item(reference)).id)))[0]!;

describe("a Swedish ledger is set up", () => {
  test("H-08 X-19 the chart is whole, a bankgiro and Swish are added, and claims are taken from its first day", async () => {
    const { ledgerId } = clinic;
    const admin = await api.person(clinic.context, "admin");
    const setUp = async () =>
      read<{ steps: { step: string; done: boolean }[]; usualReferenceDigits: object }>(
        await finance("GET", `/ledgers/${ledgerId}/set-up`),
      );
    expect((await setUp()).steps).toContainEqual({ step: "chart", done: true, waitsFor: "finance" });
    expect((await send(claim("early"))).status).toBe(409);

    const account = { number: "9912346", detailSource: "camt054", proofSource: "camt053" };
    const add = (body: object) => admin("POST", `/ledgers/${ledgerId}/bank-accounts`, { body });
    expect((await add({ ...account, number: "86011117947" })).status).toBe(422);
    expect((await add(account)).status).toBe(201);
    const issuer = {
      brand: "Exempel Tandvård",
      address: { line1: "Storgatan 12", line2: null, postCode: "111 22", city: "Stockholm" },
      ...{ phone: "08-123 456 78", email: null, web: null, logoSvg: null, accent: null },
      registration: { country: "SE", vatRegistered: false, approvedForFTax: true, seat: "Stockholm" },
    };
    expect((await admin("PUT", `/ledgers/${ledgerId}/branding`, { body: issuer })).status).toBe(204);
    const swish = { way: "swish", settings: { payeeAlias: demoMerchant.alias }, position: 1 };
    const made = await admin("POST", `/ledgers/${ledgerId}/agreements`, { body: swish });
    const { id } = read<{ id: string }>(made);
    const secrets = {
      certificate: "cert-of-the-clinic",
      privateKey: "key-of-the-clinic",
      callbackIdentifier: "callback-secret-1",
    };
    for (const [name, value] of Object.entries(secrets))
      expect((await admin("POST", `/agreements/${id}/secrets`, { body: { name, value } })).status).toBe(201);
    expect((await admin("POST", `/agreements/${id}/activation`)).status).toBe(204);
    expect((await finance("POST", `/ledgers/${ledgerId}/activation`, { body: { from: "2026-10-01" } })).status).toBe(
      204,
    );
    const done = (await setUp()).steps.filter((each) => each.done).map((each) => each.step);
    expect(done).toEqual(["chart", "bankAccount", "agreement", "practiceSystem", "active"]);
  });
});

describe("a claim comes in", () => {
  test.each<[string, Record<string, unknown>, string]>([
    ["in another currency", { currency: "NOK" }, "CURRENCY_WRONG"],
    ["with a reference that no Swedish bank takes", { ...numbered("900"), kid: "10024587" }, "KID_INVALID"],
    [
      "with VAT on exempt care",
      { lines: [{ text: "Vård", amountMinor: 125_000, vatCode: "EXEMPT", vatMinor: 25_000 }] },
      "VAT_LINE_WRONG",
    ],
    [
      "with an identity number in a text",
      { lines: [{ text: "Vård 811218-9876", amountMinor: 125_000, vatCode: "EXEMPT", vatMinor: 0 }] },
      "PII_IDENTITY_NUMBER",
    ],
    [
      "with an identity number as the patient's name for them",
      { patient: { ref: "8112189876", name: "Karin Exempel" } },
      "PII_IDENTITY_NUMBER",
    ],
    [
      "from a company whose number is none",
      { payer: { type: "EMPLOYER", name: "Bolag AB", orgNo: "5560978600" } },
      "CONTACT_INVALID",
    ],
    ["with an identity number as its key", { externalId: "811218-9876" }, "PII_IDENTITY_NUMBER"],
  ])("%s: refused", async (what, changes, code) => {
    const answer = await send(claim(`wrong ${what}`, changes));
    expect([answer.status, read<{ code: string }>(answer).code]).toEqual([422, code]);
  });

  test("S0-07 an invoice of the journal's own, with its OCR reference, in kronor and on the accounts of BAS", async () => {
    const bill = numbered("1001");
    expect((await send(claim("1001", bill))).status).toBe(201);
    expect(await item(bill.kid)).toMatchObject({ amountMinor: 125_000n, openMinor: 125_000n, account: "1510" });
    expect(await entries("invoice")).toEqual(["2026-10-05 invoice: 1510 < 3044 125000"]);
    await whole();
  });

  test("FR-5 S1-07 an invoice of ours: numbered, with an OCR reference of its own, on a bankgiro slip, with the law's words", async () => {
    expect((await send(claim("own"))).status).toBe(201);
    const run = await inTenant(async (tx) => {
      const made = await proposeInvoices(tx, clinic.ledgerId, "2026-10-05");
      await approveProposal(tx, made.id);
      return made;
    });
    await applyInvoices(platform, clinic.context, run.id);
    const document = await inTenant(async (tx) => {
      const { reference } = await invoiceByNumber(tx, clinic.ledgerId, "1");
      const [own] = await itemsByReference(tx, [reference]);
      return invoiceDocument(tx, own!.id);
    });
    if (document.kind !== "invoice") throw new Error("an invoice");
    const { slip } = document;
    if (slip.kind !== "bankgiro") throw new Error("a bankgiro slip");
    expect(slip.bankgiro).toBe("9912346");
    expect(references.check(slip.ocr, { modulus: "mod10", lengthDigit: true })).toMatchObject({ ok: true });
    expect(slip.ocr).toHaveLength(14);
    expect([document.currency, document.language]).toEqual(["SEK", "sv"]);
    expect(document.vat.map((each) => each.reason)).toEqual([expect.stringContaining("mervärdesskattelagen")]);
    expect(documentProblems(document)).toEqual([]);
    await whole();
  });
});

describe("the patient pays by Swish", () => {
  test("S0-40 M-02 V-02 V-08 from the link to the app and back: called back, asked, booked, receipt", async () => {
    const bill = numbered("1002");
    await send(claim("1002", bill));
    const link = await linkTo(bill.kid);
    const front = words(await open(link));
    expect(front).toContain("1 250,00 kr");
    expect(front).toContain("Exempel Tandvård");
    expect(front).toContain("556036-0793");
    for (const secret of ["Karin", "Rotfyllning", "1981"]) expect(front).not.toContain(secret);
    expect(words(await open(`${link}/invoice`))).toMatch(new RegExp(`991-2346 .*OCR-nummer ${bill.kid.slice(0, 4)}`));

    const { app, back } = await chooseSwish(link);
    expect(simulator.find({ token: app.searchParams.get("token")! })).toMatchObject({
      ore: 125_000,
      message: "Faktura 1002",
    });
    expect((await attemptFor(bill.kid)).state).toBe("awaitingPayer");
    const taken = (await entries("payment")).length;
    expect(inApp(app, "approve")).toBe(true);
    await simulator.settle();
    expect(simulator.deliveries().at(-1)!.answers).toEqual([200]);
    // Told is not yet believed: the service is asked, and only then the money is booked.
    expect((await item(bill.kid)).openMinor).toBe(125_000n);
    await work();
    expect(await attemptFor(bill.kid)).toMatchObject({ state: "captured", capturedMinor: 125_000n, currency: "SEK" });
    expect((await entries("payment")).slice(taken)).toEqual(["2026-10-05 payment: 1582 < 1510 125000"]);
    expect((await item(bill.kid)).openMinor).toBe(0n);

    const receipt = words(await open(back));
    for (const said of ["Betalt", "1 250,00 kr", "Swish", "2026-10-05"]) expect(receipt).toContain(said);
    expect(words(await open(link))).not.toContain("Fortsätt med Swish");
    await whole();
  });

  test("SEC-41 called back ten times, and never: booked once", async () => {
    const [first, second] = [numbered("1003"), numbered("1004")];
    await send(claim("1003", first));
    await send(claim("1004", second));
    const before = (await books())["1582"]!;
    simulator.rules.replace([{ on: "webhook", times: 1, fault: { do: "duplicate", copies: 9 } }]);
    inApp((await chooseSwish(await linkTo(first.kid))).app, "approve");
    await simulator.settle();
    await work();
    simulator.rules.replace([{ on: "webhook", times: 99, fault: { do: "withhold" } }]);
    const { app, back } = await chooseSwish(await linkTo(second.kid));
    inApp(app, "approve");
    await simulator.settle();
    await work();
    expect((await item(second.kid)).openMinor).toBe(125_000n);
    // Nobody told us: the janitor asks.
    await refreshWaiting(platform, clinic.context, await railsOf(platform, clinic.context));
    simulator.rules.replace([]);
    expect((await books())["1582"]).toBe(before + 250_000n);
    expect(words(await open(back))).toContain("Betalt");
    await whole();
  });

  test("FR-33 declined in the app: nothing is booked, and the choices are back", async () => {
    const bill = numbered("1005");
    await send(claim("1005", bill));
    const link = await linkTo(bill.kid);
    const { app, back } = await chooseSwish(link);
    inApp(app, "decline");
    await simulator.settle();
    await work();
    expect((await attemptFor(bill.kid)).state).toBe("cancelled");
    expect(await open(back)).toContain('value="swish"');
    expect((await item(bill.kid)).openMinor).toBe(125_000n);
    await whole();
  });

  test("SEC-43 DS24, the outcome is unknown: nothing else may take the money until the service knows", async () => {
    const bill = numbered("1006");
    await send(claim("1006", bill));
    const link = await linkTo(bill.kid);
    const { app } = await chooseSwish(link);
    const asked = simulator.find({ token: app.searchParams.get("token")! })!;
    simulator.act(asked, "lose");
    await simulator.settle();
    await work();
    expect((await attemptFor(bill.kid)).state).toBe("unknown");
    expect(await open(link)).not.toContain('value="swish"');
    simulator.act(asked, "approve");
    await refreshWaiting(platform, clinic.context, await railsOf(platform, clinic.context));
    expect((await item(bill.kid)).openMinor).toBe(0n);
    await whole();
  });

  test("S0-03 SEC-12 a refund, approved by another person, leaves by Swish and opens what it was paid for", async () => {
    const bill = numbered("1007");
    await send(claim("1007", bill));
    inApp((await chooseSwish(await linkTo(bill.kid))).app, "approve");
    await simulator.settle();
    await work();
    const before = (await books())["1582"]!;
    const { id: attemptId } = await attemptFor(bill.kid);
    const { id } = await inTenant((tx) =>
      proposeRefund(tx, { attemptId, amountMinor: 25_000n, reason: "notDone", words: null }),
    );
    await withTenant(platform, cfo(), (tx) => approveProposal(tx, id, ["cfo"]));
    await applyRefunds(platform, cfo(), id);
    await work();
    const paid = simulator.payments().at(-1)!;
    expect(simulator.refunds(paid).map(({ ore }) => ore)).toEqual([25_000]);
    expect(await entries("refund")).toEqual(["2026-10-05 refund: 1510 < 1582 25000"]);
    expect((await books())["1582"]).toBe(before - 25_000n);
    await whole();
  });

  test("the books at the end: what Swish owes is what payers paid less the refund, to the öre", async () => {
    const { 1582: swish, 1510: receivable, 3044: care, ...other } = await books();
    expect(other).toEqual({});
    expect(swish).toBe(5n * 125_000n - 25_000n);
    expect(receivable! + swish! + care!).toBe(0n);
    expect(simulator.payments().filter(({ status }) => status === "PAID")).toHaveLength(5);
    const proof = await finance("GET", `/ledgers/${clinic.ledgerId}/reports/day-proof?day=2026-10-05`);
    const { lines } = read<{ lines: { name: string; holds: boolean; sentence: string }[] }>(proof);
    expect(lines.filter((each) => !each.holds)).toEqual([]);
    expect(lines.find((each) => each.name === "partners")?.sentence).toContain("taken 6250.00 - refunded 250.00");
  });
});
