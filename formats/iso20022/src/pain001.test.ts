import { describe, expect, test } from "vitest";
import { ownSample } from "../testkit/samples.ts";
import {
  parsePain001,
  writePain001,
  type PaymentFile,
  type PaymentOrder,
  type ProblemCode,
  type ReadPaymentOrder,
} from "./index.ts";

const calendar = {
  asOf: new Temporal.PlainDate(2026, 4, 14),
  isBankDay: (date: Temporal.PlainDate): boolean => date.dayOfWeek <= 5,
};

const order: PaymentOrder = {
  endToEndId: "PO-NO-1",
  amountMinor: 98_500n,
  payeeName: "Smådyrklinikken AS",
  payeeAddress: { town: "Oslo", country: "NO" },
  account: { kind: "norwegian", number: "86011117947" },
  remittance: { kind: "kid", kid: "20260000177" },
};

const file: PaymentFile = {
  version: "09",
  msgId: "KVITT-PAYOUT-1",
  createdAt: "2026-04-14T07:35:00+02:00",
  initiatingParty: { name: "Kvitt Test AS" },
  groups: [
    {
      id: "KVITT-PAYOUT-1-A",
      executeOn: new Temporal.PlainDate(2026, 4, 15),
      currency: "NOK",
      debtorName: "Kvitt Test AS",
      debtorAccount: { kind: "iban", iban: "NO9386011117947" },
      debtorBic: "DNBANOKK",
      orders: [order],
    },
  ],
};

const withOrders = (...orders: readonly Partial<PaymentOrder>[]): PaymentFile => {
  const changed = orders.map((change, index) => ({ ...order, endToEndId: `PO-${index}`, ...change }));
  return { ...file, groups: file.groups.map((group) => ({ ...group, orders: changed })) };
};
const withGroup = (change: Partial<PaymentFile["groups"][number]>): PaymentFile => ({
  ...file,
  groups: file.groups.map((group) => ({ ...group, ...change })),
});

const bytesOf = (payments: PaymentFile): Uint8Array => {
  const written = writePain001(payments, calendar);
  expect(written).toMatchObject({ ok: true });
  return written.ok ? written.bytes : new Uint8Array(0);
};
const readOrders = (payments: PaymentFile): readonly ReadPaymentOrder[] => {
  const read = parsePain001(bytesOf(payments));
  expect(read).toMatchObject({ ok: true, problemCount: 0 });
  return read.file?.groups.flatMap(({ orders }) => orders) ?? [];
};
const refusals = (payments: PaymentFile): readonly ProblemCode[] => {
  const written = writePain001(payments, calendar);
  return written.ok ? [] : written.problems.map(({ code }) => code);
};

describe("S0-13 payouts written for a Norwegian bank", () => {
  test("version 09 carries account, KID, counts and sums as the sample does", () => {
    const read = parsePain001(bytesOf(file)).file;
    const sample = parsePain001(ownSample("no-pain001-v09-payout-kid.xml")).file;
    expect(read).toMatchObject({ statedCount: 1, count: 1, sum: "985.00" });
    const essence = (one: ReadPaymentOrder | undefined) => [
      one?.amount,
      one?.account,
      one?.parts[0]?.reference,
      one?.payeeName,
    ];
    expect(essence(read?.groups[0]?.orders[0])).toEqual(essence(sample?.groups[0]?.orders[0]));
    expect(read?.groups[0]?.executeOn?.toString()).toBe("2026-04-15");
  });

  test("the same orders give the same bytes, so that a file can be sent again", () => {
    expect(bytesOf({ ...file, groups: file.groups.map((group) => ({ ...group })) })).toEqual(bytesOf(file));
  });

  test("version 03 has the date itself and BIC; 09 has Dt inside and BICFI", () => {
    const older = new TextDecoder().decode(bytesOf({ ...file, version: "03" }));
    const newer = new TextDecoder().decode(bytesOf(file));
    expect(older).toContain("<ReqdExctnDt>2026-04-15</ReqdExctnDt>");
    expect(older).toContain("<BIC>DNBANOKK</BIC>");
    expect(newer).toMatch(/<ReqdExctnDt>\s*<Dt>2026-04-15<\/Dt>/);
    expect(newer).toContain("<BICFI>DNBANOKK</BICFI>");
  });

  test("counts and sums cover every group, exactly", () => {
    const [group] = file.groups as readonly [PaymentFile["groups"][number]];
    const second = { ...group, id: "B", orders: [{ ...order, endToEndId: "PO-2", amountMinor: 10n ** 15n + 5n }] };
    const read = parsePain001(bytesOf({ ...file, groups: [group, second] }));
    expect(read.file).toMatchObject({ statedCount: 2, sum: "10000000000985.05" });
    expect(read.ok).toBe(true);
  });
});

