import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { SCREENS } from "../src/app/staff-app.ts";
import { testClinic, testPlatform, type TestPlatform } from "../testkit/index.ts";
import {
  expectFits,
  expectRoom,
  expectSound,
  expectSoundIn,
  expectTranslated,
  isLong,
  NARROW,
  PHONE,
  staffApp,
  WIDE,
  type Look,
  type StaffApp,
} from "./staff-app.fixture.ts";
import { seesEverything, workedChain, type World } from "./staff-world.fixture.ts";

/** Whose words take the most room (L-03). */
const LONGEST = "it-IT";

/** Every screen of the app with something on it, once; what is done on them is walked by their own stories. */

let platform: TestPlatform;
let world: World;
let app: StaffApp;
let address: string;

beforeAll(async () => {
  app = await staffApp();
  platform = await testPlatform("2026-10-07T05:00");
  world = await workedChain(platform);
  address = await app.serve(platform, world.tenantId, { people: ["cfo"] });
  await seesEverything(platform, world.context, "cfo@demo.example");
});
afterAll(async () => {
  await app.tidy();
  await platform.close();
  await app.close();
});
afterEach(() => app.closePages());

/** An address of the app as its list of screens has it: `/invoices/:invoiceId`. */
const nameOf = (path: string) =>
  path
    .split("?")[0]!
    .slice(1)
    .replaceAll("/", "-")
    .replace(/-?[0-9a-f-]{36}/, "-one") || "home";
const matches = (screen: string, path: string) => new RegExp(`^${screen.replace(/:\w+/g, "[^/]+")}$`).test(path);

describe("every screen of the staff app", () => {
  test("the walk leaves out no screen that the server hands out", () => {
    const walked = world.addresses.map(([path]) => path.split("?")[0]!);
    expect(SCREENS.filter((screen) => !walked.some((path) => matches(screen, path)))).toEqual([]);
  });

  test("SEC-60 Y-13 in nb-NO, loaded at its own address, 1280 pixels wide, light and dark: no finding of axe, no breach of the policy", async () => {
    const walker = await app.signedIn(address, "cfo", "nb-NO");
    for (const [path, rows] of world.addresses) {
      await walker.at(path);
      await walker.page.locator(rows).first().waitFor();
      await expectSoundIn(WIDE, walker, nameOf(path));
    }
  });

  // What axe finds is in the tree, in its colours and in its room: another language changes the words alone, and those are read in each.
  const SELDOM = isLong ? NARROW : [];
  test.each([
    ["nb-NO", SELDOM],
    ["sv-SE", SELDOM],
    ["da-DK", SELDOM],
    ["it-IT", NARROW],
    ["en-GB", PHONE],
  ] as const satisfies readonly (readonly [string, readonly Look[]])[])(
    "SEC-60 X-01 L-03 Y-02 Y-13 in %s, 320 pixels wide: all translated, nothing cut off nor sideways, no breach of the policy; axe in the longest language, whose words grow by two fifths, and in English on a telephone",
    async (locale, looks) => {
      const walker = await app.signedIn(address, "cfo", locale, NARROW[0]);
      for (const [path, rows] of world.addresses) {
        await walker.to(path);
        await walker.page.locator(rows).first().waitFor();
        await walker.looks(NARROW[0]);
        await expectTranslated(walker, path);
        if (locale === LONGEST) await expectRoom(walker, path, `long-${nameOf(path)}`);
        else await expectFits(walker, path);
        await expectSoundIn(looks, walker, nameOf(path));
      }
    },
  );

  test("SEC-09 a person of another tenant sees their own ledger only, also under the other's address", async () => {
    const other = await testClinic(platform);
    // The demo's people have the same addresses everywhere: one whom the first tenant has not asked.
    const elsewhere = await app.serve(platform, other.tenantId, { people: [] });
    const walker = await app.signedIn(elsewhere, "accountant", "en-GB");
    await walker.at(`/invoices?ledger=${world.ledgerId}`);
    expect(await walker.page.textContent("body")).not.toMatch(/26010[12]|Kari|Nordmann/);
    await expectSound(walker, "nothing of another's");
  });
});
