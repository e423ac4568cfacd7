import { describe, expect, test } from "vitest";
import { balanceXml, detailsXml, entryXml, statementXml, utf8 } from "../testkit/messages.ts";
import { ownSample, ownSamples } from "../testkit/samples.ts";
import { parseCamt, referenceCandidates, type CamtFile } from "./index.ts";

const nok = (name: string, amount: string): string => `<${name}><Amt Ccy="NOK">${amount}</Amt></${name}>`;
const amt = (amount: string, currency = "NOK"): string => `<Amt Ccy="${currency}">${amount}</Amt>`;
const charge = (amount: string, included = "true"): string =>
  `<Chrgs><Rcrd>${amt(amount)}<CdtDbtInd>DBIT</CdtDbtInd><ChrgInclInd>${included}</ChrgInclInd></Rcrd></Chrgs>`;
const read = (...transactions: readonly string[]): CamtFile =>
  parseCamt(utf8(statementXml(entryXml({}, detailsXml(...transactions)))));
const codesOf = (file: CamtFile): readonly string[] => file.problems.map(({ code }) => code);
const entryOf = (file: CamtFile) => file.statements[0]?.entries[0];

describe("S0-10 the amount of a transaction inside an entry of 985.00", () => {
  const rows = [
    ["Amt comes first", amt("985.00") + `<AmtDtls>${nok("TxAmt", "7.00")}</AmtDtls>`, "transactions", 98_500n, "Amt"],
    [
      "then TxAmt",
      `<AmtDtls>${nok("InstdAmt", "7.00")}${nok("TxAmt", "985.00")}</AmtDtls>`,
      "transactions",
      98_500n,
      "TxAmt",
    ],
    ["then InstdAmt", `<AmtDtls>${nok("InstdAmt", "985.00")}</AmtDtls>`, "transactions", 98_500n, "InstdAmt"],
    ["then the entry's, if it is alone", "<Refs/>", "transactions", 98_500n, "entry"],
    ["zero is not stated", amt("0") + `<AmtDtls>${nok("TxAmt", "985.00")}</AmtDtls>`, "transactions", 98_500n, "TxAmt"],
    ["another currency is not stated", amt("85.00", "EUR"), "transactions", 98_500n, "entry"],
    ["another amount is not trusted", amt("984.00"), "unallocated", 98_400n, "Amt"],
    [
      "less arrived than was instructed",
      `<AmtDtls>${nok("InstdAmt", "1000.00")}</AmtDtls>`,
      "transactions",
      98_500n,
      "entry",
    ],
    [
      "more arrived than was instructed",
      `<AmtDtls>${nok("InstdAmt", "900.00")}</AmtDtls>`,
      "unallocated",
      90_000n,
      "InstdAmt",
    ],
  ] as const;

  test.each(rows)("%s", (_name, details, treatment, amountMinor, amountSource) => {
    const entry = entryOf(read(details));
    expect(entry?.treatment).toBe(treatment);
    expect(entry?.transactions[0]).toMatchObject({ amountMinor, amountSource });
  });
});

describe("S0-10 a charge inside a payment", () => {
  const net = amt("985.00") + `<AmtDtls>${nok("TxAmt", "1000.00")}</AmtDtls>`;
  const gross = `<AmtDtls>${nok("TxAmt", "1000.00")}</AmtDtls>`;

  test.each([
    ["net and gross stated", net + charge("15.00"), 100_000n, 1_500n, []],
    ["only the gross stated", gross + charge("15.00"), 100_000n, 1_500n, []],
    ["version 02, which cannot say included", `${gross}<Chrgs>${amt("15.00")}</Chrgs>`, 100_000n, 1_500n, []],
    ["one øre too little: a short payment", net + charge("14.99"), 98_500n, 0n, ["CHARGE_MISMATCH"]],
    ["one øre too much: a short payment", net + charge("15.01"), 98_500n, 0n, ["CHARGE_MISMATCH"]],
    ["not included: a short payment", net + charge("15.00", "false"), 98_500n, 0n, []],
    ["none recorded: taken on the way", net, 98_500n, 0n, []],
  ])("%s", (_name, details, grossMinor, includedChargeMinor, codes) => {
    const file = read(details);
    expect(entryOf(file)?.transactions[0]).toMatchObject({ amountMinor: 98_500n, grossMinor, includedChargeMinor });
    expect(codesOf(file)).toEqual(codes);
  });

  test("each of several payments carries its own", () => {
    const details = [
      `<AmtDtls>${nok("TxAmt", "600.00")}</AmtDtls>${charge("10.00")}`,
      `<AmtDtls>${nok("TxAmt", "400.00")}</AmtDtls>${charge("5.00")}`,
    ];
    const entry = entryOf(read(...details));
    expect(entry?.transactions.map((one) => [one.amountMinor, one.grossMinor])).toEqual([
      [59_000n, 60_000n],
      [39_500n, 40_000n],
    ]);
    expect(entry?.treatment).toBe("transactions");
  });
});

