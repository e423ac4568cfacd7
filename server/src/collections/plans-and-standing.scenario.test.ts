import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, testPlatform, type TestPlatform } from "../../testkit/index.ts";
import { approveProposal, listAlarms, listProposals, proposalLines } from "../controls/index.ts";
import { itemsById, ledgerChecks, post, reverseEntry, type NewItem } from "../ledger/index.ts";
import { lastPayoutOn } from "../markets/index.ts";
import { setRelations, setStanding } from "../parties/index.ts";
import { openBooks, type Books } from "./books.fixture.ts";
import { applyFollowUp, caseOf, collectionsChecks, FOLLOW_UP, prepareFollowUp } from "./index.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const allHolds = async (books: Books) =>
  expect(await breaches(books.platform, books.context, [...collectionsChecks, ...ledgerChecks])).toEqual([]);
const newestLines = (books: Books) =>
  books.work(async (tx) => {
    const [proposal] = await listProposals(tx, { kind: FOLLOW_UP, limit: 1 });
    return proposalLines(tx, proposal!.id);
  });

/** A person of head office presses for what a run left to be pressed for. */
async function pressed(books: Books, proposalId: string | null): Promise<void> {
  await books.work((tx) => approveProposal(tx, proposalId!), books.person("hq"));
  await applyFollowUp(books.platform, books.person("hq"), proposalId!, { resting: books.rests });
}

describe("an instalment plan agreed after the first reminder", () => {
  /** Splits a claim as the clinic's side does; `says` is what the plan says of the whole rest. Gives the parts and the split's entry. */
  async function agreed(books: Books, claim: string, says: boolean, dueOns: readonly string[]) {
    const [item] = await books.work((tx) => itemsById(tx, [claim]));
    const { ledgerId, account, partyId } = item!;
    const share = item!.openMinor / BigInt(dueOns.length);
    const parts = dueOns.map((dueOn, at): NewItem => ({
      ...{ id: books.platform.ids.next(), ledgerId, side: "receivable", kind: "instalment", account, partyId },
      ...{ parentId: claim, documentId: null, reference: `9${at}${claim.slice(-6)}`, dueOn, amountMinor: share },
      openedOn: "2026-04-08",
    }));
    const entryId = books.platform.ids.next();
    const inputs = { by: "staff", ...(says ? { wholeRestFallsDue: true } : {}) };
    const entry = {
      id: entryId,
      ledgerId,
      kind: "split",
      bookedOn: "2026-04-08",
      sourceKind: "openItem",
      sourceId: claim,
    } as const;
    const postings = parts.map(({ id, amountMinor }) => ({
      ...{ debit: account, credit: account, amountMinor, debitItemId: id, creditItemId: claim },
    }));
    const explanation = { rule: "selfService.split", version: 1, inputs };
    await books.work((tx) => post(tx, [{ ...entry, explanation, postings }], parts));
    return { entryId, parts: parts.map(({ id }) => id) };
  }
  const DUE = ["2026-04-24", "2026-05-29", "2026-06-30"];

  async function reminded(books: Books, says: boolean) {
    const claim = await books.bill(await books.party());
    await books.evening("2026-04-07");
    books.at("2026-04-08T10:00");
    const plan = await agreed(books, claim, says, DUE);
    for (const day of ["2026-04-14", "2026-05-04", "2026-05-11"]) await books.evening(day);
    const { forPerson } = await books.evening("2026-05-19");
    return { claim, ...plan, forPerson };
  }
  const dueOf = async (books: Books, ids: readonly string[]) =>
    (await books.work((tx) => itemsById(tx, ids))).map(({ dueOn }) => dueOn);

  test("E14 the invoice's clock ends, each instalment has its own reminders, and the whole rest falls due at head office", async () => {
    const books = await openBooks(installation);
    const { claim, parts, forPerson } = await reminded(books, true);
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07"]);
    expect(await books.levels(parts[0]!)).toEqual(["remind1 2026-05-04", "remind2 2026-05-11"]);
    await pressed(books, forPerson);
    expect(await books.levels(parts[0]!)).toContain("headOffice 2026-05-19");
    expect(await dueOf(books, parts)).toEqual(["2026-04-24", "2026-05-19", "2026-05-19"]);
    const next = await books.evening("2026-05-20");
    await pressed(books, next.forPerson);
    for (const part of parts.slice(1)) expect(await books.levels(part)).toEqual(["headOffice 2026-05-20"]);
    const { events } = await books.work((tx) => caseOf(tx, parts[1]!, books.rests));
    expect(events).toMatchObject([{ kind: "step", step: { level: "headOffice", lag: 0 } }]);
    await allHolds(books);
  });

  test("E14 where the plan does not say so, the other instalments keep their days", async () => {
    const books = await openBooks(installation);
    const { parts, forPerson } = await reminded(books, false);
    await pressed(books, forPerson);
    expect(await dueOf(books, parts)).toEqual(DUE);
    expect((await books.evening("2026-05-20")).forPerson).toBeNull();
  });

  test("E14 a plan that was taken back says nothing any more: the claim goes on where it was", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    await books.evening("2026-04-07");
    books.at("2026-04-08T10:00");
    const { entryId } = await agreed(books, claim, true, DUE);
    await books.work((tx) =>
      reverseEntry(tx, entryId, "2026-04-08", { rule: "selfService.splitUndone", version: 1, inputs: {} }),
    );
    await books.evening("2026-04-14");
    await books.evening("2026-04-15");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-07", "remind2 2026-04-15"]);
  });
});

