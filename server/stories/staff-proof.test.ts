import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { asSuperuser, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { expectSound, expectSoundIn, NARROW, PHONE, said, staffApp, WIDE, type StaffApp } from "./staff-app.fixture.ts";
import { clinicWithInvoices, lastNight } from "./staff-bank.fixture.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let app: StaffApp;
let address: string;

/** The bank has written what it does, and what it should not have when `falsified` by somebody. */
async function aDay(falsified?: (clinic: TestClinic) => Promise<void>): Promise<void> {
  platform = await testPlatform("2026-10-07T05:00");
  clinic = await clinicWithInvoices(platform);
  await lastNight(platform, clinic);
  await falsified?.(clinic);
  address = await app.serve(platform, clinic.tenantId, { people: [] });
}

async function over(): Promise<void> {
  await app.tidy();
  await platform.close();
}

beforeAll(async () => {
  app = await staffApp();
});
afterAll(() => app.close());
afterEach(() => app.closePages());

const DAY = "/proof?day=2026-10-06";

describe("the day's proof", () => {
  beforeAll(() => aDay());
  afterAll(over);

  test.each([
    ["nb-NO", "1280 pixels wide, light and dark", WIDE],
    ["en-GB", "390 pixels wide, light and dark", PHONE],
    ["it-IT", "320 pixels wide", NARROW],
  ] as const)("A-06 in %s, %s: the picture, and the rows behind a number, sound", async (locale, _, looks) => {
    const walker = await app.signedIn(address, "accountant", locale, looks[0]);
    await walker.to(DAY);
    await walker.page.locator(".kv-closed").waitFor();
    await expectSoundIn(looks, walker, "proof");
    await walker.page.locator(".kv-station .kv-figure").first().press("Enter");
    await walker.page.locator(".kv-proof-rows tr[data-at]").first().waitFor();
    await expectSoundIn(looks, walker, "proof-rows");
  });

  test("G-05 every number leads to its rows by keyboard, and Esc closes them", async () => {
    const walker = await app.signedIn(address, "accountant", "en-GB");
    await walker.to(DAY);
    const name = await said("en-GB", "proof", "proofPart.linesIn");
    const rows = await said("en-GB", "proof", "proof.rowsOf", { name });
    await walker.page.getByRole("link", { name: rows }).first().press("Enter");
    await walker.page.getByRole("heading", { name: rows }).waitFor();
    await expect.poll(() => walker.page.locator(".kv-proof-rows tr[data-at]").count()).toBe(4);
    await walker.page.keyboard.press("Escape");
    await walker.page.getByRole("heading", { name: rows }).waitFor({ state: "detached" });
    await walker.page.keyboard.press("p");
    await walker.page.waitForURL(/day=2026-10-05/);
  });
});

describe("a day that does not come out", () => {
  // The bank says otherwise by an øre: no act of the product can do that.
  beforeAll(() =>
    aDay(({ tenantId }) =>
      asSuperuser(platform, "update bank_statement set closing_minor = closing_minor - 1 where tenant_id = $1", [
        tenantId,
      ]),
    ),
  );
  afterAll(over);

  test("A-06 a break is drawn as a gap with what is missing, which leads to its equation", async () => {
    const walker = await app.signedIn(address, "accountant", "nb-NO");
    await walker.to(DAY);
    const gap = walker.page.locator(".kv-joint[data-holds=false] a");
    await gap.waitFor();
    expect(await gap.textContent()).toMatch(/^−?0,01 /);
    await walker.picture("proof-broken");
    await expectSound(walker, "broken");
    await gap.press("Enter");
    await walker.page.waitForURL(/#proof-bank$/);
  });
});
