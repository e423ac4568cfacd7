import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  applyProposal,
  approveProposal,
  listProposals,
  proposalLines,
  type LineOutcome,
} from "../src/controls/index.ts";
import { applyInvoices, claimSchema, proposeInvoices, receiveClaims, withdrawClaim } from "../src/invoicing/index.ts";
import { goOnAfterWindow, GO_ON, PAUSE_RUNS, pauseForWindow } from "../src/app/service-window.ts";
import { systemContext, withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { ledgerText, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import {
  inTurn,
  LOOKS,
  evaluated,
  expectSound,
  said,
  staffApp,
  type Locale,
  type StaffApp,
  type Walker,
  dialogIn,
} from "./staff-app.fixture.ts";

const TODAY = "2026-10-06";
const NAMES = ["Kari Nordmann", "Ola Hansen", "Ingrid Berg", "Per Lunde", "Anne Vik", "Jonas Dahl"];

let platform: TestPlatform;
let clinic: TestClinic;
let app: StaffApp;

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

/** Claims that wait for an invoice, one for each amount. */
async function waiting(amounts: readonly number[]): Promise<void> {
  const claims = amounts.map((amountMinor, at) =>
    claimSchema.parse({
      externalId: `behandling-${String(at + 1)}`,
      kind: "INVOICE",
      currency: "NOK",
      amountMinor,
      lines: [{ text: "Undersøkelse", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
      patient: { ref: `P${String(at)}`, name: NAMES[at % NAMES.length], birthDate: "1984-03-09" },
      payer: { type: "PATIENT", ref: `P${String(at)}`, name: NAMES[at % NAMES.length], phone: "+4791234567" },
    }),
  );
  await inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
}

/** A run approved and begun: after the lines of the first chunk the machine stopped. */
async function stoppedAfter(chunk: number, outcome: (lineNo: number) => LineOutcome): Promise<string> {
  const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, TODAY));
  await inTenant((tx) => approveProposal(tx, id));
  let chunks = 0;
  const applier = {
    chunk,
    apply: async (_tx: TenantTransaction, _run: unknown, lines: readonly { lineNo: number }[]) => {
      if (chunks++ > 0) throw new Error("stopped");
      return { outcomes: lines.map((line) => outcome(line.lineNo)) };
    },
  };
  await applyProposal(platform, clinic.context, id, applier).catch(() => undefined);
  return id;
}

const linesOf = async (id: string) => (await inTenant((tx) => proposalLines(tx, id))).map((line) => line.state);
const runs = () => inTenant((tx) => listProposals(tx, { ledgerId: clinic.ledgerId }));

beforeAll(async () => {
  app = await staffApp();
});
afterAll(async () => {
  await app.close();
});
beforeEach(async () => {
  platform = await testPlatform(`${TODAY}T08:00`, { goesOn: true });
  clinic = await testClinic(platform);
  return async () => {
    await app.tidy();
    await platform.close();
  };
});

const button = async ({ page }: Walker, locale: Locale, key: string) =>
  page.getByRole("button", { name: await said(locale, "runs", key) }).first();

/** Chooses the line of a person and holds it back with the first reason of the list, by keyboard. */
async function holdBack(walker: Walker, locale: Locale, downs: number): Promise<void> {
  const { page } = walker;
  for (let at = 0; at < downs; at++) await page.keyboard.press("j");
  await page.keyboard.press("h");
  await dialogIn(walker);
  await page.getByRole("radio").first().waitFor();
  await page.keyboard.press("Control+Enter");
  await page.getByRole("dialog").waitFor({ state: "detached" });
  await page.getByText(await said(locale, "runs", "runs.held")).waitFor();
}

describe("invoice runs", () => {
  test.each(inTurn(0, ["nb-NO", "en-GB"] as const))(
    "S1-07 N-05 X-02 the manager runs mass invoicing with two lines held back, by keyboard alone, in %s; the two come along the next time",
    async (locale) => {
      await waiting([245_000, 118_000, 96_000, 132_050, 74_000, 50_000]);
      const address = await app.serve(platform, clinic.tenantId);
      const walker = await app.signedIn(address, "clinicManager", locale);
      const { page, at, picture } = walker;
      await at("/runs");
      await (await button(walker, locale, "runs.make")).waitFor();
      await picture("runs-before");
      await expectSound(walker, "runs before");
      await page.keyboard.press("n");
      await (await button(walker, locale, "runs.approve")).waitFor();
      await page.getByRole("row").nth(6).waitFor();
      await holdBack(walker, locale, 2);
      expect(await evaluated<string>(page, "document.activeElement.tagName"), "K-04").toBe("TR");
      await holdBack(walker, locale, 2);
      await picture("run-preview");
      await expectSound(walker, "a preview");

      const [run] = await runs();
      expect(await linesOf(run!.id)).toEqual(["proposed", "held", "proposed", "held", "proposed", "proposed"]);
      await page.keyboard.press("Control+Enter");
      await (await button(walker, locale, "runs.run")).waitFor();
      await picture("run-approved");
      await page.keyboard.press("Control+Enter");
      await page.getByRole("heading", { name: await said(locale, "runs", "runs.undone") }).waitFor();
      await page.getByRole("heading", { level: 1, name: /^4 .*4[\s.,]650[.,]00/u }).waitFor();
      await picture("run-record");
      await expectSound(walker, "a record");
      expect(await linesOf(run!.id)).toEqual(["applied", "held", "applied", "held", "applied", "applied"]);
      expect(await ledgerText(platform, clinic.context, clinic.ledgerId)).toHaveLength(4);

      await at("/runs");
      await (await button(walker, locale, "runs.make")).waitFor();
      await page.keyboard.press("n");
      await (await button(walker, locale, "runs.approve")).waitFor();
      expect((await runs())[0]!.totals).toMatchObject({ invoices: 2, amountMinor: 250_050 });
    },
  );

  test.each(inTurn(1, LOOKS))(
    "W-04 all lines of a filter are held back for one reason and taken back in, said with their number, by keyboard, in %s, %s, %i pixels wide",
    async (locale, colorScheme, width) => {
      await waiting(Array.from({ length: 130 }, (_, at) => 10_000 + at * 100));
      const address = await app.serve(platform, clinic.tenantId);
      const walker = await app.signedIn(address, "hqFinance", locale, { colorScheme, width });
      const { page, at, picture } = walker;
      const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, TODAY));
      // Without a filter nothing is said of all.
      await at(`/runs/${id}`);
      await page.getByRole("row").nth(2).waitFor();
      const all = { number: "130" };
      expect(await page.getByText(await said(locale, "runs", "runs.holdAll", all)).count()).toBe(0);
      await at(`/runs/${id}?state=proposed`);
      await page.getByRole("button", { name: await said(locale, "runs", "runs.holdAll", all) }).waitFor();
      await picture("run-all-lines");
      await expectSound(walker, "all lines of a filter");
      await page.keyboard.press("H");
      await page.getByText(await said(locale, "runs", "runs.holdAllWhy", all)).waitFor();
      await picture("run-hold-all");
      await expectSound(walker, "the question about all lines");
      await page.keyboard.press("Control+Enter");
      await page.getByText(await said(locale, "runs", "runs.heldAll_other", all)).waitFor();
      expect(new Set(await linesOf(id))).toEqual(new Set(["held"]));
      await at(`/runs/${id}?state=held`);
      await page.getByRole("button", { name: await said(locale, "runs", "runs.releaseAll", all) }).waitFor();
      await page.keyboard.press("H");
      await page.getByText(await said(locale, "runs", "runs.releasedAll_other", all)).waitFor();
      expect(new Set(await linesOf(id))).toEqual(new Set(["proposed"]));
    },
  );

  test.each(
    inTurn(2, [
      ["nb-NO", "light", 1280],
      ["it-IT", "dark", 320],
    ] as const),
  )(
    "B-09 the page says that a run pauses in the service window and goes on, before, in and after it, in %s, %s, %i pixels wide",
    async (locale, colorScheme, width) => {
      await waiting([245_000, 118_000, 96_000]);
      platform.moveTo("2026-10-10T20:00");
      const id = await stoppedAfter(1, (lineNo) => ({ lineNo, state: "stale", reason: "changedSince" }));
      const address = await app.serve(platform, clinic.tenantId);
      const walker = await app.signedIn(address, "hqFinance", locale, { colorScheme, width });
      await walker.at(`/runs/${id}`);
      await walker.page.locator(".kv-run-window[data-standing=soon]").waitFor();
      await walker.picture("run-window-soon");
      await expectSound(walker, "before the window");
      platform.moveTo("2026-10-11T03:00");
      await pauseForWindow(platform, systemContext(clinic.tenantId, PAUSE_RUNS));
      const again = await app.signedIn(address, "cfo", locale, { colorScheme, width });
      await again.at(`/runs/${id}`);
      await again.page.locator(".kv-run-window[data-standing=resting]").waitFor();
      expect(await (await button(again, locale, "runs.resume")).isDisabled()).toBe(true);
      await again.picture("run-window-resting");
      await expectSound(again, "in the window");
      platform.moveTo("2026-10-11T06:00");
      await goOnAfterWindow(platform, systemContext(clinic.tenantId, GO_ON));
      expect(await linesOf(id)).toEqual(["stale", "applied", "applied"]);
    },
  );

  test.each(
    inTurn(3, [
      ["nb-NO", "light", 1280],
      ["sv-SE", "dark", 390],
    ] as const),
  )(
    "B-02 who is on another screen hears that a run came to its end, and goes to its record, in %s, %s, %i pixels wide",
    async (locale, colorScheme, width) => {
      await waiting([245_000, 118_000, 96_000]);
      const id = await stoppedAfter(1, (lineNo) => ({ lineNo, state: "stale", reason: "changedSince" }));
      const address = await app.serve(platform, clinic.tenantId);
      const walker = await app.signedIn(address, "clinicManager", locale, { colorScheme, width });
      const { page, at, picture } = walker;
      const underWay = page.waitForResponse((answer) => answer.url().includes("state=applying"));
      await at("/invoices");
      await underWay;
      await applyInvoices(platform, clinic.context, id);
      const notice = page.getByRole("status").filter({ hasText: await said(locale, "runs", "runs.seeRun") });
      await notice.waitFor();
      await picture("run-ended-elsewhere");
      await expectSound(walker, "a run ended elsewhere");
      await page.getByRole("link", { name: await said(locale, "runs", "runs.seeRun") }).press("Enter");
      await page.getByRole("heading", { name: await said(locale, "runs", "runs.undone") }).waitFor();
      await notice.waitFor({ state: "detached" });
    },
  );

  test("N-05 a hold is taken back with the same key, and undone with u", async () => {
    await waiting([245_000, 118_000]);
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "clinicManager", "nb-NO");
    const { page, at } = walker;
    const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, TODAY));
    await at(`/runs/${id}`);
    await page.getByRole("row").nth(2).waitFor();
    await holdBack(walker, "nb-NO", 1);
    await page.keyboard.press("h");
    await page.getByText(await said("nb-NO", "runs", "runs.released")).waitFor();
    expect(await linesOf(id)).toEqual(["proposed", "proposed"]);
    await holdBack(walker, "nb-NO", 0);
    await page.keyboard.press("u");
    await expect.poll(() => linesOf(id), { timeout: 20_000 }).toEqual(["proposed", "proposed"]);
  });

  test("B-07 a large run is approved when its number of lines is typed, and not before", async () => {
    await waiting([60_000_000, 60_000_000, 1_000]);
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "clinicManager", "en-GB");
    const { page, at, picture } = walker;
    const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, TODAY));
    await at(`/runs/${id}`);
    await page.getByRole("row").nth(3).waitFor();
    await page.keyboard.press("Control+Enter");
    const field = page.getByLabel(await said("en-GB", "runs", "runs.largeType"));
    await field.waitFor();
    await picture("run-large");
    await expectSound(walker, "the question about a large run");
    await page.keyboard.type("4");
    await page.keyboard.press("Control+Enter");
    expect((await runs())[0]!.state).toBe("open");
    await page.keyboard.press("Backspace");
    await page.keyboard.type("3");
    await page.keyboard.press("Control+Enter");
    await (await button(walker, "en-GB", "runs.run")).waitFor();
    expect((await runs())[0]!.state).toBe("approved");
  });

  test("B-06 what changed since the preview is named before it is approved, left out, and stands in the record with its cause", async () => {
    await waiting([245_000, 118_000, 96_000]);
    const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, TODAY));
    await inTenant((tx) => withdrawClaim(tx, clinic.ledgerId, "behandling-2"));
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "clinicManager", "nb-NO");
    const { page, at, picture } = walker;
    await at(`/runs/${id}?state=changed`);
    await page.getByText(await said("nb-NO", "runs", "runs.changedLine")).waitFor();
    await expect.poll(() => page.locator("tr[data-at]").count()).toBe(1);
    await picture("run-changed");
    await page.keyboard.press("Control+Enter");
    await (await button(walker, "nb-NO", "runs.run")).waitFor();
    await page.keyboard.press("Control+Enter");
    await page
      .getByText(await said("nb-NO", "runs", "runs.cause.claimGone"))
      .first()
      .waitFor();
    expect(await linesOf(id)).toEqual(["applied", "stale", "applied"]);
  });

  test("X-35 B-01 B-03 a run under way shows real counts, is paused, resumed and comes to its end at the same address", async () => {
    await waiting([245_000, 118_000, 96_000, 132_000]);
    const id = await stoppedAfter(2, (lineNo) => ({ lineNo, state: "stale", reason: "The claim no longer waits." }));
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "hqFinance", "nb-NO");
    const { page, at, picture } = walker;
    await at(`/runs/${id}`);
    await page.getByRole("progressbar").waitFor();
    expect(await page.getByRole("progressbar").getAttribute("value")).toBe("2");
    await picture("run-under-way");
    await expectSound(walker, "a run under way");
    expect(await page.locator(".kv-run-way [role=status]").textContent()).toBe(
      await said("nb-NO", "runs", "runs.percent", { percent: "50" }),
    );
    await (await button(walker, "nb-NO", "runs.pause")).press("Enter");
    // The button of a run that stands still says to go on, too: only the paused run's begins with it.
    await page
      .getByRole("button", { name: new RegExp(`^${await said("nb-NO", "runs", "runs.resume")}`, "u") })
      .waitFor();
    await picture("run-paused");
    await expectSound(walker, "a paused run");
    await page.keyboard.press("Control+Enter");
    await page.getByRole("progressbar").waitFor({ state: "detached" });
    expect(await linesOf(id)).toEqual(["stale", "stale", "applied", "applied"]);
  });

  test("B-03 a run is cancelled; what that leaves behind is said before", async () => {
    await waiting([245_000, 118_000, 96_000]);
    const id = await stoppedAfter(1, (lineNo) => ({ lineNo, state: "failed", reason: "REFUSED" }));
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "hqFinance", "en-GB");
    const { page, at, picture } = walker;
    await at(`/runs/${id}`);
    await (await button(walker, "en-GB", "runs.cancel")).press("Enter");
    const dialog = page.getByRole("dialog");
    await dialog.getByText(await said("en-GB", "runs", "runs.cancelWhy_other", { count: "2" })).waitFor();
    await picture("run-cancelling");
    await expectSound(walker, "the question about cancelling");
    await page.keyboard.press("Control+Enter");
    await dialog.waitFor({ state: "detached" });
    await expect.poll(async () => (await runs())[0]!.state, { timeout: 20_000 }).toBe("cancelled");
    expect(await linesOf(id)).toEqual(["failed", "proposed", "proposed"]);
  });

  test("X-35 B-04 failures stand by cause with a sample; those of one cause are tried again and done", async () => {
    await waiting([245_000, 118_000]);
    const id = await stoppedAfter(2, (lineNo) => ({ lineNo, state: "failed", reason: "The series was closed." }));
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "hqFinance", "nb-NO", { colorScheme: "dark" });
    const { page, at, picture } = walker;
    await at(`/runs/${id}`);
    const again = await button(walker, "nb-NO", "runs.retry");
    await again.waitFor();
    const head = page.locator(".kv-run-head .kv-state");
    const stands = async () => [await head.getAttribute("data-tone"), await page.locator("h1").textContent()];
    expect(await stands()).toEqual([
      "overdue",
      expect.stringMatching(/^Ingen fakturaer er utstedt\. 2 .*3[\s.,]630[.,]00.* feilet\.$/u),
    ]);
    await picture("run-failed");
    await expectSound(walker, "failures by cause");
    await again.press("Enter");
    await again.waitFor({ state: "detached" });
    await expect.poll(() => linesOf(id), { timeout: 20_000 }).toEqual(["applied", "applied"]);
    await expect.poll(stands).toEqual(["settled", expect.stringMatching(/^2 fakturaer .* er utstedt\.$/u)]);
  });

  test("B-04 a run of which some failed says how many were issued and how many were not, and is not simply done", async () => {
    await waiting([245_000, 118_000, 96_000]);
    const id = await stoppedAfter(1, (lineNo) => ({ lineNo, state: "failed", reason: "The series was closed." }));
    await applyInvoices(platform, clinic.context, id);
    expect(await linesOf(id)).toEqual(["failed", "applied", "applied"]);
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "hqFinance", "en-GB");
    const { page, at, picture } = walker;
    await at(`/runs/${id}`);
    await page
      .getByRole("heading", { level: 1, name: /^2 invoices .*2,140\.00.* were issued, 1 failed\.$/u })
      .waitFor();
    expect(await page.locator(".kv-run-head .kv-state[data-tone=due]").textContent()).toBe(
      await said("en-GB", "runs", "runs.state.partly"),
    );
    await picture("run-partly");
    await expectSound(walker, "a run of which some failed");
    await at("/runs");
    await page
      .locator("tr[data-at] .kv-state[data-tone=due]", { hasText: await said("en-GB", "runs", "runs.state.partly") })
      .waitFor();
  });

  test("B-08 while a run is under way, a new one is that one", async () => {
    await waiting([245_000, 118_000]);
    const id = await stoppedAfter(1, (lineNo) => ({ lineNo, state: "failed", reason: "REFUSED" }));
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "hqFinance", "nb-NO");
    await walker.at("/runs");
    await walker.page.getByRole("link", { name: await said("nb-NO", "runs", "runs.running") }).waitFor();
    await walker.page.keyboard.press("n");
    await walker.page.waitForURL(`**/runs/${id}**`);
    expect(await runs()).toHaveLength(1);
  });

  test("SEC-10 SEC-16 the accountant reads a run without names and is told who approves; reception is told who may see runs", async () => {
    await waiting([245_000, 118_000]);
    const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, TODAY));
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "accountant", "nb-NO", { width: 390 });
    await walker.at(`/runs/${id}`);
    await walker.page.getByText(await said("nb-NO", "runs", "runs.mayNotApprove")).waitFor();
    await walker.page.locator("tr[data-at]").first().waitFor();
    expect(await walker.page.textContent("main")).not.toMatch(/Nordmann|Hansen/);
    await walker.picture("run-accountant");
    await expectSound(walker, "a run that one may only read");
  });

  test.each(
    inTurn(4, [
      ["nb-NO", "light", 390],
      ["en-GB", "dark", 1280],
      ["it-IT", "light", 320],
    ] as const),
  )("Y-01 Y-02 runs and a preview in %s, %s, %i wide are sound", async (locale, colorScheme, width) => {
    await waiting([245_000, 118_000, 96_000]);
    const { id } = await inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, TODAY));
    const address = await app.serve(platform, clinic.tenantId);
    const walker = await app.signedIn(address, "hqFinance", locale, { colorScheme, width });
    await walker.at("/runs");
    await (await button(walker, locale, "runs.make")).waitFor();
    await walker.picture("runs");
    await expectSound(walker, "runs");
    await walker.at(`/runs/${id}`);
    await walker.page.locator("tr[data-at]").first().waitFor();
    await walker.picture("run");
    await expectSound(walker, "a run");
  });
});
