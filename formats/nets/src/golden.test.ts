import { expect, test } from "vitest";
import { foundPublicSamples, ownSamples, publicSamples, sample } from "../testkit/samples.ts";
import { linesOf } from "../testkit/edit.ts";
import { parse, recordsOf, serialise, serialiseRecord, validate } from "./index.ts";
import { fromLatin1 } from "@kvitt/format-layout";

const samples = [...ownSamples, ...foundPublicSamples];

function good(bytes: Uint8Array) {
  const parsed = parse(bytes);
  if (!parsed.ok) expect.fail(JSON.stringify(parsed.verdict.problems));
  return parsed;
}

test.each(samples)("$name: what is parsed is written back to the byte", ({ bytes }) => {
  expect(serialise(good(bytes).file)).toEqual(bytes);
});

test.each(samples)("$name: the lower level mirrors the lines", ({ bytes }) => {
  const records = recordsOf(good(bytes).file);
  expect(records.map((record) => fromLatin1(serialiseRecord(record)))).toEqual(linesOf(bytes));
});

test.each(samples)("$name: validating the objects finds what validating the bytes finds", ({ bytes }) => {
  expect(validate(good(bytes).file)).toEqual(validate(bytes));
});

test("public sample files that this machine lacks are named", () => {
  const found = new Set(foundPublicSamples.map(({ name }) => name));
  const absent = Object.entries(publicSamples).filter(([name]) => !found.has(name));
  const places = absent.map(([name, place]) => `${name} (${place})`).join(", ");
  if (absent.length > 0) console.log(`nets conformance: absent, published elsewhere: ${places}`);
  expect(found.size + absent.length).toBe(Object.keys(publicSamples).length);
});

test("3.9 reversals are added to the control total and subtracted from the ledger total", () => {
  const { verdict } = good(sample("ocr-constructed-two-assignments-crlf-latin1.txt"));
  expect(verdict.assignments.map((each) => each.controlTotalMinor)).toEqual([797_951n, 224_925n]);
  expect(verdict.assignments.map((each) => each.ledgerTotalMinor)).toEqual([769_951n, 224_925n]);
  expect(verdict.controlTotalMinor).toBe(1_022_876n);
  expect(verdict.ledgerTotalMinor).toBe(994_876n);
});

test("payments of one settlement date, partial settlement and serial number are one lump sum", () => {
  const { verdict } = good(sample("ocr-constructed-two-assignments-crlf-latin1.txt"));
  const lumps = verdict.assignments.map(({ lumpSums }) =>
    lumpSums.map((lump) => [lump.settledOn, lump.partialSettlement, lump.serialNumber, lump.count, lump.ledgerMinor]),
  );
  expect(lumps).toEqual([
    [
      ["2026-11-12", 1, 10001, 2, 545_000n],
      ["2026-11-12", 2, 10002, 1, 89_950n],
      ["2026-11-13", 1, 10003, 2, 55_001n],
      ["2026-11-13", 0, 20001, 4, 80_000n],
    ],
    [["2026-11-13", 3, 30001, 3, 224_925n]],
  ]);
});

test("ISO-8859-1 letters, a MOD11 KID ending in - and a KID of 25 digits are read as they are", () => {
  const { file } = good(sample("ocr-constructed-two-assignments-crlf-latin1.txt"));
  const [first, second] = file.assignments;
  const texts = first?.kind === "ocr" ? first.transactions.map(({ item3 }) => item3?.freeText) : [];
  const kids = second?.kind === "ocr" ? second.transactions.map(({ item1 }) => item1.kid) : [];
  expect(texts.filter(Boolean)).toEqual(["Åse Bjørnø, hund Prikken æøå ÆØÅ", "Retur Åse Bjørnø"]);
  expect(kids).toEqual(["000006-", "123456785", "9999999999999999999999994"]);
});

test("S0-12 the payout files of the worked month hold every øre", () => {
  const totals = ownSamples
    .filter(({ name }) => name.startsWith("front-example"))
    .map(({ bytes }) => good(bytes).verdict.ledgerTotalMinor);
  expect(totals).toEqual([1_798_000n, 300_000n, 480_000n, 50_000n]);
});

test("AvtaleGiro claims and cancellations of one transmission", () => {
  const { file, verdict } = good(sample("avtalegiro-constructed-claims-and-cancellation.txt"));
  expect(verdict).toMatchObject({ records: 17, transactions: 4, controlTotalMinor: 850_100n, problemCount: 0 });
  const [claims, cancellations] = file.assignments;
  expect(claims?.kind === "claims" && claims.transactions[0]).toMatchObject({
    item1: { transactionType: "21", dueOn: "2026-12-15", amountMinor: 300_000n, kid: "1047152602058" },
    item2: { shortName: "HANSEN K", externalReference: "Faktura 260205" },
    specifications: [
      { lineNumber: 1, column: 1, text: "Avdrag 3 av 4" },
      { lineNumber: 1, column: 2, text: "Spørsmål? Tlf. 22 00 00 00" },
      { lineNumber: 2, column: 1, text: "Forfall 15.12.2026" },
    ],
  });
  expect(cancellations?.kind === "cancellations" && cancellations.transactions[0]?.item1.kid).toBe("1047192602191");
});

test("a list of agreements and OCR payments in one transmission", () => {
  const { file, verdict } = good(sample("avtalegiro-constructed-agreements-plus-ocr.txt"));
  expect(verdict).toMatchObject({ records: 12, transactions: 5, controlTotalMinor: 300_000n, problemCount: 0 });
  const [list] = file.assignments;
  expect(list?.kind === "agreements" && list.transactions).toEqual([
    { transactionNumber: 1, registrationType: "0", kid: "1047152601050", writtenNotice: "J" },
    { transactionNumber: 2, registrationType: "1", kid: "1047192602191", writtenNotice: "N" },
    { transactionNumber: 3, registrationType: "2", kid: "1047162601066", writtenNotice: "N" },
    { transactionNumber: 4, registrationType: "1", kid: "000006-", writtenNotice: "J" },
  ]);
});

const expectedOfPublic: Readonly<Record<string, object>> = {
  "netsgiro-ocr_giro_transactions.txt": {
    records: 45,
    transactions: 20,
    controlTotalMinor: 5_144_900n,
    countsByCode: { FILLER_NOT_ZERO: 6 },
  },
  "netsgiro-avtalegiro_payment_request.txt": {
    records: 22,
    transactions: 6,
    controlTotalMinor: 600n,
    countsByCode: { ACCOUNT_CHECK: 1 },
  },
  "java-netsgiro-ocr3.txt": { records: 7, transactions: 1, controlTotalMinor: 44_000n },
};

test.each(foundPublicSamples)("$name: counts, totals and findings are those published", ({ name, bytes }) => {
  expect(good(bytes).verdict).toMatchObject(expectedOfPublic[name]!);
});
