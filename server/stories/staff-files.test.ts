import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkMorningFiles } from "../src/banking/index.ts";
import { itemsByReference } from "../src/ledger/index.ts";
import { changeTenant, withTenant } from "../src/platform/index.ts";
import { ocrFile, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { expectSound, said, staffApp, type StaffApp, type Walker } from "./staff-app.fixture.ts";
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

const right = () =>
  ocrFile({ transmission: 7, settledOn: "2026-10-07", payments: [{ kid: "1047122601024", amountMinor: 118_000n }] });
const open = async (kid: string) =>
  (await withTenant(platform, clinic.context, (tx) => itemsByReference(tx, [kid])))[0]!.openMinor;

/** Gives the file to the button's own field, as choosing it in the system's window does. */
async function upload(walker: Walker, buffer: Buffer): Promise<void> {
  await walker.at("/files");
  await walker.page.locator("input[type=file]").setInputFiles({ name: "ocr.txt", mimeType: "text/plain", buffer });
  await walker.page.waitForURL(/\/files\/[0-9a-f-]{36}/);
}

describe("files from the bank", () => {
  test.each([
    ["nb-NO", "light", 1280],
    ["nb-NO", "dark", 1280],
    ["en-GB", "light", 390],
    ["en-GB", "dark", 390],
    ["it-IT", "light", 320],
  ] as const)(
    "S0-57 in %s, %s, %i pixels wide: the list, a file with its lines, a refused file, all sound",
    async (locale, colorScheme, width) => {
      const walker = await app.signedIn(address, "hqFinance", locale, { colorScheme, width });
      await withTenant(platform, clinic.context, (tx) => checkMorningFiles(tx, "2026-10-08"));
      await walker.at("/files");
      await walker.picture("files");
      await expectSound(walker, "files");
      await walker.at("/files?state=rejected");
      await walker.page.getByRole("heading", { name: await said(locale, "files", "files.noneSo") }).waitFor();
      await expectSound(walker, "none in a state");
      await walker.at("/files");
      await walker.page.locator("tr[data-at]").last().waitFor();
      await walker.page.keyboard.press("j");
      await walker.page.keyboard.press("j");
      await walker.page.keyboard.press("Enter");
      await walker.page.waitForURL(/\/files\/[0-9a-f-]{36}/);
      await walker.page.locator("tr[data-at]").first().waitFor();
      await walker.picture("file");
      await expectSound(walker, "file");
      await upload(walker, Buffer.from("no file of a bank"));
      await walker.page.locator(".kv-problems").waitFor();
      await walker.picture("file-refused");
      await expectSound(walker, "refused file");
    },
  );

  test.each(["nb-NO", "en-GB"] as const)(
    "SEC-14 SEC-15 who uploaded a file cannot release it, a second person does by keyboard, in %s",
    async (locale) => {
      const finance = await app.signedIn(address, "hqFinance", locale);
      await upload(finance, right());
      await finance.page.getByText(await said(locale, "files", "files.releaseByAnother")).waitFor();
      await expectSound(finance, "waits");
      await finance.page.keyboard.press("Control+Enter");
      expect(await open("1047122601024")).toBe(118_000n);
      const cfo = await app.signedIn(address, "cfo", locale);
      await cfo.at(new URL(finance.page.url()).pathname);
      await cfo.page.getByRole("region", { name: await said(locale, "files", "files.waitsForYou") }).waitFor();
      await cfo.picture("file-waits");
      await cfo.page.keyboard.press("Control+Enter");
      await cfo.page.getByRole("heading", { name: await said(locale, "files", "files.leadPosted") }).waitFor();
      expect(await open("1047122601024")).toBe(0n);
      await cfo.picture("file-posted");
    },
  );

  test("SEC-14 in one-person mode who uploaded it releases it, and the accountant is told until somebody says seen", async () => {
    await withTenant(platform, clinic.context, (tx) => changeTenant(tx, { onePerson: true }));
    const finance = await app.signedIn(address, "hqFinance", "nb-NO");
    await upload(finance, right());
    await finance.page.getByText(/Enpersonsdrift er på/).waitFor();
    await finance.page.keyboard.press("Control+Enter");
    await finance.page.getByRole("heading", { name: await said("nb-NO", "files", "files.leadPosted") }).waitFor();
    const accountant = await app.signedIn(address, "accountant", "nb-NO");
    await accountant.at("/files");
    await accountant.page.locator(".kv-alarm").first().waitFor();
    await accountant.picture("files-alarm");
    await expectSound(accountant, "alarm");
    const alarm = accountant.page.locator(".kv-alarm", { hasText: "godkjent" });
    await alarm.getByRole("button").press("Enter");
    await alarm.waitFor({ state: "detached" });
  });

  test("a file is refused with a reason, by keyboard, and nothing of it is posted", async () => {
    const finance = await app.signedIn(address, "hqFinance", "en-GB");
    await upload(finance, right());
    const cfo = await app.signedIn(address, "cfo", "en-GB");
    await cfo.at(new URL(finance.page.url()).pathname);
    await cfo.page.getByRole("button", { name: await said("en-GB", "files", "files.refuse") }).press("Enter");
    await cfo.page.getByRole("dialog").waitFor();
    await expectSound(cfo, "refusing, in a dialog");
    await cfo.page.keyboard.type("Of another bank");
    await cfo.page.keyboard.press("Control+Enter");
    await cfo.page.getByText(/Of another bank/).waitFor();
    expect(await open("1047122601024")).toBe(118_000n);
  });
});
