import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { policyJson, runSimulation, swedishChain, swedishChainLocks } from "../../collections/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { worldOf } from "./sweep-books.fixture.ts";
import { openItemIn } from "./sweep-money-back.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let finance: Ask;
let colleague: Ask;
let reception: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  finance = await api.person(clinic.context, "hqFinance");
  colleague = await api.person(clinic.context, "hqFinance");
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

type Check = {
  unreadable: { field: string }[];
  breaches: { market: string; code: string; field: string; citation: string; lawful: string | null }[];
  refused: { field: string; code: string; lockedBy: string | null }[];
  limits: { field: string; rule: string; days: number | null; minor: number | null; citation: string }[];
  examples: { market: string; dueOn: string; steps: { level: string; on: string }[] }[];
  forbidden: { level: string; stems: string[] }[];
};
type Figures = Record<"invoices" | "paidMinor" | "openMinor" | "lostMinor", number>;
type Trial = {
  done: number;
  total: number;
  result: { actual: Figures; running: Figures; draft: Figures } | null;
};
type Json = ReturnType<typeof policyJson>;

const chain = policyJson(swedishChain);
const changed = (policy: Json, name: string, other: object): Json => ({
  ...policy,
  levels: policy.levels.map((level) => (level.name === name ? { ...level, ...other } : level)),
});
const ask = (content: object, other: object = {}) =>
  finance("POST", "/follow-up-policies/check", {
    body: { scope: "chain", validFromOn: "2026-10-05", content, ...other },
  });
const check = async (content: object, other: object = {}) => read<Check>(await ask(content, other));

describe("H-06 a policy is looked at while it is written", () => {
  test("N-11 S3-27 the law's bound of each field is told with its paragraph, before anything is wrong", async () => {
    const { breaches, limits, forbidden } = await check(chain);
    expect(breaches).toEqual([]);
    expect(limits.find(({ field }) => field === "remind1.wait")).toMatchObject({ rule: "least", days: 1 });
    const fee = limits.find(({ field }) => field === "remind2.fee")!;
    expect(fee).toMatchObject({ rule: "most", market: "NO" });
    expect([fee.minor! > 0, fee.citation.includes("inkasso")]).toEqual([true, true]);
    expect(forbidden.every(({ stems }) => stems.length > 0)).toBe(true);
  });

  test("S3-07 what breaks the law is named at its field with what would be lawful; nothing is kept", async () => {
    const { limits } = await check(chain);
    const most = limits.find(({ field }) => field === "remind2.fee")!.minor!;
    const fee = (minor: number) => changed(chain, "remind2", { fee: { charge: "amount", mostMinor: minor } });
    expect((await check(fee(most))).breaches).toEqual([]);
    expect((await check(fee(most + 1))).breaches).toMatchObject([
      { market: "NO", field: "remind2.fee", code: "feeAboveLimit", lawful: String(most) },
    ]);
    const early = changed(chain, "remind1", { wait: { after: "due", days: 0, unit: "workingDays" } });
    expect((await check(early)).breaches).toMatchObject([{ field: "remind1.wait", code: "beforeDue", lawful: "1" }]);
    expect((await check({ ...chain, runAt: "25:00" })).unreadable).toMatchObject([{ field: "runAt" }]);
    expect(read<{ items: unknown[] }>(await finance("GET", "/follow-up-policies")).items).toEqual([]);
  });

  test("S2-07 S2-33 it says on which days an invoice's steps would be taken", async () => {
    // Due Wednesday 4 November 2026; working days of Norway.
    const { examples } = await check(chain);
    expect(examples).toEqual([
      {
        ...{ market: "NO", dueOn: "2026-11-04" },
        steps: [
          { level: "remind1", on: "2026-11-11" },
          { level: "remind2", on: "2026-11-18" },
          { level: "headOffice", on: "2026-11-25" },
          { level: "agency", on: "2026-11-30" },
        ],
      },
    ]);
  });

  test("S2-32 S2-02 a version is written by one and approved by another; a clinic's wish for a locked field names who locked it", async () => {
    const wish = { scope: "chain", name: "Kjeden 2026", validFromOn: "2026-10-05", locks: swedishChainLocks };
    const made = await finance("POST", "/follow-up-policies", { body: { ...wish, content: chain } });
    const { id } = read<{ id: string }>(made);
    expect((await reception("POST", `/follow-up-policies/${id}/approval`)).status).toBe(403);
    expect(codeOf(await finance("POST", `/follow-up-policies/${id}/approval`))).toEqual([409, "FOLLOW_UP_POLICY_OWN"]);
    expect((await colleague("POST", `/follow-up-policies/${id}/approval`)).status).toBe(204);
    const own = { scope: "clinic", scopeId: clinic.clinicId };
    const days = { wait: { after: "due", days: 9, unit: "workingDays" } };
    expect((await check({ levels: { remind1: days } }, own)).refused).toEqual([
      { field: "remind1.wait", code: "fieldLocked", lockedBy: "Kjeden 2026" },
    ]);
    const weekly = { terms: { followUp: { mode: "weekly", weekday: 3 } } };
    const { refused, examples } = await check(weekly, own);
    expect(refused).toEqual([]);
    expect(examples[0]!.steps[0]).toEqual({ level: "remind1", on: "2026-11-11" });
  });

  test("N-13 a draft is tried on past invoices by a job; the same question is answered by what is kept", async () => {
    const world = worldOf(platform, "Kvist", clinic, clinic);
    await openItemIn(world, clinic.ledgerId);
    const asked = { content: chain, years: 1 };
    const start = async () => read<{ id: string }>(await finance("POST", "/follow-up-simulations", { body: asked })).id;
    const id = await start();
    const shown = async () => read<Trial>(await finance("GET", `/follow-up-simulations/${id}`));
    expect(await shown()).toMatchObject({ fromOn: "2025-10-05", throughOn: "2026-10-05", done: 0, result: null });
    await runSimulation(platform, clinic.context, id);
    const { result, done, total } = await shown();
    expect([done, total]).toEqual([1, 1]);
    const sum = ({ paidMinor, openMinor, lostMinor }: Figures) => paidMinor + openMinor + lostMinor;
    expect(result!.actual.invoices).toBeGreaterThan(0);
    expect([result!.running, result!.draft].map(sum)).toEqual([sum(result!.actual), sum(result!.actual)]);
    expect(await start()).toBe(id);
    expect((await reception("POST", "/follow-up-simulations", { body: asked })).status).toBe(403);
  });
});
