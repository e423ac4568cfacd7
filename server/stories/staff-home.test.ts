import { makeKid } from "@kvitt/values";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { raiseAlarm } from "../src/controls/index.ts";
import { claimSchema, proposeInvoices, receiveClaims } from "../src/invoicing/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
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
import { inTurn, expectSound, said, staffApp, type Locale, type StaffApp, type Walker } from "./staff-app.fixture.ts";

const KIDS = [1, 2, 3, 4].map((at) => makeKid(`1047${String(at)}260101`.padEnd(12, "0"), "mod10"));

let platform: TestPlatform;
let clinic: TestClinic;
let app: StaffApp;
let address: string;

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

/** An invoice of the practice system, due on a day; without a day a claim that waits. */
const claim = (at: number, amount: number, dueDate?: string) =>
  claimSchema.parse({
    externalId: `journal-${String(at)}`,
    kind: "INVOICE",
    ...(dueDate ? { number: `2601${String(at)}`, kid: KIDS[at], issueDate: "2026-08-20", dueDate } : {}),
    currency: "NOK",
    amountMinor: amount,
    lines: [{ text: "Behandling", amountMinor: amount, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: `P${String(at)}`, name: `Pasient Nr${String(at)}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: `P${String(at)}`, name: `Pasient Nr${String(at)}`, phone: "+4791234567" },
  });

/** A clinic with invoices not due, a month late and two months late, one paid, one payment nobody can place, a run to approve and two alarms. */
async function worked(): Promise<void> {
  await testBankAccount(platform, clinic);
  const claims = [
    claim(0, 245_000, "2026-10-28"),
    claim(1, 118_000, "2026-09-20"),
    claim(2, 96_000, "2026-08-28"),
    claim(3, 74_000, "2026-09-28"),
    claim(4, 50_000),
  ];
  await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
  const payments = [
    { kid: KIDS[3]!, amountMinor: 74_000n },
    { kid: makeKid("999999999999", "mod10"), amountMinor: 20_000n },
  ];
  await importBytes(platform, clinic, netsReader(), ocrFile({ transmission: 1, settledOn: "2026-10-05", payments }));
  await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, "2026-10-06"));
  await inTenant((tx) => fileMonthlyAging(tx, { ledgerId: clinic.ledgerId, day: "2026-10-01" }));
  const dayOn = "2026-10-06";
  const { ledgerId, tenantId } = clinic;
  await inTenant(async (tx) => {
    await raiseAlarm(tx, { kind: "bank.fileMissing", subjectKind: "bankAccount", subjectId: ledgerId, dayOn });
    await raiseAlarm(tx, { kind: "tenant.onePerson", subjectKind: "tenant", subjectId: tenantId, dayOn });
  });
}

// Home only leads on: all walks share one database.
beforeAll(async () => {
  app = await staffApp();
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await testClinic(platform);
  await worked();
  address = await app.serve(platform, clinic.tenantId, { people: [] });
});
afterAll(async () => {
  await app.tidy();
  await platform.close();
  await app.close();
});
afterEach(() => app.closePages());

/** A number as the page writes it: digits, sign and decimals, in its least unit. */
const digits = (text: string) => Number(text.replaceAll("−", "-").replace(/[^\d-]/g, ""));

const TILES = ["cash", "dso", "overdue", "automation", "touches", "differenceMinutes"] as const;

async function openTile({ page }: Walker, locale: Locale, tile: string): Promise<string> {
  const link = page.locator(".kv-home-tile a").nth(TILES.indexOf(tile as "cash"));
  const shown = (await link.textContent())!;
  await link.focus();
  await page.keyboard.press("Enter");
  const name = await said(locale, "home", `home.figure.${tile}`);
  await page.getByRole("heading", { level: 1, name }).waitFor();
  return shown;
}

/** What the rows of the list come to, added up from the page, and what its last line says. */
async function summed({
  page,
}: Walker): Promise<{ readonly rows: number; readonly said: number; readonly part: number }> {
  await page.locator("tr[data-at], .kv-empty").first().waitFor();
  const values = await page.locator("tr[data-at] td:last-child").allTextContents();
  const foot = page.locator(".kv-data-foot span").first();
  const total = (await foot.count()) > 0 ? ((await foot.textContent())!.split(/sum|total/)[1] ?? "") : "0";
  const part = (await page.locator('.kv-home-parts [data-chosen="true"] strong').textContent())!;
  return { rows: values.reduce((sum, value) => sum + digits(value), 0), said: digits(total), part: digits(part) };
}

describe("home", () => {
  test.each(inTurn(0, ["nb-NO", "en-GB"] as const))(
    "S3-01 S0-57 G-05 each tile opens its rows by keyboard, and they sum to what it says, in %s",
    async (locale) => {
      const walker = await app.signedIn(address, "hqFinance", locale);
      await walker.at("/");
      await walker.page.locator(".kv-home-tile").first().waitFor();
      await walker.picture("home-finance");
      await expectSound(walker, "home");
      for (const tile of TILES) {
        await walker.page.locator(".kv-home-tile").first().waitFor();
        const shown = await openTile(walker, locale, tile);
        const sums = await summed(walker);
        expect([tile, sums.rows, sums.said], tile).toEqual([tile, sums.part, sums.part]);
        if (tile === "overdue") {
          expect(sums.part).toBe(214_000);
          expect(digits(shown)).toBe(sums.part);
          await walker.picture("home-rows");
          await expectSound(walker, "rows of a tile");
        }
        await walker.to("/");
      }
    },
  );

  test("G-02 G-05 the forecast's table says the same as its chart; a week opens its rows", async () => {
    const walker = await app.signedIn(address, "cfo", "nb-NO");
    const { page, picture } = walker;
    await walker.at("/");
    const twin = page.locator("details.kv-home-twin");
    await twin.locator("summary").press("Enter");
    const expected = await twin.locator("tbody tr td:nth-child(3)").allTextContents();
    expect(expected).toHaveLength(13);
    const total = digits((await twin.locator("tfoot td.kv-number").textContent())!);
    expect(expected.reduce((sum, value) => sum + digits(value), 0)).toBe(total);
    const week = expected.findIndex((value) => digits(value) > 0);
    await picture("home-forecast-table");
    await expectSound(walker, "the forecast as a table");
    await twin.locator("tbody tr").nth(week).locator("td:nth-child(3) a").press("Enter");
    await page.locator("tr[data-at]").first().waitFor();
    const sums = await summed(walker);
    expect([sums.rows, sums.part]).toEqual([digits(expected[week]!), digits(expected[week]!)]);
  });

  test("W-01 S3-01 what needs the reader stands first, duty by duty, and leads there; the filed aging is the same each time", async () => {
    const walker = await app.signedIn(address, "hqFinance", "nb-NO");
    const { page } = walker;
    await walker.at("/");
    const lead = await said("nb-NO", "home", "home.lead_other", { count: "3" });
    await page.getByRole("heading", { level: 1, name: lead }).waitFor();
    const duties = await page.locator(".kv-home-duties > li > .kv-state").allTextContents();
    expect(duties).toEqual([
      await said("nb-NO", "home", "home.duty.bank_one", { number: "1" }),
      await said("nb-NO", "home", "home.done.files"),
      await said("nb-NO", "home", "home.duty.runs_one", { number: "1" }),
      await said("nb-NO", "home", "home.duty.alarms_other", { number: "2" }),
    ]);
    const file = await page.locator('a[href*="filed-reports"]').getAttribute("href");
    const twice = [await page.request.get(`${address}${file!}`), await page.request.get(`${address}${file!}`)];
    const [first, second] = await Promise.all(twice.map((answer) => answer.body()));
    expect(first!.equals(second!)).toBe(true);
    await page.locator(".kv-home-duties a").nth(1).press("Enter");
    await page.waitForURL("**/runs**");
  });

  test("W-01 each alarm leads to where it is looked after: the bank's to its files, one-person mode to the settings", async () => {
    const walker = await app.signedIn(address, "accountant", "nb-NO");
    const { page, to } = walker;
    await walker.at("/");
    for (const [alarm, place] of [
      ["fileMissing", "/files"],
      ["onePerson", "/settings/tenant"],
    ] as const) {
      await page.locator(".kv-home-tile").first().waitFor();
      await page.getByRole("link", { name: await said("nb-NO", "home", `home.alarm.${alarm}`) }).press("Enter");
      await page.waitForURL(`**${place}**`);
      await page.locator(".kv-home-tile").first().waitFor({ state: "detached" });
      await to("/");
    }
    await to("/files");
    await page
      .getByRole("button", { name: await said("nb-NO", "files", "files.acknowledge") })
      .first()
      .waitFor();
  });

  test("SEC-16 the accountant sees the rows of a figure by customer number, the owner by name", async () => {
    for (const [role, named] of [
      ["accountant", false],
      ["ceo", true],
    ] as const) {
      const walker = await app.signedIn(address, role, "nb-NO");
      await walker.to("/home/overdue?part=all");
      await walker.page.locator("tr[data-at]").first().waitFor();
      expect(/Pasient Nr/.test((await walker.page.textContent("main"))!), role).toBe(named);
    }
  });

  test.each([
    ["clinicManager", "nb-NO", "dark", 1280],
    ["ceo", "en-GB", "light", 390],
    ["accountant", "it-IT", "dark", 390],
    ["cfo", "da-DK", "light", 320],
  ] as const)(
    "Y-01 Y-02 home and rows for %s in %s, %s, %i wide are sound",
    async (role, locale, colorScheme, width) => {
      const walker = await app.signedIn(address, role, locale, { colorScheme, width });
      await walker.at("/");
      await walker.page.locator(".kv-home-tile").first().waitFor();
      await walker.picture(`home-${role}`);
      await expectSound(walker, "home");
      await walker.to("/home/overdue?part=all");
      await walker.page.locator("tr[data-at]").first().waitFor();
      await walker.picture(`home-rows-${role}`);
      await expectSound(walker, "rows");
      await walker.at("/home/nothing");
      await expectSound(walker, "a figure that does not exist");
    },
  );
});
