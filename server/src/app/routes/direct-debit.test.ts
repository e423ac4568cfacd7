import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ACCOUNT, testBankAccount, testClinic, testPlatform } from "../../../testkit/index.ts";
import type { TestClinic, TestPlatform } from "../../../testkit/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import { takeMandates } from "../../payments/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let cfo: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
});
beforeEach(async () => {
  clinic = await testClinic(platform);
  await testBankAccount(platform, clinic);
  cfo = await api.person(clinic.context, "cfo");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const WISH = {
  ...{ account: ACCOUNT, sender: "00104711", fixedPart: { from: 1, length: 6 } },
  ...{ notify: "bank", leadDays: 9, state: "active" },
};
const url = () => `/ledgers/${clinic.ledgerId}/direct-debit`;
const put = (change: object = {}, who: Ask = cfo) => who("PUT", url(), { body: { ...WISH, ...change } });
const get = async (who: Ask = cfo) => read<Record<string, unknown>>(await who("GET", url()));
const trail = () => withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { action: "debit.setUp" }, 50));

describe("AvtaleGiro over the API", () => {
  test("S0-01 is set up, changed, paused and taken up again; each change stands in the trail once", async () => {
    expect(await get()).toEqual({
      ...{ offered: true, setUp: null, authorities: 0, lastFile: null },
      leadDays: { usual: 9, least: 4, most: 60 },
    });
    expect((await put({ firstNo: 1_001 })).status).toBe(204);
    expect(await get()).toMatchObject({ setUp: WISH });
    expect((await put()).status).toBe(204);
    expect((await put({ state: "paused", notify: "payee", leadDays: null })).status).toBe(204);
    expect(await get()).toMatchObject({ setUp: { state: "paused", notify: "payee", leadDays: null } });
    expect((await put()).status).toBe(204);
    expect(await trail()).toHaveLength(3);
  });

  test("S0-01 says how many payers have signed", async () => {
    await put();
    const entries = [
      { registration: "changed", kid: "1047112601018", writtenNotice: false },
      { registration: "changed", kid: "1047122601024", writtenNotice: true },
    ] as const;
    const lists = [{ account: ACCOUNT, assignmentNo: "0000001", complete: false, entries: [...entries] }];
    const sha256 = Buffer.alloc(32, 7);
    await withTenant(platform, clinic.context, (tx) => takeMandates(tx, { sha256, lists }));
    expect(await get()).toMatchObject({ authorities: 2 });
  });

  test("a detail that cannot be so is refused by name, and nothing is kept", async () => {
    const wrong = [
      ["sender", { sender: "1047" }],
      ["sender", { sender: "0010471X" }],
      ["fixedPart", { fixedPart: { from: 20, length: 7 } }],
      ["fixedPart", { fixedPart: { from: 0, length: 6 } }],
      ["leadDays", { leadDays: 3 }],
      ["leadDays", { leadDays: 61 }],
      ["firstNo", { firstNo: 0 }],
    ] as const;
    for (const [field, change] of wrong) {
      const refused = await put(change);
      expect(codeOf(refused)).toEqual([422, "DEBIT_SETUP_WRONG"]);
      expect(read<{ problems: unknown[] }>(refused).problems).toMatchObject([{ field }]);
    }
    expect(await get()).toMatchObject({ setUp: null });
    expect(await trail()).toEqual([]);
  });

  test("several wrong details are told at once, in the reader's language", async () => {
    const body = { ...WISH, sender: "", leadDays: 1 };
    const refused = await cfo("PUT", url(), { body, headers: { "accept-language": "nb" } });
    const problems = read<{ problems: { field: string; sentence: string }[] }>(refused).problems;
    expect(problems.map(({ field }) => field)).toEqual(["sender", "leadDays"]);
    for (const { sentence } of problems) expect(sentence).not.toMatch(/These details|\{fields\}/);
  });

  test("an account of another ledger or of nobody is refused, and so is what the form does not know", async () => {
    for (const account of ["15032080119", "", "not an account"])
      expect(codeOf(await put({ account }))).toEqual([422, "DEBIT_ACCOUNT_UNKNOWN"]);
    for (const change of [
      { notify: "nobody" },
      { state: "on" },
      { fixedPart: null },
      { secret: "x" },
      { leadDays: 9.5 },
    ])
      expect((await put(change)).status).toBe(422);
  });

  test("SEC-10 who may not see agreements sees nothing, and who may not manage them changes nothing", async () => {
    for (const role of ["reception", "accountant", "hqFinance"] as const) {
      const who = await api.person(clinic.context, role);
      expect([(await who("GET", url())).status, (await put({}, who)).status]).toEqual([403, 403]);
    }
    expect(await get()).toMatchObject({ setUp: null });
  });
});
