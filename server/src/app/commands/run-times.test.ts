import { afterAll, beforeAll, expect, test } from "vitest";
import { instantIn, testClinic, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { approvePolicy, policyTemplates, setPolicy, type PolicyJson } from "../../collections/index.ts";
import { listSchedules, movableClock, withTenant, type Platform } from "../../platform/index.ts";

import { ensureDaily, productJobs } from "./work.ts";
import type { BankFileReader } from "../../banking/index.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

test("DP-017 the evening's run and the noon's call are called when the chain's policy in force says", async () => {
  const clock = movableClock(instantIn("2026-10-08T10:00", "Europe/Oslo"));
  const platform: Platform = { ...installation, clock };
  const clinic = await testClinic(platform);
  const inTenant = <T>(work: Parameters<typeof withTenant<T>>[2]) => withTenant(platform, clinic.context, work);
  const times = async () => {
    const all = await inTenant(listSchedules);
    return ["followUp.run", "followUp.callForData"].map((name) => all.find((each) => each.name === name)!.localTime);
  };
  const approved = (name: string, validFromOn: string, hours: Partial<PolicyJson>) =>
    inTenant(async (tx) => {
      const [template] = await policyTemplates(tx, clinic.ledgerId);
      const wish = {
        scope: "chain",
        scopeId: null,
        name,
        validFromOn,
        content: { ...template!.policy, ...hours },
      } as const;
      await approvePolicy(tx, await setPolicy(tx, wish));
    });
  const morning = () =>
    productJobs({} as BankFileReader)
      .get("followUp.prepare")!
      .handler(platform, clinic.context, {}, "job");

  await ensureDaily(platform);
  expect(await times()).toEqual(["18:30", "12:00"]);
  await approved("Kjeden", "2026-10-08", { runAt: "17:15", fileAlertAgainAt: "11:00" });
  await approved("Kjeden fra november", "2026-11-02", { runAt: "19:00" });
  await morning();
  expect(await times()).toEqual(["17:15", "11:00"]);
  await ensureDaily(platform);
  expect(await times()).toEqual(["17:15", "11:00"]);
  clock.moveTo(instantIn("2026-11-02T06:00", "Europe/Oslo"));
  await morning();
  expect(await times()).toEqual(["19:00", "12:00"]);
});
