import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { asSuperuser, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { withInstallation } from "../../platform/index.ts";
import { openInstallation, type Place } from "./open.ts";

let database: TestPlatform;
let place: Place;
beforeAll(async () => {
  database = await testPlatform();
  const { dataDirectory, urls } = database;
  place = { dataDirectory, databaseUrl: urls.app, databaseOwnerUrl: urls.owner };
});
afterAll(() => database.close());

describe("a database of one's own", () => {
  test("is read in ISO dates, UTC and durable commits, whatever it is set to", async () => {
    const settings = ["datestyle to 'German'", "timezone to 'America/New_York'", "synchronous_commit to off"];
    const name = new URL(database.urls.app).pathname.slice(1);
    for (const setting of settings) await asSuperuser(database, `alter database ${name} set ${setting}`);
    const opened = await openInstallation(place, "silent");
    const found = await withInstallation(opened, (db) =>
      sql`select date '2026-10-06' as day, timestamptz '2026-10-06T05:00Z' as at, current_setting('synchronous_commit') as commits`.execute(
        db,
      ),
    );
    await opened.close();
    const at = Temporal.Instant.from("2026-10-06T05:00Z");
    expect(found.rows).toEqual([{ day: "2026-10-06", at, commits: "on" }]);
  });

  test("that lacks a right of the app's role is refused with a remedy", async () => {
    await asSuperuser(database, "revoke select on schema_migration from kvitt_app");
    const appOnly = { dataDirectory: place.dataDirectory, databaseUrl: database.urls.app };
    await expect(openInstallation(appOnly, "silent")).rejects.toMatchObject({
      code: "DATABASE_RIGHTS",
      facts: { reason: "42501" },
    });
    await asSuperuser(database, "grant select on schema_migration to kvitt_app");
  });

  test("SEC-02 whose address is its owner's is refused", async () => {
    const asOwner = { dataDirectory: place.dataDirectory, databaseUrl: database.urls.owner };
    await expect(openInstallation(asOwner, "silent")).rejects.toMatchObject({ code: "DATABASE_UNSAFE" });
  });
});
