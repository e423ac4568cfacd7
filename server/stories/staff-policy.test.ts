import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  approvePolicy,
  listPolicies,
  policyTemplates,
  runSimulation,
  setPolicy,
  SIMULATE,
} from "../src/collections/index.ts";
import { defineJob, drainOutbox, jobRegistry, withTenant } from "../src/platform/index.ts";
import { listUsers, setRoles } from "../src/platform/sign-in/index.ts";
import { testClinic, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { dialogIn, expectSound, said } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

/** A Swedish clinic of a chain whose routine is in force. */
async function chained(platform: TestPlatform): Promise<TestClinic> {
  const clinic = await testClinic(platform, { market: "SE", name: "Norrsken Tandvård AB" });
  await withTenant(platform, clinic.context, async (tx) => {
    const { policy: content, locks } = (await policyTemplates(tx, clinic.ledgerId)).at(-1)!;
    const wish = { scope: "chain", scopeId: null, name: "Kedjan", validFromOn: "2026-01-01", content, locks } as const;
    await approvePolicy(tx, await setPolicy(tx, wish));
  });
  return clinic;
}

const trials = jobRegistry([
  defineJob(SIMULATE, (platform, context, { id }) => runSimulation(platform, context, String(id))),
]);
const walks = staffWalks("2026-10-06T10:00", chained, {});
beforeAll(walks.begin);
afterAll(walks.end);

const text = (key: string, holes?: Record<string, string>) => said("nb-NO", "policy", `policyPage.${key}`, holes);

/** The chief financial officer belongs to the finance department as well: a second person who may approve. */
async function secondPerson(): Promise<void> {
  await walks.inTenant(async (tx) => {
    const cfo = (await listUsers(tx)).find(({ roles }) => roles.some(({ role }) => role === "cfo"))!;
    await setRoles(tx, cfo.id, [...cfo.roles, { role: "hqFinance", clinicIds: null }]);
  });
}

describe("H-06 the reminders' policy", () => {
  test("S2-32 S3-07 a step is written as a sentence, the law refuses it at its field, it is mended, tried (N-13), kept, and approved by another", async () => {
    const writer = await walks.signedIn("hqFinance", "nb-NO");
    const { page } = writer;
    await writer.at("/settings/follow-up");
    await page
      .getByRole("heading", { level: 1, name: await text("lead", { name: "Kedjan", day: "01.01.2026" }) })
      .waitFor();
    await writer.picture("policy");
    await expectSound(writer, "policy");
    await page.getByRole("button", { name: await text("write") }).click();
    const level = await text("level.remind2");
    const labelled = async (field: string) => text("of", { field: await text(`field.${field}`), level });
    await page.getByRole("combobox", { name: await labelled("fee") }).selectOption("amount");
    const most = page.getByRole("textbox", { name: await labelled("feeMost") });
    await most.fill("900");
    const refused = page.getByRole("alert").filter({ hasText: "60,00" });
    await refused.waitFor();
    await writer.picture("policy-refused");
    await expectSound(writer, "policy, refused");
    await most.fill("60");
    await refused.waitFor({ state: "detached" });
    await page.getByRole("textbox", { name: await text("name") }).fill("Kedjan 2027");
    await writer.looks({ colorScheme: "dark", width: 1280 });
    await writer.picture("policy-writing");
    await writer.looks({ colorScheme: "light", width: 320 });
    await expectSound(writer, "policy, narrow");
    await writer.picture("policy-writing");
    await writer.looks({ colorScheme: "light", width: 1280 });
    await page.getByRole("button", { name: await text("simulate.start"), exact: true }).click();
    await page.getByText(await text("simulate.waits")).waitFor();
    await drainOutbox(walks.platform, trials);
    const trial = page.getByRole("table", { name: await text("simulate.title") });
    await trial.waitFor();
    await trial.scrollIntoViewIfNeeded();
    await writer.picture("policy-trial");
    await expectSound(writer, "policy, tried");
    await page.keyboard.press("Control+Enter");
    await page.getByText(await text("own")).waitFor();

    await secondPerson();
    const approver = await walks.signedIn("cfo", "nb-NO");
    await approver.at("/settings/follow-up");
    await approver.page.getByRole("button", { name: await text("approveTitle", { name: "Kedjan 2027" }) }).click();
    await dialogIn(approver);
    await approver.page.keyboard.press("Control+Enter");
    await approver.page.getByText(await text("state.coming")).waitFor();
    const kept = (await walks.inTenant(listPolicies)).at(-1)!;
    expect([kept.name, kept.approvedAt !== null, kept.approvedBy === kept.madeBy]).toEqual([
      "Kedjan 2027",
      true,
      false,
    ]);
    const remind2 = (kept.content as { levels: { name: string; fee: object }[] }).levels[1];
    expect(remind2).toMatchObject({ name: "remind2", fee: { charge: "amount", mostMinor: 60_00 } });
  });
});
