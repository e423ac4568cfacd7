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
      ["tenant.changed", { before: { onePerson: true }, after: { onePerson: false } }],
      ["tenant.changed", { before: { onePerson: false }, after: { onePerson: true } }],
    ]);
  });

  test("SEC-14 the accountant sees an alarm as long as it is on, also when it goes off and on again on one day", async () => {
    admin = await api.person(clinic.context, "admin");
    const accountant = await api.person(clinic.context, "accountant");
    const standing = async () => read<{ items: { kind: string }[] }>(await accountant("GET", "/alarms")).items;
    for (let twice = 0; twice < 2; twice++) {
      await turn(admin, true);
      expect(await standing()).toMatchObject([{ kind: "tenant.onePerson", subjectId: clinic.tenantId }]);
      await turn(admin, false);
      expect(await standing()).toEqual([]);
    }
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
    const releasedAlone = async () => (await told()).items.filter(({ kind }) => kind === "bank.fileReleasedAlone");
    expect(read<object>(await finance("POST", release))).toMatchObject({ id, state: "posted" });
    expect(await releasedAlone()).toMatchObject([{ kind: "bank.fileReleasedAlone", subjectId: id }]);
    expect(await trail(id)).toContainEqual(["bankFile.released", { alone: true }]);

    platform.clock.moveTo(platform.clock.now().add({ minutes: 6 }));
    const next = read<{ id: string }>(
      await finance("POST", "/bank-files", { file: await exampleBatch("2-2026-10-13") }),
    );
    expect(codeOf(await finance("POST", `/bank-files/${next.id}/release`))).toEqual([403, "FACTOR_NOT_FRESH"]);
    expect(await releasedAlone()).toHaveLength(1);
  });
});

describe("what a tenant settles", () => {
  test("SEC-13 X-08 name, credit limit and language are changed with what was and what is in the trail; another tenant's stay", async () => {
    const other = await testClinic(platform);
    admin = await api.person(clinic.context, "admin");
    const before = read<object>(await admin("GET", "/tenant"));
    expect(before).toMatchObject({ creditLimitMinor: null, marketCreditLimitMinor: 500_000, language: null });
    const change = { name: "Fjordkjeden", creditLimitMinor: 300_000, language: "nb" };
    expect(read<object>(await admin("PATCH", "/tenant", { body: change }))).toMatchObject(change);
    expect((await trail(clinic.tenantId))[0]).toEqual([
      "tenant.changed",
      { before: { name: "Eksempelkjeden", creditLimitMinor: null, language: null }, after: change },
    ]);
    const theirs = await api.person(other.context, "admin");
    expect(read<object>(await theirs("GET", "/tenant"))).toMatchObject({
      name: "Eksempelkjeden",
      creditLimitMinor: null,
    });
    const back = { creditLimitMinor: null, language: null };
    expect(read<object>(await admin("PATCH", "/tenant", { body: back }))).toMatchObject(back);
  });

  test("X-01 the screens of who joins begin in the tenant's language; those who have chosen keep theirs", async () => {
    await admin("PATCH", "/tenant", { body: { language: "da" } });
    const joined = await api.person(clinic.context, "auditor");
    expect(read<object>(await joined("GET", "/me"))).toMatchObject({ preferences: { language: "da" } });
    await admin("PATCH", "/tenant", { body: { language: null } });
  });

  test.each([
    [{ creditLimitMinor: -1 }],
    [{ name: "F" }],
    [{ name: "Kari 4111111111111111" }],
    [{ language: "fi" }],
    [{ market: "SE" }],
  ])("%j is refused", async (body) => {
    expect(codeOf(await admin("PATCH", "/tenant", { body }))).toEqual([422, "INPUT_INVALID"]);
  });
});
