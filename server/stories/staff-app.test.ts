import axe from "axe-core";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createHttpServer } from "../src/app/http-server.ts";
import { makeDemoUsers } from "../src/app/index.ts";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { itemsByReference } from "../src/ledger/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { withTenant } from "../src/platform/index.ts";
import {
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";

/** The staff app in a real Chromium, over HTTP, on a real database. Its pictures are kept beside the built app. */

const PICTURES = fileURLToPath(new URL("../../web/staff/dist/pictures/", import.meta.url));
const CHROMIUM = process.env["KVITT_CHROMIUM"] ?? "/usr/bin/chromium";
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const SCREENS = ["", "bank", "proof", "invoices", "aging"] as const;

const KID = "1047112601018";
const MISTYPED = "1047112601081";
const WORDS = {
  "nb-NO": { accountant: "Regnskapsfører", placed: "Plassert", undone: "Angret", done: "Ingenting venter" },
  "en-GB": { accountant: "Accountant", placed: "Placed", undone: "Taken back", done: "Nothing waits" },
} as const;
type Locale = keyof typeof WORDS;

let platform: TestPlatform;
let clinic: TestClinic;
let browser: Browser;
let closing: (() => Promise<unknown>)[] = [];

const claim = (number: string, kid: string, amount: number) =>
  claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid,
    issueDate: "2026-09-14",
    dueDate: "2026-09-28",
    currency: "NOK",
    amountMinor: amount,
    lines: [{ text: "Behandling", amountMinor: amount, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: `P${number}`, name: `Pasient ${number}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: `P${number}`, name: `Pasient ${number}`, phone: "+4791234567" },
  });

/** A clinic with two invoices, of which one was paid under a mistyped KID. */
async function paidUnderMistypedKid(): Promise<TestClinic> {
  const made = await testClinic(platform);
  await testBankAccount(platform, made);
  await withTenant(platform, made.context, (tx) =>
    receiveClaims(tx, made.ledgerId, [claim("260101", KID, 245_000), claim("260102", "1047122601024", 118_000)]),
  );
  const payments = [{ kid: MISTYPED, amountMinor: 245_000n, payer: "12345678903" }];
  await importBytes(platform, made, netsReader(), ocrFile({ transmission: 1, settledOn: "2026-10-06", payments }));
  return made;
}

async function serve(of: TestClinic): Promise<string> {
  const server = await createHttpServer(platform, { demoSignIns: await makeDemoUsers(platform, of.tenantId) });
  closing.push(() => server.close());
  return server.listen({ host: "127.0.0.1", port: 0 });
}

/** A page that counts what the policy refused, and errors of its own. */
async function openPage(context: BrowserContext): Promise<{ page: Page; wrong: string[] }> {
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) wrong.push(message.text());
  });
  return { page, wrong };
}

async function signedIn(
  address: string,
  locale: Locale,
  options: { colorScheme?: "light" | "dark"; width?: number } = {},
): Promise<{ page: Page; wrong: string[] }> {
  const { colorScheme = "light", width = 1280 } = options;
  const context = await browser.newContext({ locale, colorScheme, viewport: { width, height: 860 } });
  closing.push(() => context.close());
  const opened = await openPage(context);
  await opened.page.goto(address);
  await opened.page.getByRole("button", { name: WORDS[locale].accountant }).click();
  await opened.page.locator(".kv-frame").waitFor();
  return opened;
}

/** What axe finds on the screen as it stands (WCAG 2.2 AA). */
async function findings(page: Page): Promise<string[]> {
  const run = `${axe.source}; axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })`;
  const { violations } = await evaluated<axe.AxeResults>(page, run);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

/** Evaluates beside the page's own policy: the debugger is not held by it. */
async function evaluated<T>(page: Page, expression: string): Promise<T> {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  await session.detach();
  return result.value as T;
}

const settledScreen = async (page: Page) => {
  await page.locator("h1").waitFor();
  await page.waitForLoadState("networkidle");
};

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
});
afterAll(async () => {
  await browser.close();
});
beforeEach(async () => {
  // A database for each test: the demo's people have the same addresses everywhere.
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await paidUnderMistypedKid();
  return async () => {
    for (const close of closing.reverse()) await close();
    closing = [];
    await platform.close();
  };
});

describe("the staff app", () => {
  test.each([
    ["nb-NO", "light", 1280],
    ["nb-NO", "dark", 1280],
    ["en-GB", "light", 390],
    ["en-GB", "dark", 390],
  ] as const)(
    "SEC-60 every screen in %s, %s, %i pixels wide: no finding of axe, no breach of the policy, no sideways scroll",
    async (locale, colorScheme, width) => {
      const address = await serve(clinic);
      const { page, wrong } = await signedIn(address, locale, { colorScheme, width });
      for (const screen of SCREENS) {
        await page.goto(`${address}/${screen}`);
        await settledScreen(page);
        await page.screenshot({ path: `${PICTURES}${screen || "home"}-${locale}-${colorScheme}-${width}.png` });
        expect(await findings(page), screen).toEqual([]);
        const sideways = await evaluated<number>(page, "document.documentElement.scrollWidth - innerWidth");
        expect(sideways, screen).toBeLessThanOrEqual(0);
      }
      expect(wrong).toEqual([]);
    },
  );

  test.each(["nb-NO", "en-GB"] as const)(
    "S0-19 X-02 a payment under a mistyped KID is placed, taken back and placed again by keyboard alone, in %s",
    async (locale) => {
      const words = WORDS[locale];
      const open = async () =>
        (await withTenant(platform, clinic.context, (tx) => itemsByReference(tx, [KID])))[0]!.openMinor;
      const address = await serve(clinic);
      const { page } = await signedIn(address, locale);
      await page.goto(`${address}/bank`);
      await page.getByRole("grid").waitFor();
      await page.locator(".kv-proposal button").first().waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: words.done }).waitFor();
      expect(await open()).toBe(0n);
      await page.screenshot({ path: `${PICTURES}bank-done-${locale}.png` });
      await page.keyboard.press("u");
      await page.getByRole("grid").waitFor();
      expect(await open()).toBe(245_000n);
      await page.locator(".kv-proposal button").first().waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: words.done }).waitFor();
      expect(await open()).toBe(0n);
    },
  );

  test("SEC-09 a person of another tenant sees their own ledger only, also under the other's address", async () => {
    const other = await testClinic(platform);
    const address = await serve(other);
    const { page } = await signedIn(address, "en-GB");
    await page.goto(`${address}/invoices?ledger=${clinic.ledgerId}`);
    await settledScreen(page);
    expect(await page.getByRole("row").count()).toBe(1);
    expect(await page.textContent("body")).not.toMatch(/26010[12]|Pasient/);
  });
});
