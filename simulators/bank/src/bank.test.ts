import { describe, expect, test } from "vitest";
import { createBank } from "./bank.ts";
import { checkOcr } from "../testkit/check-ocr.ts";
import { accountNumber, clinic, kidOf, monday } from "../testkit/clinics.ts";
import { readCamt } from "../testkit/read-camt.ts";
import type { BankFile, BankOptions, Deposit, FileKind } from "./types.ts";

const account = accountNumber(1);
const day = (iso: string): Temporal.PlainDate => Temporal.PlainDate.from(iso);
const bankWith = (options: Partial<BankOptions> = {}) =>
  createBank({ accounts: [clinic(1)], startOn: monday, ...options });
const payment = (rest: Partial<Deposit> = {}): Deposit => ({
  account,
  amountMinor: 45_000n,
  on: monday,
  time: "10:00",
  kid: kidOf(1),
  ...rest,
});
const of = (files: readonly BankFile[], kind: FileKind): BankFile[] => files.filter((file) => file.kind === kind);
const paymentsIn = (files: readonly BankFile[]) => of(files, "ocr").flatMap((file) => checkOcr(file.bytes).payments);
const statementIn = (files: readonly BankFile[]) => readCamt(of(files, "camt053").at(-1)?.bytes ?? new Uint8Array());

describe("a payment finds its file", () => {
  test("with a valid KID it is in the OCR file, and its lump is one entry of the statement", () => {
    const bank = bankWith();
    bank.deposit(payment());
    bank.deposit(payment({ amountMinor: 1_050n, kid: kidOf(2) }));
    const files = bank.closeDay(monday);
    expect(paymentsIn(files).map((one) => [one.kid, one.amountMinor, one.lump])).toEqual([
      [kidOf(1), 45_000n, "051026220001"],
      [kidOf(2), 1_050n, "051026220001"],
    ]);
    const { entries, balances } = statementIn(files);
    expect(entries.map((entry) => [entry.signedMinor, entry.reference, entry.info])).toEqual([
      [46_050n, "20261005-2-20001", "OCR giro 05.10.2026 delavregning 2 løpenummer 20001"],
    ]);
    expect(balances).toEqual({ OPBD: 1_000_000n, CLBD: 1_046_050n });
  });

  test.each([
    ["no KID", {}, { text: "Faktura 260101 Ærlig Østby & sønn <takk>" }, "Faktura 260101 Ærlig Østby & sønn <takk>"],
    ["a wrong check digit", { kid: "1047112601019" }, {}, "1047112601019"],
    ["a length that is not agreed", { kid: "123456782" }, {}, "123456782"],
  ])("with %s it is an entry of its own with the payer's name and words", (_what, kid, text, words) => {
    const bank = bankWith();
    const { kid: _agreed, ...withoutKid } = payment({ payerName: "Åse Bjørnø" });
    expect(bank.deposit({ ...withoutKid, ...kid, ...text })).toMatchObject({ ok: true, route: "statement" });
    const files = bank.closeDay(monday);
    expect(of(files, "ocr")).toEqual([]);
    const details = statementIn(files).entries.flatMap((entry) => entry.details);
    expect(details.map((one) => [one.names, one.text, one.kid])).toEqual([["Åse Bjørnø", words, ""]]);
  });

  test("a long text is split over fields of 140 characters and nothing of it is lost", () => {
    const bank = bankWith();
    const { kid: _kid, ...plain } = payment({ text: "Faktura ".repeat(50) });
    bank.deposit(plain);
    expect(statementIn(bank.closeDay(monday)).entries[0]?.details[0]?.text).toBe("Faktura ".repeat(50));
  });

  test.each([
    ["no KID", "", "KID_REQUIRED"],
    ["a wrong KID", "1047112601019", "KID_INVALID"],
  ])("under compulsory KID a payment with %s is refused at the payer's bank", (_what, kid, code) => {
    const bank = bankWith({ accounts: [clinic(1, { compulsoryKid: true })] });
    expect(bank.deposit(payment({ kid }))).toEqual({ ok: false, code });
  });

  test.each([
    ["giro", "10"],
    ["standingOrder", "11"],
    ["remittance", "12"],
    ["companyTerminal", "13"],
    ["counter", "14"],
    ["avtaleGiro", "15"],
    ["teleGiro", "16"],
    ["cashGiro", "17"],
    ["card", "19"],
  ] as const)("%s is transaction type %s", (kind, type) => {
    const bank = bankWith();
    bank.deposit(payment({ kind }));
    expect(paymentsIn(bank.closeDay(monday)).map((one) => one.transactionType)).toEqual([type]);
  });

  test("the checks run in a fixed order, and each has its own answer", () => {
    const bank = bankWith();
    bank.advanceTo(day("2026-10-06"));
    const bad = { account: "15032080119", payerAccount: "12345678900", amountMinor: 0n, time: "24:00" };
    expect(bank.deposit(payment(bad))).toMatchObject({ code: "ACCOUNT_UNKNOWN" });
    expect(bank.deposit(payment({ ...bad, account }))).toMatchObject({ code: "ACCOUNT_CHECK" });
    expect(bank.deposit(payment({ amountMinor: 0n, time: "24:00" }))).toMatchObject({ code: "AMOUNT_INVALID" });
    expect(bank.deposit(payment({ time: "24:00" }))).toMatchObject({ code: "DAY_CLOSED" });
    expect(bank.deposit(payment({ time: "24:00", on: bank.today() }))).toMatchObject({ code: "TIME_INVALID" });
    expect(bank.deposit(payment({ terminal: "1", on: bank.today() }))).toMatchObject({ code: "TERMINAL_INVALID" });
    expect(bank.deposit(payment({ kind: "creditNote", on: bank.today() }))).toMatchObject({
      code: "CREDIT_NOTE_NOT_AGREED",
    });
  });
});

