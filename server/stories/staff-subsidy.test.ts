import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { inTurn, dialogIn, expectSound, said } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";
import { supportedClinic } from "./state-support.fixture.ts";

const walks = staffWalks("2026-10-06T10:00", supportedClinic, {});
beforeAll(walks.begin);
afterAll(walks.end);

describe("the board of state money at risk", () => {
  test("N-12 N-15 S2-20 DP-072 K-01 worst first; a gap is explained by keyboard and stays a gap; its dossier is taken", async () => {
    const walker = await walks.signedIn("clinicManager", "nb-NO");
    await walker.at("/subsidy");
    const rows = walker.page.locator("main table tbody tr[data-at]");
    await expect.poll(() => rows.count()).toBe(4);
    await expectSound(walker, "subsidy");
    await walker.picture("subsidy");
    expect(await rows.first().textContent()).toContain(await said("nb-NO", "subsidy", "subsidy.state.gap"));
    await walker.page.keyboard.press("n");
    await dialogIn(walker);
    await walker.page.getByRole("textbox").fill("Brevet kom i retur, og adressen ble søkt i august.");
    await walker.picture("subsidy-explain");
    await walker.page.keyboard.press("Control+Enter");
    const explained = await said("nb-NO", "subsidy", "subsidy.gapExplained");
    await expect.poll(() => rows.first().textContent()).toContain(explained);
    await walker.page.keyboard.press("v");
    await dialogIn(walker);
    const missing = await said("nb-NO", "dossier", "dossier.state.missing");
    await expect.poll(() => walker.page.getByRole("dialog").textContent()).toContain(missing);
    await expectSound(walker, "dossier");
    await walker.picture("dossier");
    await walker.page.keyboard.press("Control+Enter");
    const earlier = await said("nb-NO", "dossier", "dossier.earlier");
    // The first print of a process starts the typesetter.
    await expect.poll(() => walker.page.getByRole("dialog").textContent(), { timeout: 15_000 }).toContain(earlier);
    await expectSound(walker, "dossier taken");
    await walker.at("/subsidy?state=paid");
    await expect.poll(() => rows.count()).toBe(1);
  });

  test.each(
    inTurn(0, [
      ["dark", 1280],
      ["light", 390],
      ["light", 320],
    ] as const),
  )("SEC-60 Y-01 Y-02 sound in %s, %i pixels wide", async (colorScheme, width) => {
    const walker = await walks.signedIn("clinicManager", "nb-NO", { colorScheme, width });
    await walker.at("/subsidy");
    await expect.poll(() => walker.page.locator("main table tbody tr[data-at]").count()).toBe(4);
    await walker.picture("subsidy");
    await expectSound(walker, `subsidy ${width}`);
  });
});