describe("who must not be written to", () => {
  const standing = (books: Books, partyId: string, deceasedOn: string | null, protectedIdentity: boolean) =>
    books.work((tx) => setStanding(tx, partyId, { deceasedOn, protectedIdentity }, "2026-04-07"));

  test.each([
    ["E20 the debtor is dead: all stops, and head office sees it", "2026-04-01", false, "deceased"],
    ["E21 a protected identity: no letter by the ordinary address", null, true, "protectedIdentity"],
  ] as const)("%s", async (_name, deceasedOn, isProtected, why) => {
    const books = await openBooks(installation);
    const payer = await books.party();
    const claim = await books.bill(payer);
    await standing(books, payer, deceasedOn, isProtected);
    await books.evening("2026-04-07");
    expect(await books.levels(claim)).toEqual([]);
    expect(books.sms.order).toEqual([]);
    expect(await newestLines(books)).toMatchObject([{ action: "needsYou", reason: why, subjectId: claim }]);
    await standing(books, payer, null, false);
    await books.evening("2026-04-08");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-08"]);
  });

  test("E20 told between run and dispatch: the letter is dropped", async () => {
    const books = await openBooks(installation);
    const payer = await books.party();
    await books.bill(payer);
    books.at("2026-04-07T18:30");
    await books.statementOf("2026-04-02");
    await books.run();
    await standing(books, payer, "2026-04-06", false);
    expect(await books.handOver()).toMatchObject({ accepted: 0, cancelled: 1 });
  });

  test("E21 of a child the guardian's identity counts too", async () => {
    const books = await openBooks(installation);
    const [child, guardian] = [await books.party({ birthYear: 2020 }), await books.party()];
    const related = [{ id: guardian, shareBasisPoints: 10_000 }];
    await books.work((tx) => setRelations(tx, [{ partyId: child, kind: "guardian", related }], "2026-01-01"));
    const claim = await books.bill(child);
    await standing(books, guardian, null, true);
    await books.evening("2026-04-07");
    expect(await newestLines(books)).toMatchObject([{ reason: "protectedIdentity", subjectId: claim }]);
  });

  test("E20 a death after today is refused", async () => {
    const books = await openBooks(installation);
    const payer = await books.party();
    await expect(standing(books, payer, "2026-04-08", false)).rejects.toMatchObject({ code: "STANDING_DAY_WRONG" });
  });
});

describe("E40 the state's part of a bill", () => {
  const payout = { weekday: 4, payouts: 3 };

  test.each([
    ["2026-04-01", "2026-04-16", "a Wednesday: the next day is the first"],
    ["2026-04-02", "2026-04-23", "a Thursday itself does not count"],
    ["2026-04-03", "2026-04-23", "a Friday"],
  ])("arisen %s may wait for the payout of %s: %s", (openedOn, expected, _why) => {
    expect(lastPayoutOn(payout, Temporal.PlainDate.from(openedOn)).toString()).toBe(expected);
  });

  test("S3-32 E40 is late after three Thursdays: head office is told once, and the patient is never reminded of it", async () => {
    const books = await openBooks(installation);
    const account = "1510";
    const part: NewItem = {
      ...{ id: books.platform.ids.next(), ledgerId: books.ledgerId, side: "receivable", kind: "insurerPart", account },
      ...{ partyId: await books.party(), parentId: null, documentId: null, reference: "77" },
      ...{ openedOn: "2026-03-04", dueOn: "2026-03-19", amountMinor: 150_000n },
    };
    const postings = [{ debit: account, credit: "3044", amountMinor: 150_000n, debitItemId: part.id }];
    const entry = {
      id: books.platform.ids.next(),
      ledgerId: books.ledgerId,
      kind: "invoice",
      bookedOn: "2026-03-04",
    } as const;
    const source = { sourceKind: "invoice", sourceId: books.platform.ids.next() };
    await books.work((tx) => post(tx, [{ ...entry, ...source, postings }], [part]));
    const late = async (day: string) => {
      books.at(`${day}T06:00`);
      await prepareFollowUp(books.platform, books.context, books.ledgerId, books.rests);
      return (await books.work((tx) => listAlarms(tx))).map(({ kind, dayOn, detail }) => ({ kind, dayOn, detail }));
    };
    expect(await late("2026-03-19")).toEqual([]);
    const alarm = { kind: "followUp.insurerPartLate", dayOn: "2026-03-19", detail: { items: 1, openMinor: 150_000 } };
    expect(await late("2026-03-20")).toEqual([alarm]);
    expect(await late("2026-03-23")).toEqual([alarm]);
    await books.evening("2026-03-30");
    expect(books.sms.order).toEqual([]);
    expect(await books.levels(part.id)).toEqual([]);
    books.at("2026-03-31T10:00");
    await books.pay(part.id, "2026-03-31", 150_000n);
    expect(await late("2026-04-01")).toEqual([]);
  });
});
