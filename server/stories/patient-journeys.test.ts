import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { invoicingChecks, applyInvoices, claimSchema, proposeInvoices, receiveClaims } from "../src/invoicing/index.ts";
import { approveProposal } from "../src/controls/index.ts";
import { messageChecks, requestChecks, requestsForItem } from "../src/delivery/index.ts";
import { ledgerChecks } from "../src/ledger/index.ts";
import { attemptsOfItem, paymentsChecks } from "../src/payments/index.ts";
import { breaches } from "../testkit/index.ts";
import { openJourneys, type Bill, type BillWish, type Journeys } from "./patient-journeys.fixture.ts";
import { passes, tabTo } from "./patient-walks.fixture.ts";
import { expectSound, focusIn, said, staffApp, type Locale, type StaffApp, type Walker } from "./staff-app.fixture.ts";

/**
 * What payers go through, each in a Chromium the size of a telephone: from the message on the simulated phone over the partner's simulated page to the
 * receipt, with the desk looking on. Everything between them is the product and HTTP.
 */

let app: StaffApp;
let journeys: Journeys;
let desk: string;

beforeAll(async () => {
  app = await staffApp();
  journeys = await openJourneys();
  const { platform, clinic, partners } = journeys;
  desk = await app.serve(platform, clinic.tenantId, { people: [], partners });
});
afterEach(async () => {
  await app.closePages();
  const checks = [...ledgerChecks, ...invoicingChecks, ...paymentsChecks, ...messageChecks, ...requestChecks];
  expect(await breaches(journeys.platform, journeys.clinic.context, checks)).toEqual([]);
});
afterAll(async () => {
  await app.tidy();
  await journeys.close();
  await app.close();
});

/** A telephone in somebody's hand, with its messages open. */
async function telephone(number: string, locale: Locale = "nb-NO"): Promise<Walker> {
  const walker = await app.stranger(`${journeys.at.sms}/phone/${number}`, locale, { width: 390 });
  await walker.page.setViewportSize({ width: 390, height: 844 });
  return walker;
}

/** Follows the link of the newest message, as a thumb does. */
async function opensLink({ page }: Walker): Promise<void> {
  await page.reload();
  await page.locator("article").first().getByRole("link").click();
  await page.waitForURL(`${journeys.payPage}/p/**`);
}

const owed = async (bill: Bill): Promise<bigint> => (await journeys.item(bill)).openMinor;
const attempts = async (bill: Bill) => {
  const { id } = await journeys.item(bill);
  return journeys.inTenant((tx) => attemptsOfItem(tx, id));
};

/** What must not be read by whoever has only the link or the message (SEC-32, SEC-37). */
async function tellsNothingOf({ page }: Walker, secrets: readonly string[]): Promise<void> {
  const shown = await page.content();
  for (const secret of [...secrets, "Rotfylling"]) expect(shown).not.toContain(secret);
}

const kari = { ref: "G-kari", name: "Kari Nordmann", phone: "+4791245678", email: "kari@example.test" };
const child: BillWish = {
  patient: { name: "Ola Nordmann", birthDate: "2017-05-02" },
  payer: { type: "GUARDIAN", ...kari },
  guardian: kari,
};
const CHILD = ["Ola", "2017", "Kari", "91245678"];

const adult = (name: string, phone: string, more: object = {}, changes: Partial<BillWish> = {}): BillWish => ({
  patient: { name, birthDate: "1984-03-09" },
  payer: { type: "PATIENT", ref: `R-${phone}`, name, phone, ...more },
  ...changes,
});

/** A bill whose payer has been sent the message about it. */
async function askedFor(wish: BillWish): Promise<Bill> {
  const bill = await journeys.bill(wish);
  await journeys.work();
  return bill;
}

/** Pays by the wallet on its simulated page, and is back with the receipt. */
async function paysByWallet(walker: Walker, picture?: string): Promise<void> {
  const { page } = walker;
  await page.getByRole("button", { name: /Vipps/ }).click();
  await page.waitForURL(`${journeys.at.wallet}/landing**`);
  if (picture) await passes(walker, picture);
  await page.getByRole("button", { name: "Betal" }).click();
  await page.getByRole("heading", { name: "Betalt. Takk!" }).waitFor();
}

/** The card of whoever owes a bill, at the desk, found by its number. */
async function atDesk(walker: Walker, { number }: Bill): Promise<void> {
  await walker.at("/desk");
  await focusIn(walker, ".kv-desk-box");
  await walker.page.keyboard.type(number);
  await walker.page.locator("#kv-hits [role=option]").first().waitFor();
  await walker.page.keyboard.press("Enter");
  await walker.page.locator(".kv-party").waitFor();
}

