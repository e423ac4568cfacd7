import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { Country } from "../../markets/index.ts";
import { languages, Refusal } from "../../platform/index.ts";
import type { PrintableDocument } from "./model.ts";
import { renderDocument } from "./render.ts";
import {
  sampleCollectiveInvoice,
  sampleDocuments,
  sampleInvoice,
  samplePaymentLetter,
  sampleReceipt,
  sampleThirdPartyInvoice,
} from "./samples.ts";

/** The PDFs are read by poppler, which knows nothing of the typesetter (Debian package poppler-utils). */
function read(tool: "pdftotext" | "pdfinfo", options: readonly string[], pdf: Buffer): string {
  const input = tool === "pdftotext" ? ["-", "-"] : ["-"];
  return execFileSync(tool, [...options, ...input], {
    input: pdf,
    encoding: "utf8",
    maxBuffer: 2 ** 26,
    stdio: ["pipe", "pipe", "ignore"],
  });
}

const textOf = (pdf: Buffer) => read("pdftotext", ["-raw"], pdf).replace(/[\u00A0\u202F]/g, " ");
const countries: readonly Country[] = ["NO", "SE", "DK", "IT", "US"];
const NO = { country: "NO" } as const;

type Box = {
  readonly page: number;
  readonly word: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly foot: number;
};

/** Every word with its place on paper, in points from the upper left corner. */
function boxesOf(pdf: Buffer): { readonly boxes: readonly Box[]; readonly width: number; readonly height: number } {
  const found = read("pdftotext", ["-bbox"], pdf);
  const pages = found.split("<page ").slice(1);
  const [, width, height] = /width="([\d.]+)" height="([\d.]+)"/.exec(pages[0]!)!.map(Number);
  const word = /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g;
  const boxes = pages.flatMap((text, at) =>
    [...text.matchAll(word)].map(([, left, top, right, foot, said]) => ({
      ...{ page: at + 1, word: said!, left: Number(left), top: Number(top), right: Number(right), foot: Number(foot) },
    })),
  );
  return { boxes, width: width!, height: height! };
}

/** Twenty millimetres on either side, and a point for the overhang of letters. */
const MARGIN = 55.6;

function expectOnPaper(pdf: Buffer): void {
  const { boxes, width, height } = boxesOf(pdf);
  expect(boxes.filter((box) => box.left < MARGIN || box.right > width - MARGIN)).toEqual([]);
  expect(boxes.filter((box) => box.top < 20 || box.foot > height - 20)).toEqual([]);
}

describe("documents as a reader sees them", () => {
  test.each(countries)("S1-04 X-29 every kind of document of %s, in its language", async (country) => {
    const kinds = Object.entries(sampleDocuments({ country }));
    const pdfs = await Promise.all(kinds.map(([, document]) => renderDocument(document)));
    const texts = kinds.map(([kind], at) => `===== ${kind} =====\n${textOf(pdfs[at]!)}`);
    await expect(texts.join("\n")).toMatchFileSnapshot(`goldens/${country}.txt`);
    for (const pdf of pdfs) expectOnPaper(pdf);
  });

  test.each(languages)("%s: every market's invoice fits its paper", async (language) => {
    for (const country of countries) expectOnPaper(await renderDocument(sampleInvoice({ country, language })));
  });
});

describe("S0-06 the anonymous rendering", () => {
  test("holds nothing that is not on its list, word by word", async () => {
    const text = textOf(await renderDocument(sampleThirdPartyInvoice(NO)));
    for (const line of sampleInvoice(NO).lines) expect(text).not.toContain(line.text);
    expect(text).not.toMatch(/Nordmann|Tann \d|46|Pasient/);
    expect(text).toMatch(/KV-[2-9B-Z]{10} REQ 2026\/1100 oktober 2026 Helsetjeneste iht\. avtale/);
  });
});

