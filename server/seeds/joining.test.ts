import { afterAll, beforeAll, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../testkit/index.ts";
import { changeoverOf, ledgerChecks, listLedgers } from "../src/ledger/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { foundJoining } from "./joining.ts";

let platform: TestPlatform;
let chain: TestClinic;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  chain = await testClinic(platform);
  await foundJoining(platform, chain.tenantId);
});
afterAll(() => platform.close());

test("H-08 a clinic that joins in two working days waits with its call booked and what it used before listed", async () => {
  const [ledger, changeover] = await withTenant(platform, chain.context, async (tx) => {
    const joining = (await listLedgers(tx)).find(({ state }) => state === "inactive")!;
    return [joining, await changeoverOf(tx, joining.id)] as const;
  });
  expect(ledger).toMatchObject({ name: "Smilbris Tannklinikk Ytterbukta AS", activeFromOn: null });
  expect(changeover.walkthrough).toMatchObject({ minutes: 60, begunAt: null });
  expect(changeover.walkthrough!.at.toString()).toBe("2026-10-07T11:00:00Z");
  expect(changeover.parts.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    "device connected",
    "device connected",
    "integration connected",
  ]);
  expect(await breaches(platform, chain.context, ledgerChecks)).toEqual([]);
});
