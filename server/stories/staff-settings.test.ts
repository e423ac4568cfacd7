import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ensureDaily } from "../src/app/commands/work.ts";
import { listLedgers } from "../src/ledger/index.ts";
import {
  defineJob,
  drainOutbox,
  enqueue,
  errorText,
  jobRegistry,
  listAuditEvents,
  refuse,
  withTenant,
  type Translation,
} from "../src/platform/index.ts";
import { actions, apiKeyScopeNames } from "../src/platform/roles/index.ts";
import { createApiKey, listUsers } from "../src/platform/sign-in/index.ts";
import { accountRoles } from "../src/markets/index.ts";
import type { TestClinic, TestPlatform } from "../testkit/index.ts";
import {
  inTurn,
  CODE_FIELD,
  dialogIn,
  evaluated,
  expectSound,
  focusIn,
  said,
  type Locale,
  type Walker,
} from "./staff-app.fixture.ts";
import { codeFor, demoCode, staffWalks, twoClinics } from "./staff-walks.fixture.ts";

const PAGES = ["tenant", "clinics", "ledgers", "users", "keys", "jobs"] as const;

let nord: TestClinic;
let sor: TestClinic;

/** A chain of two clinics that share a number series; the second is not active yet. */
async function chain(platform: TestPlatform): Promise<TestClinic> {
  ({ nord, sor } = await twoClinics(platform));
  await ensureDaily(platform);
  await withTenant(platform, nord.context, async (tx) => {
    await createApiKey(tx, {
      name: "Journalsystemet",
      scopes: ["claims:write"],
      ledgerIds: [nord.ledgerId],
      expiresAt: null,
    });
    await enqueue(tx, "banking.morningImport", { day: "2026-10-05" });
  });
  const fails = async () => Promise.reject(refuse("BANK_ACCOUNT_INVALID"));
  await drainOutbox(platform, jobRegistry([defineJob("banking.morningImport", fails, { mostAttempts: 1 })]));
  return nord;
}

const walks = staffWalks("2026-10-06T08:00", chain, {});
beforeEach(walks.begin);
afterEach(walks.end);

const words = (locale: Locale) => (key: string, holes?: Record<string, string>) => said(locale, "settings", key, holes);

/** What the focused control is called: its own words, its label's, what names it. */
const CALLED = `(() => {
  const at = document.activeElement;
  if (at === document.body) return "";
  const by = document.getElementById(at.getAttribute("aria-labelledby") ?? "");
  return [at.getAttribute("aria-label"), by?.innerText, at.labels?.[0]?.innerText, at.closest("button, a") ? at.innerText : ""].join("\\n");
})()`;

