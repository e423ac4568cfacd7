import { describe as group, expect, test } from "vitest";
import { absentSamples, publicSample, publicSamples, type PublicSample } from "../testkit/samples.ts";
import { parseCamt, parsePain001, type CamtFile, type Pain001Result } from "./index.ts";

const codes = (file: CamtFile | Pain001Result): readonly string[] => [
  ...new Set(file.problems.map(({ code }) => code)),
];
const signed = (file: CamtFile): readonly bigint[] =>
  file.statements.flatMap(({ entries }) => entries.map(({ signedMinor }) => signedMinor));
const first = (file: CamtFile) => file.statements[0]?.entries[0];

/** The results that `formats: camt` section 10 expects, by sample. */
const expectations: Readonly<Record<PublicSample, (bytes: Buffer) => void>> = {
  "genkgo-camt053.v2.minimal.ultimate.xml": (bytes) => {
    const file = parseCamt(bytes);
    expect(signed(file)).toEqual([885n]);
    expect(first(file)?.transactions[0]?.remittance.parts[0]?.reference).toBe("4654654654654654");
    expect(file.statements[0]?.balances.map(({ currency }) => currency)).toEqual(["EUR", "SEK", "CHF", "JPY"]);
    expect(codes(file)).toEqual(["BALANCE_MISSING"]);
    expect(file.statements[0]?.posts).toBe(false);
  },
  "genkgo-camt053.v2.five.decimals.xml": (bytes) => {
    const file = parseCamt(bytes);
    expect(signed(file)).toEqual([885n]);
    expect(file.statements[0]).toMatchObject({ openingMinor: 1815n, closingMinor: 2705n, posts: false });
    expect(codes(file)).toEqual(["STATEMENT_DOES_NOT_ADD_UP"]);
  },
  "genkgo-camt53.only-Dt-with-DtTm.xml": (bytes) => {
    const [statement] = parseCamt(bytes).statements;
    expect(statement?.entries).toEqual([]);
    expect(statement?.balances[0]?.on?.toString()).toBe("2025-07-23");
  },
  "genkgo-camt054.v4.xml": (bytes) => {
    const file = parseCamt(bytes);
    expect(first(file)).toMatchObject({ signedMinor: -20_000_000n, currency: "SEK", treatment: "unallocated" });
    expect(first(file)?.transactions.map(({ foreign }) => foreign?.minor)).toEqual([310n, 320n, 320n]);
    expect(first(file)?.transactions[2]?.remittance.parts).toHaveLength(2);
    expect(codes(file)).toContain("BATCH_SUM_MISMATCH");
  },
  "genkgo-camt054.v8-with-UETR.xml": (bytes) => {
    const entry = first(parseCamt(bytes));
    expect(entry).toMatchObject({ signedMinor: -20_000_000n, bookedOn: undefined, treatment: "held" });
    expect(entry?.transactions.map(({ refs }) => refs.uetr)).toEqual(["255ae394-9965-4438-ac86-f406feada396"]);
  },
  "viafintech-053.xml": (bytes) => {
    const file = parseCamt(bytes);
    expect(signed(file)).toEqual([-200n, -300n, 100n, -600n]);
    expect(file.statements[0]?.entries[3]?.transactions.map(({ signedMinor }) => signedMinor)).toEqual([-350n, -250n]);
    expect(file.statements[0]).toMatchObject({ openingMinor: 3306n, closingMinor: 2306n, posts: true });
    expect(codes(file)).toEqual([]);
  },
  "viafintech-053-batch.xml": (bytes) => {
    const file = parseCamt(bytes);
    expect(signed(file)).toEqual([-475_374n, 268_800n, 500_000n]);
    expect(first(file)).toMatchObject({ treatment: "lump", batches: [{ count: 3 }] });
    expect(codes(file)).toContain("STATEMENT_DOES_NOT_ADD_UP");
    expect(file.statements[0]?.posts).toBe(false);
  },
  "iso-business-sample-053.001.04.xml": (bytes) => {
    const file = parseCamt(bytes);
    expect(signed(file)).toEqual([10_567_850n, -20_000_000n, 3_000_000n]);
    expect(file.statements[0]).toMatchObject({ closingMinor: 43_567_850n, posts: true });
    expect(first(file)?.transactions[0]).toMatchObject({ amountMinor: 10_567_850n, amountSource: "entry" });
    expect(file.statements[0]?.entries[2]?.transactions[0]?.foreign).toEqual({ minor: 325_500n, currency: "EUR" });
    expect(codes(file)).toEqual([]);
  },
  "iso-business-sample-054.001.04.xml": (bytes) => {
    const file = parseCamt(bytes);
    expect(first(file)?.transactions[0]).toMatchObject({ amountMinor: 10_567_850n, amountSource: "entry" });
    expect(codes(file)).toEqual([]);
  },
  "pain001-001-03.xml": (bytes) => {
    const result = parsePain001(bytes);
    expect(result.file).toMatchObject({ statedCount: 2, count: 6, sum: "1400.00" });
    expect(result.ok).toBe(false);
    expect(codes(result)).toContain("COUNT_MISMATCH");
  },
  "pain001-001-09.xml": (bytes) => {
    const result = parsePain001(bytes);
    expect(result.file).toMatchObject({ statedCount: 2, count: 5, sum: "1100.00" });
    expect(result.ok).toBe(false);
    expect(codes(result)).toContain("COUNT_MISMATCH");
  },
};

group("S0-19 public bank samples read as expected", () => {
  const present = (Object.keys(publicSamples) as PublicSample[]).flatMap((name) => {
    const bytes = publicSample(name);
    return bytes === undefined ? [] : [{ name, bytes }];
  });

  test("says which samples are absent here and where they are published", () => {
    const absent = absentSamples();
    if (absent.length > 0) {
      const places = absent.map((name) => `${name} (github.com/${publicSamples[name]})`);
      console.info(`conformance samples absent: ${places.join(", ")}`);
    }
    expect(absent.length + present.length).toBe(Object.keys(expectations).length);
  });

  for (const { name, bytes } of present) test(name, () => expectations[name](bytes));
});