describe("settlement", () => {
  test.each([
    ["2026-10-05", "08:00", "2026-10-05", "1"],
    ["2026-10-05", "08:01", "2026-10-05", "2"],
    ["2026-10-05", "17:30", "2026-10-05", "4"],
    ["2026-10-05", "17:31", "2026-10-06", "1"],
    ["2026-10-23", "17:31", "2026-10-26", "1"],
    ["2026-10-24", "12:00", "2026-10-26", "1"],
    ["2026-12-23", "18:00", "2026-12-28", "1"],
  ])("paid %s at %s it settles %s in settlement %s", (on, time, settles, partial) => {
    const bank = bankWith();
    expect(bank.deposit(payment({ on: day(on), time }))).toMatchObject({ settledOn: day(settles) });
    const files = of(bank.closeDay(day(settles)), "ocr");
    expect(files.map((file) => file.settledOn.toString())).toEqual([settles]);
    expect(paymentsIn(files)[0]?.lump).toBe(`${settles.slice(8)}${settles.slice(5, 7)}26${partial}${partial}0001`);
  });

  test("four settlements of a day are four transmissions, numbered without a gap", () => {
    const bank = bankWith();
    for (const time of ["17:00", "07:00", "14:00", "12:00"]) bank.deposit(payment({ time }));
    const files = of(bank.closeDay(monday), "ocr").map((file) => checkOcr(file.bytes));
    expect(files.map((file) => file.transmission)).toEqual(["0000001", "0000002", "0000003", "0000004"]);
  });

  test("one transmission per recipient holds one assignment per agreement", () => {
    const accounts = [clinic(1), clinic(2), clinic(3, { recipient: "00900003" })];
    const bank = bankWith({ accounts });
    for (const { number } of accounts) bank.deposit(payment({ account: number }));
    const files = of(bank.closeDay(monday), "ocr").map((file) => checkOcr(file.bytes));
    expect(files.map((file) => [file.recipient, file.assignmentNumbers])).toEqual([
      ["00900001", ["0000001", "0000002"]],
      ["00900003", ["0000001"]],
    ]);
    expect(files[0]?.payments.map((one) => one.account)).toEqual([accountNumber(1), accountNumber(2)]);
  });

  test("assignment numbers may run on over the day", () => {
    const bank = bankWith({ assignmentNumbers: "perDay" });
    for (const time of ["07:00", "12:00"]) bank.deposit(payment({ time }));
    const numbers = of(bank.closeDay(monday), "ocr").map((file) => checkOcr(file.bytes).assignmentNumbers);
    expect(numbers).toEqual([["0000001"], ["0000002"]]);
  });

  test.each([
    [2_500_000_000n, 1],
    [2_500_000_001n, 2],
  ])("a payment of %s øre beside a small one makes %i lumps (25 million kroner)", (amountMinor, lumps) => {
    const bank = bankWith();
    bank.deposit(payment());
    bank.deposit(payment({ amountMinor }));
    const files = bank.closeDay(monday);
    expect(new Set(paymentsIn(files).map((one) => one.lump)).size).toBe(lumps);
    expect(statementIn(files).entries).toHaveLength(lumps);
  });

  test("AvtaleGiro, paper and card each have a lump; card lumps have partial settlement 0", () => {
    const bank = bankWith();
    for (const kind of ["giro", "avtaleGiro", "counter", "card"] as const) bank.deposit(payment({ kind }));
    const files = bank.closeDay(monday);
    const lumps = ["051026220001", "051026220002", "051026220003", "051026020004"];
    expect(paymentsIn(files).map((one) => one.lump)).toEqual(lumps);
    expect(statementIn(files).entries.map((entry) => entry.info.split(" 05.")[0])).toEqual([
      "OCR giro",
      "OCR giro AvtaleGiro",
      "OCR giro blankett",
      "Kortoppgjør",
    ]);
  });

  test("a day without payments still has its statement; a closed day has nothing", () => {
    const bank = bankWith();
    expect(bank.closeDay(day("2026-10-11")).map((file) => file.name.slice(-12, -4))).toEqual([
      "20261005",
      "20261006",
      "20261007",
      "20261008",
      "20261009",
    ]);
  });
});

