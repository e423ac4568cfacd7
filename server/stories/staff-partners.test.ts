import { writeCamt } from "@kvitt/format-iso20022";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { activateAgreement, rotateSecret, saveAgreement } from "../src/payments/index.ts";
import { openBooks } from "../src/payments/refunds/books.fixture.ts";
import { withTenant } from "../src/platform/index.ts";
import { createBankReaders } from "../src/app/readers/index.ts";
import {
  ACCOUNT,
  importBytes,
  instantIn,
  ledgerText,
  testBankAccount,
  testClinic,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";
import { dialogIn, expectSound, inTurn, LOOKS, said, type Locale } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

const TAKEN = "2026-10-01T10:00";
const NOW = "2026-10-07T10:00";

/** A clinic whose wallet took two payments a week ago; the bank has one sum, less what the wallet kept. */
async function paidByWallet(platform: TestPlatform): Promise<TestClinic> {
  const clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  await withTenant(platform, clinic.context, async (tx) => {
    const settings = { merchantSerialNumber: "123456", clientId: "c0ffee00" };
    const limits = { minMinor: null, maxMinor: null, position: 1 };
    const { id } = await saveAgreement(tx, { ledgerId: clinic.ledgerId, way: "vipps", settings, ...limits });
    for (const name of ["clientSecret", "subscriptionKey"])
      await rotateSecret(tx, id, { name, value: "hush-hush", overlapHours: 0 });
    await activateAgreement(tx, id);
  });
  const books = openBooks(platform, clinic);
  for (const minor of [100_000n, 50_050n]) await books.paid(await books.bill(await books.payer(), minor));
  platform.clock.moveTo(instantIn(NOW));
  await importBytes(platform, clinic, createBankReaders(), statement(147_374n));
  return clinic;
}

function statement(signedMinor: bigint): Buffer {
  const on = Temporal.PlainDate.from("2026-10-06");
  const createdAt = "2026-10-06T23:00:00+02:00";
  const account = { iban: undefined, other: ACCOUNT, scheme: "BBAN" } as const;
  const text = "Utb. Eksempel Tannklinikk Vippsnr 123456";
  const entries = [{ signedMinor, bookedOn: on, acctSvcrRef: "X-1", additionalInfo: text }];
  const opening = { signedMinor: 0n, on };
  const statements = [{ id: "S1", createdAt, account, currency: "NOK", opening, closingOn: on, entries }];
  return Buffer.from(writeCamt({ kind: "camt.053", version: "08", msgId: "M1", createdAt, statements }));
}

const walks = staffWalks(TAKEN, paidByWallet, {});
beforeEach(walks.begin);
afterEach(walks.end);

const words = (locale: Locale) => (key: string, holes?: Record<string, string>) =>
  said(locale, key.split(".")[0]!, key, holes);
const number = (locale: Locale, text: string) =>
  locale === "en-GB" ? text : text.replace(",", locale === "it-IT" ? "." : " ").replace(/\.(\d\d)$/, ",$1");

describe("H-07 partners", () => {
  test.each(inTurn(0, LOOKS))(
    "S0-56 Y-02 late money stands first and in words; what was agreed is written down by keyboard, and judged by it, in %s, %s, %i pixels wide",
    async (locale, colorScheme, width) => {
      const t = words(locale);
      const walker = await walks.signedIn("cfo", locale, { colorScheme, width });
      const { page } = walker;
      await walker.at("/settings/partners");
      await page.getByText(await t("partners.payoutWord.late")).waitFor();
      await walker.picture("partners");
      await expectSound(walker, "partners");
      await page.keyboard.press("j");
      await page.keyboard.press("Enter");
      await dialogIn(walker);
      await page.getByRole("heading", { name: await t("partners.fees") }).waitFor();
      await walker.picture("partners-one");
      await expectSound(walker, "one partner");
      await page.getByRole("button", { name: await t("partners.change") }).press("Enter");
      await page.getByLabel(await t("partners.daysField")).waitFor();
      await page.getByLabel(await t("partners.daysField")).fill("9");
      await page.getByLabel(await t("partners.shareField")).fill("1.75");
      await page.keyboard.press("Control+Enter");
      await page.locator("#terms-org-error").waitFor();
      await expectSound(walker, "a price without its owner");
      await page.getByLabel(await t("partners.orgNo")).fill("923 456 784");
      await page.keyboard.press("Control+Enter");
      await page.locator("#terms-org-error").waitFor();
      await page.getByLabel(await t("partners.orgNo")).fill("923 456 783");
      await page.keyboard.press("Control+Enter");
      await page.getByLabel(await t("partners.daysField")).waitFor({ state: "detached" });
      await page
        .getByText(await t("partners.payoutWord.nothingYet"))
        .first()
        .waitFor();
      await walker.picture("partners-agreed");
      await expectSound(walker, "as agreed");
    },
  );

  test("SV-053 finance asks the partners now, of the kinds that there are", async () => {
    const t = words("nb-NO");
    const walker = await walks.signedIn("hqFinance", "nb-NO");
    await walker.at("/settings/partners");
    const ask = walker.page.getByRole("button", { name: await t("partners.ask.payments") });
    await ask.press("Enter");
    await walker.page.getByText(await t("partners.askedNow")).waitFor();
    expect(await walker.page.getByRole("button", { name: await t("partners.ask.agency") }).count()).toBe(0);
  });

  test.each(inTurn(1, LOOKS))(
    "N-23 a pay-out is placed off the wallet's debt with the fee it kept, and taken back, by keyboard, in %s, %s, %i pixels wide",
    async (locale, colorScheme, width) => {
      const t = words(locale);
      const walker = await walks.signedIn("accountant", locale, { colorScheme, width });
      const { page } = walker;
      await walker.at("/bank");
      const owes = { partner: "Vipps", amount: "" };
      await page.getByRole("button", { name: (await t("bank.payoutOwes", owes)).trim() }).waitFor();
      await page.keyboard.press("p");
      await page.getByText(await t("bank.payoutOf", { partner: "Vipps" })).waitFor();
      await page.getByLabel(await t("bank.payoutFee")).fill(number(locale, "26.76"));
      await page.getByText(number(locale, "1,500.50")).first().waitFor();
      await walker.picture("bank-payout");
      await expectSound(walker, "a pay-out");
      await page.getByRole("button", { name: await t("bank.accept") }).press("Enter");
      await page.getByText(await t("bank.allPlaced")).waitFor();
      // The money, and the fee beside it.
      const entries = () => ledgerText(walks.platform, walks.clinic.context, walks.clinic.ledgerId);
      expect((await entries()).filter((line) => line.includes(" allocation: "))).toHaveLength(2);
      await page.keyboard.press("u");
      await page.getByRole("button", { name: (await t("bank.payoutOwes", owes)).trim() }).waitFor();
      expect((await entries()).filter((line) => line.includes(" reversal: "))).toHaveLength(2);
    },
  );
});
