import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type {
  AccountAgreement,
  FileChunks,
  IncomingPayment,
  IncomingStatement,
  ReaderOptions,
} from "../../banking/ports.ts";
import { camtReader } from "./index.ts";

const reader = camtReader();

const agreement = (currency: string): AccountAgreement => ({ currency, kidLengths: [], kidModulus: null });
const norwegian = "86011117947";
const options: ReaderOptions = {
  accounts: new Map([
    [norwegian, agreement("NOK")],
    ["SE3550000000054910000003", agreement("SEK")],
    ["DK5000400440116243", agreement("DKK")],
  ]),
};

const sample = (name: string) => readFileSync(new URL(`../../../../formats/iso20022/samples/${name}`, import.meta.url));

async function* inChunks(bytes: Uint8Array, size = 700): FileChunks {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function paymentsOf(bytes: Uint8Array, known = options): Promise<IncomingPayment[]> {
  const all: IncomingPayment[] = [];
  for await (const batch of reader.payments(inChunks(bytes), known)) all.push(...batch);
  return all;
}

async function statementsOf(bytes: Uint8Array, known = options): Promise<IncomingStatement[]> {
  const all: IncomingStatement[] = [];
  for await (const statement of reader.statements(inChunks(bytes), known)) all.push(statement);
  return all;
}

const validate = (bytes: Uint8Array, known = options) => reader.validate(inChunks(bytes), known);
const prints = (payments: readonly IncomingPayment[]) => payments.map(({ fingerprint }) => fingerprint.toString("hex"));

/** An entry to be written into a message. */
type Ntry = {
  minor?: number;
  direction?: "CRDT" | "DBIT";
  ref?: string | null;
  status?: string;
  code?: string;
  extra?: string;
  tx?: string | null;
  currency?: string;
};

const amount = (minor: number) => (minor / 100).toFixed(2);

function ntry({
  minor = 45_000,
  direction = "CRDT",
  ref = "BANK-1",
  status = "BOOK",
  code = "RCDT/DMCT",
  extra = "",
  tx = "",
  currency = "NOK",
}: Ntry): string {
  const [family, subFamily] = code.split("/");
  const details = tx === null ? "" : `<NtryDtls>${tx === "" ? "<TxDtls/>" : tx}</NtryDtls>`;
  return `<Ntry><Amt Ccy="${currency}">${amount(minor)}</Amt><CdtDbtInd>${direction}</CdtDbtInd>${extra}<Sts><Cd>${status}</Cd></Sts>
    <BookgDt><Dt>2026-10-06</Dt></BookgDt>${ref === null ? "" : `<AcctSvcrRef>${ref}</AcctSvcrRef>`}
    <BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>${family}</Cd><SubFmlyCd>${subFamily}</SubFmlyCd></Fmly></Domn></BkTxCd>${details}</Ntry>`;
}

const account = `<Acct><Id><IBAN>NO9386011117947</IBAN></Id><Ccy>NOK</Ccy></Acct>`;
const balance = (code: string, minor: number) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp><Amt Ccy="NOK">${amount(minor)}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-10-06</Dt></Dt></Bal>`;

function notification(entries: readonly Ntry[], msgId = "M1"): Buffer {
  return Buffer.from(`<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>
    <GrpHdr><MsgId>${msgId}</MsgId></GrpHdr><Ntfctn><Id>N-${msgId}</Id>${account}${entries.map(ntry).join("")}</Ntfctn></BkToCstmrDbtCdtNtfctn></Document>`);
}

type Page = { entries: readonly Ntry[]; opening?: number; closing?: number; page?: string };

function statement(pages: readonly Page[], msgId = "M1"): Buffer {
  const each = pages.map(
    ({ entries, opening, closing, page = "" }) =>
      `<Stmt><Id>S1</Id>${page}<ElctrncSeqNb>7</ElctrncSeqNb>${account}${opening === undefined ? "" : balance("OPBD", opening)}${closing === undefined ? "" : balance("CLBD", closing)}${entries.map(ntry).join("")}</Stmt>`,
  );
  return Buffer.from(
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr><MsgId>${msgId}</MsgId></GrpHdr>${each.join("")}</BkToCstmrStmt></Document>`,
  );
}

