import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { AT_REST, evaluated } from "./staff-browser.fixture.ts";

/** What axe finds on a page as it stands. */

export const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] as const;

/** Its own small form: half the text to hand over and to read. */
const SOURCE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What the light or dark of a look decides; all else is as it was where the tree and its room are. */
const OF_COLOUR = JSON.stringify(["color-contrast", "link-in-text-block"]);

/**
 * All rules on a tree that was not seen before; on one that was, in another light, those about colour. What is asked of style sheets is asked again
 * when one has come, what is asked of sounds and films where there are some: for these axe reads all sheets anew each time.
 */
const lookedAt = (tags: readonly string[]) => `(async () => {
  const { body, documentElement: { lang }, styleSheets, title } = document;
  const sheets = [...styleSheets].map(({ href, ownerNode }) => href ?? ownerNode?.textContent).join("\\n");
  const tree = [innerWidth, innerHeight, lang, title, body.outerHTML].join("\\n");
  const seen = globalThis.kvSeen ?? {};
  globalThis.kvSeen = { tree, sheets };
  const rules = {
    "css-orientation-lock": { enabled: seen.sheets !== sheets },
    "no-autoplay-audio": { enabled: document.querySelector("audio, video") !== null },
  };
  const asked = seen.tree === tree && seen.sheets === sheets
    ? { runOnly: { type: "rule", values: ${OF_COLOUR} } }
    : { runOnly: ${JSON.stringify(tags)}, rules };
  const { violations } = await axe.run(document, { ...asked, resultTypes: ["violations"] });
  return violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html).join(" "));
})()`;

/** What is wrong with the page as it stands, when all that moves has come to its end; axe is handed over once for each page that is loaded. */
export async function findings(page: Page, tags: readonly string[]): Promise<string[]> {
  await evaluated(page, AT_REST);
  if (!(await evaluated<boolean>(page, "'axe' in globalThis"))) await evaluated(page, `${SOURCE}; undefined`);
  return evaluated(page, lookedAt(tags));
}
