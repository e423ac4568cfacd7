import axe from "axe-core";
import { mkdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { chromium, type Browser, type Page } from "playwright-core";
import { expect } from "vitest";
import { createHttpServer, type HttpServerOptions } from "../src/app/http-server.ts";
import { makeDemoUsers } from "../src/app/index.ts";
import { PATIENT } from "../src/app/routes/asking.fixture.ts";
import type { Role } from "../src/platform/roles/index.ts";
import type { TestPlatform } from "../testkit/index.ts";

/** The staff app in a real Chromium, over HTTP, on a real database. Its pictures are kept beside the built app. */

const WEB = new URL("../../web/staff/", import.meta.url);
const PICTURES = fileURLToPath(new URL("pictures/", WEB));
const CHROMIUM = process.env["KVITT_CHROMIUM"] ?? "/usr/bin/chromium";
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
  /** Goes to a screen and waits until it is filled. */
  readonly at: (path: string) => Promise<void>;
  /** Keeps a picture; `bank-nb-NO-dark-390.png`. */
  readonly picture: (name: string) => Promise<void>;
};

export type StaffApp = {
  /** Serves the app for a tenant's demo people; gives its address. */
  readonly serve: (platform: TestPlatform, tenantId: string, options?: HttpServerOptions) => Promise<string>;
  readonly signedIn: (address: string, role: Role, locale: Locale, look?: Look) => Promise<Walker>;
  /** A page of somebody who is not signed in. */
  readonly stranger: (address: string, locale: Locale, look?: Look) => Promise<Walker>;
  /** Closes what one test opened. */
  readonly tidy: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Waits until the screen's first line stands and nothing is fetched any more. */
async function settled(page: Page): Promise<void> {
  await page.locator("h1").first().waitFor();
  await page.locator("[role=status] .mantine-Skeleton-root").first().waitFor({ state: "detached" });
}

function watch(page: Page): string[] {
  const wrong: string[] = [];
  page.on("pageerror", (error) => wrong.push(error.message));
  page.on("console", (message) => {
    if (/Content Security Policy|Trusted ?Type/i.test(message.text())) wrong.push(message.text());
  });
  return wrong;
}

async function walker(
  browser: Browser,
  closing: Closing,
  address: string,
  locale: Locale,
  look: Look,
): Promise<Walker> {
  const { colorScheme = "light", width = 1280 } = look;
  const context = await browser.newContext({
    locale,
    colorScheme,
    viewport: { width, height: 860 },
    reducedMotion: "reduce",
  });
  closing.push(() => context.close());
  const page = await context.newPage();
  const wrong = watch(page);
  await page.goto(address);
  return {
    page,
    wrong,
    async at(path) {
      await page.goto(`${address}${path}`);
      await settled(page);
    },
    picture: async (name) => {
      await page.screenshot({ path: `${PICTURES}${name}-${locale}-${colorScheme}-${String(width)}.png` });
    },
  };
}

type Closing = (() => Promise<unknown>)[];

export async function staffApp(): Promise<StaffApp> {
  await mkdir(PICTURES, { recursive: true });
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: QUIET });
  const closing: Closing = [];
  return {
    async serve(platform, tenantId, options = {}) {
      const demoSignIns = await makeDemoUsers(platform, tenantId);
      const server = await createHttpServer(platform, { ...PATIENT, ...options, demoSignIns });
      closing.push(() => server.close());
      return server.listen({ host: "127.0.0.1", port: 0 });
    },
    async signedIn(address, role, locale, look = {}) {
      const walks = await walker(browser, closing, address, locale, look);
      await walks.page.locator(`[data-role=${role}]`).click();
      await walks.page.locator(".kv-frame").waitFor();
      return walks;
    },
    stranger: (address, locale, look = {}) => walker(browser, closing, address, locale, look),
    async tidy() {
      for (const close of closing.splice(0).reverse()) await close();
    },
    close: () => browser.close(),
  };
}

/** Evaluates beside the page's own policy: the debugger is not held by it. */
export async function evaluated<T>(page: Page, expression: string): Promise<T> {
  const session = await page.context().newCDPSession(page);
  const { result } = await session.send("Runtime.evaluate", { expression, awaitPromise: true, returnByValue: true });
  await session.detach();
  return result.value as T;
}

/** What axe finds on the screen as it stands (WCAG 2.2 AA). */
async function findings(page: Page): Promise<string[]> {
  const run = `${axe.source}; axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] })`;
  const { violations } = await evaluated<axe.AxeResults>(page, run);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(" ")}`);
}

/** The screen as it stands: no finding of axe, no breach of the policy, no error, no sideways scroll. */
export async function expectSound({ page, wrong }: Walker, where: string): Promise<void> {
  expect(await findings(page), where).toEqual([]);
  const sideways = await evaluated<number>(page, "document.documentElement.scrollWidth - innerWidth");
  expect(sideways, where).toBeLessThanOrEqual(0);
  expect(wrong, where).toEqual([]);
}
