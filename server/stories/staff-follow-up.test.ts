import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  approvePolicy,
  confirmComplete,
  declarationsOf,
  policyTemplates,
  proposeFollowUp,
  setPolicy,
} from "../src/collections/index.ts";
import { listProposals, proposalLines } from "../src/controls/index.ts";
import { claimSchema, receiveClaims } from "../src/invoicing/index.ts";
import { withTenant, type Context } from "../src/platform/index.ts";
import { testBankAccount, testClinic, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { dialogIn, expectRoom, expectSound, expectSoundIn, PHONE, said, type Walker } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

const NAMES = ["Kari Nordmann", "Ola Hansen", "Ingrid Marie Tollefsen-Bjørnstad"];

/** A claim that fell due on 28 September and was not paid. */
function unpaid(no: number, name: string) {
  const who = { ref: name, name };
  const number = `26000${String(no)}`;
  return claimSchema.parse({
    ...{ externalId: number, kind: "INVOICE", currency: "NOK", amountMinor: 124_000 },
    ...{ number, kid: makeKid(`1047102600${String(no).padStart(2, "0")}`, "mod10") },
    ...{ issueDate: "2026-09-14", dueDate: "2026-09-28" },
    lines: [{ text: "Undersøkelse", amountMinor: 124_000, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ...who, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ...who, phone: "+4791234567" },
  });
}

/** A clinic on its follow-up day: a policy, a bank that has not written, three who have not paid. */
async function followUpDay(platform: TestPlatform): Promise<TestClinic> {
  const clinic = await testClinic(platform, { name: "Nordlys Tannklinikk AS" });
  await testBankAccount(platform, clinic);
  await withTenant(platform, clinic.context, async (tx) => {
    const [template] = await policyTemplates(tx, clinic.ledgerId);
    const wish = { scope: "chain", scopeId: null, name: "Kjeden 2026", validFromOn: "2026-01-01", locks: [] } as const;
    await approvePolicy(tx, await setPolicy(tx, { ...wish, content: template!.policy }));
    await receiveClaims(
      tx,
      clinic.ledgerId,
      NAMES.map((name, at) => unpaid(at + 1, name)),
    );
  });
  platform.moveTo("2026-10-16T09:00");
  const wish = { ledgerId: clinic.ledgerId, asOf: "2026-10-16", approval: "standing" } as const;
  const resting = () => Promise.resolve(new Map());
  await withTenant(platform, clinic.context, (tx) => proposeFollowUp(tx, { ...wish, resting }));
  return clinic;
}

const walks = staffWalks("2026-10-16T08:00", followUpDay, {});
beforeAll(walks.begin);
afterAll(walks.end);

const t = (key: string, holes: Readonly<Record<string, string>> = {}) =>
  said("nb-NO", "follow-up", `followUp.${key}`, holes);
const closed = ({ page }: Walker) => page.getByRole("dialog").waitFor({ state: "detached" });
/** Another person of head office, who is not at this screen. */
const another = (): Context => ({ ...walks.clinic.context, actor: { kind: "user", id: walks.platform.ids.next() } });
const proposal = async () => (await walks.inTenant((tx) => listProposals(tx, { kind: "followUp" })))[0]!;

describe("the follow-up day", () => {
  test("F-04 a clinic manager sees all of it, and why nothing can be held back or sent here", async () => {
    const walker = await walks.signedIn("clinicManager", "nb-NO");
    const { page } = walker;
    await walker.at("/follow-up");
    await expect.poll(() => page.locator("tr[data-at]").count()).toBe(3);
    await page.getByText(await t("hold.mayNot")).waitFor();
    expect(await page.getByRole("button", { name: await t("send.act"), exact: false }).count()).toBe(0);
    await page.keyboard.press("h");
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  test("F-01 to F-06 K-01 by keyboard: the gate is closed, is declared open by two, one is held back, the rest is sent, with its proof", async () => {
    const walker = await walks.signedIn("hqFinance", "nb-NO");
    const { page } = walker;
    await walker.at("/");
    await page.keyboard.press("g");
    await page.keyboard.press("f");
    await page.getByRole("heading", { name: await t("lead.closed") }).waitFor();
    const send = page.getByRole("button", { name: await t("send.act") }).first();
    await send.waitFor();
    expect(await send.isDisabled(), "F-02").toBe(true);
    await page.keyboard.press("Control+Enter");
    expect(await page.getByRole("dialog").count(), "F-02").toBe(0);
    await expectSoundIn(PHONE, walker, "follow-up-closed");
    await expectRoom(walker, "follow-up on a telephone");
    await walker.looks({ colorScheme: "light", width: 1280 });

    await page.getByRole("button", { name: await t("declare.open") }).press("Enter");
    await dialogIn(walker);
    await page.keyboard.type("Banken sender ingen fil");
    await expectSound(walker, "an account declared complete");
    await page.keyboard.press("Control+Enter");
    await closed(walker);
    await page.getByText(await t("declare.own")).waitFor();
    await expectSound(walker, "a declaration that waits for the second person");
    const [declaration] = await walks.inTenant((tx) => declarationsOf(tx, walks.clinic.ledgerId));
    await withTenant(walks.platform, another(), (tx) => confirmComplete(tx, declaration!.id));
    await walker.at("/follow-up");
    await page.getByText(await t("bank.complete", { day: "15.10.2026" })).waitFor();
    await walker.picture("follow-up-open");

    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.locator(".kv-follow-letter").waitFor();
    expect(await page.locator(".kv-follow-letter").innerText(), "F-03").toMatch(/1\s278,00/);
    await walker.picture("follow-up-letter");
    await expectSound(walker, "the words of a letter");
    await page.keyboard.press("Escape");
    await closed(walker);
    await page.keyboard.press("h");
    await dialogIn(walker);
    await expectSound(walker, "a claim held back");
    await page.keyboard.press("Control+Enter");
    await closed(walker);
    await page.locator("tr[data-at] .kv-state[data-tone=held]").waitFor();
    await page
      .getByRole("heading", { name: await t("lead.ready_other", { count: "2", sum: "2\u00a0480,00\u00a0kr" }) })
      .waitFor();
    const { id } = await proposal();
    const states = async () => (await walks.inTenant((tx) => proposalLines(tx, id))).map(({ state }) => state);
    expect(await states()).toEqual(["proposed", "held", "proposed"]);
    await page.keyboard.press("u");
    await expect.poll(states).toEqual(["proposed", "proposed", "proposed"]);
    await page.locator("tr[data-at] .kv-state[data-tone=held]").waitFor({ state: "detached" });
    await page.keyboard.press("h");
    await dialogIn(walker);
    await page.keyboard.press("Control+Enter");
    await closed(walker);

    await page.keyboard.press("Control+Enter");
    await dialogIn(walker);
    await page.locator(".kv-consequence dd").first().waitFor();
    await walker.picture("follow-up-dry-run");
    await expectSound(walker, "the dry run");
    await page.keyboard.press("Control+Enter");
    await page.waitForURL(`**/runs/${id}*`);
    await expect.poll(async () => (await proposal()).state).toBe("applied");
    await expect.poll(states).toEqual(["applied", "held", "applied"]);
    await expectSound(walker, "the run's page");

    await walker.at("/follow-up?kind=proof");
    await expect.poll(() => page.locator("tr[data-at]").count()).toBe(2);
    await page.locator(".kv-follow-sums dd", { hasText: "2" }).waitFor();
    await walker.picture("follow-up-proof");
    await expectSound(walker, "proofs");
  });

  test("DP-032 W-02 a case on the invoice's page: why it stands there, an objection taken down, and the list of cases", async () => {
    const walker = await walks.signedIn("clinicManager", "nb-NO");
    const { page } = walker;
    await walker.at("/follow-up?kind=cases");
    await expect.poll(() => page.locator("tr[data-at]").count()).toBe(3);
    await walker.picture("follow-up-cases");
    await expectSound(walker, "cases");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL("**/invoices/*");
    await page.getByRole("heading", { name: await t("case.title"), exact: true }).waitFor();
    await page.locator(".kv-case-plan li").first().waitFor();
    await walker.picture("follow-up-case");
    await expectSound(walker, "a case on the invoice's page");
    await page.getByRole("button", { name: await t("said.dispute.act") }).press("Enter");
    await dialogIn(walker);
    await page.keyboard.type("Jeg var ikke hos dere den dagen");
    await expectSound(walker, "an objection");
    await page.keyboard.press("Control+Enter");
    await closed(walker);
    await page.getByText(await t("reasonWhy.disputed")).waitFor();
    await page.locator(".kv-case-events p", { hasText: "Jeg var ikke hos dere" }).waitFor();
  });
});
