import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";
import { withTenant } from "../src/platform/index.ts";
import {
  importBytes,
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";
import { expectSound, staffApp, type StaffApp } from "./staff-app.fixture.ts";

/** Every screen of the rail; the pages of single things are walked by their own stories. */
const SCREENS = [
  "",
  "desk",
  "invoices",
  "runs",
  "bank",
  "files",
  "proof",
  "reskontro",
  "aging",
  "number-series",
  "reports",
  "audit",
  "settings",
] as const;

const KID = "1047112601018";
const MISTYPED = "1047112601081";

let platform: TestPlatform;
let clinic: TestClinic;
let app: StaffApp;

const claim = (number: string, kid: string, amount: number) =>
  claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid,
    issueDate: "2026-09-14",
    dueDate: "2026-09-28",
    currency: "NOK",
    amountMinor: amount,
    lines: [{ text: "Behandling", amountMinor: amount, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: `P${number}`, name: `Pasient ${number}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: `P${number}`, name: `Pasient ${number}`, phone: "+4791234567" },
  });

/** A clinic with two invoices, of which one was paid under a mistyped KID. */
async function paidUnderMistypedKid(): Promise<TestClinic> {
  const made = await testClinic(platform);
  await testBankAccount(platform, made);
  await withTenant(platform, made.context, (tx) =>
    receiveClaims(tx, made.ledgerId, [claim("260101", KID, 245_000), claim("260102", "1047122601024", 118_000)]),
  );
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
  // A database for each test: the demo's people have the same addresses everywhere.
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await paidUnderMistypedKid();
  return async () => {
    await app.tidy();
    await platform.close();
  };
});

describe("the staff app", () => {
  test.each([
    ["nb-NO", "light", 1280],
    ["nb-NO", "dark", 1280],
    ["en-GB", "light", 390],
    ["en-GB", "dark", 390],
  ] as const)(
    "SEC-60 every screen in %s, %s, %i pixels wide: no finding of axe, no breach of the policy, no sideways scroll",
    async (locale, colorScheme, width) => {
      const address = await app.serve(platform, clinic.tenantId);
      const walker = await app.signedIn(address, "cfo", locale, { colorScheme, width });
      for (const screen of SCREENS) {
        await walker.at(`/${screen}`);
        await walker.picture(screen || "home");
        await expectSound(walker, screen);
      }
    },
  );

  test("SEC-09 a person of another tenant sees their own ledger only, also under the other's address", async () => {
    const other = await testClinic(platform);
    const address = await app.serve(platform, other.tenantId);
    const { page, at } = await app.signedIn(address, "accountant", "en-GB");
    await at(`/invoices?ledger=${clinic.ledgerId}`);
    expect(await page.textContent("body")).not.toMatch(/26010[12]|Pasient/);
  });
});
