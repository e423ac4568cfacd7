import type { Row } from "../contract.ts";
import { row } from "../rows.ts";

const amendment = "inkassoforskriften FOR-1989-07-14-562 section 1-1";

/**
 * Inkassosats in øre: every fee and agency cost is a share of it. The sats of the day a letter is sent counts, for agency
 * costs that of the day of payment. 2010-2013 were not verified; 2027 was not set when the table was reviewed.
 */
export const baseRates: readonly Row<bigint>[] = [
  row(590_00n, "seen", amendment, { from: "2009-01-01", to: "2009-12-31" }),
  row(630_00n, "seen", amendment, { from: "2014-01-01", to: "2014-12-31" }),
  row(650_00n, "seen", amendment, { from: "2015-01-01", to: "2015-12-31" }),
  row(670_00n, "seen", amendment, { from: "2016-01-01", to: "2016-12-31" }),
  row(700_00n, "law", amendment, { from: "2017-01-01", to: "2025-12-31" }),
  row(750_00n, "law", "FOR-2025-12-19-2709", { from: "2026-01-01", to: "2026-12-31" }),
];
