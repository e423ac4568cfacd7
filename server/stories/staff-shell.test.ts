import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { changeTenant, withTenant } from "../src/platform/index.ts";
import { roles, roleTable, type Action, type Role } from "../src/platform/roles/index.ts";
import { createUser } from "../src/platform/sign-in/index.ts";
import {
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";
import {
  CODE_FIELD,
  evaluated,
  expectSound,
  focusIn,
  said,
  staffApp,
  type StaffApp,
  type Walker,
} from "./staff-app.fixture.ts";

const KID = "1047112601018";
const MISTYPED = "1047112601081";

let platform: TestPlatform;
let clinic: TestClinic;
let app: StaffApp;

const claim = claimSchema.parse({
  externalId: "journal-260101",
  kind: "INVOICE",
  number: "260101",
  kid: KID,
  issueDate: "2026-09-14",
  dueDate: "2026-09-28",
  currency: "NOK",
  amountMinor: 245_000,
  lines: [{ text: "Behandling", amountMinor: 245_000, vatCode: "EXEMPT", vatMinor: 0 }],
  patient: { ref: "P1", name: "Kari Østergård", birthDate: "1984-03-09" },
  payer: { type: "PATIENT", ref: "P1", name: "Kari Østergård", phone: "+4791234567" },
});

/** A clinic with an invoice that was paid under a mistyped KID: one payment waits. */
async function oneWaits(): Promise<TestClinic> {
  const made = await testClinic(platform);
  await testBankAccount(platform, made);
  await withTenant(platform, made.context, (tx) => receiveClaims(tx, made.ledgerId, [claim]));
  const payments = [{ kid: MISTYPED, amountMinor: 245_000n, payer: "12345678903" }];
  await importBytes(platform, made, netsReader(), ocrFile({ transmission: 1, settledOn: "2026-10-06", payments }));
  return made;
}

beforeAll(async () => {
  app = await staffApp();
});
afterAll(async () => {
  await app.close();
});
beforeEach(async () => {
  platform = await testPlatform("2026-10-06T08:00", { goesOn: true });
  clinic = await oneWaits();
  return async () => {
    await app.tidy();
    await platform.close();
  };
});

const serve = () => app.serve(platform, clinic.tenantId);
const rail = ({ page }: Walker) => page.locator(".kv-side .kv-rail a");
const focused = ({ page }: Walker) => page.locator(":focus");

/** Opens the person menu; its own controls are found by their labels. */
async function personMenu({ page }: Walker) {
  await page.locator(".kv-person").click();
  const menu = page.locator(".kv-person-menu");
  await menu.waitFor();
  return menu;
}

describe.each(["nb-NO"] as const)("the frame by keyboard in %s", (locale) => {
  const text = (key: string, holes: Readonly<Record<string, string>> = {}) => said(locale, "shell", key, holes);

  test("K-03 S3-01 the palette goes to a screen by its name in any language, with a slip of the finger, and remembers it", async () => {
    const walker = await app.signedIn(await serve(), "accountant", locale);
    const { page, at, picture } = walker;
    await at("/");
    await page.keyboard.press("Control+k");
    const field = page.getByRole("combobox", { name: await text("palette.title") });
    await field.waitFor();
    await expectSound(walker, "palette");
    await picture("palette");
    // The other language's word, and two letters swapped.
    const word = { "nb-NO": "invioce", "en-GB": "fakutra" }[locale];
    await field.fill(word);
    const invoices = page.getByRole("option", { name: await text("nav.invoices") });
    await invoices.waitFor();
    expect(await field.getAttribute("aria-activedescendant")).toBe(await invoices.getAttribute("id"));
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/invoices/);
    await page.keyboard.press("Control+k");
    const again = page.locator(".kv-palette [role=option]").first();
    await again.waitFor();
    expect(await again.textContent()).toContain(await text("nav.invoices"));
    await field.fill("zzzz");
    await page.getByText(await text("palette.none")).waitFor();
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "detached" });
  });

  test("K-02 `?` shows the keys, `g b` goes to the bank; letters turned off are silent, and the preference is the person's", async () => {
    const address = await serve();
    const walker = await app.signedIn(address, "accountant", locale);
    const { page, at, picture } = walker;
    await at("/");
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: await text("help.title") });
    await help.getByText(await text("help.everywhere")).waitFor();
    await expectSound(walker, "help");
    await picture("help");
    await page.keyboard.press("Escape");
    await help.waitFor({ state: "detached" });
    await page.keyboard.press("g");
    await page.keyboard.press("b");
    await page.waitForURL(/\/bank/);

    const menu = await personMenu(walker);
    await expectSound(walker, "person menu");
    await picture("person");
    await menu.getByLabel(await text("person.letterKeys")).press("Space");
    await menu.getByRole("radio", { name: await text("density.compact") }).press("Space");
    await menu.getByRole("radio", { name: await text("colour.dark") }).press("Space");
    await page.keyboard.press("Escape");
    await menu.waitFor({ state: "hidden" });
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await page.keyboard.press("?");
    await page.keyboard.press("Control+k");
    await page.getByRole("combobox", { name: await text("palette.title") }).waitFor();
    expect(page.url()).toMatch(/\/bank/);
    expect(await help.count()).toBe(0);

    // Another browser, the same person.
    const elsewhere = await app.signedIn(address, "accountant", locale);
    await elsewhere.at("/");
    await elsewhere.page.locator("html[data-mantine-color-scheme=dark][data-density=compact]").waitFor();
    await elsewhere.page.keyboard.press("?");
    expect(await elsewhere.page.getByRole("dialog").count()).toBe(0);
    await expectSound(elsewhere, "dark, compact");
  });

  test("S3-01 each role begins where its work is, sees the places it may, and elsewhere a calm page in its language", async () => {
    const address = await serve();
    const reception = await app.signedIn(address, "reception", locale);
    await reception.at("/");
    await reception.page.waitForURL(/\/(desk|invoices)/);
    expect(await rail(reception).allTextContents()).not.toContain(await text("nav.bank"));
    await reception.at("/bank");
    await reception.page.getByRole("heading", { name: await text("elsewhere.notForRole") }).waitFor();
    await reception.page.getByText(await text("role.accountant")).waitFor();
    await expectSound(reception, "not for this role");
    await reception.picture("not-for-role");
    const accountant = await app.signedIn(address, "accountant", locale);
    await accountant.at("/settings/none");
    await accountant.page.getByRole("heading", { name: await text("elsewhere.nowhere") }).waitFor();
    await expectSound(accountant, "nowhere");
    await accountant.at("/");
    const names = (await rail(accountant).allTextContents()).join(" ");
    for (const place of ["home", "bank", "proof"]) expect(names).toContain(await text(`nav.${place}`));
    expect(
      await rail(accountant)
        .filter({ hasText: await text("nav.bank") })
        .locator(".kv-count")
        .textContent(),
    ).toMatch(/^1/);
  });
});

