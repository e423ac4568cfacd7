import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { listBankAccounts, paymentFileBytes, waitingOrders, writePaymentFile } from "../src/banking/index.ts";
import { approveProposal, type Proposal } from "../src/controls/index.ts";
import { acceptEmailInvoices, noChoiceMade } from "../src/delivery/index.ts";
import {
  applyRefunds,
  applyRepayments,
  customerCredits,
  proposeRepayment,
  type RepaymentWish,
} from "../src/payments/index.ts";
import { systemContext, withTenant } from "../src/platform/index.ts";
import { ocrFile, trialBalance } from "../testkit/index.ts";
import { follow, openPage, press } from "./patient-browser.fixture.ts";
import { A, B, D, G, externalIdOf, linkIn, monthOf, said, type Fee, type Month } from "./patient-month.fixture.ts";
import { patientWorld, type PatientWorld } from "./patient-world.fixture.ts";

/**
 * October 2026 of a clinic whose patients settle with itself: from the fee in the practice system over message and pay page to the settled open item, on one
 * clock, with everybody else simulated on the far side of a wire. The clinic's books only.
 */

let world: PatientWorld;
let month: Month;

/** A clinic with its patients' fees, on Monday 5 October at four. */
async function begin(...fees: readonly Fee[]): Promise<void> {
  world = await patientWorld();
  month = monthOf(world);
  await world.at("2026-10-05T16:00");
  const answers = await month.send(...fees);
  expect(answers.map(said)).toEqual(fees.map(() => [201, "INVOICED"]));
}

const phoneOf = ({ payer }: Fee): string => payer!.phone!;
/** The last link that a telephone has. */
const linkAt = (phone: string): string => linkIn(month.texts(phone).at(-1));
const books = () => trialBalance(world.platform, world.clinic.context, world.clinic.ledgerId);

/** Opens the link and lets the wallet take the money: the payer says yes on the telephone, and the wallet tells of it. */
async function payByWallet(link: string): Promise<void> {
  const gone = await press(await openPage(link), "/pay", { way: "vipps" });
  expect(gone.leadsTo).toContain(world.partners.services.vipps!.url);
  expect(world.wallet.act(world.wallet.payments().at(-1)!, "approve")).toBe("done");
  await world.minute();
}

/** The same on the card service's own page. */
async function payByCard(link: string): Promise<void> {
  const gone = await press(await openPage(link), "/pay", { way: "card" });
  expect(gone.leadsTo).toContain(world.partners.services.stripe!.url);
  expect(world.cards.pay(world.cards.sessions().at(-1)!, "4242 4242 4242 4242")).toEqual({ kind: "paid" });
  await world.minute();
}

/** The night's file from the bank: what was paid with a KID on a day. It is read at five the next morning. */
let files = 0;
const paidByBank = (settledOn: string, ...payments: readonly { kid: string; amountMinor: bigint }[]) =>
  world.deliver(`ocr-${settledOn}.txt`, ocrFile({ transmission: ++files, settledOn, payments }));

const cfo = () => systemContext(world.clinic.tenantId, "cfo");

/** Proposes to give a credit back, and somebody else approves. */
async function repay(fee: Fee, wish: Omit<RepaymentWish, "creditItemId" | "words">): Promise<Proposal> {
  const { id } = await month.item(fee);
  const credits = await world.inTenant((tx) => customerCredits(tx, { ledgerId: world.clinic.ledgerId, limit: 10 }));
  const { reference } = await month.item(fee);
  const credit = credits.find(({ parentReference }) => parentReference === reference);
  if (!credit)
    throw new Error(`No credit of ${id}: ${JSON.stringify(credits.map(({ parentReference }) => parentReference))}`);
  const proposal = await world.inTenant((tx) =>
    proposeRepayment(tx, { ...wish, creditItemId: credit.itemId, words: null }),
  );
  await withTenant(world.platform, cfo(), (tx) => approveProposal(tx, proposal.id, ["cfo"]));
  return proposal;
}