describe("S0-13 payee accounts and references by market", () => {
  test.each([
    ["Norwegian", { kind: "norwegian", number: "86011117947" }, "86011117947", "BBAN", undefined],
    ["IBAN", { kind: "iban", iban: "SE4550000000058398257466" }, undefined, undefined, undefined],
    ["bankgiro", { kind: "bankgiro", number: "9912346" }, "9912346", "BGNR", "9900"],
    ["plusgiro", { kind: "plusgiro", number: "4789004" }, "4789004", "BBAN", "9960"],
    ["plusgiro by its own scheme", { kind: "plusgiro", number: "4789004", scheme: "PGNR" }, "4789004", "PGNR", "9960"],
    ["Swedish account", { kind: "swedish", clearing: "5000", number: "58398257466" }, "58398257466", "BBAN", "5000"],
    [
      "Danish account",
      { kind: "danish", registration: "0040", number: "440116243" },
      "00400440116243",
      "BBAN",
      undefined,
    ],
  ] as const)("%s", (_name, account, other, scheme, member) => {
    const [read] = readOrders(withOrders({ account }));
    expect(read?.account).toMatchObject({ other, scheme });
    expect(read?.clearing?.member).toBe(member);
  });

  test.each([
    ["KID by MOD10", { kind: "kid", kid: "20260000177" }, "20260000177"],
    ["KID by MOD11", { kind: "kid", kid: "1002457" }, "1002457"],
    ["KID that ends in a dash", { kind: "kid", kid: "2026000017-" }, "2026000017-"],
    ["OCR", { kind: "ocr", ocr: "202600001723" }, "202600001723"],
    ["RF", { kind: "rf", rf: "RF18539007547034" }, "RF18539007547034"],
  ] as const)("%s stands in Strd as SCOR", (_name, remittance, reference) => {
    const [read] = readOrders(withOrders({ remittance }));
    expect(read?.parts).toMatchObject([{ reference, referenceType: "SCOR" }]);
  });

  test("credit notes net against invoices to the same payee", () => {
    const documents = [
      { type: "CINV", number: "4711", amountMinor: 100_000n },
      { type: "CREN", number: "4712", reference: "10020188", amountMinor: 1_500n },
    ] as const;
    const [read] = readOrders(withOrders({ remittance: { kind: "documents", documents } }));
    expect(read?.parts.map(({ partMinor, documents: [named] }) => [named?.type, named?.number, partMinor])).toEqual([
      ["CINV", "4711", 100_000n],
      ["CREN", "4712", -1_500n],
    ]);
  });

  test("texts are escaped and come back as they were", () => {
    const lines = ['Refusjon <1> & "2"', "Kreditnota 10020188 Ærø"];
    expect(readOrders(withOrders({ remittance: { kind: "text", lines } }))[0]?.texts).toEqual(lines);
  });
});

describe("S0-13 what is not written", () => {
  const text = (line: string): Partial<PaymentOrder> => ({ remittance: { kind: "text", lines: [line] } });
  const date = (iso: string): PaymentFile => withGroup({ executeOn: Temporal.PlainDate.from(iso) });

  test.each<readonly [string, PaymentFile, readonly ProblemCode[]]>([
    ["35 characters of id", withOrders({ endToEndId: "A".repeat(35) }), []],
    ["36 characters of id", withOrders({ endToEndId: "A".repeat(36) }), ["ID_INVALID"]],
    ["an empty id", withOrders({ endToEndId: "" }), ["ID_INVALID"]],
    ["every allowed character", withOrders({ endToEndId: "aZ09-?:().,'+ /x" }), []],
    ["a letter of the North in an id", withOrders({ endToEndId: "ØRE-1" }), ["ID_INVALID"]],
    ["a leading slash", { ...file, msgId: "/A" }, ["ID_INVALID"]],
    ["a double slash", { ...file, msgId: "A//B" }, ["ID_INVALID"]],
    ["an id used twice", withOrders({ endToEndId: "X" }, { endToEndId: "X" }), ["ID_REPEATED"]],
    ["nothing to pay", { ...file, groups: [] }, ["NOTHING_TO_PAY"]],
    ["an empty group", withOrders(), ["NOTHING_TO_PAY"]],
    ["one øre", withOrders({ amountMinor: 1n }), []],
    ["zero", withOrders({ amountMinor: 0n }), ["AMOUNT_NOT_POSITIVE"]],
    ["today", date("2026-04-14"), []],
    ["yesterday", date("2026-04-13"), ["DATE_IN_PAST"]],
    ["a Saturday", date("2026-04-18"), ["NOT_A_BANK_DAY"]],
    ["a name of 70", withOrders({ payeeName: "Å".repeat(70) }), []],
    ["a name of 71", withOrders({ payeeName: "Å".repeat(71) }), ["TEXT_TOO_LONG"]],
    ["a text of 140", withOrders(text("x".repeat(140))), []],
    ["a text of 141", withOrders(text("x".repeat(141))), ["TEXT_TOO_LONG"]],
    ["a control character", withOrders(text("a\u0007b")), ["CHARACTERS_REFUSED"]],
    ["half a surrogate pair", withOrders({ payeeName: "a\ud800" }), ["CHARACTERS_REFUSED"]],
    ["no country", withOrders({ payeeAddress: { town: "Oslo", country: "" } }), ["ELEMENT_MISSING"]],
    ["no town", withOrders({ payeeAddress: { town: "", country: "NO" } }), ["ELEMENT_MISSING"]],
    ["a wrong kontonummer", withOrders({ account: { kind: "norwegian", number: "86011117948" } }), ["ACCOUNT_INVALID"]],
    ["a wrong IBAN", withOrders({ account: { kind: "iban", iban: "NO9386011117948" } }), ["ACCOUNT_INVALID"]],
    ["a bankgiro with hyphen", withOrders({ account: { kind: "bankgiro", number: "991-2346" } }), ["ACCOUNT_INVALID"]],
    ["a wrong debit account", withGroup({ debtorAccount: { kind: "norwegian", number: "1" } }), ["ACCOUNT_INVALID"]],
    ["a wrong KID", withOrders({ remittance: { kind: "kid", kid: "20260000178" } }), ["REFERENCE_INVALID"]],
    ["a wrong RF", withOrders({ remittance: { kind: "rf", rf: "RF18539007547043" } }), ["REFERENCE_INVALID"]],
    [
      "documents that net to something else",
      withOrders({
        remittance: { kind: "documents", documents: [{ type: "CINV", number: "1", amountMinor: 98_501n }] },
      }),
      ["REMITTANCE_NET_MISMATCH"],
    ],
  ])("%s", (_name, payments, codes) => {
    expect(refusals(payments)).toEqual(codes);
  });

  test("SEC-63 a refusal shows no account and no name", () => {
    const written = writePain001(
      withOrders({ payeeName: `Kari ${"x".repeat(70)}`, account: { kind: "norwegian", number: "86011117948" } }),
      calendar,
    );
    expect(JSON.stringify(written)).not.toMatch(/Kari|86011117948/);
  });
});

