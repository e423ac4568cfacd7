import fc from "fast-check";
import { encode } from "uqr";
import { describe, expect, test } from "vitest";
import { qrDrawing } from "./qr.ts";

/** The encoder's own code, in the mask that it chooses by itself. */
function encodersCode(text: string): string[] {
  const { data } = encode(text, { ecc: "M", border: 0 });
  return data.map((row) => row.map((dark) => (dark ? "#" : " ")).join(""));
}

/** The code as drawn, its white border cut off; every stroke is a run in one row. */
function drawnCode(text: string): string[] {
  const drawing = qrDrawing(text);
  const side = Number(/viewBox="0 0 (\d+) \1"/.exec(drawing)![1]);
  const rows = Array.from({ length: side }, () => Array.from({ length: side }, () => " "));
  for (const [, x, y, width, back] of drawing.matchAll(/M(\d+) (\d+)h(\d+)v1h-(\d+)z/g)) {
    expect(back).toBe(width);
    rows[Number(y)]!.fill("#", Number(x), Number(x) + Number(width));
  }
  return rows.slice(4, -4).map((row) => row.slice(4, -4).join(""));
}

describe("a QR code", () => {
  test("is drawn run by run inside four modules of white", () => {
    const drawing = qrDrawing("https://betal.example/p/q7Wc2mXn4LrT9vKd1zHs8JbF3yGu6PaE");
    expect(drawing).toMatch(
      /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 41 41"><path d="M4 4h7v1h-7zM12 4h1v1h-1z.*M4 36h7v1h-7z[^"]*"\/><\/svg>$/,
    );
    expect(qrDrawing("https://betal.example/p/q7Wc2mXn4LrT9vKd1zHs8JbF3yGu6PaE")).toBe(drawing);
  });

  test("wears the mask that the standard's points choose, whatever its size", () => {
    const texts = fc.oneof(
      fc.string({ minLength: 1, maxLength: 200 }),
      fc.webUrl(),
      fc.stringMatching(/^[0-9]{1,400}$/),
      fc.string({ minLength: 300, maxLength: 600, unit: fc.constantFrom("A", "0", "å") }),
    );
    fc.assert(
      fc.property(texts, (text) => {
        expect(drawnCode(text)).toEqual(encodersCode(text));
      }),
      { numRuns: 25 },
    );
  });

  test("bad input: a text that no code can hold is refused", () => {
    expect(() => qrDrawing("x".repeat(3_000))).toThrow("too long");
  });
});
