import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  exampleBatch,
  importBytes,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import { netsReader } from "../../partners/nets/index.ts";
import {
  defineJob,
  drainOutbox,
  enqueue,
  jobRegistry,
  listAuditEvents,
  refuse,
  withTenant,
  errorText,
  translations,
} from "../../platform/index.ts";
import { actions, roles } from "../../platform/roles/index.ts";
import { createUser, tenantsOf } from "../../platform/sign-in/index.ts";
import { ensureDaily } from "../commands/work.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let api: Api;
let admin: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  clinic = await testClinic(platform);
  api = await openApi(platform);
});
beforeEach(async () => {
  admin = await api.person(clinic.context, "admin");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

type Shown = { id: string; lockedAt: string | null; roles: { role: string }[] };
type Key = { id: string; expiresAt: string | null; lastUsedAt: string | null; name: string; state: string };
const users = async () => read<{ items: Shown[] }>(await admin("GET", "/users")).items;
const keys = async () => read<{ items: Key[] }>(await admin("GET", "/api-keys")).items;
const actionsOn = async (subjectId: string) =>
  (await withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { subjectId }, 50))).map(
    (each) => each.action,
  );

describe("users", () => {
  test("a locked user is out at once and keeps the roles; unlocked they sign in to the same", async () => {
    const ask = await api.person(clinic.context, "accountant");
    const { userId } = read<{ userId: string }>(await ask("GET", "/me"));
    expect((await admin("POST", `/users/${userId}/lock`)).status).toBe(204);
    expect((await ask("GET", "/ledgers")).status).toBe(401);
    const locked = (await users()).find(({ id }) => id === userId)!;
    expect(locked).toMatchObject({ roles: [{ role: "accountant" }] });
    expect(locked.lockedAt).not.toBeNull();
    expect((await admin("POST", `/users/${userId}/lock`)).status).toBe(204);
    expect((await admin("DELETE", `/users/${userId}/lock`)).status).toBe(204);
    expect((await users()).find(({ id }) => id === userId)!.lockedAt).toBeNull();
    expect(await actionsOn(userId)).toEqual(["user.unlocked", "user.locked", "user.created"]);
  });

  test("SEC-10 who is locked out has no role here, whatever session they hold", async () => {
    const { userId } = await withTenant(platform, clinic.context, (tx) =>
      createUser(tx, { email: "locked@example.com", name: "Låst", roles: [{ role: "cfo", clinicIds: null }] }),
    );
    await admin("POST", `/users/${userId}/lock`);
    expect(await tenantsOf(platform, userId)).toEqual([]);
  });

  test("nobody locks themselves, and two administrators cannot take each other's place at once", async () => {
    const two = await testClinic(platform);
    const [one, other] = [await api.person(two.context, "admin"), await api.person(two.context, "admin")];
    const idOf = async (ask: Ask) => read<{ userId: string }>(await ask("GET", "/me")).userId;
    const [oneId, otherId] = [await idOf(one), await idOf(other)];
    expect(codeOf(await one("POST", `/users/${oneId}/lock`))).toEqual([409, "OWN_ACCESS"]);
    const answers = await Promise.all([one("POST", `/users/${otherId}/lock`), other("POST", `/users/${oneId}/lock`)]);
    // Who was faster stays; the other was refused, as the last administrator's opponent or as one who is out.
    expect(answers.map(({ status }) => status).sort()).not.toEqual([204, 204]);
    expect(answers.some(({ status }) => status === 204)).toBe(true);
  });

  test("SEC-10 the role table is told as it decides: every role, and what a clinic manager may do", async () => {
    type Rights = {
      roles: { role: string; actions: { action: string; reach: string }[] }[];
      scopes: { scope: string }[];
    };
    const told = read<Rights>(await admin("GET", "/roles"));
    expect(told.roles.map(({ role }) => role)).toEqual(roles);
    const manager = told.roles.find(({ role }) => role === "clinicManager")!.actions;
    expect(manager).toContainEqual({ action: "invoices.propose", reach: "clinics" });
    expect(manager.map(({ action }) => action)).not.toContain("users.manage");
    expect(new Set(told.roles.flatMap((each) => each.actions.map(({ action }) => action)))).toEqual(new Set(actions));
  });
});

