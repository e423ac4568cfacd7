import fc from "fast-check";
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { codewordsOf, versionFor } from "./codewords.ts";
import { masks, penalty } from "./mask.ts";
import { formatBits, versionBits } from "./pattern.ts";
import { qrSymbol, type QrSymbol } from "./qr.ts";
import { correctionOf } from "./reed-solomon.ts";

/** Symbols that OpenCV 5.0 (QRCodeEncoder, byte mode, level M) made of the same texts; it is another's work and chooses its masks itself. */
const KVITT = [
  "#######..#..#.#######",
  "#.....#..#.#..#.....#",
  "#.###.#.#.....#.###.#",
  "#.###.#.##..#.#.###.#",
  "#.###.#.##..#.#.###.#",
  "#.....#.##.#..#.....#",
  "#######.#.#.#.#######",
  "........##...........",
  "#.#####...##..#####..",
  ".##..#..#.#####..####",
  ".####.#..##.#.##...#.",
  "#...#..#..#####..####",
  ".####.##.#..#..#....#",
  "........###.#..#.....",
  "#######....#.#..####.",
  "#.....#.#.#....#####.",
  "#.###.#.####.#..##.#.",
  "#.###.#.########.##..",
  "#.###.#.#.#.#.##..#..",
  "#.....#..#.#####.##..",
  "#######.#.#.#....#.#.",
];
const ENROLMENT =
  "otpauth://totp/Kvitt:kari%40nordlys.example?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Kvitt";
const digests = [
  ["version 7", "x1Y-".repeat(30), 45, "ceae4ec6d5caae362b4a45f461f130c0c1082982f7572f54d02a0cd739d06681"],
  ["an authenticator's address", ENROLMENT, 45, "809fd7611e714b6fb454466f89b5abbb7e2ca7743556f9a3ef2e848dddcb27c3"],
  ["version 10, full", "z".repeat(213), 57, "e1472b1a94a2ad88f3d3375976d19ad367668bbb21aa72cf386e08b16fe5ca61"],
] as const;

const drawn = (symbol: QrSymbol) => symbol.map((row) => row.map((dark) => (dark ? "#" : ".")).join(""));

describe("QR symbols (ISO/IEC 18004)", () => {
  test("SEC-22 a short text is the symbol that another encoder makes of it", () => {
    expect(drawn(qrSymbol("Kvitt")!)).toEqual(KVITT);
  });

  test.each(digests)("SEC-22 %s is the symbol that another encoder makes of it", (_what, text, size, digest) => {
    const lines = drawn(qrSymbol(text)!);
    expect(lines).toHaveLength(size);
    expect(createHash("sha256").update(lines.join("\n")).digest("hex")).toBe(digest);
  });

  test("error correction of the usual worked example: HELLO WORLD, version 1, level M", () => {
    const data = [32, 91, 11, 120, 209, 114, 220, 77, 67, 64, 236, 17, 236, 17, 236, 17];
    expect(correctionOf(data, 10)).toEqual([196, 35, 39, 119, 235, 215, 231, 226, 93, 23]);
  });

  test("the standard's examples of information bits: level M with mask 5, version 7", () => {
    expect(formatBits(5).toString(2).padStart(15, "0")).toBe("100000011001110");
    expect(versionBits(7).toString(2).padStart(18, "0")).toBe("000111110010010100");
  });

  test.each([14, 26, 42, 62, 84, 106, 122, 152, 180, 213].map((most, at) => [at + 1, most] as const))(
    "version %i holds %i bytes and not one more",
    (version, most) => {
      expect(versionFor(most)).toBe(version);
      expect(versionFor(most + 1)).toBe(version === 10 ? undefined : version + 1);
      expect(qrSymbol("x".repeat(most))).toHaveLength(17 + 4 * version);
    },
  );

  test("a text too long for version 10 has no symbol; letters count as the bytes they are", () => {
    expect(qrSymbol("x".repeat(214))).toBeUndefined();
    expect(qrSymbol("å".repeat(106))).toHaveLength(57);
    expect(qrSymbol("å".repeat(107))).toBeUndefined();
  });

  test("codewords of a version are as many as it has room for, whatever the text", () => {
    const room = [26, 44, 70, 100, 134, 172, 196, 242, 292, 346];
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 213 }), (bytes) => {
        const version = versionFor(bytes.length)!;
        const codewords = codewordsOf(bytes, version);
        expect(codewords).toHaveLength(room[version - 1]!);
        expect(codewords.every((each) => each >= 0 && each < 256)).toBe(true);
      }),
    );
  });

  test("the mask with the fewest points is taken", () => {
    const points = masks.map((_, mask) => penalty(qrSymbol(ENROLMENT, mask)!));
    expect(penalty(qrSymbol(ENROLMENT)!)).toBe(Math.min(...points));
    expect(new Set(points).size).toBeGreaterThan(1);
  });

  test("points: all dark has everything against it, a chessboard nothing", () => {
    const of = (...lines: string[]) => penalty(lines.map((line) => Array.from(line, (each) => each === "#")));
    // All dark is 20 runs of ten (8 points each), 81 squares and ten times ten.
    expect(of(...Array.from({ length: 10 }, () => "##########"))).toBe(20 * 8 + 81 * 3 + 100);
    expect(of(...Array.from({ length: 10 }, (_, at) => (at % 2 ? "#.#.#.#.#." : ".#.#.#.#.#")))).toBe(0);
  });
});
