import { existsSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";

/**
 * How fast the staff app's screens come in Chromium, against a demo that runs: `kvitt demo --days 40 --port 4871`, then
 * `node scripts/measure-screens.ts [http://localhost:4871]`. Medians of five, milliseconds; the limits are those of docs/ux-score.md.
 */

const ADDRESS = process.argv[2] ?? "http://localhost:4871";
const BROWSERS = [process.env["KVITT_CHROMIUM"], "/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];
const TIMES = 5;
const LIMITS = { scriptBytes: 250_000, interactiveMs: 1_000, routeMs: 100 };
const SCREENS = ["/desk", "/invoices", "/runs", "/bank", "/files", "/proof", "/reskontro", "/aging", "/reports", "/"];

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** The context of somebody who has signed in, with nothing kept from before. */
async function entered(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext({ locale: "nb-NO", viewport: { width: 1280, height: 860 } });
  const headers = { origin: ADDRESS, "sec-fetch-site": "same-origin" };
  const post = async (path: string, data: object) => {
    const answer = await context.request.post(`${ADDRESS}/api/v1${path}`, { data, headers });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  };
  const shown = await context.request.get(`${ADDRESS}/api/v1/demo-sign-ins`);
  const { items } = (await shown.json()) as {
    items: { role: string; email: string; password: string; code: string }[];
  };
  const { email, password, code } = items.find(({ role }) => role === "cfo")!;
  await post("/sign-in", { email, password });
  await post("/sign-in/second-factor", { code });
  return context;
}

async function evaluated<T>(page: Page, expression: string): Promise<T> {
  const session = await page.context().newCDPSession(page);
  const asked = { expression, awaitPromise: true, returnByValue: true };
  const { result, exceptionDetails } = await session.send("Runtime.evaluate", asked);
  if (exceptionDetails) throw new Error(exceptionDetails.text);
  await session.detach();
  return result.value as T;
}

const BUSY = `document.querySelector("[role=status] .mantine-Skeleton-root")`;
/** Resolves when it holds in a frame that is drawn, with the time since the page began. */
const when = (condition: string) => `new Promise((stands) => {
  const look = () => requestAnimationFrame(() => (${condition}) ? setTimeout(() => stands(performance.now())) : look());
  look();
})`;

/** What was fetched for the first screen: scripts asked for before the app began to fetch other places' code ahead (`shell/ahead.ts`). */
const NEEDED_SCRIPTS = `(() => {
  const ahead = performance.getEntriesByName("kvitt-ahead")[0]?.startTime ?? Infinity;
  return performance.getEntriesByType("resource")
    .filter(({ name, startTime }) => new URL(name).pathname.endsWith(".js") && startTime < ahead)
    .map(({ name }) => name);
})()`;

type Load = { readonly scriptBytes: number; readonly interactive: number; readonly filled: number };

/** The first load with nothing in the browser's store: until the frame answers, and until the home's figures stand. */
async function firstLoad(context: BrowserContext): Promise<Load> {
  const page = await context.newPage();
  const scripts = new Map<string, Promise<number>>();
  page.on("response", (response) => {
    if (response.request().resourceType() === "script")
      scripts.set(
        response.url(),
        response.body().then(
          (body) => gzipSync(body).length,
          // Fetched ahead, and the page is gone.
          () => 0,
        ),
      );
  });
  await page.goto(ADDRESS, { waitUntil: "commit" });
  const interactive = await evaluated<number>(page, when(`document.querySelector(".kv-rail a")`));
  const filled = await evaluated<number>(page, when(`document.querySelector(".kv-home-tile") && !${BUSY}`));
  const needed = await evaluated<string[]>(page, NEEDED_SCRIPTS);
  const sizes = await Promise.all(needed.map(async (url) => (await scripts.get(url)) ?? 0));
  const scriptBytes = sizes.reduce((sum, bytes) => sum + bytes, 0);
  await page.close();
  return { scriptBytes, interactive, filled };
}

/** A press on the rail until the other screen is drawn, and until nothing of it is waited for. */
const going = (path: string) => `(async () => {
  const left = document.querySelector("main h1");
  const link = [...document.querySelectorAll(".kv-side .kv-rail a")].find((each) => new URL(each.href).pathname === ${JSON.stringify(path)});
  const began = performance.now();
  link.click();
  const drawn = await ${when(`!left?.isConnected && document.querySelector("main").childElementCount > 0`)};
  const filled = await ${when(`document.querySelector("main h1") && !${BUSY}`)};
  return [drawn - began, filled - began];
})()`;

type Change = { readonly drawn: number[]; readonly filled: number[] };

/** Around the rail: each screen for the first time, then once more. */
async function routes(context: BrowserContext, changes: Map<string, Change>): Promise<void> {
  const page = await context.newPage();
  await page.goto(ADDRESS);
  await evaluated(page, when(`document.querySelector(".kv-home-tile") && !${BUSY}`));
  for (const visit of ["first", "again"])
    for (const path of SCREENS) {
      const [drawn, filled] = await evaluated<[number, number]>(page, going(path));
      const of = changes.get(`${path} ${visit}`) ?? { drawn: [], filled: [] };
      of.drawn.push(drawn);
      of.filled.push(filled);
      changes.set(`${path} ${visit}`, of);
    }
  await page.close();
}

const ms = (values: readonly number[]) => `${median(values).toFixed(0)} ms`.padStart(8);
const within = (holds: boolean) => (holds ? "within" : "OVER");

const executablePath = BROWSERS.find((path) => path !== undefined && existsSync(path));
if (!executablePath) throw new Error("Chromium is needed: KVITT_CHROMIUM says where it lies");
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--disable-gpu"],
});
const loads: Load[] = [];
const changes = new Map<string, Change>();
const state = await (await entered(browser)).storageState();
for (let time = 0; time < TIMES; time++) {
  for (const measure of [async (context: BrowserContext) => void loads.push(await firstLoad(context)), routes]) {
    const context = await browser.newContext({
      storageState: state,
      locale: "nb-NO",
      viewport: { width: 1280, height: 860 },
    });
    await measure(context, changes);
    await context.close();
  }
}
await browser.close();

const bytes = median(loads.map((load) => load.scriptBytes));
const interactive = loads.map((load) => load.interactive);
console.log(`first load, script gzip   ${(bytes / 1000).toFixed(0)} kB  ${within(bytes < LIMITS.scriptBytes)}`);
console.log(`first load, interactive   ${ms(interactive)}  ${within(median(interactive) < LIMITS.interactiveMs)}`);
console.log(`first load, figures       ${ms(loads.map((load) => load.filled))}`);
for (const [name, { drawn, filled }] of changes)
  console.log(
    `${name.padEnd(24)}${ms(drawn)}  ${within(median(drawn) < LIMITS.routeMs).padEnd(8)}with its rows ${ms(filled)}`,
  );
