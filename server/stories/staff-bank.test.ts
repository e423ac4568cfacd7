import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { itemsByReference } from "../src/ledger/index.ts";
import { inTurn, LOOKS, dialogIn, expectSound, focusIn, said, type Locale, type Walker } from "./staff-app.fixture.ts";
import { bankMorning, staffWalks } from "./staff-walks.fixture.ts";

const MISTYPED_FOR = "1047112601018";

const walks = staffWalks("2026-10-07T05:00", bankMorning, {});
beforeEach(walks.begin);
afterEach(walks.end);

const open = async (kid: string) => (await walks.inTenant((tx) => itemsByReference(tx, [kid])))[0]!.openMinor;
const row = (walker: Walker, amount: string) => walker.page.locator("tr[data-at]", { hasText: amount });
const chosen = (walker: Walker) => walker.page.locator("tr[aria-current=true]");

/** Goes with `j` and `k` to the line of an amount, and waits until its answers stand there. */
async function goTo(walker: Walker, amount: string): Promise<void> {
  const { page } = walker;
  const wanted = row(walker, amount).first();
  await wanted.waitFor();
  await chosen(walker).waitFor();
  const to = Number(await wanted.getAttribute("data-at"));
  for (let at = Number(await chosen(walker).getAttribute("data-at")); at !== to;) {
    const key = at < to ? "j" : "k";
    at += at < to ? 1 : -1;
    await page.keyboard.press(key);
    await page.locator(`tr[data-at="${String(at)}"][aria-current=true]`).waitFor();
  }
  await page.locator(".kv-bank-line", { hasText: amount }).waitFor();
  await page.locator(".kv-answers h2").waitFor();
}

describe("the queue of what waits at the bank", () => {
  test.each(inTurn(0, LOOKS))(
    "A-04 in %s, %s, %i pixels wide: sound while it is worked, and when it is empty",
    async (locale, colorScheme, width) => {
      const walker = await walks.signedIn("accountant", locale, { colorScheme, width });
      await walker.at("/bank");
      await goTo(walker, "750,00".replace(",", locale === "en-GB" ? "." : ","));
      await walker.picture("bank-two-answers");
      await expectSound(walker, "two answers");
      await walker.page.locator(".kv-answer .kv-explain").first().click();
      const drawer = walker.page.getByRole("dialog");
      await drawer.getByText(await said(locale, "bank", "matchRule.suggest.sameAmount")).waitFor();
      expect(await drawer.textContent()).not.toMatch(/suggest\.|claimsOfThisAmount/);
      await walker.page.keyboard.press("Escape");
      await drawer.waitFor({ state: "detached" });
      await goTo(walker, locale === "en-GB" ? "2,450.00" : locale === "it-IT" ? "2.450,00" : "2 450,00");
      await walker.picture("bank");
      await expectSound(walker, "queue");
      await walker.page.keyboard.press("h");
      await dialogIn(walker);
      await expectSound(walker, "leaving, in a dialog");
    },
  );

  test.each(inTurn(1, ["nb-NO", "en-GB"] as const))(
    "S0-19 X-02 a payment under a mistyped KID is placed, taken back and placed again by keyboard alone, in %s",
    async (locale) => {
      const walker = await walks.signedIn("accountant", locale);
      const amount = locale === "nb-NO" ? "2 450,00" : "2,450.00";
      await walker.at("/bank");
      await goTo(walker, amount);
      await walker.page.keyboard.press("Enter");
      await row(walker, amount).waitFor({ state: "detached" });
      expect(await open(MISTYPED_FOR)).toBe(0n);
      await walker.page.keyboard.press("u");
      await row(walker, amount).waitFor();
      expect(await open(MISTYPED_FOR)).toBe(245_000n);
      await goTo(walker, amount);
      // The answer shown is the one of before: the press is kept until it is confirmed.
      await walker.page.keyboard.press("Enter");
      await row(walker, amount).waitFor({ state: "detached" });
      expect(await open(MISTYPED_FOR)).toBe(0n);
    },
  );

  test("A-04 of two equal answers none is accepted by Enter; a person chooses", async () => {
    const walker = await walks.signedIn("accountant", "nb-NO");
    await walker.at("/bank");
    await goTo(walker, "750,00");
    await walker.page
      .getByRole("heading", { name: await said("nb-NO", "bank", "bank.equals_other", { count: "2" }) })
      .waitFor();
    await walker.page.keyboard.press("Enter");
    await walker.page.getByText(await said("nb-NO", "bank", "bank.say.choose")).waitFor();
    expect([await open("1047152601050"), await open("1047162601066")]).toEqual([75_000n, 75_000n]);
    await walker.page.keyboard.press("2");
    await walker.page.getByText(await said("nb-NO", "bank", "bank.comesOut")).waitFor();
    await walker.page.keyboard.press("Enter");
    await row(walker, "750,00").waitFor({ state: "detached" });
    expect([await open("1047152601050"), await open("1047162601066")].sort()).toEqual([0n, 75_000n]);
  });

  test("W-06 of two people on one line the second loses politely, and nothing is posted twice", async () => {
    const first = await walks.signedIn("accountant", "nb-NO");
    const second = await walks.signedIn("hqFinance", "nb-NO");
    for (const walker of [first, second]) {
      await walker.at("/bank");
      await goTo(walker, "2 450,00");
    }
    // The second does not hear of it in time.
    await second.page.route("**/api/v1/events*", (route) => route.abort());
    await first.page.keyboard.press("Enter");
    await row(first, "2 450,00").waitFor({ state: "detached" });
    if ((await row(second, "2 450,00").count()) > 0) {
      await second.page.keyboard.press("Enter");
      await row(second, "2 450,00").waitFor({ state: "detached" });
    }
    expect(await open(MISTYPED_FOR)).toBe(0n);
  });

  test.each(inTurn(2, LOOKS))(
    "W-07 K-01 a line is put off with a reason by keyboard, counted, found again and woken, in %s, %s, %i pixels wide",
    async (locale, colorScheme, width) => {
      const walker = await walks.signedIn("accountant", locale, { colorScheme, width });
      const { page } = walker;
      const t = (key: string, holes?: Record<string, string>) => said(locale, "bank", key, holes);
      const [amount, dayThen] = {
        "nb-NO": ["750,00", "14.10.2026"],
        "en-GB": ["750.00", "Oct 14, 2026"],
        "it-IT": ["750,00", "14/10/2026"],
      }[locale] as [string, string];
      await walker.at("/bank");
      await goTo(walker, amount);
      await page.keyboard.press("z");
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel(await t("bank.putOffUntil")).fill("-1");
      await dialog.getByLabel(await t("bank.leaveReason")).fill("Filen kommer i morgen");
      await page.keyboard.press("Enter");
      // A day that is past is refused in words, by the server.
      await dialog.getByRole("alert").waitFor();
      await walker.picture("bank-put-off-refused");
      await expectSound(walker, "refused, in a dialog");
      await dialog.getByLabel(await t("bank.putOffUntil")).fill("+7");
      await dialog.getByLabel(await t("bank.leaveReason")).focus();
      await page.keyboard.press("Enter");
      await row(walker, amount).waitFor({ state: "detached" });
      await dialog.waitFor({ state: "detached" });
      await page.locator("tr[aria-current=true]:focus").waitFor();
      await walker.picture("bank-put-off");
      await expectSound(walker, "queue with lines put off");
      await page.getByRole("link", { name: `${await t("bank.viewPutOff")} 1`, exact: true }).press("Enter");
      await page.getByText(await t("bank.putOffWhy", { day: dayThen, reason: "Filen kommer i morgen" })).waitFor();
      await expect.poll(() => page.locator("tr[data-at]").count()).toBe(1);
      await walker.picture("bank-put-off-lines");
      await expectSound(walker, "lines that are put off");
      await page.keyboard.press("z");
      await page
        .getByText(await t("bank.nonePutOff"))
        .first()
        .waitFor();
      await expectSound(walker, "no line put off");
      await page.getByRole("link", { name: await t("bank.toQueue") }).press("Enter");
      await row(walker, amount).waitFor();
    },
  );

  test("SEC-10 who may only look is told so", async () => {
    const walker = await walks.signedIn("auditor", "en-GB");
    await walker.at("/bank");
    await walker.page.getByText(await said("en-GB", "bank", "bank.onlyLook")).waitFor();
    await expectSound(walker, "only look");
  });
});