describe("claims A, B, D and G, as they were meant", () => {
  beforeAll(() => begin(A, B, D, G));
  afterAll(() => world.close());

  test("Mon 05.10 16:00 S0-38 S0-50 X-33 SEC-37 each is told by SMS: amount, due date, link, code; no name, no treatment; the child's goes to the guardian", async () => {
    await world.at("2026-10-05T16:01");
    const sent = world.phones.messages();
    expect(sent.map(({ to }) => to)).toEqual([phoneOf(A), "+4798765432", phoneOf(D), phoneOf(G)]);
    for (const { text, from, reports } of sent) {
      expect(text).toMatch(/^Nordlys Tannklinikk: [\d ]+,00 kr å betale, forfall 19\.10\.2026\.\nhttp/);
      expect(text).toMatch(/Kontrollkode [A-Z0-9]{3}-[A-Z0-9]{2}\./);
      expect(text).not.toMatch(/Kari|Ola|Per|Berit|Odd|Nordmann|Dahl|Berg|Rotfylling|tann 36/);
      expect([from, reports.at(-1)?.state]).toEqual(["NordlysTann", "delivered"]);
    }
    expect(await world.wrong()).toEqual([]);
  });

  test("Mon 05.10 19:12 S0-40 S0-49 N-06 A pays by Vipps from the link: captured, booked by the wallet's event, settled", async () => {
    await world.at("2026-10-05T19:12");
    const front = await openPage(linkAt(phoneOf(A)));
    expect(front.words).toContain("2 450,00 kr");
    expect(front.words).not.toMatch(/Kari|Nordmann|Rotfylling|1984/);
    expect(await month.entries("payment")).toEqual([]);
    await payByWallet(linkAt(phoneOf(A)));
    expect(world.wallet.deliveries().map(({ event, answers }) => [event.name, answers.at(-1)])).toEqual([
      ["CREATED", 200],
      ["AUTHORIZED", 200],
      ["CAPTURED", 200],
    ]);
    expect(await month.entries("payment")).toEqual(["2026-10-05 payment: 1541 < 1500 245000"]);
    expect(await month.open(A)).toBe(0n);
    // The same link, opened once more, tells that nothing is left.
    expect((await openPage(linkAt(phoneOf(A)))).words).toContain("Alt er gjort opp");
  });

  test("Mon 05.10 20:40 S0-40 FR-20 B: the guardian pays for the child by card", async () => {
    await world.at("2026-10-05T20:40");
    await payByCard(linkAt("+4798765432"));
    expect(await month.entries("payment")).toEqual([
      "2026-10-05 payment: 1541 < 1500 245000",
      "2026-10-05 payment: 1542 < 1500 118000",
    ]);
    expect(await month.open(B)).toBe(0n);
    expect(await world.wrong()).toEqual([]);
  });

  test("Tue 06.10 FR-34 D has accepted invoices by e-mail at the desk; G opens the page and chooses nothing", async () => {
    await world.at("2026-10-06T10:00");
    const { partyId } = await month.item(D);
    const accepted = { ledgerId: world.clinic.ledgerId, partyId: partyId!, email: "berit@post.example" };
    await world.inTenant((tx) => acceptEmailInvoices(tx, { ...accepted, how: "desk", textVersion: "desk-1" }, "NO"));
    const front = await openPage(linkAt(phoneOf(G)));
    expect(front.words).toContain("Velger du ikke noe, sender vi faktura 09.10.2026");
    expect((await follow(front, "/offers")).words).toContain("3 × 666,67 kr Uten renter og gebyr");
  });

  test("Thu 08.10 S0-53 FR-32 D and G are warned after eight, and nobody else; the clinic sees who has not chosen", async () => {
    await world.at("2026-10-08T07:59");
    expect(world.phones.messages()).toHaveLength(4);
    await world.at("2026-10-08T08:22");
    const warned = world.phones.messages().slice(4);
    expect(warned.map(({ to }) => to).toSorted()).toEqual([phoneOf(D), phoneOf(G)]);
    for (const { text } of warned) expect(text).toContain("Velger du ikke, sendes vanlig faktura 09.10.2026.");
    const unchosen = await world.inTenant((tx) => noChoiceMade(tx, world.clinic.ledgerId, { limit: 10 }));
    expect(unchosen.map(({ openMinor }) => openMinor).toSorted()).toEqual([200_000n, 330_000n]);
    // Each message has a link of its own, and both open the claim (SEC-31).
    const [first, second] = month.texts(phoneOf(D)).map(linkIn);
    expect(first).not.toBe(second);
    for (const link of [first!, second!]) expect((await openPage(link)).words).toContain("3 300,00 kr");
  });

  test("Fri 09.10 S0-28 FR-43 the invoice: D's by e-mail, since she accepted it; G's by letter; a link by SMS beside each", async () => {
    await world.at("2026-10-09T08:25");
    const [mail] = month.mails("berit@post.example");
    expect(mail).toMatchObject({ subject: "Faktura fra Nordlys Tannklinikk", fromName: "Nordlys Tannklinikk" });
    expect(mail!.text).toContain(D.kid);
    expect((await openPage(linkIn(mail!.text))).words).toContain("3 300,00 kr");
    const [letter] = month.letters();
    expect(letter!.receiver).toMatchObject({
      name: "Odd Berg",
      line1: "Fjellveien 3",
      postCode: "9010",
      country: "NO",
    });
    expect(Buffer.from(letter!.pdf).subarray(0, 5).toString()).toBe("%PDF-");
    expect([month.mails("berit@post.example").length, month.letters().length]).toEqual([1, 1]);
    const beside = world.phones.messages().slice(6);
    expect(beside.map(({ to }) => to).toSorted()).toEqual([phoneOf(D), phoneOf(G)]);
    for (const { text } of beside) expect(text).toContain("faktura på");
    expect(await world.wrong()).toEqual([]);
  });

  test("Tue 20.10 N-10 D pays in the bank, G a part: read the next morning, each by its KID", async () => {
    await world.at("2026-10-20T23:00");
    await paidByBank("2026-10-20", { kid: D.kid, amountMinor: 330_000n }, { kid: G.kid, amountMinor: 150_000n });
    const received = { signedMinor: 480_000n, acctSvcrRef: "OCR-1" };
    await world.deliver("statement-1.xml", month.statement("2026-10-20", [received]));
    await world.at("2026-10-21T06:00");
    expect([await month.open(D), await month.open(G)]).toEqual([0n, 50_000n]);
    expect((await openPage(linkAt(phoneOf(G)))).words).toContain("500,00 kr");
    expect(await world.wrong()).toEqual([]);
  });

  test("Tue 27.10 S1-04 G pays the rest; all four are settled, and bank clearing is empty", async () => {
    await world.at("2026-10-27T23:00");
    await paidByBank("2026-10-27", { kid: G.kid, amountMinor: 50_000n });
    await world.deliver(
      "statement-2.xml",
      month.statement("2026-10-27", [{ signedMinor: 50_000n, acctSvcrRef: "OCR-2" }]),
    );
    await world.at("2026-10-28T09:00");
    for (const fee of [A, B, D, G]) expect(await month.open(fee)).toBe(0n);
    expect(await month.entries("invoice", "payment", "statement")).toEqual([
      "2026-10-05 invoice: 1500 < 3200 245000",
      "2026-10-05 invoice: 1500 < 3200 118000",
      "2026-10-05 invoice: 1500 < 3200 330000",
      "2026-10-05 invoice: 1500 < 3200 200000",
      "2026-10-05 payment: 1541 < 1500 245000",
      "2026-10-05 payment: 1542 < 1500 118000",
      "2026-10-20 payment: 1909 < 1500 330000",
      "2026-10-20 payment: 1909 < 1500 150000",
      "2026-10-20 statement: 1920 < 1909 480000",
      "2026-10-27 payment: 1909 < 1500 50000",
      "2026-10-27 statement: 1920 < 1909 50000",
    ]);
    // What wallet and card service owe stands on their accounts until they pay it out.
    expect(await books()).toEqual({ "1541": 245_000n, "1542": 118_000n, "1920": 530_000n, "3200": -893_000n });
    expect(await world.wrong()).toEqual([]);
  });

  test("Sat 31.10 N-06 nobody was told or charged anything more", async () => {
    await world.at("2026-10-31T12:00");
    expect(world.phones.messages()).toHaveLength(8);
    expect([world.mailbox.mails().length, month.letters().length]).toEqual([1, 1]);
    expect(await month.entries("payment")).toHaveLength(5);
    expect(await world.wrong()).toEqual([]);
  });
});

