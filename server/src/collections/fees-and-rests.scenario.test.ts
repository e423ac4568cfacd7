import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, ledgerText, testPlatform, type TestPlatform } from "../../testkit/index.ts";
import { itemsById, itemsByParent, itemsByParty, ledgerChecks } from "../ledger/index.ts";
import { EMAIL, openBooks, type Books } from "./books.fixture.ts";
import { caseOf, collectionsChecks, prepareFollowUp, swedishChain } from "./index.ts";
import { policyJson } from "./policy-schema.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const FEE = 38_00n;

/** The Swedish chain's routine in Norway, where the second reminder may carry a fee from the fourteenth day on. */
async function norwegianBooks(): Promise<Books> {
  const books = await openBooks(installation, { market: "NO", withPolicy: false });
  const fee = { charge: "asLawAllows" } as const;
  const levels = swedishChain.levels
    .filter(({ name }) => name !== "agency")
    .map((level) => (level.name === "remind2" ? { ...level, fee } : level));
  await books.policy({ content: policyJson({ ...swedishChain, levels }), locks: [] });
  return books;
}

/** A claim whose second reminder left on 2026-04-15 with its fee. */
async function remindedTwice(books: Books): Promise<{ readonly claim: string; readonly payer: string }> {
  const payer = await books.party({ contacts: [EMAIL] });
  const claim = await books.bill(payer);
  await books.evening("2026-04-08");
  await books.evening("2026-04-15");
  expect(await books.levels(claim)).toEqual(["remind1 2026-04-08", "remind2 2026-04-15"]);
  return { claim, payer };
}

/** The fee's item: what was asked, and what of it is open. */
const feeOf = async (books: Books, claim: string) => {
  const hanging = await books.work((tx) => itemsByParent(tx, [claim]));
  return hanging.find(({ kind }) => kind === "fee")!;
};
const openOf = async (books: Books, claim: string) => (await books.work((tx) => itemsById(tx, [claim])))[0]!.openMinor;
const lastEntries = async (books: Books, count: number) =>
  (await ledgerText(books.platform, books.context, books.ledgerId)).slice(-count);
const allHolds = async (books: Books) =>
  expect(await breaches(books.platform, books.context, [...collectionsChecks, ...ledgerChecks])).toEqual([]);
const morning = async (books: Books, day: string) => {
  books.at(`${day}T06:00`);
  await prepareFollowUp(books.platform, books.context, books.ledgerId, books.rests);
};

describe("a fee whose reminder should not have asked for it", () => {
  test("E2 paid on the day it left: the next morning the fee's entry is reversed, linked and explained; once", async () => {
    const books = await norwegianBooks();
    const { claim } = await remindedTwice(books);
    books.at("2026-04-15T20:00");
    await books.pay(claim, "2026-04-15");
    expect(await feeOf(books, claim)).toMatchObject({ amountMinor: FEE, openMinor: FEE });
    await morning(books, "2026-04-16");
    expect((await feeOf(books, claim)).openMinor).toBe(0n);
    expect(await lastEntries(books, 1)).toEqual([expect.stringMatching(/^2026-04-16 reversal: \d+ < 1500 3800$/u)]);
    const { decision } = await books.work((tx) => caseOf(tx, claim, books.rests));
    expect(decision).toMatchObject({ kind: "closed", crossed: true, feesWithdrawn: true });
    await morning(books, "2026-04-17");
    expect(
      (await ledgerText(books.platform, books.context, books.ledgerId)).filter((line) => line.includes("reversal")),
    ).toHaveLength(1);
    await allHolds(books);
  });

  test("E2 paid the day after it left: the reminder was right, and its fee stands", async () => {
    const books = await norwegianBooks();
    const { claim } = await remindedTwice(books);
    books.at("2026-04-16T10:00");
    await books.pay(claim, "2026-04-16");
    await morning(books, "2026-04-17");
    expect((await feeOf(books, claim)).openMinor).toBe(FEE);
    await allHolds(books);
  });

  test("E2 the fee was paid too: what was paid for it is the payer's credit", async () => {
    const books = await norwegianBooks();
    const { claim, payer } = await remindedTwice(books);
    const fee = await feeOf(books, claim);
    books.at("2026-04-20T09:00");
    await books.pay(fee.id, "2026-04-20", FEE);
    await books.pay(claim, "2026-04-15");
    await morning(books, "2026-04-21");
    expect((await feeOf(books, claim)).openMinor).toBe(0n);
    const items = await books.work((tx) => itemsByParty(tx, [payer], { openOnly: true }));
    expect(items).toMatchObject([{ kind: "customerCredit", parentId: claim, openMinor: FEE }]);
    await allHolds(books);
  });

  test("E2 an older payment whose order of use met the fee first: it settles the claim, and no step follows", async () => {
    const books = await norwegianBooks();
    const { claim } = await remindedTwice(books);
    const fee = await feeOf(books, claim);
    books.at("2026-04-17T09:00");
    await books.pay(fee.id, "2026-04-14", FEE);
    await books.pay(claim, "2026-04-14", 120_000n - FEE);
    expect(await openOf(books, claim)).toBe(FEE);
    expect(await books.evening("2026-04-22")).toMatchObject({ taken: 0, forPerson: null });
    expect(await openOf(books, claim)).toBe(0n);
    expect((await feeOf(books, claim)).openMinor).toBe(0n);
    await allHolds(books);
  });

  test("E3 paid between run and dispatch: the letter is dropped, and so is its fee", async () => {
    const books = await norwegianBooks();
    const claim = await books.bill(await books.party({ contacts: [EMAIL] }));
    await books.evening("2026-04-08");
    books.at("2026-04-15T18:30");
    await books.statementOf("2026-04-14");
    await books.run();
    expect((await feeOf(books, claim)).openMinor).toBe(FEE);
    books.at("2026-04-15T18:40");
    await books.pay(claim, "2026-04-15");
    expect(await books.handOver()).toMatchObject({ cancelled: 1 });
    await morning(books, "2026-04-16");
    expect((await feeOf(books, claim)).openMinor).toBe(0n);
    await allHolds(books);
  });
});

describe("a rest too small to follow up", () => {
  test.each([
    [1_00n, 0n],
    [1_01n, 1_01n],
  ])("E6 a rest of %s öre leaves %s open", async (restMinor, leftMinor) => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-04-02T10:00");
    await books.pay(claim, "2026-04-02", 120_000n - restMinor);
    await books.evening("2026-04-07");
    expect(await openOf(books, claim)).toBe(leftMinor);
    expect(await books.levels(claim)).toEqual(leftMinor === 0n ? [] : ["remind1 2026-04-07"]);
    if (leftMinor === 0n) expect(await lastEntries(books, 1)).toEqual(["2026-04-07 allocation: 3740 < 1510 100"]);
    await allHolds(books);
  });

  test("E6 nothing is rounded off before the due day, and nothing twice", async () => {
    const books = await openBooks(installation);
    const claim = await books.bill(await books.party());
    books.at("2026-03-26T10:00");
    await books.pay(claim, "2026-03-26", 119_950n);
    await morning(books, "2026-03-27");
    expect(await openOf(books, claim)).toBe(50n);
    await morning(books, "2026-03-30");
    await morning(books, "2026-03-31");
    const rounded = (await ledgerText(books.platform, books.context, books.ledgerId)).filter((line) =>
      line.includes("3740"),
    );
    expect(rounded).toEqual(["2026-03-30 allocation: 3740 < 1510 50"]);
    await allHolds(books);
  });
});
