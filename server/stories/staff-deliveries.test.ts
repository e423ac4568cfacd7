import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askForPayment } from "../src/delivery/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { worldOf, type World } from "../src/app/routes/sweep-books.fixture.ts";
import { deliveryTaskIn } from "../src/app/routes/sweep-deliveries.fixture.ts";
import { attemptIn, creditIn, openItemIn } from "../src/app/routes/sweep-money-back.fixture.ts";
import type { TestClinic, TestPlatform } from "../testkit/index.ts";
import { inTurn, dialogIn, expectSound, said, type Locale, type Walker } from "./staff-app.fixture.ts";
import { staffWalks, twoClinics } from "./staff-walks.fixture.ts";

let world: World;

/** A clinic where somebody has not chosen, messages did not arrive, and a payer has money to their credit. */
async function duties(platform: TestPlatform): Promise<TestClinic> {
  const { nord, sor } = await twoClinics(platform);
  world = worldOf(platform, "Kvist", nord, sor);
  for (let no = 0; no < 2; no++) {
    const item = await openItemIn(world, nord.ledgerId);
    await withTenant(platform, nord.context, (tx) => askForPayment(tx, [item.id]));
  }
  await deliveryTaskIn(world, nord.ledgerId, { kind: "contentRefused", rule: "nb.treatment" });
  await deliveryTaskIn(world, nord.ledgerId);
  await deliveryTaskIn(world, nord.ledgerId, { kind: "bounced", rule: "addressInvalid" });
  await creditIn(world, nord.ledgerId);
  await attemptIn(world, nord.ledgerId);
  return nord;
}

const walks = staffWalks("2026-10-05T10:00", duties, {});
beforeAll(walks.begin);
afterAll(walks.end);

const words = (locale: Locale) => (key: string, holes?: Record<string, string>) =>
  said(locale, "deliveries", key, holes);
const money = (locale: Locale) => (key: string, holes?: Record<string, string>) => said(locale, "credits", key, holes);

/** The dialog has gone, and the screen beneath hears its keys again. */
const closed = ({ page }: Walker) => page.getByRole("dialog").waitFor({ state: "detached" });

describe("the duty lists of deliveries", () => {
  test.each(
    inTurn(0, [
      ["nb-NO", "light", 1280],
      ["en-GB", "dark", 390],
      ["da-DK", "light", 320],
    ] as const),
  )("SEC-60 Y-01 Y-02 W-01 three lists of one duty in %s, %s, %i pixels wide", async (locale, colorScheme, width) => {
    const walker = await walks.signedIn("reception", locale, { colorScheme, width });
    for (const view of ["failed", "unchosen", "contact"]) {
      await walker.at(`/deliveries?kind=${view}`);
      await walker.picture(`deliveries-${view}`);
      await expectSound(walker, `deliveries ${view}`);
    }
  });

  test.each(["nb-NO"] as const)(
    "S1-03 K-01 K-06 by keyboard: sent again by e-mail, solved with a reason, let rest; the count goes down, in %s",
    async (locale) => {
      const t = words(locale);
      for (let no = 0; no < 3; no++) await deliveryTaskIn(world, walks.clinic.ledgerId);
      const walker = await walks.signedIn("clinicManager", locale);
      await walker.at("/deliveries?kind=failed");
      const rows = walker.page.locator("main table").first().locator("tbody tr[data-at]");
      const before = await rows.count();
      expect(before).toBeGreaterThan(2);
      await walker.page.keyboard.press("s");
      await dialogIn(walker);
      await expectSound(walker, "send again");
      await walker.page.getByRole("radio", { name: await t("deliveries.channel.email") }).check();
      await walker.page.keyboard.press("Control+Enter");
      await expect.poll(() => rows.count()).toBe(before - 1);
      await closed(walker);
      await walker.page.keyboard.press("r");
      await dialogIn(walker);
      await walker.page.getByLabel(await t("deliveries.how")).fill("Ringte og avtalte");
      await expectSound(walker, "settle");
      await walker.page.keyboard.press("Control+Enter");
      await expect.poll(() => rows.count()).toBe(before - 2);
      await closed(walker);
      await walker.page.keyboard.press("h");
      await dialogIn(walker);
      await expectSound(walker, "let rest");
      await walker.page.keyboard.press("Control+Enter");
      await expect.poll(() => rows.count()).toBe(before - 3);
      const solutions = await walks.inTenant((tx) =>
        sql<{ solution: string }>`
          select solution from delivery_task where tenant_id = ${tx.tenantId} and solution is not null order by solved_at desc, id desc limit 2`.execute(
          tx.db,
        ),
      );
      expect(solutions.rows.map(({ solution }) => solution).toSorted()).toEqual(["handled", "sentAgain"]);
    },
  );

  test("Y-05 E-04 a refusal is shown in words, and the list stays", async () => {
    const walker = await walks.signedIn("reception", "nb-NO");
    await deliveryTaskIn(world, walks.clinic.ledgerId);
    await walker.at("/deliveries?kind=failed");
    await walks.inTenant((tx) =>
      sql`update delivery_task set solved_at = ${tx.now.toString()}::timestamptz, solved_by = 'user:other', solution = 'handled'
          where tenant_id = ${tx.tenantId} and solved_at is null`.execute(tx.db),
    );
    await walker.page.keyboard.press("s");
    await dialogIn(walker);
    await walker.page.keyboard.press("Control+Enter");
    await walker.page.getByRole("alert").waitFor();
    await expectSound(walker, "somebody was faster");
  });

  test("SEC-16 an accountant has no such place, and is told who has", async () => {
    const walker = await walks.signedIn("accountant", "nb-NO");
    await walker.at("/deliveries");
    expect(await walker.page.locator("nav.kv-rail a[href^='/deliveries']").count()).toBe(0);
    await expectSound(walker, "no right to see deliveries");
  });
});

