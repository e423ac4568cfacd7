import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asSuperuser } from "../testkit/index.ts";
import { inTurn, WIDTHS, expectSound, expectSoundIn, said } from "./staff-app.fixture.ts";
import { bankMorning, staffWalks } from "./staff-walks.fixture.ts";

const walks = staffWalks("2026-10-07T05:00", bankMorning);

const DAY = "/proof?day=2026-10-06";

describe("the day's proof", () => {
  beforeAll(walks.begin);
  afterAll(walks.end);

  test.each(inTurn(0, WIDTHS))(
    "A-06 in %s, %s: the picture, and the rows behind a number, sound",
    async (locale, _, looks) => {
      const walker = await walks.signedIn("accountant", locale, looks[0]);
      await walker.to(DAY);
      await walker.page.locator(".kv-closed").waitFor();
      await expectSoundIn(looks, walker, "proof");
      await walker.page.locator(".kv-station .kv-proof-figure").first().press("Enter");
      await walker.page.locator(".kv-proof-rows tr[data-at]").first().waitFor();
      await expectSoundIn(looks, walker, "proof-rows");
    },
  );

  test("G-05 every number leads to its rows by keyboard, and Esc closes them", async () => {
    const walker = await walks.signedIn("accountant", "en-GB");
    await walker.to(DAY);
    const name = await said("en-GB", "proof", "proofPart.linesIn");
    const rows = await said("en-GB", "proof", "proof.rowsOf", { name });
    await walker.page.getByRole("link", { name: rows }).first().press("Enter");
    await walker.page.getByRole("heading", { name: rows }).waitFor();
    await expect.poll(() => walker.page.locator(".kv-proof-rows tr[data-at]").count()).toBe(4);
    await walker.page.keyboard.press("Escape");
    await walker.page.getByRole("heading", { name: rows }).waitFor({ state: "detached" });
    await walker.page.keyboard.press("p");
    await walker.page.waitForURL(/day=2026-10-05/);
  });
});

describe("a day that does not come out", () => {
  beforeAll(async () => {
    await walks.begin();
    // The bank says otherwise by an øre: no act of the product can do that.
    const otherwise = "update bank_statement set closing_minor = closing_minor - 1 where tenant_id = $1";
    await asSuperuser(walks.platform, otherwise, [walks.clinic.tenantId]);
  });
  afterAll(walks.end);

  test("A-06 a break is drawn as a gap with what is missing, which leads to its equation", async () => {
    const walker = await walks.signedIn("accountant", "nb-NO");
    await walker.to(DAY);
    const gap = walker.page.locator(".kv-joint[data-holds=false] a");
    await gap.waitFor();
    expect(await gap.textContent()).toMatch(/^−?0,01 /);
    await walker.picture("proof-broken");
    await expectSound(walker, "broken");
    await gap.press("Enter");
    await walker.page.waitForURL(/#proof-bank$/);
  });
});