describe("what goes back", () => {
  test("a card purchase with a text is type 21, undone as type 20, and the lump is their difference", () => {
    const bank = bankWith();
    const { kid: _kid, ...plain } = payment({ kind: "card", text: "Hund Prikken" });
    const bought = bank.deposit(plain);
    bank.deposit(payment({ kind: "card", amountMinor: 60_000n }));
    expect(bought.ok && bank.reverse({ paymentId: bought.paymentId, on: monday }).ok).toBe(true);
    const files = bank.closeDay(monday);
    expect(
      paymentsIn(files)
        .map((one) => `${one.transactionType} ${one.text}`)
        .sort(),
    ).toEqual(["19 ", "20 Retur Hund Prikken", "21 Hund Prikken"]);
    expect(statementIn(files).entries.reduce((sum, entry) => sum + entry.signedMinor, 0n)).toBe(60_000n);
  });

  test("a giro payment taken back is a reversal entry that names the original, once", () => {
    const bank = bankWith();
    const paid = bank.deposit(payment());
    const paymentId = paid.ok ? paid.paymentId : "";
    bank.closeDay(monday);
    const on = day("2026-10-07");
    expect(bank.reverse({ paymentId, on, reason: "wish" })).toEqual({ ok: false, code: "REASON_INVALID" });
    expect(bank.reverse({ paymentId, on: monday, reason: "AC04" })).toEqual({ ok: false, code: "DAY_CLOSED" });
    expect(bank.reverse({ paymentId, on, reason: "AC04" })).toMatchObject({ ok: true, route: "statement" });
    expect(bank.reverse({ paymentId, on })).toEqual({ ok: false, code: "ALREADY_REVERSED" });
    expect(bank.reverse({ paymentId: "P00000099", on })).toEqual({ ok: false, code: "PAYMENT_UNKNOWN" });
    const { entries } = statementIn(bank.closeDay(on));
    expect(entries).toMatchObject([{ signedMinor: -45_000n, reversal: true, family: "RCDT" }]);
    expect(entries[0]?.details).toMatchObject([{ returnReason: "AC04", original: paymentId }]);
  });

  test("a purchase undone in the same settlement leaves a lump of zero and no entry", () => {
    const bank = bankWith({ deliveryTimes: ["17:30"] });
    const bought = bank.deposit(payment({ kind: "card" }));
    bank.reverse({ paymentId: bought.ok ? bought.paymentId : "", on: monday });
    const files = bank.closeDay(monday);
    expect(paymentsIn(files)).toHaveLength(2);
    expect(statementIn(files).entries).toEqual([]);
  });

  test("a credit note waits until a settlement can carry it, and is then subtracted", () => {
    const bank = bankWith({ accounts: [clinic(1, { creditNotes: true })] });
    bank.deposit(payment({ amountMinor: 20_000n }));
    bank.deposit(payment({ kind: "creditNote", amountMinor: 20_000n }));
    expect(paymentsIn(bank.closeDay(monday)).map((one) => one.sign)).toEqual(["0"]);
    expect(bank.account(account)?.waitingMinor).toBe(-20_000n);
    const tuesday = day("2026-10-06");
    bank.deposit(payment({ amountMinor: 20_001n, on: tuesday }));
    const files = bank.closeDay(tuesday);
    expect(paymentsIn(files).map((one) => one.sign)).toEqual(["-", "0"]);
    expect(statementIn(files).entries.map((entry) => entry.signedMinor)).toEqual([1n]);
  });
});

