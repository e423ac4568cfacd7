import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { asSuperuser, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { expectSound, said, staffApp, type StaffApp } from "./staff-app.fixture.ts";
import { clinicWithInvoices, lastNight } from "./staff-bank.fixture.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let app: StaffApp;
let address: string;

beforeAll(async () => {
  app = await staffApp();
});
afterAll(async () => {
  await app.close();
});
beforeEach(async () => {
  platform = await testPlatform("2026-10-07T05:00");
  clinic = await clinicWithInvoices(platform);
  await lastNight(platform, clinic);
  address = await app.serve(platform, clinic.tenantId);
  return async () => {
    await app.tidy();
    await platform.close();
  };
});

const DAY = "/proof?day=2026-10-06";

describe("the day's proof", () => {
  test.each([
    ["nb-NO", "light", 1280],
    ["nb-NO", "dark", 1280],
    ["en-GB", "light", 390],
    ["en-GB", "dark", 390],
    ["it-IT", "light", 320],
  ] as const)(
    "A-06 in %s, %s, %i pixels wide: the picture, and the rows behind a number, sound",
    async (locale, colorScheme, width) => {
      const walker = await app.signedIn(address, "accountant", locale, { colorScheme, width });
      await walker.at(DAY);
      await walker.page.locator(".kv-closed").waitFor();
      await walker.picture("proof");
      await expectSound(walker, "proof");
      await walker.page.locator(".kv-station .kv-figure").first().press("Enter");
      await walker.page.locator(".kv-proof-rows tr[data-at]").first().waitFor();
      await walker.picture("proof-rows");
      await expectSound(walker, "rows");
    },
  );

  test("G-05 every number leads to its rows by keyboard, and Esc closes them", async () => {
    const walker = await app.signedIn(address, "accountant", "en-GB");
    await walker.at(DAY);
    const name = await said("en-GB", "proof", "proofPart.linesIn");
    const rows = await said("en-GB", "proof", "proof.rowsOf", { name });
    await walker.page.getByRole("link", { name: rows }).first().press("Enter");
    await walker.page.getByRole("heading", { name: rows }).waitFor();
    expect(await walker.page.locator(".kv-proof-rows tr[data-at]").count()).toBe(4);
    await walker.page.keyboard.press("Escape");
    await walker.page.getByRole("heading", { name: rows }).waitFor({ state: "detached" });
    await walker.page.keyboard.press("p");
    await walker.page.waitForURL(/day=2026-10-05/);
  });

  test("A-06 a break is drawn as a gap with what is missing, which leads to its equation", async () => {
    // The bank says otherwise by an øre: no act of the product can do that.
    await asSuperuser(platform, "update bank_statement set closing_minor = closing_minor - 1 where tenant_id = $1", [
      clinic.tenantId,
    ]);
    const walker = await app.signedIn(address, "accountant", "nb-NO");
    await walker.at(DAY);
    const gap = walker.page.locator(".kv-joint[data-holds=false] a");
    await gap.waitFor();
    expect(await gap.textContent()).toMatch(/^−?0,01 /);
    await walker.picture("proof-broken");
    await expectSound(walker, "broken");
    await gap.press("Enter");
    await walker.page.waitForURL(/#proof-bank$/);
  });
});