describe("same document, same bytes", () => {
  test("whatever thread sets it, and whatever was set before", async () => {
    const first = await renderDocument(sampleInvoice(NO));
    const others = await Promise.all(
      Array.from({ length: 9 }, (_, no) =>
        renderDocument(no % 2 === 0 ? sampleInvoice(NO) : sampleInvoice({ ...NO, no })),
      ),
    );
    const same = others.filter((_, no) => no % 2 === 0);
    expect(same.every((pdf) => pdf.equals(first))).toBe(true);
    expect(others[1]!.equals(first)).toBe(false);
  });

  test("it is dated by the document", async () => {
    const about = read("pdfinfo", ["-isodates"], await renderDocument(sampleInvoice(NO)));
    expect(about).toMatch(/CreationDate: +2026-11-23T00:00:00/);
    expect(about).toMatch(/Title: +Faktura 260101/);
    expect(about).toMatch(/Author: +Nordlys Tannklinikk/);
  });
});

describe("G-08 a screen reader can follow it", () => {
  test.each([
    ["NO", "nb", "(nb-NO)", "A4"],
    ["SE", "en", "(en-SE)", "A4"],
    ["US", "en", "(en-US)", "letter"],
  ] as const)("%s in %s: tagged, with language, title and paper", async (country, language, tag, paper) => {
    const pdf = await renderDocument(sampleInvoice({ country, language }));
    const about = read("pdfinfo", [], pdf);
    expect(about).toMatch(/Tagged: +yes/);
    expect(about).toContain(paper);
    expect(about).toMatch(/Title: +\S+ 260101/);
    expect(pdf.toString("latin1")).toContain(`/Lang ${tag}`);
  });

  test("headings, table heads with scope, and words for every picture", async () => {
    const pdf = await renderDocument(sampleInvoice(NO));
    const tree = read("pdfinfo", ["-struct-text"], pdf);
    expect(tree.match(/^ *H1 /gm)).toHaveLength(1);
    expect(tree).toMatch(/H2 "Betaling"/);
    expect(tree.match(/^ *TH /gm)).toHaveLength(6);
    const bytes = pdf.toString("latin1");
    expect(bytes.match(/\/S \/Figure/g)).toHaveLength(2);
    expect(bytes.match(/\/Alt /g)).toHaveLength(2);
  });
});

describe("pages", () => {
  test("S1-04 bad input: a collective invoice of 300 lines", async () => {
    const document = sampleCollectiveInvoice({ ...NO, lines: 300 });
    const pdf = await renderDocument(document);
    const pages = textOf(pdf)
      .split("\f")
      .filter((page) => page !== "");
    expect(pages.length).toBeGreaterThan(7);
    for (const [at, page] of pages.entries()) {
      expect(page).toContain(`Side ${at + 1} av ${pages.length}`);
      if (/KV-/.test(page)) expect(page).toContain("Vår referanse Deres referanse Måned Beskrivelse Beløp (kr)");
      if (at > 0) expect(page).toContain("Nordlys Tannklinikk Samlefaktura 260101");
    }
    const printed = pages.join("\n").match(/KV-[2-9B-Z]{10}/g)!;
    expect(printed).toEqual(document.lines.map((line) => line.reference));
    expect(pages[0]).toMatch(/Betaling\n/);
    expect(pages.at(-1)).toMatch(/Å betale \(kr\) /);
    expectOnPaper(pdf);
  });

  test("totals and notes stay together, and never without lines, wherever the lines end", async () => {
    for (const lines of [8, 9, 14, 15, 16, 17, 18, 19, 20, 58, 59, 60, 61]) {
      const pages = textOf(await renderDocument(sampleCollectiveInvoice({ ...NO, lines }))).split("\f");
      const last = pages.findLast((page) => page !== "")!;
      expect(last, `${lines} lines`).toMatch(/KV-[^]*Å betale \(kr\) [^]*Spesifikasjon[^]*Spørsmål/);
    }
  });
});