/** Presses Tab until what has the focus is called so: everything is in reach of the keyboard. */
async function tabTo({ page }: Walker, name: string): Promise<void> {
  for (let presses = 0; presses < 90; presses++) {
    const called = await evaluated<string>(page, CALLED);
    if (called.split("\n").some((line) => line.trim() === name)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${name}`);
}

describe("settings", () => {
  test.each(
    inTurn(0, [
      ["nb-NO", "light", 1280],
      ["da-DK", "dark", 390],
    ] as const),
  )(
    "SEC-60 Y-01 Y-02 every page for the administrator in %s, %s, %i pixels wide",
    async (locale, colorScheme, width) => {
      const walker = await walks.signedIn("admin", locale, { colorScheme, width });
      for (const name of [...PAGES, `ledgers/${nord.ledgerId}`, `ledgers/${sor.ledgerId}`]) {
        await walker.at(`/settings/${name}`);
        await walker.page.locator("main table, main form").first().waitFor();
        await walker.picture(`settings-${name.replace(/\/.*/, name.includes(sor.ledgerId) ? "-new" : "-one")}`);
        await expectSound(walker, name);
      }
    },
  );

  test.each(["en-GB"] as const)(
    "SEC-09 K-01 an administrator adds a user bound to one clinic by keyboard, and that user sees only it, in %s",
    async (locale) => {
      const t = words(locale);
      const admin = await walks.signedIn("admin", locale);
      const { page } = admin;
      await admin.at("/settings/users");
      await tabTo(admin, await t("userPage.add"));
      await page.keyboard.press("Enter");
      await dialogIn(admin);
      // Sent empty, the summary says what is missing and takes the focus; nothing is lost.
      await page.keyboard.press("Control+Enter");
      await page
        .getByRole("alert")
        .filter({ hasText: await t("userPage.emailWrong") })
        .waitFor();
      await expect.poll(() => evaluated<string>(page, `document.activeElement.getAttribute("role")`)).toBe("alert");
      await expectSound(admin, "new user, refused");
      await tabTo(admin, await t("userPage.name"));
      await page.keyboard.type("Resepsjonen Nordlys");
      await tabTo(admin, await t("userPage.email"));
      await page.keyboard.type("ny@nordlys.example");
      const role = await said(locale, "shell", "role.reception");
      await tabTo(admin, role);
      await page.keyboard.press("Space");
      await tabTo(admin, await t("userPage.clinicsOf", { role }));
      await page.keyboard.type("Nord");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await admin.picture("settings-new-user");
      await page.keyboard.press("Control+Enter");
      const secret = page.getByRole("textbox", {
        name: await t("userPage.firstPassword", { name: "Resepsjonen Nordlys" }),
      });
      await secret.waitFor();
      const password = await secret.inputValue();
      await expectSound(admin, "first password");

      const newcomer = await walks.app.stranger(walks.address, locale);
      await newcomer.page.locator("input[type=email]").fill("ny@nordlys.example");
      await newcomer.page.locator("input[type=password]").fill(password);
      await newcomer.page.keyboard.press("Enter");
      const secretText = newcomer.page.locator(".kv-secret");
      await secretText.waitFor();
      const seed = (await secretText.innerText()).replaceAll(/\s/g, "");
      await newcomer.page.locator('input[autocomplete="one-time-code"]').first().click();
      await newcomer.page.keyboard.type(await codeFor(walks.platform, "ny@nordlys.example", seed));
      await newcomer.page.locator(".kv-frame").waitFor();
      const seen = `fetch("/api/v1/ledgers").then((answer) => answer.json()).then(({ items }) => items.map(({ name }) => name))`;
      expect(await evaluated<string[]>(newcomer.page, seen)).toEqual(["Nordlys Tannklinikk AS"]);
      expect(await newcomer.page.textContent("body")).not.toContain("Sørlys");
      await newcomer.at("/settings/users");
      const closed = await said(locale, "shell", "elsewhere.notForRole");
      await newcomer.page.getByRole("heading", { name: closed }).waitFor();
      await expectSound(newcomer, "no right");
    },
  );

  test.each(["nb-NO"] as const)(
    "SEC-50 K-01 a key is made, shown once, and revoked by keyboard, in %s",
    async (locale) => {
      const t = words(locale);
      const admin = await walks.signedIn("admin", locale);
      const { page } = admin;
      await admin.at("/settings/keys");
      await tabTo(admin, await t("keyPage.make"));
      await page.keyboard.press("Enter");
      await dialogIn(admin);
      await tabTo(admin, await t("keyPage.name"));
      await page.keyboard.type("Rapportroboten");
      await tabTo(admin, await t("scopeWord.reports_read"));
      await page.keyboard.press("Space");
      await expectSound(admin, "new key");
      await page.keyboard.press("Control+Enter");
      const secret = page.getByRole("textbox", { name: await t("keyPage.made", { name: "Rapportroboten" }) });
      await secret.waitFor();
      const key = await secret.inputValue();
      expect(key).toMatch(/^kvitt_/);
      const ask = () => fetch(`${walks.address}/api/v1/ledgers`, { headers: { authorization: `Bearer ${key}` } });
      expect((await ask()).status).toBe(200);
      await page.keyboard.press("Escape");
      await secret.waitFor();
      await tabTo(admin, await t("settings.kept"));
      await page.keyboard.press("Enter");
      await secret.waitFor({ state: "detached" });
      expect(await page.textContent("body")).not.toContain(key);
      await tabTo(admin, await t("keyPage.revokeOf", { name: "Rapportroboten" }));
      await page.keyboard.press("Enter");
      await page
        .getByRole("dialog")
        .getByText(await t("keyPage.revoke1"))
        .waitFor();
      await expectSound(admin, "revoking");
      await page.keyboard.press("Control+Enter");
      await page
        .getByRole("status")
        .filter({ hasText: await t("keyPage.revoked", { name: "Rapportroboten" }) })
        .waitFor();
      expect((await ask()).status).toBe(401);
    },
  );

  test.each(["en-GB"] as const)(
    "SEC-14 SEC-15 one-person mode is switched on with a fresh factor, and the accountant sees the alarm, in %s",
    async (locale) => {
      const t = words(locale);
      const admin = await walks.signedIn("admin", locale);
      walks.platform.clock.moveTo(walks.platform.clock.now().add({ minutes: 6 }));
      const { page } = admin;
      await admin.at("/settings/tenant");
      await tabTo(admin, await t("tenantPage.switchOn"));
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog");
      await dialog.getByText(await t("tenantPage.on2")).waitFor();
      await expectSound(admin, "one person, asked");
      await admin.picture("settings-one-person-asked");
      await page.keyboard.press("Control+Enter");
      await focusIn(admin, CODE_FIELD);
      await page.keyboard.type(await demoCode(walks.address, "admin"));
      await page.getByRole("heading", { name: await t("tenantPage.leadOne", { name: "Eksempelkjeden" }) }).waitFor();

      const accountant = await walks.signedIn("accountant", locale);
      await accountant.at("/settings/tenant");
      await accountant.page.locator(".kv-note").waitFor();
      expect(await accountant.page.getByRole("button", { name: await t("tenantPage.switchOff") }).count()).toBe(0);
      await expectSound(accountant, "the accountant sees the alarm");
      await accountant.picture("settings-alarm");
      const events = await walks.inTenant((tx) => listAuditEvents(tx, { action: "tenant.changed" }, 5));
      expect(events.map(({ detail }) => detail)).toEqual([
        { before: { onePerson: false }, after: { onePerson: true } },
      ]);
    },
  );

  test.each(["nb-NO"] as const)(
    "S0-46 S0-48 A-07 the CFO activates a ledger and closes a month by keyboard, in %s",
    async (locale) => {
      const t = words(locale);
      const chief = await walks.signedIn("cfo", locale);
      const { page } = chief;
      await chief.at(`/settings/ledgers/${sor.ledgerId}`);
      await tabTo(chief, await t("ledgerPage.activate"));
      await page.keyboard.press("Enter");
      await page
        .getByRole("dialog")
        .getByText(await t("ledgerPage.act2"))
        .waitFor();
      await expectSound(chief, "activating");
      await page.keyboard.press("Control+Enter");
      await page
        .getByRole("status")
        .filter({ hasText: await t("ledgerPage.activated", { name: "Sørlys Tannklinikk AS" }) })
        .waitFor();
      const now = await walks.inTenant(listLedgers);
      expect(now.find(({ id }) => id === sor.ledgerId)).toMatchObject({ state: "active", activeFromOn: "2026-10-06" });

      await chief.at(`/settings/ledgers/${nord.ledgerId}`);
      const month = new Intl.DateTimeFormat(locale, { month: "long", year: "numeric" }).format(new Date("2026-01-15"));
      await tabTo(chief, await t("ledgerPage.close", { month }));
      await page.keyboard.press("Enter");
      await page
        .getByRole("dialog")
        .getByText(await t("ledgerPage.close3"))
        .waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      // The focus is back where it was, so that the same key asks again.
      await page.locator("button:focus").waitFor();
      await page.keyboard.press("Enter");
      await dialogIn(chief);
      await page.keyboard.press("Control+Enter");
      await page
        .getByRole("status")
        .filter({ hasText: await t("ledgerPage.monthClosed", { month }) })
        .waitFor();
    },
  );

  test("B-04 what failed for good says its cause, and is tried again", async () => {
    const t = words("en-GB");
    const admin = await walks.signedIn("admin", "en-GB");
    const { page } = admin;
    await admin.at("/settings/jobs");
    await page.getByRole("heading", { name: "1 job failed and waits for a person." }).waitFor();
    await page.getByText("BANK_ACCOUNT_INVALID").waitFor();
    // L-02: what went wrong and what to do about it, in the reader's own language.
    for (const locale of ["nb-NO", "it-IT"] as const) {
      const own = await walks.signedIn("admin", locale, { width: 390, colorScheme: "dark" });
      await own.at("/settings/jobs");
      const { sentence, remedy } = errorText("BANK_ACCOUNT_INVALID", locale.slice(0, 2) as Translation)!;
      for (const text of [sentence, remedy]) await own.page.getByText(text).waitFor();
      await own.picture("settings-jobs-failed");
      await expectSound(own, "what failed, in words");
    }
    await tabTo(admin, await t("jobPage.again"));
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: await t("jobPage.leadGood") }).waitFor();
    await tabTo(admin, `${await t("jobPage.runNow")}: ${await t("jobName.banking.morningLook")}`);
    await page.keyboard.press("Enter");
    await page
      .getByRole("status")
      .filter({ hasText: /under way/ })
      .waitFor();
    let looks = 0;
    const look = defineJob("banking.morningLook", async () => void (looks += 1));
    await drainOutbox(walks.platform, jobRegistry([look, defineJob("banking.morningImport", async () => undefined)]));
    expect(looks).toBe(1);
  });

  test("a user is locked out and let in again, with what follows said before", async () => {
    const t = words("en-GB");
    const admin = await walks.signedIn("admin", "en-GB");
    const { page } = admin;
    await admin.at("/settings/users");
    const lockedNow = async () =>
      (await walks.inTenant((tx) => listUsers(tx))).filter(({ lockedAt }) => lockedAt).map(({ name }) => name);
    await page.getByRole("row").filter({ hasText: "Astrid Nygård" }).click();
    await page.getByRole("dialog", { name: "Astrid Nygård" }).waitFor();
    await expectSound(admin, "one user");
    await admin.picture("settings-user");
    for (const [act, follows, locked] of [
      ["lock", "lock1", ["Astrid Nygård"]],
      ["unlock", "lock2", []],
    ] as const) {
      await tabTo(admin, await t(`userPage.${act}`));
      await page.keyboard.press("Enter");
      await page
        .getByRole("dialog")
        .getByText(await t(`userPage.${follows}`))
        .waitFor();
      await page.keyboard.press("Control+Enter");
      await expect.poll(lockedNow).toEqual(locked);
      await page.getByRole("button", { name: await t(act === "lock" ? "userPage.unlock" : "userPage.lock") }).waitFor();
    }
  });

  test("L-04 every action, scope and account role of the server has its words", async () => {
    const t = words("nb-NO");
    for (const action of actions) expect(await t(`mayDo.${action}`)).not.toBe("");
    for (const scope of apiKeyScopeNames) expect(await t(`scopeWord.${scope.replace(":", "_")}`)).not.toBe("");
    for (const role of accountRoles) expect(await t(`accountRole.${role}`)).not.toBe("");
  });
});
