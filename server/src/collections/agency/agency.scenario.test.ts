import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { listAlarms } from "../../controls/index.ts";
import { itemsById, itemsByReference, ledgerChecks, post } from "../../ledger/index.ts";
import { upsertParties } from "../../parties/index.ts";
import { PHONE } from "../books.fixture.ts";
import { collectionsChecks } from "../checks.ts";
import { registerDispute } from "../disputes.ts";
import { openAgencyBooks } from "./agency.fixture.ts";
import { askBack, objectToHandOver } from "./index.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

type Books = Awaited<ReturnType<typeof openAgencyBooks>>;
const opened = () => openAgencyBooks(installation);
const AMOUNT = 400_000n;
/** A claim that stands with the agency. */
async function atAgency(): Promise<Books & { readonly claim: string }> {
  const books = await opened();
  const claim = await books.bill(await books.debtor(), { amountMinor: AMOUNT });
  await books.listed();
  expect(await books.leave()).toMatchObject({ handed: 1, takenOff: 0, waiting: 0 });
  return { ...books, claim };
}
const kinds = async ({ work }: Books) => (await work((tx) => listAlarms(tx))).map(({ kind }) => kind);
const sound = async ({ platform, context }: Books) =>
  expect(await breaches(platform, context, [...ledgerChecks, ...collectionsChecks])).toEqual([]);
const got = (capitalMinor: bigint, changes: object = {}) => ({
  ...{ capitalMinor, interestMinor: 0n, feeMinor: 0n, ownCostsMinor: 0n, remittedMinor: capitalMinor },
  ...changes,
});

