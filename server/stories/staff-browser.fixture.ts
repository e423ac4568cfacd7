import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { chromium, type Browser, type CDPSession, type Page } from "playwright-core";

/** The real Chromium of the walks. Its windows go on from one walk to the next, emptied: what one has loaded, the next need not read again. */

/** Chromium without its own windows walks a fifth faster; the whole browser does as well. */
const BROWSERS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const CHROMIUM = process.env["KVITT_CHROMIUM"] ?? BROWSERS.find(existsSync);
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

/** Languages of the walks: the browser asks for them, the app follows. */
export type Locale = "nb-NO" | "en-GB" | "sv-SE" | "da-DK" | "it-IT";
export type Look = { readonly colorScheme?: "light" | "dark"; readonly width?: number };

/** What most walks are written for: a desk, a telephone in the dark, and the longest language where there is least room. */
export const LOOKS = [
  ["nb-NO", "light", 1280],
  ["en-GB", "dark", 390],
  ["it-IT", "light", 320],
] as const satisfies readonly (readonly [Locale, Look["colorScheme"], number])[];

/**
 * A walk through one look of its list, or through all of them in a long run. Its number says which, so that the walks of a file take turns and between
 * them see the languages, lights and widths; every screen in each of them is the walk of `staff-app.test.ts`.
 */
export function inTurn<T>(number: number, looks: readonly T[]): readonly T[] {
  return isLong ? looks : looks.slice(number % looks.length).slice(0, 1);
}
/** A run that may take its time looks at everything in every language, light and width. */
export const isLong = process.env["KVITT_LONG"] === "1";

export const HEIGHT = 860;
export const DESKTOP = 1280;

const debuggers = new WeakMap<Page, Promise<CDPSession>>();

function debuggerOf(page: Page): Promise<CDPSession> {
  const session = debuggers.get(page) ?? page.context().newCDPSession(page);
  debuggers.set(page, session);
  return session;
}

/** Evaluates beside the page's own policy: the debugger is not held by it. */
export async function evaluated<T>(page: Page, expression: string): Promise<T> {
  const session = await debuggerOf(page);
  const asked = { expression, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", asked);
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as T;
}

const LONGEST_MS = 30_000;
/** Looks at each frame that is drawn; a look from outside comes every half second. */
export const whenDrawn = (condition: string) => `new Promise((stands, fails) => {
  const until = performance.now() + ${String(LONGEST_MS)};
  const look = () => {
    if (${condition}) return requestAnimationFrame(() => stands());
    if (performance.now() > until) return fails(new Error("It never stood: " + document.body.innerText.slice(0, 400)));
    requestAnimationFrame(look);
  };
  look();
})`;

/** Transitions that have begun stand at their end: a colour on its way is nobody's colour. What turns for ever is left turning. */
export const AT_REST = whenDrawn(`document.getAnimations()
  .filter((each) => each.playState === "running" && each.effect.getComputedTiming().endTime !== Infinity)
  .map((each) => each.finish()).length === 0`);

/** Keeps a picture of what stands in the window, compressed in haste. */
export async function keepPicture(page: Page, path: string): Promise<void> {
  const session = await debuggerOf(page);
  const { data } = await session.send("Page.captureScreenshot", { format: "png", optimizeForSpeed: true });
  await writeFile(path, data, "base64");
}

export function openChromium(): Promise<Browser> {
  if (!CHROMIUM) throw new Error(`The walks need Chromium: ${BROWSERS.join(" or ")}, or KVITT_CHROMIUM`);
  return chromium.launch({ executablePath: CHROMIUM, args: QUIET });
}

/** Windows that were lent a device or given a clock: they are not another's. */
const spoilt = new WeakSet<Page>();

async function newWindow(browser: Browser, locale: Locale): Promise<Page> {
  const context = await browser.newContext({ locale, reducedMotion: "reduce" });
  const page = await context.newPage();
  debuggers.set(page, context.newCDPSession(page));
  const { clock } = page;
  Object.defineProperty(page, "clock", {
    get: () => {
      spoilt.add(page);
      return clock;
    },
  });
  const open = context.newCDPSession.bind(context);
  context.newCDPSession = (of) => {
    spoilt.add(page);
    return open(of);
  };
  return page;
}

const HEARD = [
  "console",
  "dialog",
  "download",
  "pageerror",
  "popup",
  "request",
  "requestfinished",
  "response",
] as const;
const FORGET = "try { localStorage.clear(); sessionStorage.clear(); } catch {}";

/**
 * Leaves nothing of a walk in its window but an address of the same origin with nothing on it, or with another origin's pages the browser would begin
 * a new process.
 */
async function empty(page: Page): Promise<void> {
  const context = page.context();
  for (const other of context.pages()) if (other !== page) await other.close();
  for (const event of HEARD) page.removeAllListeners(event);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  await evaluated(page, FORGET);
  const { protocol, origin } = new URL(page.url());
  if (protocol === "http:") await page.goto(`${origin}/healthz`).catch(() => page.goto("about:blank"));
  await context.clearCookies();
}

export type Windows = {
  /** A window of its own, with nothing in it. */
  readonly open: (locale: Locale, look: Look) => Promise<Page>;
  /** All that are open are emptied, for the next walk. */
  readonly closeAll: () => Promise<void>;
};

export function windowsOf(browser: Browser): Windows {
  const idle = new Map<Locale, Page[]>();
  const used: { readonly locale: Locale; readonly page: Page }[] = [];
  const closed = async (locale: Locale, page: Page): Promise<void> => {
    if (spoilt.has(page) || page.isClosed()) await page.context().close();
    else {
      await empty(page);
      idle.set(locale, [...(idle.get(locale) ?? []), page]);
    }
  };
  return {
    async open(locale, { colorScheme = "light", width = DESKTOP }) {
      const page = idle.get(locale)?.pop() ?? (await newWindow(browser, locale));
      used.push({ locale, page });
      await page.emulateMedia({ colorScheme, media: null, forcedColors: null, reducedMotion: "reduce" });
      await page.setViewportSize({ width, height: HEIGHT });
      return page;
    },
    async closeAll() {
      for (const { locale, page } of used.splice(0).reverse()) await closed(locale, page);
    },
  };
}
