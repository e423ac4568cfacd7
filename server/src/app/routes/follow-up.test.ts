import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { addBankAccount } from "../../banking/index.ts";
import { collectionsChecks } from "../../collections/index.ts";
import { withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import { worldOf, type World } from "./sweep-books.fixture.ts";
import { openItemIn } from "./sweep-money-back.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let world: World;
let reception: Ask;
let finance: Ask;
let colleague: Ask;
let bankAccountId: string;

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  world = worldOf(platform, "Kvist", clinic, clinic);
  bankAccountId = await withTenant(platform, clinic.context, (tx) =>
    addBankAccount(tx, {
      ...{
        ledgerId: clinic.ledgerId,
        market: "NO",
        number: "86011117947",
        detailSource: "camt053",
        proofSource: "camt053",
      },
    }),
  );
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
  finance = await api.person(clinic.context, "hqFinance");
  colleague = await api.person(clinic.context, "hqFinance");
});
afterAll(async () => {
  expect(await breaches(platform, clinic.context, collectionsChecks)).toEqual([]);
  await api.close();
  await platform.close();
});

type Version = { id: string };
type Templates = {
  items: { policy: Record<string, unknown> & { levels: Record<string, unknown>[] }; locks: string[] }[];
};
type Problems = { code: string; problems: { field: string; rule: string }[] };
type Case = {
  decision: { kind: string; reason: string | null; rule: string } | null;
  events: { kind: string; words?: string | null }[];
};
type Shown = { id: string; contentHash: string; totals: Record<string, number> };
const ledger = () => `/ledgers/${clinic.ledgerId}`;
const template = async () => read<Templates>(await finance("GET", `${ledger()}/follow-up-policy-templates`)).items[0]!;