test("S3-01 who a screen is open to is what the role table says", async () => {
  // By its address: the app is checked with a browser's types, not with the server's.
  const entries = new URL("../../web/staff/src/shell/entries.ts", import.meta.url).href;
  const { WHO } = (await import(entries)) as { WHO: Readonly<Record<string, readonly Role[]>> };
  for (const [action, shown] of Object.entries(WHO)) {
    const held = roleTable[action as Action];
    expect(shown, action).toEqual(roles.filter((role) => role in held));
  }
});

test("SEC-22 a passkey is added after a fresh second factor, and signs in alone; a locked screen keeps its address", async () => {
  const address = (await serve()).replace("127.0.0.1", "localhost");
  const walker = await app.signedIn(address, "accountant", "en-GB");
  const { page, wrong, at, picture } = walker;
  // Six minutes on, the factor shown at sign-in is stale.
  platform.clock.moveTo(platform.clock.now().add({ minutes: 6 }));
  await at("/aging");
  const menu = await personMenu(walker);
  await menu.getByRole("button", { name: "Passkeys" }).click();
  const dialog = page.getByRole("dialog", { name: "Passkeys" });
  await dialog.getByLabel("Name of the device").fill("Laptop at the desk");
  await dialog.getByRole("button", { name: "Add a passkey" }).click();
  const question = page.getByRole("dialog", { name: "Is it still you?" });
  await question.waitFor();
  await expectSound(walker, "step-up");
  await picture("step-up");
  // Any look of axe ends the browser's made-up authenticator: it comes now, and the next look is after signing in.
  const devices = await page.context().newCDPSession(page);
  await devices.send("WebAuthn.enable");
  await devices.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  const people = (await (await fetch(`${address}/api/v1/demo-sign-ins`)).json()) as {
    items: { role: string; code: string }[];
  };
  await focusIn(walker, CODE_FIELD);
  await page.keyboard.type(people.items.find(({ role }) => role === "accountant")!.code);
  await dialog.getByRole("listitem").filter({ hasText: "Laptop at the desk" }).waitFor();
  await picture("passkeys");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  const lock = async () => {
    await page.keyboard.press("Control+k");
    await focusIn(walker, ".kv-palette");
    await page.keyboard.type("lock the screen");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "The screen is locked" }).waitFor();
  };
  await lock();
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.locator(".kv-frame").waitFor();
  expect(page.url()).toMatch(/\/aging/);
  await (await personMenu(walker)).getByRole("button", { name: "Passkeys" }).click();
  await dialog.getByRole("listitem").waitFor();
  await expectSound(walker, "passkeys");
  await page.keyboard.press("Escape");
  await dialog.waitFor({ state: "detached" });
  await lock();
  await expectSound(walker, "locked");
  await picture("locked");
  expect(wrong).toEqual([]);
});

