import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { evaluated, expectSound, type Walker } from "./staff-app.fixture.ts";

/** What every page a payer passes must stand, in the looks of telephones. */

const PICTURES = fileURLToPath(new URL("../../web/pay/pictures/", import.meta.url));

const LOOKS = [
  { colorScheme: "light", width: 390, height: 844 },
  { colorScheme: "dark", width: 360, height: 640 },
] as const;
/** Controls that a thumb would miss (2.5.8, Kvitt's 44 px). */
const SMALL = `[...document.querySelectorAll("button, input:not([type=hidden]), .act, .more a, .tongues a, .back")]
  .filter((each) => each.getBoundingClientRect().height < 43.5).map((each) => each.outerHTML.slice(0, 120))`;
const SIDEWAYS = "document.documentElement.scrollWidth - innerWidth";

/** The page as it stands is sound on a large telephone by day and a small one by night, and as narrow as WCAG knows; a picture of each is kept. */
export async function passes(walker: Walker, name: string): Promise<void> {
  const { page } = walker;
  for (const { colorScheme, ...size } of LOOKS) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await page.screenshot({
      path: `${PICTURES}journey-${name}-${colorScheme}-${String(size.width)}.png`,
      fullPage: true,
    });
    await expectSound(walker, `${name} ${colorScheme}`);
  }
  if ((await page.locator(".sheet").count()) > 0) expect.soft(await evaluated<string[]>(page, SMALL), name).toEqual([]);
  await page.setViewportSize({ width: 320, height: 640 });
  expect.soft(await evaluated<number>(page, SIDEWAYS), `${name} 320`).toBeLessThanOrEqual(0);
  await page.setViewportSize({ width: 390, height: 844 });
}

/** Goes on by Tab until the control that is called so has the focus. */
export async function tabTo(page: Page, name: RegExp): Promise<void> {
  const MOST = 40;
  for (let presses = 0; presses < MOST; presses++) {
    await page.keyboard.press("Tab");
    const focused = await evaluated<string>(
      page,
      "document.activeElement.innerText || document.activeElement.value || ''",
    );
    if (name.test(focused)) return;
  }
  throw new Error(`Not reached by keyboard: ${String(name)}`);
}