describe("follow-up at the API", () => {
  test("a policy that breaks the law is refused with the paragraph; one that keeps it counts once it is approved", async () => {
    const { policy } = await template();
    const levels = policy.levels.map((level) =>
      level["name"] === "remind1" ? { ...level, fee: { charge: "amount", mostMinor: 900_00 } } : level,
    );
    const wish = { scope: "chain", name: "Kjeden", validFromOn: "2026-01-01" };
    const unlawful = await finance("POST", "/follow-up-policies", {
      body: { ...wish, content: { ...policy, levels } },
    });
    expect(codeOf(unlawful)).toEqual([422, "FOLLOW_UP_POLICY_UNLAWFUL"]);
    expect(read<Problems>(unlawful).problems).toMatchObject([
      { field: "remind1.fee", rule: expect.stringContaining("inkasso") as string },
    ]);
    const garbled = await finance("POST", "/follow-up-policies", {
      body: { ...wish, content: { ...policy, runAt: "25:00" } },
    });
    expect(codeOf(garbled)).toEqual([422, "FOLLOW_UP_POLICY_UNREADABLE"]);
    expect(read<Problems>(garbled).problems).toMatchObject([{ field: "runAt" }]);
    const nothing = await finance("POST", `${ledger()}/follow-up-proposals`, { body: {} });
    expect(codeOf(nothing)).toEqual([409, "FOLLOW_UP_NO_POLICY"]);
    const { id } = read<Version>(await finance("POST", "/follow-up-policies", { body: { ...wish, content: policy } }));
    expect((await reception("POST", `/follow-up-policies/${id}/approval`)).status).toBe(403);
    expect(codeOf(await finance("POST", `/follow-up-policies/${id}/approval`))).toEqual([409, "FOLLOW_UP_POLICY_OWN"]);
    expect((await colleague("POST", `/follow-up-policies/${id}/approval`)).status).toBe(204);
    expect(codeOf(await colleague("POST", `/follow-up-policies/${id}/approval`))).toEqual([
      409,
      "FOLLOW_UP_POLICY_APPROVED",
    ]);
    const locked = {
      ...{ scope: "clinic", scopeId: clinic.clinicId, name: "Klinikken", validFromOn: "2026-10-05" },
      content: { levels: { headOffice: { sender: "clinic" } } },
    };
    expect(codeOf(await finance("POST", "/follow-up-policies", { body: locked }))).toEqual([
      409,
      "FOLLOW_UP_POLICY_LOCKED",
    ]);
  });

  test("S3-26 S3-28 what a patient says: the reception takes it down, the case shows it, head office alone holds a claim", async () => {
    const { id } = await openItemIn(world, clinic.ledgerId);
    const item = `/open-items/${id}`;
    const said = { channel: "telephone", words: "Jeg har ikke vært hos dere." };
    const made = await reception("POST", `${item}/follow-up-disputes`, { body: { ...said, openedOn: "2026-10-05" } });
    expect(made.status).toBe(201);
    const numbered = { ...said, words: "Mitt nummer er 01010750160", openedOn: "2026-10-05" };
    const refused = await reception("POST", `${item}/follow-up-disputes`, { body: numbered });
    expect([refused.status, refused.body.includes("01010750160")]).toEqual([422, false]);
    const shown = read<Case>(await reception("GET", `${item}/follow-up`));
    expect(shown).toMatchObject({
      decision: { kind: "heldBack", reason: "disputed", rule: "DP-032" },
      events: [{ kind: "dispute", words: said.words }],
    });
    const hold = { reason: "wrongDebtor", endsOn: "2026-10-12" };
    expect((await reception("POST", `${item}/holds`, { body: hold })).status).toBe(403);
    const held = await finance("POST", `${item}/holds`, { body: hold });
    expect(held.status).toBe(201);
    expect((await finance("DELETE", `/follow-up-holds/${read<Version>(held).id}`)).status).toBe(204);
    const cases = read<{ items: { itemId: string; disputedSince: string }[] }>(
      await reception("GET", `${ledger()}/follow-up-cases`),
    );
    expect(cases.items).toMatchObject([{ itemId: id, disputedSince: "2026-10-05" }]);
  });

  test("X-03 N-03 proposed, approved, and stopped by the gate until two persons have declared the account complete", async () => {
    const { id } = await openItemIn(world, clinic.ledgerId);
    platform.moveTo("2026-11-09T10:00");
    finance = await api.person(clinic.context, "hqFinance");
    colleague = await api.person(clinic.context, "hqFinance");
    const due = await finance("POST", `${ledger()}/follow-up-proposals`, { body: { approval: "standing" } });
    const proposal = read<Shown>(due);
    expect(proposal.totals).toMatchObject({ standing: 1, items: expect.any(Number) as number });
    const { contentHash } = proposal;
    await finance("POST", `/proposals/${proposal.id}/approval`, { body: { contentHash } });
    const apply = () => finance("POST", `/proposals/${proposal.id}/application`, { key: platform.ids.next() });
    expect(codeOf(await apply())).toEqual([409, "FOLLOW_UP_DATA_MISSING"]);
    const readiness = read<{ missing: object[] }>(await finance("GET", `${ledger()}/follow-up-readiness`));
    expect(readiness.missing).toMatchObject([{ bankAccountId, why: "nothingYet" }]);
    const body = { bankAccountId, throughOn: "2026-11-06", reason: "Ingen fil kommer" };
    const declared = await finance("POST", `${ledger()}/follow-up-declarations`, { body });
    const confirm = (who: Ask) => who("POST", `/follow-up-declarations/${read<Version>(declared).id}/confirmation`);
    expect(codeOf(await confirm(finance))).toEqual([403, "FOLLOW_UP_DECLARATION_OWN"]);
    expect((await confirm(colleague)).status).toBe(204);
    expect(read<{ applied: number }>(await apply()).applied).toBeGreaterThan(0);
    const shown = read<Case>(await finance("GET", `/open-items/${id}/follow-up`));
    expect(shown.events.map(({ kind }) => kind)).toContain("step");
  });
});