const kid = (reference: string, rest = "") => `<Strd>${rest}<CdtrRefInf><Ref>${reference}</Ref></CdtrRefInf></Strd>`;
const remitted = (minor: number) => `<RfrdDocAmt><RmtdAmt Ccy="NOK">${amount(minor)}</RmtdAmt></RfrdDocAmt>`;
const tx = (remittance: string, rest = "") => `<TxDtls>${rest}<RmtInf>${remittance}</RmtInf></TxDtls>`;

describe("S0-12 a Swedish bankgiro lump", () => {
  const bytes = sample("se-camt054-v02-bankgiro-ocr.xml");

  test("is a batch of three payments: a reference, a named split, a text that suggests", async () => {
    const verdict = await validate(bytes);
    expect(verdict).toMatchObject({ ok: true, problems: [], statements: [] });
    expect(verdict.batches).toEqual([
      {
        batchKey: "BG-9912346-00081",
        account: "SE3550000000054910000003",
        settledOn: "2026-04-13",
        lines: 3,
        controlMinor: 500_000n,
        ledgerMinor: 500_000n,
      },
    ]);
    const payments = await paymentsOf(bytes);
    expect(
      payments.map((one) => [one.lineNo, one.amountMinor, one.reference, one.payerName, one.suggestedReferences]),
    ).toEqual([
      [1, 125_000n, "10024586", "Åsa Öberg", []],
      [2, 330_000n, null, "Hästklubben Älvan", []],
      [3, 45_000n, null, "Per Åkesson", ["100250"]],
    ]);
    expect(payments[1]?.parts).toEqual([
      { reference: "10024685", amountMinor: 250_000n },
      { reference: "10024784", amountMinor: 100_000n },
      { reference: "10020188", amountMinor: -20_000n },
    ]);
    expect(
      payments.every(
        ({ batchKey, direction, kind }) => batchKey === "BG-9912346-00081" && direction === "in" && kind === "bank",
      ),
    ).toBe(true);
  });

  test("resent under a new message id gives the same payments and lumps in another file", async () => {
    const resent = sample("se-camt054-v02-resent-new-msgid.xml");
    const [first, again] = [await validate(bytes), await validate(resent)];
    expect(prints(await paymentsOf(resent))).toEqual(prints(await paymentsOf(bytes)));
    expect(again.batches).toEqual(first.batches);
    expect(again.senderKey).not.toBe(first.senderKey);
    expect(again.contentSha256).not.toEqual(first.contentSha256);
  });
});

test("S0-10 a Norwegian notification: the gross goes to the KID, the lump is what arrived, a return takes back", async () => {
  const bytes = sample("no-camt054-v08-kid-charges-reversal.xml");
  const rows = (await paymentsOf(bytes)).map((one) => [
    one.account,
    one.direction,
    one.amountMinor,
    one.chargeMinor,
    one.reference,
  ]);
  expect(rows).toEqual([
    [norwegian, "in", 100_000n, 1_500n, "20260000177"],
    [norwegian, "reversal", -40_000n, 0n, "100248"],
  ]);
  expect((await validate(bytes)).batches.map(({ batchKey, ledgerMinor }) => [batchKey, ledgerMinor])).toEqual([
    ["NO-ENTRY-7001", 98_500n],
    ["NO-ENTRY-7002", -40_000n],
  ]);
});