describe("morning at the accountant", () => {
  const AMOUNTS: Record<string, readonly [string, string, string]> = {
    "nb-NO": ["2 450,00", "750,00", "5 480,00"],
    "en-GB": ["2,450.00", "750.00", "5,480.00"],
  };

  test.each(inTurn(3, ["nb-NO", "en-GB"] as const))(
    "S0-60 A-04 A-06 the files are in, three lines are placed by keyboard alone, and the day's proof closes, in %s",
    async (locale: Locale) => {
      const [mistyped, equal, unknown] = AMOUNTS[locale]!;
      const walker = await walks.signedIn("accountant", locale);
      const { page, at, picture } = walker;
      await at("/files");
      await page.getByRole("heading", { name: await said(locale, "files", "files.allDone") }).waitFor();
      await expect.poll(() => page.locator("tr[data-at]").count()).toBe(2);
      await picture("morning-1-files");

      await at("/bank");
      await goTo(walker, mistyped);
      await picture("morning-2-bank");
      await page.keyboard.press("Enter");
      await row(walker, mistyped).waitFor({ state: "detached" });
      await goTo(walker, equal);
      await page.keyboard.press("1");
      await page.keyboard.press("Enter");
      await row(walker, equal).waitFor({ state: "detached" });
      await goTo(walker, unknown);
      for (const number of ["260107", "260102"]) {
        await page.keyboard.press("/");
        await focusIn(walker, "main input");
        await page.keyboard.type(number);
        // Before the answer stands there: the press is kept for it.
        await page.keyboard.press("Enter");
        await page.locator(".kv-sum", { hasText: number }).waitFor();
      }
      await page.getByText(await said(locale, "bank", "bank.comesOut")).waitFor();
      await picture("morning-3-equation");
      await page.keyboard.press("Enter");
      await page.getByText(await said(locale, "bank", "bank.allPlaced")).waitFor();
      await picture("morning-4-done");
      await expectSound(walker, "done");
      expect(await open("1047172601072")).toBe(0n);

      await at("/proof?day=2026-10-06");
      await page.locator(".kv-closed").waitFor();
      await picture("morning-5-proof");
      await expectSound(walker, "proof");
    },
  );
});
