import { writeCamt } from "@kvitt/format-iso20022";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, importBytes, testPlatform, trialBalance, type TestPlatform } from "../../../testkit/index.ts";
import { openAgencyBooks } from "../../collections/agency/agency.fixture.ts";
import { createBankReaders } from "../readers/index.ts";
import { suggestionsFor, workList } from "../../banking/index.ts";
import { itemsByParent, itemsByReference } from "../../ledger/index.ts";
import { dayProof } from "../../reports/index.ts";
import { allChecks } from "./verify.ts";

/** One line of the bank for what an agency got of many cases: what it told explains the line to the øre, whichever of the two comes first. */

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const ACCOUNT = { iban: undefined, other: "9912346", scheme: "BGNR" } as const;

type Line = { readonly minor: bigint; readonly reference?: string; readonly text?: string };

/** The statement of 7 May with a line for each sum, which name what they are for in the field for it or in words. */
function statement(lines: readonly Line[], id = "S1", openingMinor = 0n): Buffer {
  const on = Temporal.PlainDate.from("2026-05-07");
  const createdAt = "2026-05-07T23:00:00+02:00";
  const entries = lines.map(({ minor, reference, text }, at) => ({
    ...{ bookedOn: on, acctSvcrRef: `${id}-${String(at)}` },
    transactions: [
      {
        ...{ signedMinor: minor, acctSvcrRef: `${id}-${String(at)}-1`, debtorName: "Exempel Inkasso AB" },
        ...(reference ? { references: [{ reference }] } : {}),
        ...(text ? { texts: [text] } : {}),
      },
    ],
  }));
  const opening = { signedMinor: openingMinor, on };
  const statements = [{ id, createdAt, account: ACCOUNT, currency: "SEK", opening, closingOn: on, entries }];
  return Buffer.from(writeCamt({ kind: "camt.053", version: "08", msgId: id, createdAt, statements }));
}

/** Claims of these sums that are at the agency, and the bank's file that the clinic imports. */
async function opened(amounts: readonly bigint[]) {
  const books = await openAgencyBooks(installation);
  const claims: string[] = [];
  for (const amountMinor of amounts) claims.push(await books.bill(await books.debtor(), { amountMinor }));
  await books.listed();
  expect(await books.leave()).toMatchObject({ handed: amounts.length });
  books.at("2026-05-08T07:00");
  const load = async (bytes: Buffer) => {
    const { file } = await importBytes(books.platform, books.clinic, createBankReaders(), bytes);
    return file;
  };
  const open = async () => Promise.all(claims.map(async (claim) => (await books.itemOf(claim)).openMinor));
  const sound = async () => {
    expect(await breaches(books.platform, books.context, allChecks)).toEqual([]);
    const proof = await books.work((tx) => dayProof(tx, { ledgerId: books.ledgerId, day: "2026-05-08" }));
    expect(proof.holds).toBe(true);
  };
  /** What the agency owes of the lump still. */
  const owed = () =>
    books.work(async (tx) => {
      const [debt] = await itemsByReference(tx, [LUMP], books.ledgerId);
      const parts = await itemsByParent(tx, [debt!.id]);
      return [debt!, ...parts.filter(({ kind }) => kind === "instalment")].reduce(
        (sum, { openMinor }) => sum + openMinor,
        0n,
      );
    });
  const waiting = () => books.work((tx) => workList(tx, { ledgerId: books.ledgerId }));
  const balances = () => trialBalance(books.platform, books.context, books.ledgerId);
  return { ...books, claims, load, open, owed, waiting, balances, sound };
}
const got = (capitalMinor: bigint, keptMinor: bigint) => ({
  ...{ capitalMinor, interestMinor: 0n, feeMinor: 0n },
  ...{ ownCostsMinor: keptMinor, remittedMinor: capitalMinor - keptMinor },
});

const SUMS = [400_001n, 120_000n, 99_999n] as const;
const LUMP = "R20260507";

