import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledgerText, testClinic, testPlatform, type TestClinic, type TestPlatform } from "../../../testkit/index.ts";
import { claimSchema, receiveClaims } from "../../invoicing/index.ts";
import { withTenant } from "../../platform/index.ts";
import { codeOf, openApi, read, type Answer, type Api, type Ask } from "./asking.fixture.ts";

let platform: TestPlatform;
let api: Api;
let clinic: TestClinic;
let manager: Ask;
let accountant: Ask;

type Shown = { id: string; state: string; contentHash: string; totals: Record<string, number>; madeBy: string };
type Line = { lineNo: number; subjectId: string; state: string; reason: string | null; resultId: string | null };

beforeAll(async () => {
  platform = await testPlatform();
  api = await openApi(platform);
  clinic = await testClinic(platform);
  manager = await api.person(clinic.context, "clinicManager", [clinic.clinicId]);
  accountant = await api.person(clinic.context, "accountant");
});
afterAll(async () => {
  await api.close();
  await platform.close();
});

async function waitingClaims(where: TestClinic, amounts: readonly number[]): Promise<void> {
  const claims = amounts.map((amountMinor) => {
    const ref = `P${platform.ids.next()}`;
    return claimSchema.parse({
      externalId: platform.ids.next(),
      kind: "INVOICE",
      currency: "NOK",
      amountMinor,
      lines: [{ text: "Rotfylling", amountMinor, vatCode: "EXEMPT", vatMinor: 0 }],
      patient: { ref, name: "Kari Eksempel", birthDate: "1984-03-09" },
      payer: { type: "PATIENT", ref, name: "Kari Eksempel", phone: "+4791234567" },
    });
  });
  await withTenant(platform, where.context, (tx) => receiveClaims(tx, where.ledgerId, claims));
}

const propose = (ask: Ask, where = clinic) => ask("POST", `/ledgers/${where.ledgerId}/invoice-proposals`, { body: {} });
const linesOf = async (ask: Ask, id: string) =>
  read<{ items: Line[] }>(await ask("GET", `/proposals/${id}/lines`)).items;
const approve = (ask: Ask, { id, contentHash }: Shown): Promise<Answer> =>
  ask("POST", `/proposals/${id}/approval`, { body: { contentHash } });

describe("all lines at once", () => {
  test("W-04 all that are ready are held back for one reason, and all holds are taken back, whatever page they stand on", async () => {
    const where = await testClinic(platform);
    const finance = await api.person(where.context, "hqFinance");
    await waitingClaims(
      where,
      Array.from({ length: 120 }, (_, at) => 10_000 + at),
    );
    const { id } = read<Shown>(await propose(finance, where));
    const states = async () => {
      const groups = read<{ groups: { state: string; reason: string | null; lines: number }[] }>(
        await finance("GET", `/proposals/${id}/progress`),
      ).groups;
      return groups.map(({ state, reason, lines }) => [state, reason, lines]);
    };
    const reason = "Prisene kontrolleres";
    const held = await finance("POST", `/proposals/${id}/held-lines`, { body: { all: "proposed", reason } });
    expect(read(held)).toEqual({ held: 120 });
    expect(await states()).toEqual([["held", reason, 120]]);
    const changed = await finance("POST", `/proposals/${id}/held-lines`, { body: { all: "changed", reason } });
    expect(read(changed)).toEqual({ held: 0 });
    const released = await finance("POST", `/proposals/${id}/released-lines`, { body: { all: "held" } });
    expect(read(released)).toEqual({ released: 120 });
    expect(await states()).toEqual([["proposed", null, 120]]);
  });
});

