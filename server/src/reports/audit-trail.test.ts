import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../testkit/index.ts";
import { nightlyChecks } from "../controls/index.ts";
import {
  listAuditEvents,
  recordAudit,
  sealChecks,
  sealTenant,
  withTenant,
  type TenantTransaction,
} from "../platform/index.ts";
import { createUser } from "../platform/sign-in/index.ts";
import { invoice, party } from "./books.fixture.ts";
import { auditRows, auditTrail, sealState, trailWords, type TrailFilter } from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let userId: string;
let kari: string;
let documentId: string;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  clinic = await testClinic(platform);
  userId = (
    await inTenant((tx) =>
      createUser(tx, { email: "berit@example.com", name: "Berit Eksempel", roles: [{ role: "cfo", clinicIds: null }] }),
    )
  ).userId;
  kari = await inTenant((tx) => party(tx, 101n));
  const made = await inTenant((tx) =>
    invoice(tx, clinic, { amountMinor: 100n, on: "2026-10-05", partyId: kari, number: "260101" }),
  );
  documentId = made.item.documentId!;
  const byBerit = { ...clinic.context, actor: { kind: "user" as const, id: userId } };
  await withTenant(platform, byBerit, async (tx) => {
    await recordAudit(tx, { action: "party.read", subjectKind: "party", subjectId: kari });
    await recordAudit(tx, { action: "invoice.read", subjectKind: "invoice", subjectId: documentId });
    await recordAudit(tx, {
      action: "search.found",
      subjectKind: "tenant",
      subjectId: tx.tenantId,
      detail: { parties: ["x", kari] },
    });
    await recordAudit(tx, { action: "party.read", subjectKind: "party", subjectId: "somebody else" });
  });
});
afterAll(() => platform.close());

const trail = (filter: TrailFilter, limit = 50, below?: string) =>
  inTenant((tx) => auditTrail(tx, filter, limit, below));

describe("H-10 the audit trail as a person reads it", () => {
  test("says who, by name, and is otherwise what the platform keeps", async () => {
    const events = await trail({});
    expect(events.map(({ actorName: _name, ...event }) => event)).toEqual(
      await inTenant((tx) => listAuditEvents(tx, {}, 50)),
    );
    expect(events[0]).toMatchObject({ action: "party.read", actorName: "Berit Eksempel" });
    expect(events.find(({ actorKind }) => actorKind === "system")).toMatchObject({ actorName: null });
  });

  test("finds what concerns a patient: itself, its invoices, and lists of names that held it", async () => {
    expect((await trail({ partyId: kari })).map(({ action }) => action)).toEqual([
      "search.found",
      "invoice.read",
      "party.read",
    ]);
  });

  test("goes on below an event, and streams the same as it pages", async () => {
    const [first, second] = await trail({ actorId: userId }, 2);
    const rest = await trail({ actorId: userId }, 50, second!.id);
    const streamed = await inTenant((tx) => Array.fromAsync(auditRows(tx, { actorId: userId })));
    expect(streamed.map(({ id }) => id)).toEqual([first, second, ...rest].map((event) => event!.id));
  });

  test("names the actions and the actors to choose from", async () => {
    const { actions, actors } = await inTenant((tx) => trailWords(tx));
    expect(actions).toEqual(expect.arrayContaining(["invoice.read", "party.read", "search.found"]));
    expect(actors).toContainEqual({ id: userId, kind: "user", name: "Berit Eksempel" });
  });
});

describe("SEC-75 the state of the seal", () => {
  test("says up to when, and how much was written since", async () => {
    expect(await inTenant((tx) => sealState(tx))).toEqual({ streams: [], checked: null });
    await sealTenant(platform, clinic.context);
    const sealed = await inTenant((tx) => sealState(tx));
    expect(sealed.streams.map(({ stream, waiting }) => [stream, waiting])).toEqual([
      ["entry", 0n],
      ["audit", 0n],
    ]);
    await inTenant((tx) => recordAudit(tx, { action: "party.read", subjectKind: "party", subjectId: kari }));
    const later = await inTenant((tx) => sealState(tx));
    expect(later.streams.find(({ stream }) => stream === "audit")!.waiting).toBe(1n);
  });

  test("says how the chains were found by the newest run that went through them, not by one that did not", async () => {
    await inTenant((tx) => nightlyChecks(tx, [], "2026-10-05"));
    expect((await inTenant((tx) => sealState(tx))).checked).toBe(null);
    await inTenant((tx) => nightlyChecks(tx, sealChecks, "2026-10-05"));
    const { checked } = await inTenant((tx) => sealState(tx));
    expect(checked).toMatchObject({ holds: true });
    platform.moveTo("2026-10-06T02:00");
    await inTenant((tx) => nightlyChecks(tx, [], "2026-10-06"));
    expect((await inTenant((tx) => sealState(tx))).checked).toEqual(checked);
  });
});
