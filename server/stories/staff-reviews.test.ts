import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { claimSchema, receiveClaims, type Claim } from "../src/invoicing/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { testClinic, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { dialogIn, expectSound, said } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

const NAMES = ["Ingrid Marie Tollefsen-Bjørnstad", "Ola Eksempel", "Åse Eksempel"];
const DUE = ["2026-06-15", "2026-08-31", "2026-09-28"];

function treated(no: number): Claim {
  const [number, amountMinor] = [String(26_201 + no), 184_000 + no * 35_500];
  const patient = { ref: `P${number}`, name: NAMES[no]!, birthDate: "1958-03-09" };
  return claimSchema.parse({
    ...{ externalId: `journal-${number}`, kind: "INVOICE", number, kid: makeKid(`1047${number}`, "mod10") },
    ...{ issueDate: "2026-06-01", dueDate: DUE[no], currency: "NOK", amountMinor },
    lines: [{ text: "Undersøkelse", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient,
    payer: { type: "PATIENT", ref: patient.ref, name: patient.name, phone: "+4791234567" },
  });
}

async function overdue(platform: TestPlatform): Promise<TestClinic> {
  const clinic = await testClinic(platform, { name: "Nordlys Tannklinikk AS" });
  await withTenant(platform, clinic.context, (tx) => receiveClaims(tx, clinic.ledgerId, [0, 1, 2].map(treated)));
  return clinic;
}

const walks = staffWalks("2026-10-06T10:00", overdue, {});
beforeAll(walks.begin);
afterAll(walks.end);

describe("a meeting about what is outstanding", () => {
  test("S3-06 K-01 by keyboard: begun, a note and a decision for a claim, ticked off, closed; then it stands", async () => {
    const walker = await walks.signedIn("clinicManager", "nb-NO");
    const { page } = walker;
    const rows = page.locator("main table tbody tr[data-at]");
    const words = (key: string, named = {}) => said("nb-NO", "reviews", `reviews.${key}`, named);
    await walker.at("/follow-up?kind=reviews");
    await expect.poll(() => page.locator(".kv-empty").textContent()).toBe(await words("none"));
    await page.keyboard.press("n");
    await dialogIn(walker);
    await page.getByRole("textbox").fill("Ingrid (eier) og Ola");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => rows.count()).toBe(3);
    await expect.poll(() => page.locator("main").textContent()).toContain("Ingrid (eier) og Ola");
    await expectSound(walker, "review");
    await walker.picture("review");
    await page.keyboard.press("n");
    await dialogIn(walker);
    await page.getByRole("textbox").first().fill("Ringer på onsdag om to avdrag.");
    await page.getByLabel(await words("decision.telephone"), { exact: true }).check();
    await expectSound(walker, "review say");
    await walker.picture("review-say");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => rows.first().textContent()).toContain(await words("decision.telephone"));
    await expect.poll(() => page.locator("main").textContent()).toContain("Ringer på onsdag om to avdrag.");
    await page.keyboard.press("f");
    await expect.poll(() => rows.first().textContent()).toContain("Gjort");
    await page.keyboard.press("c");
    await dialogIn(walker);
    await walker.picture("review-close");
    await page.keyboard.press("Control+Enter");
    await expect.poll(() => page.locator("main").textContent()).toContain("Avsluttet av");
    await walker.at("/follow-up?kind=reviews");
    await expect.poll(() => rows.count()).toBe(1);
    await walker.picture("reviews");
  });
});
