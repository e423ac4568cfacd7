import { makeKid } from "@kvitt/values";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  breaches,
  testClinic,
  testPlatform,
  trialBalance,
  type TestClinic,
  type TestPlatform,
} from "../../testkit/index.ts";
import { approveProposal, proposalById, proposalLines } from "../controls/index.ts";
import { closePeriod, itemsByReference, ledgerChecks } from "../ledger/index.ts";
import { findParties, setPaymentPreferences } from "../parties/index.ts";
import { withTenant, type TenantTransaction } from "../platform/index.ts";
import { claim } from "./claims.fixture.ts";
import {
  applyInvoices,
  invoiceByNumber,
  invoicingChecks,
  numberReport,
  proposeInvoices,
  receiveClaims,
  withdrawClaim,
  type Claim,
} from "./index.ts";

let platform: TestPlatform;
let clinic: TestClinic;
const inTenant = <T>(work: (tx: TenantTransaction) => Promise<T>) => withTenant(platform, clinic.context, work);
const receive = (...claims: Claim[]) => inTenant((tx) => receiveClaims(tx, clinic.ledgerId, claims));
const books = () => trialBalance(platform, clinic.context, clinic.ledgerId);
const propose = (asOf: string) => inTenant((tx) => proposeInvoices(tx, clinic.ledgerId, asOf));
const allHolds = async () =>
  expect(await breaches(platform, clinic.context, [...ledgerChecks, ...invoicingChecks])).toEqual([]);

async function run(asOf: string, chunk = 4_000) {
  const proposal = await propose(asOf);
  await inTenant((tx) => approveProposal(tx, proposal.id));
  return applyInvoices(platform, clinic.context, proposal.id, { chunk });
}

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
beforeEach(async () => {
  clinic = await testClinic(platform);
});
afterAll(() => platform.close());

const patient = (n: number) => ({
  patient: { ref: `P${n}`, name: `Pasient ${n}`, birthDate: "1984-03-09" },
  payer: { type: "PATIENT", ref: `P${n}`, name: `Pasient ${n}`, phone: "+4791234567" },
});
const waiting = (n: number, changes: Record<string, unknown> = {}) =>
  claim({ externalId: `c-${n}`, amountMinor: 100_000 + n, ...patient(n), ...changes });