describe("API keys", () => {
  test("a key tells when it was last used, and its successor works beside it until the old one ends", async () => {
    const made = await admin("POST", "/api-keys", { body: { name: "Journal", scopes: ["ledgers:read"] }, headers: {} });
    const { id, key } = read<{ id: string; key: string }>(made);
    const ask = (secret: string) =>
      api.server.inject({ url: "/api/v1/ledgers", headers: { authorization: `Bearer ${secret}` } });
    expect((await keys()).find((each) => each.id === id)!.lastUsedAt).toBeNull();
    expect((await ask(key)).statusCode).toBe(200);
    expect((await keys()).find((each) => each.id === id)!.lastUsedAt).toBe(platform.clock.now().toString());

    const turned = await admin("POST", `/api-keys/${id}/rotation`, { body: { overlapHours: 2 } });
    const successor = read<{ id: string; key: string }>(turned);
    expect([(await ask(key)).statusCode, (await ask(successor.key)).statusCode]).toEqual([200, 200]);
    expect((await keys()).map((each) => each.name)).toEqual(["Journal", "Journal"]);
    platform.clock.moveTo(platform.clock.now().add({ hours: 2 }));
    expect([(await ask(key)).statusCode, (await ask(successor.key)).statusCode]).toEqual([401, 200]);
    admin = await api.person(clinic.context, "admin");
    expect((await keys()).map(({ state }) => state)).toEqual(["live", "ended"]);
    expect(codeOf(await admin("POST", `/api-keys/${id}/rotation`, { body: {} }))).toEqual([409, "API_KEY_ENDED"]);
    expect(await actionsOn(id)).toEqual(["apiKey.rotated", "apiKey.created"]);
  });
});

describe("jobs", () => {
  type Item = { name: string; nextAt: string; canRunNow: boolean; last: { state: string } | null };
  type Jobs = {
    items: Item[];
    failed: { id: string; kind: string; problem: string; sentence: string | null; remedy: string | null }[];
  };
  const jobs = async (who: Ask) => read<Jobs>(await who("GET", "/jobs"));

  test("S0-24 each daily job says when it runs next; run now it waits, once, and then is done", async () => {
    await ensureDaily(platform);
    const look = async () => (await jobs(admin)).items.find(({ name }) => name === "banking.morningLook")!;
    expect(await look()).toMatchObject({ canRunNow: true, last: null });
    expect((await look()).nextAt > platform.clock.now().toString()).toBe(true);
    for (let twice = 0; twice < 2; twice++)
      expect((await admin("POST", "/job-runs", { body: { name: "banking.morningLook" } })).status).toBe(204);
    expect(await look()).toMatchObject({ last: { state: "waiting" } });
    let runs = 0;
    await drainOutbox(platform, jobRegistry([defineJob("banking.morningLook", async () => void (runs += 1))]));
    expect(runs).toBe(1);
    expect(await look()).toMatchObject({ last: { state: "done" } });
    expect(codeOf(await admin("POST", "/job-runs", { body: { name: "reports.monthlyAging" } }))).toEqual([
      422,
      "INPUT_INVALID",
    ]);
  });

  test("L-02 words that need facts, and codes that have no words, are left to the screen", async () => {
    const kinds = { "test.holes": refuse("BANK_FILE_REJECTED", { count: 2 }), "test.noWords": new TypeError("row 7") };
    for (const [kind, error] of Object.entries(kinds)) {
      await withTenant(platform, clinic.context, (tx) => enqueue(tx, kind, {}));
      const fails = defineJob(kind, async () => Promise.reject(error), { mostAttempts: 1 });
      await drainOutbox(platform, jobRegistry([fails]));
    }
    const { failed } = await jobs(admin);
    const said = Object.fromEntries(
      failed.map(({ kind, problem, sentence, remedy }) => [kind, [problem, sentence, remedy]]),
    );
    expect(said).toEqual({
      "test.holes": ["BANK_FILE_REJECTED", null, expect.stringContaining("Nothing was posted") as string],
      "test.noWords": ["TypeError", null, null],
    });
    for (const { id } of failed) expect((await admin("POST", `/failed-jobs/${id}/retry`)).status).toBe(204);
    await drainOutbox(platform, jobRegistry(Object.keys(kinds).map((kind) => defineJob(kind, async () => undefined))));
  });

  test("SEC-76 a failed job is told by its code and the code's sentence, never its payload; one tenant retries only its own", async () => {
    await withTenant(platform, clinic.context, (tx) => enqueue(tx, "test.broken", { secret: "Kari Nordmann" }));
    const fails = defineJob("test.broken", async () => Promise.reject(refuse("BANK_ACCOUNT_INVALID")), {
      mostAttempts: 1,
    });
    await drainOutbox(platform, jobRegistry([fails]));
    const answer = await admin("GET", "/jobs");
    expect(answer.body).not.toContain("Nordmann");
    const [failed] = read<Jobs>(answer).failed;
    expect(failed).toMatchObject({ kind: "test.broken", problem: "BANK_ACCOUNT_INVALID" });
    expect(failed!.sentence).toMatch(/account/i);
    expect(answer.headers["content-language"]).toBe("en");
    const spoken = async (language: string) =>
      read<Jobs>(await admin("GET", "/jobs", { headers: { "accept-language": language } })).failed[0]!;
    for (const language of translations) {
      const { sentence, remedy } = errorText("BANK_ACCOUNT_INVALID", language)!;
      expect(await spoken(language)).toMatchObject({ problem: "BANK_ACCOUNT_INVALID", sentence, remedy });
    }
    const other = await testClinic(platform);
    const stranger = await api.person(other.context, "admin");
    const retry = `/failed-jobs/${failed!.id}/retry`;
    expect(codeOf(await stranger("POST", retry))).toEqual([404, "JOB_NOT_FAILED"]);
    expect((await admin("POST", retry)).status).toBe(204);
    expect((await jobs(admin)).failed).toEqual([]);
  });
});

