import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { proposalById, proposalLines } from "../src/controls/index.ts";
import { claimSchema, heldBack, proposeInvoices, receiveClaims } from "../src/invoicing/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { inTurn, dialogIn, evaluated, expectSound, said, staffApp, type StaffApp } from "./staff-app.fixture.ts";

const TODAY = "2026-10-06";
const UNTIL = "2026-10-20";
const NAMES = ["Kari Nordmann", "Ola Hansen", "Ingrid Berg"];

let platform: TestPlatform;
let clinic: TestClinic;
let app: StaffApp;

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const held = () => inTenant((tx) => heldBack(tx, clinic.ledgerId, TODAY, { limit: 10 }));

async function waiting(): Promise<void> {
  const claims = NAMES.map((name, at) => {
    const amountMinor = 100_000 + at;
    const patient = { ref: `P${String(at)}`, name };
    return claimSchema.parse({
      ...{ externalId: `behandling-${String(at + 1)}`, kind: "INVOICE", currency: "NOK", amountMinor },
      lines: [{ text: "Undersøkelse", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
      patient: { ...patient, birthDate: "1984-03-09" },
      payer: { type: "PATIENT", ...patient, phone: "+4791234567" },
    });
  });
  await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
}

beforeAll(async () => {
  app = await staffApp();
});
afterAll(async () => {
  await app.close();
});
beforeEach(async () => {
  platform = await testPlatform(`${TODAY}T08:00`, { goesOn: true });
  clinic = await testClinic(platform);
  await waiting();
  return async () => {
    await app.tidy();
    await platform.close();
  };
});

describe("claims held back until a day", () => {
  test.each(
    inTurn(0, [
      ["nb-NO", "light", 1280],
      ["en-GB", "dark", 390],
      ["nb-NO", "dark", 320],
    ] as const),
  )(
    "F-04 K-01 a line is held until a day, is out of the next run, is seen beside it and taken back, by keyboard, in %s, %s, %i pixels wide",
    async (locale, colorScheme, width) => {
      const address = await app.serve(platform, clinic.tenantId);
      const walker = await app.signedIn(address, "clinicManager", locale, { colorScheme, width });
      const { page, at, picture } = walker;
      const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, TODAY));
      const text = (key: string, holes: Readonly<Record<string, string>> = {}) => said(locale, "runs", key, holes);

      await at(`/runs/${id}`);
      await page.getByRole("row").nth(3).waitFor();
      await page.keyboard.press("j");
      await page.keyboard.press("h");
      await dialogIn(walker);
      await page.getByRole("radio").first().waitFor();
      await page.keyboard.press("Tab");
      expect(await evaluated<string>(page, "document.activeElement.labels[0].textContent")).toBe(
        await text("runs.until"),
      );
      // Today is no day that comes: nothing is held by it, and nothing beneath the dialog hears the key.
      await page.keyboard.type("+0");
      await page.getByText(await text("runs.untilPast")).waitFor();
      await page.keyboard.press("Control+Enter");
      expect(await held()).toEqual([]);
      expect((await inTenant((tx) => proposalById(tx, id))).state).toBe("open");
      await page.keyboard.press("Control+a");
      await page.keyboard.type("+14");
      await page.getByText(await text("runs.untilPast")).waitFor({ state: "detached" });
      await picture("run-hold-until");
      await expectSound(walker, "the question until when");
      await page.keyboard.press("Control+Enter");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await page.getByText(await text("runs.held")).waitFor();
      const reason = await text("runs.reason.wrongAmount");
      const [line] = await inTenant((tx) => proposalLines(tx, id));
      expect(line).toMatchObject({ state: "held", reason, heldUntilOn: UNTIL });
      await page.locator("tr .kv-run-reason", { hasText: /2026.*: / }).waitFor();
      await picture("run-held-until");
      await expectSound(walker, "a line held until a day");

      await at("/runs");
      await page.getByRole("heading", { name: await text("runs.heldTitle") }).waitFor();
      const back = page.getByRole("button", { name: await text("runs.endHoldOf", { whom: NAMES[0]! }) });
      await back.waitFor();
      await picture("runs-held");
      await expectSound(walker, "what is held beside a new run");
      await page.keyboard.press("n");
      await page.getByRole("button", { name: await text("runs.approve") }).waitFor();
      await page.locator(".kv-run-sum[data-state=held]", { hasText: await text("runs.group.held") }).waitFor();
      await expect.poll(() => page.locator("tr[data-at]").count()).toBe(2);
      await picture("run-leaves-out");
      await expectSound(walker, "a run that leaves out what is held");

      await at("/runs");
      await back.press("Enter");
      await page.getByText(await text("runs.holdEnded", { whom: NAMES[0]! })).waitFor();
      await back.waitFor({ state: "detached" });
      expect(await evaluated<string>(page, "document.activeElement.id"), "K-04").toBe("run-new");
      expect(await held()).toEqual([]);
      await page.keyboard.press("n");
      await expect.poll(() => page.locator("tr[data-at]").count()).toBe(3);
    },
  );
});