describe("S0-09 a Danish account statement", () => {
  const bytes = sample("dk-camt053-v02-mixed.xml");

  test("is a statement of four lines, which lead from opening to closing", async () => {
    const [read, ...others] = await statementsOf(bytes);
    expect(others).toEqual([]);
    expect(read).toMatchObject({
      account: "DK5000400440116243",
      sequenceNo: 71n,
      fromOn: "2026-04-13",
      toOn: "2026-04-13",
      openingMinor: 1_000_000n,
      closingMinor: 1_233_750n,
    });
    expect(
      read?.lines.map((line) => [
        line.lineNo,
        line.amountMinor,
        line.bankRef,
        line.batchKey,
        line.isCharge,
        line.endToEndId,
        line.references,
      ]),
    ).toEqual([
      [1, 200_000n, "DK-0001", "DK-0001", false, null, ["000000001002450"]],
      [2, 75_000n, "DK-0002", "DK-0002", false, null, []],
      [3, -1_250n, "DK-0003", null, true, null, []],
      [4, -40_000n, "DK-0004", null, false, "KVITT-PAYOUT-20260413-1", []],
    ]);
    const moved = read?.lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) ?? 0n;
    expect(1_000_000n + moved).toBe(1_233_750n);
  });

  test("names the same statement in the verdict, and brings the details it holds", async () => {
    const verdict = await validate(bytes);
    const [read] = await statementsOf(bytes);
    expect(verdict.ok).toBe(true);
    expect(verdict.statements.map(({ statementKey, toOn }) => [statementKey, toOn])).toEqual([
      [read?.statementKey, "2026-04-13"],
    ]);
    expect(
      (await paymentsOf(bytes)).map(({ amountMinor, reference, suggestedReferences }) => [
        amountMinor,
        reference,
        suggestedReferences,
      ]),
    ).toEqual([
      [200_000n, "000000001002450", []],
      [75_000n, null, ["100246"]],
    ]);
  });
});

describe("what a payment is for", () => {
  const one = async (
    remittance: string,
    minor: number,
    kidModulus: AccountAgreement["kidModulus"] = null,
    rest = "",
  ) => {
    const known: ReaderOptions = { accounts: new Map([[norwegian, { ...agreement("NOK"), kidModulus }]]) };
    const [payment] = await paymentsOf(notification([{ minor, tx: tx(remittance, rest) }]), known);
    return payment;
  };

  test("S0-10 a reference is compared without blanks, in capitals, its zeros and last - kept", async () => {
    expect((await one(kid("0000 06-"), 100))?.reference).toBe("000006-");
    expect((await one(kid("rf18 5390 0754 7034"), 100))?.reference).toBe("RF18539007547034");
  });

  test("S0-10 a KID is judged by its account's agreement, when there is one", async () => {
    expect((await one(kid("20260000177"), 100, "mod10"))?.referenceProblem).toBeNull();
    expect((await one(kid("20260000178"), 100, "mod10"))?.referenceProblem).toBe("badCheck");
    expect((await one(kid("20260000178"), 100))?.referenceProblem).toBeNull();
    expect((await one(kid("RF18539007547034"), 100, "mod10"))?.referenceProblem).toBeNull();
  });

  test("S0-10 our own reference as end-to-end id counts when the account has an agreement, else it suggests", async () => {
    const refs = "<Refs><EndToEndId>20260000177</EndToEndId></Refs>";
    expect((await one("<Ustrd>hei</Ustrd>", 100, "mod10", refs))?.reference).toBe("20260000177");
    expect(await one("<Ustrd>hei</Ustrd>", 100, null, refs)).toMatchObject({
      reference: null,
      suggestedReferences: ["20260000177"],
    });
  });

  test("S0-12 parts that add up are a split; parts that do not are suggestions for a person", async () => {
    const two = (second: number) => kid("111111", remitted(300)) + kid("222222", remitted(second));
    expect(await one(two(700), 1000)).toMatchObject({
      reference: null,
      parts: [{ amountMinor: 300n }, { amountMinor: 700n }],
      suggestedReferences: [],
    });
    expect(await one(two(699), 1000)).toMatchObject({
      reference: null,
      parts: null,
      suggestedReferences: ["111111", "222222"],
    });
    expect(await one(kid("111111") + kid("222222"), 1000)).toMatchObject({
      reference: null,
      parts: null,
      suggestedReferences: ["111111", "222222"],
    });
  });
});

