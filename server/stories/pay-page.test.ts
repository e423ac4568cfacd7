import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { renderPage } from "@kvitt/web-pay";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sampleFrame, samples } from "../../web/pay/src/samples.fixture.ts";
import { attemptsOfItem, paymentsChecks } from "../src/payments/index.ts";
import { ledgerChecks } from "../src/ledger/index.ts";
import { breaches } from "../testkit/index.ts";
import { findings, WCAG } from "./axe.fixture.ts";
import { OWED, payStory, SECRETS, type PayStory } from "./pay-page.fixture.ts";
import { evaluated, openChromium } from "./staff-browser.fixture.ts";

/** The pay page in a real Chromium on a phone's width, from the link of a message to the receipt, with the wallet's simulator behind it. */

const PICTURES = fileURLToPath(new URL("../../web/pay/pictures/", import.meta.url));
const PHONE = { width: 360, height: 640 };

let browser: Browser;
let story: PayStory;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  await mkdir(PICTURES, { recursive: true });
  browser = await openChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  story = await payStory();
});
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
  await story.close();
});

type Look = { readonly colorScheme?: "light" | "dark"; readonly width?: number; readonly javaScriptEnabled?: boolean };

async function phone(look: Look = {}): Promise<{ page: Page; wrong: string[] }> {
  const { width = PHONE.width, ...rest } = look;
  const context = await browser.newContext({
    locale: "nb-NO",
    viewport: { ...PHONE, width },
    reducedMotion: "reduce",
    ...rest,
  });
  contexts.push(context);
  const page = await context.newPage();
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy/i.test(message.text())) wrong.push(message.text());
  });
  return { page, wrong };
}

const SIDEWAYS = "document.documentElement.scrollWidth - innerWidth";
/** Controls that a thumb would miss (2.5.8, Kvitt's 44 px): links within a sentence are excepted, as in the rule. */
const SMALL = `[...document.querySelectorAll("button, input:not([type=hidden]), .act, .more a, .tongues a, .back")]
  .filter((each) => each.getBoundingClientRect().height < 43.5).map((each) => each.outerHTML.slice(0, 120))`;
/** Makes every word 40 % longer, as the longest language would (L-03). */
const LONGER = `(() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes = [];
  while (walk.nextNode()) if (/\\p{L}{3}/u.test(walk.currentNode.data) && !walk.currentNode.parentElement.closest("script")) nodes.push(walk.currentNode);
  for (const node of nodes) node.data = node.data + " " + node.data.slice(0, Math.ceil(node.data.length * 0.4)).trim();
})()`;

async function expectSound(page: Page, where: string): Promise<void> {
  expect.soft(await findings(page, [...WCAG, "best-practice"]), where).toEqual([]);
  expect.soft(await evaluated<number>(page, SIDEWAYS), where).toBeLessThanOrEqual(0);
  expect.soft(await evaluated<string[]>(page, SMALL), where).toEqual([]);
}

describe("every screen", () => {
  test("S0-51 Y-01 Y-02 Y-13 axe is silent, nothing scrolls sideways, in light and dark, at 360 and 320 px, and 40 % longer", async () => {
    const { page } = await phone();
    for (const [name, screen] of Object.entries(samples)) {
      await page.setContent(renderPage(sampleFrame("nb"), screen), { waitUntil: "domcontentloaded" });
      for (const colorScheme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize(PHONE);
        await expectSound(page, `${name} ${colorScheme}`);
        await page.screenshot({ path: `${PICTURES}${name}-${colorScheme}.png`, fullPage: true });
      }
      await page.setViewportSize({ ...PHONE, width: 320 });
      await evaluated(page, LONGER);
      expect.soft(await evaluated<number>(page, SIDEWAYS), `${name} longer`).toBeLessThanOrEqual(0);
    }
  });
});