describe("payment orders", () => {
  const order = { account, amountMinor: 100_000n, on: monday, creditorName: "Kvitt", creditorAccount: "15032080119" };

  test("an order leaves the account with its own id, and the bank's price follows", () => {
    const bank = bankWith({ prices: { outgoingMinor: 250n } });
    const accepted = bank.pay({ ...order, endToEndId: "UTB-00001" });
    expect(bank.order(accepted.ok ? accepted.orderId : "")).toMatchObject({ state: "waiting" });
    const { entries, balances } = statementIn(bank.closeDay(monday));
    expect(bank.order(accepted.ok ? accepted.orderId : "")).toMatchObject({ state: "executed" });
    expect(entries.map((entry) => [entry.signedMinor, entry.family])).toEqual([
      [-100_000n, "ICDT"],
      [-250n, "MDOP"],
    ]);
    expect(entries[0]?.details[0]?.endToEndId).toBe("UTB-00001");
    expect(balances["CLBD"]).toBe(899_750n);
  });

  test("an order that the bank cannot take is refused when it comes", () => {
    const bank = bankWith();
    expect(bank.pay({ ...order, account: "15032080119" })).toEqual({ ok: false, code: "ACCOUNT_UNKNOWN" });
    expect(bank.pay({ ...order, creditorAccount: "15032080118" })).toEqual({ ok: false, code: "ACCOUNT_CHECK" });
    expect(bank.pay({ ...order, amountMinor: 0n })).toEqual({ ok: false, code: "AMOUNT_INVALID" });
    expect(bank.pay({ ...order, on: day("2026-10-04") })).toEqual({ ok: false, code: "DAY_CLOSED" });
    expect(bank.pay({ ...order, endToEndId: "U".repeat(36) })).toEqual({ ok: false, code: "END_TO_END_ID_INVALID" });
    expect(bank.pay({ ...order, endToEndId: "U".repeat(35), kid: "<&>" }).ok).toBe(true);
    expect(statementIn(bank.closeDay(monday)).entries[0]?.details[0]).toMatchObject({ kid: "<&>" });
  });

  test("an order between two accounts of the bank arrives the same day with its text or its KID", () => {
    const bank = bankWith({ accounts: [clinic(1), clinic(2)] });
    const to = { ...order, creditorAccount: accountNumber(2) };
    bank.pay({ ...to, text: "KVITT UTB 00001" });
    bank.pay({ ...to, kid: kidOf(7), amountMinor: 5_000n });
    const files = bank.closeDay(monday);
    const texts = statementIn(files).entries.flatMap((entry) => entry.details.map((one) => one.text));
    expect(texts).toEqual(["KVITT UTB 00001"]);
    expect(paymentsIn(files)).toMatchObject([{ kid: kidOf(7), amountMinor: 5_000n, account: accountNumber(2) }]);
  });

  test.each([
    [1_000_000n, "executed"],
    [1_000_001n, "refused"],
  ])("with 10 000 kroner in the account an order of %s øre is %s", (amountMinor, state) => {
    const bank = bankWith();
    const accepted = bank.pay({ ...order, amountMinor });
    bank.closeDay(monday);
    expect(bank.order(accepted.ok ? accepted.orderId : "")).toMatchObject({ state });
  });

  test("what arrives today covers what leaves today, and an order refused moves nothing", () => {
    const bank = bankWith();
    bank.deposit(payment());
    bank.pay({ ...order, amountMinor: 1_045_000n });
    const late = bank.pay({ ...order, amountMinor: 1n });
    expect(statementIn(bank.closeDay(monday)).balances["CLBD"]).toBe(0n);
    expect(bank.order(late.ok ? late.orderId : "")).toMatchObject({ state: "refused", code: "NO_COVER" });
  });

  test("a payee account that refuses (compulsory KID) refuses the order", () => {
    const bank = bankWith({ accounts: [clinic(1), clinic(2, { compulsoryKid: true })] });
    const accepted = bank.pay({ ...order, creditorAccount: accountNumber(2), text: "uten KID" });
    bank.closeDay(monday);
    expect(bank.order(accepted.ok ? accepted.orderId : "")).toMatchObject({ state: "refused", code: "KID_REQUIRED" });
    expect(bank.account(account)?.balanceMinor).toBe(1_000_000n);
  });
});

