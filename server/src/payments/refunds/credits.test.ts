import { parsePain001 } from "@kvitt/format-iso20022";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import {
  ACCOUNT,
  breaches,
  importBytes,
  testBankAccount,
  testClinic,
  testPlatform,
  type TestClinic,
  type TestPlatform,
} from "../../../testkit/index.ts";
import {
  cancelPaymentOrder,
  paymentFileBytes,
  waitingOrders,
  writePaymentFile,
  type BankFileReader,
  type Payee,
} from "../../banking/index.ts";
import { approveProposal, proposalLines } from "../../controls/index.ts";
import { ledgerChecks, type NewItem } from "../../ledger/index.ts";
import { systemContext, withTenant } from "../../platform/index.ts";
import { paymentsChecks } from "../checks.ts";
import { openBooks, partner } from "./books.fixture.ts";
import { carryOutRefund } from "./carry-out.ts";
import { customerCredits, moveCredit, undoCreditMove } from "./credits.ts";
import { applyRefunds, REFUNDS } from "./refund.ts";
import { applyRepayments, proposeRepayment, REPAYMENTS } from "./repay.ts";
import { backOf } from "./store.ts";

let platform: TestPlatform;
let clinic: TestClinic;
let books: ReturnType<typeof openBooks>;
let kari: string;
let bill: NewItem;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
afterAll(() => platform.close());
beforeEach(async () => {
  clinic = await testClinic(platform);
  books = openBooks(platform, clinic);
  kari = await books.payer();
  bill = await books.bill(kari, 100_000n);
});

const cfo = () => systemContext(clinic.tenantId, "cfo");
const payee: Payee = { name: "Kari Eksempel", account: "1503 20 80119", town: "Oslo", country: "NO" };
const repay = (creditItemId: string, changes: object = {}) =>
  books.inTenant((tx) => proposeRepayment(tx, { creditItemId, reason: "paidTwice", words: null, ...changes }));
const approve = (id: string) => withTenant(platform, cfo(), (tx) => approveProposal(tx, id, ["cfo"]));
const list = () => books.inTenant((tx) => customerCredits(tx, { ledgerId: clinic.ledgerId, limit: 50 }));
async function expectWhole(): Promise<void> {
  expect(await breaches(platform, clinic.context, [...paymentsChecks, ...ledgerChecks])).toEqual([]);
}

/** A credit of a payer whose bill was credited though nothing was paid by card: the money is with us by bank. */
async function creditByBank(minor = 30_000n): Promise<string> {
  await books.paidByBank(bill, 100_000n);
  return (await books.credited(bill, minor))!;
}

describe("a payer's credit", () => {
  test("FR-69 is listed with its age; after ten bank days it is late", async () => {
    const id = await creditByBank();
    expect(await list()).toMatchObject([
      {
        itemId: id,
        partyId: kari,
        openMinor: 30_000n,
        ageDays: 0,
        repayBy: "2026-10-20",
        isLate: false,
        cause: "creditNote",
      },
    ]);
    platform.moveTo("2026-10-20T08:00");
    expect(await list()).toMatchObject([{ ageDays: 14, isLate: false }]);
    platform.moveTo("2026-10-21T08:00");
    expect(await list()).toMatchObject([{ ageDays: 15, isLate: true }]);
  });

  test("FR-69 is moved to another bill of the same payer at request, and back", async () => {
    const id = await creditByBank();
    const other = await books.bill(kari, 20_000n);
    const entryId = await books.inTenant((tx) => moveCredit(tx, { creditItemId: id, toItemId: other.id }));
    expect(await books.entries("allocation")).toEqual([expect.stringMatching(/allocation: 2900 < 1500 20000$/)]);
    expect((await books.item(id)).openMinor).toBe(10_000n);
    await books.inTenant((tx) => undoCreditMove(tx, entryId));
    expect((await books.item(other.id)).openMinor).toBe(20_000n);
    await expect(books.inTenant((tx) => undoCreditMove(tx, entryId))).rejects.toMatchObject({
      code: "ENTRY_ALREADY_REVERSED",
    });
    await expectWhole();
  });

  test("is not moved to somebody else's bill, nor more of it than there is", async () => {
    const id = await creditByBank();
    const theirs = await books.bill(await books.payer("Ola Eksempel"), 20_000n);
    const own = await books.bill(kari, 50_000n);
    const move = (toItemId: string, amountMinor?: bigint) =>
      books.inTenant((tx) => moveCredit(tx, { creditItemId: id, toItemId, ...(amountMinor ? { amountMinor } : {}) }));
    await expect(move(theirs.id)).rejects.toMatchObject({ code: "CREDIT_OTHER_PAYER" });
    await expect(move(own.id, 30_001n)).rejects.toMatchObject({ code: "CREDIT_TOO_SMALL" });
    await move(own.id, 30_000n);
    await expect(move(own.id)).rejects.toMatchObject({ code: "CREDIT_NOT_FOUND" });
  });
});

