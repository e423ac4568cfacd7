import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { testPlatform, type TestPlatform } from "../../../testkit/index.ts";
import { layOutDocument } from "../../delivery/index.ts";
import { itemsByReference, post, reverseEntry, type OpenItem } from "../../ledger/index.ts";
import type { Refusal } from "../../platform/index.ts";
import { accountStatementDocument, invoiceById, paymentLetterDocument, receiptDocument } from "../index.ts";
import { openOffice, ownClaim, type Office } from "./documents.fixture.ts";

let platform: TestPlatform;
let office: Office;

beforeAll(async () => {
  platform = await testPlatform("2026-10-06T08:00");
});
afterAll(() => platform.close());

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => (error as Refusal).code,
  );

/** An invoice of 2,450 kroner in a clinic of its own. */
async function owed(): Promise<OpenItem> {
  office = await openOffice(platform);
  const [id] = await office.invoiced(ownClaim(1));
  return office.work(async (tx) => (await itemsByReference(tx, [(await invoiceById(tx, id!)).reference]))[0]!);
}

async function pay(item: OpenItem, amountMinor: bigint, bookedOn: string, sourceKind = "bankLine"): Promise<string> {
  const id = platform.ids.next();
  const postings = [{ debit: "1909", credit: item.account, amountMinor, creditItemId: item.id }];
  const { ledgerId } = office;
  const entry = {
    id,
    ledgerId,
    kind: "payment",
    bookedOn,
    sourceKind,
    sourceId: platform.ids.next(),
    postings,
  } as const;
  await office.work((tx) => post(tx, [entry]));
  return id;
}

async function charge(item: OpenItem, kind: "fee" | "interest", amountMinor: bigint): Promise<void> {
  const child = platform.ids.next();
  const { id, openMinor: _open, custody: _custody, ...rest } = item;
  await office.work((tx) =>
    post(
      tx,
      [
        {
          id: platform.ids.next(),
          ledgerId: office.ledgerId,
          kind,
          bookedOn: "2026-11-10",
          sourceKind: "test",
          sourceId: null,
          postings: [{ debit: item.account, credit: "3900", amountMinor, debitItemId: child }],
        },
      ],
      [{ ...rest, id: child, kind, parentId: id, documentId: null, reference: null, amountMinor }],
    ),
  );
}

describe("X-29 the receipt of a payment", () => {
  test("says what was paid and what was left then, not what is left now; never what was done", async () => {
    const item = await owed();
    const first = await pay(item, 100_000n, "2026-10-08");
    const second = await pay(item, 145_000n, "2026-10-12", "paymentMovement");
    const receipts = await office.work(async (tx) => [
      await receiptDocument(tx, first),
      await receiptDocument(tx, second, { method: "vipps", payerName: null, language: "en" }),
    ]);
    expect(receipts).toMatchObject([
      {
        number: "K1-1",
        paidOn: "2026-10-08",
        payerName: "Åse Brønnum",
        method: "bankTransfer",
        payments: [{ invoiceNumber: "1", amountMinor: 100_000n }],
        leftMinor: 145_000n,
      },
      { number: "K1-2", language: "en", payerName: null, method: "vipps", leftMinor: 0n },
    ]);
    for (const receipt of receipts) expect(JSON.stringify(layOutDocument(receipt))).not.toMatch(/Fylling|tannbørste/);
  });

  test("a payment that was taken back, and an entry that is none, have no receipt", async () => {
    const item = await owed();
    const paid = await pay(item, 100_000n, "2026-10-08");
    const why = { rule: "test", version: 1, inputs: {} };
    await office.work((tx) => reverseEntry(tx, paid, "2026-10-09", why));
    expect(await codeOf(office.work((tx) => receiptDocument(tx, paid)))).toBe("DOCUMENT_SUBJECT_NOT_FOUND");
    expect(await codeOf(office.work((tx) => receiptDocument(tx, item.id)))).toBe("DOCUMENT_SUBJECT_NOT_FOUND");
  });
});

describe("the payment letter", () => {
  test("S0-28 what is open, what was added and why, and every way to pay", async () => {
    const item = await owed();
    await pay(item, 45_000n, "2026-12-02");
    await charge(item, "fee", 3_500n);
    await charge(item, "interest", 1_200n);
    const wish = { occasion: "overdue", dueOn: "2026-12-20" } as const;
    const letter = await office.work((tx) => paymentLetterDocument(tx, item.id, wish));
    expect(letter).toMatchObject({
      number: "B1",
      invoices: [{ number: "1", leftMinor: 200_000n }],
      charges: [
        { reason: "reminderFee", amountMinor: 3_500n },
        { reason: "lateInterest", amountMinor: 1_200n },
      ],
      slip: { kind: "kid", account: "86011117947", kid: item.reference },
    });
    expect(JSON.stringify(layOutDocument(letter))).toContain("2\u00A0047,00");
    await pay(item, 200_000n, "2026-12-03");
    expect(await codeOf(office.work((tx) => paymentLetterDocument(tx, item.id, wish)))).toBe(
      "DOCUMENT_SUBJECT_NOT_FOUND",
    );
  });
});

describe("the account statement", () => {
  test("S0-07 what happened between two days, carried over from before; it adds up and names no treatment", async () => {
    const item = await owed();
    await pay(item, 100_000n, "2026-10-08");
    await charge(item, "fee", 3_500n);
    const asked = { ledgerId: office.ledgerId, partyId: item.partyId!, fromOn: "2026-10-07", toOn: "2026-11-30" };
    platform.moveTo("2026-11-30T08:00");
    const statement = await office.work((tx) => accountStatementDocument(tx, asked));
    expect(statement).toMatchObject({
      openingMinor: 245_000n,
      movements: [
        { bookedOn: "2026-10-08", kind: "payment", numbers: ["1"], amountMinor: -100_000n, balanceMinor: 145_000n },
        { bookedOn: "2026-11-10", kind: "fee", amountMinor: 3_500n, balanceMinor: 148_500n },
      ],
      closingMinor: 148_500n,
    });
    // 41 days after the 20th of October.
    expect(statement.aging.map((each) => [each.upToDays, each.amountMinor])).toEqual([
      [0, 0n],
      [30, 0n],
      [60, 148_500n],
      [90, 0n],
      [120, 0n],
      [null, 0n],
    ]);
    expect(JSON.stringify(layOutDocument(statement))).not.toContain("Fylling");
    const past = await office.work((tx) => accountStatementDocument(tx, { ...asked, toOn: "2026-10-31" }));
    expect([past.closingMinor, past.aging]).toEqual([145_000n, []]);
  });
});
