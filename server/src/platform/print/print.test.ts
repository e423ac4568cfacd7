import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { printPdf } from "./index.ts";
import { Printer } from "./printer.ts";
import { supplies } from "./supplies.ts";
import { unpackWoff } from "./woff.ts";

const HELLO = `#set document(title: "Prøve", date: none)
#set text(font: "Inter", lang: "nb")
#let d = json(bytes(sys.inputs.data))
= #d.title`;

describe("printing", () => {
  test("G-08 a PDF is tagged, names its language, and is the same bytes for the same document", async () => {
    const document = { source: HELLO, data: JSON.stringify({ title: "Åpne poster, ł ő" }) };
    const [first, second] = await Promise.all([printPdf(document), printPdf(document)]);
    expect(first.equals(second)).toBe(true);
    const text = first.toString("latin1");
    expect(text.startsWith("%PDF-1.7")).toBe(true);
    expect(text).toMatch(/\/Marked true/);
    expect(text).toContain("/StructTreeRoot");
    expect(text).toContain("/Lang (nb)");
    expect(text).toContain("+Inter-SemiBold");
    // The letters beyond Latin 1 come from a subset of their own; without it they would be boxes.
    expect(text.match(/\/FontName \/\w{6}\+Inter-SemiBold/g)).toHaveLength(2);
    expect(text).not.toContain("CreationDate");
  });

  test("other data gives another document; a source that does not compile throws, and the next document prints", async () => {
    const one = await printPdf({ source: HELLO, data: JSON.stringify({ title: "A" }) });
    await expect(printPdf({ source: "#nothing", data: "{}" })).rejects.toThrow("unknown variable");
    const two = await printPdf({ source: HELLO, data: JSON.stringify({ title: "B" }) });
    expect(one.equals(two)).toBe(false);
  });

  test("many at once: each gets its own answer, and one that fails takes no other with it", async () => {
    const documents = Array.from({ length: 24 }, (_, no) => ({
      source: no % 6 === 5 ? "#nothing" : HELLO,
      data: JSON.stringify({ title: `Faktura ${no % 3}` }),
    }));
    const outcomes = await Promise.allSettled(documents.map(printPdf));
    expect(outcomes.map((each) => each.status)).toEqual(
      documents.map(({ source }) => (source === HELLO ? "fulfilled" : "rejected")),
    );
    const pdfs = outcomes.flatMap((each, no) => (each.status === "fulfilled" ? [[no % 3, each.value] as const] : []));
    const first = new Map(pdfs.toReversed());
    expect(first.size).toBe(3);
    for (const [title, pdf] of pdfs) expect(pdf.equals(first.get(title)!)).toBe(true);
  });

  const hellos = Array.from({ length: 6 }, (_, no) => ({ source: HELLO, data: JSON.stringify({ title: `${no}` }) }));
  const textOf = (pdf: Buffer) => pdf.toString("latin1");

  test("a thread that is full is ended, and what waits in it is set by the next", async () => {
    const line = [...hellos];
    const texts: string[] = [];
    const { promise, resolve, reject } = Promise.withResolvers<null>();
    const hand = () => {
      while (line.length > 0 && printer.hasRoom) printer.take({ document: line.shift()!, resolve: keep, reject });
    };
    const keep = (pdf: Buffer) => {
      texts.push(textOf(pdf));
      if (texts.length === hellos.length) resolve(null);
    };
    const printer = new Printer(await supplies(), hand, 0);
    hand();
    expect([printer.isIdle, line.length]).toEqual([false, 4]);
    await promise;
    expect(texts).toEqual((await Promise.all(hellos.map(printPdf))).map(textOf));
    expect(printer.isIdle).toBe(true);
  });

  test("nothing waits behind a long document: another thread can spare it that", async () => {
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    const printer = new Printer(await supplies(), () => undefined);
    const document = { source: HELLO, data: JSON.stringify({ title: "Long", rows: "x".repeat(32_000) }) };
    printer.take({ document, resolve, reject });
    expect(printer.hasRoom).toBe(false);
    await promise;
    expect(printer.hasRoom).toBe(true);
  });
});

describe("fonts", () => {
  const woff = readFileSync(
    createRequire(import.meta.url).resolve("@fontsource/inter/files/inter-latin-400-normal.woff"),
  );

  test("a web font is unpacked to a font: directory in its place, every table whole", () => {
    const font = unpackWoff(woff);
    expect(font.readUInt32BE(0)).toBe(woff.readUInt32BE(4));
    expect(font.readUInt16BE(4)).toBe(woff.readUInt16BE(12));
    expect(font.length).toBe(woff.readUInt32BE(16));
  });

  test("what is no web font is refused", () => expect(() => unpackWoff(Buffer.from("%PDF-1.7"))).toThrow("no WOFF"));
});