describe("reading orders and holding them against their own totals", () => {
  test("the Swedish sample holds two payments, 6 234.50", () => {
    const { ok, file: read } = parsePain001(ownSample("se-pain001-v03-payouts.xml"));
    expect(ok).toBe(true);
    expect(read).toMatchObject({ count: 2, sum: "6234.50" });
    expect(
      read?.groups[0]?.orders.map((one) => [
        one.amount?.minor,
        one.account?.other ?? one.account?.iban,
        one.parts[0]?.reference,
      ]),
    ).toEqual([
      [498_450n, "9912346", "202600001723"],
      [125_000n, "SE4550000000058398257466", undefined],
    ]);
    expect(read?.groups[0]?.orders[0]?.clearing).toEqual({ system: "SESBA", member: "9900" });
  });

  const sample = ownSample("no-pain001-v09-payout-kid.xml").toString();
  test.each<readonly [string, string, string, readonly ProblemCode[]]>([
    ["a count too high", "<NbOfTxs>1<", "<NbOfTxs>2<", ["COUNT_MISMATCH"]],
    ["a sum one øre off", "<CtrlSum>985.00<", "<CtrlSum>985.01<", ["CONTROL_SUM_MISMATCH"]],
    ["a sum written otherwise", "<CtrlSum>985.00<", "<CtrlSum>985<", []],
    ["no sum", "<CtrlSum>985.00</CtrlSum>", "", ["CONTROL_SUM_MISSING"]],
    ["an amount changed", 'Ccy="NOK">985.00<', 'Ccy="NOK">985.10<', ["CONTROL_SUM_MISMATCH", "CONTROL_SUM_MISMATCH"]],
    ["no payments", "CdtTrfTxInf>", "Other>", ["COUNT_MISMATCH"]],
    ["no end-to-end id", "<EndToEndId>PO-NO-1</EndToEndId>", "", ["ELEMENT_MISSING"]],
    ["a document type", "<Document", "<!DOCTYPE a><Document", ["XML_DOCTYPE_REFUSED"]],
    ["another message", "pain.001.001.09", "pain.002.001.09", ["NAMESPACE_UNKNOWN"]],
    ["another root", "CstmrCdtTrfInitn", "CstmrDrctDbtInitn", ["ROOT_UNKNOWN"]],
  ])("%s", (name, from, to, codes) => {
    const changed =
      name === "no payments" || name === "another root" ? sample.replaceAll(from, to) : sample.replace(from, to);
    expect(changed).not.toBe(sample);
    const found = parsePain001(new TextEncoder().encode(changed)).problems.map(({ code }) => code);
    expect(found).toEqual(expect.arrayContaining([...codes]));
    expect(found.length === 0).toBe(codes.length === 0);
  });
});
