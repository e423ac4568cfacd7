import { afterAll, beforeAll, expect, test } from "vitest";
import { testClinic } from "../testkit/index.ts";
import { expectSound, said, type Locale } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

/** Amounts and days as people type them, by keyboard, on screens that ask for them. Today is Tuesday 6 October 2026. */

// The screens are only typed into: all walks share one database.
const walks = staffWalks("2026-10-06T08:00", testClinic);
beforeAll(walks.begin);
afterAll(walks.end);

const seen = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test.each([
  ["nb-NO", "+14", "20.10.2026", "= tir. 20.10.2026", "15.3", "15.03.2026", "søn."],
  ["en-GB", "-6", "Sep 30, 2026", "= Wed Sep 30, 2026", "15.3", "Mar 15, 2026", "Sun"],
  ["sv-SE", "15", "2026-10-15", "= tors 2026-10-15", "03-15", "2026-03-15", "sön"],
] as const)("K-05 in %s %s is %s", async (locale, typed, written, meant, another, then, weekday) => {
  const walker = await walks.signedIn("accountant", locale);
  const { page, to } = walker;
  await to("/invoices");
  const field = page.getByLabel(await said(locale, "invoices", "invoices.from"), { exact: true });
  const beside = field.locator("xpath=ancestor::*[contains(@class,'mantine-TextInput-wrapper')]").first();
  await field.focus();
  await page.keyboard.type(typed, { delay: 30 });
  await beside.getByText(meant).waitFor();
  expect(await field.inputValue()).toBe(typed);
  await page.keyboard.press("Tab");
  await expect.poll(() => field.inputValue()).toBe(written);
  await field.fill(another);
  await page.keyboard.press("Enter");
  await expect.poll(() => field.inputValue()).toBe(then);
  await beside.getByText(weekday).waitFor();
  await page.keyboard.press("ArrowUp");
  await expect.poll(() => field.inputValue()).toBe(then.replace("15", "16"));
  await field.fill("31.2");
  await page.keyboard.press("Tab");
  await page.getByText(await said(locale, "typed", "typed.dayWrong")).waitFor();
  expect(await field.inputValue()).toBe("31.2");
  await expectSound(walker, "a day that is none");
});

test.each([
  ["nb-NO", "3000/4", "= 750,00 kr", "750,00", "1240,5", "1 240,50"],
  ["da-DK", "1.240,50 + 200", "= 1.440,50 NOK", "1.440,50", "1240,-", "1.240,00"],
  ["en-GB", "(100+50)*2", "= NOK 300.00", "300.00", "1 240,50", "1,240.50"],
  ["sv-SE", "1000/3", "= 333,33 Nkr", "333,33", "1.240,50", "1 240,50"],
] as const satisfies readonly (readonly [Locale, ...string[]])[])(
  "K-05 in %s %s is reckoned: %s",
  async (locale, typed, result, written, another, then) => {
    const walker = await walks.signedIn("admin", locale);
    const { page, to } = walker;
    await to("/settings/tenant");
    const field = page.getByLabel(await said(locale, "settings", "tenantPage.limit"), { exact: true });
    const beside = field.locator("xpath=ancestor::*[contains(@class,'mantine-TextInput-wrapper')]").first();
    await field.fill(typed);
    await expect.poll(async () => seen(await beside.innerText())).toBe(result);
    expect(await field.inputValue()).toBe(typed);
    await expectSound(walker, "an amount being reckoned");
    await page.keyboard.press("Tab");
    await expect.poll(async () => seen(await field.inputValue())).toBe(written);
    await field.fill(another);
    await page.keyboard.press("Tab");
    await expect.poll(async () => seen(await field.inputValue())).toBe(then);
    await field.fill("3000/0");
    await page.keyboard.press("Tab");
    await page.getByText(await said(locale, "typed", "typed.amountWrong")).waitFor();
    await walker.picture("amount-wrong");
  },
);
