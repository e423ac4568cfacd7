import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { checkMorningFiles } from "../src/banking/index.ts";
import { itemsByReference } from "../src/ledger/index.ts";
import { changeTenant } from "../src/platform/index.ts";
import { ocrFile } from "../testkit/index.ts";
import { inTurn, WIDTHS, expectSound, expectSoundIn, said, type Walker, dialogIn } from "./staff-app.fixture.ts";
import { bankMorning, staffWalks } from "./staff-walks.fixture.ts";

const walks = staffWalks("2026-10-07T05:00", bankMorning);

const right = () =>
  ocrFile({ transmission: 7, settledOn: "2026-10-07", payments: [{ kid: "1047122601024", amountMinor: 118_000n }] });
const open = async (kid: string) => (await walks.inTenant((tx) => itemsByReference(tx, [kid])))[0]!.openMinor;

/** Gives the file to the button's own field, as choosing it in the system's window does. */
async function upload(walker: Walker, buffer: Buffer): Promise<void> {
  await walker.to("/files");
  await walker.page.locator("input[type=file]").setInputFiles({ name: "ocr.txt", mimeType: "text/plain", buffer });
  await walker.page.waitForURL(/\/files\/[0-9a-f-]{36}/);
}

describe("files from the bank", () => {
  beforeAll(async () => {
    await walks.begin();
    await walks.inTenant((tx) => checkMorningFiles(tx, "2026-10-08"));
  });
  afterAll(walks.end);

  test.each(inTurn(0, WIDTHS))(
    "S0-57 in %s, %s: the list, a file with its lines, a refused file, all sound",
    async (locale, _, looks) => {
      const walker = await walks.signedIn("hqFinance", locale, looks[0]);
      const { page, to, at } = walker;
      await to("/files");
      await expectSoundIn(looks, walker, "files");
      await at("/files?state=awaitingRelease");
      await page.getByRole("heading", { name: await said(locale, "files", "files.noneSo") }).waitFor();
      await expectSoundIn(looks, walker, "files-none-so");
      await at("/files?state=posted");
      await page.locator("tr[data-at]").last().waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      await page.keyboard.press("Enter");
      await page.waitForURL(/\/files\/[0-9a-f-]{36}/);
      await page.locator("tr[data-at]").first().waitFor();
      await expectSoundIn(looks, walker, "file");
      await upload(walker, Buffer.from(`no file of a bank, ${locale}`));
      await page.locator(".kv-problems").waitFor();
      await expectSoundIn(looks, walker, "file-refused");
    },
  );
});

describe("a file that a person uploads", () => {
  beforeEach(walks.begin);
  afterEach(walks.end);

  test.each(["nb-NO"] as const)(
    "SEC-14 SEC-15 who uploaded a file cannot release it, a second person does by keyboard, in %s",
    async (locale) => {
      const finance = await walks.signedIn("hqFinance", locale);
      await upload(finance, right());
      await finance.page.getByText(await said(locale, "files", "files.releaseByAnother")).waitFor();
      await expectSound(finance, "waits");
      await finance.page.keyboard.press("Control+Enter");
      expect(await open("1047122601024")).toBe(118_000n);
      const cfo = await walks.signedIn("cfo", locale);
      await cfo.to(new URL(finance.page.url()).pathname);
      await cfo.page.getByRole("region", { name: await said(locale, "files", "files.waitsForYou") }).waitFor();
      await cfo.picture("file-waits");
      await cfo.page.keyboard.press("Control+Enter");
      await cfo.page.getByRole("heading", { name: await said(locale, "files", "files.leadPosted") }).waitFor();
      expect(await open("1047122601024")).toBe(0n);
      await cfo.picture("file-posted");
    },
  );

  test("SEC-14 in one-person mode who uploaded it releases it, and the accountant is told until somebody says seen", async () => {
    await walks.inTenant((tx) => changeTenant(tx, { onePerson: true }));
    const finance = await walks.signedIn("hqFinance", "nb-NO");
    await upload(finance, right());
    await finance.page.getByText(/Enpersonsdrift er på/).waitFor();
    await finance.page.keyboard.press("Control+Enter");
    await finance.page.getByRole("heading", { name: await said("nb-NO", "files", "files.leadPosted") }).waitFor();
    const accountant = await walks.signedIn("accountant", "nb-NO");
    await accountant.to("/files");
    await accountant.page.locator(".kv-alarm").first().waitFor();
    await accountant.picture("files-alarm");
    await expectSound(accountant, "alarm");
    const alarm = accountant.page.locator(".kv-alarm", { hasText: "godkjent" });
    await alarm.getByRole("button").press("Enter");
    await alarm.waitFor({ state: "detached" });
  });

  test("a file is refused with a reason, by keyboard, and nothing of it is posted", async () => {
    const finance = await walks.signedIn("hqFinance", "en-GB");
    await upload(finance, right());
    const cfo = await walks.signedIn("cfo", "en-GB");
    await cfo.to(new URL(finance.page.url()).pathname);
    await cfo.page.getByRole("button", { name: await said("en-GB", "files", "files.refuse") }).press("Enter");
    await dialogIn(cfo);
    await expectSound(cfo, "refusing, in a dialog");
    await cfo.page.keyboard.type("Of another bank");
    await cfo.page.keyboard.press("Control+Enter");
    await cfo.page.getByText(/Of another bank/).waitFor();
    expect(await open("1047122601024")).toBe(118_000n);
  });
});
