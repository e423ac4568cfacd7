import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimSchema, listInvoices, proposeCredit, receiveClaims } from "../src/invoicing/index.ts";
import { withTenant, type Context } from "../src/platform/index.ts";
import { createUser } from "../src/platform/sign-in/index.ts";
import { testClinic } from "../testkit/index.ts";
import { dialogIn, expectSoundIn, PHONE, said, WIDE } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

/** From somebody's request to head office's list: asked, questioned, answered, approved by another person's key, booked, listed. */

const NUMBERS = ["260201", "260202", "260203"] as const;

const claims = NUMBERS.map((number) =>
  claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid: makeKid(number.padStart(12, "0"), "mod10"),
    issueDate: "2026-09-10",
    dueDate: "2026-09-24",
    currency: "NOK",
    amountMinor: 735_000,
    lines: [{ text: "Krone", amountMinor: 735_000, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: `P${number}`, name: "Kari Nordmann", birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: `P${number}`, name: "Kari Nordmann", phone: "+4791245678" },
  }),
);

const walks = staffWalks("2026-10-06T08:00", async (platform) => {
  const clinic = await testClinic(platform, { name: "Nordlys Tannklinikk" });
  await withTenant(platform, clinic.context, (tx) => receiveClaims(tx, clinic.ledgerId, claims));
  return clinic;
});

const invoiceOf = (number: string) =>
  walks.inTenant(async (tx) => {
    const all = await listInvoices(tx, { ledgerId: walks.clinic.ledgerId, limit: 100 });
    return all.find((invoice) => invoice.number === number)!.id;
  });

/** A credit of the whole invoice that a colleague asks for: the id of its proposal. */
async function askedBy(name: string, number: string): Promise<string> {
  const made = await walks.inTenant((tx) =>
    createUser(tx, { email: `${number}@demo.example`, name, roles: [{ role: "hqFinance", clinicIds: null }] }),
  );
  const context: Context = { ...walks.clinic.context, actor: { kind: "user", id: made.userId } };
  const wish = { invoiceId: await invoiceOf(number), reason: "goodwill", words: "Ventet i to timer" } as const;
  return (await withTenant(walks.platform, context, (tx) => proposeCredit(tx, wish))).id;
}

const NB = "nb-NO";

describe("approvals", () => {
  beforeAll(walks.begin);
  afterAll(walks.end);

  test("H-04 C-01 C-03 S2-24 the CFO approves a colleague's request by key, it is booked, and stands on head office's list", async () => {
    await askedBy("Ola Økonomi", NUMBERS[0]);
    const walker = await walks.signedIn("cfo", NB);
    const { page, to } = walker;
    await to("/approvals");
    await page.locator(".kv-request-one blockquote").getByText("Ventet i to timer").waitFor();
    await page.locator(".kv-request-one").getByText("K.N.").waitFor();
    await expectSoundIn([WIDE[0], WIDE[1], PHONE[0]], walker, "approvals");
    await walker.looks(WIDE[0]);
    await page.keyboard.press("c");
    await dialogIn(walker);
    await page.keyboard.type("Hva var avtalt?");
    await page.keyboard.press("Control+Enter");
    await page.locator(".kv-request-part").getByText("Hva var avtalt?").waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.keyboard.press("a");
    await dialogIn(walker);
    await page.locator(".kv-consequence").getByText("260201").waitFor();
    await expectSoundIn([WIDE[0]], walker, "approvals-approve");
    await page.keyboard.press("Control+Enter");
    await page.getByText(await said(NB, "approvals", "approvals.none.yours")).waitFor();
    await to(`/invoices/${await invoiceOf(NUMBERS[0])}`);
    await page
      .locator(".kv-facts")
      .getByText(await said(NB, "invoices", "invoiceState.credited"))
      .waitFor();
    await to("/losses");
    await page.locator("tr[data-at='0']").getByText("Ola Økonomi").waitFor();
    await expectSoundIn([WIDE[0], PHONE[0]], walker, "losses");
    await expect.poll(() => page.locator("tr[data-at]").count()).toBe(1);
  });

  test("H-04 refused with a reason: who asked reads it; a colleague who was faster is said, and the list is fetched anew", async () => {
    await askedBy("Per Penger", NUMBERS[1]);
    const [first, second] = [await walks.signedIn("cfo", NB), await walks.signedIn("ceo", NB)];
    for (const walker of [first, second]) {
      await walker.to("/approvals");
      await walker.page.locator(".kv-request-one blockquote").waitFor();
    }
    await second.page.keyboard.press("a");
    await dialogIn(second);
    await first.page.keyboard.press("r");
    await dialogIn(first);
    await first.page.keyboard.type("Prisen var avtalt");
    await first.page.keyboard.press("Control+Enter");
    await first.page.getByText(await said(NB, "approvals", "approvals.none.yours")).waitFor();
    await second.page.keyboard.press("Control+Enter");
    await second.page.getByRole("alert").waitFor();
  });

  test("H-09 S2-24 head office proposes a loss on the bill, the CFO approves it: the bill is lost, not settled", async () => {
    const invoiceId = await invoiceOf(NUMBERS[2]);
    const finance = await walks.signedIn("hqFinance", NB);
    await finance.to(`/invoices/${invoiceId}`);
    await finance.page.locator(".kv-invoice").waitFor();
    await finance.page.keyboard.press("l");
    await dialogIn(finance);
    await finance.page.locator("[role=dialog] select").selectOption("debtRelief");
    await finance.page.locator("[role=dialog] textarea").fill("Gjeldsordning åpnet");
    await expectSoundIn([WIDE[0]], finance, "loss-dialog");
    await finance.page.keyboard.press("Control+Enter");
    await finance.page.locator(".kv-waits").waitFor();
    const { page, to } = await walks.signedIn("cfo", NB);
    await to("/approvals");
    await page.locator(".kv-request-one").getByText("Gjeldsordning åpnet").waitFor();
    await page.keyboard.press("a");
    await page.getByRole("dialog").locator(".kv-consequence").waitFor();
    await page.keyboard.press("Control+Enter");
    await page.getByText(await said(NB, "approvals", "approvals.none.yours")).waitFor();
    await to(`/invoices/${invoiceId}`);
    await page
      .locator(".kv-facts")
      .getByText(await said(NB, "invoices", "invoiceState.lost"))
      .waitFor();
    await to("/losses?group=way");
    await page
      .locator(".kv-loss-way [aria-current=step]")
      .getByText(await said(NB, "losses", "loss.state.posted"))
      .waitFor();
  });
});
