import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { breaches, importBytes, ocrFile, testBankAccount, testPlatform, type TestPlatform } from "../testkit/index.ts";
import { allChecks } from "../src/app/commands/verify.ts";
import { EMAIL, openBooks } from "../src/collections/books.fixture.ts";
import { caseOf, policyJson, prepareFollowUp, swedishChain, type Policy } from "../src/collections/index.ts";
import { itemsByParent } from "../src/ledger/index.ts";
import { netsReader } from "../src/partners/nets/index.ts";

let installation: TestPlatform;
beforeAll(async () => {
  installation = await testPlatform();
});
afterAll(() => installation.close());

const KID = "1047112601018";

/** Second reminders with the fee that the law allows. */
const withFee: Policy = {
  ...swedishChain,
  levels: swedishChain.levels
    .filter(({ name }) => name !== "agency")
    .map((level) => (level.name === "remind2" ? { ...level, fee: { charge: "asLawAllows" } } : level)),
};

describe("a bank file that comes late with an older payment", () => {
  test("N-21 E2 DP-031 the payment is older than the reminder: the fee is taken back by its own entry, and every statement holds", async () => {
    const books = await openBooks(installation, { market: "NO", withPolicy: false, account: "15032080119" });
    await books.policy({ content: policyJson(withFee), locks: [] });
    const claim = await books.bill(await books.party({ contacts: [EMAIL] }), { reference: KID });
    await books.evening("2026-04-08");
    await books.evening("2026-04-15");
    expect(await books.levels(claim)).toEqual(["remind1 2026-04-08", "remind2 2026-04-15"]);
    await testBankAccount(books.platform, books.clinic);
    books.at("2026-04-20T05:00");
    const file = ocrFile({ transmission: 1, settledOn: "2026-04-14", payments: [{ kid: KID, amountMinor: 120_000n }] });
    const reader = netsReader();
    await importBytes(books.platform, books.clinic, reader, file);
    books.at("2026-04-20T06:00");
    await prepareFollowUp(books.platform, books.context, books.ledgerId, books.rests);
    const [fee] = await books.work((tx) => itemsByParent(tx, [claim]));
    expect(fee).toMatchObject({ kind: "fee", openMinor: 0n });
    const { item, decision } = await books.work((tx) => caseOf(tx, claim, books.rests));
    expect(item.openMinor).toBe(0n);
    expect(decision).toMatchObject({ kind: "closed", crossed: true, feesWithdrawn: true });
    expect(await breaches(books.platform, books.context, allChecks)).toEqual([]);
    expect((await importBytes(books.platform, books.clinic, reader, file)).alreadyImported).toBe(true);
  });
});
