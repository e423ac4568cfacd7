import { appendFile, mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import {
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { listBankFiles } from "../../banking/index.ts";
import { withTenant } from "../../platform/index.ts";
import { createBankReaders } from "../readers/index.ts";
import { sweepInbox } from "./inbox.ts";

let platform: TestPlatform | undefined;
let clinic: TestClinic;
let inbox: string;
const bytes = ocrFile({
  transmission: 1,
  settledOn: "2026-10-05",
  payments: [{ kid: "1047112601018", amountMinor: 10_000n }],
});
const half = bytes.subarray(0, 400);
const rest = bytes.subarray(400);

/** One sweep; what `meanwhile` does happens between its two looks. */
async function sweep(meanwhile: () => Promise<unknown> = async () => undefined): Promise<number> {
  const { clock } = platform!;
  const pause = async (milliseconds: number) => {
    await meanwhile();
    await clock.pause(milliseconds);
  };
  return sweepInbox({ ...platform!, clock: { ...clock, pause } }, createBankReaders());
}

const states = async () =>
  withTenant(platform!, clinic.context, async (tx) => (await listBankFiles(tx)).map((file) => file.state));

beforeEach(async () => {
  await platform?.close();
  platform = await testPlatform("2026-10-06T05:00");
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  inbox = join(platform.dataDirectory, "inbox", clinic.ledgerId);
  await mkdir(inbox, { recursive: true });
});
afterAll(() => platform?.close());

describe("S0-25 the watched directory", () => {
  test("waits for a file that still grows, and takes it when it is whole", async () => {
    const path = join(inbox, "bank.ocr");
    await writeFile(path, half);
    expect(await sweep(() => appendFile(path, rest))).toBe(0);
    expect(await states()).toEqual([]);
    expect(await sweep()).toBe(1);
    expect([await states(), await readdir(inbox)]).toEqual([["posted"], ["done"]]);
  });

  test("takes what lies still beside a file that grows", async () => {
    const growing = join(inbox, "growing.ocr");
    await writeFile(join(inbox, "whole.ocr"), bytes);
    await writeFile(growing, half);
    expect(await sweep(() => appendFile(growing, rest.subarray(0, 1)))).toBe(1);
    expect([await states(), await readdir(inbox)]).toEqual([["posted"], ["done", "growing.ocr"]]);
  });

  test("waits for a file that is written anew with the same number of bytes, and passes over one that is gone", async () => {
    const path = join(inbox, "bank.ocr");
    await writeFile(path, Buffer.alloc(bytes.length));
    await writeFile(join(inbox, "gone.ocr"), bytes);
    const again = async () => {
      await rm(path);
      await writeFile(path, bytes);
      await rm(join(inbox, "gone.ocr"));
    };
    expect(await sweep(again)).toBe(0);
    expect(await states()).toEqual([]);
    expect(await sweep()).toBe(1);
  });

  test("a file that stops half-way for longer than that posts nothing, stays, and is taken when it is whole", async () => {
    const path = join(inbox, "bank.ocr");
    await writeFile(path, half);
    expect(await sweep()).toBe(0);
    expect([await states(), await readdir(inbox)]).toEqual([["rejected"], ["bank.ocr"]]);
    await appendFile(path, rest);
    expect(await sweep()).toBe(1);
    expect(await readdir(inbox)).toEqual(["done"]);
  });

  test("an empty directory is looked at once and nobody waits", async () => {
    const before = platform!.clock.now();
    expect(await sweep()).toBe(0);
    expect(platform!.clock.now().equals(before)).toBe(true);
  });
});
