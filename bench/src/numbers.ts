/** Figures of the made-up books. The KID is the bench's own few lines: it checks the product, so it does not borrow from it. */

/** Customers have about three invoices each. */
export const customerOf = (number: number): number => 1 + (number % 300_000);

export const amountOf = (number: number): number => 10_000 + ((number * 7919) % 900_000);

/** A KID of 13 digits: customer, running number, MOD10 check digit. */
export function kidOf(number: number): string {
  const body = String(customerOf(number)).padStart(6, "0") + String(number % 1_000_000).padStart(6, "0");
  let sum = 0;
  for (let i = 0; i < 12; i++) {
    const digit = body.charCodeAt(11 - i) - 48;
    const product = i % 2 === 0 ? digit * 2 : digit;
    sum += product > 9 ? product - 9 : product;
  }
  return body + String((10 - (sum % 10)) % 10);
}
