import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TestClinic, TestPlatform } from "../testkit/index.ts";
import { expectSound, inTurn, said, type Walker } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";
import { supportedChain } from "./state-support.fixture.ts";

let south: TestClinic;

async function chain(platform: TestPlatform): Promise<TestClinic> {
  const made = await supportedChain(platform);
  south = made.south;
  return made.north;
}

const walks = staffWalks("2026-10-06T10:00", chain, {});
beforeAll(walks.begin);
afterAll(walks.end);

const t = (area: string, key: string) => said("nb-NO", area, key);

/** Follows a tile of the chain's page; gives what it says. */
async function opened({ page, at }: Walker, name: string): Promise<string> {
  await at("/head-office");
  const tile = page.locator(".kv-chain-tile").filter({ hasText: name }).getByRole("link");
  const value = (await tile.textContent())!;
  await tile.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname !== "/head-office" || url.search.includes("state="));
  return value;
}

const rowsOf = ({ page }: Walker) => page.locator("main table tbody tr[data-at]");
const mainOf = ({ page }: Walker) => page.locator("main").textContent();

describe("the chain's page", () => {
  test("H-01 N-15 K-01 state support at risk opens the gaps of every clinic, which sum to the tile; one opens its bill in its own ledger", async () => {
    const chief = await walks.signedIn("cfo", "nb-NO");
    const value = await opened(chief, await t("head-office", "headOffice.support"));
    await expect.poll(() => rowsOf(chief).count()).toBe(3);
    expect(await mainOf(chief)).toContain(value);
    expect(await mainOf(chief)).toContain("Solsken Tandvård AB");
    await expectSound(chief, "subsidy of all clinics");
    await chief.picture("subsidy-all");
    const { page } = chief;
    await rowsOf(chief).filter({ hasText: "Solsken" }).getByRole("link").last().click();
    await page.waitForURL((url) => url.pathname.startsWith("/invoices/"));
    expect(new URL(page.url()).searchParams.get("ledger")).toBe(south.ledgerId);
    await page.getByText("26106").first().waitFor();
  });

  test("H-01 clinics out of the routine opens as many rows as the tile counts", async () => {
    const chief = await walks.signedIn("cfo", "nb-NO");
    const value = await opened(chief, await t("head-office", "headOffice.out"));
    await expect.poll(() => rowsOf(chief).count()).toBe(Number(value));
    expect(Number(value)).toBeGreaterThan(0);
  });

  test("H-01 one clinic's board and all clinics' are one choice apart, and a clinic's manager is not asked", async () => {
    const chief = await walks.signedIn("cfo", "nb-NO");
    await chief.at(`/subsidy?ledger=${south.ledgerId}`);
    await expect.poll(() => rowsOf(chief).count()).toBe(1);
    await chief.page.getByLabel(await t("home", "home.scope")).selectOption("all");
    await expect.poll(() => rowsOf(chief).count()).toBe(5);
    const manager = await walks.signedIn("clinicManager", "nb-NO");
    await manager.at("/subsidy");
    await expect.poll(() => rowsOf(manager).count()).toBe(4);
    expect(await manager.page.getByLabel(await t("home", "home.scope")).count()).toBe(0);
  });

  test.each(
    inTurn(0, [
      ["dark", 1280],
      ["light", 390],
    ] as const),
  )("SEC-60 Y-01 Y-02 sound in %s, %i pixels wide", async (colorScheme, width) => {
    const walker = await walks.signedIn("cfo", "nb-NO", { colorScheme, width });
    await walker.at("/subsidy?scope=all");
    await expect.poll(() => rowsOf(walker).count()).toBe(5);
    await walker.picture("subsidy-all");
    await expectSound(walker, `subsidy of all ${width}`);
  });
});
