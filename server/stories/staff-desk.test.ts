import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { addNote, partiesByCustomerNo } from "../src/parties/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import {
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";
import {
  inTurn,
  evaluated,
  expectSound,
  expectSoundIn,
  NARROW,
  PHONE,
  said,
  WIDE,
  type Locale,
  type Walker,
} from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

const KARI_KID = "1047112601018";
const CHILD_KID = "1047122601024";
const TREATMENT = "Rotfylling tann 36";

type Part = { readonly text: string; readonly minor: number };
const claim = (number: string, kid: string, name: string, lines: readonly Part[], more: object = {}) =>
  claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid,
    issueDate: "2026-09-14",
    dueDate: "2026-09-28",
    currency: "NOK",
    amountMinor: lines.reduce((sum, line) => sum + line.minor, 0),
    lines: lines.map(({ text, minor }) => ({ text, amountMinor: minor, vatCode: "EXEMPT", vatMinor: 0 })),
    patient: { ref: `P${number}`, name, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: `P${number}`, name, phone: "+4791245678" },
    ...more,
  });

const karis = async (tx: TenantTransaction) => [...(await partiesByCustomerNo(tx, [1n])).values()][0]!;

/** Kari owes what is left of an overdue invoice; a child's invoice is its mother's. */
async function aDayAtTheDesk(platform: TestPlatform): Promise<TestClinic> {
  const made = await testClinic(platform, { name: "Nordlys Tannklinikk" });
  await testBankAccount(platform, made);
  const lines = [
    { text: TREATMENT, minor: 200_000 },
    { text: "Røntgen", minor: 45_000 },
  ];
  const child = { ref: "C1", name: "Lille Barnesen", birthDate: "2019-05-01" };
  const guardian = { ref: "G1", name: "Mor Barnesen", phone: "+4792222222" };
  const later = { issueDate: "2026-10-01", dueDate: "2026-10-20" };
  await withTenant(platform, made.context, (tx) =>
    receiveClaims(tx, made.ledgerId, [
      claim("260101", KARI_KID, "Kari Østergård", lines),
      claim("260102", CHILD_KID, child.name, [{ text: "Undersøkelse", minor: 50_000 }], {
        ...later,
        patient: child,
        payer: { type: "PATIENT", ref: child.ref, name: child.name },
        guardian,
      }),
    ]),
  );
  const payments = [{ kid: KARI_KID, amountMinor: 45_000n, payer: "12345678903" }];
  await importBytes(platform, made, netsReader(), ocrFile({ transmission: 1, settledOn: "2026-10-05", payments }));
  await withTenant(platform, made.context, async (tx) =>
    addNote(tx, await karis(tx), "Ringer tilbake på torsdag om delbetaling."),
  );
  return made;
}

// One database for all: the desk reads, and a note more on the card is in nobody's way.
const walks = staffWalks("2026-10-06T08:00", aDayAtTheDesk);
beforeAll(walks.begin);
afterAll(walks.end);

/** Types into the one box and opens the first hit, by keyboard alone. */
async function opened({ page }: Walker, text: string): Promise<void> {
  await page.locator(".kv-desk-box input").fill(text);
  await page.locator(".kv-hit[aria-selected=true]").waitFor();
  await page.keyboard.press("Enter");
  await page.locator(".kv-party").waitFor();
}

/** The sheet that answers what a bill is, opened by its key from the card. */
async function asked({ page }: Walker): Promise<string> {
  await page.locator(".kv-party tr[data-at]").first().waitFor();
  await page.keyboard.press("b");
  await page.locator(".kv-bill").waitFor();
  return (await page.locator(".kv-bill").textContent())!;
}

const amounts: Record<string, RegExp> = { "nb-NO": /2.000,00.kr/, "en-GB": /NOK.2,000\.00/ };

