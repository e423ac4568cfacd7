import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { keepClock } from "../../../server/src/platform/index.ts";
import { testClinic, testPlatform, type TestPlatform } from "../../../server/testkit/index.ts";
import { kvittHereJson } from "../../testkit/kvitt.ts";

const MAIN = join(import.meta.dirname, "..", "main.ts");

type Refused = { code: string };
type Demo = {
  address: string;
  livedUntil: string;
  signIns: { role: string; email: string }[];
  report: { holds: boolean } | null;
};

type Listened = { value: Demo; left: unknown; shown: { role: string; code: string }[] };

/** Runs the demo until it listens, looks at what its sign-in page shows, then asks it to stop. */
async function listened(args: readonly string[]): Promise<Listened> {
  const child = spawn(process.execPath, [MAIN, "demo", "--port", "0", "--json", ...args], {
    env: { PATH: process.env["PATH"], HOME: process.env["HOME"] },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  const value = JSON.parse(line) as Demo;
  const page = await fetch(`${value.address}/api/v1/demo-sign-ins`);
  const { items } = (await page.json()) as { items: Listened["shown"] };
  const left = once(child, "close");
  child.kill("SIGTERM");
  return { value, left: await left, shown: items };
}

describe("X-06 kvitt demo", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "kvitt-demo-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test("lives, serves, stops; then serves the same demo by the clock at which its life ended", async () => {
    const first = await listened(["--days", "2", "--data", folder]);
    expect(first).toMatchObject({ left: [0, null], value: { livedUntil: "2026-01-07", report: { holds: true } } });
    expect(first.value.signIns.map((one) => one.role)).toEqual([
      "reception",
      "clinicManager",
      "hqFinance",
      "cfo",
      "ceo",
      "accountant",
      "auditor",
      "admin",
    ]);
    expect(first.shown.map(({ role, code }) => [role, code.length])).toEqual(
      first.value.signIns.map(({ role }) => [role, 6]),
    );
    expect(await listened(["--data", folder])).toMatchObject({
      left: [0, null],
      value: { livedUntil: "2026-01-07", report: null, signIns: first.value.signIns },
    });
    const aging = await kvittHereJson<{ parameters: { asOf: string } }[]>(["report", "aging"], { KVITT_DATA: folder });
    expect(aging.value[0]!.parameters.asOf).toBe("2026-01-07");
    expect(await kvittHereJson(["verify"], { KVITT_DATA: folder })).toMatchObject({ code: 0, value: { ok: true } });
  }, 300_000);

  test("a life that was cut short is begun anew, and only --fresh replaces a whole one", async () => {
    const planOf = async (...more: string[]) =>
      (await kvittHereJson<{ plan: string }>(["demo", "--dry-run", ...more], { KVITT_DATA: folder })).value.plan;
    expect([await planOf(), await planOf("--fresh")]).toEqual(["keep", "make"]);
    const note = JSON.parse(await readFile(join(folder, "demo.json"), "utf8")) as object;
    await writeFile(join(folder, "demo.json"), JSON.stringify({ ...note, livedUntil: null }));
    expect(await planOf()).toBe("make");
  });
});

describe("kvitt backup and restore", () => {
  let whole: TestPlatform;
  let empty: TestPlatform;
  const envOf = (platform: TestPlatform) => ({
    DATABASE_URL: platform.urls.app,
    DATABASE_OWNER_URL: platform.urls.owner,
    KVITT_DATA: platform.dataDirectory,
  });
  beforeAll(async () => {
    [whole, empty] = [await testPlatform(), await testPlatform()];
    await testClinic(whole);
    await keepClock(whole);
  });
  afterAll(async () => {
    await whole.close();
    await empty.close();
  });

  test("what was backed up stands in the empty installation, and every check holds", async () => {
    const file = join(whole.dataDirectory, "all.kvitt");
    expect(await kvittHereJson(["backup", file, "--with-keys", "--dry-run"], envOf(whole))).toMatchObject({
      code: 0,
      value: { dryRun: true, tenants: 1 },
    });
    expect(await kvittHereJson(["backup", file, "--with-keys"], envOf(whole))).toMatchObject({
      code: 0,
      value: { dryRun: false, tenants: 1 },
    });
    expect(await kvittHereJson<Refused>(["backup", file], envOf(whole))).toMatchObject({
      code: 1,
      value: { code: "BACKUP_FILE_EXISTS" },
    });
    expect(await kvittHereJson(["restore", file], envOf(empty))).toMatchObject({
      code: 0,
      value: { tenants: 1, breaches: [] },
    });
    const [before, after] = [
      await kvittHereJson(["ledgers"], envOf(whole)),
      await kvittHereJson(["ledgers"], envOf(empty)),
    ];
    expect(after.value).toEqual(before.value);
    expect(await kvittHereJson<Refused>(["restore", file], envOf(empty))).toMatchObject({
      code: 1,
      value: { code: "BACKUP_TARGET_NOT_EMPTY" },
    });
  });

  test("a file that is not there, and one that is no backup, are refused", async () => {
    const none = join(empty.dataDirectory, "none");
    expect(await kvittHereJson<Refused>(["restore", none], envOf(empty))).toMatchObject({
      code: 1,
      value: { code: "FILE_NOT_READABLE" },
    });
    await writeFile(none, "this is no backup");
    expect(await kvittHereJson<Refused>(["restore", none], envOf(empty))).toMatchObject({
      code: 1,
      value: { code: "BACKUP_DAMAGED" },
    });
    const nowhere = join(whole.dataDirectory, "no", "such", "folder");
    expect(await kvittHereJson<Refused>(["backup", nowhere], envOf(whole))).toMatchObject({
      code: 1,
      value: { code: "FILE_NOT_WRITABLE" },
    });
  });
});

describe("a place that holds other data", () => {
  let platform: TestPlatform;
  let env: Record<string, string>;
  beforeAll(async () => {
    platform = await testPlatform();
    await testClinic(platform);
    env = {
      DATABASE_URL: platform.urls.app,
      DATABASE_OWNER_URL: platform.urls.owner,
      KVITT_DATA: platform.dataDirectory,
    };
  });
  afterAll(() => platform.close());

  test("is never taken for a demo, fresh or not", async () => {
    for (const more of [[], ["--fresh"]]) {
      expect(await kvittHereJson<Refused>(["demo", ...more], env)).toMatchObject({
        code: 1,
        value: { code: "DEMO_OTHER_DATA" },
      });
    }
  });

  test("X-06 is not lived in before its own time", async () => {
    const life = ["simulate", "--clinics", "1", "--days", "1", "--seed", "7"];
    expect(await kvittHereJson<Refused>([...life, "--from", "2026-01-05"], env)).toMatchObject({
      code: 1,
      value: { code: "CLOCK_BACKWARDS" },
    });
    expect(await kvittHereJson(["simulate", "--clinics", "0", "--days", "1", "--seed", "7"], env)).toMatchObject({
      code: 2,
    });
  });
});
