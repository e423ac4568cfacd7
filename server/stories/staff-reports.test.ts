import { readFile } from "node:fs/promises";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { recordAudit, sealTenant, withTenant } from "../src/platform/index.ts";
import { fileMonthlyAging } from "../src/reports/index.ts";
import {
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";
import { inTurn, expectSound, focusIn, said, staffApp, type Locale, type StaffApp } from "./staff-app.fixture.ts";

/** Five invoices of different ages in two clinics; `kid` is the number with its check digit. */
const CLAIMS = [
  ["260101", "1047112601018", "2026-06-01", "2026-06-15", 245_000],
  ["260102", "1047122601024", "2026-08-01", "2026-08-20", 118_000],
  ["260103", "1047132601030", "2026-09-01", "2026-09-20", 96_050],
] as const;

let platform: TestPlatform;
let clinic: TestClinic;
let second: TestClinic;
let app: StaffApp;

function claim([number, kid, issueDate, dueDate, amountMinor]:
  (typeof CLAIMS)[number] | readonly [string, string, string, string, number]) {
  return claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid,
    issueDate,
    dueDate,
    currency: "NOK",
    amountMinor,
    lines: [{ text: "Behandling", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: `P${number}`, name: `Pasient ${number}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: `P${number}`, name: `Pasient ${number}`, phone: "+4791234567" },
  });
}

/** A part of the first invoice is paid; its file comes through the bank. */
async function payPart(amountMinor: bigint, settledOn: string, transmission: number): Promise<void> {
  const payments = [{ kid: CLAIMS[0][1], amountMinor, payer: "12345678903" }];
  await importBytes(platform, clinic, netsReader(), ocrFile({ transmission, settledOn, payments }));
}

beforeAll(async () => {
  app = await staffApp();
});
afterAll(async () => {
  await app.close();
});
beforeEach(async () => {
  platform = await testPlatform("2026-10-06T08:00", { goesOn: true });
  clinic = await testClinic(platform, { name: "Nordlys Tannklinikk AS" });
  await testBankAccount(platform, clinic);
  await withTenant(platform, clinic.context, (tx) => receiveClaims(tx, clinic.ledgerId, CLAIMS.map(claim)));
  await payPart(100_000n, "2026-09-29", 1);
  second = await testClinic(platform, { tenantId: clinic.tenantId, name: "Sørlys Tannklinikk AS", orgNo: "974760673" });
  await withTenant(platform, second.context, (tx) =>
    receiveClaims(tx, second.ledgerId, [claim(["270101", "1047112701016", "2026-09-01", "2026-09-20", 30_000])]),
  );
  await withTenant(platform, clinic.context, (tx) =>
    fileMonthlyAging(tx, { ledgerId: clinic.ledgerId, day: "2026-10-01" }),
  );
  await sealTenant(platform, clinic.context);
  return async () => {
    await app.tidy();
    await platform.close();
  };
});

/** Goes on by Tab, as a hand without a mouse does, until the focus is there. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let presses = 0; presses < 80; presses++) {
    if ((await wanted.and(page.locator(":focus")).count()) > 0) return;
    await page.keyboard.press("Tab");
  }
  throw new Error("Tab never came there");
}

async function pressed(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted);
  await page.keyboard.press("Enter");
}

async function bytesOf(page: Page, act: () => Promise<void>): Promise<Buffer> {
  const [download] = await Promise.all([page.waitForEvent("download"), act()]);
  return readFile(await download.path());
}

const byText = async (page: Page, locale: Locale, area: string, key: string, role: "button" | "link" = "button") =>
  page.getByRole(role, { name: await said(locale, area, key), exact: true }).first();

/** What a cell writes, in minor units. */
const minorOf = (text: string) => Number(text.replaceAll(/[^\d−]/g, "").replace("−", "-"));

describe("the reports", () => {
  test.each(inTurn(0, ["nb-NO", "en-GB"] as const))(
    "A-02 A-09 X-02 finance prints the aging as of last month-end and gets the same bytes twice, by keyboard alone, in %s",
    async (locale) => {
      const address = await app.serve(platform, clinic.tenantId);
      const { page, at } = await app.signedIn(address, "hqFinance", locale);
      await at(`/aging?ledger=${clinic.ledgerId}`);
      await page.getByRole("row").nth(2).waitFor();
      await pressed(page, await byText(page, locale, "reports", "reportTimes.monthEnd"));
      await page.waitForURL(/asOf=2026-09-30/);
      await pressed(page, await byText(page, locale, "reports", "reportTimes.pin"));
      await page.waitForURL(/knownAt=/);
      const files = async () => {
        await page.keyboard.press("Shift+E");
        const menu = page.locator(".kv-export");
        await menu.waitFor();
        const pdf = await bytesOf(page, async () =>
          pressed(page, await byText(page, locale, "reports", "exports.format.pdf")),
        );
        const xlsx = await bytesOf(page, async () =>
          pressed(page, await byText(page, locale, "reports", "exports.format.xlsx", "link")),
        );
        await page.keyboard.press("Escape");
        await menu.waitFor({ state: "detached" });
        return { pdf, xlsx };
      };
      const first = await files();
      // Ten minutes later more is known: not by this address.
      platform.moveTo("2026-10-06T08:10");
      await payPart(45_000n, "2026-09-30", 2);
      await page.reload();
      await page.getByRole("row").nth(2).waitFor();
      const again = await files();
      expect(first.pdf.subarray(0, 5).toString()).toBe("%PDF-");
      expect(first.xlsx.subarray(0, 2).toString()).toBe("PK");
      expect(again.pdf.equals(first.pdf)).toBe(true);
      expect(again.xlsx.equals(first.xlsx)).toBe(true);
    },
  );

  test.each(inTurn(1, ["nb-NO", "en-GB"] as const))(
    "A-03 G-05 X-02 a bar of the aging leads to rows that add up to it, by keyboard and by a click, in %s",
    async (locale) => {
      const address = await app.serve(platform, clinic.tenantId);
      const { page, at } = await app.signedIn(address, "cfo", locale);
      const rests = async () => {
        await page.waitForURL(/\/reskontro/);
        const lines = page.locator(".kv-data tbody tr[data-at]");
        await lines.first().waitFor();
        const texts = await lines.locator("td:nth-child(6)").allTextContents();
        return texts.reduce((sum, text) => sum + minorOf(text), 0);
      };
      await at(`/aging?ledger=${clinic.ledgerId}`);
      await page.getByRole("row").nth(2).waitFor();
      await page.keyboard.press("j");
      const total = page.locator("tr[aria-current=true] td a").last();
      const said = minorOf((await total.textContent())!);
      expect(said).toBe(245_000 - 100_000 + 118_000 + 96_050);
      await pressed(page, total);
      // Rows come a page at a time.
      await expect.poll(rests).toBe(said);
      await at(`/aging?ledger=${clinic.ledgerId}`);
      const part = page.locator(".kv-stack-part").first();
      const [, amount] = /: (.*)$/.exec((await part.getAttribute("title"))!)!;
      await part.click();
      await expect.poll(rests).toBe(minorOf(amount!));
    },
  );

  test.each(inTurn(2, ["nb-NO", "en-GB"] as const))(
    "A-01 the sub-ledger agrees with the ledger and finds a line, in %s",
    async (locale) => {
      const address = await app.serve(platform, clinic.tenantId);
      const walker = await app.signedIn(address, "accountant", locale);
      const { page, at } = walker;
      await at(`/reskontro?ledger=${clinic.ledgerId}`);
      const controls = page.locator(".kv-controls dd:last-child .kv-state");
      await controls.first().waitFor();
      expect(await Promise.all((await controls.all()).map((each) => each.getAttribute("data-tone")))).toEqual([
        "settled",
        "settled",
        "settled",
      ]);
      // Whoever may not see people sees them by their numbers.
      expect(await page.textContent("main")).not.toContain("Pasient");
      await page.keyboard.press("/");
      await focusIn(walker, "main input");
      await page.keyboard.type("260102");
      await page.waitForURL(/q=/);
      await page.locator(".kv-data tbody tr[data-at]").nth(1).waitFor({ state: "detached" });
      await page.locator('.kv-data tbody tr[data-at="0"]', { hasText: "260102" }).waitFor();
      await page.keyboard.press("Escape");
      await page.locator("h1").click();
      await page.keyboard.press("j");
      await page.keyboard.press("e");
      await page.getByRole("dialog").waitFor();
      await expectSound(walker, "explained");
    },
  );

  test("A-09 G-06 a PDF that is too long says so, and the formats that have no end stand beside it", async () => {
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "cfo", "nb-NO");
    const { page, at } = walker;
    const problem = {
      code: "REPORT_TOO_LONG",
      status: 422,
      sentence: "A PDF holds at most 5000 rows.",
      remedy: "Ask for it as XLSX or CSV.",
      requestId: "r",
    };
    await page.route(/format=pdf/, (route) =>
      route.fulfill({
        status: 422,
        contentType: "application/problem+json",
        headers: { "content-language": "en" },
        body: JSON.stringify(problem),
      }),
    );
    await at(`/reskontro?ledger=${clinic.ledgerId}`);
    await page.locator(".kv-data").waitFor();
    await page.keyboard.press("Shift+E");
    await page.locator(".kv-export").waitFor();
    await pressed(page, await byText(page, "nb-NO", "reports", "exports.format.pdf"));
    await page.getByRole("alert").waitFor();
    expect(await page.getByRole("alert").locator("[lang=en]").allTextContents()).toContain(problem.remedy);
    await (await byText(page, "nb-NO", "reports", "exports.format.xlsx", "link")).waitFor();
    await expectSound(walker, "too long");
    await walker.picture("export-too-long");
  });

  test("S3-05 a filed report has its hash and the same bytes each time; who may, takes the books", async () => {
    const address = await app.serve(platform, clinic.tenantId);
    const { page, at } = await app.signedIn(address, "auditor", "en-GB");
    await at(`/reports?ledger=${clinic.ledgerId}`);
    const link = page.locator(".kv-data a").first();
    await link.waitFor();
    const take = () => bytesOf(page, () => link.click());
    const [first, again] = [await take(), await take()];
    expect(again.equals(first)).toBe(true);
    expect(first.toString()).toContain("2026-09-30");
    const books = await bytesOf(page, () => page.locator(".kv-reports a[href$='/exports/hledger']").click());
    expect(books.toString()).toContain("260101");
  });
});

describe("the number series and the audit trail", () => {
  test("A-08 the series says first, last and missing, and gives the day's certificate", async () => {
    const address = await app.serve(platform, clinic.tenantId);
    const { page, at } = await app.signedIn(address, "accountant", "en-GB");
    await at(`/number-series?ledger=${clinic.ledgerId}`);
    const rows = page.locator(".kv-data tbody tr[data-at]");
    await rows.first().waitFor();
    expect(await rows.first().textContent()).toContain("260101");
    expect(await page.locator(".kv-series-span").textContent()).toContain("260103");
    await page.keyboard.press("Shift+E");
    const csv = await bytesOf(page, async () =>
      pressed(page, await byText(page, "en-GB", "reports", "exports.format.csv", "link")),
    );
    expect(csv.toString()).toContain("260101");
  });

  test.each(inTurn(3, ["nb-NO", "en-GB"] as const))(
    "H-10 the auditor narrows the trail by its address, sees before and after and why, and up to when it is sealed, in %s",
    async (locale) => {
      await withTenant(platform, clinic.context, (tx) =>
        recordAudit(tx, {
          action: "tenant.changed",
          subjectKind: "tenant",
          subjectId: tx.tenantId,
          detail: { before: { onePerson: false }, after: { onePerson: true }, reason: "Bare én på jobb" },
        }),
      );
      const address = await app.serve(platform, clinic.tenantId);
      const walker = await app.signedIn(address, "auditor", locale);
      const { page, at } = walker;
      await at("/audit?action=tenant.changed");
      const rows = page.locator(".kv-data tbody tr[data-at]");
      await rows.first().waitFor();
      await expect.poll(() => rows.count()).toBe(1);
      expect(await rows.first().textContent()).toMatch(
        locale === "nb-NO"
          ? /Firmaets oppsett endret.*Enpersonsmodus: nei → ja.*Bare én på jobb/
          : /Settings of the firm changed.*One-person mode: no → yes.*Bare én på jobb/,
      );
      expect(await page.textContent("main")).not.toMatch(/tenant\.changed|[{}]/);
      await page.locator(".kv-audit-seal").waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("e");
      await page.getByRole("dialog").waitFor();
      await expectSound(walker, "an event");
      await walker.picture("audit-event");
    },
  );

  test("SEC-09 H-10 a clinic manager sees their own clinic's receivables, and is told what is not for them", async () => {
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "clinicManager", "nb-NO");
    const { page, at } = walker;
    await at("/aging");
    await page.getByRole("row").nth(1).waitFor();
    expect(await page.textContent("main")).not.toContain("Sørlys");
    await at("/audit");
    await page.getByRole("heading", { name: await said("nb-NO", "shell", "elsewhere.notForRole") }).waitFor();
    await expectSound(walker, "audit refused");
    await at("/number-series");
    await page.getByRole("heading", { name: await said("nb-NO", "shell", "elsewhere.notForRole") }).waitFor();
    await expectSound(walker, "series refused");
  });
});

describe("every screen", () => {
  test.each(
    inTurn(4, [
      ["nb-NO", "dark", 1280],
      ["en-GB", "light", 390],
    ] as const),
  )("SEC-60 Y-13 is sound in %s, %s, %i pixels wide", async (locale, colorScheme, width) => {
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "cfo", locale, { colorScheme, width });
    const partyId = (
      await walker.page.request
        .get(`${address}/api/v1/ledgers/${clinic.ledgerId}/reskontro/lines`)
        .then((answer) => answer.json() as Promise<{ items: { partyId: string }[] }>)
    ).items[0]!.partyId;
    for (const [name, path] of Object.entries({
      reskontro: "/reskontro?",
      "reskontro-empty": "/reskontro?q=nothing&",
      aging: "/aging?",
      "aging-payer": "/aging?group=payer&",
      "aging-customer": "/aging?group=customer&",
      reports: "/reports?",
      statement: `/reports?party=${partyId}&`,
      series: "/number-series?",
      audit: "/audit?",
    })) {
      await walker.at(`${path}ledger=${clinic.ledgerId}`);
      await walker.page.locator(".kv-card").first().waitFor();
      await walker.picture(name);
      await expectSound(walker, name);
    }
  });
});
