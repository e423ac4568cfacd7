import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { allChecks } from "../src/app/commands/verify.ts";
import { ensureDaily, productJobs } from "../src/app/commands/work.ts";
import { createBankReaders } from "../src/app/readers/index.ts";
import { nightlyChecks } from "../src/controls/index.ts";
import { drainOutbox } from "../src/platform/index.ts";
import { asSuperuser } from "../testkit/index.ts";
import {
  inTurn,
  WIDTHS,
  evaluated,
  expectRoom,
  expectSound,
  expectSoundIn,
  NARROW,
  PHONE,
  said,
  WIDE,
  type Locale,
  type Walker,
} from "./staff-app.fixture.ts";
import { bankMorning, staffWalks } from "./staff-walks.fixture.ts";

const CHECKS = "/settings/checks";
const ITEMS = "ledger.itemsEqualPostings";
const ALL = String(allChecks.length);

const walks = staffWalks("2026-10-07T05:00", async (platform) => {
  const clinic = await bankMorning(platform);
  await ensureDaily(platform);
  return clinic;
});

/** The night's checks of a day, at ten past two. */
async function night(day: string, checks = allChecks): Promise<void> {
  walks.platform.moveTo(`${day}T02:10`);
  await walks.inTenant((tx) => nightlyChecks(tx, checks, day));
}

/** No act of the product can do that: what is open of an invoice is an øre less than its postings leave. */
const falsified = () =>
  asSuperuser(
    walks.platform,
    "update open_item set open_minor = open_minor - 1 where tenant_id = $1 and kind = 'invoice' and open_minor = amount_minor",
    [walks.clinic.tenantId],
  );
const mended = () =>
  asSuperuser(
    walks.platform,
    "update open_item set open_minor = open_minor + 1 where tenant_id = $1 and kind = 'invoice' and open_minor = amount_minor - 1",
    [walks.clinic.tenantId],
  );

const words = (locale: Locale, key: string, holes: Record<string, string> = {}) => said(locale, "checks", key, holes);
const lineOf = ({ page }: Walker) => page.locator("h1").textContent();
/** The row of a check is a link: its panel opens beside the list. */
async function opened(walker: Walker, locale: Locale): Promise<void> {
  await walker.page.getByRole("link", { name: await words(locale, `checkSaid.${ITEMS}`) }).press("Enter");
  await walker.page.getByRole("dialog").locator("[data-tone]").first().waitFor();
}
const table = (walker: Walker) => walker.page.locator("table.kv-checks");

describe("the checks of the books, all holding", () => {
  beforeAll(async () => {
    await walks.begin();
    const first = Temporal.PlainDate.from("2026-10-08");
    for (let days = 0; days < 31; days++) await night(first.add({ days }).toString());
    walks.platform.moveTo("2026-11-07T08:00");
  });
  afterAll(walks.end);

  test.each(inTurn(0, WIDTHS))(
    "H-10 Y-01 in %s, %s: the books hold, and every check says so",
    async (locale, _, looks) => {
      const walker = await walks.signedIn("accountant", locale, looks[0]);
      await walker.to(CHECKS);
      await walker.page.locator(".kv-check-dots").waitFor();
      expect(await lineOf(walker)).toContain(ALL);
      expect(await table(walker).locator("tbody tr").count()).toBe(allChecks.length);
      expect(await table(walker).locator('[data-tone="settled"]').count()).toBe(allChecks.length);
      await expectSoundIn(looks, walker, "checks");
      await walker.page.locator("summary").press("Enter");
      await walker.page.locator("details[open] tbody tr").nth(29).waitFor();
      await expectSoundIn(looks, walker, "checks-runs");
      await opened(walker, locale);
      await expectSoundIn(looks, walker, "checks-one");
    },
  );

  test.each(inTurn(1, ["nb-NO", "sv-SE", "da-DK", "it-IT", "en-GB"] as const))(
    "X-01 longer words have room in %s",
    async (locale) => {
      const walker = await walks.signedIn("accountant", locale, NARROW[0]);
      await walker.to(CHECKS);
      await walker.page.locator(".kv-check-dots").waitFor();
      await expectRoom(walker, CHECKS);
      await opened(walker, locale);
      await expectRoom(walker, "one check");
    },
  );

  test("SEC-10 who may not ask the checks is told, and sees none", async () => {
    const walker = await walks.signedIn("clinicManager", "en-GB");
    await walker.at(CHECKS);
    expect(await table(walker).count()).toBe(0);
    await expectSound(walker, "no right");
  });
});

describe("a version that brought a check since the last run", () => {
  beforeAll(async () => {
    await walks.begin();
    const earlier = allChecks.filter(({ name }) => name !== ITEMS);
    await night("2026-10-08", earlier);
    await night("2026-10-09", earlier);
    walks.platform.moveTo("2026-10-09T08:00");
  });
  afterAll(walks.end);

  test.each(
    inTurn(2, [
      ["nb-NO", "1280 pixels wide, light and dark", WIDE],
      ["sv-SE", "320 pixels wide", NARROW],
    ] as const),
  )("H-10 in %s, %s: it was not asked yet, and is not green", async (locale, _, looks) => {
    const walker = await walks.signedIn("accountant", locale, looks[0]);
    await walker.to(CHECKS);
    await walker.page.locator(".kv-check-dots").waitFor();
    expect(await lineOf(walker)).toContain(String(allChecks.length - 1));
    const row = table(walker)
      .locator("tbody tr")
      .filter({ hasText: await words(locale, `checkSaid.${ITEMS}`) });
    await row.locator('[data-tone="due"]').waitFor();
    expect(await row.textContent()).toContain(await words(locale, "checks.state.notRun"));
    expect(await table(walker).locator('[data-tone="settled"]').count()).toBe(allChecks.length - 1);
    await walker.page.locator("summary").press("Enter");
    const nights = walker.page.locator("details[open] tbody tr");
    await nights.nth(1).waitFor();
    expect(await nights.nth(1).textContent()).toContain(await words(locale, "checks.notAsked"));
    expect(await nights.nth(1).textContent()).toContain(await words(locale, `checkSaid.${ITEMS}`));
    await expectSoundIn(looks, walker, "checks-not-asked");
  });
});

