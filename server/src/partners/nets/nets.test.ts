import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AccountAgreement, FileChunks, IncomingPayment, ReaderOptions } from "../../banking/ports.ts";
import { netsReader } from "./index.ts";
import { Ordinals } from "./ordinals.ts";

const reader = netsReader();
const dental = "86011117947";
const vet = "15032080119";
const mod10: AccountAgreement = { currency: "NOK", kidLengths: [13], kidModulus: "mod10" };
const mod11: AccountAgreement = { currency: "NOK", kidLengths: [7, 9, 25], kidModulus: "mod11" };
const ours: ReaderOptions = {
  accounts: new Map([
    [dental, mod10],
    [vet, mod11],
  ]),
};

function sample(name: string): Buffer {
  return readFileSync(new URL(`../../../../formats/nets/samples/${name}`, import.meta.url));
}

async function* inChunks(bytes: Uint8Array, size = 1000): FileChunks {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function paymentsOf(bytes: Uint8Array, options = ours): Promise<IncomingPayment[]> {
  const all: IncomingPayment[] = [];
  for await (const batch of reader.payments(inChunks(bytes), options)) all.push(...batch);
  return all;
}

const validate = (bytes: Uint8Array, options = ours) => reader.validate(inChunks(bytes), options);

/** One payment to be written into a file: its fields as they stand in the records. */
type Row = {
  type?: string;
  settled?: string;
  lump?: string;
  sign?: string;
  minor?: number;
  kid?: string;
  archive?: string;
  debit?: string;
  text?: string;
};
type Part = { account?: string; number?: number; rows: Row[] };

const pad = (value: number | string, length: number): string => String(value).padStart(length, "0");

function recordsOf(row: Row, number: number): string[] {
  const { type = "10", settled = "061026", lump = "200001", sign = "0", minor = 45_000, kid = "1047112601018" } = row;
  const head = (item: number) => `NY09${type}3${item}${pad(number, 7)}`;
  return [
    `${head(0)}${settled}1306${lump}${sign}${pad(minor, 17)}${kid.padStart(25)}000000`,
    `${head(1)}0000000000${pad(row.archive ?? 0, 9)}0000000051026${row.debit ?? "12345678903"}${pad(0, 22)}`,
    ...(type === "20" || type === "21" ? [`${head(2)}${(row.text ?? "").padEnd(40)}${pad(0, 25)}`] : []),
  ];
}

/** A right file of these payments, with its counts and totals. */
function fileOf(parts: readonly Part[], lineBreak = "\r\n", transmission = 1): Buffer {
  const lines = [`NY00001000008080${pad(transmission, 7)}00100900${pad(0, 49)}`];
  let total = 0;
  for (const [index, { account = dental, number = index + 1, rows }] of parts.entries()) {
    const records = rows.flatMap((row, at) => recordsOf(row, at + 1));
    const sum = rows.reduce((soFar, { sign, minor = 45_000 }) => soFar + (sign === "-" ? -minor : minor), 0);
    const days = rows
      .map(({ settled = "061026" }) => settled.slice(4) + settled.slice(2, 4) + settled.slice(0, 2))
      .sort();
    const day = (text: string) => text.slice(4) + text.slice(2, 4) + text.slice(0, 2);
    lines.push(`NY090020008566002${pad(number, 7)}${account}${pad(0, 45)}`, ...records);
    lines.push(
      `NY090088${pad(rows.length, 8)}${pad(records.length + 2, 8)}${pad(sum, 17)}061026${day(days[0]!)}${day(days.at(-1)!)}${pad(0, 21)}`,
    );
    total += sum;
  }
  const count = parts.reduce((soFar, { rows }) => soFar + rows.length, 0);
  lines.push(`NY000089${pad(count, 8)}${pad(lines.length + 1, 8)}${pad(total, 17)}061026${pad(0, 33)}`);
  return Buffer.from(lines.map((line) => line + lineBreak).join(""), "latin1");
}

const prints = (payments: readonly IncomingPayment[]) => payments.map(({ fingerprint }) => fingerprint.toString("hex"));

describe("a file of two assignments, read for banking", () => {
  const bytes = sample("ocr-constructed-two-assignments-crlf-latin1.txt");

  test("S0-17 every payment comes with its lump, direction, kind and reference", async () => {
    const rows = (await paymentsOf(bytes)).map((row) => [
      row.lineNo,
      row.batchKey,
      row.account,
      row.direction,
      row.kind,
      row.amountMinor,
      row.reference,
      row.paidOn,
      row.payerAccount,
      row.text,
    ]);
    expect(rows).toEqual([
      [3, "2026-11-12-1-10001", dental, "in", "bank", 245000n, "1047112601018", "2026-11-11", "12345678903", null],
      [
        5,
        "2026-11-12-1-10001",
        dental,
        "in",
        "avtalegiro",
        300000n,
        "1047152601050",
        "2026-11-12",
        "99991042764",
        null,
      ],
      [7, "2026-11-12-2-10002", dental, "in", "counter", 89950n, "1047162601066", null, null, null],
      [
        9,
        "2026-11-13-1-10003",
        dental,
        "creditNote",
        "bank",
        -45000n,
        "1047112601018",
        "2026-11-12",
        "12345678903",
        null,
      ],
      [
        11,
        "2026-11-13-1-10003",
        dental,
        "in",
        "companyTerminal",
        100001n,
        "1047172601072",
        "2026-11-12",
        "12345678903",
        null,
      ],
      [13, "2026-11-13-0-20001", dental, "in", "card", 59000n, "1047182601088", "2026-11-12", null, null],
      [15, "2026-11-13-0-20001", dental, "reversal", "cardReversal", -9000n, "1047182601088", "2026-11-12", null, null],
      [
        17,
        "2026-11-13-0-20001",
        dental,
        "in",
        "card",
        35000n,
        null,
        "2026-11-12",
        null,
        expect.stringContaining("hund Prikken"),
      ],
      [
        20,
        "2026-11-13-0-20001",
        dental,
        "reversal",
        "cardReversal",
        -5000n,
        null,
        "2026-11-12",
        null,
        "Retur Åse Bjørnø",
      ],
      [25, "2026-11-13-3-30001", vet, "in", "bank", 129900n, "000006-", "2026-11-13", "86011117947", null],
      [27, "2026-11-13-3-30001", vet, "in", "bank", 75025n, "123456785", "2026-11-13", "86011117947", null],
      [
        29,
        "2026-11-13-3-30001",
        vet,
        "in",
        "standingOrder",
        20000n,
        "9999999999999999999999994",
        "2026-11-13",
        "12345678903",
        null,
      ],
    ]);
  });

  test("S0-17 the verdict has each lump's control figure and money, which the payments add up to", async () => {
    const verdict = await validate(bytes);
    expect(verdict.ok).toBe(true);
    expect(verdict.senderKey).toBe("ocr:00008080:1700319:00104711");
    expect(verdict.batches.map((each) => [each.batchKey, each.lines, each.controlMinor, each.ledgerMinor])).toEqual([
      ["2026-11-12-1-10001", 2, 545000n, 545000n],
      ["2026-11-12-2-10002", 1, 89950n, 89950n],
      ["2026-11-13-1-10003", 2, 55001n, 55001n],
      ["2026-11-13-0-20001", 4, 108000n, 80000n],
      ["2026-11-13-3-30001", 3, 224925n, 224925n],
    ]);
    const payments = await paymentsOf(bytes);
    for (const { batchKey, lines, ledgerMinor } of verdict.batches) {
      const inLump = payments.filter((payment) => payment.batchKey === batchKey);
      expect(inLump).toHaveLength(lines);
      expect(inLump.reduce((sum, { amountMinor }) => sum + amountMinor, 0n)).toBe(ledgerMinor);
    }
  });

  test("S0-17 a KID that breaks its account's agreement says so, and only there", async () => {
    const broken = async (options: ReaderOptions) =>
      (await paymentsOf(bytes, options)).flatMap((row) => (row.referenceProblem === null ? [] : [row.reference]));
    expect(await broken(ours)).toEqual(["9999999999999999999999994"]);
    expect(
      await broken({
        accounts: new Map([
          [dental, mod10],
          [vet, { ...mod11, kidModulus: null }],
        ]),
      }),
    ).toEqual([]);
    expect(await broken({ accounts: new Map([[dental, mod11]]) })).toHaveLength(7);
  });
});

test.each([
  ["10", "bank", "in"],
  ["11", "standingOrder", "in"],
  ["12", "remittance", "in"],
  ["13", "companyTerminal", "in"],
  ["14", "counter", "in"],
  ["15", "avtalegiro", "in"],
  ["16", "telegiro", "in"],
  ["17", "cashGiro", "in"],
  ["18", "cardReversal", "reversal"],
  ["19", "card", "in"],
  ["20", "cardReversal", "reversal"],
  ["21", "card", "in"],
])("S0-17 type %s is %s and goes %s", async (type, kind, direction) => {
  const [payment] = await paymentsOf(fileOf([{ rows: [{ type, minor: 100 }] }]));
  expect([payment?.kind, payment?.direction, payment?.amountMinor]).toEqual([
    kind,
    direction,
    direction === "in" ? 100n : -100n,
  ]);
});

describe("a payment keeps its fingerprint", () => {
  const row: Row = { archive: "1" };

  test("S0-17 in another wrapping: other transmission, other line breaks, other assignment number", async () => {
    const first = await paymentsOf(fileOf([{ rows: [row, { archive: "2" }] }]));
    const again = await paymentsOf(fileOf([{ number: 7, rows: [row, { archive: "2" }] }], "", 2));
    expect(prints(again)).toEqual(prints(first));
    expect(first[0]?.fingerprint).toHaveLength(16);
  });

  test("S0-17 equal rows are so many payments, numbered over all assignments of the account", async () => {
    const together = prints(await paymentsOf(fileOf([{ rows: [row, row, row] }])));
    const apart = prints(await paymentsOf(fileOf([{ rows: [row, row] }, { rows: [row] }])));
    expect(new Set(together).size).toBe(3);
    expect(apart).toEqual(together);
    expect(prints(await paymentsOf(fileOf([{ rows: [row] }])))).toEqual(together.slice(0, 1));
  });

  test("S0-17 equal rows of two accounts are each the first of theirs", async () => {
    const [ofDental, ofVet] = prints(await paymentsOf(fileOf([{ rows: [row] }, { account: vet, rows: [row] }])));
    expect(ofDental).not.toBe(ofVet);
    expect(prints(await paymentsOf(fileOf([{ account: vet, rows: [row] }])))).toEqual([ofVet]);
  });

  test("S0-17 any field that differs makes another payment", async () => {
    const others: Row[] = [
      { settled: "071026" },
      { lump: "300001" },
      { lump: "200002" },
      { type: "11" },
      { sign: "-" },
      { minor: 45_001 },
      { kid: "1047152601050" },
      { debit: "86011117947" },
      { archive: "3" },
    ];
    const all = prints(await paymentsOf(fileOf([{ rows: [{ minor: 90_000 }, {}, ...others] }])));
    expect(new Set(all).size).toBe(all.length);
  });

  test("ordinals count like a map, over the growth of their table", () => {
    const half = fc.integer({ min: 0, max: 3 });
    fc.assert(
      fc.property(fc.array(fc.tuple(half, half), { maxLength: 60 }), (pairs) => {
        const ordinals = new Ordinals();
        const counts = new Map<string, number>();
        for (const [high, low] of pairs) {
          const key = high === 0 && low === 0 ? "0:1" : `${high}:${low}`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
          expect(ordinals.next(high, low)).toBe(counts.get(key));
        }
      }),
    );
    const ordinals = new Ordinals();
    const spread = (at: number) => Math.imul(at + 1, 0x9e3779b1) >>> 0;
    for (let at = 0; at < 20_000; at++) expect(ordinals.next(at, spread(at))).toBe(1);
    for (let at = 0; at < 20_000; at += 999) expect(ordinals.next(at, spread(at))).toBe(2);
  });
});

describe("a delivery is known again", () => {
  const rows: Row[] = [{ archive: "1" }, { archive: "2" }];

  test("S0-17 without line breaks it is the same file", async () => {
    const [first, again] = [await validate(fileOf([{ rows }])), await validate(fileOf([{ rows }], ""))];
    expect(again.normalisedSha256).toEqual(first.normalisedSha256);
    expect(again.contentSha256).toEqual(first.contentSha256);
  });

  test("S0-17 under another transmission number it is another file with the same content", async () => {
    const [first, again] = [await validate(fileOf([{ rows }])), await validate(fileOf([{ rows }], "\r\n", 2))];
    expect(again.normalisedSha256).not.toEqual(first.normalisedSha256);
    expect(again.senderKey).not.toBe(first.senderKey);
    expect(again.contentSha256).toEqual(first.contentSha256);
    expect(again.partKeys).toEqual(first.partKeys);
  });

  test("S0-17 two deliveries of a day that differ in their lump only are two parts", async () => {
    const morning = await validate(fileOf([{ rows: [{ lump: "100001" }] }]));
    const noon = await validate(fileOf([{ rows: [{ lump: "200001" }] }]));
    expect(morning.partKeys).toHaveLength(1);
    expect(noon.partKeys).not.toEqual(morning.partKeys);
  });

  test("S0-17 a lump that two assignments name gets a key for each, the same in verdict and payments", async () => {
    const bytes = fileOf([{ rows }, { rows: [{ archive: "3" }] }, { account: vet, rows: [{ archive: "4" }] }]);
    const keys = ["2026-10-06-2-00001", "2026-10-06-2-00001-a2", "2026-10-06-2-00001-a3"];
    expect((await validate(bytes)).batches.map(({ batchKey }) => batchKey)).toEqual(keys);
    expect([...new Set((await paymentsOf(bytes)).map(({ batchKey }) => batchKey))]).toEqual(keys);
  });
});

describe("files that need a person", () => {
  const bytes = fileOf([{ rows: [{}] }, { account: "97104200008", rows: [{}] }]);

  test("S0-17 an account that is not ours is named by its code; the payments can still be had once released", async () => {
    const verdict = await validate(bytes);
    expect(verdict.ok).toBe(false);
    expect(verdict.problems.filter(({ level }) => level === "file").map(({ code, line }) => [code, line])).toEqual([
      ["ACCOUNT_UNKNOWN", 6],
    ]);
    expect((await paymentsOf(bytes)).map(({ account }) => account)).toEqual([dental, "97104200008"]);
  });

  test("S0-17 a file for another recipient is refused", async () => {
    const codes = async (recipient: string) =>
      (await validate(fileOf([{ rows: [{}] }]), { ...ours, recipient })).problems.map(({ code }) => code);
    expect(await codes("99999999")).toEqual(["NOT_FOR_US"]);
    expect(await codes("00100900")).toEqual([]);
  });

  test("S0-17 a damaged file gives no payments", async () => {
    const damaged = Buffer.from(
      fileOf([{ rows: [{}] }])
        .toString("latin1")
        .replace("0000000000045000 ", "0000000000045001 "),
      "latin1",
    );
    expect((await validate(damaged)).problems.map(({ code }) => code)).toContain("TOTAL_MISMATCH");
    await expect(paymentsOf(damaged)).rejects.toThrow("findings that reject it");
  });
});

describe("recognition is by content", () => {
  const head = (text: string) => reader.recognise(Buffer.from(text, "latin1"));
  test.each(["NY000010000080801", "ny000010", "NY090020", "\r\nNY000010", "\u00ef\u00bb\u00bfNY000010"])(
    "SEC-62 %j is OCR giro",
    (text) => {
      expect(head(text)).toBe("ocrgiro");
    },
  );
  test.each(["", "NY", "NYTT", "<?xml", "00000000", "\0\0\0\0\0\0\0\0"])("SEC-62 %j is not", (text) => {
    expect(head(text)).toBeUndefined();
  });
});

test.each([
  ["front-example-batch-1-2026-10-06.txt", 4],
  ["front-example-batch-2-2026-10-13.txt", 1],
  ["front-example-batch-3-2026-10-21.txt", 2],
  ["front-example-batch-4-2026-10-28.txt", 1],
  ["avtalegiro-constructed-agreements-plus-ocr.txt", 1],
  ["avtalegiro-constructed-claims-and-cancellation.txt", 0],
])("S0-17 %s holds %i payments, all in its lumps", async (name, count) => {
  const accounts = new Map(
    [
      ...sample(name)
        .toString("latin1")
        .matchAll(/^NY..[0-9]{2}20.{16}(\d{11})/gm),
    ].map(([, account]) => [account!, { ...mod10, kidModulus: null }]),
  );
  const verdict = await validate(sample(name), { accounts });
  const payments = await paymentsOf(sample(name), { accounts });
  expect(verdict.problems.filter(({ level }) => level === "file")).toEqual([]);
  expect(payments).toHaveLength(count);
  expect(verdict.batches.reduce((sum, { lines }) => sum + lines, 0)).toBe(count);
  expect(await reader.describe(inChunks(sample(name)))).toContain("Transmission");
});
