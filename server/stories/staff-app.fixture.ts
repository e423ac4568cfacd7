import axe from "axe-core";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import {
  chromium,
  type APIResponse,
  type Browser,
  type BrowserContext,
  type CDPSession,
  type Cookie,
  type Page,
} from "playwright-core";
import { expect } from "vitest";
import { createHttpServer, type HttpServerOptions } from "../src/app/http-server.ts";
import { makeDemoUsers, type SignInShown } from "../src/app/index.ts";
import { PATIENT } from "../src/app/routes/asking.fixture.ts";
import { roles, type Role } from "../src/platform/roles/index.ts";
import type { TestPlatform } from "../testkit/index.ts";

/** The staff app in a real Chromium, over HTTP, on a real database. Its pictures are kept beside the built app. */

const WEB = new URL("../../web/staff/", import.meta.url);
const PICTURES = fileURLToPath(new URL("pictures/", WEB));
/** Chromium without its own windows walks a fifth faster; the whole browser does as well. */
const BROWSERS = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const CHROMIUM = process.env["KVITT_CHROMIUM"] ?? BROWSERS.find(existsSync);
const QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];

/** Languages of the walks: the browser asks for them, the app follows. */
export type Locale = "nb-NO" | "en-GB" | "sv-SE" | "da-DK" | "it-IT";
export type Look = { readonly colorScheme?: "light" | "dark"; readonly width?: number };
type Texts = { readonly [key: string]: string | Texts };

/** A text of the app's catalogues, so that a walk names what the reader sees: `said("en-GB", "bank", "bank.done")`. */
export async function said(locale: Locale, area: string, key: string, holes: Readonly<Record<string, string>> = {}) {
  const file = new URL(`src/texts/${locale.slice(0, 2)}/${area}.json`, WEB);
  let at: string | Texts | undefined = JSON.parse(await readFile(file, "utf8")) as Texts;
  for (const part of key.split(".")) at = typeof at === "object" ? at[part] : undefined;
  if (typeof at !== "string") throw new Error(`No text ${key} in ${area} (${locale})`);
  return at.replace(/\{\{(\w+)\}\}/g, (hole, name: string) => holes[name] ?? hole);
}

export type Walker = {
  readonly page: Page;
  /** What the policy refused, and errors of the page's own. */
  readonly wrong: readonly string[];
  /** Loads the page at an address, and waits until its screen is filled. */
  readonly at: (path: string) => Promise<void>;
  /** Goes on to another screen within the app, as a link does: nothing is loaded that is here already. */
  readonly to: (path: string) => Promise<void>;
  /** The same page in another light or width. */
  readonly looks: (look: Look) => Promise<void>;
  /** Keeps a picture; `bank-nb-NO-dark-390.png`. */
  readonly picture: (name: string) => Promise<void>;
};

export type ServeOptions = HttpServerOptions & {
  /** Who is there from the beginning, by default one for each role. Whoever else signs in is made then. */
  readonly people?: readonly Role[];
};

