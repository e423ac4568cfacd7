import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { sql } from "kysely";
import { instantIn, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { withTenant } from "../database/with-tenant.ts";
import { dueAt, dueDays, dueSchedules, ensureSchedule, runDueSchedules, type ScheduleHandler } from "./index.ts";

const oslo = (localTime: string) => ({ localTime, zone: "Europe/Oslo" });

describe("a schedule's instant", () => {
  test.each([
    ["an ordinary summer day", "2026-07-01", "05:00", "2026-07-01T03:00:00Z"],
    ["an ordinary winter day", "2026-12-01", "05:00", "2026-12-01T04:00:00Z"],
    ["the hour that the clocks leave out: that much later", "2026-03-29", "02:30", "2026-03-29T01:30:00Z"],
    ["the hour that comes twice: the first time", "2026-10-25", "02:30", "2026-10-25T00:30:00Z"],
    ["midnight of the day the clocks go forward", "2026-03-29", "00:00", "2026-03-28T23:00:00Z"],
  ])("on %s", (_title, day, localTime, instant) => {
    expect(dueAt(oslo(localTime), day).toString()).toBe(instant);
  });

  test("a day is due once, minute by minute through both clock changes", () => {
    for (const [from, to] of [
      ["2026-03-28T20:00:00Z", "2026-03-30T06:00:00Z"],
      ["2026-10-24T20:00:00Z", "2026-10-26T06:00:00Z"],
    ] as const) {
      const seen: string[] = [];
      let lastDoneOn = from.slice(0, 10);
      for (
        let now = Temporal.Instant.from(from);
        Temporal.Instant.compare(now, Temporal.Instant.from(to)) < 0;
        now = now.add({ minutes: 1 })
      ) {
        for (const day of dueDays({ name: "x", ...oslo("02:30"), lastDoneOn }, now)) seen.push((lastDoneOn = day));
      }
      const first = Temporal.PlainDate.from(from.slice(0, 10));
      expect(seen).toEqual([first.add({ days: 1 }).toString(), first.add({ days: 2 }).toString()]);
    }
  });

  test("the minute before and the minute itself", () => {
    const schedule = { name: "x", ...oslo("05:00"), lastDoneOn: "2026-10-05" };
    expect(dueDays(schedule, instantIn("2026-10-06T04:59"))).toEqual([]);
    expect(dueDays(schedule, instantIn("2026-10-06T05:00"))).toEqual(["2026-10-06"]);
  });
});

describe("schedules of a tenant", () => {
  let platform: TestPlatform;
  let clinic: TestClinic;
  let ran: string[];
  const handler =
    (name: string): ScheduleHandler =>
    async (_tx, day) =>
      void ran.push(`${name} ${day}`);
  const registry = new Map([
    ["morning", handler("morning")],
    ["night", handler("night")],
  ]);
  const ensure = (name: string, localTime: string) =>
    withTenant(platform, clinic.context, (tx) => ensureSchedule(tx, { name, ...oslo(localTime) }));
  const run = (handlers: ReadonlyMap<string, ScheduleHandler> = registry) =>
    runDueSchedules(platform, clinic.tenantId, handlers);

  beforeAll(async () => {
    platform = await testPlatform("2026-10-05T04:00");
  });
  beforeEach(async () => {
    clinic = await testClinic(platform);
    ran = [];
  });
  afterAll(() => platform.close());

  test("run at their local time, once a day, and a missed day is made up in order", async () => {
    await ensure("morning", "05:00");
    expect(await run()).toEqual([]);
    platform.moveTo("2026-10-05T05:00");
    await run();
    await run();
    expect(ran).toEqual(["morning 2026-10-05"]);
    platform.moveTo("2026-10-08T04:59");
    expect(await withTenant(platform, clinic.context, (tx) => dueSchedules(tx, tx.now))).toMatchObject([
      { name: "morning", days: ["2026-10-06", "2026-10-07"] },
    ]);
    await run();
    expect(ran).toEqual(["morning 2026-10-05", "morning 2026-10-06", "morning 2026-10-07"]);
  });

  test("a new schedule begins at its next turn; a changed time keeps what was done", async () => {
    await ensure("morning", "04:00");
    expect(await run()).toEqual([]);
    platform.moveTo("2026-10-09T04:00");
    await run();
    await ensure("morning", "06:00");
    expect(await run()).toEqual([]);
    platform.moveTo("2026-10-10T06:00");
    expect(await run()).toEqual([{ name: "morning", day: "2026-10-10" }]);
  });

  test("a failing day stays due, holds back that schedule's later days, and no other schedule", async () => {
    await ensure("morning", "07:00");
    await ensure("night", "08:00");
    platform.moveTo("2026-10-12T09:00");
    const failing: ScheduleHandler = async (tx, day) => {
      await sql`insert into schedule (tenant_id, name, local_time, time_zone) values (${tx.tenantId}, ${`left by ${day}`}, '00:00', 'UTC')`.execute(
        tx.db,
      );
      throw new Error("the bank is closed");
    };
    await expect(run(new Map([...registry, ["morning", failing]]))).rejects.toThrow("the bank is closed");
    expect(ran).toEqual(["night 2026-10-10", "night 2026-10-11", "night 2026-10-12"]);
    const left = await withTenant(platform, clinic.context, (tx) => dueSchedules(tx, tx.now));
    expect(left.map(({ name, days }) => [name, days])).toEqual([
      ["morning", ["2026-10-10", "2026-10-11", "2026-10-12"]],
    ]);
  });

  test("a schedule that nobody here handles waits", async () => {
    await ensure("fromTomorrow", "07:00");
    platform.moveTo("2026-10-14T09:00");
    expect(await run()).toEqual([]);
    expect(await withTenant(platform, clinic.context, (tx) => dueSchedules(tx, tx.now))).toHaveLength(1);
  });

  test("two servers at the same moment run each day once", async () => {
    await ensure("morning", "07:00");
    platform.moveTo("2026-10-24T09:00");
    await Promise.all([run(), run(), run()]);
    await run();
    expect(ran).toEqual([...new Set(ran)]);
    expect(ran).toHaveLength(10);
  });
});
