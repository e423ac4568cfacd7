import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  exampleBatch,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let api: Api;
let admin: Ask;
let finance: Ask;

beforeAll(async () => {
  platform = await testPlatform();
  clinic = await testClinic(platform);
  api = await openApi(platform);
  await testBankAccount(platform, clinic);
  admin = await api.person(clinic.context, "admin");
  finance = await api.person(clinic.context, "hqFinance");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const turn = (who: Ask, onePerson: boolean) => who("PATCH", "/tenant", { body: { onePerson } });
const trail = async (subjectId: string) => {
  const events = await withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { subjectId }, 50));
  return events.map(({ action, detail }) => [action, detail]);
};

describe("one-person mode", () => {
  test("SEC-14 it is off until the administrator turns it on, which is audited; finance cannot, nor a factor six minutes old", async () => {
    expect(read<object>(await finance("GET", "/tenant"))).toMatchObject({ id: clinic.tenantId, onePerson: false });
    expect(codeOf(await turn(finance, true))).toEqual([403, "NOT_ALLOWED"]);
    const late = await api.person(clinic.context, "admin");
    platform.clock.moveTo(platform.clock.now().add({ minutes: 6 }));
    expect(codeOf(await turn(late, true))).toEqual([403, "FACTOR_NOT_FRESH"]);
    admin = await api.person(clinic.context, "admin");
    for (const onePerson of [true, true, false])
      expect(read<object>(await turn(admin, onePerson))).toMatchObject({ market: "NO", onePerson });
    expect(await trail(clinic.tenantId)).toEqual([
      ["tenant.onePersonOff", {}],
      ["tenant.onePersonOn", {}],
    ]);
  });

  test("SEC-14 SEC-15 with it who uploaded a file releases it with a fresh factor, and the accountant is told; without it not", async () => {
    finance = await api.person(clinic.context, "hqFinance");
    const accountant = await api.person(clinic.context, "accountant");
    const told = async () => read<{ items: { kind: string; subjectId: string }[] }>(await accountant("GET", "/alarms"));
    const uploaded = await finance("POST", "/bank-files", { file: await exampleBatch("1-2026-10-06") });
    const { id } = read<{ id: string }>(uploaded);
    const release = `/bank-files/${id}/release`;
    expect(codeOf(await finance("POST", release))).toEqual([403, "RELEASE_BY_ANOTHER"]);
    expect((await told()).items).toEqual([]);
    await turn(await api.person(clinic.context, "admin"), true);
    expect(read<object>(await finance("POST", release))).toMatchObject({ id, state: "posted" });
    expect((await told()).items).toMatchObject([{ kind: "bank.fileReleasedAlone", subjectId: id }]);
    expect(await trail(id)).toContainEqual(["bankFile.released", { alone: true }]);

    platform.clock.moveTo(platform.clock.now().add({ minutes: 6 }));
    const next = read<{ id: string }>(
      await finance("POST", "/bank-files", { file: await exampleBatch("2-2026-10-13") }),
    );
    expect(codeOf(await finance("POST", `/bank-files/${next.id}/release`))).toEqual([403, "FACTOR_NOT_FRESH"]);
    expect((await told()).items).toHaveLength(1);
  });
});
