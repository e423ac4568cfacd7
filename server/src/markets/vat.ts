import { divideHalfAwayFromZero } from "@kvitt/values";
import type { Mark, Row, VatCode, VatLine, VatLineCheck, VatRule, VatRules, VatTotal, VatTotals } from "./contract.ts";
import { row, rowAtOrEarliest } from "./rows.ts";

type PlainDate = Temporal.PlainDate;
type NetLine = Pick<VatLine, "vatCode" | "netMinor">;

/** What follows from the code alone, in every market. */
const ofCode = {
  EXEMPT: { eInvoiceCategory: "E", incomeRole: "incomeExempt" },
  STANDARD: { eInvoiceCategory: "S", incomeRole: "incomeTaxable" },
  ZERO: { eInvoiceCategory: "Z", incomeRole: "incomeZero" },
  OUTSIDE: { eInvoiceCategory: "O", incomeRole: "feeIncome" },
} as const satisfies Readonly<Record<VatCode, Partial<VatRule>>>;
type Particulars = Pick<VatRule, "rateBasisPoints" | "exportCode" | "reason">;

/** A VAT code of a country: its rate, the code of its audit file or return, and the reason to print. */
export function vatRow(code: VatCode, particulars: Particulars, mark: Mark, source: string): Row<VatRule> {
  return row({ code, ...particulars, ...ofCode[code] }, mark, source);
}

const basisPointsInWhole = 10_000n;
const lineToleranceMinor = 1n;

/** VAT arithmetic over a country's dated codes. Every division rounds half-up, away from zero for negative amounts. */
export function vatRules(rows: readonly Row<VatRule>[]): VatRules {
  const byCode = Map.groupBy(rows, (each) => each.value.code as string);
  const rule = (vatCode: string, on: PlainDate): VatRule | undefined =>
    rowAtOrEarliest(byCode.get(vatCode) ?? [], on)?.value;
  return {
    rows,
    rule,
    lineVatMinor,
    checkLine: (line, on) => checkLine(line, rule(line.vatCode, on)),
    totals: (lines, on) => totals(lines, (vatCode) => rule(vatCode, on)),
  };
}

function lineVatMinor(rule: VatRule, netMinor: bigint): bigint {
  return divideHalfAwayFromZero(netMinor * rule.rateBasisPoints, basisPointsInWhole);
}

function checkLine(line: VatLine, rule: VatRule | undefined): VatLineCheck {
  if (rule === undefined) return { ok: false, code: "vatCodeUnknown", vatCode: line.vatCode };
  if (isNear(rule, line)) return { ok: true, rule };
  return { ok: false, code: "vatLineWrong", expectedMinor: lineVatMinor(rule, line.netMinor), vatMinor: line.vatMinor };
}

/** Compared exactly, before any rounding. A rate of zero leaves nothing to round, so nothing to tolerate. */
function isNear(rule: VatRule, line: VatLine): boolean {
  const off = line.vatMinor * basisPointsInWhole - line.netMinor * rule.rateBasisPoints;
  const tolerance = rule.rateBasisPoints === 0n ? 0n : lineToleranceMinor * basisPointsInWhole;
  return off <= tolerance && -off <= tolerance;
}

/** Sums per code in the order the codes first appear, VAT once on each sum. */
function totals(lines: readonly NetLine[], rule: (vatCode: string) => VatRule | undefined): VatTotals {
  const bases = new Map<string, bigint>();
  for (const line of lines) bases.set(line.vatCode, (bases.get(line.vatCode) ?? 0n) + line.netMinor);
  const found: VatTotal[] = [];
  for (const [vatCode, baseMinor] of bases) {
    const known = rule(vatCode);
    if (known === undefined) return { ok: false, code: "vatCodeUnknown", vatCode };
    found.push({ rule: known, baseMinor, vatMinor: lineVatMinor(known, baseMinor) });
  }
  return {
    ok: true,
    totals: found,
    netMinor: found.reduce((sum, each) => sum + each.baseMinor, 0n),
    vatMinor: found.reduce((sum, each) => sum + each.vatMinor, 0n),
  };
}
