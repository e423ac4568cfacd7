import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { listAlarms } from "../../controls/index.ts";
import { ledgerChecks } from "../../ledger/index.ts";
import { caseOf } from "../cases.ts";
import { collectionsChecks } from "../checks.ts";
import { openAgencyBooks } from "./agency.fixture.ts";
import { agencyReportsOf } from "./index.ts";

/** What the agency is told when money it was told of is taken back, and what stands of a claim that it is done with. */

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const AMOUNT = 400_000n;

async function atAgency(paidBefore = 0n) {
  const books = await openAgencyBooks(installation);
  const claim = await books.bill(await books.debtor(), { amountMinor: AMOUNT });
  await books.listed();
  const before = paidBefore > 0n ? await books.pay(claim, "2026-05-04", paidBefore) : "";
  expect(await books.leave()).toMatchObject({ handed: 1 });
  const reports = async () => {
    const { id } = await books.caseOf(claim);
    return books.work((tx) => agencyReportsOf(tx, [id]));
  };
  return { ...books, claim, before, reports };
}
const sound = async ({ platform, context }: Pick<Awaited<ReturnType<typeof atAgency>>, "platform" | "context">) =>
  expect(await breaches(platform, context, [...ledgerChecks, ...collectionsChecks])).toEqual([]);

describe("money that is taken back after the agency was told of it", () => {
  test("E22 DP-023 S0-45 a payment that is reversed is corrected by its report's id, once, however often it is tried", async () => {
    const { claim, ...books } = await atAgency();
    const paid = await books.pay(claim, "2026-05-06", 100_000n);
    await books.report();
    await books.takeBack(paid, "2026-05-08");
    books.agency.lost = 1;
    expect(await books.report()).toBe(0);
    expect(await books.report()).toBe(1);
    expect(await books.report()).toBe(0);
    const [told, corrected] = books.agency.reports;
    expect(books.agency.reports).toHaveLength(2);
    expect(corrected).toMatchObject({
      kind: "reversal",
      corrects: told!.reportId,
      amountMinor: 100_000n,
      on: "2026-05-08",
    });
    expect(await books.reports()).toMatchObject([{ kind: "payment" }, { kind: "reversal", refused: null }]);
    expect(await books.itemOf(claim)).toMatchObject({ openMinor: AMOUNT });
    await sound(books);
  });

  test("E22 DP-023 paid and taken back the same day, both are told in their order; of what the packet told, the correction names no report", async () => {
    const { claim, before, ...books } = await atAgency(50_000n);
    expect(books.agency.packets.values().next().value).toMatchObject({ capitalMinor: AMOUNT - 50_000n });
    await books.takeBack(before, "2026-05-06");
    const paid = await books.pay(claim, "2026-05-06", 10_000n);
    await books.takeBack(paid, "2026-05-06");
    expect(await books.report()).toBe(3);
    expect(books.agency.reports.map(({ kind, amountMinor }) => `${kind} ${amountMinor}`)).toEqual([
      "payment 10000",
      "reversal 50000",
      "reversal 10000",
    ]);
    const [payment, ofPacket, ofPayment] = books.agency.reports;
    expect([ofPacket!.corrects, ofPayment!.corrects]).toEqual([null, payment!.reportId]);
    await sound(books);
  });

  test("E22 what was taken back before the packet is in its figures, and is not told again", async () => {
    const books = await openAgencyBooks(installation);
    const claim = await books.bill(await books.debtor(), { amountMinor: AMOUNT });
    await books.listed();
    await books.takeBack(await books.pay(claim, "2026-04-29", 50_000n), "2026-04-30");
    // Five working days after the reversal the step may be taken again.
    books.at("2026-05-12T19:30");
    await books.statementOf("2026-05-11");
    await books.handOverCases();
    expect(await books.caseOf(claim)).toMatchObject({ state: "atAgency", capitalMinor: AMOUNT });
    expect(await books.report()).toBe(0);
    await sound(books);
  });

  test("E22 an agency's own money that is booked back is not told to it as a correction of ours", async () => {
    const { claim, ...books } = await atAgency();
    const amounts = {
      capitalMinor: 50_000n,
      interestMinor: 0n,
      feeMinor: 0n,
      ownCostsMinor: 0n,
      remittedMinor: 50_000n,
    };
    await books.says(claim, { status: "paid", amounts, remittance: "R1" });
    await books.takeBack((await books.eventEntries())[0]!, "2026-05-08");
    expect(await books.report()).toBe(0);
  });

  test("E22 a correction the agency refuses is told to head office, with the agency's word on the case", async () => {
    const { claim, ...books } = await atAgency();
    const paid = await books.pay(claim, "2026-05-06", 100_000n);
    await books.report();
    await books.takeBack(paid, "2026-05-08");
    books.agency.refuse = { outcome: "refused", reason: "notFound", partnerCode: "REPORT_UNKNOWN", field: null };
    expect(await books.report()).toBe(0);
    expect(await books.reports()).toMatchObject([{ kind: "payment" }, { kind: "reversal", refused: "REPORT_UNKNOWN" }]);
    expect((await books.work((tx) => listAlarms(tx))).map(({ kind }) => kind)).toContain("agency.reportRefused");
  });
});

describe("what stands of a claim after the agency", () => {
  test("DP-060 S2-28 given up by the agency, it is not there any more: head office proposes the loss", async () => {
    const { claim, ...books } = await atAgency();
    const standing = () => books.work((tx) => caseOf(tx, claim, books.rests));
    expect((await standing()).decision).toMatchObject({ kind: "heldBack", reason: "atAgency" });
    await books.says(claim, { status: "failed", reason: "NO_ASSETS" });
    expect((await standing()).decision).toMatchObject({
      kind: "needsPerson",
      reason: "collectionFailed",
      explanation: { rule: "DP-060", inputs: { endedOn: "2026-05-05" } },
    });
    await books.evening("2026-06-10");
    expect(await books.steps(claim)).toHaveLength(4);
    await sound(books);
  });
});
