import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { claimSchema, receiveClaims } from "../../invoicing/index.ts";
import { listAuditEvents, withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Api, type Ask } from "./asking.fixture.ts";

/** Three claims: one due in June, one in September, one that nobody owes yet; looked at on Monday 5 October 2026. */
const DUE = ["2026-06-18", "2026-09-28", "2026-10-20"];
const AMOUNTS = [100_000, 300_000, 50_000];

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let manager: Ask;
let finance: Ask;
let reception: Ask;

type Line = {
  itemId: string;
  version: number;
  reasons: string[];
  bill: { number: string };
  payer: { name: string };
  [field: string]: unknown;
};
type Review = { id: string; agenda: Line[]; people: { id: string; name: string }[]; [field: string]: unknown };

const kidOf = (no: number) => makeKid(`10471026000${String(no)}`, "mod10");
const claim = (no: number) => {
  const patient = { ref: `p${String(no)}`, name: `Kari Nordmann ${"I".repeat(no)}` };
  const invoiced = { number: `26000${String(no)}`, kid: kidOf(no) };
  const amountMinor = AMOUNTS[no - 1]!;
  return claimSchema.parse({
    ...{ externalId: `behandling-${String(no)}`, kind: "INVOICE", currency: "NOK", amountMinor },
    ...{ ...invoiced, issueDate: "2026-06-04", dueDate: DUE[no - 1] },
    lines: [{ text: "Undersøkelse", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
    patient: { ...patient, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ...patient, phone: "+4791234567" },
  });
};

async function lookOn(moment: string): Promise<void> {
  platform.moveTo(moment);
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
  finance = await api.person(clinic.context, "hqFinance");
  reception = await api.person(clinic.context, "reception", [clinic.clinicId]);
}

const begin = (present: string | null = null, who = manager) =>
  who("POST", `/ledgers/${clinic.ledgerId}/reviews`, { body: { present } });
const reviewOf = async (id: string, who = manager) => read<Review>(await who("GET", `/reviews/${id}`));
const say = (id: string, line: Line, wish: object, who = manager) =>
  who("PUT", `/reviews/${id}/items/${line.itemId}`, {
    body: { version: line.version, decision: null, words: null, ownerId: null, byOn: null, ...wish },
  });

beforeAll(async () => {
  platform = await testPlatform("2026-10-05T08:00");
  api = await openApi(platform);
  clinic = await testClinic(platform);
  await withTenant(platform, clinic.context, (tx) => receiveClaims(tx, clinic.ledgerId, [1, 2, 3].map(claim)));
  await lookOn("2026-10-05T08:00");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

describe("S3-06 a review of what is outstanding", () => {
  let id: string;

  test("begins with the claims that give a reason, each with why; reception holds none, and one is held at a time", async () => {
    expect((await begin(null, reception)).status).toBe(403);
    ({ id } = read<{ id: string }>(await begin("Kari Tannlege, Ola Resepsjon")));
    const review = await reviewOf(id);
    expect(review).toMatchObject({ heldOn: "2026-10-05", present: "Kari Tannlege, Ola Resepsjon", closedAt: null });
    expect(review.agenda.map(({ bill, reasons }) => [bill.number, reasons])).toEqual([
      ["260001", ["over90", "untouched", "largest"]],
      ["260002", ["largest"]],
    ]);
    expect(review.agenda[0]).toMatchObject({
      openMinor: 100_000,
      nowOpenMinor: 100_000,
      dueOn: "2026-06-18",
      version: 0,
    });
    const again = await begin();
    expect(codeOf(again)).toEqual([409, "REVIEW_OPEN"]);
  });

  test("a note and a decision for each claim, who does it and by when; a claim can be put on the agenda by hand", async () => {
    const { agenda, people } = await reviewOf(id);
    const [ola] = people;
    const [first, second] = agenda;
    const telephone = { decision: "telephone", words: "Ring om delbetaling.", ownerId: ola!.id, byOn: "2026-10-09" };
    expect((await say(id, first!, telephone)).status).toBe(204);
    expect((await say(id, second!, { decision: "routine" })).status).toBe(204);
    expect((await manager("POST", `/reviews/${id}/items`, { body: { bill: "260003" } })).status).toBe(204);
    expect((await manager("POST", `/reviews/${id}/items`, { body: { bill: kidOf(3) } })).status).toBe(204);
    const review = await reviewOf(id);
    expect(review).toMatchObject({ items: 3, decided: 2, undone: 1 });
    expect(review.agenda[0]).toMatchObject({ ...telephone, version: 1, ownerName: ola!.name });
    expect(review.agenda[1]).toMatchObject({ decision: "routine", ownerId: null, byOn: null });
    expect(review.agenda[2]).toMatchObject({ bill: { number: "260003" }, reasons: ["byHand"], decision: null });
    const unknown = await manager("POST", `/reviews/${id}/items`, { body: { bill: "999" } });
    expect(codeOf(unknown)).toEqual([404, "FOLLOW_UP_ITEM_NOT_FOUND"]);
  });

  test.each([
    [{ decision: "telephone" }, 400, "REVIEW_NOBODY"],
    [{ version: 0, decision: "nothing" }, 409, "REVIEW_ITEM_CHANGED"],
  ])("%j is refused: %i %s", async (wish, status, code) => {
    const [line] = (await reviewOf(id)).agenda;
    const answer = await say(id, line!, wish);
    expect(codeOf(answer)).toEqual([status, code]);
    expect((await reviewOf(id)).agenda[0]).toEqual(line);
  });

  test("a day before the review, somebody who does not see the clinic, and a claim that is not on it are refused", async () => {
    const { agenda, people } = await reviewOf(id);
    const wish = { decision: "plan", ownerId: people[0]!.id, byOn: "2026-10-04" };
    expect(codeOf(await say(id, agenda[0]!, wish))).toEqual([400, "REVIEW_DAY_WRONG"]);
    const stranger = { ...wish, ownerId: platform.ids.next(), byOn: "2026-10-09" };
    expect(codeOf(await say(id, agenda[0]!, stranger))).toEqual([404, "USER_NOT_FOUND"]);
    const elsewhere = { ...agenda[0]!, itemId: platform.ids.next() };
    expect(codeOf(await say(id, elsewhere, { decision: "nothing" }))).toEqual([404, "REVIEW_ITEM_NOT_FOUND"]);
  });

  test("closed, it stands: nothing is said in it any more, but what was decided can be ticked off", async () => {
    expect((await manager("POST", `/reviews/${id}/closing`, { body: { present: null } })).status).toBe(204);
    const { agenda, present, closedAt } = await reviewOf(id);
    expect([present, closedAt === null]).toEqual(["Kari Tannlege, Ola Resepsjon", false]);
    expect(codeOf(await say(id, agenda[0]!, { decision: "nothing" }))).toEqual([409, "REVIEW_CLOSED"]);
    expect(codeOf(await manager("POST", `/reviews/${id}/closing`, { body: { present: null } }))).toEqual([
      409,
      "REVIEW_CLOSED",
    ]);
    const add = await manager("POST", `/reviews/${id}/items`, { body: { bill: "260001" } });
    expect(codeOf(add)).toEqual([409, "REVIEW_CLOSED"]);
  });

  test("the next review begins with what the last one left undone, and not with what is done", async () => {
    await lookOn("2026-11-02T08:00");
    const next = read<{ id: string }>(await begin(null, finance)).id;
    const [carried, other] = (await reviewOf(next)).agenda;
    expect(carried).toMatchObject({
      bill: { number: "260001" },
      reasons: ["carried", "over90", "untouched", "largest"],
      decision: null,
      earlier: { decision: "telephone", byOn: "2026-10-09", heldOn: "2026-10-05", doneOn: null },
    });
    expect(other).toMatchObject({ bill: { number: "260002" }, earlier: { decision: "routine" } });
    expect(other!.reasons).not.toContain("carried");
    await finance("POST", `/reviews/${next}/closing`, { body: { present: null } });
    const done = `/reviews/${id}/items/${carried!.itemId}/done`;
    expect([(await manager("POST", done)).status, (await manager("POST", done)).status]).toEqual([204, 204]);
    const last = read<{ id: string }>(await begin(null, finance)).id;
    expect((await reviewOf(last)).agenda.flatMap(({ reasons }) => reasons)).not.toContain("carried");
    const listed = read<Review[]>(await manager("GET", `/ledgers/${clinic.ledgerId}/reviews`));
    expect(listed.map(({ heldOn, decided, undone }) => [heldOn, decided, undone])).toEqual([
      ["2026-11-02", 0, 0],
      ["2026-11-02", 0, 0],
      ["2026-10-05", 2, 0],
    ]);
  });

  test("SEC-75 the trail tells who began, decided, ticked off and closed, by ids; what was said stands sealed", async () => {
    const events = await withTenant(platform, clinic.context, (tx) =>
      listAuditEvents(tx, { subjectKind: "review", subjectId: id }, 100),
    );
    expect(events.map(({ action }) => action).toReversed()).toEqual([
      "review.opened",
      "review.decided",
      "review.decided",
      "review.closed",
      "review.done",
    ]);
    expect(JSON.stringify(events.map(({ detail }) => detail))).not.toContain("delbetaling");
  });
});