/** Presses Tab until what has the focus is called so. */
async function tabTo({ page }: Walker, name: string): Promise<void> {
  for (let presses = 0; presses < 60; presses++) {
    if ((await evaluated<string>(page, "document.activeElement.innerText.trim()")).startsWith(name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${name}`);
}

describe("a check that does not hold", () => {
  beforeAll(async () => {
    await walks.begin();
    await night("2026-10-08");
    await falsified();
    await night("2026-10-09");
    await night("2026-10-10");
    walks.platform.moveTo("2026-10-10T08:00");
  });
  afterAll(walks.end);

  test.each(
    inTurn(3, [
      ["nb-NO", "1280 pixels wide, light and dark", WIDE],
      ["en-GB", "390 pixels wide, light and dark", PHONE],
      ["da-DK", "320 pixels wide", NARROW],
    ] as const),
  )("W-01 in %s, %s: stands first with its rows and since when, sound", async (locale, _, looks) => {
    const walker = await walks.signedIn("accountant", locale, looks[0]);
    await walker.to(CHECKS);
    await walker.page.locator(".kv-check-dots [data-holds=false]").first().waitFor();
    expect(await lineOf(walker)).toContain(ALL);
    const first = table(walker).locator("tbody tr").first();
    expect(await first.textContent()).toContain(await words(locale, `checkSaid.${ITEMS}`));
    await first.locator('[data-tone="overdue"]').waitFor();
    await expectSoundIn(looks, walker, "checks-broken");
    await opened(walker, locale);
    await walker.page.getByRole("dialog").locator("tbody tr").first().waitFor();
    await expectSoundIn(looks, walker, "checks-rows");
  });

  test.each(inTurn(4, ["nb-NO", "en-GB"] as const))(
    "W-01 K-01 K-04 the alarm on home leads to the check, its row to the invoice, and it is looked after, by keyboard in %s",
    async (locale) => {
      const walker = await walks.signedIn("accountant", locale);
      const { page } = walker;
      const check = await words(locale, `checkSaid.${ITEMS}`);
      await walker.to("/");
      await page.getByRole("link", { name: await words(locale, "checks.alarm", { check }) }).press("Enter");
      const dialog = page.getByRole("dialog", { name: check });
      await dialog.locator("tbody tr").first().waitFor();
      expect(new URL(page.url()).searchParams.get("subject")).toBe(ITEMS);
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      // By keyboard into it again; Esc gives the focus back to the row.
      await tabTo(walker, check);
      await page.keyboard.press("Enter");
      await dialog.waitFor();
      await page.keyboard.press("Escape");
      await dialog.waitFor({ state: "detached" });
      await expect.poll(() => evaluated<string>(page, "document.activeElement.innerText.trim()")).toBe(check);
      await page.keyboard.press("Enter");
      await dialog.locator("tbody tr").first().waitFor();
      if (locale === "en-GB") {
        await tabTo(walker, await words(locale, "checks.lookAfter"));
        await page.keyboard.press("Enter");
        await page.getByText(await words(locale, "checks.lookedAfter")).waitFor();
        await dialog.getByText(await words(locale, "checks.alarmStands")).waitFor({ state: "detached" });
      }
      await tabTo(walker, await words(locale, "checks.open.invoice"));
      await page.keyboard.press("Enter");
      await page.waitForURL("**/invoices/**");
    },
  );

  test("SEC-16 the administrator sees the rows without amounts", async () => {
    const walker = await walks.signedIn("admin", "en-GB");
    await walker.to(`${CHECKS}?subject=${ITEMS}`);
    const dialog = walker.page.getByRole("dialog");
    await dialog.getByText(await words("en-GB", "checks.withheld")).waitFor();
    expect(await dialog.locator(".kv-amount").count()).toBe(0);
    await expectSound(walker, "without amounts");
  });

  test("SEC-75 the audit page's seal leads to the checks", async () => {
    const walker = await walks.signedIn("auditor", "en-GB");
    await walker.to("/audit");
    await walker.page.getByRole("link", { name: await words("en-GB", "checks.fromSeal") }).press("Enter");
    await walker.page.waitForURL(`**${CHECKS}**`);
    await table(walker).waitFor();
  });

  test("B-01 mended and run again from the screen, the books hold", async () => {
    const walker = await walks.signedIn("hqFinance", "en-GB");
    const { page } = walker;
    await walker.to(`${CHECKS}?subject=${ITEMS}`);
    await page.getByRole("dialog").locator("tbody tr").first().waitFor();
    await mended();
    await page.getByRole("button", { name: await words("en-GB", "checks.again") }).press("Enter");
    await page.getByText(await words("en-GB", "checks.mended")).waitFor();
    await expectSound(walker, "mended");
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: await words("en-GB", "checks.runNow") }).press("Enter");
    await page.getByText(await words("en-GB", "checks.started")).waitFor();
    await drainOutbox(walks.platform, productJobs(createBankReaders()));
    await table(walker).locator('[data-tone="overdue"]').first().waitFor({ state: "detached" });
    expect(await lineOf(walker)).toContain(ALL);
    await expectSound(walker, "holds again");
  });
});