describe("mass invoicing", () => {
  test("S0-21 a ledger that has outgrown thirteen digits makes longer references of its own", async () => {
    clinic = await testClinic(platform, { settings: { referenceDigits: { customer: 8, series: 8 } } });
    await receive(waiting(1));
    await run("2026-10-06");
    const { reference } = await inTenant((tx) => invoiceByNumber(tx, clinic.ledgerId, "1"));
    expect(reference).toBe(makeKid("0000000100000001", "mod10"));
  });

  test("claims withdrawn while a run has them in hand are left out or reversed, whoever comes first", async () => {
    const claims = Array.from({ length: 30 }, (_, n) => waiting(n + 1));
    await receive(...claims);
    const proposal = await propose("2026-10-06");
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const [totals] = await Promise.all([
      applyInvoices(platform, clinic.context, proposal.id, { chunk: 3 }),
      ...claims.map((each) => inTenant((tx) => withdrawClaim(tx, clinic.ledgerId, each.externalId))),
    ]);
    expect(totals.applied + totals.stale).toBe(30);
    expect(Object.values(await books()).every((minor) => minor === 0n)).toBe(true);
    await allHolds();
  });

  test("S1-07 X-04 N-05 a run is proposed, looked at and approved; the proposal itself books nothing", async () => {
    await receive(waiting(1), waiting(2), waiting(3));
    const proposal = await propose("2026-10-06");
    expect(proposal.totals).toEqual({
      invoices: 3,
      collectives: 0,
      lateCollectives: 0,
      needsContact: 0,
      amountMinor: 300_006,
    });
    expect(await books()).toEqual({});
    await expect(applyInvoices(platform, clinic.context, proposal.id)).rejects.toMatchObject({
      code: "PROPOSAL_STATE",
    });
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const totals = await applyInvoices(platform, clinic.context, proposal.id);
    expect(totals).toEqual({ applied: 3, stale: 0, failed: 0, held: 0, appliedMinor: 300_006n });
    expect(await books()).toEqual({ "1500": 300_006n, "3200": -300_006n });
    await allHolds();
  });

  test("N-05 what changed since the proposal is stale and left out, exactly the rest is applied", async () => {
    await receive(waiting(1), waiting(2), waiting(3));
    const proposal = await propose("2026-10-06");
    await inTenant((tx) => approveProposal(tx, proposal.id));
    await inTenant((tx) => withdrawClaim(tx, clinic.ledgerId, "c-2"));
    await receive(waiting(4));
    expect(await applyInvoices(platform, clinic.context, proposal.id)).toMatchObject({ applied: 2, stale: 1 });
    expect(await books()).toMatchObject({ "1500": 200_004n });
    const states = (await inTenant((tx) => proposalLines(tx, proposal.id))).map((line) => line.state);
    expect(states).toEqual(["applied", "stale", "applied"]);
    await allHolds();
  });

  test("N-17 S0-47 numbers are gap-free over chunks, stale lines and a second run; each has its own valid KID", async () => {
    await receive(...Array.from({ length: 7 }, (_, i) => waiting(i + 1)));
    const proposal = await propose("2026-10-06");
    await inTenant((tx) => approveProposal(tx, proposal.id));
    await inTenant((tx) => withdrawClaim(tx, clinic.ledgerId, "c-3"));
    await applyInvoices(platform, clinic.context, proposal.id, { chunk: 2 });
    await receive(waiting(8));
    await run("2026-10-07");
    const report = await inTenant((tx) => numberReport(tx, clinic.ledgerId));
    expect(report.own).toEqual({ first: "1", last: "7", count: 7, unexplained: [] });
    expect(await inTenant((tx) => itemsByReference(tx, [makeKid("000001000001", "mod10")]))).toMatchObject([
      { amountMinor: 100_001n },
    ]);
  });

  test("N-17 two lanes number without a gap too, also when a chunk is rolled back after it took numbers", async () => {
    await receive(...Array.from({ length: 12 }, (_, i) => waiting(i + 1)));
    const proposal = await propose("2026-10-06");
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const renumber = (from: number, to: number) =>
      inTenant((tx) =>
        sql`update party set customer_no = ${to} where tenant_id = ${tx.tenantId} and customer_no = ${from}`.execute(
          tx.db,
        ),
      );
    const apply = () => applyInvoices(platform, clinic.context, proposal.id, { chunk: 2, lanes: 2 });
    // A customer number too long for a KID is met after the chunk's numbers are taken.
    await renumber(3, 1_000_003);
    await expect(apply()).rejects.toMatchObject({ code: "REFERENCE_TOO_LONG" });
    const afterFailure = await inTenant((tx) => numberReport(tx, clinic.ledgerId));
    expect(afterFailure.own?.unexplained ?? []).toEqual([]);
    await renumber(1_000_003, 3);
    await apply();
    const report = await inTenant((tx) => numberReport(tx, clinic.ledgerId));
    expect(report.own).toEqual({ first: "1", last: "12", count: 12, unexplained: [] });
    await allHolds();
  });

  test("a second apply of the same proposal changes nothing", async () => {
    await receive(waiting(1));
    const proposal = await propose("2026-10-06");
    await inTenant((tx) => approveProposal(tx, proposal.id));
    await applyInvoices(platform, clinic.context, proposal.id);
    await expect(applyInvoices(platform, clinic.context, proposal.id)).rejects.toMatchObject({
      code: "PROPOSAL_STATE",
    });
    expect((await inTenant((tx) => proposalById(tx, proposal.id))).state).toBe("applied");
    await expect(propose("2026-10-06")).rejects.toMatchObject({ code: "PROPOSAL_EMPTY" });
  });

  test("our due date moves to a bank day, the practice system's stays", async () => {
    await receive(waiting(1), waiting(2, { issueDate: "2026-10-03", dueDate: "2026-10-17" }));
    await run("2026-10-03");
    const due = async (number: string) => (await inTenant((tx) => invoiceByNumber(tx, clinic.ledgerId, number))).dueOn;
    expect(await due("1")).toBe("2026-10-17");
    await run("2026-10-06");
    expect(await due("2")).toBe("2026-10-20");
  });

  test("claims that need a contact are counted and left out; a closed day is refused", async () => {
    await receive(waiting(1), waiting(2, { payer: { type: "PATIENT", ref: "P2", name: "Pasient 2" } }));
    expect((await propose("2026-10-06")).totals).toMatchObject({ invoices: 1, needsContact: 1 });
    await inTenant((tx) => closePeriod(tx, clinic.ledgerId, "2026-09-01", "2026-10-06"));
    await expect(propose("2026-09-30")).rejects.toMatchObject({ code: "PERIOD_CLOSED" });
  });

  test("guardians who share custody get an invoice each from the run", async () => {
    const guardian = (ref: string) => ({ ref, name: `Forelder ${ref}`, phone: "+4798765432", shareBasisPoints: 5000 });
    const child = { ref: "B1", name: "Barn", birthDate: "2017-05-02" };
    await receive(
      waiting(1, {
        amountMinor: 245_001,
        patient: child,
        payer: { type: "PATIENT", ref: "B1", name: "Barn" },
        guardian: [guardian("F1"), guardian("F2")],
      }),
    );
    await run("2026-10-06");
    const totals = await Promise.all(
      ["1", "2"].map((number) => inTenant((tx) => invoiceByNumber(tx, clinic.ledgerId, number))),
    );
    expect(totals.map((invoice) => invoice.totalMinor)).toEqual([122_500n, 122_501n]);
    await allHolds();
  });
});

