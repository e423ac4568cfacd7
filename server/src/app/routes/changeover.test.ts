import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { ledgerChecks } from "../../ledger/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

/** The call in which a clinic goes over from what it used before, its list, and the gate before activation (H-08). */

type Part = { id: string; name: string; state: string; settledAt: string | null };
type SetUp = {
  steps: { step: string; done: boolean; waitsFor: string }[];
  changeover: {
    walkthrough: {
      at: string;
      on: string;
      time: string;
      minutes: number;
      heldWith: string;
      begunAt: string | null;
    } | null;
    parts: Part[];
    ready: boolean;
  };
};

let platform: TestPlatform;
let clinic: TestClinic;
let api: Api;
let finance: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
  api = await openApi(platform);
});
beforeEach(async () => {
  clinic = await testClinic(platform, { active: false });
  finance = await api.person(clinic.context, "hqFinance");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const CALL = { on: "2026-10-08", time: "14:00", heldWith: "Leverandørens team" };
const url = (rest: string) => `/ledgers/${clinic.ledgerId}/${rest}`;
const setUp = async () => read<SetUp>(await finance("GET", url("set-up")));
const book = (body: object = CALL) => finance("PUT", url("walkthrough"), { body });
const begin = () => finance("POST", url("walkthrough/start"));
const activate = () => finance("POST", url("activation"), { body: { from: "2026-10-08" } });
const list = async (kind: string, name: string) =>
  read<{ id: string }>(await finance("POST", url("changeover-parts"), { body: { kind, name } })).id;
const settle = (id: string, state: string) => finance("PUT", url(`changeover-parts/${id}/state`), { body: { state } });
const moveSteps = ({ steps }: SetUp) =>
  steps.filter(({ step }) => step === "walkthrough" || step === "changeover").map(({ step, done }) => [step, done]);
const acts = async () =>
  (await withTenant(platform, clinic.context, (tx) => listAuditEvents(tx, { subjectId: clinic.ledgerId }, 50)))
    .map(({ action }) => action)
    .reverse();

describe("a clinic goes over from what it used before", () => {
  test("S4-14 H-08 the call of 60 minutes is booked on the clinic's clock, moved and called off; who is waited for is a step", async () => {
    expect(moveSteps(await setUp())).toEqual([]);
    for (let twice = 0; twice < 2; twice++) expect((await book()).status).toBe(204);
    const { changeover, steps } = await setUp();
    expect(changeover).toEqual({
      walkthrough: {
        at: "2026-10-08T12:00:00Z",
        on: "2026-10-08",
        time: "14:00",
        minutes: 60,
        heldWith: "Leverandørens team",
        begunAt: null,
      },
      parts: [],
      ready: false,
    });
    expect(steps).toContainEqual({ step: "walkthrough", done: false, waitsFor: "clinic" });
    // In winter the same clock is another moment.
    expect((await book({ ...CALL, on: "2026-11-02", minutes: 90 })).status).toBe(204);
    expect((await setUp()).changeover.walkthrough).toMatchObject({ at: "2026-11-02T13:00:00Z", minutes: 90 });
    for (let twice = 0; twice < 2; twice++) expect((await finance("DELETE", url("walkthrough"))).status).toBe(204);
    expect((await setUp()).changeover).toEqual({ walkthrough: null, parts: [], ready: true });
    expect(await acts()).toEqual([
      "ledger.created",
      "ledger.walkthroughBooked",
      "ledger.walkthroughBooked",
      "ledger.walkthroughCancelled",
    ]);
  });

  test("S4-15 S4-16 S4-17 nothing old is disconnected before the call, and the ledger is activated only when the list is done in it", async () => {
    const terminal = await list("device", "Terminalen i resepsjonen");
    const portal = await list("integration", "Den gamle betalingsportalen");
    expect(await list("device", "Terminalen i resepsjonen")).toBe(terminal);
    expect(codeOf(await activate())).toEqual([409, "WALKTHROUGH_REQUIRED"]);
    expect(codeOf(await begin())).toEqual([409, "WALKTHROUGH_NOT_BOOKED"]);
    await book();
    expect(codeOf(await settle(terminal, "disconnected"))).toEqual([409, "WALKTHROUGH_REQUIRED"]);
    expect((await settle(portal, "notApplicable")).status).toBe(204);
    expect(codeOf(await activate())).toEqual([409, "WALKTHROUGH_REQUIRED"]);
    for (let twice = 0; twice < 2; twice++) expect((await begin()).status).toBe(204);
    expect(moveSteps(await setUp())).toEqual([
      ["walkthrough", true],
      ["changeover", false],
    ]);
    expect(codeOf(await activate())).toEqual([409, "CHANGEOVER_OPEN"]);
    for (let twice = 0; twice < 2; twice++) expect((await settle(terminal, "disconnected")).status).toBe(204);
    expect((await setUp()).changeover).toMatchObject({
      ready: true,
      parts: [
        { name: "Terminalen i resepsjonen", state: "disconnected", settledAt: platform.clock.now().toString() },
        { name: "Den gamle betalingsportalen", state: "notApplicable" },
      ],
    });
    expect((await activate()).status).toBe(204);
    expect(await acts()).toEqual([
      "ledger.created",
      "ledger.changeoverPartAdded",
      "ledger.changeoverPartAdded",
      "ledger.walkthroughBooked",
      "ledger.changeoverPartSettled",
      "ledger.walkthroughBegun",
      "ledger.changeoverPartSettled",
      "ledger.active",
    ]);
    expect(await breaches(platform, clinic.context, ledgerChecks)).toEqual([]);
    // What no act of ours leaves behind is found by the nightly check.
    await withTenant(platform, clinic.context, (tx) =>
      sql`update changeover_part set state = 'connected', settled_at = null where tenant_id = ${tx.tenantId} and id = ${terminal}`.execute(
        tx.db,
      ),
    );
    expect(await breaches(platform, clinic.context, ledgerChecks)).toEqual([
      expect.stringContaining(`ledger.changedOverFirst: ${clinic.ledgerId}`),
    ]);
  });

  test("a tick is taken back as long as the ledger waits, and closes the gate again", async () => {
    const terminal = await list("device", "Terminal 2");
    await book();
    await begin();
    await settle(terminal, "disconnected");
    expect((await setUp()).changeover.ready).toBe(true);
    expect((await settle(terminal, "connected")).status).toBe(204);
    expect((await setUp()).changeover.parts).toEqual([
      { id: terminal, kind: "device", name: "Terminal 2", state: "connected", settledAt: null },
    ]);
    expect(codeOf(await activate())).toEqual([409, "CHANGEOVER_OPEN"]);
  });

  test("S4-16 a list on which nothing applies, or that was a mistake, asks for no call", async () => {
    const mistaken = await list("device", "Fra nabosalen");
    expect(codeOf(await activate())).toEqual([409, "WALKTHROUGH_REQUIRED"]);
    await settle(mistaken, "notApplicable");
    expect(moveSteps(await setUp())).toEqual([]);
    expect((await activate()).status).toBe(204);
    expect(await breaches(platform, clinic.context, ledgerChecks)).toEqual([]);
  });

  test("a call that has begun is neither moved nor called off, and none is booked in the past or without its words", async () => {
    expect(codeOf(await book({ ...CALL, on: "2026-10-05" }))).toEqual([422, "WALKTHROUGH_PAST"]);
    for (const wrong of [{ time: "25:00" }, { minutes: 10 }, { heldWith: " " }, { on: "2026-02-30" }])
      expect(codeOf(await book({ ...CALL, ...wrong }))).toEqual([422, "INPUT_INVALID"]);
    await book();
    await begin();
    expect(codeOf(await book({ ...CALL, time: "15:00" }))).toEqual([409, "WALKTHROUGH_BEGUN"]);
    expect(codeOf(await finance("DELETE", url("walkthrough")))).toEqual([409, "WALKTHROUGH_BEGUN"]);
    // Saying what stands is no move.
    expect((await book()).status).toBe(204);
    // Of whoever leads the call, or of a device's label, no identity number is kept (SEC-55).
    expect(codeOf(await book({ ...CALL, heldWith: "Kari 01010750160" }))).toEqual([422, "INPUT_INVALID"]);
    const numbered = { kind: "device", name: "Terminal 01010750160" };
    expect(codeOf(await finance("POST", url("changeover-parts"), { body: numbered }))).toEqual([422, "INPUT_INVALID"]);
    const nobody = platform.ids.next();
    expect(codeOf(await settle(nobody, "notApplicable"))).toEqual([404, "CHANGEOVER_PART_NOT_FOUND"]);
  });

  test("an active ledger has nothing left to go over from; one that planned nothing is activated at once", async () => {
    expect((await activate()).status).toBe(204);
    expect((await activate()).status).toBe(204);
    for (const refused of [
      await book(),
      await begin(),
      await finance("DELETE", url("walkthrough")),
      await finance("POST", url("changeover-parts"), { body: { kind: "device", name: "Sen" } }),
    ])
      expect(codeOf(refused)).toEqual([409, "CHANGEOVER_OVER"]);
  });

  test("SEC-16 who may not activate may read the plan, and change nothing of it", async () => {
    await book();
    const manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
    expect(read<SetUp>(await manager("GET", url("set-up"))).changeover.walkthrough).toMatchObject({ time: "14:00" });
    expect(codeOf(await manager("POST", url("walkthrough/start")))).toEqual([403, "NOT_ALLOWED"]);
    expect(codeOf(await manager("DELETE", url("walkthrough")))).toEqual([403, "NOT_ALLOWED"]);
  });
});
