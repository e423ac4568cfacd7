import { sql } from "kysely";
import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approvePolicy, policyTemplates, saveAgencyAgreement, setPolicy } from "../src/collections/index.ts";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { itemsByReference } from "../src/ledger/index.ts";
import { withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { testClinic, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { dialogIn, expectSound, said } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

const DAY = "2026-10-16";
const KIDS = [1, 2].map((no) => makeKid(`10471026000${String(no)}`, "mod10"));

const unpaid = (kid: string, no: number, name: string) =>
  claimSchema.parse({
    ...{ externalId: `2600${String(no)}`, kind: "INVOICE", currency: "NOK", amountMinor: 124_000 },
    ...{ number: `2600${String(no)}`, kid, issueDate: "2026-08-14", dueDate: "2026-08-28" },
    lines: [{ text: "Undersøkelse", amountMinor: 124_000, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ref: name, name, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: name, name, phone: "+4791234567" },
  });

/** A step of a claim, as a run takes it. */
async function stepped(tx: TenantTransaction, ledgerId: string, itemId: string, policyId: string, level: string) {
  const id = tx.platform.ids.next();
  await sql`
    insert into follow_up_step (tenant_id, id, ledger_id, item_id, level, round, policy_id, target_on, taken_on, lag, amount_minor, fee_minor, proposal_id,
      line_no, taken_by, taken_at, explanation)
    values (${tx.tenantId}, ${id}, ${ledgerId}, ${itemId}, ${level}, 1, ${policyId}, '2026-10-12', '2026-10-12', 0, 124000, 0, ${id}, 1, 'run',
      ${tx.now.toString()}, '{}')`.execute(tx.db);
  return id;
}

/** A clinic of which one case came to head office and another stands on the stop-list. */
async function withCases(platform: TestPlatform): Promise<TestClinic> {
  const clinic = await testClinic(platform, { name: "Nordlys Tannklinikk AS" });
  const { context, ledgerId } = clinic;
  const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, context, work);
  const policyId = await inTenant(async (tx) => {
    const [template] = await policyTemplates(tx, ledgerId);
    const wish = { scope: "chain", scopeId: null, name: "Kjeden 2026", validFromOn: "2026-01-01", locks: [] } as const;
    const id = await setPolicy(tx, { ...wish, content: template!.policy });
    await approvePolicy(tx, id);
    const claims = ["Kari Nordmann", "Ola Hansen"].map((name, at) => unpaid(KIDS[at]!, at + 1, name));
    await receiveClaims(tx, ledgerId, claims);
    return id;
  });
  await inTenant(async (tx) => {
    const items = (await itemsByReference(tx, KIDS, ledgerId)).toSorted((a, b) =>
      a.reference! < b.reference! ? -1 : 1,
    );
    await stepped(tx, ledgerId, items[0]!.id, policyId, "headOffice");
    const stepId = await stepped(tx, ledgerId, items[1]!.id, policyId, "agency");
    const wish = { ledgerId, agency: "Eksempel Inkasso", clientId: "c1", secret: "agency-secret-1" } as const;
    const { id } = await saveAgencyAgreement(tx, { ...wish, state: "active", leavesWeek: 1, leavesWeekday: 2 });
    await sql`
      insert into agency_case (tenant_id, id, ledger_id, item_id, agreement_id, step_id, state, listed_on, leaves_on, capital_minor, made_at)
      values (${tx.tenantId}, ${tx.platform.ids.next()}, ${ledgerId}, ${items[1]!.id}, ${id}, ${stepId}, 'listed', ${DAY}, '2026-11-03', 124000,
        ${tx.now.toString()})`.execute(tx.db);
  });
  return clinic;
}

const walks = staffWalks(`${DAY}T09:00`, withCases, {});
beforeAll(walks.begin);
afterAll(walks.end);

const t = (key: string, holes: Readonly<Record<string, string>> = {}) => said("nb-NO", "cases", `cases.${key}`, holes);

describe("H-03 the case desk", () => {
  test("S2-17 S2-31 X-15 by keyboard: a case is taken, asked about, answered by the clinic and decided; the stop-list says who leaves when", async () => {
    const walker = await walks.signedIn("hqFinance", "nb-NO");
    const { page } = walker;
    await walker.at("/cases");
    await expect.poll(() => page.locator("tr[data-at]").count()).toBe(1);
    await expectSound(walker, "cases");
    await walker.picture("cases");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: await t("take.act") }).waitFor();
    await page.keyboard.press("t");
    await page.getByText(await t("take.done")).waitFor();
    await page.keyboard.press("n");
    await dialogIn(walker);
    await page.getByLabel(await t("talk.words")).fill("Har dere snakket med henne?");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await page.getByText("Har dere snakket med henne?").waitFor();
    await page.keyboard.press("d");
    await dialogIn(walker);
    await page.getByLabel(await t("decide.why"), { exact: true }).fill("Hun svarer på telefon.");
    await page.keyboard.press("Control+Enter");
    await page.getByText(await t("decide.done", { decision: await t("action.telephone") })).waitFor();
    await page.getByText("Hun svarer på telefon.").waitFor();
    await expectSound(walker, "case");
    await walker.picture("case");

    const clinic = await walks.signedIn("clinicManager", "nb-NO");
    await clinic.at(new URL(page.url()).pathname);
    await clinic.page.getByRole("button", { name: await t("talk.answer"), exact: true }).click();
    await dialogIn(clinic);
    await clinic.page.getByLabel(await t("talk.words")).fill("Ja, i går.");
    await clinic.page.keyboard.press("Control+Enter");
    await clinic.page.getByRole("dialog").waitFor({ state: "detached" });
    await clinic.page.getByText("Ja, i går.").waitFor();
    expect(await clinic.page.getByRole("button", { name: await t("decide.act") }).count()).toBe(0);
    await clinic.to("/cases?group=calls");
    await clinic.page.getByRole("cell", { name: await t("calls.reason.decided") }).waitFor();
    await clinic.to("/cases?group=leaving");
    await clinic.page.getByText("03.11.2026").waitFor();
    await expectSound(clinic, "leaving");
    await clinic.picture("leaving");
    // Head office reads the same list over all clinics, each case with its own.
    await walker.at("/cases?group=leaving");
    await page.getByRole("cell", { name: "Nordlys Tannklinikk AS" }).waitFor();
    await expectSound(walker, "leaving, all clinics");
    await walker.picture("leaving-all");
  });
});
