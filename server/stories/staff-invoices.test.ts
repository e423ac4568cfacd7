import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveProposal, listProposals } from "../src/controls/index.ts";
import { applyCredits, claimSchema, CREDITS, listInvoices, receiveClaims } from "../src/invoicing/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { testClinic } from "../testkit/index.ts";
import { inTurn, expectSound, focusIn, expectSoundIn, PHONE, said, WIDE, type Walker } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

const COUNT = 60;

/** Those of 7,350 kr, above the manager's limit; the first is Kari Østergård's. */
const LARGE = ["260101", "260104", "260107", "260110"] as const;

/** Sixty invoices of a month, every third due already; the large ones in two lines. */
function claims() {
  return Array.from({ length: COUNT }, (_, at) => {
    const number = String(260_101 + at);
    const late = at % 3 === 0;
    const isLarge = (LARGE as readonly string[]).includes(number);
    const lines = isLarge ? [600_000, 135_000] : [12_500 * (1 + (at % 9))];
    const name = at === 0 ? "Kari Østergård" : `Pasient ${number}`;
    return claimSchema.parse({
      externalId: `journal-${number}`,
      kind: "INVOICE",
      number,
      kid: makeKid(number.padStart(12, "0"), "mod10"),
      issueDate: late ? "2026-09-10" : "2026-10-02",
      dueDate: late ? "2026-09-24" : "2026-10-16",
      currency: "NOK",
      amountMinor: lines.reduce((sum, minor) => sum + minor, 0),
      lines: lines.map((amountMinor, no) => ({
        text: no === 0 ? "Krone" : "Røntgen",
        amountMinor,
        vatCode: "EXEMPT",
        vatMinor: 0,
      })),
      patient: { ref: `P${number}`, name, birthDate: "1984-03-09" },
      payer: { type: "PATIENT", ref: `P${number}`, name, phone: "+4791245678" },
    });
  });
}

const walks = staffWalks("2026-10-06T08:00", async (platform) => {
  const clinic = await testClinic(platform, { name: "Nordlys Tannklinikk" });
  await withTenant(platform, clinic.context, (tx) => receiveClaims(tx, clinic.ledgerId, claims()));
  return clinic;
});

async function large(at: 0 | 1 | 2 | 3): Promise<string> {
  return walks.inTenant(async (tx) => {
    const all = await listInvoices(tx, { ledgerId: walks.clinic.ledgerId, limit: 100 });
    return all.find((invoice) => invoice.number === LARGE[at])!.id;
  });
}

/** The CFO approves the credit that waits, and it is booked. */
async function approved(): Promise<void> {
  const [open] = await walks.inTenant((tx) => listProposals(tx, { kind: CREDITS, state: "open", limit: 1 }));
  await walks.inTenant((tx) => approveProposal(tx, open!.id, ["cfo"]));
  await applyCredits(walks.platform, walks.clinic.context, open!.id);
}

const rows = ({ page }: Walker) => page.locator("tr[data-at]");

/** Opens the credit dialog by its key and fills reason and, if asked, an amount; nothing is pressed yet. */
async function drafted({ page }: Walker, amount?: string): Promise<void> {
  await page.keyboard.press("c");
  await page.locator(".kv-radios").waitFor();
  if (amount) {
    await page.keyboard.press("ArrowDown");
    await page.locator("[role=dialog] .kv-typed-amount").fill(amount);
  }
  await page.locator("[role=dialog] select").selectOption("goodwill");
}