describe("names", () => {
  const named = (name: string) => ({
    ...sampleInvoice(NO),
    receiver: { ...sampleInvoice(NO).receiver, name },
    patientName: name,
  });

  test("bad input: a name written from right to left keeps its letters and stays on the paper", async () => {
    const pdf = await renderDocument(named("فاطمة الزهراء"));
    expect(pdf.toString("latin1")).toContain("+NotoSansArabic");
    const letters = textOf(pdf).normalize("NFKC");
    for (const letter of "فاطمةلزهر") expect(letters).toContain(letter);
    expectOnPaper(pdf);
    const hebrew = await renderDocument(named("שרה לוי Larsen"));
    expect(hebrew.toString("latin1")).toContain("+NotoSansHebrew");
    expect(textOf(hebrew)).toContain("Larsen");
  });

  test("the scripts of Europe", async () => {
    const pdf = await renderDocument(named("Łukasz Őry Þóra Ευγενία Ксения Đặng"));
    expect(textOf(pdf)).toContain("Łukasz Őry Þóra Ευγενία Ксения Đặng");
    // A letter that no face has is taken over as text too, and shown as a box: what counts is that the faces are there.
    const faces = (document: Buffer) => document.toString("latin1").match(/\/FontName \/\w{6}\+Inter-Regular/g)?.length;
    expect([faces(await renderDocument(sampleInvoice(NO))), faces(pdf)]).toEqual([1, 5]);
  });

  test("bad input: names without end are broken, not cut and not run off the paper", async () => {
    for (const name of ["x".repeat(200), "Anne-Marie ".repeat(30).trim()]) {
      const pdf = await renderDocument(named(name));
      expectOnPaper(pdf);
      const flat = (text: string) => text.replace(/[\s\u200B]/g, "");
      expect(flat(textOf(pdf))).toContain(flat(name));
    }
  });

  test("what looks like the typesetter's own language is a name like any other", async () => {
    const text = textOf(await renderDocument(named('#panic("x") $a$ *b* _c_ @d <e> \\u{41}')));
    expect(text).toContain('#panic("x") $a$ *b* _c_ @d <e> \\u{41}');
  });
});

describe("payment", () => {
  const slipless: readonly [string, PrintableDocument, RegExp][] = [
    ["paid in full", { ...sampleInvoice(NO), paidMinor: 250_000n }, /Alt er betalt/],
    [
      "a claim of nothing",
      {
        ...sampleInvoice(NO),
        lines: sampleInvoice(NO).lines.map((each) => ({ ...each, netMinor: 0n, vatMinor: 0n })),
        vat: sampleInvoice(NO).vat.map((each) => ({ ...each, baseMinor: 0n, vatMinor: 0n })),
      },
      /Ingenting å betale/,
    ],
    ["a receipt", { ...sampleReceipt(NO), leftMinor: 0n }, /Alt er betalt/],
  ];

  test.each(slipless)("%s asks for nothing", async (_, document, says) => {
    const text = textOf(await renderDocument(document));
    expect(text).toMatch(says);
    expect(text).not.toContain("Til konto");
  });

  const letter = samplePaymentLetter(NO);
  test.each<readonly [string, PrintableDocument]>([
    ["an invoice", { ...sampleInvoice(NO), drawnOn: "2026-10-19" }],
    ["a letter", { ...letter, drawnOn: "2026-10-19" }],
  ])("S0-01 %s of what is drawn says so, and shows neither slip nor code to pay by", async (_, document) => {
    const text = textOf(await renderDocument(document));
    expect(text).toContain("trekkes fra kontoen din med AvtaleGiro 19. oktober 2026");
    expect(text).not.toMatch(/Til konto|Skann og betal/);
  });

  test("what is unfit is refused before a page is set", async () => {
    await expect(renderDocument({ ...sampleInvoice(NO), number: "" })).rejects.toThrow(Refusal);
  });
});
