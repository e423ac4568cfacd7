import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { changeoverOf, ledgerById } from "../src/ledger/index.ts";
import { partiesByCustomerNo, partiesById, setPaymentPreferences } from "../src/parties/index.ts";
import { listAuditEvents } from "../src/platform/index.ts";
import { createUser } from "../src/platform/sign-in/index.ts";
import { listBankAccounts } from "../src/banking/index.ts";
import { exampleBatch, importBytes, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import {
  inTurn,
  CODE_FIELD,
  dialogIn,
  evaluated,
  expectRoom,
  expectSound,
  expectSoundIn,
  expectTranslated,
  focusIn,
  NARROW,
  PHONE,
  said,
  WIDE,
  type Locale,
  type Walker,
} from "./staff-app.fixture.ts";
import { codeFor, demoCode, staffWalks, twoClinics } from "./staff-walks.fixture.ts";

const LOOKS = [...WIDE, ...PHONE, ...NARROW];
const PART = { name: "Terminalen i resepsjonen" };
/** The language of most clinics, and the longest. */
const LOCALES = ["nb-NO", "it-IT"] as const;

let nord: TestClinic;
let sor: TestClinic;

/** A chain of two ledgers: one that runs, with an account the bank has told of, and one that waits for its set-up. */
async function chain(platform: TestPlatform): Promise<TestClinic> {
  ({ nord, sor } = await twoClinics(platform));
  await importBytes(platform, nord, netsReader(), await exampleBatch("1-2026-10-06"));
  return nord;
}

const walks = staffWalks("2026-10-06T08:00", chain, {});
const { inTenant } = walks;
beforeEach(walks.begin);
afterEach(walks.end);

const words = (locale: Locale) => (key: string, holes?: Record<string, string>) => said(locale, "set-up", key, holes);

/** Types into the field over what stands there. */
async function typed({ page }: Walker, id: string, text: string): Promise<void> {
  await page.locator(`#${id}`).focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.type(text);
}

/** The dialog that a button opens by keyboard. */
async function asked(walker: Walker, name: string): Promise<void> {
  await walker.page.getByRole("button", { name, exact: true }).focus();
  await walker.page.keyboard.press("Enter");
  await dialogIn(walker);
}

/** On a narrow screen the person's name in the frame is there for voices alone. */
const UNSEEN = `document.querySelector(".kv-person-name")?.classList.add("kv-unseen")`;

/** What stands at a field, as a voice reads it: its error. */
const errorAt = ({ page }: Walker, id: string) => page.locator(`#${id}-error`);
const toldOf = ({ page }: Walker, text: string) => page.getByRole("status").filter({ hasText: text }).first().waitFor();
const focusOnAlert = ({ page }: Walker) =>
  expect.poll(() => evaluated<string>(page, `document.activeElement.getAttribute("role")`)).toBe("alert");

describe("a ledger is set up", () => {
  test.each(["nb-NO"] as const)(
    "S0-46 Y-05 K-01 a bank account is added by keyboard: what is wrong stands at its field in words, in %s",
    async (locale) => {
      const t = words(locale);
      const cfo = await walks.signedIn("cfo", locale);
      const { page } = cfo;
      await cfo.at(`/settings/ledgers/${sor.ledgerId}`);
      await asked(cfo, await t("bankForm.add"));
      await page.keyboard.press("Control+Enter");
      await errorAt(cfo, "bank-number")
        .getByText(await t("bankForm.numberWrong"))
        .waitFor();
      await focusOnAlert(cfo);
      await typed(cfo, "bank-number", "8601.11.17947");
      await typed(cfo, "bank-agreement", "00900000");
      await typed(cfo, "bank-lengths", "13, 40");
      await typed(cfo, "bank-expected", "730");
      await page.keyboard.press("Control+Enter");
      await errorAt(cfo, "bank-agreement").waitFor();
      await errorAt(cfo, "bank-lengths").waitFor();
      await expectSoundIn(LOOKS, cfo, "set-up-bank-refused");
      await cfo.looks({ colorScheme: "light", width: 1280 });
      await typed(cfo, "bank-agreement", "009 000 002");
      await typed(cfo, "bank-lengths", "");
      await page.locator("#bank-expected").focus();
      await page.keyboard.press("Tab");
      // The number is another ledger's: the server's refusal stands at the field, and takes the focus above.
      await page.keyboard.press("Control+Enter");
      await errorAt(cfo, "bank-number").waitFor();
      await focusOnAlert(cfo);
      await expectSound(cfo, "an account that is taken");
      await typed(cfo, "bank-number", "1503 20 80119");
      expect(await errorAt(cfo, "bank-number").count()).toBe(0);
      await typed(cfo, "bank-opening", "1240,50");
      await page.keyboard.press("Control+Enter");
      await toldOf(cfo, await t("bankForm.added", { number: "15032080119" }));
      const added = (await inTenant(listBankAccounts)).find(({ ledgerId }) => ledgerId === sor.ledgerId);
      expect(added).toMatchObject({
        number: "15032080119",
        agreementId: "009000002",
        fileExpectedBy: "07:30",
        openingMinor: 124_050n,
        kidModulus: null,
        detailSource: "ocrgiro",
      });
      await page.getByRole("rowheader", { name: "15032080119" }).waitFor();
      await page.locator("button:focus").waitFor();
      await cfo.picture("set-up-bank-added");
    },
  );

  test.each(["nb-NO"] as const)(
    "S4-14 S4-15 S4-16 H-08 the changeover by keyboard: the call is booked, an old terminal listed and disconnected in it, then the ledger activates, in %s",
    async (locale) => {
      const t = words(locale);
      const finance = await walks.signedIn("hqFinance", locale);
      const { page } = finance;
      await finance.at(`/settings/ledgers/${sor.ledgerId}`);
      await asked(finance, await t("changeover.add"));
      await typed(finance, "part-name", PART.name);
      await page.keyboard.press("Control+Enter");
      await toldOf(finance, await t("changeover.added", PART));
      // Nothing is activated around the call.
      expect(await page.locator("#active-from").count()).toBe(0);
      await page.getByText(await t("changeover.gate")).waitFor();
      expect(await page.getByRole("button", { name: await t("changeover.disconnectOf", PART) }).count()).toBe(0);

      await asked(finance, await t("changeover.book"));
      await typed(finance, "call-minutes", "5");
      await page.keyboard.press("Control+Enter");
      for (const id of ["call-on", "call-time", "call-minutes", "call-heldWith"]) await errorAt(finance, id).waitFor();
      await focusOnAlert(finance);
      await expectSoundIn(LOOKS, finance, "set-up-changeover-call");
      await finance.looks({ colorScheme: "light", width: 1280 });
      await typed(finance, "call-on", "8.10");
      await typed(finance, "call-time", "14");
      await typed(finance, "call-minutes", "60");
      await typed(finance, "call-heldWith", "Leverandørens team");
      await page.keyboard.press("Control+Enter");
      await page.getByText(await t("changeover.bookedWord"), { exact: true }).waitFor();
      await expectSoundIn(LOOKS, finance, "set-up-changeover-booked");
      await finance.looks({ colorScheme: "light", width: 1280 });
      expect((await inTenant((tx) => changeoverOf(tx, sor.ledgerId))).walkthrough).toMatchObject({
        at: Temporal.Instant.from("2026-10-08T12:00:00Z"),
        minutes: 60,
        begunAt: null,
      });

      await asked(finance, await t("changeover.begin"));
      await page.keyboard.press("Control+Enter");
      await toldOf(finance, await t("changeover.hasBegun"));
      await page.getByRole("button", { name: await t("changeover.disconnectOf", PART) }).focus();
      await page.keyboard.press("Enter");
      await toldOf(finance, await t("changeover.settled", PART));
      await page.locator("#active-from").waitFor();
      await finance.picture("set-up-changeover-done");
      await page.locator("#active-from").focus();
      await page.keyboard.press("Enter");
      await dialogIn(finance);
      await page.keyboard.press("Control+Enter");
      await page.getByText(await t("changeover.overWord"), { exact: true }).waitFor();
      const { state } = await inTenant((tx) => ledgerById(tx, sor.ledgerId));
      expect(state).toBe("active");
    },
  );

  test("S0-24 SEC-15 the hour of the file is changed with a fresh factor, and the account closed from a day that the bank has not told of", async () => {
    const t = words("nb-NO");
    const cfo = await walks.signedIn("cfo", "nb-NO");
    const { page } = cfo;
    walks.platform.clock.moveTo(walks.platform.clock.now().add({ minutes: 6 }));
    await cfo.at(`/settings/ledgers/${nord.ledgerId}`);
    const change = await t("bankForm.changeOf", { number: "86011117947" });
    await asked(cfo, change);
    // What was posted rests on the opening balance: it is not asked for any more.
    expect(await page.locator("#bank-opening").count()).toBe(0);
    await typed(cfo, "bank-expected", "6.30");
    await page.getByText("05:00 blir 06:30").waitFor();
    await expectSoundIn(LOOKS, cfo, "set-up-bank-change");
    await cfo.looks({ colorScheme: "light", width: 1280 });
    await page.keyboard.press("Control+Enter");
    await focusIn(cfo, CODE_FIELD);
    await page.keyboard.type(await demoCode(walks.address, "cfo"));
    await toldOf(cfo, await t("bankForm.changed", { number: "86011117947" }));
    await asked(cfo, change);
    await typed(cfo, "bank-closed", "5.10.2026");
    await page.keyboard.press("Control+Enter");
    await errorAt(cfo, "bank-closed").waitFor();
    await expectSound(cfo, "closed too early");
    await cfo.picture("set-up-bank-closed-early");
    await typed(cfo, "bank-closed", "7.10.2026");
    await page.keyboard.press("Control+Enter");
    await page.getByText(await t("bankForm.closedFrom", { day: "07.10.2026" })).waitFor();
    const [account] = await inTenant(listBankAccounts);
    expect(account).toMatchObject({ fileExpectedBy: "06:30", closedFromOn: "2026-10-07" });
    const trail = await inTenant((tx) => listAuditEvents(tx, { action: "bankAccount.changed" }, 5));
    expect(trail.map(({ detail }) => detail)).toMatchObject([
      { before: { closedFromOn: null }, after: { closedFromOn: "2026-10-07" } },
      { before: { fileExpectedBy: "05:00" }, after: { fileExpectedBy: "06:30" } },
    ]);
    await expectSoundIn(LOOKS, cfo, "set-up-bank-closed");
  });

  test("X-08 terms are changed with what becomes of what, and from when; digits that the bank has not agreed are refused at the field", async () => {
    const t = words("nb-NO");
    const admin = await walks.signedIn("admin", "nb-NO");
    const { page } = admin;
    await admin.at(`/settings/ledgers/${nord.ledgerId}`);
    await asked(admin, await t("termsForm.title"));
    await typed(admin, "terms-days", "100");
    await typed(admin, "terms-buckets", "30, 20");
    await page.keyboard.press("Control+Enter");
    await errorAt(admin, "terms-days")
      .getByText(await t("termsForm.daysWrong"))
      .waitFor();
    await errorAt(admin, "terms-buckets").waitFor();
    await typed(admin, "terms-days", "21");
    await typed(admin, "terms-buckets", "30 60");
    await typed(admin, "terms-customer", "6");
    await typed(admin, "terms-series", "8");
    await page.getByText(await t("termsForm.daysFrom")).waitFor();
    await expectSoundIn(LOOKS, admin, "set-up-terms");
    await admin.looks({ colorScheme: "light", width: 1280 });
    await page.keyboard.press("Control+Enter");
    await errorAt(admin, "terms-series").getByText("15 siffer").waitFor();
    await focusOnAlert(admin);
    await expectSound(admin, "digits not agreed");
    await admin.picture("set-up-terms-refused");
    await typed(admin, "terms-customer", "5");
    await typed(admin, "terms-series", "7");
    await page.keyboard.press("Control+Enter");
    await toldOf(admin, await t("termsForm.changed", { name: "Nordlys Tannklinikk AS" }));
    const { settings } = await inTenant((tx) => ledgerById(tx, nord.ledgerId));
    expect(settings).toEqual({
      vatRegistered: false,
      paymentTermDays: 21,
      agingBuckets: [30, 60],
      referenceDigits: { customer: 5, series: 7 },
    });
    await page.getByText("21 dager", { exact: true }).waitFor();
  });

  test("S0-46 an account is renamed where something is booked, and renumbered where nothing is", async () => {
    const t = words("en-GB");
    const cfo = await walks.signedIn("cfo", "en-GB");
    const { page } = cfo;
    await cfo.at(`/settings/ledgers/${nord.ledgerId}`);
    await asked(cfo, await t("accountForm.changeOf", { code: "1500" }));
    expect(await page.locator("#account-code").count()).toBe(0);
    await page.getByText(await t("accountForm.stands")).waitFor();
    await typed(cfo, "account-name", "Patients owe");
    await expectSoundIn(LOOKS, cfo, "set-up-account");
    await cfo.looks({ colorScheme: "light", width: 1280 });
    await page.keyboard.press("Control+Enter");
    await page.getByRole("cell", { name: "Patients owe" }).waitFor();
    await cfo.at(`/settings/ledgers/${sor.ledgerId}`);
    await asked(cfo, await t("accountForm.changeOf", { code: "1500" }));
    await typed(cfo, "account-code", "1530");
    await page.keyboard.press("Control+Enter");
    await errorAt(cfo, "account-code").getByText("The ledger already has an account 1530.").waitFor();
    await expectSound(cfo, "a number that is taken");
    await typed(cfo, "account-code", "1501");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("rowheader", { name: "1501" }).waitFor();
    const ledger = await inTenant((tx) => ledgerById(tx, sor.ledgerId));
    expect(ledger.code("receivable")).toBe("1501");
  });

  test("SEC-10 who may not set up sees how it is and no button to change it", async () => {
    const finance = await walks.signedIn("hqFinance", "nb-NO");
    await finance.at(`/settings/ledgers/${nord.ledgerId}`);
    await finance.page.getByRole("rowheader", { name: "86011117947" }).waitFor();
    const t = words("nb-NO");
    const names = [
      await t("bankForm.add"),
      await t("termsForm.title"),
      await t("bankForm.changeOf", { number: "86011117947" }),
      await t("accountForm.changeOf", { code: "1500" }),
    ];
    for (const name of names) expect(await finance.page.getByRole("button", { name }).count(), name).toBe(0);
  });

  test.each(inTurn(0, LOCALES))("L-03 320 pixels wide the forms have room for longer words, in %s", async (locale) => {
    const t = words(locale);
    const cfo = await walks.signedIn("cfo", locale, { width: 320 });
    const names = [
      ["bank-number", await t("bankForm.add")],
      ["bank-expected", await t("bankForm.changeOf", { number: "86011117947" })],
      ["terms-days", await t("termsForm.title")],
      ["account-name", await t("accountForm.changeOf", { code: "1500" })],
    ] as const;
    for (const [field, name] of names) {
      await cfo.at(`/settings/ledgers/${nord.ledgerId}`);
      await asked(cfo, name);
      await typed(cfo, field, field === "account-name" ? " " : "x");
      await cfo.page.keyboard.press("Control+Enter");
      await errorAt(cfo, field).waitFor();
      await expectTranslated(cfo, name);
      await evaluated(cfo.page, UNSEEN);
      await expectRoom(cfo, name, `long-${field}`);
    }
  });
});

describe("the second factor is set up", () => {
  const EMAIL = "ny@nordlys.example";

  /** Somebody new, with the first password that was handed over. */
  async function newcomer(locale: Locale): Promise<Walker> {
    const { initialPassword } = await inTenant((tx) =>
      createUser(tx, { email: EMAIL, name: "Ny", roles: [{ role: "cfo", clinicIds: null }] }),
    );
    const walker = await walks.app.stranger(walks.address, locale);
    await walker.page.locator("input[type=email]").fill(EMAIL);
    await walker.page.locator("input[type=password]").fill(initialPassword!);
    await walker.page.keyboard.press("Enter");
    await walker.page.locator(".kv-secret").waitFor();
    return walker;
  }

  test.each(["en-GB"] as const)(
    "SEC-22 SEC-60 the page draws the code to scan and says the key in groups of four to type, in %s",
    async (locale) => {
      const walker = await newcomer(locale);
      const { page } = walker;
      const secret = await page.locator(".kv-secret").innerText();
      expect(secret).toMatch(/^([A-Z2-7]{4} )+[A-Z2-7]{1,4}$/);
      const uri = (await page.locator("a[href^='otpauth:']").getAttribute("href"))!;
      expect(new URL(uri).searchParams.get("secret")).toBe(secret.replaceAll(" ", ""));
      await page.getByRole("img", { name: await said(locale, "shell", "signIn.enrolQr") }).waitFor();
      expect(await drawnModules(page)).toEqual(await modulesOf(uri));
      await expectSoundIn(LOOKS, walker, "enrol");
      await expectRoom(walker, "enrol", "enrol-long");
      await page.locator('input[autocomplete="one-time-code"]').first().focus();
      await page.keyboard.type(await codeFor(walks.platform, EMAIL, secret.replaceAll(" ", "")));
      await page.locator(".kv-frame").waitFor();
      expect(walker.wrong).toEqual([]);
    },
  );

  /** Places of the dark modules, as they are drawn. */
  const drawnModules = async (page: Walker["page"]): Promise<string[]> =>
    ((await page.locator(".kv-qr-dark").getAttribute("d")) ?? "").match(/\d+ \d+/g) ?? [];

  /** Where they belong; the encoder is checked against another one in its own test. */
  async function modulesOf(uri: string): Promise<string[]> {
    const encoder = new URL("../../web/staff/src/parts/qr/qr.ts", import.meta.url).href;
    const { qrSymbol } = (await import(encoder)) as { qrSymbol: (text: string) => readonly (readonly boolean[])[] };
    return qrSymbol(uri).flatMap((row, down) =>
      row.flatMap((dark, right) => (dark ? [`${String(right + 4)} ${String(down + 4)}`] : [])),
    );
  }
});

describe("how a customer wants invoices", () => {
  const desk = (locale: Locale) => (key: string, holes?: Record<string, string>) => said(locale, "desk", key, holes);
  const NAME = "Kari Østergård";

  async function kari(): Promise<string> {
    const claim = claimSchema.parse({
      externalId: "journal-1",
      kind: "INVOICE",
      currency: "NOK",
      amountMinor: 50_000,
      lines: [{ text: "Undersøkelse", amountMinor: 50_000, vatCode: "EXEMPT", vatMinor: 0 }],
      patient: { ref: "P1", name: NAME, birthDate: "1984-03-09" },
      payer: { type: "PATIENT", ref: "P1", name: NAME, phone: "+4791245678" },
    });
    return inTenant(async (tx) => {
      await receiveClaims(tx, nord.ledgerId, [claim]);
      return [...(await partiesByCustomerNo(tx, [1n])).values()][0]!;
    });
  }
  const modeOf = async (id: string) => {
    const party = (await inTenant((tx) => partiesById(tx, [id]))).get(id)!;
    return [party.invoiceMode, party.collectivePeriod];
  };

  test.each(["nb-NO"] as const)(
    "S0-53 S0-54 S1-05 S1-06 reception chooses one invoice a month, the channel and that credit is never checked, by keyboard, told what the next run makes of it, in %s",
    async (locale) => {
      const id = await kari();
      const t = desk(locale);
      const walker = await walks.signedIn("reception", locale);
      const { page } = walker;
      await walker.at(`/parties/${id}`);
      await asked(walker, await t("desk.wish.change"));
      await page.getByRole("radio", { checked: true }).focus();
      await page.keyboard.press("ArrowDown");
      await page.getByText(await t("desk.wish.next.monthly")).waitFor();
      for (const [field, choice] of [
        ["desk.wish.delivery", "desk.delivery.paper"],
        ["desk.creditCheck.label", "desk.creditCheck.never"],
      ] as const) {
        await page.getByRole("combobox", { name: await t(field) }).focus();
        await page.keyboard.press("ArrowDown");
        const wanted = page.getByRole("option", { name: await t(choice), exact: true });
        await wanted.waitFor();
        // The list hears keys a moment after it is seen.
        await expect
          .poll(async () => {
            const isReached = (await wanted.getAttribute("data-combobox-selected")) !== null;
            if (!isReached) await page.keyboard.press("ArrowUp");
            return isReached;
          })
          .toBe(true);
        await page.keyboard.press("Enter");
      }
      await page.getByText(await t("desk.creditCheck.means.never")).waitFor();
      await expectSoundIn(LOOKS, walker, "desk-wish");
      await walker.looks({ colorScheme: "light", width: 1280 });
      await page.getByRole("radio", { checked: true }).focus();
      await page.keyboard.press("Control+Enter");
      await toldOf(walker, await t("desk.wish.saved", { name: NAME }));
      await page
        .locator(".kv-card-facts")
        .getByText(
          [await t("desk.mode.monthly"), await t("desk.delivery.paper"), await t("desk.creditCheck.card.never")].join(
            " · ",
          ),
        )
        .waitFor();
      await page.locator("button:focus").waitFor();
      expect(await modeOf(id)).toEqual(["collective", "month"]);
      const trail = await inTenant((tx) => listAuditEvents(tx, { action: "party.preferences" }, 5));
      expect(trail.map(({ detail }) => detail)).toMatchObject([
        { invoiceMode: "collective", collectivePeriod: "month", delivery: "paper", creditCheck: "never" },
      ]);
    },
  );

  test("W-06 a colleague who was faster is not overrun: the second is refused in words, and what was chosen stays", async () => {
    const id = await kari();
    const t = desk("en-GB");
    const walker = await walks.signedIn("reception", "en-GB");
    const { page } = walker;
    await walker.at(`/parties/${id}`);
    await asked(walker, await t("desk.wish.change"));
    await page.getByRole("radio", { checked: true }).waitFor();
    await inTenant((tx) =>
      setPaymentPreferences(tx, id, { invoiceMode: "collective", collectivePeriod: "week", delivery: null }),
    );
    await page.getByRole("radio", { name: await t("desk.mode.monthly") }).press("Space");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("dialog").getByRole("alert").waitFor();
    await expectSound(walker, "a colleague was faster");
    await walker.picture("desk-wish-refused");
    expect(await modeOf(id)).toEqual(["collective", "week"]);
  });

  test.each(inTurn(1, LOCALES))("L-03 320 pixels wide the choice has room for longer words, in %s", async (locale) => {
    const id = await kari();
    const walker = await walks.signedIn("reception", locale, { width: 320 });
    await walker.at(`/parties/${id}`);
    await asked(walker, await desk(locale)("desk.wish.change"));
    await walker.page.getByRole("radio", { checked: true }).waitFor();
    await expectTranslated(walker, "desk-wish");
    await evaluated(walker.page, UNSEEN);
    await expectRoom(walker, "desk-wish", "desk-wish");
  });

  test("SEC-10 the CFO sees the choice and no button to change it", async () => {
    const id = await kari();
    const walker = await walks.signedIn("cfo", "nb-NO");
    await walker.at(`/parties/${id}`);
    await walker.page.getByText(await desk("nb-NO")("desk.mode.single")).waitFor();
    const change = await desk("nb-NO")("desk.wish.change");
    expect(await walker.page.getByRole("button", { name: change }).count()).toBe(0);
  });
});
