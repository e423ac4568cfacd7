import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createBankReaders } from "../src/app/readers/index.ts";
import { ensureDaily, productJobs, productSchedules } from "../src/app/commands/work.ts";
import { listBankFiles } from "../src/banking/index.ts";
import { listAlarms } from "../src/controls/index.ts";
import { drainOutbox, runDueSchedules, withTenant, type TenantTransaction } from "../src/platform/index.ts";
import {
  ocrFile,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../testkit/index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let inbox: string;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

/** What the worker does each minute, at a minute of our choosing. */
async function at(moment: string): Promise<void> {
  platform.moveTo(moment);
  await runDueSchedules(platform, clinic.tenantId, productSchedules);
  await drainOutbox(platform, productJobs(createBankReaders()));
}

const deliver = (name: string, settledOn: string, transmission: number) =>
  writeFile(
    join(inbox, name),
    ocrFile({ transmission, settledOn, payments: [{ kid: "1047112601018", amountMinor: 10_000n }] }),
  );
const files = async () => (await inTenant((tx) => listBankFiles(tx))).map((file) => file.state);
/** The bank's alarms; a month that nobody signs has its own. */
const alarms = async () =>
  (await inTenant((tx) => listAlarms(tx)))
    .filter(({ kind }) => kind.startsWith("bank."))
    .map((alarm) => [alarm.kind, alarm.dayOn]);

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T12:00");
});
afterAll(() => platform.close());
beforeEach(async () => {
  await platform.close();
  platform = await testPlatform("2026-10-05T12:00");
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic, { fileExpectedBy: "06:30" });
  inbox = join(platform.dataDirectory, "inbox", clinic.ledgerId);
  await mkdir(inbox, { recursive: true });
  await ensureDaily(platform);
  await at("2026-10-05T12:01");
});

describe("the morning's files", () => {
  test("S0-23 S0-25 a file that lies in the inbox is imported at five, and not before", async () => {
    await deliver("bank.ocr", "2026-10-05", 1);
    await at("2026-10-06T04:59");
    expect(await files()).toEqual([]);
    await at("2026-10-06T05:00");
    expect(await files()).toEqual(["posted"]);
    expect(await readdir(inbox)).not.toContain("bank.ocr");
    await at("2026-10-06T06:30");
    expect(await alarms()).toEqual([]);
  });

  test("S0-24 a file that has not come before the clinic opens raises an alarm, once, and its coming clears it", async () => {
    await at("2026-10-06T05:00");
    await at("2026-10-06T06:30");
    await at("2026-10-06T06:31");
    expect(await alarms()).toEqual([["bank.fileMissing", "2026-10-06"]]);
    await deliver("late.ocr", "2026-10-05", 1);
    await at("2026-10-07T05:00");
    expect(await alarms()).toEqual([]);
  });

  test("a server that slept over the weekend makes up the morning it missed, and asks for no file on a Sunday", async () => {
    await deliver("friday.ocr", "2026-10-09", 1);
    await at("2026-10-11T23:00");
    expect(await files()).toEqual(["posted"]);
    expect((await alarms()).filter(([, day]) => day === "2026-10-10" || day === "2026-10-11")).toEqual([]);
  });
});
