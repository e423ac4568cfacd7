/** Exact decimal numbers that are no money: quantities, prices, percentages. `0.75` is 75 with scale 2. */

/** `digits` divided by ten to the power `scale`. The scale is kept as written: `25` and `25.00` are equal, not the same. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const SHAPE = /^-?\d{1,20}(?:\.(\d{1,10}))?$/;

/** The number that a text such as `-0.75` stands for, or undefined: no plus sign, blank, comma or exponent is read. */
export function readDecimal(text: string): Decimal | undefined {
  const match = SHAPE.exec(text);
  if (match === null) return undefined;
  return { digits: BigInt(text.replace(".", "")), scale: match[1]?.length ?? 0 };
}

/**
 * A number written in the code. Throws a RangeError for what is no number.
 * @example decimal("0.75") is { digits: 75n, scale: 2 }
 */
export function decimal(text: string): Decimal {
  const value = readDecimal(text);
  if (value === undefined) throw new RangeError("not a decimal number");
  return value;
}

/** Minor units of a currency with two decimals as a price. */
export function decimalOfMinor(minor: bigint): Decimal {
  return { digits: minor, scale: 2 };
}

/** The text that {@link readDecimal} reads back. */
export function decimalText({ digits, scale }: Decimal): string {
  if (scale === 0) return digits.toString();
  const sign = digits < 0n ? "-" : "";
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  return `${sign}${text.slice(0, -scale)}.${text.slice(-scale)}`;
}

/** Ten to the power of a scale. */
export function powerOfTen(scale: number): bigint {
  return 10n ** BigInt(scale);
}

/** Whether two numbers are equal in value, whatever their scales. */
export function isSameDecimal(a: Decimal | undefined, b: Decimal | undefined): boolean {
  if (a === undefined || b === undefined) return a === b;
  return a.digits * powerOfTen(b.scale) === b.digits * powerOfTen(a.scale);
}

/** The value without zeros at the end, as a key. @example decimalKey(decimal("25.00")) is "25" */
export function decimalKey({ digits, scale }: Decimal): string {
  let [kept, left] = [digits, scale];
  while (left > 0 && kept % 10n === 0n) {
    kept /= 10n;
    left -= 1;
  }
  return decimalText({ digits: kept, scale: left });
}
