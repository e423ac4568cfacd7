import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { withTenant } from "../database/with-tenant.ts";
import { listAuditEvents, type AuditFilter } from "./list.ts";
import { recordAudit } from "./record.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let other: TestClinic;

beforeAll(async () => {
  platform = await testPlatform();
  [clinic, other] = [await testClinic(platform), await testClinic(platform)];
  for (let hour = 8; hour < 13; hour++) {
    platform.moveTo(`2026-10-05T${String(hour).padStart(2, "0")}:00`);
    await withTenant(platform, clinic.context, (tx) =>
      recordAudit(tx, {
        action: hour % 2 ? "invoice.read" : "invoices.listed",
        subjectKind: "invoice",
        subjectId: `i${hour}`,
      }),
    );
  }
  await withTenant(platform, other.context, (tx) =>
    recordAudit(tx, { action: "invoice.read", subjectKind: "invoice", subjectId: "theirs" }),
  );
});
afterAll(() => platform.close());

const list = (filter: AuditFilter, limit = 50, below?: string) =>
  withTenant(platform, clinic.context, (tx) =>
    listAuditEvents(tx, { subjectKind: "invoice", ...filter }, limit, below),
  );
const subjects = async (filter: AuditFilter) => (await list(filter)).map((event) => event.subjectId);

describe("X-08 the audit trail", () => {
  test("is read newest first, the tenant's own rows only", async () => {
    expect(await subjects({})).toEqual(["i12", "i11", "i10", "i9", "i8"]);
    expect((await list({ subjectId: "i9" }))[0]).toMatchObject({
      actorKind: "system",
      actorId: "test",
      action: "invoice.read",
      requestId: null,
      detail: {},
    });
  });

  test("is read a page at a time, each row once", async () => {
    const first = await list({}, 2);
    const second = await list({}, 2, first[1]!.id);
    expect([...first, ...second].map((event) => event.subjectId)).toEqual(["i12", "i11", "i10", "i9"]);
  });

  test.each<[AuditFilter, string[]]>([
    [{ action: "invoice.read" }, ["i11", "i9"]],
    [{ subjectId: "i10" }, ["i10"]],
    [{ actorId: "somebody" }, []],
    [{ from: "2026-10-05T08:00:00Z", to: "2026-10-05T10:00:00Z" }, ["i11", "i10"]],
  ])("is narrowed by %j", async (filter, expected) => {
    expect(await subjects(filter)).toEqual(expected);
  });
});
