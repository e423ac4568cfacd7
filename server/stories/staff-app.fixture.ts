import { mkdir, readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { APIResponse, BrowserContext, Cookie, Page } from "playwright-core";
import { expect } from "vitest";
import { createHttpServer, type HttpServerOptions } from "../src/app/http-server.ts";
import { makeDemoUsers, type SignInShown } from "../src/app/commands/life.ts";
import { PATIENT } from "../src/app/routes/asking.fixture.ts";
import { roles, type Role } from "../src/platform/roles/index.ts";
import type { TestPlatform } from "../testkit/index.ts";
import { freePort } from "../testkit/ports.ts";
import { findings, WCAG } from "./axe.fixture.ts";
import {
  AT_REST,
  DESKTOP,
  evaluated,
  HEIGHT,
  keepPicture,
  openChromium,
  whenDrawn,
  windowsOf,
  type Locale,
  type Look,
} from "./staff-browser.fixture.ts";

export { evaluated, inTurn, isLong, LOOKS, type Locale, type Look } from "./staff-browser.fixture.ts";

/** The staff app in a real Chromium, over HTTP, on a real database. Its pictures are kept beside the built app. */

const WEB = new URL("../../web/staff/", import.meta.url);
const PICTURES = fileURLToPath(new URL("pictures/", WEB));

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
  /** A page of somebody who has signed in, still empty: `at` or `to` say where they begin. Signing in by hand is walked with the shell. */
  readonly signedIn: (address: string, role: Role, locale: Locale, look?: Look) => Promise<Walker>;
  /** A page of somebody who is not signed in. */
  readonly stranger: (address: string, locale: Locale, look?: Look) => Promise<Walker>;
  /** Closes the pages; what is served stays for the next. */
  readonly closePages: () => Promise<void>;
  /** Closes the pages and what is served. */
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
};

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

type Served = {
  readonly platform: TestPlatform;
  readonly tenantId: string;
  readonly signIns: SignInShown[];
  readonly sessions: Map<string, Cookie[]>;
};

function walkerIn(page: Page, address: string, locale: Locale, first: Look): Walker {
  let { colorScheme = "light", width = DESKTOP } = first;
  let isThere = false;
  const at = async (path: string): Promise<void> => {
    isThere = true;
    await page.goto(`${address}${path}`, { waitUntil: "domcontentloaded" });
    await evaluated(page, SETTLED);
  };
  return {
    page,
    wrong: watch(page),
    at,
    async to(path) {
      if (!isThere) return at(path);
      if (page.url() !== `${address}${path}`) await evaluated(page, leaving(path));
      await evaluated(page, SETTLED);
    },
    async looks(look) {
      ({ colorScheme = colorScheme, width = width } = look);
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: HEIGHT });
      await evaluated(page, AT_REST);
    },
    picture: async (name) => {
      await keepPicture(page, `${PICTURES}${name}-${locale}-${colorScheme}-${String(width)}.png`);
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
  const browser = await openChromium();
  const windows = windowsOf(browser);
  const servers: (() => Promise<void>)[] = [];
  const served = new Map<string, Served>();
  /** Whoever is served next is served at the same address: what its pages have loaded is good there, too. */
  const ports: number[] = [];
  return {
    async serve(platform, tenantId, { people = roles, ...options } = {}) {
      const signIns = await makeDemoUsers(platform, tenantId, people);
      const server = await createHttpServer(platform, { ...PATIENT, ...options, demoSignIns: signIns });
      const port = ports.pop() ?? (await freePort());
      servers.push(async () => {
        await server.close();
        ports.push(port);
      });
      served.set(String(port), { platform, tenantId, signIns, sessions: new Map() });
      return server.listen({ host: "127.0.0.1", port });
    },
    async signedIn(address, role, locale, look = {}) {
      const here = served.get(new URL(address).port)!;
      const { platform, tenantId, signIns } = here;
      if (signIns.every((person) => person.role !== role))
        signIns.push(...(await makeDemoUsers(platform, tenantId, [role])));
      const page = await windows.open(locale, look);
      await enter(page.context(), address, role, here);
      return walkerIn(page, address, locale, look);
    },
    async stranger(address, locale, look = {}) {
      const page = await windows.open(locale, look);
      const walks = walkerIn(page, address, locale, look);
      await page.goto(address, { waitUntil: "domcontentloaded" });
      return walks;
    },
    closePages: () => windows.closeAll(),
    async tidy() {
      await windows.closeAll();
      for (const close of servers.splice(0).reverse()) await close();
    },
    close: () => browser.close(),
  };
}

/** The focus has come where keys are typed next: what stands there already need not have it yet. */
export async function focusIn({ page }: Walker, selector: string): Promise<void> {
  await page.locator(`${selector}:focus, ${selector} :focus`).first().waitFor();
}

/** The dialog that is opening has taken the focus, after which it leaves the focus alone. */
export async function dialogIn(walker: Walker): Promise<void> {
  await focusIn(walker, "[role=dialog]");
  await evaluated(walker.page, whenDrawn("true"));
}

/** Where a code of the second factor is typed. */
export const CODE_FIELD = 'input[autocomplete="one-time-code"]';

/** The screen as it stands: no finding of axe, no breach of the policy, no error, no sideways scroll. */
export async function expectSound({ page, wrong }: Walker, where: string): Promise<void> {
  expect.soft(await findings(page, WCAG), where).toEqual([]);
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

/** The same for walks that keep a picture of each light. */
export const WIDTHS = [
  ["nb-NO", "1280 pixels wide, light and dark", WIDE],
  ["en-GB", "390 pixels wide, light and dark", PHONE],
  ["it-IT", "320 pixels wide", NARROW],
] as const satisfies readonly (readonly [Locale, string, readonly Look[]])[];

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

/** No text that is cut off as it stands. */
async function expectNothingCut({ page }: Walker, where: string): Promise<void> {
  expect.soft(await evaluated<string[]>(page, CUT), where).toEqual([]);
}

/** The screen as it stands fits: nothing is cut off nor runs sideways, and neither the policy nor the page itself complained. */
export async function expectFits(walker: Walker, where: string): Promise<void> {
  await expectNothingCut(walker, where);
  expect.soft(await evaluated<number>(walker.page, SIDEWAYS), where).toBeLessThanOrEqual(0);
  expect.soft(walker.wrong, where).toEqual([]);
}

/** Nothing is cut off nor runs sideways, as the screen stands and with its words 40 % longer. */
export async function expectRoom(walker: Walker, where: string, kept?: string): Promise<void> {
  const { page, picture } = walker;
  await expectFits(walker, where);
  await evaluated(page, LONGER);
  await evaluated(page, whenDrawn("true"));
  if (kept) await picture(kept);
  expect.soft(await evaluated<string[]>(page, CUT), `${where}, longer`).toEqual([]);
  expect.soft(await evaluated<number>(page, SIDEWAYS), `${where}, longer`).toBeLessThanOrEqual(0);
  await evaluated(page, SHORTER);
}
