import { makeKid } from "@kvitt/values";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { breaches, testPlatform, type TestPlatform } from "../testkit/index.ts";
import { openApi, read, type Ask } from "../src/app/routes/asking.fixture.ts";
import { openAgencyBooks } from "../src/collections/agency/agency.fixture.ts";
import { collectionsChecks, handOverCases, takeStatuses } from "../src/collections/index.ts";
import { fileReport, invoicingChecks, invoiceByNumber } from "../src/invoicing/index.ts";
import { itemsByReference, ledgerChecks } from "../src/ledger/index.ts";
import { marketPack } from "../src/markets/index.ts";
import { dayProof } from "../src/reports/index.ts";

/** Two claims of a Swedish chain's clinic: one that nobody pays, through every hand, and one for each day on which somebody might. */

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const DUE = "2026-03-27";
const NUMBER = "100245";

/** A treatment of 4,200 kr of which the state pays 1,500, sent by the practice system. */
function claimOf(number: string) {
  const patient = { ref: `P${number}`, name: "Anna Andersson", birthDate: "1984-03-09" };
  const address = { line1: "Storgatan 1", postCode: "11122", city: "Stockholm" };
  const [te, own] = [150_000, 270_000];
  return {
    ...{ externalId: `journal-${number}`, kind: "INVOICE", number, kid: makeKid(number.padStart(12, "0"), "mod10") },
    ...{ issueDate: "2026-02-25", dueDate: DUE, currency: "SEK", amountMinor: own },
    lines: [
      {
        ...{ text: "Tandvårdsåtgärd", amountMinor: own, vatCode: "EXEMPT", vatMinor: 0 },
        ...{ priceMinor: te + own, referencePriceMinor: te + own, visitId: `besok-${number}` },
        stateShare: [{ kind: "TE", amountMinor: te }],
      },
    ],
    patient,
    payer: { type: "PATIENT", ref: patient.ref, name: patient.name, phone: "+46701234567", address },
  };
}

type Made = { readonly id: string; readonly contentHash: string };
async function decided(who: Ask, { id, contentHash }: Made): Promise<void> {
  expect((await who("POST", `/proposals/${id}/approval`, { body: { contentHash } })).status).toBe(200);
  expect(read(await who("POST", `/proposals/${id}/application`))).toMatchObject({ applied: 1 });
}

