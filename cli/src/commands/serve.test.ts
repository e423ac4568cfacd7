import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, mkdir, readdir } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addBankAccount } from "../../../server/src/banking/index.ts";
import { keepClock, withTenant } from "../../../server/src/platform/index.ts";
import {
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../../../server/testkit/index.ts";
import { kvittHereJson } from "../../testkit/kvitt.ts";

const MAIN = join(import.meta.dirname, "..", "main.ts");
const SAMPLE = join(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "formats",
  "nets",
  "samples",
  "front-example-batch-1-2026-10-06.txt",
);

let platform: TestPlatform;
let clinic: TestClinic;
let env: Record<string, string>;

beforeAll(async () => {
  platform = await testPlatform("2026-10-07T08:00");
  clinic = await testClinic(platform);
  await withTenant(platform, clinic.context, (tx) =>
    addBankAccount(tx, {
      ledgerId: clinic.ledgerId,
      market: "NO",
      number: "86011117947",
      recipient: "00900001",
      detailSource: "ocrgiro",
      proofSource: "none",
    }),
  );
  await keepClock(platform);
  env = {
    DATABASE_URL: platform.urls.app,
    DATABASE_OWNER_URL: platform.urls.owner,
    KVITT_DATA: platform.dataDirectory,
  };
});
afterAll(() => platform.close());

describe("kvitt serve", () => {
  test("S0-25 takes in what lies in the watched directory, answers, and stops in order when asked", async () => {
    const inbox = join(platform.dataDirectory, "inbox", clinic.ledgerId);
    await mkdir(inbox, { recursive: true });
    await copyFile(SAMPLE, join(inbox, "ocr-1.txt"));
    await copyFile(SAMPLE, join(inbox, "half.txt.part"));
    const child = spawn(process.execPath, [MAIN, "serve", "--port", "0", "--json"], {
      env: { PATH: process.env["PATH"], ...env },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(createInterface(child.stdout), "line")) as [string];
    const { address } = JSON.parse(line) as { address: string };
    for (const path of ["/healthz", "/readyz", "/api/v1/reference"])
      expect((await fetch(`${address}${path}`)).status).toBe(200);
    expect((await fetch(`${address}/api/v1/demo-sign-ins`)).status).toBe(404);
    expect((await readdir(inbox)).sort()).toEqual(["done", "half.txt.part"]);
    expect((await trialBalance(platform, clinic.context, clinic.ledgerId))["1909"]).toBe(1_798_000n);
    const left = once(child, "close");
    child.kill("SIGTERM");
    expect(await left).toEqual([0, null]);
  });

  test("a port that is taken is refused with a remedy", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as { port: number };
    const { code, value } = await kvittHereJson<{ code: string; sentence: string }>(
      ["serve", "--port", String(port)],
      env,
    );
    other.close();
    expect({ code, value }).toMatchObject({
      code: 1,
      value: { code: "PORT_TAKEN", sentence: `Something listens at port ${port} already.` },
    });
  });

  test("a port that there is not is a wrong use", async () => {
    expect(await kvittHereJson(["serve", "--port", "65536"], env)).toMatchObject({ code: 2, value: { code: "USAGE" } });
  });
});