describe("statements", () => {
  test.each(["02", "08"] as const)("version %s says its namespace and its summary adds up", (camtVersion) => {
    const bank = bankWith({ camtVersion });
    bank.deposit(payment());
    bank.charge({ account, amountMinor: 9_900n, on: monday, text: "Gebyr kontohold" });
    const statement = statementIn(bank.closeDay(monday));
    expect(statement.namespace).toBe(`urn:iso:std:iso:20022:tech:xsd:camt.053.001.${camtVersion}`);
    expect(statement.summary).toEqual({ entries: 2, sumMinor: 54_900n, netMinor: 35_100n });
    expect(statement.entries[1]).toMatchObject({ signedMinor: -9_900n, info: "Gebyr kontohold", family: "MDOP" });
  });

  test("monthly prices are taken on the month's last bank day", () => {
    const bank = bankWith({ prices: { monthlyMinor: 10_000n, detailMinor: 150n } });
    bank.deposit(payment());
    bank.deposit(payment());
    bank.closeDay(day("2026-10-29"));
    const { entries } = statementIn(bank.closeDay(day("2026-10-30")));
    expect(entries.map((entry) => [entry.signedMinor, entry.info])).toEqual([
      [-10_300n, "Gebyr OCR giro, 2 innbetalinger"],
    ]);
  });

  test("an account is named by IBAN, or by its 11 digits", () => {
    expect(statementIn(bankWith().closeDay(monday)).account).toMatch(/^NO\d{2}8\d{10}$/);
    expect(statementIn(bankWith({ accountAs: "bban" }).closeDay(monday)).account).toContain(account);
  });

  test("an overdrawn account closes on the debit side", () => {
    const bank = bankWith();
    bank.charge({ account, amountMinor: 1_000_001n, on: monday, text: "Gebyr" });
    expect(statementIn(bank.closeDay(monday)).balances).toEqual({ OPBD: 1_000_000n, CLBD: -1n });
  });

  test("with camt.054 as detail each payment is told under its lump's own reference", () => {
    const bank = bankWith({ accounts: [clinic(1, { detail: "camt054" })] });
    bank.deposit(payment({ payerName: "Kari Nordmann" }));
    bank.deposit(payment({ kid: kidOf(2), amountMinor: 5n }));
    const files = bank.closeDay(monday);
    const [entry] = readCamt(of(files, "camt054")[0]?.bytes ?? new Uint8Array()).entries;
    expect(of(files, "ocr")).toEqual([]);
    expect(entry?.reference).toBe(statementIn(files).entries[0]?.reference);
    expect(entry?.signedMinor).toBe(45_005n);
    expect(entry?.details.map((one) => [one.kid, one.names])).toEqual([
      [kidOf(1), "Kari Nordmann"],
      [kidOf(2), ""],
    ]);
  });
});

describe("what is no use to anyone throws at once", () => {
  test("a clock that goes back", () => {
    const bank = bankWith();
    bank.advanceTo(day("2026-10-08"));
    expect(() => bank.advanceTo(day("2026-10-07"))).toThrow("only moves forward");
  });

  test.each([
    ["an account with a wrong check digit", { accounts: [{ ...clinic(1), number: "86011117946" }] }],
    ["an account opened twice", { accounts: [clinic(1), clinic(1)] }],
    ["an agreement id of eight digits", { accounts: [clinic(1, { id: "00900000" })] }],
    ["delivery times that go back", { deliveryTimes: ["12:00", "08:00"] }],
    ["five delivery times", { deliveryTimes: ["08:00", "09:00", "10:00", "11:00", "12:00"] }],
  ])("%s", (_what, options) => {
    expect(() => bankWith(options)).toThrow();
  });
});