describe("reception answers what a bill is", () => {
  test.each(inTurn(0, ["nb-NO", "en-GB"] as const))(
    "D-01 D-02 D-08 by name, card and sheet, without the mouse, in %s",
    async (locale: Locale) => {
      const walker = await walks.signedIn("reception", locale);
      const { page, to, picture } = walker;
      await to("/desk");
      await expect.poll(() => evaluated(page, "document.activeElement.getAttribute('role')")).toBe("combobox");
      await expectSound(walker, "the desk before anything is typed");
      await picture("desk-empty");
      await opened(walker, "ostergard");
      await page.getByText("Ringer tilbake på torsdag").waitFor();
      const card = (await page.locator(".kv-party").textContent())!;
      expect(card).toMatch(amounts[locale]!);
      expect(card).toContain("••• 45 678");
      expect(card).not.toContain("91245678");
      await expectSound(walker, "the desk with a card");
      await picture("desk-card");
      const sheet = await asked(walker);
      expect(sheet).toContain(TREATMENT);
      expect(sheet).toContain(await said(locale, "invoices", "bill.noFee"));
      expect(sheet).toMatch(amounts[locale]!);
      await expectSound(walker, "what is this bill");
      await picture("desk-bill");
      await page.keyboard.press("Escape");
      await page.locator(".kv-bill").waitFor({ state: "detached" });
      await page.keyboard.press("Escape");
      await page.locator(".kv-party").waitFor({ state: "detached" });
    },
  );

  test("D-01 a part of the phone, an invoice, a KID and an amount lead to the card of who owes it", async () => {
    const walker = await walks.signedIn("reception", "nb-NO");
    await walker.at("/");
    for (const text of ["45678", "260101", "1047 1126 01018", "2450"]) {
      await opened(walker, text);
      await walker.page.getByRole("heading", { name: "Kari Østergård" }).waitFor();
      await walker.page.keyboard.press("Escape");
      await walker.page.locator(".kv-party").waitFor({ state: "detached" });
    }
  });

  test("D-02 a child's card shows the guardian who pays and the bill that is the guardian's", async () => {
    const walker = await walks.signedIn("reception", "nb-NO");
    await walker.at("/");
    await opened(walker, "lille barnesen");
    await walker.page.locator(".kv-behind").getByText("Mor Barnesen").waitFor();
    expect(await asked(walker)).toContain("Undersøkelse");
  });

  test("SEC-16 no treatment word and no name for a role that does not meet the patient", async () => {
    const walker = await walks.signedIn("accountant", "nb-NO");
    const { page, at, to, picture } = walker;
    await to("/invoices?q=ostergard");
    await page.getByText(await said("nb-NO", "invoices", "invoices.noneFound")).waitFor();
    await at("/invoices?q=260101");
    await page.locator("tr[data-at]").first().waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.locator(".kv-invoice").waitFor();
    await page.keyboard.press("b");
    await page.locator(".kv-bill").waitFor();
    const body = (await page.textContent("body"))!;
    expect(body).toContain(await said("nb-NO", "invoices", "bill.textsHidden"));
    expect(body).not.toMatch(/Rotfylling|Røntgen|Østergård/);
    await picture("desk-bill-accountant");
  });

  test("a note is written with its key and stands first in the timeline", async () => {
    const walker = await walks.signedIn("reception", "nb-NO");
    const { page, picture } = walker;
    await walker.at("/");
    walks.platform.moveTo("2026-10-06T08:05");
    await opened(walker, "ostergard");
    await page.locator(".kv-party tr[data-at]").first().waitFor();
    await page.keyboard.press("n");
    await page.getByRole("dialog").locator("textarea").first().fill("Vil betale i to deler.");
    await expectSound(walker, "a note");
    await picture("desk-note");
    await page.keyboard.press("Control+Enter");
    await page.locator(".kv-party tr[data-at='0']").getByText("Vil betale i to deler.").waitFor();
  });
});

describe("the card at its own address", () => {
  test("Y-02 Y-13 wide, on a phone and 320 pixels wide, light and dark: sound, no sideways scroll", async () => {
    const looks = [...WIDE, PHONE[1], ...NARROW];
    const walker = await walks.signedIn("clinicManager", "da-DK");
    await walker.to("/desk");
    await opened(walker, "ostergard");
    await expectSoundIn(looks, walker, "desk-card");
    const id = new URL(walker.page.url()).searchParams.get("party")!;
    await walker.to(`/parties/${id}`);
    await walker.page.locator(".kv-party tr[data-at]").first().waitFor();
    await expectSoundIn(looks, walker, "party");
    await asked(walker);
    await expectSoundIn(looks, walker, "party-bill");
  });
});

describe("another tenant", () => {
  test("SEC-09 finds nothing in the search, and nothing at the card's address", async () => {
    const id = await walks.inTenant(karis);
    const other = await testClinic(walks.platform);
    const elsewhere = await walks.app.serve(walks.platform, other.tenantId, { people: [] });
    // The demo's people have the same addresses everywhere: one whom the first tenant has not asked.
    const walker = await walks.app.signedIn(elsewhere, "ceo", "en-GB");
    const { page, to, picture } = walker;
    await to("/desk");
    for (const text of ["ostergard", "45678", "260101", KARI_KID, "2450"]) {
      await page.locator(".kv-desk-box input").fill(text);
      await page.getByText(await said("en-GB", "desk", "desk.noneHelp")).waitFor();
      expect(await page.locator(".kv-hit[role=option]").count()).toBe(0);
    }
    await to(`/parties/${id}`);
    await page.getByRole("alert").waitFor();
    expect(await page.textContent("body")).not.toMatch(/Østergård|45 678/);
    await picture("party-not-found");
    await expectSound(walker, "a card that is not theirs");
  });
});
