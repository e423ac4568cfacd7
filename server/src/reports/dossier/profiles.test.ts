import { describe, expect, test } from "vitest";
import { REPORT_LANGUAGES } from "../render-language.ts";
import { measureCode, papersOf } from "./papers.ts";
import { forProfile, OMISSIONS, tellsTreatment } from "./profiles.ts";
import {
  DOSSIER_PROFILES,
  MISSING_REASONS,
  OMISSION_REASONS,
  PAPERS,
  PIECE_KINDS,
  type Fields,
  type Found,
  type PieceKind,
} from "./types.ts";
import { hasWord, word } from "./words.ts";

const piece = (kind: PieceKind, facts: Fields = {}, more: Partial<Found> = {}): Found => ({
  ...{ kind, id: `${kind}-1`, on: "2026-03-02", facts },
  ...more,
});
const lines = (code: string | null) =>
  piece("lines", { lines: 1 }, { parts: [{ measureCode: code, text: "Kontroll" }] });
const step = (level: string, leftOn: string | null) => piece("step", { level, leftOn }, { id: level });
const judged = (found: readonly Found[], openMinor = 0n) =>
  papersOf(found, [], { openMinor, lostMinor: 0n }).map(({ paper, state, why }) => `${paper} ${why ?? state}`);

describe("N-12 what each reader of a dossier gets", () => {
  test("SEC-83 only a court reads what was treated and people's own words", () => {
    expect(DOSSIER_PROFILES.filter(tellsTreatment)).toEqual(["court"]);
    const said = [lines("101"), piece("note", { words: "ont" }), piece("dispute", { words: "ont", answer: "nej" })];
    for (const profile of DOSSIER_PROFILES)
      expect(JSON.stringify(forProfile(profile, said).given).includes("ont")).toBe(profile === "court");
  });

  test("an itemised file stays with its hash, and the file goes; what was not there is not told as left out", () => {
    const file = { name: "a.pdf", mediaType: "application/pdf", sha256: "ab" } as const;
    const found = [piece("itemisedDocument", { fileSha256: "ab" }, { file })];
    const { given, leftOut } = forProfile("forsakringskassan", found);
    expect(given).toEqual([piece("itemisedDocument", { fileSha256: "ab" })]);
    expect(leftOut).toEqual([{ kind: "itemisedDocument", fields: ["file"], why: "treatmentText", pieces: 1 }]);
    expect(forProfile("court", found).given).toEqual(found);
  });

  test("every word is there", () => {
    for (const kind of PIECE_KINDS) expect(hasWord("piece", kind)).toBe(true);
    for (const paper of PAPERS) expect(hasWord("paper", paper)).toBe(true);
    for (const why of [...MISSING_REASONS, ...OMISSION_REASONS]) expect(hasWord("reason", why)).toBe(true);
    for (const profile of DOSSIER_PROFILES) expect(hasWord("reader", profile)).toBe(true);
    const fields = Object.values(OMISSIONS).flatMap((each) => each.flatMap((one) => one.fields ?? []));
    for (const field of fields) expect(field === "file" || field === "patientNo" || hasWord("field", field)).toBe(true);
    expect(REPORT_LANGUAGES.map((language) => word("frame", "page", language))).toEqual([
      ...["Side", "Sida", "Side", "Pagina", "Page"],
    ]);
  });
});

describe("N-12 S2-19 which papers are asked for, by way of payment (T4)", () => {
  test.each<[string, string | null]>([
    ["302 Rotfyllning", "302"],
    [" 101: undersökning", "101"],
    ["Rotfyllning 302", null],
    ["3021 kr", null],
    ["012", null],
  ])("the measure's code of %j is %j", (text, code) => {
    expect(measureCode(text)).toBe(code);
  });

  test.each<[string, readonly Found[], string]>([
    ["a bank line of a file", [piece("payment", { proof: "bank", fileSha256: "ab" })], "bankExtract leftOut"],
    ["a bank line without its file", [piece("payment", { proof: "bank", fileSha256: null })], "bankExtract noBankFile"],
    ["a card without a reference", [piece("payment", { proof: "partner" })], "partnerReceipt noReference"],
    ["money of another source", [piece("payment", { proof: "test" })], "otherProof noProof"],
    ["a plan", [piece("plan")], "paymentPlan leftOut"],
  ])("%s", (_what, found, last) => {
    expect(judged(found).at(-1)).toBe(last);
  });

  test("of what is open every measure is asked for, letters with proof that they left", () => {
    const found = [lines(null), piece("stateShare"), step("remind1", "2026-04-07"), step("remind2", null)];
    expect(judged(found, 1n)).toEqual([
      "specifiedInvoice noMeasureCode",
      "invoiceAsIssued notKept",
      "remind1 leftOut",
      "remind2 noProof",
      "headOffice notTaken",
      "handOver notTaken",
      "agencyReport notTaken",
    ]);
  });
});