describe("which channel brings the money in", () => {
  test("S0-05 home has the share that is settled as one figure; it opens the channels, whose rows come to it", async () => {
    await walks.inTenant(async (tx) => {
      const now = tx.now.toString();
      await sql`update message set state = 'accepted', handed_over_at = ${now}, next_at = null where tenant_id = ${tx.tenantId}`.execute(
        tx.db,
      );
      await sql`
        update message set channel = 'paper' where tenant_id = ${tx.tenantId} and id = (
          select min(id::text)::uuid from message m where m.tenant_id = ${tx.tenantId})`.execute(tx.db);
    });
    const walker = await walks.signedIn("cfo", "nb-NO");
    const { page } = walker;
    await walker.at("/");
    const home = (key: string, holes?: Record<string, string>) => said("nb-NO", "home", key, holes);
    const tile = page.locator(".kv-home-tile").filter({ hasText: await home("home.settled.figure") });
    const [settled, reached] = (await tile.locator(".kv-why").textContent())!.match(/\d+/g)!.map(Number);
    expect(reached).toBeGreaterThan(1);
    expect(await tile.locator("a").textContent()).toMatch(/^0,0\s%$/);
    await walker.picture("home-settled");
    await expectSound(walker, "home with the share that is settled");
    await tile.locator("a").press("Enter");
    const rows = page.locator(".kv-delivery-channels tbody tr");
    await rows.first().waitFor();
    const columns: number[][] = [];
    for (const row of await rows.all())
      columns.push((await row.locator("td").allTextContents()).map((text) => Number(text.replace(/\D/g, ""))));
    expect(columns.length).toBe(2);
    const sum = (at: number) => columns.reduce((total, row) => total + row[at]!, 0);
    expect([sum(0), sum(2)]).toEqual([reached, settled]);
  });
});

describe("customer credits and money back", () => {
  test.each(
    inTurn(1, [
      ["nb-NO", "light", 1280],
      ["it-IT", "dark", 390],
    ] as const),
  )("FR-69 Y-02 credits with their age in %s, %s, %i pixels wide", async (locale, colorScheme, width) => {
    const walker = await walks.signedIn("clinicManager", locale, { colorScheme, width });
    await walker.at("/credits");
    await walker.page.locator("main table tbody tr").first().waitFor();
    await walker.picture("credits");
    await expectSound(walker, "credits");
    await walker.page.keyboard.press("b");
    await dialogIn(walker);
    await walker.picture("credits-repay");
    await expectSound(walker, "repay");
  });

  test.each(["en-GB"] as const)(
    "FR-69 moved to another bill of the same payer by keyboard, and taken back, in %s",
    async (locale) => {
      const t = money(locale);
      const walker = await walks.signedIn("hqFinance", locale);
      await walker.at("/credits");
      const rows = walker.page.locator("main table").first().locator("tbody tr[data-at]");
      const before = await rows.count();
      await walker.page.keyboard.press("m");
      await dialogIn(walker);
      await walker.page.getByRole("radio").first().waitFor();
      await expectSound(walker, "move");
      await walker.page.keyboard.press("Control+Enter");
      await expect.poll(() => rows.count()).toBe(before - 1);
      await closed(walker);
      await walker.page.keyboard.press("u");
      await expect.poll(() => rows.count()).toBe(before);
      expect(await walker.page.locator("h1").innerText()).not.toBe(await t("credits.leadNone"));
    },
  );

  test("SEC-12 SEC-14 S0-49 a refund is proposed at the invoice, and the proposal says in words what another person signs", async () => {
    const attempt = await attemptIn(world, walks.clinic.ledgerId);
    const found = await walks.inTenant((tx) =>
      sql<{ id: string }>`
        select i.id from payment_attempt a join open_item o on o.tenant_id = a.tenant_id and o.id = a.item_id
        join invoice i on i.tenant_id = o.tenant_id and i.id = o.document_id where a.tenant_id = ${tx.tenantId} and a.id = ${attempt}`.execute(
        tx.db,
      ),
    );
    const walker = await walks.signedIn("clinicManager", "nb-NO");
    await walker.at(`/invoices/${found.rows[0]!.id}`);
    await walker.page.getByRole("button", { name: await money("nb-NO")("refund.open"), exact: true }).click();
    await dialogIn(walker);
    await walker.page.getByLabel(await money("nb-NO")("refund.reason")).selectOption("notDone");
    await walker.picture("refund");
    await expectSound(walker, "refund");
    await walker.page.keyboard.press("Control+Enter");
    await walker.page.getByRole("link", { name: await money("nb-NO")("refund.see") }).click();
    await walker.page.locator(".kv-money-back").waitFor();
    await walker.picture("refund-proposal");
    await expectSound(walker, "the proposal of a refund");
  });
});