describe("which entries are payers' money", () => {
  const directions = async (entry: Ntry) =>
    (await paymentsOf(notification([entry]))).map(({ direction, amountMinor }) => [direction, amountMinor]);

  test.each<[string, Ntry, [string, bigint][]]>([
    ["a credit", {}, [["in", 45_000n]]],
    ["a debit", { direction: "DBIT" }, []],
    ["a debit marked as reversal", { direction: "DBIT", extra: "<RvslInd>true</RvslInd>" }, [["reversal", -45_000n]]],
    ["a debit by return code", { direction: "DBIT", code: "RCDT/RRTN" }, [["reversal", -45_000n]]],
    ["a debit for an unpaid direct debit", { direction: "DBIT", code: "IDDT/UPDD" }, [["reversal", -45_000n]]],
    [
      "a debit with return information",
      { direction: "DBIT", tx: "<TxDtls><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>" },
      [["reversal", -45_000n]],
    ],
    ["our own payout that came back", { tx: "<TxDtls><RtrInf><Rsn><Cd>AC04</Cd></Rsn></RtrInf></TxDtls>" }, []],
    ["a credit not booked yet", { status: "PDNG" }, []],
    ["a credit without details", { tx: null }, [["in", 45_000n]]],
  ])("S0-10 %s", async (_name, entry, expected) => {
    expect(await directions(entry)).toEqual(expected);
    expect((await validate(notification([entry]))).batches).toHaveLength(expected.length);
  });

  test("S0-10 details that do not add up to their entry are one deposit without reference", async () => {
    const details = `<TxDtls><Amt Ccy="NOK">1.00</Amt><RmtInf>${kid("20260000177")}</RmtInf></TxDtls><TxDtls><Amt Ccy="NOK">2.00</Amt></TxDtls>`;
    const bytes = notification([{ minor: 400, tx: details }]);
    expect(await paymentsOf(bytes)).toMatchObject([
      { amountMinor: 400n, reference: null, suggestedReferences: ["20260000177"] },
    ]);
    const verdict = await validate(bytes);
    expect(verdict.ok).toBe(true);
    expect(verdict.problems.map(({ code, level }) => [code, level])).toEqual([["BATCH_SUM_MISMATCH", "line"]]);
  });

  test("S0-09 in an account statement an entry without details is a line only", async () => {
    const bytes = statement([{ entries: [{ tx: null }], opening: 0, closing: 45_000 }]);
    expect(await paymentsOf(bytes)).toEqual([]);
    expect((await statementsOf(bytes))[0]?.lines.map(({ batchKey }) => batchKey)).toEqual([null]);
  });
});

describe("equal entries", () => {
  const twins: Ntry[] = [{ ref: null }, { ref: null }];

  test("S0-10 of one statement are numbered, and the same in a new message", async () => {
    const first = prints(await paymentsOf(notification(twins)));
    expect(new Set(first).size).toBe(2);
    expect(prints(await paymentsOf(notification(twins, "M2")))).toEqual(first);
    expect(prints(await paymentsOf(notification([{ ref: null }])))).toEqual(first.slice(0, 1));
  });

  test("S0-10 that share the bank's reference are lumps of their own", async () => {
    const verdict = await validate(notification([{}, {}, { minor: 100 }]));
    expect(verdict.batches.map(({ batchKey }) => batchKey)).toEqual(["BANK-1", "BANK-1#2", "BANK-1#3"]);
  });

  test("S0-09 give lines whose keys do not depend on the message's id, while the statement's does", async () => {
    const made = (msgId: string) => statementsOf(statement([{ entries: twins, opening: 0, closing: 90_000 }], msgId));
    const [[first], [again]] = [await made("M1"), await made("M2")];
    expect(new Set(first?.lines.map(({ lineKey }) => lineKey)).size).toBe(2);
    expect(again?.lines.map(({ lineKey }) => lineKey)).toEqual(first?.lines.map(({ lineKey }) => lineKey));
    expect(again?.statementKey).not.toBe(first?.statementKey);
  });
});