describe("the checks", () => {
  test("a line added to an issued invoice is found, even one of nothing", async () => {
    await receive(waiting(1));
    await run("2026-10-06");
    await allHolds();
    await inTenant((tx) =>
      sql`
        insert into invoice_line (tenant_id, invoice_id, line_no, claim_id, text_sealed, net_minor, vat_code, vat_minor)
        select tenant_id, invoice_id, 2, claim_id, text_sealed, 0, vat_code, 0 from invoice_line where tenant_id = ${tx.tenantId}`.execute(
        tx.db,
      ),
    );
    expect(await breaches(platform, clinic.context, invoicingChecks)).toMatchObject([
      expect.stringContaining("invoicing.documentsUnchanged"),
    ]);
  });
});

describe("collective invoices", () => {
  const business = { type: "BUSINESS", name: "Bedrift AS", orgNo: "987654325" };
  const visit = (n: number, issueDate: string, changes: Record<string, unknown> = {}) =>
    claim({
      externalId: `v-${n}`,
      kind: "BUSINESS_LINE",
      amountMinor: 100_000 * n,
      issueDate,
      dueDate: issueDate,
      patient: { ref: `A${n}`, name: `Ansatt Nordmann ${n}` },
      payer: business,
      ...changes,
    });

  test("S0-53 a month's lines become one invoice with one KID and a posting a line, named by reference and month only", async () => {
    await receive(
      visit(1, "2026-09-03", { thirdPartyReference: "REK-77" }),
      visit(2, "2026-09-30"),
      visit(4, "2026-10-01"),
    );
    const totals = await run("2026-10-06");
    expect(totals).toMatchObject({ applied: 1, appliedMinor: 300_000n });
    const invoice = await inTenant((tx) => invoiceByNumber(tx, clinic.ledgerId, "1"));
    expect(invoice).toMatchObject({ kind: "collective", patientId: null, totalMinor: 300_000n, dueOn: "2026-10-20" });
    expect(invoice.lines[0]!.text).toBe("REK-77 2026-09");
    expect(invoice.lines[1]!.text).toMatch(/^KV-[2-9B-DF-HJ-NP-RTV-XZ]{5}-[2-9B-DF-HJ-NP-RTV-XZ]{5} 2026-09$/);
    expect(JSON.stringify(invoice.lines, (_, v: unknown) => (typeof v === "bigint" ? String(v) : v))).not.toMatch(
      /Ansatt|Nordmann|Behandling|v-2/,
    );
    expect(await books()).toEqual({ "1500": 300_000n, "3200": -300_000n });
    await allHolds();
    const credit = claim({
      externalId: "k",
      kind: "CREDIT",
      credits: "v-2",
      amountMinor: 50_000,
      issueDate: "2026-10-06",
    });
    await receive(credit);
    expect(await books()).toEqual({ "1500": 250_000n, "3200": -250_000n });
  });

  test("a proposal says when the deadline of 15 working days is, and when it has passed", async () => {
    await receive(visit(1, "2026-09-03"));
    const seen = async (asOf: string) =>
      (await inTenant(async (tx) => proposalLines(tx, (await proposeInvoices(tx, clinic.ledgerId, asOf)).id)))[0]!
        .explanation.inputs;
    expect(await seen("2026-10-21")).toMatchObject({ deadlineOn: "2026-10-21", late: false });
    expect(await seen("2026-10-22")).toMatchObject({ late: true });
  });

  test("S0-54 a customer who changes from single to collective, and back, is invoiced as it says now", async () => {
    await receive(
      claim({ externalId: "1", issueDate: "2026-09-10", dueDate: "2026-09-24", payer: business, patient: null }),
    );
    const proposal = await propose("2026-10-06");
    await inTenant((tx) => approveProposal(tx, proposal.id));
    const [party] = await inTenant((tx) => findParties(tx, "Bedrift", { market: "NO" }));
    const wish = { collectivePeriod: "week", delivery: null } as const;
    await inTenant((tx) => setPaymentPreferences(tx, party!.id, { invoiceMode: "collective", ...wish }));
    expect(await applyInvoices(platform, clinic.context, proposal.id)).toMatchObject({ applied: 0, stale: 1 });
    expect(await run("2026-10-06")).toMatchObject({ applied: 1 });
    expect(await inTenant((tx) => invoiceByNumber(tx, clinic.ledgerId, "1"))).toMatchObject({ kind: "collective" });
  });

  test("a line that came after the proposal makes the collective stale; its month waits for the next run", async () => {
    await receive(visit(1, "2026-09-03"));
    const proposal = await propose("2026-10-06");
    await inTenant((tx) => approveProposal(tx, proposal.id));
    await receive(visit(2, "2026-09-04"));
    expect(await applyInvoices(platform, clinic.context, proposal.id)).toMatchObject({ applied: 0, stale: 1 });
    expect(await run("2026-10-06")).toMatchObject({ applied: 1, appliedMinor: 300_000n });
  });
});
