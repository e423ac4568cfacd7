import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { debitSetup, listAgreements } from "../src/payments/index.ts";
import { ledgerById } from "../src/ledger/index.ts";
import { sendersOf } from "../src/delivery/index.ts";
import { inTurn, LOOKS, dialogIn, expectSound, said, type Locale } from "./staff-app.fixture.ts";
import { staffWalks, twoClinics } from "./staff-walks.fixture.ts";

const walks = staffWalks("2026-10-05T10:00", async (platform) => (await twoClinics(platform)).nord, {});
beforeAll(walks.begin);
afterAll(walks.end);

const words = (locale: Locale) => (key: string, holes?: Record<string, string>) => said(locale, "paying", key, holes);
const PAGES = ["messages", "payments", "branding"] as const;

describe("settings of messages, payments and looks", () => {
  test.each(inTurn(0, LOOKS))(
    "SEC-60 Y-01 Y-02 each page in %s, %s, %i pixels wide",
    async (locale, colorScheme, width) => {
      const walker = await walks.signedIn("cfo", locale, { colorScheme, width });
      for (const name of PAGES) {
        await walker.at(`/settings/${name}`);
        await walker.page.locator("main section, main form").first().waitFor();
        if (name === "messages") await walker.page.locator(".kv-bubble").first().waitFor();
        await walker.picture(`settings-${name}`);
        await expectSound(walker, name);
      }
    },
  );

  test.each(["en-GB"] as const)(
    "X-31 T-09 timings, a courtesy notice and narrower hours by keyboard; what is wrong is told at its field, in %s",
    async (locale) => {
      const t = words(locale);
      const walker = await walks.signedIn("cfo", locale);
      await walker.at("/settings/messages");
      await walker.page
        .getByRole("button", { name: await said(locale, "settings", "settings.change") })
        .first()
        .press("Enter");
      await dialogIn(walker);
      await walker.page.getByLabel(await t("messagePage.field.courtesy")).fill("3");
      await walker.page.getByLabel(await t("messagePage.field.to"), { exact: true }).fill("21");
      await walker.page.keyboard.press("Control+Enter");
      await walker.page.locator("#timing-from-error, [id^=timing-from]").first().waitFor();
      await expectSound(walker, "timings with a mistake");
      await walker.page.getByLabel(await t("messagePage.field.to"), { exact: true }).fill("18");
      await walker.page.keyboard.press("Control+Enter");
      await walker.page.getByRole("dialog").waitFor({ state: "detached" });
      const { settings } = await walks.inTenant((tx) => ledgerById(tx, walks.clinic.ledgerId));
      expect(settings.requests).toMatchObject({ courtesyBeforeDueDays: 3, hours: { from: "08:00", to: "18:00" } });
    },
  );

  test("SEC-37 T-01 the texts follow the sender as it is typed, before it is kept", async () => {
    const t = words("nb-NO");
    const walker = await walks.signedIn("admin", "nb-NO");
    await walker.at("/settings/messages");
    await walker.page.getByLabel(await t("messagePage.senderField.brand")).fill("Fjordsmil");
    await walker.page.locator(".kv-bubble", { hasText: "Fjordsmil" }).first().waitFor();
    const before = await walks.inTenant((tx) => sendersOf(tx, [walks.clinic.ledgerId]));
    expect(before.get(walks.clinic.ledgerId)!.brand).not.toBe("Fjordsmil");
    await walker.page.keyboard.press("Control+Enter");
    await expect
      .poll(
        async () =>
          (await walks.inTenant((tx) => sendersOf(tx, [walks.clinic.ledgerId]))).get(walks.clinic.ledgerId)!.brand,
      )
      .toBe("Fjordsmil");
  });

  test("S0-40 SEC-50 SEC-51 an agreement is set up, given its keys and put to use; no key is ever on the screen again", async () => {
    const t = words("nb-NO");
    const walker = await walks.signedIn("admin", "nb-NO");
    const { page } = walker;
    await walker.at("/settings/payments");
    const card = page.locator("section", { has: page.locator("#way-card") });
    await card.getByRole("button", { name: await t("payments.setUp") }).press("Enter");
    await dialogIn(walker);
    await page.getByLabel(await t("payments.setting.accountId")).fill("acct_1N2b3C4d5E6f");
    await expectSound(walker, "setting an agreement up");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await card.getByRole("button", { name: await t("payments.give") }).press("Enter");
    await dialogIn(walker);
    await page.getByLabel(await t("payments.secretValue"), { exact: true }).fill("sk_test_hush_hush");
    await expectSound(walker, "giving a key");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await card.getByRole("button", { name: await t("payments.start", { way: "Kort" }) }).press("Enter");
    await dialogIn(walker);
    await expectSound(walker, "putting a way to use");
    await page.keyboard.press("Control+Enter");
    await expect
      .poll(async () => (await walks.inTenant((tx) => listAgreements(tx))).map(({ way, state }) => [way, state]))
      .toEqual([["card", "active"]]);
    await card.getByText(await t("payments.state.active"), { exact: true }).waitFor();
    await walker.picture("settings-payments-active");
    expect(await page.content()).not.toContain("hush");
    await expectSound(walker, "a way in use");
  });

  test.each(
    inTurn(1, [
      ["nb-NO", "light", 1280],
      ["en-GB", "dark", 390],
    ] as const),
  )(
    "S0-01 AvtaleGiro by keyboard in %s: a mistake told at its field, set up, and paused",
    async (locale, colorScheme, width) => {
      const t = words(locale);
      const walker = await walks.signedIn("cfo", locale, { colorScheme, width });
      const { page } = walker;
      await walker.at("/settings/payments");
      const card = page.locator("section", { has: page.locator("#debit-title") });
      await card.locator(".kv-acts button").first().press("Enter");
      await dialogIn(walker);
      await page.getByLabel(await t("avtaleGiro.field.sender"), { exact: true }).fill("1047");
      await page.keyboard.press("Control+Enter");
      await page
        .getByRole("alert")
        .getByText(await t("avtaleGiro.wrong.sender"))
        .waitFor();
      await expectSound(walker, "AvtaleGiro with a mistake");
      await page.getByLabel(await t("avtaleGiro.field.sender"), { exact: true }).fill("0010 4711");
      await page.keyboard.press("Control+Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      const setUp = () => walks.inTenant((tx) => debitSetup(tx, walks.clinic.ledgerId));
      await expect.poll(setUp).toMatchObject({ sender: "00104711", fixedPart: { from: 1, length: 6 }, leadDays: null });
      const isOn = (await setUp())?.state === "active";
      await card.getByRole("button", { name: await t(isOn ? "avtaleGiro.pause" : "avtaleGiro.start") }).press("Enter");
      await dialogIn(walker);
      await expectSound(walker, "pausing AvtaleGiro");
      await page.keyboard.press("Control+Enter");
      await expect.poll(async () => (await setUp())?.state).toBe(isOn ? "paused" : "active");
      await card.getByRole("button", { name: await t(isOn ? "avtaleGiro.start" : "avtaleGiro.pause") }).waitFor();
      await walker.picture("settings-avtalegiro");
      await expectSound(walker, "AvtaleGiro");
    },
  );

  test("V-09 how far payers go alone: a limit is set to nothing", async () => {
    const t = words("nb-NO");
    const walker = await walks.signedIn("cfo", "nb-NO");
    await walker.at("/settings/payments");
    const alone = walker.page.locator("section", { has: walker.page.locator("#alone-title") });
    await alone.getByRole("button").first().press("Enter");
    await dialogIn(walker);
    await walker.page.getByLabel(await t("selfService.field.mostParts"), { exact: true }).fill("0");
    await expectSound(walker, "limits");
    await walker.page.keyboard.press("Control+Enter");
    await expect
      .poll(
        async () =>
          (await walks.inTenant((tx) => ledgerById(tx, walks.clinic.ledgerId))).settings.selfService?.mostParts,
      )
      .toBe(0);
  });

  test.each(["sv-SE"] as const)(
    "S0-64 the letterhead follows what is typed, is seen as a PDF before it is kept, and kept, in %s",
    async (locale) => {
      const t = words(locale);
      const walker = await walks.signedIn("cfo", locale);
      const { page } = walker;
      await walker.at("/settings/branding");
      const fill = async (field: string, value: string) =>
        page
          .getByLabel(await t(`brandingPage.field.${field}`), { exact: true })
          .first()
          .fill(value);
      await fill("brand", "Fjordsmil Tannklinikk");
      await fill("line1", "Storgata 1");
      await fill("postCode", "9008");
      await fill("city", "Tromsø");
      await page.locator(".kv-letter", { hasText: "Fjordsmil Tannklinikk" }).waitFor();
      await walker.picture("settings-branding-typed");
      const made = page.waitForEvent("download");
      await page.getByRole("button", { name: await t("brandingPage.asPdf") }).click();
      expect((await made).suggestedFilename()).toBe("invoice.pdf");
      await page.keyboard.press("Control+Enter");
      await page
        .locator(".kv-done [role=status]", { hasText: await said(locale, "settings", "settings.saved") })
        .waitFor();
      await expectSound(walker, "branding");
    },
  );

  test("SEC-10 who only looks is not offered to change; who may not see agreements is told who can", async () => {
    const finance = await walks.signedIn("hqFinance", "nb-NO");
    await finance.at("/settings/messages");
    await finance.page.locator(".kv-bubble").first().waitFor();
    expect(
      await finance.page.getByRole("button", { name: await said("nb-NO", "settings", "settings.save") }).count(),
    ).toBe(0);
    await expectSound(finance, "messages for who only looks");
    await finance.at("/settings/payments");
    await expectSound(finance, "no right to see agreements");
  });
});