describe("a patient who never pays", () => {
  test("S0-58 S2-07 S2-14 S2-16 S2-18 S2-19 S2-28 S2-29 S2-30 N-12 from the due date to the credited loss, through every hand, with the evidence for the state's share", async () => {
    const books = await openAgencyBooks(installation);
    const { ledgerId, context, platform, work } = books;
    const api = await openApi(platform);
    onTestFinished(() => api.close());
    const practice = await api.program(context, ["claims:write", "remittances:fetch"]);
    const ledger = `/ledgers/${ledgerId}`;
    const claim = claimOf(NUMBER);
    expect((await practice("POST", `${ledger}/claims`, { body: claim })).status).toBe(201);
    const [item] = await work((tx) => itemsByReference(tx, [claim.kid], ledgerId));
    const invoice = await work((tx) => invoiceByNumber(tx, ledgerId, NUMBER));

    // 7 and 14 April the clinic's reminders, 21 April to head office, 28 April listed for the agency, 5 May it leaves.
    await books.listed();
    expect(await books.levels(item!.id)).toEqual([
      "remind1 2026-04-07",
      "remind2 2026-04-14",
      "headOffice 2026-04-21",
      "agency 2026-04-28",
    ]);
    books.at("2026-05-05T19:30");
    await books.statementOf("2026-05-04");
    const fileFailure: typeof books.ways.fileFailure = async (tx, { reference, amountMinor, ...report }) => {
      await fileReport(tx, { ...report, lines: [{ reference, amountMinor }] });
    };
    const ways = { ...books.ways, fileFailure };
    await handOverCases(platform, context, ledgerId, ways);
    expect(await books.caseOf(item!.id)).toMatchObject({ state: "atAgency" });

    const [finance, cfo] = [await api.person(context, "hqFinance"), await api.person(context, "cfo")];
    // The agency's demand is of no avail: it reports so, and head office proposes the loss.
    await books.says(item!.id, { status: "demandSent" });
    books.agency.told.push({ ...books.agency.told.at(-1)!, eventId: "ev-failed", status: "failed", said: "failed" });
    await takeStatuses(platform, context, ledgerId, ways);
    const reports = read<{ items: { id: string }[] }>(await finance("GET", `${ledger}/loss-reports`)).items;
    expect(reports).toHaveLength(1);
    const proposed = await finance("POST", `${ledger}/loss-proposals`, { body: { reportId: reports[0]!.id } });
    expect(read(proposed)).toMatchObject({ totals: { amountMinor: 270_000 }, stateAtRiskMinor: 0 });
    await decided(cfo, read<Made>(proposed));

    // The practice system credits it too, and head office's list has it: the four states are through.
    const told = read<{ items: { id: string }[] }>(await practice("GET", `${ledger}/practice-credits`)).items;
    const body = { items: told.map(({ id }) => ({ id, practiceId: "K-77" })) };
    expect(read(await practice("POST", `${ledger}/practice-credits/confirmation`, { body }))).toEqual({ confirmed: 1 });
    expect(read(await finance("GET", `${ledger}/losses`))).toMatchObject({
      items: [{ itemId: item!.id, state: "credited", amountMinor: 270_000 }],
    });
    expect(read(await finance("GET", "/credits-and-losses?fromOn=2026-05-01&toOn=2026-05-31&kind=loss"))).toMatchObject(
      { items: [{ number: NUMBER, amountMinor: 270_000, patient: { name: "Anna Andersson" } }] },
    );

    // All measures were taken in time: the state's part is safe, and still owed by the state.
    const standing = read(await finance("GET", `/invoices/${invoice.id}/standing`));
    expect(standing).toMatchObject({ state: "lost", lostMinor: 270_000, stateAtRiskMinor: 0 });
    expect(read(await finance("GET", `${ledger}/state-support`))).toMatchObject({
      items: [{ number: NUMBER, state: "allMeasuresTaken", stateMinor: 150_000 }],
    });
    // In one act, all of it for the state agency: nothing that was to be taken is missing.
    const taken = await finance("POST", `/invoices/${invoice.id}/dossiers`, { body: { profile: "forsakringskassan" } });
    expect(taken.status, taken.body).toBe(201);
    type Contents = { papers: { kind: string; state: string }[]; pieces: { kind: string }[] };
    const contents = read<Contents>(await finance("GET", `/invoices/${invoice.id}/dossier?profile=forsakringskassan`));
    const kinds = new Set(contents.pieces.map(({ kind }) => kind));
    expect([...kinds]).toEqual(expect.arrayContaining(["step", "handOver", "agencyStatus", "loss"]));
    const checks = [...ledgerChecks, ...collectionsChecks, ...invoicingChecks];
    expect(await breaches(platform, context, checks)).toEqual([]);
    const proof = await work((tx) => dayProof(tx, { ledgerId, day: "2026-05-05" }));
    expect(proof.lines.find(({ name }) => name === "receivables")).toMatchObject({ holds: true });
  });
});

describe("a patient who pays", () => {
  test("DP-010 DP-013 DP-014 E1 on each working day from the due date until head office: no step on that day or after it", async () => {
    const books = await openAgencyBooks(installation);
    const { days } = marketPack("SE");
    const first = Temporal.PlainDate.from(DUE);
    const until = Temporal.PlainDate.from("2026-04-22");
    const all: Temporal.PlainDate[] = [];
    for (let day = first; Temporal.PlainDate.compare(day, until) <= 0; day = days.addWorkingDays(day, 1)) all.push(day);
    const claims = new Map<string, string>();
    for (const day of all) claims.set(day.toString(), await books.bill(await books.debtor()));
    for (const day of all) {
      books.at(`${day.toString()}T12:00`);
      await books.pay(claims.get(day.toString())!, day.toString());
      await books.evening(day.toString());
      await books.prove();
    }
    const reminders = ["remind1 2026-04-07", "remind2 2026-04-14"];
    for (const [day, claim] of claims)
      expect([day, ...(await books.levels(claim))]).toEqual([
        day,
        ...reminders.filter((step) => step.slice(-10) < day),
      ]);
  });
});
