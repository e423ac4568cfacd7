import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import { openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let cfo: Ask;
let finance: Ask;
let manager: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-11-02T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  cfo = await api.person(clinic.context, "cfo");
  finance = await api.person(clinic.context, "hqFinance");
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const DIGEST = {
  readers: [{ address: "eier@kjeden.example", language: "nb", weekday: 3 }],
  appUrl: "https://kvitt.example",
};
const OFFICE = { recipients: ["okonomi@kjeden.example"], listUrl: "https://kvitt.example/losses" };
const set = [
  ["S3-02", "/owner-digest", DIGEST, "approval.digestSet"],
  ["N-08", "/head-office", OFFICE, "approval.headOfficeSet"],
] as const;

describe("who has reports by mail", () => {
  test.each(set)(
    "%s %s is set by who configures approvals, seen as set, and kept in the trail by number alone",
    async (_, url, body, action) => {
      for (const ask of [finance, manager]) expect((await ask("PUT", url, { body })).status).toBe(403);
      expect((await cfo("PUT", url, { body })).status).toBe(204);
      expect(read(await cfo("GET", url))).toEqual(body);
      const events = await withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { action }, 10));
      expect(events.map(({ detail }) => detail)).toEqual([{ before: { readers: 0 }, after: { readers: 1 } }]);
      expect(JSON.stringify(events)).not.toContain("kjeden.example");
    },
  );

  test("S3-02 who names no weekday has it on Monday", async () => {
    const body = { ...DIGEST, readers: [{ address: "eier@kjeden.example", language: "da" }] };
    expect((await cfo("PUT", "/owner-digest", { body })).status).toBe(204);
    expect(read(await cfo("GET", "/owner-digest"))).toMatchObject({ readers: [{ language: "da", weekday: 1 }] });
  });

  test.each([
    ["an address that is none", "/owner-digest", { ...DIGEST, readers: [{ ...DIGEST.readers[0], address: "eier@" }] }],
    [
      "an address with a personal number",
      "/owner-digest",
      { ...DIGEST, readers: [{ ...DIGEST.readers[0], address: "01010012356@kjeden.example" }] },
    ],
    ["the same address twice", "/owner-digest", { ...DIGEST, readers: [DIGEST.readers[0], DIGEST.readers[0]] }],
    ["a Saturday", "/owner-digest", { ...DIGEST, readers: [{ ...DIGEST.readers[0], weekday: 6 }] }],
    ["an address that is none", "/head-office", { ...OFFICE, recipients: ["okonomi"] }],
    ["the same address twice", "/head-office", { ...OFFICE, recipients: [...OFFICE.recipients, ...OFFICE.recipients] }],
  ])("S3-02 N-08 %s is refused at %s", async (_, url, body) => {
    expect((await cfo("PUT", url, { body })).status).toBe(422);
  });

  test.each([
    ["S3-02", "/owner-digest", { readers: [], appUrl: DIGEST.appUrl }],
    ["N-08", "/head-office", { recipients: [], listUrl: OFFICE.listUrl }],
  ])("%s the last reader of %s can be taken away", async (_, url, body) => {
    expect((await cfo("PUT", url, { body })).status).toBe(204);
    expect(read(await cfo("GET", url))).toEqual(body);
  });
});
