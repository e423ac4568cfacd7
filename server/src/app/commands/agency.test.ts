import type { AddressInfo } from "node:net";
import { createAgencyServer, createAgencySimulator, demoAccount } from "@kvitt/simulator-agency";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { breaches, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { openAgencyBooks } from "../../collections/agency/agency.fixture.ts";
import { collectionsChecks } from "../../collections/index.ts";
import { FakeMail } from "../../delivery/fake-channels.fixture.ts";
import { invoicingChecks } from "../../invoicing/index.ts";
import { itemsByReference, ledgerChecks } from "../../ledger/index.ts";
import { openAgency } from "../../partners/agency/index.ts";
import { createUser } from "../../platform/sign-in/index.ts";
import { dayProof, type DayProof } from "../../reports/index.ts";
import { openApi, read } from "../routes/asking.fixture.ts";
import { agencyRound, stopListText, tellStopList } from "./agency.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

/** A clinic whose evening is spent with the simulated agency over its real wire. */
async function opened() {
  const books = await openAgencyBooks(installation);
  const simulator = createAgencySimulator({ machine: () => books.platform.clock.epochMilliseconds() });
  const server = createAgencyServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const service = openAgency({
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reach: {
      fetch: (url, init) => fetch(url, init),
      clock: { epochMilliseconds: () => books.platform.clock.epochMilliseconds(), pause: () => Promise.resolve() },
      deadline: (ms) => AbortSignal.timeout(ms),
    },
  });
  const agency = service.agency({ clientId: demoAccount.clientId, secret: demoAccount.secret });
  const round = () => agencyRound(books.platform, books.context, books.ledgerId, agency);
  const caseOf = async (itemId: string) => simulator.find((await books.caseOf(itemId)).id)!;
  return { ...books, simulator, round, caseAt: caseOf };
}

type Shown = { readonly id: string; readonly contentHash: string; readonly totals: object };

describe("an evening with the collection agency", () => {
  test("S2-28 E32 E33 E34 a packet leaves; 1,000 of 4,000 comes and the rest fails; a CFO approves the loss of 3,000; late money stands against it", async () => {
    const books = await opened();
    const claim = await books.bill(await books.debtor(), { amountMinor: 400_000n });
    await books.listed();
    books.at("2026-05-05T19:30");
    await books.statementOf("2026-05-04");
    await books.round();
    const there = await books.caseAt(claim);
    expect(JSON.parse(there.body)).toMatchObject({ amounts: { capital: 400_000 }, disputed: false });
    books.simulator.act(there, "demand");
    books.simulator.act(there, "payQuarter");
    books.simulator.act(there, "fail");
    // The same told twice, and what nobody knows, change nothing.
    books.simulator.tell({ ...books.simulator.told().at(-2)! });
    books.simulator.tell({ caseId: "nobody", reference: "INK-999999", status: "paid" });
    await books.round();
    await books.round();
    expect(await books.itemOf(claim)).toMatchObject({ openMinor: 300_000n, custody: "own" });

    const api = await openApi(books.platform);
    onTestFinished(() => api.close());
    const [finance, cfo] = [await api.person(books.context, "hqFinance"), await api.person(books.context, "cfo")];
    const ledger = `/ledgers/${books.ledgerId}`;
    const reports = read<{ items: { id: string; lines: object[] }[] }>(await finance("GET", `${ledger}/loss-reports`));
    expect(reports.items).toMatchObject([
      { agency: "Exempel Inkasso", lines: [{ itemId: claim, amountMinor: 300_000 }] },
    ]);
    const proposed = await finance("POST", `${ledger}/loss-proposals`, { body: { reportId: reports.items[0]!.id } });
    const { id, contentHash, totals } = read<Shown>(proposed);
    expect(totals).toMatchObject({ amountMinor: 300_000 });
    await cfo("POST", `/proposals/${id}/approval`, { body: { contentHash } });
    expect(read<object>(await cfo("POST", `/proposals/${id}/application`))).toMatchObject({ applied: 1 });

    const late = { capital: 50_000, interest: 0, fee: 0, ownCosts: 10_000, remitted: 40_000 };
    books.simulator.tell({
      caseId: there.caseId,
      reference: there.reference,
      status: "paid",
      amounts: late,
      remittance: "RLATE",
    });
    await books.round();
    const losses = read<{ items: object[] }>(await finance("GET", `${ledger}/losses`));
    expect(losses.items).toMatchObject([{ itemId: claim, amountMinor: 300_000, recoveredMinor: 50_000 }]);
    expect(await books.work((tx) => itemsByReference(tx, ["RLATE"], books.ledgerId))).toMatchObject([
      { openMinor: 40_000n },
    ]);
    const checks = [...ledgerChecks, ...collectionsChecks, ...invoicingChecks];
    expect(await breaches(books.platform, books.context, checks)).toEqual([]);
    const proof: DayProof = await books.work((tx) => dayProof(tx, { ledgerId: books.ledgerId, day: "2026-05-05" }));
    expect(proof.holds).toBe(true);
  });

  test("S0-45 what the agency took and never answered is asked about, and is one case; a silent agency is asked again", async () => {
    const books = await opened();
    const claim = await books.bill(await books.debtor());
    await books.listed();
    books.at("2026-05-05T19:30");
    await books.statementOf("2026-05-04");
    books.simulator.rules.replace([
      { on: "call", match: { operation: "handOver" }, times: 3, fault: { do: "drop", when: "after" } },
    ]);
    await books.round();
    expect(await books.caseOf(claim)).toMatchObject({ state: "sending" });
    await books.round();
    expect(await books.caseOf(claim)).toMatchObject({ state: "atAgency", reference: "INK-000001" });
    expect(books.simulator.cases()).toHaveLength(1);
    books.simulator.rules.replace([
      { on: "call", match: { operation: "statuses" }, times: 3, fault: { do: "drop", when: "before" } },
    ]);
    await expect(books.round()).rejects.toMatchObject({ code: "AGENCY_SILENT" });
  });
});

describe("the stop-list", () => {
  test("X-15 the clinic's managers are told how many leave and when, once, with no name; others are not", async () => {
    const books = await opened();
    await books.bill(await books.debtor());
    await books.bill(await books.debtor({ name: "Bertil Berg" }));
    await books.toHeadOffice();
    await books.evening("2026-04-28");
    await books.press();
    const clinicIds = [books.clinic.clinicId];
    await books.work((tx) =>
      createUser(tx, {
        email: "chef@solsidan.example.test",
        name: "Chef",
        roles: [{ role: "clinicManager", clinicIds }],
      }),
    );
    const mail = new FakeMail();
    await tellStopList(books.platform, books.context, mail);
    await tellStopList(books.platform, books.context, mail);
    const sent = [...mail.taken.values()];
    expect(sent).toMatchObject([{ to: "chef@solsidan.example.test", subject: "Ärenden till inkasso 2026-05-05" }]);
    expect(sent[0]!.text).toContain("2 ärenden, sammanlagt 2\u00a0400,00 SEK");
    expect(JSON.stringify(sent)).not.toMatch(/Anna|Bertil/);
  });

  test.each(["nb", "sv", "da", "it", "en"] as const)("X-15 in %s every hole is filled", (language) => {
    const notice = { cases: 2, amountMinor: 240_000n, leavesOn: "2026-05-05" };
    const { subject, text } = stopListText(notice, language, "SEK", "https://kvitt.example/follow-up");
    expect(`${subject}${text}`).not.toMatch(/[{}]/);
    expect(text).toContain("https://kvitt.example/follow-up");
  });
});
