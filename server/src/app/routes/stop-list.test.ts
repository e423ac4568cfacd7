import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { worldOf } from "./sweep-books.fixture.ts";
import { listedIn } from "./sweep-case-desk.fixture.ts";

/** Who leaves for the agency, over all clinics for head office (H-03, X-15). */

type List = {
  readonly items: { readonly id: string; readonly ledgerId: string; readonly leavesOn: string }[];
  readonly nextCursor: string | null;
  readonly cases: number;
};

let platform: TestPlatform;
let api: Api;
let north: TestClinic;
let south: TestClinic;
let finance: Ask;
let manager: Ask;
const ids: string[] = [];

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  api = await openApi(platform);
  north = await testClinic(platform, { name: "Nord" });
  south = await testClinic(platform, { tenantId: north.tenantId, seriesId: north.seriesId, name: "Sør" });
  const world = worldOf(platform, "Eksempel", north, south);
  ids.push(await listedIn(world, north.ledgerId));
  ids.push(await listedIn(world, south.ledgerId, "2026-10-13"));
  ids.push(await listedIn(world, north.ledgerId));
  finance = await api.person(north.context, "hqFinance");
  manager = await api.person(north.context, "clinicManager", [north.clinicId]);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const list = async (who: Ask, query = "") => read<List>(await who("GET", `/stop-list${query}`));

describe("GET /stop-list", () => {
  test("H-03 X-15 head office sees every clinic's cases, who leaves first at the top, a page at a time", async () => {
    const first = await list(finance, "?limit=2");
    expect(first).toMatchObject({
      cases: 3,
      items: [
        { id: ids[1], ledgerId: south.ledgerId, leavesOn: "2026-10-13" },
        { id: ids[0], ledgerId: north.ledgerId, leavesOn: "2026-11-03" },
      ],
    });
    const rest = await list(finance, `?limit=2&cursor=${first.nextCursor}`);
    expect(rest).toMatchObject({ items: [{ id: ids[2] }], nextCursor: null });
    expect(await list(finance, `?ledgerId=${south.ledgerId}`)).toMatchObject({ cases: 1, items: [{ id: ids[1] }] });
  });

  test("SEC-09 a clinic sees its own alone, whatever it asks for", async () => {
    const own = await list(manager);
    expect([own.cases, own.items.map(({ id }) => id)]).toEqual([2, [ids[0], ids[2]]]);
    expect(codeOf(await manager("GET", `/stop-list?ledgerId=${south.ledgerId}`))).toEqual([404, "LEDGER_NOT_FOUND"]);
  });

  test("X-15 what the clinic objects to is off the list at once", async () => {
    const body = { words: "Hun har betalt i skranken." };
    expect((await manager("POST", `/agency-cases/${ids[0]}/objection`, { body })).status).toBe(204);
    expect(await list(finance)).toMatchObject({ cases: 2, items: [{ id: ids[1] }, { id: ids[2] }] });
  });
});