describe("a case on its way to the agency", () => {
  test("S0-45 S2-16 DP-022 X-15 pressed by a person, listed with notice, it leaves on the first Tuesday as a packet of neutral words", async () => {
    const books = await opened();
    const claim = await books.bill(await books.debtor(), { amountMinor: AMOUNT });
    await books.listed();
    expect(await books.caseOf(claim)).toMatchObject({
      state: "listed",
      listedOn: "2026-04-28",
      leavesOn: "2026-05-05",
    });
    expect(await books.handOverCases()).toEqual({ handed: 0, takenOff: 0, waiting: 0 });
    expect(await books.leave()).toMatchObject({ handed: 1 });
    expect([...books.agency.packets.values()]).toMatchObject([
      {
        debtor: { kind: "person", name: "Anna Andersson", organisationNumber: null, address: { line1: "Storgatan 1" } },
        groundText: "Tandvård enligt faktura 100245",
        ...{ capitalMinor: AMOUNT, invoiceOn: "2026-02-25", dueOn: "2026-03-27", interestFromOn: "2026-03-28" },
        reminders: [
          { level: "remind1", sentOn: "2026-04-07" },
          { level: "remind2", sentOn: "2026-04-14" },
        ],
      },
    ]);
    expect(await books.caseOf(claim)).toMatchObject({ state: "atAgency", reference: "INK-1" });
    expect(await books.itemOf(claim)).toMatchObject({ custody: "agency" });
    await sound(books);
  });

  test("S0-45 an answer that is lost leaves the case under way; tried again it is one case with the same packet", async () => {
    const books = await opened();
    const claim = await books.bill(await books.debtor(), { amountMinor: AMOUNT });
    await books.listed();
    books.agency.lost = 1;
    expect(await books.leave()).toMatchObject({ handed: 0, waiting: 1 });
    const [first] = [...books.agency.packets.values()];
    await books.pay(claim, "2026-05-05", 100_000n);
    expect(await books.handOverCases()).toMatchObject({ handed: 1 });
    expect([...books.agency.packets.values()]).toEqual([first]);
    expect(await books.report()).toBe(1);
    expect(books.agency.reports).toMatchObject([{ kind: "payment", amountMinor: 100_000n, on: "2026-05-05" }]);
  });

  test("X-15 a case that the clinic objects to is off the list, and head office is told", async () => {
    const books = await opened();
    const claim = await books.bill(await books.debtor());
    await books.listed();
    const { id } = await books.caseOf(claim);
    await books.work((tx) => objectToHandOver(tx, id, "Hon betalar på fredag."));
    expect(await books.leave()).toEqual({ handed: 0, takenOff: 0, waiting: 0 });
    expect(await books.caseOf(claim)).toMatchObject({ state: "ended", ended: "objected" });
    expect(await kinds(books)).toContain("agency.caseBack");
    await expect(books.work((tx) => objectToHandOver(tx, id, "Igen."))).rejects.toMatchObject({
      code: "AGENCY_CASE_LEFT",
    });
    // Head office may press again: the step is taken anew.
    expect(await books.press()).toMatchObject({ applied: 1 });
    expect(await books.caseOf(claim)).toMatchObject({ state: "listed" });
    await sound(books);
  });

  test.each<[string, string, (books: Books, claim: string) => unknown]>([
    ["paid meanwhile", "settled", (books: Books, claim: string) => books.pay(claim, "2026-05-04")],
    [
      "disputed meanwhile",
      "disputed",
      (books: Books, claim: string) =>
        books.work((tx) =>
          registerDispute(tx, { itemId: claim, openedOn: "2026-04-28", channel: "telephone", words: "Fel belopp." }),
        ),
    ],
    [
      "with a payment nobody knows the end of",
      "paymentUnknown",
      (books: Books, claim: string) => void books.resting.set(claim, "paymentUnknown"),
    ],
    [
      "below the agency's minimum",
      "handOverNotReady",
      (books: Books, claim: string) => books.pay(claim, "2026-05-04", 115_000n),
    ],
  ])("DP-022 X-15 a case %s is taken off, with the word %s", async (_what, why, happens) => {
    const books = await opened();
    const claim = await books.bill(await books.debtor());
    await books.listed();
    await happens(books, claim);
    expect(await books.leave()).toMatchObject({ handed: 0, takenOff: 1 });
    expect(await books.caseOf(claim)).toMatchObject({
      ended: "takenOff",
      why: why === "settled" ? "nothingLeft" : why,
    });
    expect(books.agency.packets.size).toBe(0);
    await sound(books);
  });

  test("DP-022 without proof of the reminders or without an address nothing is proposed to the agency", async () => {
    const books = await opened();
    await books.bill(await books.party());
    await books.toHeadOffice();
    await books.evening("2026-04-28");
    await expect(books.press()).rejects.toMatchObject({ code: "PROPOSAL_EMPTY" });
  });

  test("DP-022 a number of a person in an address holds the case back, and nothing of it leaves", async () => {
    const books = await opened();
    const address = {
      kind: "address",
      purpose: "payment",
      value: { line1: "811218-9876", postCode: "11122", city: "Stockholm" },
    } as const;
    const external = { system: "practice", ref: "P-811218" };
    const known = { external, kind: "person", name: "Anna Andersson", birthYear: 1980, roles: ["patient"] } as const;
    const claim = await books.bill(await books.debtor({ external }));
    await books.listed();
    await books.work((tx) => upsertParties(tx, [{ ...known, contacts: [PHONE, address] }], { market: "SE" }));
    expect(await books.leave()).toMatchObject({ handed: 0, takenOff: 1 });
    expect(await books.caseOf(claim)).toMatchObject({ ended: "takenOff", why: "identityNumber" });
  });

  test("a ledger without an agreement hands nothing over: the line stays undone", async () => {
    const books = await openAgencyBooks(installation, { agreed: false });
    await books.bill(await books.debtor());
    await books.toHeadOffice();
    await books.evening("2026-04-28");
    expect(await books.press()).toMatchObject({ applied: 0, stale: 1 });
  });

  test("a packet the agency refuses is head office's again, with the field's name", async () => {
    const books = await opened();
    const claim = await books.bill(await books.debtor());
    await books.listed();
    books.agency.refuse = {
      outcome: "refused",
      reason: "fieldInvalid",
      partnerCode: "FIELD_WRONG",
      field: "debtor.address",
    };
    expect(await books.leave()).toMatchObject({ takenOff: 1 });
    expect(await books.caseOf(claim)).toMatchObject({ ended: "refused", why: "debtor.address" });
    expect(await kinds(books)).toContain("agency.caseBack");
  });
});

