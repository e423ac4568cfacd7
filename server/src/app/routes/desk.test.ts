import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { approvePolicy, policyTemplates, setPolicy } from "../../collections/index.ts";
import { listUsers } from "../../platform/sign-in/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";
import type { World } from "./sweep-books.fixture.ts";
import { openItemIn } from "./sweep-money-back.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let finance: Ask;
let manager: Ask;
let reception: Ask;
let policyId: string;
const DAY = "2026-10-05";

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);

beforeAll(async () => {
  platform = await testPlatform(`${DAY}T08:00`);
  api = await openApi(platform);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

async function opened(): Promise<void> {
  clinic = await testClinic(platform);
  finance = await api.person(clinic.context, "hqFinance");
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
  policyId = await inTenant(async (tx) => {
    const [template] = await policyTemplates(tx, clinic.ledgerId);
    const wish = { scope: "chain", scopeId: null, name: "Kjeden", validFromOn: "2026-01-01", locks: [] } as const;
    const id = await setPolicy(tx, { ...wish, content: template!.policy });
    await approvePolicy(tx, id);
    return id;
  });
}

/** A claim that came to head office on a day. */
async function cameOn(day: string): Promise<string> {
  const world = { platform, context: clinic.context, ledgerId: clinic.ledgerId } as unknown as World;
  const { id: itemId } = await openItemIn(world, clinic.ledgerId);
  const id = platform.ids.next();
  await inTenant((tx) =>
    sql`
      insert into follow_up_step (tenant_id, id, ledger_id, item_id, level, round, policy_id, target_on, taken_on, lag, amount_minor, fee_minor, proposal_id,
        line_no, taken_by, taken_at, explanation)
      values (${tx.tenantId}, ${id}, ${clinic.ledgerId}, ${itemId}, 'headOffice', 1, ${policyId}, ${day}, ${day}, 0, 100, 0, ${id}, 1, 'run', ${tx.now.toString()}, '{}')`.execute(
      tx.db,
    ),
  );
  return itemId;
}

type Row = { itemId: string; decideBy: string; isOverdue: boolean; decision: string | null; ownerName: string | null };
const cases = async (query = ""): Promise<Row[]> =>
  read<{ items: Row[] }>(await finance("GET", `/desk-cases${query}`)).items;
type Whole = {
  readonly case: Row | null;
  readonly messages: readonly { readonly words: string; readonly askedOf: string; readonly answers: string | null }[];
};
const whole = async (who: Ask, itemId: string) => read<Whole>(await who("GET", `/open-items/${itemId}/desk-case`));

describe("head office's case desk", () => {
  test("S2-31 the clinic asks, head office answers, once; both stay on the case", async () => {
    await opened();
    const itemId = await cameOn("2026-10-05");
    const ask = (who: Ask, words: string) => who("POST", `/open-items/${itemId}/desk-questions`, { body: { words } });
    const { id } = read<{ id: string }>(await ask(reception, "Kan hun betale i to deler?"));
    expect(await cases()).toMatchObject([{ unanswered: 1 }]);
    const answer = (who: Ask, question: string, words = "Ja, to måneder.") =>
      who("POST", `/desk-questions/${question}/answer`, { body: { words } });
    expect(codeOf(await answer(manager, id))).toEqual([403, "DESK_QUESTION_NOT_YOURS"]);
    expect((await answer(finance, id)).status).toBe(201);
    expect(codeOf(await answer(finance, id))).toEqual([409, "DESK_QUESTION_ANSWERED"]);
    const asked = read<{ id: string }>(await ask(finance, "Har dere snakket med henne?"));
    expect((await answer(reception, asked.id, "Ja, i går.")).status).toBe(201);
    const { messages } = await whole(reception, itemId);
    expect(messages.map(({ words, askedOf }) => [askedOf, words])).toEqual([
      ["headOffice", "Kan hun betale i to deler?"],
      ["headOffice", "Ja, to måneder."],
      ["clinic", "Har dere snakket med henne?"],
      ["clinic", "Ja, i går."],
    ]);
    const numbered = await ask(reception, "Hennes nummer er 01010750160");
    expect([numbered.status, numbered.body.includes("01010750160")]).toEqual([422, false]);
  });

  test("DP-020 the clinic sees its case and cannot change it; a claim that is not there is none", async () => {
    await opened();
    const itemId = await cameOn("2026-10-05");
    expect(await whole(manager, itemId)).toMatchObject({ case: { itemId, decideBy: "2026-10-08" } });
    const put = { ownerId: null, next: null };
    expect((await manager("PUT", `/open-items/${itemId}/desk-case`, { body: put })).status).toBe(403);
    const decision = { decision: "agency" };
    expect((await manager("PUT", `/open-items/${itemId}/desk-decision`, { body: decision })).status).toBe(403);
    expect((await manager("GET", "/desk-cases")).status).toBe(403);
    const world = { platform, context: clinic.context, ledgerId: clinic.ledgerId } as unknown as World;
    const { id } = await openItemIn(world, clinic.ledgerId);
    expect(codeOf(await finance("PUT", `/open-items/${id}/desk-decision`, { body: decision }))[1]).toBe(
      "DESK_CASE_NOT_FOUND",
    );
    expect(await whole(manager, id)).toMatchObject({ case: null });
  });

  test("SEC-50 the agreement with an agency takes a secret and never tells it", async () => {
    await opened();
    const cfo = await api.person(clinic.context, "cfo");
    const put = (body: object) => cfo("PUT", `/ledgers/${clinic.ledgerId}/agency-agreement`, { body });
    const wish = { agency: "Eksempel Inkasso", clientId: "solsiden" };
    expect(codeOf(await put(wish))).toEqual([409, "AGENCY_SECRET_MISSING"]);
    const made = await put({ ...wish, secret: "hush-hush-1" });
    expect(read<object>(made)).toMatchObject({ hasSecret: true, state: "active", leavesWeek: 1, leavesWeekday: 2 });
    const listed = await cfo("GET", "/agency-agreements");
    expect(`${made.body}${listed.body}`).not.toContain("hush");
    expect((await finance("PUT", `/ledgers/${clinic.ledgerId}/agency-agreement`, { body: wish })).status).toBe(403);
  });

  test("S2-17 DP-021 three working days to decide, red on the fourth; a decision ends it, whoever has it is found by name", async () => {
    await opened();
    const itemId = await cameOn("2026-10-05");
    expect(await cases()).toMatchObject([{ itemId, decideBy: "2026-10-08", isOverdue: false, decision: null }]);
    platform.moveTo("2026-10-08T20:00");
    finance = await api.person(clinic.context, "hqFinance");
    expect(await cases("?overdue=yes")).toEqual([]);
    platform.moveTo("2026-10-09T08:00");
    finance = await api.person(clinic.context, "hqFinance");
    expect(await cases("?overdue=yes")).toMatchObject([{ itemId, isOverdue: true }]);
    const decide = (decision: string) => finance("PUT", `/open-items/${itemId}/desk-decision`, { body: { decision } });
    expect((await decide("telephone")).status).toBe(204);
    expect((await decide("agencies")).status).toBe(422);
    expect(await cases()).toMatchObject([{ decision: "telephone", isOverdue: false }]);
    const owner = (await inTenant((tx) => listUsers(tx))).find(({ roles }) => roles[0]?.role === "hqFinance")!;
    const next = { action: "telephone", on: "2026-10-12" };
    const put = (body: object) => finance("PUT", `/open-items/${itemId}/desk-case`, { body });
    expect((await put({ ownerId: owner.id, next })).status).toBe(204);
    expect(await cases(`?owner=${owner.id}`)).toMatchObject([
      { itemId, ownerName: owner.name, nextAction: "telephone" },
    ]);
    expect(await cases(`?owner=${platform.ids.next()}`)).toEqual([]);
    expect(codeOf(await put({ ownerId: owner.id, next: { ...next, on: "2026-10-01" } }))[1]).toBe(
      "FOLLOW_UP_DAY_WRONG",
    );
    const stranger = (await inTenant((tx) => listUsers(tx))).find(({ roles }) => roles[0]?.role === "reception")!;
    expect(codeOf(await put({ ownerId: stranger.id, next }))[1]).toBe("USER_NOT_FOUND");
  });

  test("H-03 the desk's worst comes first by money and days late, of nobody's too; a clinic sees its own alone", async () => {
    platform.moveTo("2026-10-12T08:00");
    await opened();
    const first = await cameOn("2026-10-05");
    const fresh = await cameOn("2026-10-12");
    const late = await cameOn("2026-10-02");
    const ids = async (who: Ask, path: string) =>
      read<{ items: Row[] }>(await who("GET", path)).items.map(({ itemId }) => itemId);
    expect(await ids(finance, "/desk-cases?order=worst&owner=nobody")).toEqual([late, first, fresh]);
    const page = read<{ nextCursor: string }>(await finance("GET", "/desk-cases?order=worst&limit=2"));
    expect(await ids(finance, `/desk-cases?order=worst&limit=2&cursor=${page.nextCursor}`)).toEqual([fresh]);
    expect(await ids(manager, `/ledgers/${clinic.ledgerId}/desk-cases?overdue=yes`)).toEqual([late, first]);
  });

  test("DP-021 the reason of a decision stays on the case; S3-28 who is to be telephoned is on the list until somebody spoke", async () => {
    await opened();
    const itemId = await cameOn("2026-10-12");
    const calls = async () =>
      read<{ items: Row[] }>(await reception("GET", `/ledgers/${clinic.ledgerId}/call-list`)).items;
    expect(await calls()).toEqual([]);
    const body = { decision: "telephone", words: "Hun svarer på telefon." };
    expect((await finance("PUT", `/open-items/${itemId}/desk-decision`, { body })).status).toBe(204);
    expect(await calls()).toMatchObject([{ itemId, reason: "decided", since: "2026-10-12" }]);
    const history = await reception("GET", `/open-items/${itemId}/follow-up`);
    expect(history.body).toContain("Hun svarer på telefon.");
    expect(read<object>(await reception("GET", `/open-items/${itemId}/call-number`))).toHaveProperty("phone");
    const note = { saidOn: "2026-10-12", channel: "telephone", direction: "toPayer", text: "Ringt, betaler i morgen." };
    expect((await reception("POST", `/open-items/${itemId}/contact-notes`, { body: note })).status).toBe(201);
    expect(await calls()).toEqual([]);
  });

  test("DP-022 what an agency would be handed is seen beforehand, with what it lacks", async () => {
    await opened();
    const itemId = await cameOn("2026-10-12");
    const { preview } = read<{ preview: { lacks: string[]; packet: { groundText: string }; madeAt: null } }>(
      await manager("GET", `/open-items/${itemId}/hand-over-preview`),
    );
    expect(preview.madeAt).toBeNull();
    expect(preview.lacks).toContain("address");
    expect(preview.packet.groundText).toContain("Tannlegetjenester ifølge faktura");
  });
});
