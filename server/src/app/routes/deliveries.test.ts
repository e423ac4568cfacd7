import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { askForPayment } from "../../delivery/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { worldOf, type World } from "./sweep-books.fixture.ts";
import { deliveryTaskIn } from "./sweep-deliveries.fixture.ts";
import { openItemIn } from "./sweep-money-back.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let world: World;
let desk: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T10:00");
  api = await openApi(platform);
});
beforeEach(async () => {
  clinic = await testClinic(platform);
  const { tenantId, seriesId } = clinic;
  const other = await testClinic(platform, { tenantId, seriesId, orgNo: "912345678" });
  world = worldOf(platform, "Kvist", clinic, other);
  desk = await api.person(clinic.context, "reception", [clinic.clinicId]);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

type Counts = {
  unchosen: { count: number; openMinor: unknown };
  needsContact: { count: number; openMinor: unknown };
  failed: { count: number; kinds: { kind: string; count: number }[] };
  resting: number;
};
type Task = { id: string; kind: string; rule: string | null; itemId: string; recipient: { name: string } };
type Paged<T> = { items: T[]; nextCursor: string | null };

const inLedger = (path: string) => `/ledgers/${clinic.ledgerId}/${path}`;
const counts = async (who: Ask = desk) => read<Counts>(await who("GET", inLedger("deliveries")));
const tasks = async (query = "") => read<Paged<Task>>(await desk("GET", inLedger(`delivery-tasks${query}`)));

describe("lists of deliveries over the API", () => {
  test("W-01 S0-49 a bill that was asked for waits in the list until its follow-up rests; the count goes with it", async () => {
    const item = await openItemIn(world, clinic.ledgerId);
    await withTenant(platform, clinic.context, (tx) => askForPayment(tx, [item.id]));
    expect(await counts()).toMatchObject({
      unchosen: { count: 1, openMinor: Number(item.amountMinor) },
      needsContact: { count: 0, openMinor: 0 },
      failed: { count: 0, kinds: [] },
      resting: 0,
    });
    const { items } = read<Paged<{ itemId: string; choice: string; debtor: { name: string } }>>(
      await desk("GET", inLedger("unchosen-requests")),
    );
    expect(items).toEqual([expect.objectContaining({ itemId: item.id, choice: "none" })]);
    expect(items[0]!.debtor.name).not.toBe("");
    const rest = { reason: "agreed", untilOn: "2026-10-12" };
    expect((await desk("POST", `/open-items/${item.id}/pauses`, { body: rest })).status).toBe(201);
    expect(await counts()).toMatchObject({ unchosen: { count: 0 }, resting: 1 });
    expect(read<Paged<unknown>>(await desk("GET", inLedger("unchosen-requests"))).items).toEqual([]);
  });

  test("a message that broke a rule shows the rule and never what stood there; the list is paged and narrowed by kind", async () => {
    await deliveryTaskIn(world, clinic.ledgerId, { kind: "contentRefused", rule: "nb.treatment" });
    await deliveryTaskIn(world, clinic.ledgerId);
    const first = await tasks("?limit=1");
    expect(first.items).toMatchObject([{ kind: "contentRefused", rule: "nb.treatment" }]);
    const next = await tasks(`?limit=1&cursor=${encodeURIComponent(first.nextCursor!)}`);
    expect(next.items).toMatchObject([{ kind: "failed", rule: "receiverUnknown" }]);
    expect((await tasks("?kind=failed")).items).toHaveLength(1);
    expect((await counts()).failed).toEqual({
      count: 2,
      kinds: [
        { kind: "contentRefused", count: 1 },
        { kind: "failed", count: 1 },
      ],
    });
  });

  test("S1-03 W-06 sent again by another channel, solved with a reason; whoever comes second is told politely", async () => {
    const again = await deliveryTaskIn(world, clinic.ledgerId);
    const byHand = await deliveryTaskIn(world, clinic.ledgerId);
    expect((await desk("POST", `/delivery-tasks/${again}/retry`, { body: { channel: "email" } })).status).toBe(204);
    expect(codeOf(await desk("POST", `/delivery-tasks/${again}/retry`, { body: {} }))).toEqual([
      404,
      "DELIVERY_TASK_NOT_FOUND",
    ]);
    const solved = await desk("POST", `/delivery-tasks/${byHand}/solution`, { body: { reason: "Ringte, betaler nå" } });
    expect(solved.status).toBe(204);
    expect((await tasks()).items).toEqual([]);
    const events = await withTenant(platform, clinic.context, (tx) =>
      listAuditEvents(tx, { subjectKind: "deliveryTask" }, 10),
    );
    expect(events.map(({ detail }) => detail)).toEqual(
      expect.arrayContaining([
        { solution: "sentAgain", by: "email" },
        { solution: "handled", reason: "Ringte, betaler nå" },
      ]),
    );
  });

  test("SEC-10 SEC-16 SEC-75 bookkeepers and auditors see no names here, and who read which names is kept", async () => {
    await deliveryTaskIn(world, clinic.ledgerId);
    for (const role of ["accountant", "auditor", "admin"] as const) {
      const who = await api.person(clinic.context, role);
      for (const path of ["deliveries", "unchosen-requests", "contact-needs", "delivery-tasks"])
        expect((await who("GET", inLedger(path))).status).toBe(403);
    }
    const [one] = (await tasks()).items;
    const ceo = await api.person(clinic.context, "ceo");
    const refused = await ceo("POST", `/delivery-tasks/${one!.id}/solution`, { body: { reason: "Ordnet" } });
    expect(refused.status).toBe(403);
    const events = await withTenant(platform, clinic.context, (tx) =>
      listAuditEvents(tx, { action: "deliveries.listed" }, 10),
    );
    expect(events).toHaveLength(1);
  });

  test("bad input: no reason, an unknown channel, a day that is none", async () => {
    const taskId = await deliveryTaskIn(world, clinic.ledgerId);
    expect((await desk("POST", `/delivery-tasks/${taskId}/solution`, { body: { reason: " " } })).status).toBe(422);
    expect((await desk("POST", `/delivery-tasks/${taskId}/retry`, { body: { channel: "pigeon" } })).status).toBe(422);
    expect((await desk("GET", inLedger("channel-counts?from=2026-10-01&to=2026-13-01"))).status).toBe(422);
    expect((await tasks()).items).toHaveLength(1);
  });

  test("S0-05 counters by channel answer for a time in which nothing was sent", async () => {
    const answer = await desk("GET", inLedger("channel-counts?from=2026-10-01&to=2026-10-31"));
    expect([answer.status, read(answer)]).toEqual([200, { items: [] }]);
  });
});