describe("repaying a credit", () => {
  test("SEC-14 what came by wallet goes back there, never to an account", async () => {
    const attemptId = await books.paid(bill);
    const id = (await books.credited(bill, 30_000n))!;
    await expect(repay(id, { payee })).rejects.toMatchObject({ code: "REFUND_TO_INSTRUMENT" });
    const proposal = await repay(id);
    expect(proposal).toMatchObject({ kind: REFUNDS, totals: { amountMinor: 30_000, twoPersons: 1 } });
    await approve(proposal.id);
    await applyRefunds(platform, cfo(), proposal.id);
    const [row] = await books.inTenant((tx) => backOf(tx, [attemptId]));
    await carryOutRefund(platform, clinic.context, () => partner(100_000n, `kvitt-${attemptId}`).rail, row!.id);
    expect(await books.entries("refund")).toEqual([expect.stringMatching(/refund: 2900 < 1541 30000$/)]);
    await expectWhole();
  });

  test("FR-69 by bank: approved by another, ordered, written as pain.001, settled by the statement's debit", async () => {
    const bankAccountId = await testBankAccount(platform, clinic);
    const id = await creditByBank();
    const proposal = await repay(id, { payee });
    expect(proposal.kind).toBe(REPAYMENTS);
    const [line] = await books.inTenant((tx) => proposalLines(tx, proposal.id));
    expect(JSON.stringify(line!.explanation)).not.toContain("15032080119");
    await expect(books.inTenant((tx) => approveProposal(tx, proposal.id, ["cfo"]))).rejects.toMatchObject({
      code: "PROPOSAL_OWN",
    });
    await approve(proposal.id);
    expect(await applyRepayments(platform, cfo(), proposal.id)).toMatchObject({ applied: 1 });
    expect(await books.entries("refund")).toEqual([expect.stringMatching(/refund: 2900 < 2400 30000$/)]);
    const [order] = await books.inTenant((tx) => waitingOrders(tx, clinic.ledgerId));

    const today = platform.clock.today("Europe/Oslo").toString();
    const wish = { ledgerId: clinic.ledgerId, bankAccountId, bic: "DNBANOKK", executeOn: today };
    const file = await books.inTenant((tx) => writePaymentFile(tx, wish));
    expect(file).toMatchObject({ orders: 1, totalMinor: 30_000n });
    const bytes = await books.inTenant((tx) => paymentFileBytes(tx, clinic.ledgerId, file.id));
    const read = parsePain001(bytes);
    expect(read).toMatchObject({ ok: true });
    expect(bytes.toString()).toContain(order!.reference);
    await expect(books.inTenant((tx) => writePaymentFile(tx, wish))).rejects.toMatchObject({
      code: "PAYMENT_ORDERS_NONE",
    });

    await importBytes(platform, clinic, statementWith(order!.reference, 30_000n, today), bytes);
    expect(await books.entries("statement")).toEqual([expect.stringMatching(/statement: 2400 < 1920 30000$/)]);
    await expect(books.inTenant((tx) => cancelPaymentOrder(tx, order!.id))).rejects.toMatchObject({
      code: "ITEM_AMOUNT_MOVED",
    });
    await expectWhole();
  });

  test("an order that the bank refused is taken back: the payer has the credit again, and it is in no file", async () => {
    const bankAccountId = await testBankAccount(platform, clinic);
    const id = await creditByBank();
    const proposal = await repay(id, { payee, amountMinor: 10_000n });
    await approve(proposal.id);
    await applyRepayments(platform, cfo(), proposal.id);
    const [order] = await books.inTenant((tx) => waitingOrders(tx, clinic.ledgerId));
    await books.inTenant((tx) => cancelPaymentOrder(tx, order!.id));
    expect((await books.item(id)).openMinor).toBe(30_000n);
    const wish = { ledgerId: clinic.ledgerId, bankAccountId, bic: "DNBANOKK", executeOn: "2026-10-22" };
    await expect(books.inTenant((tx) => writePaymentFile(tx, wish))).rejects.toMatchObject({
      code: "PAYMENT_ORDERS_NONE",
    });
    await expect(books.inTenant((tx) => cancelPaymentOrder(tx, order!.id))).rejects.toMatchObject({
      code: "PAYMENT_ORDER_NOT_FOUND",
    });
    await expectWhole();
  });

  test("a credit that was used since is stale; a wrong account is refused before anybody approves", async () => {
    const id = await creditByBank();
    await expect(repay(id, { payee: { ...payee, account: "15032080118" } })).rejects.toMatchObject({
      code: "PAYEE_WRONG",
    });
    await expect(repay(id, { amountMinor: 30_001n, payee })).rejects.toMatchObject({ code: "CREDIT_TOO_SMALL" });
    const proposal = await repay(id, { payee });
    const other = await books.bill(kari, 1n);
    await books.inTenant((tx) => moveCredit(tx, { creditItemId: id, toItemId: other.id }));
    await approve(proposal.id);
    expect(await applyRepayments(platform, cfo(), proposal.id)).toMatchObject({ applied: 0, stale: 1 });
  });
});

/** A bank's statement of one day with the debit of one order, as banking gets it from whoever read the file. */
function statementWith(endToEndId: string, minor: bigint, day: string): BankFileReader {
  const key = Buffer.from(endToEndId);
  const summary = {
    account: ACCOUNT,
    statementKey: `S-${endToEndId}`,
    openingMinor: 0n,
    closingMinor: -minor,
    toOn: day,
  };
  const line = {
    lineNo: 1,
    lineKey: `L-${endToEndId}`,
    bookedOn: day,
    valueOn: null,
    amountMinor: -minor,
    bankRef: "S-1",
    endToEndId,
  };
  return {
    recognise: () => "camt053",
    validate: async () => ({
      ok: true,
      problems: [],
      problemCount: 0,
      senderKey: null,
      contentSha256: key,
      normalisedSha256: key,
      partKeys: [],
      batches: [],
      statements: [summary],
    }),
    payments: async function* () {},
    statements: async function* () {
      const rest = { references: [], isCharge: false, text: null, batchKey: null };
      yield { ...summary, sequenceNo: null, fromOn: day, lines: [{ ...line, ...rest }] };
    },
    describe: async () => "A statement",
  };
}
