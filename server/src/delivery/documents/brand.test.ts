import { describe, expect, test } from "vitest";
import { coloursOf, contrastOnPaper, isColour, logoProblems, OWN_ACCENT } from "./brand.ts";

const svg = (inside: string) => `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">${inside}</svg>`;

describe("logo", () => {
  test.each([
    [svg('<path d="M0 0h10v10z" fill="#123456"/>'), []],
    [`<?xml version="1.0" encoding="UTF-8"?>\n${svg('<g><title>A &amp; B</title><circle r="4"/></g>')}\n`, []],
    [svg('<path fill="url(#a)" d="M0 0z"/><linearGradient id="a"/>'), []],
    ["", ["notSvg"]],
    ["<html></html>", ["notSvg"]],
    [svg("").replace("</svg>", ""), ["notSvg"]],
    [svg("<script>alert(1)</script>"), ["unsafe"]],
    [svg('<path onload="x()"/>'), ["unsafe"]],
    [svg('<image href="https://evil.example/a.png"/>'), ["unsafe"]],
    [svg("<text>Kari</text>"), ["unsafe"]],
    [svg('<path fill="url(https://evil.example/#a)"/>'), ["unsafe"]],
    [svg("<foreignObject/>"), ["unsafe"]],
    [svg("&xxe;"), ["unsafe"]],
    [`<!DOCTYPE svg [<!ENTITY xxe SYSTEM "file:///etc/passwd">]>${svg("")}`, ["notSvg"]],
    [svg("<!-- kept for nobody -->"), ["unsafe"]],
    [svg(`<path d="${"M0 0".repeat(17_000)}"/>`), ["tooLarge"]],
  ])("%#", (drawing, problems) => expect(logoProblems(drawing)).toEqual(problems));
});

describe("colour", () => {
  test("a clinic's colour is used for words only where they can be read in it", () => {
    expect(coloursOf("#0F6B73")).toEqual({ accent: "#0F6B73", words: "#0F6B73" });
    expect(coloursOf("#FFD400")).toEqual({ accent: "#FFD400", words: "#1C2024" });
    expect(coloursOf(null).accent).toBe(OWN_ACCENT);
  });

  test("contrast as WCAG counts it", () => {
    expect(contrastOnPaper("#000000")).toBeCloseTo(21, 5);
    expect(contrastOnPaper("#FFFFFF")).toBeCloseTo(1, 5);
    expect(contrastOnPaper("#767676")).toBeGreaterThanOrEqual(4.5);
    expect(contrastOnPaper("#777777")).toBeLessThan(4.5);
  });

  test.each([
    ["#0f6b73", true],
    ["0f6b73", false],
    ["#fff", false],
    ["#0f6b7g", false],
    ['#0f6b73")', false],
  ])("%s", (text, known) => expect(isColour(text)).toBe(known));
});
