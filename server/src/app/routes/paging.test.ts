import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { raiseAlarm } from "../../controls/index.ts";
import { withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { bankFileIn, bankLineIn, proposalIn, statementLineIn, worldOf, type World } from "./sweep-books.fixture.ts";

let platform: TestPlatform;
let api: Api;
let world: World;
let finance: Ask;

async function alarmIn({ context }: World, dayOn: string): Promise<void> {
  const alarm = { kind: "test.late", subjectKind: "bankAccount", subjectId: platform.ids.next(), dayOn };
  await withTenant(platform, context, (tx) => raiseAlarm(tx, alarm));
}

/** Three of each list's things: two at the same moment, so that only the id tells them apart, and one an hour later. */
beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  const clinic = await testClinic(platform);
  const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
  world = worldOf(platform, "Eksempel", clinic, other);
  for (const at of ["2026-10-05T08:00", "2026-10-05T08:00", "2026-10-05T09:00"]) {
    platform.moveTo(at);
    await bankFileIn(world);
    await proposalIn(world, world.ledgerId);
    await bankLineIn(world, world.ledgerId);
    await alarmIn(world, at.slice(0, 10));
  }
  await statementLineIn(world, world.ledgerId);
  api = await openApi(platform);
  finance = await api.person(clinic.context, "hqFinance");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

type Page = { readonly items: readonly { readonly id: string }[]; readonly nextCursor: string | null };

async function pageOf(url: string, query: string): Promise<Page> {
  const answer = await finance("GET", `${url}?${query}`);
  expect(answer.status).toBe(200);
  return read<Page>(answer);
}

const idsOf = (...pages: readonly Page[]) => pages.flatMap((page) => page.items.map((item) => item.id));

describe.each(["/bank-files", "/proposals", "/bank-lines", "/statement-lines", "/alarms"])("the list %s", (url) => {
  test("two pages make the whole, in the same order, nothing twice and nothing left out", async () => {
    const whole = await pageOf(url, "limit=100");
    expect(whole.nextCursor).toBeNull();
    expect(whole.items.length).toBeGreaterThanOrEqual(3);
    expect(new Set(idsOf(whole)).size).toBe(whole.items.length);
    const first = await pageOf(url, "limit=2");
    expect(first.items).toHaveLength(2);
    const rest = await pageOf(url, `limit=100&cursor=${first.nextCursor}`);
    expect([rest.nextCursor, idsOf(first, rest)]).toEqual([null, idsOf(whole)]);
  });

  test("one at a time ends where the whole ends", async () => {
    const seen: Page[] = [];
    for (let cursor: string | null = ""; cursor !== null; cursor = seen.at(-1)!.nextCursor)
      seen.push(await pageOf(url, cursor === "" ? "limit=1" : `limit=1&cursor=${cursor}`));
    expect(idsOf(...seen)).toEqual(idsOf(await pageOf(url, "limit=100")));
  });

  test.each([
    ["no cursor of ours", "garbage"],
    ["values of another list", Buffer.from(JSON.stringify(["2026-10-05"])).toString("base64url")],
    ["values that are none", Buffer.from(JSON.stringify(["yesterday", "me"])).toString("base64url")],
  ])("SEC-62 %s is refused in words", async (_what, cursor) => {
    expect(codeOf(await finance("GET", `${url}?cursor=${cursor}`))).toEqual([422, "CURSOR_INVALID"]);
  });
});