test("SEC-24 D-13 a screen nobody uses says a minute before that it locks, goes on at a key, and else locks where it stands", async () => {
  const address = await serve();
  const walker = await app.signedIn(address, "accountant", "en-GB");
  const { page, at, picture } = walker;
  await page.clock.install();
  await at("/aging");
  const soon = page.getByText(await said("en-GB", "shell", "notice.soonLocked"));
  const locked = page.getByRole("heading", { name: await said("en-GB", "shell", "signIn.lockedTitle") });
  await page.clock.fastForward("13:50");
  expect(await soon.count()).toBe(0);
  await page.clock.fastForward("00:15");
  await soon.waitFor();
  await expectSound(walker, "about to be locked");
  await picture("soon-locked");
  await page.keyboard.press("Shift");
  await soon.waitFor({ state: "detached" });
  await page.clock.fastForward("14:05");
  await soon.waitFor();
  expect(await locked.count()).toBe(0);
  await page.clock.fastForward("01:00");
  await locked.waitFor();
  expect(await page.locator("main table").count()).toBe(0);
  // The session ended too, not the picture only.
  await expect.poll(async () => (await page.request.get(`${address}/api/v1/me`)).status()).toBe(401);
  await page.locator("[data-role=accountant]").press("Enter");
  await page.locator(".kv-frame").waitFor();
  expect(page.url()).toMatch(/\/aging/);
});

test("SEC-09 who works for two chains chooses whose books to open, changes in the person menu, and is remembered in this browser", async () => {
  const other = await testClinic(platform);
  await withTenant(platform, clinic.context, (tx) => changeTenant(tx, { name: "Fjordkjeden" }));
  await withTenant(platform, other.context, (tx) => changeTenant(tx, { name: "Viddekjeden" }));
  const walker = await app.signedIn(await serve(), "accountant", "en-GB");
  const { page, at, picture } = walker;
  const email = "accountant@demo.example";
  const accountant = [{ role: "accountant", clinicIds: null }] as const;
  await withTenant(platform, other.context, (tx) => createUser(tx, { email, name: email, roles: accountant }));
  await at("/bank");
  await page.getByRole("heading", { name: await said("en-GB", "shell", "elsewhere.chooseTenant") }).waitFor();
  await expectSound(walker, "choosing a tenant");
  await picture("choose-tenant");
  await page.getByRole("button", { name: "Fjordkjeden" }).press("Enter");
  await page.locator(".kv-answer, .kv-data tr[data-at]").first().waitFor();
  const waits = page.locator(".kv-side .kv-count");
  await waits.waitFor();

  const tenant = async () => {
    const menu = await personMenu(walker);
    return menu.getByRole("combobox", { name: await said("en-GB", "shell", "person.tenant") });
  };
  const choice = await tenant();
  expect(await choice.inputValue()).toBe("Fjordkjeden");
  await choice.press("Enter");
  await page.getByRole("option", { name: "Viddekjeden" }).click();
  await waits.waitFor({ state: "detached" });
  await at("/bank");
  expect(await page.locator(".kv-answer, .kv-data tr[data-at]").count()).toBe(0);
  expect(await (await tenant()).inputValue()).toBe("Viddekjeden");
  await expectSound(walker, "the other tenant");
});

test("S3-30 a colleague's placing appears without a reload, and is told calmly", async () => {
  const address = await serve();
  const watching = await app.signedIn(address, "cfo", "en-GB");
  await watching.at("/bank");
  await watching.page
    .getByRole("heading", { name: /needs you/ })
    .first()
    .waitFor();
  const acting = await app.signedIn(address, "accountant", "en-GB");
  await acting.at("/bank");
  await acting.page.locator(".kv-answer").first().waitFor();
  const waits = watching.page.locator(".kv-side .kv-count");
  await expect.poll(() => waits.count()).toBe(1);
  await acting.page.keyboard.press("Enter");
  await watching.page.getByText(await said("en-GB", "shell", "live.bankLine")).waitFor();
  await waits.waitFor({ state: "detached" });
  // Who did it is not told of it.
  expect(await acting.page.getByText(await said("en-GB", "shell", "live.bankLine")).count()).toBe(0);
});

