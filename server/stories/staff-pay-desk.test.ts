import { linter, makeKid } from "@kvitt/values";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { findLink, handOverDue, noteSeen, type Outlets } from "../src/delivery/index.ts";
import { fakeSms } from "../src/delivery/fake-channels.fixture.ts";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { activateAgreement, rotateSecret, saveAgreement } from "../src/payments/index.ts";
import { fakePartner, type FakePartner } from "../src/payments/partner.fixture.ts";
import type { TenantTransaction } from "../src/platform/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { testClinic } from "../testkit/index.ts";
import {
  inTurn,
  dialogIn,
  expectSound,
  expectSoundIn,
  focusIn,
  NARROW,
  PHONE,
  said,
  WIDE,
  type Locale,
  type Walker,
} from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

const PAY_PAGE = "https://betal.kvitt.example";
/** A wallet in this process; the walks play the payer. */
let wallet: FakePartner = fakePartner(true);
const partners = { railsOf: async () => () => wallet.rail, outlets: { payPage: PAY_PAGE } };

let number = 260_100;
type Who = { readonly name: string; readonly birthDate: string; readonly phone?: string };

/** A bill of somebody of their own, for 2 450 kr; gives its number. */
async function bill(tx: TenantTransaction, ledgerId: string, who: Who, more: object = {}): Promise<string> {
  const own = String(++number);
  const { name, birthDate, phone } = who;
  const ref = `P${own}`;
  const claim = {
    externalId: `journal-${own}`,
    kind: "INVOICE",
    number: own,
    kid: makeKid(own.padStart(12, "0"), "mod10"),
    issueDate: "2026-10-02",
    dueDate: "2026-10-16",
    currency: "NOK",
    amountMinor: 245_000,
    lines: [{ text: "Krone", amountMinor: 245_000, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref, name, birthDate },
    payer: { type: "PATIENT", ref, name, ...(phone ? { phone } : {}) },
    ...more,
  };
  await receiveClaims(tx, ledgerId, [claimSchema.parse(claim)]);
  return own;
}

async function takesVipps(tx: TenantTransaction, ledgerId: string): Promise<void> {
  const settings = { merchantSerialNumber: "123456", clientId: "c0ffee00" };
  const made = { ledgerId, way: "vipps", minMinor: null, maxMinor: null, position: 1 } as const;
  const { id } = await saveAgreement(tx, { ...made, settings });
  for (const name of ["clientSecret", "subscriptionKey"])
    await rotateSecret(tx, id, { name, value: `value of ${name}`, overlapHours: 1 });
  await activateAgreement(tx, id);
}

const walks = staffWalks(
  "2026-10-06T09:12",
  async (platform) => {
    const clinic = await testClinic(platform, { name: "Nordlys Tannklinikk" });
    await withTenant(platform, clinic.context, (tx) => takesVipps(tx, clinic.ledgerId));
    return clinic;
  },
  { people: [], partners },
);

const kari = { name: "Kari Nordmann", birthDate: "1984-03-09", phone: "+4791245678" };
const aBill = (who: Who = kari, more: object = {}) =>
  walks.inTenant((tx) => bill(tx, walks.clinic.ledgerId, who, more));

/** A child's bill, that the mother owes. */
function aChildsBill(): Promise<string> {
  const ref = `G${String(number)}`;
  const mother = { ref, name: "Kari Nordmann", phone: "+4791245678" };
  const child = { name: "Ola Nordmann", birthDate: "2017-05-02" };
  return aBill(child, { guardian: mother, payer: { type: "GUARDIAN", ...mother } });
}

/** What waits is sent, and whoever got it opens its link. */
async function sentAndSeen(): Promise<void> {
  const sms = fakeSms();
  const none = () => Promise.resolve(undefined);
  const pdf = () => Promise.reject(new Error("No document is asked for"));
  const outlets: Outlets = { sms, documents: { pdf, einvoice: none, efaktura: none }, payPage: PAY_PAGE, linter };
  await handOverDue(walks.platform, walks.clinic.context, outlets, { limit: 100 });
  const [message] = sms.taken.values();
  const link = await findLink(walks.platform, /\/([\w-]{32})/.exec(message!.text)![1]!);
  await walks.inTenant((tx) => noteSeen(tx, link!.linkId));
}

/** The payer's telephone says yes. */
const approve = () => wallet.approve([...wallet.payments.keys()].at(-1)!);

/** The card of whoever owes a bill, at the desk, found by its number. */
async function atDesk(walker: Walker, own: string): Promise<void> {
  await walker.at("/desk");
  await focusIn(walker, ".kv-desk-box");
  await walker.page.keyboard.type(own);
  await walker.page.locator("#kv-hits [role=option]").first().waitFor();
  await walker.page.keyboard.press("Enter");
  await walker.page.locator(".kv-desk-acts").waitFor();
}

const text = (locale: Locale, key: string, holes: Readonly<Record<string, string>> = {}) =>
  said(locale, "pay-desk", `payDesk.${key}`, holes);

/** A dialog by its key, filled. */
async function opened(walker: Walker, key: string): Promise<void> {
  await walker.page.keyboard.press(key);
  await walker.page.locator("[role=dialog] button:not([disabled]) kbd").first().waitFor();
  await dialogIn(walker);
}

const LOCALES = ["nb-NO", "en-GB"] as const;

describe("the desk takes money and sends links", () => {
  beforeAll(walks.begin);
  afterAll(walks.end);
  beforeEach(() => {
    wallet = fakePartner(true);
  });

  test.each(inTurn(0, LOCALES))(
    "D-05 S0-40 Pay now: the telephone is asked, the bill settles, the next patient waits, in %s",
    async (locale) => {
      const own = await aBill();
      const walker = await walks.signedIn("reception", locale);
      const { page } = walker;
      await atDesk(walker, own);
      await expectSound(walker, "card with acts");
      await opened(walker, "p");
      await page.getByRole("dialog").getByText("••• 45 678").first().waitFor();
      await expectSound(walker, "pay now");
      // K-06: Enter alone takes no money.
      await page.keyboard.press("Enter");
      expect(wallet.payments.size).toBe(0);
      await page.keyboard.press("Control+Enter");
      await page
        .getByRole("dialog")
        .getByText(await text(locale, "attempt.awaitingPayer"))
        .waitFor();
      await walker.picture("pay-desk-waiting");
      await expectSound(walker, "waiting for the payer");
      approve();
      await page.getByText(await text(locale, "pay.settled")).waitFor();
      await expectSound(walker, "paid");
      await dialogIn(walker);
      await page.keyboard.press("Enter");
      await page.locator(".kv-desk-acts").waitFor({ state: "detached" });
      await page.getByText(await text(locale, "attempt.captured")).waitFor();
    },
  );

  test.each(["nb-NO"] as const)("D-04 a part is paid on purpose, with the rest shown, in %s", async (locale) => {
    const own = await aBill();
    const walker = await walks.signedIn("reception", locale);
    const { page } = walker;
    await atDesk(walker, own);
    await opened(walker, "p");
    await page.getByRole("checkbox").check();
    await page.locator("[role=dialog] .kv-typed-amount").fill("3000");
    await page.locator("[role=dialog] [aria-invalid=true]").waitFor();
    await page.keyboard.press("Control+Enter");
    expect(wallet.payments.size).toBe(0);
    await page.locator("[role=dialog] .kv-typed-amount").fill("1000");
    await page
      .getByRole("dialog")
      .getByText(/1.450[.,]00/)
      .first()
      .waitFor();
    await expectSound(walker, "a part");
    await page.keyboard.press("Control+Enter");
    await page
      .getByRole("dialog")
      .getByText(await text(locale, "attempt.awaitingPayer"))
      .waitFor();
    approve();
    await page
      .getByText(await text(locale, "attempt.captured"))
      .first()
      .waitFor();
    await page
      .getByRole("dialog")
      .getByText(/1.450[.,]00/)
      .first()
      .waitFor();
  });

  test("SEC-43 D-05 a lost answer: nobody knows, one way on is to check again, never a second charge", async () => {
    const own = await aBill();
    const walker = await walks.signedIn("reception", "nb-NO");
    const { page } = walker;
    wallet.mood = (call, when) => (call === "create" && when === "before" ? "go" : "lose");
    await atDesk(walker, own);
    await opened(walker, "p");
    await page.keyboard.press("Control+Enter");
    await page
      .getByRole("dialog")
      .getByText(await text("nb-NO", "attempt.unknown"))
      .waitFor();
    expect(await page.getByText(await text("nb-NO", "pay.ask.vipps")).count()).toBe(0);
    await expectSoundIn([...WIDE, ...PHONE], walker, "pay-desk-unknown");
    await page.keyboard.press("Escape");
    // Opened again it stands where it stood.
    await page.keyboard.press("p");
    await page
      .getByRole("dialog")
      .getByText(await text("nb-NO", "attempt.unknown"))
      .waitFor();
    wallet.mood = () => "go";
    approve();
    await page.getByRole("button", { name: await text("nb-NO", "pay.check") }).click();
    await page.getByText(await text("nb-NO", "pay.settled")).waitFor();
    expect(wallet.payments.size).toBe(1);
  });

  test("D-03 broken off, then a code on the screen for the payer's own telephone", async () => {
    const own = await aBill();
    const walker = await walks.signedIn("reception", "nb-NO");
    const { page } = walker;
    await atDesk(walker, own);
    await opened(walker, "p");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("button", { name: await text("nb-NO", "pay.cancel") }).click();
    await page
      .getByRole("dialog")
      .getByText(await text("nb-NO", "attempt.cancelled"))
      .waitFor();
    await page.getByRole("button", { name: await text("nb-NO", "pay.anew") }).click();
    await page.getByRole("button", { name: await text("nb-NO", "pay.code") }).click();
    await page.getByRole("img", { name: await text("nb-NO", "pay.codeLabel") }).waitFor();
    await expectSoundIn([...WIDE, ...PHONE], walker, "pay-desk-code");
  });

  test.each(["en-GB"] as const)(
    "X-28 K-06 a deposit is taken from the terminal's slip, stands on the card, and is used on the bill after what is left of both is said, in %s",
    async (locale) => {
      const own = await aBill();
      const walker = await walks.signedIn("reception", locale);
      const { page } = walker;
      const says = (key: string, holes?: Record<string, string>) => said(locale, "desk", `desk.deposit.${key}`, holes);
      await atDesk(walker, own);
      await page.getByRole("button", { name: await says("take") }).press("Enter");
      await dialogIn(walker);
      await page.keyboard.type("1000");
      await page.getByLabel(await says("receipt")).fill(`T1 ${own}`);
      await walker.picture("deposit-take");
      await expectSound(walker, "take a deposit");
      await page.keyboard.press("Control+Enter");
      const list = page.locator(".kv-deposits");
      await list.waitFor();
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await walker.picture("deposit-card");
      await expectSoundIn([...WIDE, ...PHONE], walker, "card with a deposit");
      await list.getByRole("button", { name: await says("use") }).press("Enter");
      await page.getByRole("dialog").getByRole("radio").first().waitFor();
      await dialogIn(walker);
      await walker.picture("deposit-use");
      await expectSound(walker, "use a deposit");
      const consequence = await page.locator("[role=dialog] .kv-consequence").textContent();
      expect(consequence!.replace(/[^\d]/g, "")).toMatch(/^000145000$/);
      // K-06: Enter alone uses nothing.
      await page.keyboard.press("Enter");
      expect(await page.getByRole("dialog").count()).toBe(1);
      await page.keyboard.press("Control+Enter");
      await list.waitFor({ state: "detached" });
      await page.getByRole("cell", { name: await said(locale, "desk", "desk.event.deposit"), exact: true }).waitFor();
    },
  );

  test.each(["nb-NO"] as const)(
    "D-06 S0-27 Send link: receiver and exact text stand before it is sent; seen is told, in %s",
    async (locale) => {
      const own = await aChildsBill();
      const walker = await walks.signedIn("reception", locale);
      const { page } = walker;
      await atDesk(walker, own);
      await opened(walker, "s");
      await page.locator("[role=dialog] pre").waitFor();
      const shown = await page.locator("[role=dialog] pre").innerText();
      expect(shown).toContain(`${PAY_PAGE}/***`);
      expect(shown).not.toMatch(/Ola|Kari|Krone/);
      // FR-20: a child is no receiver.
      expect(await page.getByRole("dialog").getByText("Ola Nordmann").count()).toBe(0);
      await walker.picture("pay-desk-send");
      await expectSound(walker, "send link");
      await page.keyboard.press("Control+Enter");
      await page.getByText(await text(locale, "send.done", { name: "Kari Nordmann" })).waitFor();
      const queued = await text(locale, "message.queued");
      await page.locator(".kv-card-facts").getByText(queued).waitFor();
      await sentAndSeen();
      await walker.at(page.url().slice(walks.address.length));
      const seen = await text(locale, "message.seen");
      await page.locator(".kv-card-facts").getByText(seen).waitFor();
      const rows = page.locator("tr[data-at]");
      await rows.getByText(seen).waitFor();
      await expectSound(walker, "the message is seen");
      await rows
        .getByRole("button", { name: await text(locale, "asked.read") })
        .first()
        .click();
      await page.locator("[role=dialog] pre").getByText(`${PAY_PAGE}/***`).waitFor();
      await expectSound(walker, "text of the message");
    },
  );

  test("D-09 nobody with a telephone: a slip with reference and code instead", async () => {
    const own = await aBill({ name: "Per Uten", birthDate: "1941-01-02" });
    const walker = await walks.signedIn("reception", "nb-NO");
    const { page } = walker;
    await atDesk(walker, own);
    await page.keyboard.press("s");
    await page
      .getByRole("dialog")
      .getByText(await text("nb-NO", "send.nobody"))
      .waitFor();
    await dialogIn(walker);
    await expectSoundIn([...WIDE, ...PHONE], walker, "pay-desk-slip");
  });

  test.each(["en-GB"] as const)(
    "D-03 Split: the parts to the øre and the day, booked, and made whole again, in %s",
    async (locale) => {
      const own = await aBill();
      const walker = await walks.signedIn("reception", locale);
      const { page } = walker;
      await atDesk(walker, own);
      await opened(walker, "d");
      await expect.poll(() => page.locator("[role=dialog] tbody tr").count()).toBe(3);
      await page.locator("[role=dialog] select").selectOption("4");
      await expect.poll(() => page.locator("[role=dialog] tbody tr").count()).toBe(4);
      await expectSound(walker, "split");
      await page.keyboard.press("Control+Enter");
      await page.getByText(await text(locale, "split.done_other", { count: "4" })).waitFor();
      // What is split is not split again; it is made whole by the same key, while nothing of it is paid.
      const acts = page.locator(".kv-desk-acts");
      await acts.getByRole("button", { name: await text(locale, "unsplit.act") }).waitFor();
      expect(await page.locator(".kv-desk-acts kbd").allInnerTexts()).toEqual(["p", "s", "d", "i"]);
      await opened(walker, "d");
      await page
        .getByRole("dialog")
        .getByText(await text(locale, "unsplit.references"))
        .waitFor();
      await expectSound(walker, "undoing a split");
      await page.keyboard.press("Control+Enter");
      await page.getByText(await text(locale, "unsplit.done")).waitFor();
      await acts.getByRole("button", { name: await text(locale, "unsplit.act") }).waitFor({ state: "detached" });
      await acts.getByRole("button", { name: await text(locale, "split.act") }).waitFor();
    },
  );

  test.each(["nb-NO"] as const)(
    "S2-04 DP-001 DP-002 Invoice is the exception: it asks why, and says by which way it goes, in %s",
    async (locale) => {
      const own = await aBill();
      const walker = await walks.signedIn("reception", locale);
      const { page } = walker;
      await atDesk(walker, own);
      await page.keyboard.press("i");
      await page.getByText(await text(locale, "invoice.exception")).waitFor();
      await dialogIn(walker);
      await expectSound(walker, "invoice asks why");
      await page.keyboard.press("Control+Enter");
      await page.keyboard.type("Har ikke telefonen med");
      await page.keyboard.press("Control+Enter");
      await page.getByText(await text(locale, "invoice.done", { name: "Kari Nordmann" })).waitFor();
    },
  );

  test("Y-02 Y-13 card, dialogs and the invoice's page: wide, on a phone, 320 pixels: sound", async () => {
    const own = await aBill();
    const walker = await walks.signedIn("reception", "nb-NO");
    const { page } = walker;
    await atDesk(walker, own);
    await expectSoundIn([...WIDE, ...PHONE, ...NARROW], walker, "pay-desk-card");
    for (const key of ["p", "s", "d", "i"]) {
      await walker.looks(WIDE[0]);
      await page.keyboard.press(key);
      await page.getByRole("dialog").locator("button").nth(1).waitFor();
      await dialogIn(walker);
      await expect.poll(() => page.locator("[role=dialog] .mantine-Skeleton-root").count()).toBe(0);
      await expectSoundIn([...WIDE, ...PHONE, ...NARROW], walker, `pay-desk-${key}`);
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
    }
    await walker.looks(WIDE[0]);
    await page.locator("tr[data-at]").getByRole("link").first().click();
    await page.locator(".kv-invoice .kv-desk-acts").waitFor();
    await expectSoundIn([...WIDE, ...PHONE, ...NARROW], walker, "pay-desk-invoice");
  });

  test("SEC-10 who may not take money or send is offered neither", async () => {
    await aBill();
    const walker = await walks.signedIn("cfo", "nb-NO");
    await atDesk(walker, String(number));
    expect(await walker.page.locator(".kv-desk-acts button").count()).toBe(0);
    await expectSound(walker, "card without acts");
  });
});
