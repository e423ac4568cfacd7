import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { goOnAfterWindow, GO_ON } from "../src/app/service-window.ts";
import { approveProposal, proposalLines } from "../src/controls/index.ts";
import { claimSchema, proposeInvoices, receiveClaims } from "../src/invoicing/index.ts";
import { systemContext, withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import {
  inTurn,
  LOOKS,
  expectSound,
  said,
  staffApp,
  type Locale,
  type StaffApp,
  type Walker,
} from "./staff-app.fixture.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let app: StaffApp;

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const linesOf = async (id: string) => (await inTenant((tx) => proposalLines(tx, id))).map((line) => line.state);
const button = async ({ page }: Walker, locale: Locale, key: string) =>
  page.getByRole("button", { name: await said(locale, "runs", key) }).first();

beforeAll(async () => {
  app = await staffApp();
});
afterAll(async () => {
  await app.close();
});
beforeEach(async () => {
  platform = await testPlatform("2026-10-10T20:00", { goesOn: true });
  clinic = await testClinic(platform);
  return async () => {
    await app.tidy();
    await platform.close();
  };
});

/** An approved run of two invoices. */
async function approvedRun(): Promise<string> {
  const claims = [245_000, 118_000].map((amountMinor, at) =>
    claimSchema.parse({
      externalId: `behandling-${String(at + 1)}`,
      kind: "INVOICE",
      currency: "NOK",
      amountMinor,
      lines: [{ text: "Undersøkelse", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
      patient: { ref: `P${String(at)}`, name: "Kari Nordmann", birthDate: "1984-03-09" },
      payer: { type: "PATIENT", ref: `P${String(at)}`, name: "Kari Nordmann", phone: "+4791234567" },
    }),
  );
  await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
  const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, "2026-10-10"));
  await inTenant((tx) => approveProposal(tx, id));
  return id;
}

describe("a run and the service window", () => {
  test.each(inTurn(0, LOOKS))(
    "S1-27 B-09 begun in the service window by keyboard, a run says that it begins at six, and does, in %s, %s, %i pixels wide",
    async (locale, colorScheme, width) => {
      const id = await approvedRun();
      platform.moveTo("2026-10-11T03:30");
      const address = await app.serve(platform, clinic.tenantId);
      const walker = await app.signedIn(address, "hqFinance", locale, { colorScheme, width });
      const { page, at, picture } = walker;
      await at(`/runs/${id}`);
      await page.locator(".kv-run-window[data-standing=open]").waitFor();
      await (await button(walker, locale, "runs.run")).waitFor();
      await page.keyboard.press("Control+Enter");
      await page.locator(".kv-run-window[data-standing=begins]").waitFor();
      await page.getByRole("heading", { level: 1, name: "06:00" }).waitFor();
      expect(await (await button(walker, locale, "runs.resume")).isDisabled()).toBe(true);
      await picture("run-begins-later");
      await expectSound(walker, "begun in the window");
      await at("/runs");
      await page
        .getByRole("cell", { name: await said(locale, "runs", "runs.state.begins", { to: "06:00" }) })
        .waitFor();
      await picture("runs-begins-later");
      await expectSound(walker, "the list in the window");
      expect(await linesOf(id)).toEqual(["proposed", "proposed"]);
      platform.moveTo("2026-10-11T06:00");
      await goOnAfterWindow(platform, systemContext(clinic.tenantId, GO_ON));
      expect(await linesOf(id)).toEqual(["applied", "applied"]);
    },
  );
});