describe("a bill is paid on a phone", () => {
  test("S0-40 S0-49 N-06 M-01 from the link to the receipt by the wallet; the page follows by itself", async () => {
    const { page, wrong } = await phone();
    const token = await story.link();
    await page.goto(`${story.address}/p/${token}`);
    await expectSound(page, "first view");
    const shown = await page.content();
    for (const secret of SECRETS) expect(shown).not.toContain(secret);
    // M-01: who, how much, and every choice stand above the fold of a small phone.
    const last = await page.locator(".choices li:last-child").boundingBox();
    expect(last!.y + last!.height).toBeLessThanOrEqual(PHONE.height);
    await page.screenshot({ path: `${PICTURES}real-first-view.png` });

    const partner = page.waitForRequest((request) => !request.url().startsWith(story.address));
    await page.getByRole("button", { name: /med Vipps/ }).click();
    await partner;
    const [attempt] = await story.inTenant(async (tx) => attemptsOfItem(tx, (await story.item()).id));
    expect(attempt).toMatchObject({ way: "vipps", state: "awaitingPayer", amountMinor: OWED });

    // The payer opens the message again on another tab while the first is with the partner: it waits, and then follows.
    const { page: tab } = await phone();
    await tab.goto(`${story.address}/p/${token}`);
    await tab.getByRole("heading", { name: "Vi venter på at du godkjenner" }).waitFor();
    await expectSound(tab, "waiting");
    story.simulator.act(story.simulator.find({ reference: attempt!.reference })!, "approve");
    await tab.getByRole("heading", { name: "Alt er gjort opp" }).waitFor();
    expect((await story.item()).openMinor).toBe(0n);
    expect(wrong).toEqual([]);
    expect(await breaches(story.platform, story.clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
  });

  test("S0-51 V-01 without script, and coming back by the partner's way: the receipt is there", async () => {
    const { page } = await phone({ javaScriptEnabled: false });
    await page.goto(`${story.address}/p/${await story.link()}`);
    await page.getByRole("button", { name: /med Vipps/ }).click();
    const [attempt] = await story.inTenant(async (tx) => attemptsOfItem(tx, (await story.item()).id));
    const payment = story.simulator.find({ reference: attempt!.reference })!;
    story.simulator.act(payment, "approve");
    const back = payment.returnUrl!;
    expect(back).toContain("/r/");
    await page.goto(back);
    await page.getByRole("button", { name: "Se etter svar" }).click();
    await page.getByRole("heading", { name: "Betalt. Takk!" }).waitFor();
    expect(await page.locator(".facts").innerText()).toContain("Vipps");
    await page.screenshot({ path: `${PICTURES}real-receipt.png`, fullPage: true });
  });

  test("FR-33 declined at the partner: the choices are back, with what happened", async () => {
    const { page } = await phone();
    await page.goto(`${story.address}/p/${await story.link()}`);
    await page.getByRole("button", { name: /med Vipps/ }).click();
    const [attempt] = await story.inTenant(async (tx) => attemptsOfItem(tx, (await story.item()).id));
    const payment = story.simulator.find({ reference: attempt!.reference })!;
    story.simulator.act(payment, "decline");
    await page.goto(payment.returnUrl!);
    await page.getByText("Du avbrøt betalingen").waitFor();
    await page.getByRole("button", { name: /med Vipps/ }).waitFor();
  });

  test("X-12 M-06 L-06 a part is paid; the language changes without losing what was typed; the rest stays owed", async () => {
    const { page } = await phone();
    const token = await story.link();
    await page.goto(`${story.address}/p/${token}`);
    await page.getByRole("link", { name: "Betal et mindre beløp" }).click();
    await page.getByLabel("Beløp i kroner").fill("1 000,00");
    await page.getByRole("button", { name: "Svenska" }).click();
    expect(await page.getByLabel("Belopp i kronor").inputValue()).toBe("1 000,00");
    await page.keyboard.press("Enter");
    await page.getByLabel("Belopp i kronor").press("Enter");
    await page.getByText("Då återstår").waitFor();
    await page.getByRole("button", { name: /med Vipps/ }).click();
    const [attempt] = await story.inTenant(async (tx) => attemptsOfItem(tx, (await story.item()).id));
    expect(attempt!.amountMinor).toBe(100_000n);
    const payment = story.simulator.find({ reference: attempt!.reference })!;
    story.simulator.act(payment, "approve");
    await page.goto(payment.returnUrl!);
    await page.getByRole("heading", { name: /Vi har fått 1.000,00/ }).waitFor();
    expect((await story.item()).openMinor).toBe(145_000n);
  });

  test("Y-03 by keyboard alone: from the first control to the partner", async () => {
    const { page } = await phone();
    await page.goto(`${story.address}/p/${await story.link()}`);
    const partner = page.waitForRequest((request) => !request.url().startsWith(story.address));
    await page.keyboard.press("Tab");
    expect(await evaluated<string>(page, "document.activeElement.innerText")).toContain("med Vipps");
    await page.keyboard.press("Enter");
    await partner;
  });
});

describe("who has shown who they are", () => {
  test("SEC-33 N-18 X-13 birth day and postcode: the due date is moved; a code: the lines are shown", async () => {
    const { page } = await phone();
    await page.goto(`${story.address}/p/${await story.link()}`);
    await page.getByRole("link", { name: /flytt forfall/ }).click();
    await page.getByLabel("Dag").fill("9");
    await page.getByLabel("Måned").fill("3");
    await page.getByLabel("Postnummer hjemme").fill("9008");
    await page.getByRole("button", { name: "Fortsett" }).click();
    await page.waitForURL(/\/bill\?/);
    await expectSound(page, "menu");
    await page.screenshot({ path: `${PICTURES}real-menu.png`, fullPage: true });
    await page.getByRole("link", { name: "Flytt forfallsdatoen" }).click();
    await page.getByLabel("Ny dato").fill("2026-10-27");
    await page.getByRole("button", { name: "Flytt datoen" }).click();
    await page.getByText("Ny forfallsdato er 27.10.2026").waitFor();
    expect((await story.item()).dueOn).toBe("2026-10-27");

    await page.goto(`${story.address}/bill`);
    await page.getByRole("link", { name: "Se hva regningen gjelder" }).click();
    await page.getByRole("button", { name: /Send kode/ }).click();
    await page.getByLabel("Koden du fikk").fill(story.codes.at(-1)!);
    await page.getByRole("button", { name: "Fortsett" }).click();
    await page.getByRole("cell", { name: "Rotfylling" }).waitFor();
    expect(page.url()).toContain("/bill/lines");
    const file = page.waitForEvent("download");
    await page.getByRole("link", { name: /Last ned fakturaen/ }).click();
    expect((await file).suggestedFilename()).toBe("260101.pdf");
  });

  test("S0-69 FR-34 the invoice instead: account and KID are there; a claim that nobody was asked for sends no invoice, and says so", async () => {
    const { page } = await phone();
    await page.goto(`${story.address}/p/${await story.link()}`);
    await page.getByRole("link", { name: /Få faktura/ }).click();
    expect(await page.locator(".facts").innerText()).toMatch(/KID\s+1047 ?1126 ?01018/);
    await expectSound(page, "invoice");
    await page.getByRole("button", { name: "Få faktura uten e-post" }).click();
    await page.getByRole("heading", { name: "Denne måten virker ikke nå" }).waitFor();
  });

  test("SEC-36 N-19 verifying a message begins on the clinic's own page", async () => {
    const { page } = await phone();
    const bytes = Buffer.from((story.clinic.tenantId + story.clinic.ledgerId).replaceAll("-", ""), "hex");
    await page.goto(`${story.address}/verify/${bytes.toString("base64url")}`);
    await page.getByLabel("Kode").fill("K7F-2Q");
    await page.getByRole("button", { name: "Sjekk meldingen" }).click();
    await page.getByRole("heading", { name: "Vi kjenner ikke koden" }).waitFor();
    await expectSound(page, "verify");
  });
});
