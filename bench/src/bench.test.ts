import { describe, expect, test } from "vitest";
import type { EmbeddedServer } from "../../server/src/platform/database/embedded.ts";
import { jobs, SIZES, sizesOf } from "./jobs.ts";
import { kidOf } from "./numbers.ts";
import { slopeOf } from "./slope.ts";

const server = JSON.parse(process.env["KVITT_TEST_SERVER"]!) as EmbeddedServer;
const host = { server, template: "kvitt_template" };

/** Enough of a thing to have all its parts happen. A document takes longest. */
const FEW = { pdf: 60, others: 500 };

describe("the jobs", () => {
  test.each(Object.entries(jobs))(
    "%s does its work and says how long it took beside the bare limit",
    async (name, job) => {
      const few = name === "pdf" ? FEW.pdf : FEW.others;
      const n = Math.min(few, job.most ?? few);
      const measured = await job.measure(n, host);
      expect(measured).toMatchObject({ name, n });
      const figures = [measured.seconds, measured.perSecond, measured.limitSeconds, measured.ratio, measured.rssMb];
      expect(figures.filter((figure) => !Number.isFinite(figure) || figure <= 0)).toEqual([]);
    },
  );

  test("are measured at three sizes, or at as many as they can take", () => {
    expect(sizesOf(jobs["import-ocr"]!, SIZES)).toEqual([10_000, 100_000, 1_000_000]);
    expect(sizesOf(jobs["parse-camt"]!, SIZES)).toEqual([10_000, 60_000]);
    expect(sizesOf(jobs["invoice-run"]!, [2_000_000])).toEqual([999_999]);
  });
});

test("the made-up KIDs have a MOD10 check digit", () => {
  // Customer 8, number 7: every other digit from the right is doubled, 14 is 5 and 16 is 7; 12, so 8 is missing to 20.
  expect(kidOf(7)).toBe("0000080000078");
});

describe("the slope", () => {
  const points = (...seconds: number[]) => seconds.map((each, at) => ({ n: 10_000 * 10 ** at, seconds: each }));

  test.each([
    ["linear", points(1, 10, 100), 1],
    ["constant", points(2, 2, 2), 0],
    ["quadratic", points(1, 100, 10_000), 2],
  ])("of %s growth", (_, measured, slope) => {
    expect(slopeOf(measured)).toBeCloseTo(slope, 10);
  });

  test("is not told of one size", () => {
    expect(slopeOf(points(1))).toBeUndefined();
  });
});