describe("S0-19 the batch rule", () => {
  test.each([
    ["sums to the entry", ["500.00", "485.00"], "transactions", []],
    ["one øre less", ["500.00", "484.99"], "unallocated", ["BATCH_SUM_MISMATCH"]],
    ["one øre more", ["500.00", "485.01"], "unallocated", ["BATCH_SUM_MISMATCH"]],
  ])("%s", (_name, amounts, treatment, codes) => {
    const file = read(...amounts.map((text) => amt(text)));
    expect(entryOf(file)?.treatment).toBe(treatment);
    expect(codesOf(file)).toEqual(codes);
    expect(file.statements[0]?.posts).toBe(true);
  });

  test("one without an amount spoils the rest", () => {
    const file = read(amt("985.00"), "<Refs/>");
    expect(codesOf(file)).toEqual(["BATCH_SUM_MISMATCH"]);
    expect(entryOf(file)?.transactions[1]).toMatchObject({ amountMinor: undefined, signedMinor: undefined });
  });

  test("a transaction's own direction counts", () => {
    const back = `${amt("15.00")}<CdtDbtInd>DBIT</CdtDbtInd>`;
    expect(entryOf(read(amt("1000.00"), back))?.transactions.map(({ signedMinor }) => signedMinor)).toEqual([
      100_000n,
      -1_500n,
    ]);
  });

  const batched = (batch: string): CamtFile => {
    const details = detailsXml(amt("500.00"), amt("485.00")).replace("<NtryDtls>", `<NtryDtls><Btch>${batch}</Btch>`);
    return parseCamt(utf8(statementXml(entryXml({}, details))));
  };

  test.each([
    ["right count", "<NbOfTxs>2</NbOfTxs>", "transactions", []],
    ["wrong count: a warning", "<NbOfTxs>3</NbOfTxs>", "transactions", ["BATCH_COUNT_MISMATCH"]],
    ["right total", '<TtlAmt Ccy="NOK">985.00</TtlAmt>', "transactions", []],
    ["wrong total", '<TtlAmt Ccy="NOK">985.01</TtlAmt>', "unallocated", ["BATCH_TOTAL_MISMATCH"]],
    ["total in another currency", '<TtlAmt Ccy="EUR">85.00</TtlAmt>', "transactions", []],
  ])("batch: %s", (_name, batch, treatment, codes) => {
    expect(entryOf(batched(batch))?.treatment).toBe(treatment);
    expect(codesOf(batched(batch))).toEqual(codes);
  });

  test("a batch without details is one amount and no warning", () => {
    const file = parseCamt(utf8(statementXml(entryXml({}, "<NtryDtls><Btch><NbOfTxs>20</NbOfTxs></Btch></NtryDtls>"))));
    expect(entryOf(file)?.treatment).toBe("lump");
    expect(codesOf(file)).toEqual([]);
  });
});

describe("entries that do not post", () => {
  const pending = entryXml({ Sts: "<Sts><Cd>PDNG</Cd></Sts>" });

  test.each(["PDNG", "INFO", "FUTR"])("status %s is a notice and does not move the balance", (status) => {
    const entry = entryXml({ Sts: `<Sts><Cd>${status}</Cd></Sts>` });
    const file = parseCamt(utf8(statementXml(entry, "100.00")));
    expect(entryOf(file)?.treatment).toBe("notice");
    expect(file.problems).toMatchObject([{ code: "STATUS_NOT_BOOKED", level: "warning", value: status }]);
    expect(file.statements[0]?.posts).toBe(true);
  });

  test("a notice counted in the closing balance does not add up", () => {
    expect(codesOf(parseCamt(utf8(statementXml(pending))))).toContain("STATEMENT_DOES_NOT_ADD_UP");
  });

  test("another currency than the account's is held", () => {
    const file = parseCamt(utf8(statementXml(entryXml({ Amt: amt("985.00", "SEK") }), "100.00")));
    expect(entryOf(file)?.treatment).toBe("held");
    expect(file.problems).toMatchObject([{ code: "ENTRY_CURRENCY_OTHER", scope: "entry", value: "SEK" }]);
  });

  test("an account that names its currency only behind entries in another one stops the statement", () => {
    const text = statementXml(entryXml({ Amt: amt("985.00", "SEK") }), "100.00");
    const account = /<Acct>.*<\/Acct>/.exec(text)?.[0] ?? "";
    const balances = balanceXml("OPBD", "100.00") + balanceXml("CLBD", "100.00");
    const late = text.replace(account, "").replace(balances, "").replace("</Stmt>", `${account}${balances}</Stmt>`);
    const file = parseCamt(utf8(late));
    expect(codesOf(file)).toEqual(["STATEMENT_CURRENCY_OTHER"]);
    expect(file.statements[0]?.posts).toBe(false);
  });

  test("camt.052 informs only", () => {
    const report = statementXml(entryXml())
      .replace("camt.053", "camt.052")
      .replaceAll("BkToCstmrStmt", "BkToCstmrAcctRpt")
      .replaceAll("Stmt>", "Rpt>");
    const file = parseCamt(utf8(report));
    expect(file).toMatchObject({ ok: true, problemCount: 0, statements: [{ posts: false }] });
    expect(entryOf(file)?.treatment).toBe("notice");
  });
});