export type StaffApp = {
  /** Serves the app for a tenant's demo people; gives its address. */
  readonly serve: (platform: TestPlatform, tenantId: string, options?: ServeOptions) => Promise<string>;
  /** A page of somebody who has signed in, where their day begins; signing in by hand is walked with the shell. */
  readonly signedIn: (address: string, role: Role, locale: Locale, look?: Look) => Promise<Walker>;
  /** A page of somebody who is not signed in. */
  readonly stranger: (address: string, locale: Locale, look?: Look) => Promise<Walker>;
  /** Closes the pages; what is served stays for the next. */
  readonly closePages: () => Promise<void>;
  /** Closes the pages and what is served. */
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const debuggers = new WeakMap<Page, Promise<CDPSession>>();

/** Evaluates beside the page's own policy: the debugger is not held by it. */
export async function evaluated<T>(page: Page, expression: string): Promise<T> {
  const session = debuggers.get(page) ?? page.context().newCDPSession(page);
  debuggers.set(page, session);
  const asked = { expression, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = await (await session).send("Runtime.evaluate", asked);
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value as T;
}

const LONGEST_MS = 30_000;
/** Looks at each frame that is drawn; a look from outside comes every half second. */
const whenDrawn = (condition: string) => `new Promise((stands, fails) => {
  const until = performance.now() + ${String(LONGEST_MS)};
  const look = () => {
    if (${condition}) return requestAnimationFrame(() => stands());
    if (performance.now() > until) return fails(new Error("It never stood: " + document.body.innerText.slice(0, 400)));
    requestAnimationFrame(look);
  };
  look();
})`;
/** The screen's first line stands and the screen waits for nothing; the line of a screen that was left does not count. */
const SETTLED = whenDrawn(
  `document.querySelector("h1:not([data-left])") && !document.querySelector("[role=status] .mantine-Skeleton-root")`,
);
/** A screen that is only asked for otherwise keeps its first line, so that one is left only with its path. */
const leaving = (path: string) => `(() => {
  const isLeft = new URL(${JSON.stringify(path)}, location.href).pathname !== location.pathname;
  for (const line of isLeft ? document.querySelectorAll("h1") : []) line.dataset.left = "";
  history.pushState({}, "", ${JSON.stringify(path)});
})()`;

function watch(page: Page): string[] {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) wrong.push(message.text());
  });
  return wrong;
}

type Closing = (() => Promise<unknown>)[];
type Served = {
  readonly platform: TestPlatform;
  readonly tenantId: string;
  readonly signIns: SignInShown[];
  readonly sessions: Map<string, Cookie[]>;
};

const HEIGHT = 860;
const DESKTOP = 1280;

async function contextOf(browser: Browser, closing: Closing, locale: Locale, look: Look): Promise<BrowserContext> {
  const { colorScheme = "light", width = DESKTOP } = look;
  const viewport = { width, height: HEIGHT };
  const context = await browser.newContext({ locale, colorScheme, viewport, reducedMotion: "reduce" });
  closing.push(() => context.close());
  return context;
}

async function walker(context: BrowserContext, address: string, locale: Locale, first: Look): Promise<Walker> {
  const page = await context.newPage();
  const wrong = watch(page);
  let { colorScheme = "light", width = DESKTOP } = first;
  await page.goto(address, { waitUntil: "domcontentloaded" });
  return {
    page,
    wrong,
    async at(path) {
      await page.goto(`${address}${path}`, { waitUntil: "domcontentloaded" });
      await evaluated(page, SETTLED);
    },
    async to(path) {
      if (page.url() !== `${address}${path}`) await evaluated(page, leaving(path));
      await evaluated(page, SETTLED);
    },
    async looks(look) {
      ({ colorScheme = colorScheme, width = width } = look);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: HEIGHT });
      await evaluated(page, whenDrawn("true"));
    },
    picture: async (name) => {
      await page.screenshot({ path: `${PICTURES}${name}-${locale}-${colorScheme}-${String(width)}.png` });
    },
  };
}

async function answered(answer: APIResponse): Promise<APIResponse> {
  if (!answer.ok()) throw new Error(`${answer.url()}: ${await answer.text()}`);
  return answer;
}

/** Signs in as the sign-in page does, without showing it: the browser keeps the session's cookie. */
async function signIn({ request }: BrowserContext, address: string, role: Role): Promise<void> {
  const headers = { origin: new URL(address).origin, "sec-fetch-site": "same-origin" };
  const post = async (path: string, data: object) =>
    answered(await request.post(`${address}/api/v1${path}`, { data, headers }));
  const shown = await answered(await request.get(`${address}/api/v1/demo-sign-ins`));
  const { items } = (await shown.json()) as { items: (SignInShown & { code: string })[] };
  const { email, password, code } = items.find((person) => person.role === role)!;
  await post("/sign-in", { email, password });
  await post("/sign-in/second-factor", { code });
}

/** Enters as somebody: a second browser of theirs goes on in the session of the first, while that lasts. */
async function enter(context: BrowserContext, address: string, role: Role, { sessions }: Served): Promise<void> {
  const key = `${role} ${new URL(address).hostname}`;
  await context.addCookies(sessions.get(key) ?? []);
  if (!(await context.request.get(`${address}/api/v1/me`)).ok()) await signIn(context, address, role);
  sessions.set(key, await context.cookies());
}