describe("a case at the agency", () => {
  test("DP-023 no reminder leaves, money and credits that came to the clinic are told once, the agency's own are not", async () => {
    const { claim, ...books } = await atAgency();
    const letters = books.sms.order.length;
    await books.pay(claim, "2026-05-06", 100_000n);
    await books.says(claim, { status: "paid", amounts: got(50_000n), remittance: "R20260506" });
    expect(await books.report()).toBe(1);
    expect(await books.report()).toBe(0);
    expect(books.agency.reports).toMatchObject([{ kind: "payment", amountMinor: 100_000n }]);
    await books.evening("2026-06-10");
    expect(books.sms.order).toHaveLength(letters);
    await sound(books);
  });

  test("S2-28 E32 the agency got 1,000 of 4,000 less its costs, and gave up: the lump is owed by it, the loss of 3,000 is on file", async () => {
    const { claim, ...books } = await atAgency();
    const amounts = got(100_000n, { ownCostsMinor: 18_000n, remittedMinor: 82_000n });
    await books.says(claim, { status: "paid", amounts, remittance: "R20260506" });
    await books.poll();
    expect(await books.itemOf(claim)).toMatchObject({ openMinor: 300_000n });
    const lump = await books.work((tx) => itemsByReference(tx, ["R20260506"], books.ledgerId));
    expect(lump).toMatchObject([{ openMinor: 82_000n, partyId: null }]);
    await books.says(claim, { status: "failed", reason: "NO_ASSETS", eventId: "ev-failed" });
    expect(books.filed).toMatchObject([{ externalId: "ev-failed", amountMinor: 300_000n, agency: "Exempel Inkasso" }]);
    expect(await books.caseOf(claim)).toMatchObject({ ended: "failed", why: "NO_ASSETS", collectedMinor: 100_000n });
    expect(await books.itemOf(claim)).toMatchObject({ custody: "own" });
    await sound(books);
  });

  test("S2-28 two cases of one lump are met by one line of the bank", async () => {
    const books = await opened();
    const [one, two] = [await books.bill(await books.debtor()), await books.bill(await books.debtor())];
    await books.listed();
    await books.leave();
    await books.says(one, { status: "paid", amounts: got(120_000n), remittance: "R1" });
    await books.says(two, { status: "paid", amounts: got(20_000n), remittance: "R1" });
    const [lump] = await books.work((tx) => itemsByReference(tx, ["R1"], books.ledgerId));
    expect(lump).toMatchObject({ openMinor: 120_000n });
    expect(await books.caseOf(one)).toMatchObject({ ended: "paid", state: "ended" });
    expect(await books.caseOf(two)).toMatchObject({ state: "atAgency" });
    await sound(books);
  });

  test("E34 money that comes after the loss stands against the loss", async () => {
    const { claim, ...books } = await atAgency();
    await books.says(claim, { status: "failed" });
    await books.work(async (tx) => {
      const [item] = await itemsById(tx, [claim]);
      const of = {
        id: tx.platform.ids.next(),
        ledgerId: books.ledgerId,
        kind: "writeOff",
        bookedOn: "2026-05-06",
      } as const;
      const postings = [{ debit: "6351", credit: item!.account, amountMinor: AMOUNT, creditItemId: claim }];
      await post(tx, [{ ...of, sourceKind: "loss", sourceId: of.id, postings }]);
    });
    const recovered: string[] = [];
    books.ways.lost = {
      leftOf: () => Promise.resolve(AMOUNT),
      recover: (_tx, itemId) => Promise.resolve(void recovered.push(itemId)),
    };
    await books.says(claim, { status: "paid", amounts: got(50_000n), remittance: "R9" });
    expect(recovered).toEqual([claim]);
    expect(await books.events()).toMatchObject([{ outcome: "taken" }, { outcome: "taken" }]);
    await sound(books);
  });

  test("E35 a case that nobody knows is kept and told to head office; nothing is booked", async () => {
    const { claim, ...books } = await atAgency();
    await books.says(claim, { status: "paid", caseId: "", reference: "INK-9", amounts: got(100n) });
    expect(await books.events()).toMatchObject([{ outcome: "unknownCase" }]);
    expect(await kinds(books)).toContain("agency.unknownCase");
    expect(await books.itemOf(claim)).toMatchObject({ openMinor: AMOUNT });
  });

  test.each([
    ["more than is owed", got(AMOUNT + 100n)],
    ["figures that do not come to what is remitted", got(100n, { remittedMinor: 50n })],
    ["no figures", null],
  ])("S2-28 paid with %s is not booked: a person looks", async (_what, amounts) => {
    const { claim, ...books } = await atAgency();
    await books.says(claim, { status: "paid", amounts });
    expect(await books.events()).toMatchObject([{ outcome: "amountWrong" }]);
    expect(await kinds(books)).toContain("agency.amountWrong");
    expect(await books.itemOf(claim)).toMatchObject({ openMinor: AMOUNT });
    await sound(books);
  });

  test("a status nobody has seen is kept and is not paid; an event told twice is one, told otherwise it is an alarm", async () => {
    const { claim, ...books } = await atAgency();
    await books.says(claim, { status: "unknown", said: "moonPhase" });
    await books.says(claim, { status: "paid", eventId: "ev-x", amounts: got(100n) });
    await books.says(claim, { status: "paid", eventId: "ev-x", amounts: got(100n) });
    await books.says(claim, { status: "paid", eventId: "ev-x", amounts: got(200n) });
    expect(await books.itemOf(claim)).toMatchObject({ openMinor: AMOUNT - 100n });
    expect(await books.events()).toMatchObject([{ outcome: "unknownStatus" }, { outcome: "taken" }]);
    expect(await kinds(books)).toEqual(expect.arrayContaining(["agency.unknownStatus", "agency.eventChanged"]));
  });

  test("E20 S2-28 rejected goes back to head office, an objection waits for its answer, the dead and debt relief stop", async () => {
    const books = await opened();
    const claims: string[] = [];
    for (const _one of [1, 2, 3, 4]) claims.push(await books.bill(await books.debtor()));
    await books.listed();
    expect(await books.leave()).toMatchObject({ handed: 4 });
    const [rejected, disputed, dead, relief] = claims as [string, string, string, string];
    await books.says(rejected, { status: "rejected", reason: "ADDRESS_UNKNOWN" });
    await books.says(disputed, { status: "disputed", reason: "NOT_RECEIVED" });
    await books.says(dead, { status: "deceased" });
    await books.says(relief, { status: "debtRelief" });
    expect(await books.caseOf(rejected)).toMatchObject({ ended: "rejected", why: "ADDRESS_UNKNOWN" });
    expect(await books.caseOf(disputed)).toMatchObject({ state: "atAgency", status: "disputed" });
    expect(await books.caseOf(dead)).toMatchObject({ ended: "stopped", why: "deceased" });
    expect(await books.caseOf(relief)).toMatchObject({ ended: "stopped", why: "debtRelief" });
    // Only the rejected one can be pressed again.
    expect(await books.press()).toMatchObject({ applied: 1 });
    await sound(books);
  });

  test("DP-023 a case that head office wants back comes when the agency says so", async () => {
    const { claim, ...books } = await atAgency();
    await books.work(async (tx) => askBack(tx, (await books.caseOf(claim)).id), books.person("hq"));
    expect(await books.caseOf(claim)).toMatchObject({ state: "atAgency" });
    books.agency.lost = 1;
    expect(await books.withdraw()).toBe(0);
    expect(await books.withdraw()).toBe(1);
    expect(await books.caseOf(claim)).toMatchObject({ ended: "withdrawn" });
    expect(await books.itemOf(claim)).toMatchObject({ custody: "own" });
  });
});