describe("the same month, otherwise", () => {
  beforeAll(() => begin(A, B, D, G));
  afterAll(() => world.close());

  test("variation 6: B is paid by card, and on 08.10 again by bank: the second is the payer's credit, and goes back", async () => {
    await world.at("2026-10-05T19:12");
    await payByWallet(linkAt(phoneOf(A)));
    await payByCard(linkAt("+4798765432"));
    await world.at("2026-10-08T23:00");
    await paidByBank("2026-10-08", { kid: B.kid, amountMinor: 118_000n });
    await world.deliver(
      "statement-1.xml",
      month.statement("2026-10-08", [{ signedMinor: 118_000n, acctSvcrRef: "OCR-1" }]),
    );
    await world.at("2026-10-09T06:00");
    expect(await books()).toMatchObject({ "1542": 118_000n, "2900": -118_000n });
    const refund = await repay(B, { reason: "paidTwice" });
    await applyRefunds(world.platform, cfo(), refund.id);
    await world.minute();
    expect(await month.entries("refund")).toEqual(["2026-10-09 refund: 2900 < 1542 118000"]);
    expect(world.cards.memory()).toContain('"amount_refunded":118000');
    expect(await books()).not.toHaveProperty("2900");
    expect(await month.open(B)).toBe(0n);
    expect(await world.wrong()).toEqual([]);
  });

  test("variation 1: G pays 2 100.00: the bill is settled, 100.00 is the payer's credit and repaid by bank", async () => {
    await world.at("2026-10-20T23:00");
    await paidByBank("2026-10-20", { kid: G.kid, amountMinor: 210_000n });
    await world.deliver(
      "statement-2.xml",
      month.statement("2026-10-20", [{ signedMinor: 210_000n, acctSvcrRef: "OCR-2" }]),
    );
    await world.at("2026-10-21T09:00");
    expect(await month.open(G)).toBe(0n);
    expect(await books()).toMatchObject({ "2900": -10_000n });
    const payee = { name: "Odd Berg", account: "1503 20 80119", town: "Tromsø", country: "NO" } as const;
    const repayment = await repay(G, { reason: "paidTwice", payee });
    expect(await applyRepayments(world.platform, cfo(), repayment.id)).toMatchObject({ applied: 1 });
    const ordered = await orderedFromBank("2026-10-21");
    await world.at("2026-10-21T23:00");
    const paidOut = { transactions: [{ signedMinor: -10_000n, acctSvcrRef: "BET-1", endToEndId: ordered }] };
    await world.deliver("statement-3.xml", month.statement("2026-10-21", [{ ...paidOut, acctSvcrRef: "BET-1" }]));
    await world.at("2026-10-22T06:00");
    expect(await month.entries("refund")).toContain("2026-10-21 refund: 2900 < 2400 10000");
    expect(await month.entries("statement")).toContain("2026-10-21 statement: 2400 < 1920 10000");
    expect(await books()).not.toHaveProperty("2900");
    expect(await world.wrong()).toEqual([]);
  });

  test("variation 8: D pays on Saturday 24.10: the bank books it on Monday, and Tuesday's file settles it", async () => {
    await world.at("2026-10-26T06:00");
    expect(await month.open(D)).toBe(330_000n);
    await world.at("2026-10-26T23:00");
    await paidByBank("2026-10-26", { kid: D.kid, amountMinor: 330_000n });
    await world.deliver(
      "statement-4.xml",
      month.statement("2026-10-26", [{ signedMinor: 330_000n, acctSvcrRef: "OCR-3" }]),
    );
    await world.at("2026-10-27T06:00");
    expect(await month.open(D)).toBe(0n);
    expect(await month.entries("payment")).toContain("2026-10-26 payment: 1909 < 1500 330000");
    expect(await world.wrong()).toEqual([]);
  });

  test("variation 2: A is credited 200.00 on 30.10: the payer's credit, and back by the wallet that it came from", async () => {
    await world.at("2026-10-30T10:00");
    const credit = {
      externalId: "journal-credit-1",
      kind: "CREDIT",
      credits: externalIdOf(A),
      issueDate: "2026-10-30",
      currency: "NOK",
      amountMinor: 20_000,
      lines: [{ text: "Korreksjon", amountMinor: 20_000, vatCode: "EXEMPT", vatMinor: 0 }],
    };
    expect((await month.send(credit)).map(({ status }) => status)).toEqual([201]);
    expect(await month.entries("creditNote")).toEqual(["2026-10-30 creditNote: 3200 < 2900 20000"]);
    const refund = await repay(A, { reason: "wrongAmount" });
    await applyRefunds(world.platform, cfo(), refund.id);
    await world.minute();
    expect(await month.entries("refund")).toContain("2026-10-30 refund: 2900 < 1541 20000");
    expect(world.wallet.payments()[0]).toMatchObject({ captured: 245_000, refunded: 20_000 });
    expect(await books()).toEqual({ "1541": 225_000n, "1920": 648_000n, "3200": -873_000n });
    await world.at("2026-10-31T12:00");
    expect(await world.wrong()).toEqual([]);
  });
});

/** The payment orders that wait go into a file for the bank; gives what the bank will name. */
async function orderedFromBank(executeOn: string): Promise<string> {
  const { ledgerId } = world.clinic;
  const [order] = await world.inTenant((tx) => waitingOrders(tx, ledgerId));
  const bankAccountId = await bankAccountOf(world);
  const file = await world.inTenant((tx) =>
    writePaymentFile(tx, { ledgerId, bankAccountId, bic: "DNBANOKK", executeOn }),
  );
  const bytes = await world.inTenant((tx) => paymentFileBytes(tx, ledgerId, file.id));
  expect(bytes.toString()).toContain(order!.reference);
  return order!.reference;
}

async function bankAccountOf({ inTenant }: PatientWorld): Promise<string> {
  return (await inTenant(listBankAccounts))[0]!.id;
}
