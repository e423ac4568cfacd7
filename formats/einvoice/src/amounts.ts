/** The arithmetic of an invoice: lines, VAT once per category and rate, totals. Rounding is half up, away from zero. */
import { divideHalfAwayFromZero } from "@kvitt/values";
import { decimalKey, powerOfTen, type Decimal } from "./decimal-number.ts";
import type {
  AllowanceCharge,
  DocumentAllowanceCharge,
  InvoiceLine,
  Totals,
  VatBreakdown,
  VatCategory,
} from "./model.ts";

/** What a line's amount is made of. */
export type PricedLine = Pick<InvoiceLine, "quantity" | "price" | "baseQuantity" | "allowances">;

const signed = ({ isCharge, amountMinor }: AllowanceCharge): bigint => (isCharge ? amountMinor : -amountMinor);

/** Charges less discounts, in minor units. */
export function chargesLessAllowances(allowances: readonly AllowanceCharge[]): bigint {
  return allowances.reduce((sum, each) => sum + signed(each), 0n);
}

/** Quantity times price by base quantity, rounded to minor units. */
export function grossMinor(quantity: Decimal, price: Decimal, baseQuantity?: Decimal): bigint {
  const base = baseQuantity ?? { digits: 1n, scale: 0 };
  const dividend = quantity.digits * price.digits * powerOfTen(base.scale) * 100n;
  return divideHalfAwayFromZero(dividend, base.digits * powerOfTen(quantity.scale + price.scale));
}

/** A line's net amount, BT-131. The base quantity must not be zero. */
export function lineNetMinor(line: PricedLine): bigint {
  return grossMinor(line.quantity, line.price, line.baseQuantity) + chargesLessAllowances(line.allowances);
}

/** A percentage of an amount, rounded to minor units. */
export function percentOf(amountMinor: bigint, percent: Decimal): bigint {
  return divideHalfAwayFromZero(amountMinor * percent.digits, 100n * powerOfTen(percent.scale));
}

/** One key for each category and rate; 25 and 25.00 are one. */
export function vatKey({ category, rate }: VatCategory): string {
  return rate === undefined ? category : `${category} ${decimalKey(rate)}`;
}

/** The basis of each category and rate, in the order in which they first appear. */
export function vatBases(
  lines: readonly Pick<InvoiceLine, "netMinor" | "vat">[],
  allowances: readonly DocumentAllowanceCharge[],
): ReadonlyMap<string, { readonly vat: VatCategory; readonly taxableMinor: bigint }> {
  const bases = new Map<string, { readonly vat: VatCategory; readonly taxableMinor: bigint }>();
  const add = (vat: VatCategory, minor: bigint): void => {
    const key = vatKey(vat);
    const known = bases.get(key);
    bases.set(key, { vat: known?.vat ?? vat, taxableMinor: (known?.taxableMinor ?? 0n) + minor });
  };
  for (const { vat, netMinor } of lines) add(vat, netMinor);
  for (const each of allowances) add(each.vat, signed(each));
  return bases;
}

/** Why no VAT is charged, for categories E and O. */
export interface Exemption {
  readonly reason?: string;
  readonly code?: string;
}

/** The VAT breakdown, BG-23. Category S has no exemption. */
export function vatBreakdown(
  lines: readonly Pick<InvoiceLine, "netMinor" | "vat">[],
  allowances: readonly DocumentAllowanceCharge[],
  exemption: Exemption,
): readonly VatBreakdown[] {
  const { code, reason } = exemption;
  return [...vatBases(lines, allowances).values()].map(({ vat, taxableMinor }) => ({
    taxableMinor,
    vatMinor: vat.rate === undefined ? 0n : percentOf(taxableMinor, vat.rate),
    vat,
    ...(vat.category === "S" || code === undefined ? {} : { exemptionCode: code }),
    ...(vat.category === "S" || reason === undefined ? {} : { exemptionReason: reason }),
  }));
}

const WHOLE = 100n;

/** What brings an amount to whole kroner, 50 øre going away from zero. */
export function roundingToWhole(minor: bigint): bigint {
  return divideHalfAwayFromZero(minor, WHOLE) * WHOLE - minor;
}

/** Document totals, BG-22. Sums of nothing, no prepayment and no rounding are left out. */
export function totalsOf(given: {
  readonly lines: readonly Pick<InvoiceLine, "netMinor">[];
  readonly allowances: readonly DocumentAllowanceCharge[];
  readonly vatMinor: bigint;
  readonly prepaidMinor: bigint;
  readonly roundToWhole: boolean;
}): Totals {
  const { lines, allowances, vatMinor, prepaidMinor } = given;
  const sumOf = (isCharge: boolean): bigint =>
    allowances.filter((each) => each.isCharge === isCharge).reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const linesMinor = lines.reduce((sum, { netMinor }) => sum + netMinor, 0n);
  const taxExclusiveMinor = linesMinor + sumOf(true) - sumOf(false);
  const taxInclusiveMinor = taxExclusiveMinor + vatMinor;
  const due = taxInclusiveMinor - prepaidMinor;
  const roundingMinor = given.roundToWhole ? roundingToWhole(due) : 0n;
  const has = (isCharge: boolean): boolean => allowances.some((each) => each.isCharge === isCharge);
  return {
    linesMinor,
    taxExclusiveMinor,
    taxInclusiveMinor,
    ...(has(false) ? { allowancesMinor: sumOf(false) } : {}),
    ...(has(true) ? { chargesMinor: sumOf(true) } : {}),
    ...(prepaidMinor === 0n ? {} : { prepaidMinor }),
    ...(roundingMinor === 0n ? {} : { roundingMinor }),
    payableMinor: due + roundingMinor,
  };
}
