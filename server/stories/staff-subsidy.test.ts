import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approvePolicy, policyTemplates, setPolicy } from "../src/collections/index.ts";
import { claimSchema, receiveClaims, type Claim } from "../src/invoicing/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { testClinic, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { inTurn, dialogIn, expectSound, said } from "./staff-app.fixture.ts";
import { staffWalks } from "./staff-walks.fixture.ts";

const NAMES = ["Kerstin Exempel", "Åke Exempel", "Maj-Britt Exempelsson-Sandström", "Oskar Exempel", "Ylva Exempel"];

/** An invoice of which the state pays a share; the first were due long ago, the last are new, and of one the state pays all. */
function treated(no: number, dueDate: string): Claim {
  const [priceMinor, stateMinor] = [420_000 + no * 55_500, no === 4 ? 420_000 + no * 55_500 : 150_000 + no * 20_500];
  const number = String(26_101 + no);
  const patient = { ref: `P${number}`, name: NAMES[no]!, birthDate: "1958-03-09" };
  return claimSchema.parse({
    externalId: `journal-${number}`,
    kind: "INVOICE",
    number,
    kid: makeKid(number.padStart(12, "0"), "mod10"),
    issueDate: "2026-06-15",
    dueDate,
    currency: "SEK",
    amountMinor: priceMinor - stateMinor,
    lines: [
      {
        text: "Tandvårdsåtgärd",
        amountMinor: priceMinor - stateMinor,
        vatCode: "EXEMPT",
        vatMinor: 0,
        priceMinor,
        visitId: `besok-${number}`,
        stateShare: [{ kind: "TE", amountMinor: stateMinor }],
      },
    ],
    patient,
    payer: { type: "PATIENT", ref: patient.ref, name: patient.name, phone: "+46701234567" },
  });
}

async function supported(platform: TestPlatform): Promise<TestClinic> {
  const clinic = await testClinic(platform, { market: "SE", name: "Norrsken Tandvård AB" });
  await withTenant(platform, clinic.context, async (tx) => {
    const { policy: content, locks } = (await policyTemplates(tx, clinic.ledgerId)).at(-1)!;
    const wish = { scope: "chain", scopeId: null, name: "Kedjan", validFromOn: "2026-01-01", content, locks } as const;
    await approvePolicy(tx, await setPolicy(tx, wish));
    const dueOn = ["2026-07-15", "2026-08-31", "2026-09-28", "2026-10-14", "2026-10-14"];
    await receiveClaims(
      tx,
      clinic.ledgerId,
      dueOn.map((day, no) => treated(no, day)),
    );
  });
  return clinic;
}

const walks = staffWalks("2026-10-06T10:00", supported, {});
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