/** The agency says of every claim that it got it all, and what it kept of each. */
async function toldAll(
  { says, claims }: Awaited<ReturnType<typeof opened>>,
  keptMinor = 0n,
  from = 0,
  remittance = LUMP,
): Promise<void> {
  for (const [at, capital] of SUMS.entries())
    if (at >= from) await says(claims[at]!, { status: "paid", amounts: got(capital, keptMinor), remittance });
}

describe("what an agency remits comes as one line of the bank", () => {
  test.each([
    ["net of its fees", 18_333n],
    ["gross, its fees on an invoice of their own", 0n],
  ])(
    "S0-45 S2-28 N-21 three cases %s: the line settles what the agency told, each claim is closed by its own part",
    async (_how, kept) => {
      const books = await opened(SUMS);
      await toldAll(books, kept);
      expect(await books.open()).toEqual([0n, 0n, 0n]);
      const minor = 620_000n - 3n * kept;
      const { totals } = await books.load(statement([{ minor, reference: LUMP }]));
      expect(totals).toMatchObject({ byState: { matched: { lines: 1, minor } } });
      expect(await books.owed()).toBe(0n);
      expect(await books.waiting()).toEqual([]);
      expect(await books.balances()).toEqual(
        kept === 0n ? { "1930": 620_000n, "3044": -620_000n } : { "1930": minor, "3044": -620_000n, "6590": 3n * kept },
      );
      await books.sound();
    },
  );

  test("S0-45 N-21 the bank is faster than the agency: the line waits, and what is told later takes it off, part by part", async () => {
    const books = await opened(SUMS);
    const { totals } = await books.load(statement([{ minor: 620_000n, reference: LUMP }]));
    expect(totals).toMatchObject({ byState: { unknown: { lines: 1 } } });
    await books.says(books.claims[0]!, { status: "paid", amounts: got(SUMS[0], 0n), remittance: LUMP });
    expect(await books.waiting()).toMatchObject([{ state: "unknown" }]);
    await toldAll(books, 0n, 1);
    expect(await books.open()).toEqual([0n, 0n, 0n]);
    expect(await books.waiting()).toEqual([]);
    expect(await books.owed()).toBe(0n);
    await books.poll();
    expect(await books.owed()).toBe(0n);
    await books.sound();
  });

  test("S0-45 the line comes between two statuses of its lump: what was too much then is explained by the second", async () => {
    const books = await opened(SUMS);
    await books.says(books.claims[0]!, { status: "paid", amounts: got(SUMS[0], 0n), remittance: LUMP });
    const { totals } = await books.load(statement([{ minor: 620_000n, reference: LUMP }]));
    expect(totals).toMatchObject({ byState: { over: { lines: 1 } } });
    await toldAll(books, 0n, 1);
    expect([await books.owed(), await books.waiting()]).toEqual([0n, []]);
    await books.sound();
  });

  test("S0-45 an øre less than was told is a part: the øre stays owed by the agency", async () => {
    const books = await opened(SUMS);
    await toldAll(books);
    const { totals } = await books.load(statement([{ minor: 619_999n, reference: LUMP }]));
    expect(totals).toMatchObject({ byState: { part: { lines: 1 } } });
    expect(await books.owed()).toBe(1n);
    await books.sound();
  });

  test("N-21 the lump's reference in the words of the line is suggested to the øre over all its parts", async () => {
    const books = await opened(SUMS);
    await toldAll(books, 0n, 0, "2605070017");
    await books.load(statement([{ minor: 620_000n, text: "UTBETALNING 2605070017" }]));
    const [line] = await books.waiting();
    const [best] = await books.work((tx) => suggestionsFor(tx, line!.id));
    expect(best).toMatchObject({ confidence: 97 });
    expect(best!.allocations.map(({ amountMinor }) => amountMinor)).toEqual(SUMS);
    await books.sound();
  });
});