describe("the list", () => {
  beforeAll(walks.begin);
  afterAll(walks.end);

  test.each(inTurn(0, ["nb-NO", "en-GB"] as const))(
    "W-05 the filter stands in the address, goes along by link and comes back with Back, in %s",
    async (locale) => {
      const walker = await walks.signedIn("clinicManager", locale);
      const { page, to, picture } = walker;
      await to("/invoices");
      await rows(walker).first().waitFor();
      await page.locator(".kv-data-foot").getByText("60").waitFor();
      await picture("invoices");
      await expectSound(walker, "invoices");
      await page.locator(".kv-invoice-filter select").first().selectOption("overdue");
      await page.waitForURL(/state=overdue/);
      await page.locator(".kv-data-foot").getByText("20").waitFor();
      await page.keyboard.press("Escape");
      await rows(walker).first().focus();
      await page.keyboard.press("j");
      await page.keyboard.press("Enter");
      await page.locator(".kv-invoice").waitFor();
      await page.goBack();
      await page.waitForURL(/state=overdue/);
      await page.locator(".kv-data-foot").getByText("20").waitFor();
      await page.keyboard.press("/");
      await focusIn(walker, "main input");
      await page.keyboard.type("ostergard");
      await page.waitForURL(/q=ostergard/);
      await page.locator("tr[data-at='0']").getByText("260101").waitFor();
      const link = page.url();
      await page.goto("about:blank");
      await page.goto(link);
      await page.locator("tr[data-at='0']").getByText("260101").waitFor();
      await expect.poll(() => rows(walker).count()).toBe(1);
      await page.keyboard.press("/");
      await focusIn(walker, "main input");
      await page.keyboard.type("ingen her");
      await page.getByText(await said(locale, "invoices", "invoices.noneFound")).waitFor();
      await expectSound(walker, "nothing in the filter");
    },
  );

  test("Y-02 Y-13 list and page wide, on a phone and 320 pixels wide: sound, no sideways scroll", async () => {
    const looks = [WIDE[1], PHONE[0], { colorScheme: "dark", width: 320 }] as const;
    const walker = await walks.signedIn("clinicManager", "it-IT");
    await walker.to("/invoices?state=open");
    await rows(walker).first().waitFor();
    await expectSoundIn(looks, walker, "invoices");
    await walker.to(`/invoices/${await large(0)}`);
    await walker.page.locator(".kv-paper").waitFor();
    await expectSoundIn(looks, walker, "invoice");
    await drafted(walker);
    await expectSoundIn(looks, walker, "invoice-credit");
  });

  test("SEC-12 reception sees what the bill is, and may ask for a credit that somebody else approves", async () => {
    const walker = await walks.signedIn("reception", "nb-NO");
    await walker.to(`/invoices/${await large(0)}`);
    await walker.page.locator(".kv-paper").getByText("Krone").waitFor();
    await drafted(walker, "500");
    const manager = await said("nb-NO", "shell", "role.clinicManager");
    await walker.page.locator(".kv-consequence").getByText(manager).waitFor();
  });

  test("SEC-09 another tenant finds no invoice in the list nor at its address", async () => {
    const id = await large(0);
    const other = await testClinic(walks.platform);
    // The demo's people have the same addresses everywhere: one whom the first tenant has not asked.
    const elsewhere = await walks.app.serve(walks.platform, other.tenantId, { people: [] });
    const walker = await walks.app.signedIn(elsewhere, "cfo", "en-GB");
    await walker.to(`/invoices?ledger=${walks.clinic.ledgerId}&q=260101`);
    await walker.page.getByText(await said("en-GB", "invoices", "invoices.noneFound")).waitFor();
    await walker.to(`/invoices/${id}`);
    await walker.page.getByRole("alert").waitFor();
    await expectSound(walker, "an invoice that is not theirs");
    expect(await walker.page.textContent("body")).not.toMatch(/Østergård|Krone|7.350/);
  });
});

describe("a credit note", () => {
  beforeAll(walks.begin);
  afterAll(walks.end);

  test.each(
    inTurn(1, [
      ["nb-NO", 0],
      ["en-GB", 1],
    ] as const),
  )(
    "S2-24 A-10 SEC-12 the manager asks for a part with its reason, by keyboard; the CFO approves, note and invoice link to each other, in %s",
    async (locale, at) => {
      const walker = await walks.signedIn("clinicManager", locale);
      const { page, to, picture } = walker;
      await to(`/invoices/${await large(at)}`);
      await page.locator(".kv-invoice").waitFor();
      await drafted(walker, "500");
      await page.locator(".kv-consequence").getByText(/5.000/).waitFor();
      await expectSound(walker, "credit within the limit");
      await picture("credit-asked");
      await page.keyboard.press("Control+Enter");
      await page.locator(".kv-waits").waitFor();
      await approved();
      await page.reload();
      const note = await said(locale, "desk", "desk.event.creditNote");
      await page.getByRole("link", { name: new RegExp(note) }).click();
      await page.locator(".kv-paper").getByText(LARGE[at]).first().waitFor();
      await expectSound(walker, "a credit note");
      await picture("credit-note");
      await page.getByRole("link", { name: LARGE[at] }).first().click();
      await page.getByRole("link", { name: new RegExp(note) }).waitFor();
    },
  );

  test.each(
    inTurn(2, [
      ["nb-NO", 2],
      ["en-GB", 3],
    ] as const),
  )(
    "SEC-13 C-01 above the limit it says who must approve before it is sent, and afterwards that it waits, in %s",
    async (locale, at) => {
      const walker = await walks.signedIn("clinicManager", locale);
      const { page, to, picture } = walker;
      await to(`/invoices/${await large(at)}`);
      await page.locator(".kv-invoice").waitFor();
      await drafted(walker);
      const cfo = await said(locale, "shell", "role.cfo");
      await page.locator(".kv-consequence").getByText(cfo).waitFor();
      await page.getByRole("button", { name: await said(locale, "invoices", "credit.send") }).waitFor();
      await picture("credit-two-persons");
      await expectSound(walker, "credit above the limit");
      await page.keyboard.press("Control+Enter");
      await page.locator(".kv-waits").waitFor();
      await picture("credit-waits");
      await expectSound(walker, "a credit that waits");
    },
  );
});