describe("an invoice run over HTTP", () => {
  test("S1-07 X-05 proposed, looked at, a line held, approved by its hash, applied once; the invoices stand in the list", async () => {
    await waitingClaims(clinic, [100_000, 200_000, 300_000]);
    const proposal = read<Shown>(await propose(manager));
    expect(proposal).toMatchObject({ state: "open", totals: { invoices: 3, amountMinor: 600_000 } });
    const lines = await linesOf(manager, proposal.id);
    const held = { lineNos: [lines[1]!.lineNo], reason: "Ring pasienten først" };
    expect(read(await manager("POST", `/proposals/${proposal.id}/held-lines`, { body: held }))).toEqual({ held: 1 });

    expect(codeOf(await approve(manager, { ...proposal, contentHash: "0".repeat(64) }))).toEqual([
      409,
      "PROPOSAL_CHANGED",
    ]);
    const application = `/proposals/${proposal.id}/application`;
    expect(codeOf(await manager("POST", application))).toEqual([409, "PROPOSAL_STATE"]);
    expect(read<Shown>(await approve(manager, proposal))).toMatchObject({ state: "approved" });

    const first = await manager("POST", application, { key: "run-1" });
    const again = await manager("POST", application, { key: "run-1" });
    expect(read(first)).toEqual({ applied: 2, stale: 0, failed: 0, held: 1, appliedMinor: 400_000 });
    expect(again.body).toBe(first.body);
    expect((await linesOf(manager, proposal.id)).map((line) => [line.state, line.reason])).toEqual([
      ["applied", null],
      ["held", "Ring pasienten først"],
      ["applied", null],
    ]);
    const list = await manager("GET", `/ledgers/${clinic.ledgerId}/invoices`);
    expect(read<{ items: object[] }>(list).items).toMatchObject([
      { number: "1", totalMinor: 100_000 },
      { number: "2", totalMinor: 300_000 },
    ]);
    expect(await ledgerText(platform, clinic.context, clinic.ledgerId)).toEqual([
      "2026-10-05 invoice: 1500 < 3200 100000",
      "2026-10-05 invoice: 1500 < 3200 300000",
    ]);
  });

  test("SEC-10 SEC-16 what was treated is shown to who meets the patient; the accountant sees amounts, codes and no word", async () => {
    const list = await accountant("GET", `/ledgers/${clinic.ledgerId}/invoices?limit=1`);
    const { items, nextCursor } = read<{ items: { id: string }[]; nextCursor: string }>(list);
    expect(nextCursor).toEqual(expect.any(String));
    const seen = async (ask: Ask) => read<{ lines: object[] }>(await ask("GET", `/invoices/${items[0]!.id}`)).lines;
    expect(await seen(manager)).toMatchObject([{ text: "Rotfylling", netMinor: 100_000, vatCode: "EXEMPT" }]);
    expect(await seen(accountant)).toMatchObject([{ text: null, netMinor: 100_000, vatCode: "EXEMPT" }]);
  });

  test("every number is explained", async () => {
    const report = read(await accountant("GET", `/ledgers/${clinic.ledgerId}/number-report`));
    const own = { first: "1", last: "2", count: 2, unexplained: [] };
    expect(report).toEqual({ seriesId: clinic.seriesId, own, practiceSystem: null });
  });

  test("SEC-10 SEC-12 a kind of proposal is handled by its own roles, by people, each for the own clinics", async () => {
    await waitingClaims(clinic, [50_000]);
    const proposal = read<Shown>(await propose(manager));
    const program = await api.program(clinic.context, ["claims:write", "invoices:read"]);
    const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    const elsewhere = await api.person(clinic.context, "clinicManager", [other.clinicId]);
    expect(codeOf(await approve(accountant, proposal))).toEqual([403, "NOT_ALLOWED"]);
    expect(codeOf(await approve(program, proposal))).toEqual([403, "NOT_ALLOWED"]);
    expect(codeOf(await approve(elsewhere, proposal))).toEqual([404, "PROPOSAL_NOT_FOUND"]);
    expect((await manager("POST", `/proposals/${proposal.id}/withdrawal`)).status).toBe(204);
    expect(codeOf(await approve(manager, proposal))).toEqual([409, "PROPOSAL_STATE"]);
  });

  test("SEC-09 who manages one clinic and keeps the books of all approves for the one only", async () => {
    const other = await testClinic(platform, { tenantId: clinic.tenantId, seriesId: clinic.seriesId });
    await waitingClaims(other, [50_000]);
    const finance = await api.person(clinic.context, "hqFinance");
    const proposal = read<Shown>(await propose(finance, other));
    const both = await api.person(clinic.context, "accountant", undefined, [
      { role: "clinicManager", clinicIds: [clinic.clinicId] },
    ]);
    expect((await both("GET", `/proposals/${proposal.id}`)).status).toBe(200);
    expect(codeOf(await approve(both, proposal))).toEqual([403, "NOT_ALLOWED"]);
    expect((await approve(finance, proposal)).status).toBe(200);
  });

  test("SEC-55 a reason with an identity number is refused and not repeated", async () => {
    const finance = await api.person(clinic.context, "hqFinance");
    const proposal = read<Shown>(await propose(finance));
    const body = { lineNos: [1], reason: "Gjelder 01017000027" };
    const answer = await finance("POST", `/proposals/${proposal.id}/held-lines`, { body });
    expect(read<{ problems: object[] }>(answer).problems).toMatchObject([{ code: "PII_IDENTITY_NUMBER" }]);
    expect(answer.body).not.toContain("01017000027");
  });
});
