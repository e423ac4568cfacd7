import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { createProposal } from "../../controls/index.ts";
import { claimSchema, receiveClaims, withdrawClaim, type Claim } from "../../invoicing/index.ts";
import { findParties, setPaymentPreferences } from "../../parties/index.ts";
import { withTenant, type TenantTransaction } from "../../platform/index.ts";
import { codeOf, openApi, read, type Answer, type Api, type Ask } from "./asking.fixture.ts";

const TODAY = "2026-10-05";
const UNTIL = "2026-10-20";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let manager: Ask;

type Shown = { id: string; contentHash: string; totals: Record<string, number> };
type Line = {
  lineNo: number;
  state: string;
  reason: string | null;
  heldUntilOn: string | null;
  subject: { externalId: string | null; changed: boolean };
};
type Held = { proposalId: string; lineNo: number; untilOn: string; name: string | null; externalId: string | null };
type Waiting = { groups: object[]; heldUntil: object | null };

beforeAll(async () => {
  platform = await testPlatform(`${TODAY}T08:00`);
  api = await openApi(platform);
});
beforeEach(async () => {
  clinic = await testClinic(platform);
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const receive = (...claims: Claim[]) => inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
const claim = (changes: Readonly<Record<string, unknown>>) =>
  claimSchema.parse({
    kind: "INVOICE",
    currency: "NOK",
    lines: [{ text: "Behandling", amountMinor: changes["amountMinor"], vatCode: "EXEMPT", vatMinor: 0 }],
    ...changes,
  });
const single = (n: number) =>
  claim({
    externalId: `c-${n}`,
    amountMinor: n * 100_000,
    patient: { ref: `P${n}`, name: `Pasient ${n}`, birthDate: "1984-03-09" },
    payer: { type: "PATIENT", ref: `P${n}`, name: `Pasient ${n}`, phone: "+4791234567" },
  });
const visit = (n: number, issueDate: string) =>
  claim({
    externalId: `v-${n}`,
    kind: "BUSINESS_LINE",
    amountMinor: n * 100_000,
    issueDate,
    dueDate: issueDate,
    patient: { ref: `A${n}`, name: `Ansatt ${n}` },
    payer: { type: "BUSINESS", name: "Bedrift AS", orgNo: "987654325" },
  });

const propose = (asOf: string) => manager("POST", `/ledgers/${clinic.ledgerId}/invoice-proposals`, { body: { asOf } });
const proposed = async (asOf: string) => read<Shown>(await propose(asOf));
const linesOf = async ({ id }: Pick<Shown, "id">) =>
  read<{ items: Line[] }>(await manager("GET", `/proposals/${id}/lines`)).items;
const inIt = async (asOf: string) =>
  (await linesOf(await proposed(asOf))).map((line) => line.subject.externalId ?? "collective");
const hold = ({ id }: Pick<Shown, "id">, lineNos: number[], untilOn?: string, ask = manager): Promise<Answer> =>
  ask("POST", `/proposals/${id}/held-lines`, { body: { lineNos, reason: "Avklares", ...(untilOn && { untilOn }) } });
const end = ({ proposalId, lineNo }: Pick<Held, "proposalId" | "lineNo">, ask = manager): Promise<Answer> =>
  ask("POST", `/proposals/${proposalId}/ended-holds`, { body: { lineNos: [lineNo] } });
const waitingOn = async (asOf: string) =>
  read<Waiting>(await manager("GET", `/ledgers/${clinic.ledgerId}/waiting-claims?asOf=${asOf}`));
const heldOn = async (asOf: string, ask = manager, more = "") =>
  read<{ items: Held[]; nextCursor: string | null }>(
    await ask("GET", `/ledgers/${clinic.ledgerId}/held-claims?asOf=${asOf}${more}`),
  );
const applied = async ({ id, contentHash }: Shown) => {
  await manager("POST", `/proposals/${id}/approval`, { body: { contentHash } });
  return read<{ applied: number; stale: number; held: number }>(
    await manager("POST", `/proposals/${id}/application`, {}),
  );
};

describe("a line held back until a day", () => {
  test("F-04 N-05 is left out of runs before the day, which say how many and until when, and is proposed again on it", async () => {
    await receive(single(1), single(2), single(3));
    const first = await proposed(TODAY);
    expect(first.totals).not.toHaveProperty("heldClaims");
    expect(read(await hold(first, [2], UNTIL))).toEqual({ held: 1 });
    expect(read(await hold(first, [3]))).toEqual({ held: 1 });
    expect((await linesOf(first)).map((line) => [line.state, line.reason, line.heldUntilOn])).toEqual([
      ["proposed", null, null],
      ["held", "Avklares", UNTIL],
      ["held", "Avklares", null],
    ]);
    expect(await applied(first)).toMatchObject({ applied: 1, held: 2 });

    const dayBefore = await proposed("2026-10-19");
    expect(dayBefore.totals).toMatchObject({
      ...{ invoices: 1, amountMinor: 300_000, needsContact: 0 },
      ...{ heldClaims: 1, heldMinor: 200_000, heldFirstInDays: 1, heldLastInDays: 1 },
    });
    expect((await linesOf(dayBefore)).map((line) => line.subject.externalId)).toEqual(["c-3"]);
    expect(await waitingOn("2026-10-19")).toMatchObject({
      groups: expect.arrayContaining([
        { kind: "held", claims: 1, customers: 1, amountMinor: 200_000 },
        { kind: "single", claims: 1, customers: 1, amountMinor: 300_000 },
      ]) as object,
      heldUntil: { firstOn: UNTIL, lastOn: UNTIL },
    });

    expect(await inIt(UNTIL)).toEqual(["c-2", "c-3"]);
    expect(await waitingOn(UNTIL)).toMatchObject({ groups: [{ kind: "single", claims: 2 }], heldUntil: null });
    expect((await heldOn(UNTIL)).items).toEqual([]);
  });

  test("F-04 when all that waits is held back, there is nothing to propose", async () => {
    await receive(single(1));
    await hold(await proposed(TODAY), [1], UNTIL);
    expect(codeOf(await propose(TODAY))).toEqual([409, "PROPOSAL_EMPTY"]);
  });

  test("W-04 F-04 all of a filter are held until one day", async () => {
    await receive(single(1), single(2));
    const { id } = await proposed(TODAY);
    const body = { all: "proposed", reason: "Avklares", untilOn: UNTIL };
    expect(read(await manager("POST", `/proposals/${id}/held-lines`, { body }))).toEqual({ held: 2 });
    expect((await heldOn(TODAY)).items).toHaveLength(2);
  });

  test.each([
    ["nb", "En linje holdes tilbake til en dag som kommer"],
    ["sv", "En rad hålls tillbaka till en dag som kommer"],
    ["da", "En linje holdes tilbage til en dag, der kommer"],
    ["it", "Una riga si trattiene fino a un giorno futuro"],
    ["en", "A line is held back until a day that comes"],
  ])("F-04 today is no day that comes, said in %s; tomorrow is one", async (language, sentence) => {
    await receive(single(1));
    const { id } = await proposed(TODAY);
    const body = { lineNos: [1], reason: "Avklares", untilOn: TODAY };
    const headers = { "accept-language": language };
    const refused = await manager("POST", `/proposals/${id}/held-lines`, { body, headers });
    expect(codeOf(refused)).toEqual([409, "PROPOSAL_HOLD_DAY"]);
    expect(read<{ sentence: string }>(refused).sentence).toContain(sentence);
    expect((await linesOf({ id })).map((line) => line.state)).toEqual(["proposed"]);
    expect((await hold({ id }, [1], "2026-10-06")).status).toBe(200);
  });

  test("N-05 released in the open preview, it is held until no day", async () => {
    await receive(single(1));
    const run = await proposed(TODAY);
    await hold(run, [1], UNTIL);
    await manager("POST", `/proposals/${run.id}/released-lines`, { body: { lineNos: [1] } });
    expect(await linesOf(run)).toMatchObject([{ state: "proposed", reason: null, heldUntilOn: null }]);
    expect(await inIt(TODAY)).toEqual(["c-1"]);
  });

  test("F-04 lasts when its preview is withdrawn", async () => {
    await receive(single(1), single(2));
    const run = await proposed(TODAY);
    await hold(run, [1], UNTIL);
    await manager("POST", `/proposals/${run.id}/withdrawal`);
    expect(await inIt(TODAY)).toEqual(["c-2"]);
  });

  test("a claim withdrawn meanwhile is held no longer: it is gone", async () => {
    await receive(single(1), single(2));
    await hold(await proposed(TODAY), [1], UNTIL);
    await inTenant((tx) => withdrawClaim(tx, clinic.ledgerId, "c-1"));
    expect((await heldOn(TODAY)).items).toEqual([]);
    expect(await waitingOn(TODAY)).toMatchObject({ groups: [{ kind: "single", claims: 1 }], heldUntil: null });
    expect((await proposed(TODAY)).totals).not.toHaveProperty("heldClaims");
  });

  test("the day named last counts, in whichever run it was named", async () => {
    await receive(single(1), single(2));
    const [one, other] = [await proposed(TODAY), await proposed(TODAY)];
    await hold(other, [1], "2026-11-20");
    await hold(one, [1], "2026-10-10");
    expect(await heldOn(TODAY)).toMatchObject({ items: [{ proposalId: one.id, untilOn: "2026-10-10" }] });
    expect(await inIt("2026-10-10")).toEqual(["c-1", "c-2"]);
  });

  test("B-06 a preview made before the hold lists the line as changed, and leaves it out when it is run", async () => {
    await receive(single(1), single(2));
    const [one, other] = [await proposed(TODAY), await proposed(TODAY)];
    await hold(one, [1], UNTIL);
    expect((await linesOf(other)).map((line) => line.subject.changed)).toEqual([true, false]);
    expect(read(await manager("GET", `/proposals/${other.id}/progress`))).toMatchObject({ changed: [1] });
    expect(await applied(other)).toMatchObject({ applied: 1, stale: 1 });
    expect((await linesOf(other))[0]).toMatchObject({ reason: "It was held back until a later day since." });
  });

  test("is no use where the next proposal knows nothing of it: matches are refused a day", async () => {
    const explanation = { rule: "test", version: 1, inputs: {} };
    const subject = { action: "test", subjectKind: "ledger", subjectId: clinic.ledgerId, amountMinor: 1n };
    const lines = [{ ...subject, explanation, seenHash: Buffer.of(1) }];
    const draft = { kind: "matchSuggestions", ledgerId: clinic.ledgerId, asOfOn: TODAY, lines, totals: {} };
    const made = await inTenant((tx) => createProposal(tx, draft));
    const accountant = await api.person(clinic.context, "accountant");
    expect(codeOf(await hold(made, [1], UNTIL, accountant))).toEqual([409, "PROPOSAL_KIND_WRONG"]);
    expect((await hold(made, [1], undefined, accountant)).status).toBe(200);
  });
});

describe("what is held until a day", () => {
  test("F-04 is listed with whom, why and the day, the next first, page by page", async () => {
    await receive(single(1), single(2), single(3));
    const run = await proposed(TODAY);
    await hold(run, [1], "2026-11-20");
    await hold(run, [2, 3], UNTIL);
    const page = await heldOn(TODAY, manager, "&limit=2");
    expect(page.items).toMatchObject([
      { lineNo: 2, reason: "Avklares", untilOn: UNTIL, name: "Pasient 2", externalId: "c-2", claims: 1 },
      { lineNo: 3, amountMinor: 300_000 },
    ]);
    const rest = await heldOn(TODAY, manager, `&limit=2&cursor=${page.nextCursor!}`);
    expect(rest).toMatchObject({ items: [{ lineNo: 1, untilOn: "2026-11-20" }], nextCursor: null });
  });

  test("SEC-75 who saw which names there is kept", async () => {
    await receive(single(1));
    const run = await proposed(TODAY);
    await hold(run, [1], UNTIL);
    await heldOn(TODAY);
    const auditor = await api.person(clinic.context, "auditor");
    const trail = await auditor("GET", `/audit-events?subjectKind=proposal&subjectId=${run.id}`);
    const actions = read<{ items: { action: string }[] }>(trail).items.map((event) => event.action);
    expect(actions).toContain("proposal.namesRead");
  });

  test("F-04 comes back when the hold is ended, also from a run that is done, and its record stands", async () => {
    await receive(single(1), single(2));
    const run = await proposed(TODAY);
    await hold(run, [1], UNTIL);
    await applied(run);
    const [held] = (await heldOn(TODAY)).items;
    expect(read(await end(held!))).toEqual({ ended: 1 });
    expect(read(await end(held!))).toEqual({ ended: 0 });
    expect(await inIt(TODAY)).toEqual(["c-1"]);
    expect(await linesOf(run)).toMatchObject([
      { state: "held", reason: "Avklares", heldUntilOn: null },
      { state: "applied" },
    ]);
    const { history } = read<{ history: { action: string }[] }>(await manager("GET", `/proposals/${run.id}/progress`));
    expect(history.filter(({ action }) => action === "proposal.holdsEnded")).toHaveLength(1);
  });

  test("N-05 ended while its preview is open, the line is in it again; approved without it, it is not widened", async () => {
    await receive(single(1), single(2));
    const [open, decided] = [await proposed(TODAY), await proposed(TODAY)];
    await hold(open, [1], UNTIL);
    await end({ proposalId: open.id, lineNo: 1 });
    expect((await linesOf(open)).map((line) => line.state)).toEqual(["proposed", "proposed"]);
    await hold(decided, [1], UNTIL);
    await manager("POST", `/proposals/${decided.id}/approval`, { body: { contentHash: decided.contentHash } });
    await end({ proposalId: decided.id, lineNo: 1 });
    expect((await linesOf(decided)).map((line) => line.state)).toEqual(["held", "proposed"]);
  });

  test("SEC-10 SEC-09 is ended by who proposes invoices there, and by nobody else", async () => {
    await receive(single(1));
    const run = await proposed(TODAY);
    await hold(run, [1], UNTIL);
    const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    const elsewhere = await api.person(clinic.context, "clinicManager", [other.clinicId]);
    const accountant = await api.person(clinic.context, "accountant");
    const hold1 = { proposalId: run.id, lineNo: 1 };
    expect(codeOf(await end(hold1, elsewhere))).toEqual([404, "PROPOSAL_NOT_FOUND"]);
    expect(codeOf(await end(hold1, accountant))).toEqual([403, "NOT_ALLOWED"]);
    expect((await heldOn(TODAY)).items).toHaveLength(1);
  });
});

describe("a collective invoice held back until a day", () => {
  test("F-04 S0-53 its period waits, with what comes to it meanwhile; other periods and single claims go on", async () => {
    await receive(visit(1, "2026-08-03"), visit(2, "2026-09-03"));
    const run = await proposed(TODAY);
    const september = (await linesOf(run)).find((line) => line.lineNo === 2)!;
    await hold(run, [september.lineNo], UNTIL);
    await receive(visit(3, "2026-09-04"), single(4));
    expect((await proposed(TODAY)).totals).toMatchObject({ collectives: 1, invoices: 1, heldClaims: 2 });
    expect((await heldOn(TODAY)).items).toMatchObject([{ claims: 2, amountMinor: 500_000, externalId: null }]);
    expect(await applied(await proposed(TODAY))).toMatchObject({ applied: 2, stale: 0 });
    expect(await applied(await proposed(UNTIL))).toMatchObject({ applied: 1, stale: 0 });
  });

  test("S0-54 a claim held on its own keeps the whole collective back when its customer changes to it", async () => {
    const business = { type: "BUSINESS", name: "Bedrift AS", orgNo: "987654325" };
    const of = (n: number) =>
      claim({
        ...{ externalId: `b-${n}`, amountMinor: 100_000, issueDate: "2026-09-10", dueDate: "2026-09-24" },
        ...{ payer: business, patient: null },
      });
    await receive(of(1), of(2));
    await hold(await proposed(TODAY), [1], UNTIL);
    const [party] = await inTenant((tx) => findParties(tx, "Bedrift", { market: "NO" }));
    const wish = { invoiceMode: "collective", collectivePeriod: "month", delivery: null } as const;
    await inTenant((tx) => setPaymentPreferences(tx, party!.id, wish));
    expect(await waitingOn(TODAY)).toMatchObject({ groups: [{ kind: "held", claims: 2 }] });
    expect(codeOf(await propose(TODAY))).toEqual([409, "PROPOSAL_EMPTY"]);
    expect(await applied(await proposed(UNTIL))).toMatchObject({ applied: 1, stale: 0 });
  });
});
