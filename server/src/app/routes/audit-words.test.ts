import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { auditActions, auditSubjects, recordAudit, withTenant } from "../../platform/index.ts";
import { REPORT_LANGUAGES } from "../../reports/index.ts";
import { openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { trailSpeaker } from "./trail-words.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let auditor: Ask;

beforeAll(async () => {
  platform = await testPlatform("2026-10-08T05:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  auditor = await api.person(clinic.context, "auditor");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const happened = (input: Parameters<typeof recordAudit>[1]) =>
  withTenant(platform, clinic.context, (tx) => recordAudit(tx, input));
const file = async (query: string, headers: Record<string, string> = {}) =>
  (await auditor("GET", `/audit-events?${query}`, { headers })).body.trimEnd().split(/\r?\n/);

describe("H-10 the audit trail as a file", () => {
  test.each(REPORT_LANGUAGES)(
    "has words in %s for every action and every subject, as the screens say them",
    (language) => {
      const said = trailSpeaker(language);
      expect(auditActions.filter((action) => said.actionOf(action) === action)).toEqual([]);
      expect(auditSubjects.filter((kind) => said.subjectOf(kind) === kind)).toEqual([]);
      for (const kind of ["user", "apiKey", "system", "operatingSystemUser"]) expect(said.actorOf(kind)).not.toBe(kind);
    },
  );

  test("says each event in the language asked for, beside codes and data that are the same in all", async () => {
    const subjectId = platform.ids.next();
    const detail = { untilOn: "2026-10-15" };
    await happened({ action: "bankLine.snoozed", subjectKind: "bankLine", subjectId, detail });
    const rows = async (language: string) => file(`format=csv&language=${language}&subjectId=${subjectId}`);
    const [head, nb] = await rows("nb");
    expect(head).toBe("at;actor;as;what;about;told;actorKind;action;subjectKind;subjectId;requestId;detail");
    const codes = `;bankLine.snoozed;bankLine;${subjectId};;"{""untilOn"":""2026-10-15""}"`;
    expect(nb).toContain(`;Betaling utsatt;`);
    expect(nb).toContain(`;Til: 15.10.2026;`);
    expect(nb!.endsWith(codes)).toBe(true);
    const it = (await rows("it"))[1]!;
    expect(it).toContain(";Pagamento rinviato;");
    expect(it).toContain(";Fino al: 15/10/2026;");
    expect(it.endsWith(codes)).toBe(true);
  });

  test("on the screen has each event in parts, beside its data as it was kept", async () => {
    const subjectId = platform.ids.next();
    const detail = { before: { day: "mon", at: 1 }, after: { at: 1 }, reason: "Flyttet", lines: 3 };
    await happened({ action: "ledger.changed", subjectKind: "ledger", subjectId, detail });
    const { items } = read<{ items: object[] }>(await auditor("GET", `/audit-events?subjectId=${subjectId}`));
    expect(items).toMatchObject([
      {
        detail,
        changes: [{ field: "day", before: "mon", after: null }],
        reason: "Flyttet",
        rest: [{ field: "lines", value: 3 }],
      },
    ]);
  });

  test("without a language in the address speaks the asker's own", async () => {
    const subjectId = platform.ids.next();
    await happened({ action: "bankLine.woken", subjectKind: "bankLine", subjectId });
    const [, row] = await file(`format=csv&subjectId=${subjectId}`, { "accept-language": "sv" });
    expect(row).toContain("Betalning tillbaka i kön");
  });
});

describe("what an event kept, in words", () => {
  const en = trailSpeaker("en");

  test.each([
    [{ before: { onePerson: false }, after: { onePerson: true } }, "One-person mode: no → yes"],
    [{ reason: "Wrong amount", held: 2 }, "because: Wrong amount · Held back: 2"],
    [{ appliedMinor: 124_050, scopes: [] }, "Amount: 1,240.50 · Rights: –"],
    [{ clinics: null }, "Clinics: all"],
    [{ untilOn: "2026-10-15" }, "Until: Oct 15, 2026"],
    [{}, ""],
  ])("%j is: %s", (detail, said) => {
    expect(en.detailOf(detail)).toBe(said);
  });

  test("roles are said with how far they reach, and what was beside what is", () => {
    const before = [{ role: "auditor", clinics: null }];
    const roles = [{ role: "auditor", clinics: 2 }];
    const said = en.detailOf({ before, roles });
    expect(said).toMatch(/^Roles: .+, all clinics → .+, 2 clinics$/);
    expect(said).not.toContain("auditor,");
  });
});