describe("how a ledger is set up", () => {
  type Step = { step: string; done: boolean; waitsFor: string };
  type SetUp = {
    steps: Step[];
    series: { nextNo: number; sharedWith: { name: string }[] };
    bankAccounts: { number: string; lastToldOn: string | null }[];
    months: { firstOn: string; closed: boolean }[];
    nextToClose: string | null;
    firstOpenDay: string | null;
  };
  const setUp = async (who: Ask, ledgerId: string) => read<SetUp>(await who("GET", `/ledgers/${ledgerId}/set-up`));
  const waiting = ({ steps }: SetUp) =>
    steps.filter(({ done }) => !done).map(({ step, waitsFor }) => `${step} ${waitsFor}`);

  test("S0-46 S0-47 the steps say who is waited for and tick off as things come; a shared series is named", async () => {
    platform.clock.moveTo(Temporal.Instant.from("2026-10-07T06:00:00Z"));
    admin = await api.person(clinic.context, "admin");
    const chain = await testClinic(platform, { active: false, name: "Nord" });
    const chief = await api.person(chain.context, "cfo");
    expect(waiting(await setUp(chief, chain.ledgerId))).toEqual([
      "bankAccount finance",
      "agreement bank",
      "practiceSystem practiceSystem",
      "people admin",
      "active finance",
      "firstFile bank",
    ]);
    await testClinic(platform, { tenantId: chain.tenantId, seriesId: chain.seriesId, name: "Sør" });
    await testBankAccount(platform, chain);
    await api.program(chain.context, ["claims:write"]);
    await api.person(chain.context, "clinicManager", [chain.clinicId]);
    await chief("POST", `/ledgers/${chain.ledgerId}/activation`, { body: { from: "2026-10-05" } });
    await importBytes(platform, chain, netsReader(), await exampleBatch("1-2026-10-06"));
    const ready = await setUp(chief, chain.ledgerId);
    expect(waiting(ready)).toEqual([]);
    expect(ready).toMatchObject({
      series: { nextNo: 1, sharedWith: [{ name: "Sør" }] },
      bankAccounts: [{ number: "86011117947", lastToldOn: "2026-10-06" }],
    });
  });

  test("A-07 months are closed in order by who may, once ended; a late item is booked on the first open day", async () => {
    const late = await testClinic(platform);
    const accountant = await api.person(late.context, "accountant");
    const close = (firstOn: string, who = accountant) =>
      who("POST", `/ledgers/${late.ledgerId}/closed-months`, { body: { firstOn } });
    expect(await setUp(accountant, late.ledgerId)).toMatchObject({
      nextToClose: "2026-01-01",
      firstOpenDay: "2026-01-01",
    });
    expect(codeOf(await close("2026-02-01"))).toEqual([409, "PERIOD_ORDER"]);
    expect(codeOf(await close("2026-01-01", await api.person(late.context, "auditor")))).toEqual([403, "NOT_ALLOWED"]);
    for (const month of ["01", "02", "02", "03", "04", "05", "06", "07", "08", "09"])
      expect((await close(`2026-${month}-01`)).status).toBe(204);
    expect(codeOf(await close("2026-10-01"))).toEqual([409, "PERIOD_ORDER"]);
    const now = await setUp(accountant, late.ledgerId);
    expect(now).toMatchObject({ nextToClose: null, firstOpenDay: "2026-10-01" });
    expect(now.months.filter(({ closed }) => closed)).toHaveLength(9);
  });

  test("SEC-09 SEC-16 a clinic's own people see their clinic and its set-up; the administrator no opening balance", async () => {
    const other = await testClinic(platform, { tenantId: clinic.tenantId, name: "Naboen" });
    const manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
    const names = async (who: Ask) =>
      read<{ items: { name: string }[] }>(await who("GET", "/clinics")).items.map((each) => each.name);
    expect(await names(manager)).toEqual(["Eksempel Tannklinikk AS"]);
    expect(await names(admin)).toEqual(["Eksempel Tannklinikk AS", "Naboen"]);
    expect(codeOf(await manager("GET", `/ledgers/${other.ledgerId}/set-up`))).toEqual([404, "LEDGER_NOT_FOUND"]);
    await testBankAccount(platform, other, { number: "15032080119", openingMinor: 98_765_432n });
    expect((await admin("GET", `/ledgers/${other.ledgerId}/set-up`)).body).not.toContain("98765432");
  });
});
