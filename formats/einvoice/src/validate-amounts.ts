/** The arithmetic, exact to the øre where the official rules let small differences pass. */
import { formatDecimal } from "@kvitt/values";
import { lineNetMinor, percentOf, totalsOf } from "./amounts.ts";
import { lineElement, type AllowanceCharge, type EInvoice } from "./model.ts";
import type { ProblemCode, ProblemList } from "./problems.ts";

/** UNCL 5189 as far as BIS Billing 3.0 takes it. */
const allowanceCodes = new Set("41 42 60 62 63 64 65 66 67 68 70 71 88 95 100 102 103 104 105".split(" "));

const text = (minor: bigint): string => formatDecimal(minor, 2);

/** A whole of any of the three currencies; rounding moves by less. */
const WHOLE_MINOR = 100n;

function hasReason({ isCharge, reason, reasonCode }: AllowanceCharge): boolean {
  if (reasonCode === undefined) return reason !== undefined && reason.trim() !== "";
  return isCharge ? /^[A-Z]{2,3}$/.test(reasonCode) : allowanceCodes.has(reasonCode);
}

function percentFits({ percent, baseMinor, amountMinor }: AllowanceCharge): boolean {
  if (percent === undefined || baseMinor === undefined) return percent === undefined && baseMinor === undefined;
  return percentOf(baseMinor, percent) === amountMinor;
}

function checkAllowances(problems: ProblemList, path: string, allowances: readonly AllowanceCharge[]): void {
  for (const [at, allowance] of allowances.entries()) {
    const where = `${path}AllowanceCharge[${at + 1}]`;
    problems.demand(hasReason(allowance), "ALLOWANCE_REASON", where, allowance.reasonCode);
    problems.demand(percentFits(allowance), "ALLOWANCE_PERCENT", where);
  }
}

function checkLineAmounts(problems: ProblemList, document: EInvoice): void {
  const name = lineElement(document);
  for (const [at, line] of document.lines.entries()) {
    const path = `${name}[${at + 1}]/`;
    checkAllowances(problems, path, line.allowances);
    if (line.baseQuantity?.digits === 0n) continue;
    problems.demand(
      lineNetMinor(line) === line.netMinor,
      "LINE_NET",
      `${path}LineExtensionAmount`,
      text(line.netMinor),
    );
  }
}

function checkTotals(problems: ProblemList, { lines, allowances, vatMinor, totals }: EInvoice): void {
  const { prepaidMinor = 0n, roundingMinor = 0n } = totals;
  const right = totalsOf({ lines, allowances, vatMinor, prepaidMinor, roundToWhole: false });
  const compare = (code: ProblemCode, name: string, found: bigint, expected: bigint): void =>
    problems.demand(found === expected, code, `LegalMonetaryTotal/${name}`, text(found));
  compare("TOTAL_LINES", "LineExtensionAmount", totals.linesMinor, right.linesMinor);
  compare("TOTAL_ALLOWANCES", "AllowanceTotalAmount", totals.allowancesMinor ?? 0n, right.allowancesMinor ?? 0n);
  compare("TOTAL_ALLOWANCES", "ChargeTotalAmount", totals.chargesMinor ?? 0n, right.chargesMinor ?? 0n);
  compare("TOTAL_EXCLUSIVE", "TaxExclusiveAmount", totals.taxExclusiveMinor, right.taxExclusiveMinor);
  compare("TOTAL_INCLUSIVE", "TaxInclusiveAmount", totals.taxInclusiveMinor, right.taxInclusiveMinor);
  compare("TOTAL_PAYABLE", "PayableAmount", totals.payableMinor, right.payableMinor + roundingMinor);
  const isRounding = roundingMinor > -WHOLE_MINOR && roundingMinor < WHOLE_MINOR;
  problems.demand(isRounding, "ROUNDING", "LegalMonetaryTotal/PayableRoundingAmount", text(roundingMinor));
}

/** Lines, discounts and totals. */
export function checkAmounts(problems: ProblemList, document: EInvoice): void {
  checkAllowances(problems, "", document.allowances);
  checkLineAmounts(problems, document);
  checkTotals(problems, document);
}