export async function staffApp(): Promise<StaffApp> {
  await mkdir(PICTURES, { recursive: true });
  if (!CHROMIUM) throw new Error(`The walks need Chromium: ${BROWSERS.join(" or ")}, or KVITT_CHROMIUM`);
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  const pages: Closing = [];
  const servers: Closing = [];
  const served = new Map<string, Served>();
  const closed = async (closing: Closing) => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  return {
    async serve(platform, tenantId, { people = roles, ...options } = {}) {
      const signIns = await makeDemoUsers(platform, tenantId, people);
      const server = await createHttpServer(platform, { ...PATIENT, ...options, demoSignIns: signIns });
      servers.push(() => server.close());
      const address = await server.listen({ host: "127.0.0.1", port: 0 });
      served.set(new URL(address).port, { platform, tenantId, signIns, sessions: new Map() });
      return address;
    },
    async signedIn(address, role, locale, look = {}) {
      const here = served.get(new URL(address).port)!;
      const { platform, tenantId, signIns } = here;
      if (signIns.every((person) => person.role !== role))
        signIns.push(...(await makeDemoUsers(platform, tenantId, [role])));
      const context = await contextOf(browser, pages, locale, look);
      await enter(context, address, role, here);
      const walks = await walker(context, address, locale, look);
      await evaluated(walks.page, whenDrawn(`document.querySelector(".kv-frame")`));
      return walks;
    },
    stranger: async (address, locale, look = {}) =>
      walker(await contextOf(browser, pages, locale, look), address, locale, look),
    closePages: () => closed(pages),
    async tidy() {
      await closed(pages);
      await closed(servers);
    },
    close: () => browser.close(),
  };
}

/** The dialog that is opening has taken the focus, after which it leaves the focus alone. */
export async function dialogIn({ page }: Walker): Promise<void> {
  await page.locator("[role=dialog]:focus, [role=dialog] :focus").first().waitFor();
  await evaluated(page, whenDrawn("true"));
}

/** Its rules, once for each page that is loaded; only what is wrong is told. */
const FINDINGS = `axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], resultTypes: ["violations"] })
  .then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map((node) => node.html).join(" ")))`;

/** What axe finds on the screen as it stands (WCAG 2.2 AA). */
async function findings(page: Page): Promise<string[]> {
  if (!(await evaluated<boolean>(page, "'axe' in globalThis"))) await evaluated(page, `${axe.source}; undefined`);
  return evaluated(page, FINDINGS);
}

/** The screen as it stands: no finding of axe, no breach of the policy, no error, no sideways scroll. */
export async function expectSound({ page, wrong }: Walker, where: string): Promise<void> {
  expect.soft(await findings(page), where).toEqual([]);
  expect.soft(await evaluated<number>(page, SIDEWAYS), where).toBeLessThanOrEqual(0);
  expect.soft(wrong, where).toEqual([]);
}

export const WIDE = [
  { colorScheme: "light", width: 1280 },
  { colorScheme: "dark", width: 1280 },
] as const satisfies readonly Look[];
export const PHONE = [
  { colorScheme: "light", width: 390 },
  { colorScheme: "dark", width: 390 },
] as const satisfies readonly Look[];
/** The narrowest that WCAG 1.4.10 knows. */
export const NARROW = [{ colorScheme: "light", width: 320 }] as const satisfies readonly Look[];

/** The screen as it stands is sound in each of the looks; a picture of each is kept. */
export async function expectSoundIn(looks: readonly Look[], walker: Walker, name: string): Promise<void> {
  for (const look of looks) {
    await walker.looks(look);
    await walker.picture(name);
    await expectSound(walker, `${name}, ${Object.values(look).join(" ")}`);
  }
}

const WITH_WORDS = `(() => {
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const words = [];
  while (walk.nextNode()) {
    const { data, parentElement } = walk.currentNode;
    if (/\\p{L}{3}/u.test(data) && !parentElement.closest(".kv-amount")) words.push(walk.currentNode);
  }
  return words;
})()`;
/** Makes every word of the page 40 % longer, as the longest language would. */
const LONGER = `globalThis.shorter = ${WITH_WORDS}.map((node) => [node, node.data]);
for (const [node, text] of shorter) node.data = text + " " + text.slice(0, Math.ceil(text.length * 0.4)).trim();`;
const SHORTER = "for (const [node, text] of shorter) node.data = text;";

