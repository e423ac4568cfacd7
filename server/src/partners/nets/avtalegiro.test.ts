import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "@kvitt/format-nets";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DebitLine, DebitOrder } from "../../payments/ports.ts";
import { netsDirectDebit } from "./index.ts";
import { carried, shortName } from "./short-name.ts";

const samples = join(import.meta.dirname, "../../../../formats/nets/samples");
const sample = (name: string): Buffer => readFileSync(join(samples, `avtalegiro-constructed-${name}.txt`));
async function* chunksOf(bytes: Uint8Array, size = bytes.length): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const line: DebitLine = {
  dueOn: "2026-12-15",
  amountMinor: 300_000n,
  kid: "1047152602058",
  payer: { name: "Kari Hansen", isPerson: true },
  shownAs: "Faktura 260205",
  notify: "bank",
  notice: [],
};
const drawnByPayee: DebitLine = {
  ...line,
  amountMinor: 125_050n,
  kid: "1047192602191",
  payer: { name: "Åse Ødegård", isPerson: true },
  shownAs: "Faktura 260219",
  notify: "payee",
};
const order: DebitOrder = {
  sender: "00104711",
  transmissionNo: 2_111_001,
  account: "86011117947",
  sentOn: "2026-11-21",
  totalMinor: 850_100n,
  claims: {
    assignmentNo: 2_111_001,
    lines: [
      { ...line, notice: ["Avdrag 3 av 4", "Spørsmål? Tlf. 22 00 00 00", "Forfall 15.12.2026"] },
      drawnByPayee,
      { ...line, dueOn: "2027-01-04", kid: "1047152603056", shownAs: "Faktura 260305" },
    ],
  },
  cancellations: { assignmentNo: 2_111_002, lines: [drawnByPayee] },
};

describe("S0-01 claims and cancellations", () => {
  test("are the sample to the byte", () => {
    const written = netsDirectDebit({ lineBreak: "\n" }).write(order);
    expect(written.ok && Buffer.from(written.bytes)).toEqual(sample("claims-and-cancellation"));
  });

  const withClaims = (...lines: DebitLine[]): DebitOrder => ({
    ...order,
    claims: { assignmentNo: 1, lines },
    cancellations: null,
    totalMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0n),
  });

  test.each<[string, Partial<DebitLine>, string]>([
    ["a KID with letters", { kid: "12A4566" }, "KID"],
    ["an amount of nothing", { amountMinor: 0n }, "AMOUNT"],
    ["a due date more than twelve months ahead", { dueOn: "2027-11-22" }, "TOO_FAR_AHEAD"],
  ])("%s is refused, and said which line it is", (_what, change, code) => {
    expect(netsDirectDebit().write(withClaims(line, { ...line, ...change }))).toEqual({
      ok: false,
      refusals: [{ code, part: "claims", line: 1 }],
    });
  });

  test("a due date on a Saturday is written as it stands: the operator moves it", () => {
    const written = netsDirectDebit().write(withClaims({ ...line, dueOn: "2026-12-19" }));
    expect(written.ok && Buffer.from(written.bytes).toString("latin1")).toContain("NY2121300000001191226");
  });

  test("an account whose last digit is wrong is nobody's line", () => {
    expect(netsDirectDebit().write({ ...order, account: "86011117948" })).toMatchObject({
      refusals: [
        { code: "ACCOUNT_CHECK", line: null },
        { code: "ACCOUNT_CHECK", line: null },
      ],
    });
  });

  test("whatever payers and clinics are called, the file can carry it and reads back", () => {
    const name = fc.string({ unit: "grapheme", maxLength: 60 });
    fc.assert(
      fc.property(name, name, name, fc.boolean(), (payer, shownAs, notice, isPerson) => {
        const written = netsDirectDebit().write(
          withClaims({ ...line, payer: { name: payer, isPerson }, shownAs, notice: [notice] }),
        );
        expect(written.ok && parse(written.bytes).ok).toBe(true);
      }),
    );
  });

  test.each([
    ["Kari Hansen", true, "HANSEN K"],
    ["Åse Bjørnson-Østby", true, "BJØRNSON Å"],
    ["Łukasz Żółć", true, "ZÓLC L"],
    ["Cher", true, "CHER"],
    ["Eksempel Regnskap AS", false, "EKSEMPEL R"],
    ["محمد", true, ""],
  ])("%s is called %s", (name, isPerson, short) => {
    expect(shortName({ name, isPerson })).toBe(short);
    expect(carried(`${name}\n`, 40)).not.toMatch(/\n/);
  });
});

describe("S0-01 the list of authorities", () => {
  const entry = (registration: string, kid: string, writtenNotice: boolean) => ({ registration, kid, writtenNotice });
  const sampled = [
    {
      account: "86011117947",
      assignmentNo: "0000001",
      complete: false,
      entries: [
        entry("inForce", "1047152601050", true),
        entry("changed", "1047192602191", false),
        entry("ended", "1047162601066", false),
        entry("changed", "000006-", true),
      ],
    },
  ];

  test.each([1_000_000, 81, 7])("is read from a file of payments in pieces of %i bytes", async (size) => {
    const bytes = sample("agreements-plus-ocr");
    expect(await netsDirectDebit().readMandates(chunksOf(bytes, size))).toEqual(sampled);
  });

  test("a list of nothing but authorities in force is complete", async () => {
    const text = sample("agreements-plus-ocr").toString("latin1");
    const bytes = Buffer.from(text.replace(/^(NY219470\d{7})[12]/gm, "$10"), "latin1");
    const [list] = await netsDirectDebit().readMandates(chunksOf(bytes));
    expect(list).toMatchObject({ complete: true, entries: [{}, {}, {}, { kid: "000006-", registration: "inForce" }] });
  });

  test("a file of claims has none", async () => {
    expect(await netsDirectDebit().readMandates(chunksOf(sample("claims-and-cancellation")))).toEqual([]);
  });

  test("a damaged file gives none of its entries", async () => {
    const damaged = Buffer.from(
      sample("agreements-plus-ocr").toString("latin1").replace("0000000400000006", "0000000500000006"),
      "latin1",
    );
    await expect(netsDirectDebit().readMandates(chunksOf(damaged))).rejects.toThrow("findings that reject it");
  });
});