describe("messages that need a person", () => {
  const codes = async (bytes: Uint8Array, known = options) => {
    const { ok, problems } = await validate(bytes, known);
    return { ok, codes: problems.filter(({ level }) => level === "file").map(({ code }) => code) };
  };

  test("S0-09 a statement that does not add up is refused, and one that does is not", async () => {
    const made = (closing: number) => statement([{ entries: [{}], opening: 0, closing }]);
    expect(await codes(made(45_000))).toEqual({ ok: true, codes: [] });
    expect(await codes(made(45_001))).toEqual({ ok: false, codes: ["STATEMENT_DOES_NOT_ADD_UP"] });
  });

  test("S0-09 an account that is not ours, or kept in another currency, is named", async () => {
    const bytes = notification([{}]);
    expect(await codes(bytes, { accounts: new Map() })).toEqual({ ok: false, codes: ["ACCOUNT_UNKNOWN"] });
    expect(await codes(bytes, { accounts: new Map([[norwegian, agreement("SEK")]]) })).toEqual({
      ok: false,
      codes: ["ACCOUNT_CURRENCY_OTHER"],
    });
    expect(await codes(bytes, { accounts: new Map([["NO9386011117947", agreement("NOK")]]) })).toEqual({
      ok: true,
      codes: [],
    });
  });

  test("S0-09 an entry in another currency keeps the whole message from being used", async () => {
    expect((await codes(notification([{ currency: "EUR" }]))).ok).toBe(false);
  });

  test("S0-09 pages of one statement are one; a page that lacks the others is refused", async () => {
    const page = (number: number, last: boolean) =>
      `<StmtPgntn><PgNb>${number}</PgNb><LastPgInd>${last}</LastPgInd></StmtPgntn>`;
    const pages: Page[] = [
      { entries: [{ ref: "A" }], opening: 0, page: page(1, false) },
      { entries: [{ ref: "B" }], closing: 90_000, page: page(2, true) },
    ];
    expect(await codes(statement(pages))).toEqual({ ok: true, codes: [] });
    expect((await statementsOf(statement(pages)))[0]?.lines.map(({ bankRef }) => bankRef)).toEqual(["A", "B"]);
    expect((await codes(statement(pages.slice(0, 1)))).codes).toContain("PAGES_INCOMPLETE");
  });

  test("SEC-64 a document type is refused, and the file is still known for what it is", async () => {
    const bytes = Buffer.from(`<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>${statement([]).toString()}`);
    expect(reader.recognise(bytes)).toBe("camt053");
    expect(await codes(bytes)).toEqual({ ok: false, codes: ["XML_DOCTYPE_REFUSED"] });
    await expect(paymentsOf(bytes)).rejects.toMatchObject({ code: "NOT_VALIDATED" });
    await expect(statementsOf(bytes)).rejects.toMatchObject({ code: "NOT_VALIDATED" });
  });

  test("SEC-63 findings name no account, payer or text", async () => {
    const bytes = notification([
      {
        minor: 400,
        tx: `<TxDtls><Amt Ccy="NOK">1.00</Amt><RltdPties><Dbtr><Pty><Nm>Kari Nordmann</Nm></Pty></Dbtr></RltdPties></TxDtls>`,
      },
    ]);
    const found = JSON.stringify((await validate(bytes, { accounts: new Map() })).problems);
    expect(found).not.toMatch(/Kari|86011117947/);
  });
});

test.each([
  ["se-camt054-v02-bankgiro-ocr.xml", "camt054"],
  ["no-camt054-v08-kid-charges-reversal.xml", "camt054"],
  ["dk-camt053-v02-mixed.xml", "camt053"],
  ["se-pain001-v03-payouts.xml", undefined],
])("SEC-62 %s is recognised by content as %s", async (name, format) => {
  expect(reader.recognise(sample(name).subarray(0, 4096))).toBe(format);
  expect(await reader.describe(inChunks(sample(name)))).not.toBe("");
});

test.each(["", "<", "NY000010", "<html>", "\0\0\0"])("SEC-62 %j is no message", (text) => {
  expect(reader.recognise(Buffer.from(text))).toBeUndefined();
});
