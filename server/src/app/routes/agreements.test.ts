import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let admin: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
});
beforeEach(async () => {
  clinic = await testClinic(platform);
  admin = await api.person(clinic.context, "admin");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

type Shown = {
  id: string;
  way: string;
  state: string;
  maxMinor: unknown;
  webhookPath: string;
  missing: string[];
  secrets: { name: string; endsAt: string | null }[];
};
const settings = { merchantSerialNumber: "123456", clientId: "c0ffee00" };
const save = (more: object = {}, who: Ask = admin) =>
  who("POST", `/ledgers/${clinic.ledgerId}/agreements`, { body: { way: "vipps", settings, ...more } });
const give = (id: string, name: string, value: string, who: Ask = admin) =>
  who("POST", `/agreements/${id}/secrets`, { body: { name, value } });
const list = async (who: Ask = admin) => read<{ items: Shown[] }>(await who("GET", "/agreements")).items;

describe("agreements over the API", () => {
  test("S0-40 SEC-51 saved, given its secrets, put to use and paused; no answer ever holds a secret", async () => {
    const saved = await save({ maxMinor: 10_000_000, position: 1 });
    expect(saved.status).toBe(200);
    const { id, missing, webhookPath } = read<Shown>(saved);
    expect(missing).toEqual(["clientSecret", "subscriptionKey"]);
    expect(webhookPath).toMatch(/^\/webhooks\/vipps\/[0-9a-f]{32}_[0-9a-f]{32}_[\w-]{43}$/);
    expect(codeOf(await admin("POST", `/agreements/${id}/activation`))).toEqual([409, "AGREEMENT_INCOMPLETE"]);
    const answers = [
      await give(id, "clientSecret", "hush-client"),
      await give(id, "subscriptionKey", "hush-key-one"),
      await give(id, "subscriptionKey", "hush-key-two"),
      await admin("POST", `/agreements/${id}/activation`),
      await admin("GET", "/agreements"),
      await admin("POST", `/agreements/${id}/pause`),
    ];
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 204, 200, 204]);
    expect(answers.map(({ body }) => body).join("")).not.toContain("hush");
    const [shown] = await list();
    expect(shown).toMatchObject({ id, state: "paused", maxMinor: 10_000_000, missing: [] });
    expect(shown!.secrets.map(({ name, endsAt }) => `${name} ${endsAt === null ? "lives" : "ends"}`)).toEqual([
      "clientSecret lives",
      "subscriptionKey lives",
      "subscriptionKey ends",
    ]);
  });

  test("bad input: a secret among the settings is refused unrepeated; limits are above nothing", async () => {
    const refused = await save({ settings: { ...settings, clientSecret: "hush-client" } });
    expect(codeOf(refused)).toEqual([422, "AGREEMENT_SETTINGS_WRONG"]);
    expect(refused.body).not.toContain("hush");
    expect((await save({ minMinor: 0 })).status).toBe(422);
    expect((await save({ way: "cash" })).status).toBe(422);
  });

  test("SEC-10 SEC-15 for administrators and the CFO, with a fresh second factor", async () => {
    const { id } = read<Shown>(await save());
    for (const role of ["cfo", "admin"] as const)
      expect((await list(await api.person(clinic.context, role))).map((one) => one.id)).toEqual([id]);
    for (const role of ["reception", "clinicManager", "hqFinance", "accountant", "auditor", "ceo"] as const) {
      const who = await api.person(clinic.context, role);
      expect((await who("GET", "/agreements")).status).toBe(403);
      expect((await give(id, "clientSecret", "hush-client", who)).status).toBe(403);
    }
    platform.clock.moveTo(platform.clock.now().add({ minutes: 6 }));
    expect(codeOf(await give(id, "clientSecret", "hush-client"))).toEqual([403, "FACTOR_NOT_FRESH"]);
    expect((await list()).length).toBe(1);
  });
});