test("E-07 D-13 training is loud, a planned stop is told a day before, and one key hides the names", async () => {
  await withTenant(platform, clinic.context, (tx) => changeTenant(tx, { training: true }));
  const now = platform.clock.now();
  const maintenance = { from: now.add({ hours: 20 }), to: now.add({ hours: 23 }) };
  const address = await app.serve(platform, clinic.tenantId, { maintenance });
  const walker = await app.signedIn(address, "hqFinance", "en-GB");
  const { page, at, picture } = walker;
  await page.clock.setSystemTime(now.epochMilliseconds);
  await at("/");
  await page.getByText("Training.").waitFor();
  await page.getByText(/Kvitt rests from/).waitFor();
  await page.keyboard.press("b");
  await page.getByText("Names are hidden").waitFor();
  await expectSound(walker, "training");
  await picture("training");
  await page.keyboard.press("b");
  await page.getByText("Names are hidden").waitFor({ state: "detached" });
});

test("a server that does not answer is told of, and found again", async () => {
  const walker = await app.signedIn(await serve(), "accountant", "en-GB");
  const { page, at } = walker;
  await at("/");
  await page.route("**/{api,healthz}/**", (route) => route.abort());
  await page.route("**/healthz", (route) => route.abort());
  await page.keyboard.press("g");
  await page.keyboard.press("i");
  const told = page.getByText(await said("en-GB", "shell", "notice.offline"));
  await told.waitFor();
  await expectSound(walker, "offline");
  await page.unrouteAll();
  await told.waitFor({ state: "detached" });
});

test("2.4.3 E-01 `e` explains, Esc gives the focus back", async () => {
  const walker = await app.signedIn(await serve(), "accountant", "en-GB");
  await walker.at("/aging");
  await walker.page.locator("main .kv-explain").first().waitFor();
  await walker.page.keyboard.press("e");
  const drawer = walker.page.getByRole("dialog");
  await drawer.waitFor();
  await expectSound(walker, "explain");
  await walker.picture("explain");
  await walker.page.keyboard.press("Escape");
  await drawer.waitFor({ state: "detached" });
  expect(await focused(walker).getAttribute("class")).toContain("kv-explain");
});

/** Makes every word of the page 40 % longer, as the longest language would. */
const LONGER = `(() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const text = walk.currentNode.data;
    if (/\\p{L}{3}/u.test(text)) walk.currentNode.data = text + " " + text.slice(0, Math.ceil(text.length * 0.4)).trim();
  }
})()`;
const SIDEWAYS = "document.documentElement.scrollWidth - innerWidth";
/** What is cut off: content wider than its box where the box hides it, outside of what scrolls by itself. */
const CLIPPED = `[...document.querySelectorAll("body *")].filter((element) => {
  const { overflowX, textOverflow } = getComputedStyle(element);
  if (!/hidden|clip/.test(overflowX) && textOverflow !== "ellipsis") return false;
  if (element.closest(".kv-unseen, .kv-data-frame, .kv-scroll, input, svg, [aria-hidden=true]")) return false;
  return element.checkVisibility() && element.clientWidth > 1 && element.scrollWidth > element.clientWidth + 1;
}).map((element) => element.outerHTML.slice(0, 160))`;

describe("L-03 320 pixels wide with words 40 % longer nothing is clipped", () => {
  test.each(["it-IT"] as const)("the frame, its menu, palette, help and preferences in %s", async (locale) => {
    const walker = await app.signedIn(await serve(), "hqFinance", locale, { width: 320 });
    const { page, at, picture } = walker;
    const look = async (where: string) => {
      await expectSound(walker, where);
      await evaluated(page, LONGER);
      expect(await evaluated<string[]>(page, CLIPPED), where).toEqual([]);
      expect(await evaluated<number>(page, SIDEWAYS), where).toBeLessThanOrEqual(0);
      await picture(`long-${where}`);
    };
    await at("/");
    await look("frame");
    await at("/");
    await page.locator(".kv-menu").click();
    await page.getByRole("dialog").waitFor();
    await look("menu");
    await at("/");
    await personMenu(walker);
    await look("person");
    await at("/");
    await page.keyboard.press("Control+k");
    await page.locator(".kv-palette [role=option]").first().waitFor();
    await look("palette");
    await at("/");
    await page.keyboard.press("?");
    await page.getByRole("dialog").waitFor();
    await look("help");
    const stranger = await app.stranger(new URL(page.url()).origin, locale, { width: 320 });
    await stranger.page.locator(".kv-people").waitFor();
    await expectSound(stranger, "sign-in");
    await evaluated(stranger.page, LONGER);
    expect(await evaluated<string[]>(stranger.page, CLIPPED)).toEqual([]);
    expect(await evaluated<number>(stranger.page, SIDEWAYS)).toBeLessThanOrEqual(0);
    await stranger.picture("long-sign-in");
  });
});