describe("who gets the message, and pays", () => {
  test("S0-27 S0-31 S0-40 S0-51 N-10 a guardian opens the SMS, pays a child's bill by Vipps, has the receipt; the desk shows it paid", async () => {
    const bill = await askedFor(child);
    const reception = await app.signedIn(desk, "reception", "nb-NO");
    const walker = await telephone("4791245678");
    const { page } = walker;
    await tellsNothingOf(walker, ["Ola", "2017", "Nordmann"]);
    await passes(walker, "sms");
    await opensLink(walker);
    await page.getByText("Du betaler for en annen").waitFor();
    await tellsNothingOf(walker, CHILD);
    // M-01: who asks, how much, and the first choice stand above the fold of a small telephone.
    await page.setViewportSize({ width: 360, height: 640 });
    const first = await page.getByRole("button", { name: /Betal 2.450,00.kr med Vipps/ }).boundingBox();
    expect(first!.y + first!.height).toBeLessThanOrEqual(640);
    await passes(walker, "child-first-view");
    await paysByWallet(walker, "wallet");
    await passes(walker, "child-receipt");
    await tellsNothingOf(walker, CHILD);
    expect(await page.locator(".facts").innerText()).toMatch(/Vipps/);
    expect(await owed(bill)).toBe(0n);

    await atDesk(reception, bill);
    await reception.page
      .getByText(await said("nb-NO", "pay-desk", "payDesk.attempt.captured"))
      .first()
      .waitFor();
    expect(await reception.page.locator(".kv-desk-acts").count()).toBe(0);
    await expectSound(reception, "the desk sees it paid");
    await reception.picture("journey-desk-paid");
  });

  test("S0-28 S0-29 S0-03 X-34 an elderly patient's daughter pays by card, in English: one card is declined, the next is challenged once", async () => {
    const bill = await askedFor({
      patient: { name: "Astrid Dahl", birthDate: "1939-11-12" },
      payer: {
        type: "PATIENT",
        ref: "P-astrid",
        name: "Astrid Dahl",
        address: { line1: "Bakken 2", postCode: "9008", city: "Tromsø" },
      },
      guardian: { ref: "D-siv", name: "Siv Dahl", phone: "+4798765432" },
      amountMinor: 118_000n,
    });
    const walker = await telephone("4798765432", "en-GB");
    const { page } = walker;
    await opensLink(walker);
    await page.getByRole("link", { name: "English" }).click();
    await page.getByText("You are paying for someone else").waitFor();
    await tellsNothingOf(walker, ["Astrid", "Siv", "1939", "Bakken"]);
    await passes(walker, "daughter-first-view-en");
    await page.getByRole("button", { name: /Pay kr.1,180.00 by card|Pay 1[\s,.]180[.,]00.kr by card/ }).click();
    await page.waitForURL(`${journeys.at.cards}/c/pay/**`);
    await passes(walker, "card-en");
    const pays = async (card: string) => {
      await page.getByLabel("Card number").fill(card);
      await page.getByLabel("Expires (MM/YY)").fill("12/30");
      await page.getByLabel("Security code").fill("123");
      await page.getByRole("button", { name: /^Pay/ }).click();
    };
    await pays("4000 0000 0000 9995");
    await page.getByText("The card was not accepted").waitFor();
    await passes(walker, "card-declined-en");
    expect(await owed(bill)).toBe(118_000n);
    await pays("4000 0025 0000 3155");
    await page.getByText("Your bank wants to know that it is you").waitFor();
    await passes(walker, "card-challenge-en");
    await page.getByRole("button", { name: "It is me" }).click();
    await page.getByRole("heading", { name: "Paid. Thank you!" }).waitFor();
    await passes(walker, "card-receipt-en");
    expect(await owed(bill)).toBe(0n);
    // no card number was ever ours; only one attempt took money.
    expect((await attempts(bill)).map(({ way, state }) => [way, state])).toEqual([["card", "captured"]]);
  });

  test("S0-30 S0-49 Y-03 in parts at the finance company, in English and by keyboard alone: settled in full for the clinic", async () => {
    const bill = await askedFor(adult("Per Hansen", "+4790011223", {}, { amountMinor: 960_000n }));
    const walker = await telephone("4790011223", "en-GB");
    const { page } = walker;
    await page.reload();
    await tabTo(page, /^http/);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${journeys.payPage}/p/**`);
    await tabTo(page, /^English/);
    await page.keyboard.press("Enter");
    await page.getByText("How would you like to pay?").waitFor();
    await passes(walker, "parts-first-view-en");
    await tabTo(page, /^Split/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Split the payment" }).waitFor();
    await passes(walker, "parts-offers-en");
    await tabTo(page, /^3 × /);
    await page.keyboard.press("Enter");
    await page.waitForURL(`${journeys.at.finance}/apply/**`);
    await passes(walker, "finance-en");
    await tabTo(page, /^3$/);
    await tabTo(page, /^Apply/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Paid. Thank you!" }).waitFor();
    await passes(walker, "parts-receipt-en");
    expect(await owed(bill)).toBe(0n);
  });
});

describe("a company", () => {
  test("S0-02 S0-06 gets one collective e-invoice, in which nobody can read who was treated for what", async () => {
    const { inTenant, clinic, platform } = journeys;
    const line = (at: number, name: string) =>
      claimSchema.parse({
        externalId: `business-${String(at)}`,
        kind: "BUSINESS_LINE",
        issueDate: "2026-09-15",
        currency: "NOK",
        amountMinor: 80_000,
        lines: [{ text: "Rotfylling", amountMinor: 80_000, vatCode: "EXEMPT", vatMinor: 0 }],
        patient: { ref: `B${String(at)}`, name, birthDate: "1979-02-03" },
        payer: { type: "EMPLOYER", name: "Havn Rederi AS", orgNo: "974760673" },
        thirdPartyReference: `REK-${String(at)}`,
      });
    const run = await inTenant(async (tx) => {
      await receiveClaims(tx, clinic.ledgerId, [line(71, "Nils Fjellheim"), line(72, "Mona Østergård")]);
      const made = await proposeInvoices(tx, clinic.ledgerId, "2026-10-06");
      await approveProposal(tx, made.id);
      return made;
    });
    await applyInvoices(platform, clinic.context, run.id);
    await journeys.work();
    const walker = await app.stranger(`${journeys.at.network}/_control`, "en-GB", { width: 390 });
    const { page } = walker;
    await passes(walker, "network");
    await page.getByRole("link", { name: "invoice", exact: true }).click();
    await page.getByRole("heading", { name: /^Invoice/ }).waitFor();
    const shown = await page.content();
    for (const reference of ["REK-71", "REK-72", "Havn Rederi AS", "1600.00"]) expect(shown).toContain(reference);
    await tellsNothingOf(walker, ["Nils", "Fjellheim", "Mona", "Østergård", "1979"]);
    await passes(walker, "network-document");
  });
});

describe("money back", () => {
  test("S0-03 SEC-12 N-06 X-29 proposed by one, approved by another: the money is back at the wallet, and the same link asks for it again", async () => {
    const bill = await askedFor(adult("Liv Berg", "+4790022334"));
    const walker = await telephone("4790022334");
    await opensLink(walker);
    const link = walker.page.url();
    await paysByWallet(walker);
    const receipt = walker.page.waitForEvent("download");
    await walker.page.getByRole("link", { name: "Last ned kvittering (PDF)" }).click();
    expect((await receipt).suggestedFilename()).toMatch(/^[\w-]+\.pdf$/);

    const manager = await app.signedIn(desk, "clinicManager", "nb-NO");
    const says = (key: string, holes = {}) => said("nb-NO", "credits", key, holes);
    await atDesk(manager, bill);
    await manager.page.locator("tr[data-at]").getByRole("link").first().click();
    await manager.page.getByRole("button", { name: await says("refund.open") }).click();
    await manager.page.getByLabel(await says("refund.reason")).selectOption("notDone");
    await manager.picture("journey-refund-proposed");
    await manager.page.getByRole("button", { name: await says("refund.propose") }).click();
    await manager.page.getByRole("link", { name: await says("refund.see") }).click();
    await manager.page.waitForURL(/\/runs\//);
    const run = new URL(manager.page.url());

    const finance = await app.signedIn(desk, "hqFinance", "nb-NO");
    await finance.at(`${run.pathname}${run.search}`);
    await finance.page.getByRole("button", { name: await said("nb-NO", "runs", "runs.approve") }).click();
    await finance.page.getByRole("button", { name: await said("nb-NO", "runs", "runs.run") }).click();
    await finance.page
      .getByRole("button", { name: await said("nb-NO", "runs", "runs.run") })
      .waitFor({ state: "detached" });
    await finance.picture("journey-refund-approved");
    await journeys.work();

    const wallet = await app.stranger(`${journeys.at.wallet}/_control`, "en-GB", { width: 390 });
    const [attempt] = await attempts(bill);
    // Asked for, captured, and gone back.
    const row = await wallet.page.locator("tr").filter({ hasText: attempt!.reference }).first().innerText();
    expect(row.match(/2450[.]00/g)).toHaveLength(3);
    await passes(wallet, "wallet-control");
    expect(await owed(bill)).toBe(245_000n);
    await walker.page.goto(link);
    await walker.page.getByRole("button", { name: /Betal 2.450,00.kr med Vipps/ }).waitFor();
    await passes(walker, "refunded");
  });
});

describe("trust", () => {
  test("S0-52 N-19 T-06 the code of the message says that it was ours, with amount and day; a code that is not does not", async () => {
    await askedFor(adult("Ida Lund", "+4790033445", {}, { amountMinor: 60_000n }));
    const walker = await telephone("4790033445");
    const { page } = walker;
    const code = /Kontrollkode ([A-Z0-9]{3}-[A-Z0-9]{2,3})/.exec(
      await page.locator("article").first().innerText(),
    )![1]!;
    await opensLink(walker);
    await page.getByRole("link", { name: `Er meldingen fra oss? Sjekk koden ${code}` }).click();
    await page.getByLabel("Kode").fill("AAA-AA");
    await page.getByRole("button", { name: "Sjekk meldingen" }).click();
    await page.getByRole("heading", { name: "Vi kjenner ikke koden" }).waitFor();
    await passes(walker, "verify-no");
    await page.getByLabel("Kode").fill(code.toLowerCase());
    await page.getByRole("button", { name: "Sjekk meldingen" }).click();
    await page.getByRole("heading", { name: "Ja, den er fra Nordlys Tannklinikk" }).waitFor();
    expect(await page.locator(".facts").innerText()).toMatch(/600,00.kr[\s\S]*6\.10\.2026/);
    await passes(walker, "verify-yes");
    await tellsNothingOf(walker, ["Ida", "Lund"]);
  });
});

describe("what a payer arranges alone", () => {
  test("S0-69 N-10 SEC-33 X-14 a guardian is known by a code on the other channel, sees no line, and disputes: follow-up rests", async () => {
    const bill = await askedFor(child);
    const walker = await telephone("4791245678");
    const { page } = walker;
    await opensLink(walker);
    await page.getByRole("link", { name: /flytt forfall/ }).click();
    await passes(walker, "confirm-code-asked");
    await page.getByRole("button", { name: "Send kode på e-post" }).click();
    await page.getByText("Koden er sendt").waitFor();
    const box = await app.stranger(journeys.at.mail, "nb-NO", { width: 390 });
    await passes(box, "mailbox");
    await box.page.locator("tbody tr").first().getByRole("link").click();
    const code = /Koden din er (\d{6})/.exec(await box.page.locator("pre").innerText())![1]!;
    await passes(box, "mail");
    await page.getByLabel("Koden du fikk").fill(code);
    await page.getByRole("button", { name: "Fortsett" }).click();
    await page.getByRole("heading", { name: "Hva vil du gjøre?" }).waitFor();
    expect(await page.getByRole("link", { name: "Se hva regningen gjelder" }).count()).toBe(0);
    await tellsNothingOf(walker, ["Ola", "2017"]);
    await passes(walker, "guardian-menu");
    await page.getByRole("link", { name: "Noe er feil med regningen" }).click();
    await passes(walker, "dispute");
    await page.getByRole("button", { name: "Det ble ikke gjort" }).click();
    await page.getByRole("heading", { name: "Takk for at du sa ifra" }).waitFor();
    await passes(walker, "disputed");
    expect(await owed(bill)).toBe(245_000n);
  });

  test("X-13 N-18 X-11 a patient is known by birth day and postcode, moves the due date, and says that it is paid, in English", async () => {
    const address = { line1: "Storgata 1", postCode: "9008", city: "Tromsø" };
    const bill = await askedFor(adult("Nora Aas", "+4790044556", { address }));
    const walker = await telephone("4790044556", "en-GB");
    const { page } = walker;
    await opensLink(walker);
    await page.getByRole("link", { name: "English" }).click();
    await page.getByRole("link", { name: /move the due date/ }).click();
    await page.getByLabel("Day").fill("9");
    await page.getByLabel("Month").fill("3");
    await page.getByLabel("Home postcode").fill("9999");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.getByText("This does not match what we have").first().waitFor();
    await passes(walker, "confirm-wrong-en");
    await page.getByLabel("Home postcode").fill("9008");
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(/\/bill\?/);
    await passes(walker, "menu-en");
    await page.getByRole("link", { name: "Move the due date" }).click();
    await page.getByLabel("New date").fill("2026-11-02");
    await passes(walker, "move-due-en");
    await page.getByRole("button", { name: "Move the date" }).click();
    await page.getByRole("heading", { name: "The date is moved" }).waitFor();
    await passes(walker, "moved-en");
    expect((await journeys.item(bill)).dueOn).toBe("2026-11-02");
    await page.getByRole("link", { name: "Back to the bill" }).click();
    await page.getByRole("link", { name: "I have already paid" }).click();
    await page.getByLabel("Date").fill("2026-10-05");
    await page.getByLabel("From which bank").fill("Sparebanken Nord");
    await passes(walker, "says-paid-en");
    await page.getByRole("button", { name: "Let us know" }).click();
    await page.getByRole("heading", { name: "Thank you, we look for the payment" }).waitFor();
    await passes(walker, "said-paid-en");
  });

  test("X-12 X-36 paid in two parts from two tabs: the old page takes no more than is left", async () => {
    const bill = await askedFor(adult("Tor Vik", "+4790055667"));
    const walker = await telephone("4790055667");
    const { page } = walker;
    await opensLink(walker);
    const old = await app.stranger(page.url(), "nb-NO", { width: 390 });
    await page.getByRole("link", { name: "Betal et mindre beløp" }).click();
    await page.getByLabel("Beløp i kroner").fill("1 000");
    await page.getByRole("button", { name: "Se hva som blir igjen" }).click();
    await page.getByText("Da gjenstår").waitFor();
    await passes(walker, "less");
    await page.getByRole("button", { name: /Vipps/ }).click();
    await page.getByRole("button", { name: "Betal" }).click();
    await page.getByRole("heading", { name: /Vi har fått 1.000,00/ }).waitFor();
    await passes(walker, "part-receipt");
    expect(await owed(bill)).toBe(145_000n);
    // The tab from before still says the whole: it is shown what is left instead of beginning anything.
    await old.page.getByRole("button", { name: /Betal 2.450,00.kr med Vipps/ }).click();
    await old.page.getByRole("button", { name: /Betal 1.450,00.kr med Vipps/ }).waitFor();
    expect(await attempts(bill)).toHaveLength(1);
    await paysByWallet(old);
    expect(await owed(bill)).toBe(0n);
    await page.goto(old.page.url());
    await page.getByRole("heading", { name: "Betalt. Takk!" }).waitFor();
  });
});

describe("a payer who chooses nothing", () => {
  test("S0-50 FR-32 V-06 the page says from the start what will happen; a warning on its day, then the invoice by itself", async () => {
    const address = { line1: "Fjellveien 3", postCode: "9008", city: "Tromsø" };
    const bill = await askedFor(adult("Jon Moe", "+4790066778", { address }, { amountMinor: 330_000n }));
    const { id } = await journeys.item(bill);
    const request = async () => (await journeys.inTenant((tx) => requestsForItem(tx, id)))[0]!;
    const walker = await telephone("4790066778");
    const { page } = walker;
    await opensLink(walker);
    await page.getByText(/Velger du ikke noe, sender vi faktura 13\.10\.2026/).waitFor();
    await passes(walker, "no-choice");
    await journeys.morning("2026-10-09");
    expect(await request()).toMatchObject({ choice: "warned" });
    await page.goto(`${journeys.at.sms}/phone/4790066778`);
    expect(await page.locator("article").count()).toBe(2);
    expect(await page.locator("article").first().innerText()).toContain("sendes vanlig faktura 13.10.2026");
    await passes(walker, "warned-sms");
    await opensLink(walker);
    await page
      .getByText(/13\.10\.2026/)
      .first()
      .waitFor();
    await journeys.morning("2026-10-13");
    expect(await request()).toMatchObject({ choice: "invoice", chosenBy: "default" });
    await page.reload();
    await page
      .getByRole("link", { name: /faktura/i })
      .first()
      .click();
    await page.getByText("Du får fakturaen").waitFor();
    await passes(walker, "invoiced");
    expect(await owed(bill)).toBe(330_000n);
  });
});
