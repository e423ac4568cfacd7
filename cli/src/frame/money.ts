/** Minor units as a figure with two decimals and grouped thousands, exactly: `-1 234,50`. */
export function amount(minor: bigint): string {
  const digits = String(minor < 0n ? -minor : minor).padStart(3, "0");
  const whole = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, " ");
  return `${minor < 0n ? "-" : ""}${whole},${digits.slice(-2)}`;
}

/** A count with its noun: `1 line`, `2 lines`. */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