/**
 * The texts of which a part is not seen: what a box that hides its overflow cuts off, unless its ellipsis has the whole in a title, and what
 * runs over the edge of its button, card or dialog. What scrolls by itself shows the rest when it is scrolled.
 */
const CUT = `(() => {
  const cut = new Set();
  const range = document.createRange();
  const hides = (style, axis) => /hidden|clip/.test(style["overflow" + axis]);
  const scrolls = (style, axis) => /auto|scroll/.test(style["overflow" + axis]);
  for (const node of ${WITH_WORDS}) {
    const own = node.parentElement;
    if (!own.checkVisibility() || own.closest(".kv-skip, select, svg, [aria-hidden=true]")) continue;
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    if (text.width === 0) continue;
    let wide = true, high = true;
    const found = new Set();
    for (let box = own; box && box !== document.body && (wide || high); box = box.parentElement) {
      const style = getComputedStyle(box);
      if (scrolls(style, "X")) wide = false;
      if (scrolls(style, "Y")) high = false;
      const edge = box.getBoundingClientRect();
      if (edge.width <= 1) { found.clear(); break; } // For the ear only.
      if (box.matches("button, [role=option], .kv-card, .mantine-Modal-content, .mantine-Drawer-content"))
        if (wide && (text.right > edge.right + 1 || text.left < edge.left - 1)) found.add(node);
      if (style.textOverflow === "ellipsis" && box.title && node.data.startsWith(box.title)) continue;
      if (wide && hides(style, "X") && (text.right > edge.right + 1 || text.left < edge.left - 1)) found.add(node);
      if (high && hides(style, "Y") && (text.bottom > edge.bottom + 1 || text.top < edge.top - 1)) found.add(node);
    }
    for (const each of found) cut.add(each);
  }
  return [...cut].map((node) => node.parentElement.outerHTML.slice(0, 160) + " :: " + node.data.slice(0, 80));
})()`;
const SIDEWAYS = "document.documentElement.scrollWidth - innerWidth";

/** What a reader would see or hear: the texts, and what controls are called. */
const READ = `document.body.innerText + "\\n" + [...document.querySelectorAll("[aria-label], [placeholder], [title]")]
  .map((element) => ["aria-label", "placeholder", "title"].map((name) => element.getAttribute(name) ?? "").join(" ")).join("\\n")`;

/** Words of the form of a catalogue's key, under a name that the catalogue has; and holes that nobody filled. */
export async function expectTranslated({ page }: Walker, where: string): Promise<void> {
  const areas = await readdir(new URL("src/texts/en/", WEB));
  const names = new Set<string>();
  for (const area of areas.filter((name) => name.endsWith(".json"))) {
    const texts = JSON.parse(await readFile(new URL(`src/texts/en/${area}`, WEB), "utf8")) as Texts;
    for (const name of Object.keys(texts)) names.add(name);
  }
  const read = await evaluated<string>(page, READ);
  const keys = [...read.matchAll(/\b([a-z]\w*)(?:\.\w+)+/gu)].filter(([, name]) => names.has(name!));
  expect.soft([...keys.map(([key]) => key), ...(read.match(/\{\{\w+\}\}/g) ?? [])], where).toEqual([]);
}

/** Nothing is cut off nor runs sideways, as the screen stands and with its words 40 % longer. */
export async function expectRoom({ page, picture }: Walker, where: string, kept?: string): Promise<void> {
  expect.soft(await evaluated<string[]>(page, CUT), where).toEqual([]);
  await evaluated(page, LONGER);
  await evaluated(page, whenDrawn("true"));
  if (kept) await picture(kept);
  expect.soft(await evaluated<string[]>(page, CUT), `${where}, longer`).toEqual([]);
  expect.soft(await evaluated<number>(page, SIDEWAYS), `${where}, longer`).toBeLessThanOrEqual(0);
  await evaluated(page, SHORTER);
}