describe("S0-09 balances", () => {
  const balances = (text: string, closing = "1085.00"): CamtFile => {
    const without = statementXml(entryXml(), closing)
      .replace(balanceXml("OPBD", "100.00"), "")
      .replace(balanceXml("CLBD", closing), text);
    return parseCamt(utf8(without));
  };
  const open = balanceXml("OPBD", "100.00");
  const close = balanceXml("CLBD", "1085.00");

  test.each([
    ["both", open + close, []],
    ["previously closed stands for opening", balanceXml("PRCD", "100.00") + close, []],
    ["opening is preferred to previously closed", balanceXml("PRCD", "7.00") + open + close, []],
    [
      "available balances are not looked at",
      open + close + balanceXml("CLAV", "7.00") + balanceXml("FWAV", "8.00"),
      [],
    ],
    ["other currencies are not looked at", open + balanceXml("CLBD", "7.00", "SEK") + close, []],
    ["the same one twice", open + close + close, []],
    ["two that differ", open + close + balanceXml("CLBD", "7.00"), ["BALANCE_REPEATED"]],
    ["no closing", open, ["BALANCE_MISSING"]],
    ["no opening", close, ["BALANCE_MISSING"]],
    ["one øre more", open + balanceXml("CLBD", "1085.01"), ["STATEMENT_DOES_NOT_ADD_UP"]],
    ["one øre less", open + balanceXml("CLBD", "1084.99"), ["STATEMENT_DOES_NOT_ADD_UP"]],
    ["an overdraft read as credit", open.replace("CRDT", "DBIT") + close, ["STATEMENT_DOES_NOT_ADD_UP"]],
  ])("%s", (_name, text, codes) => {
    expect(codesOf(balances(text))).toEqual(codes);
    expect(balances(text).statements[0]?.posts).toBe(codes.length === 0);
  });

  test.each([
    ["right", "1", "985.00", []],
    ["another count", "2", "985.00", ["SUMMARY_MISMATCH"]],
    ["another sum", "1", "985.01", ["SUMMARY_MISMATCH"]],
  ])("summary: %s", (_name, count, sum, codes) => {
    const summary = `<TxsSummry><TtlCdtNtries><NbOfNtries>${count}</NbOfNtries><Sum>${sum}</Sum></TtlCdtNtries></TxsSummry>`;
    expect(codesOf(balances(open + close + summary))).toEqual(codes);
  });
});

/** What would be posted: of statements that post, each payment with its reference, and each lump. */
function posted(file: CamtFile): readonly string[] {
  const entries = file.statements.filter(({ posts }) => posts).flatMap((statement) => statement.entries);
  return entries.flatMap((entry) => {
    if (entry.treatment === "lump") return [`lump ${entry.signedMinor}`];
    if (entry.treatment !== "transactions") return [];
    return entry.transactions.map((one) => {
      const trusted = one.remittance.split !== "unequal";
      return `${trusted ? (referenceCandidates(entry, one)[0]?.value ?? "") : "person"} ${one.signedMinor}`;
    });
  });
}

describe("S0-16 a file with one digit of one amount changed", () => {
  test.each(ownSamples.filter((name) => name.includes("camt")))(
    "posts nothing that the right one does not: %s",
    (name) => {
      const text = ownSample(name).toString();
      const right = new Set(posted(parseCamt(utf8(text))));
      let changed = 0;
      for (const match of text.matchAll(/<(?:Amt|RmtdAmt|CdtNoteAmt|Sum|TtlNetNtryAmt)(?: Ccy="...")?>([\d.]+)</g)) {
        const start = match.index + match[0].indexOf(">") + 1;
        for (let at = start; text[at] !== "<"; at += 1) {
          if (text[at] === ".") continue;
          const wrong = text.slice(0, at) + String((Number(text[at]) + 1) % 10) + text.slice(at + 1);
          const stray = posted(parseCamt(utf8(wrong))).filter((one) => !right.has(one) && !one.startsWith("person"));
          expect(stray, `offset ${at}`).toEqual([]);
          changed += 1;
        }
      }
      expect(changed).toBeGreaterThan(30);
    },
  );
});
