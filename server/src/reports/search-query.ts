/** What a text typed into the search box may mean. Several at once: `12345` is a customer, the end of a telephone number and an amount. */
export type SearchQuery = {
  /** As typed, without blanks around it. */
  readonly text: string;
  /** Has letters, so it may be a name. */
  readonly named: boolean;
  readonly customerNo: bigint | null;
  readonly phoneTail: string | null;
  /** Spellings of an invoice number. */
  readonly number: readonly string[] | null;
  readonly reference: string | null;
  readonly amountMinor: bigint | null;
};

const CUSTOMER_NO = /^[0-9]{1,9}$/;
const TAIL = /^[0-9]{5}$/;
const NUMBER = /^(?=.*[0-9])[\p{L}0-9/-]{1,36}$/u;
/** A KID has 2 to 25 digits, by modulus 11 the last may be a dash (Nets, OCR giro). */
const REFERENCE = /^[0-9]{1,24}[0-9-]$/;
/** `1240`, `1240,5`, `1 240,50`, `1.240,50`: at most 13 digits before the comma. */
const AMOUNT = /^(0|[1-9][0-9]{0,12}|[1-9][0-9]{0,2}(?:[ .\u00A0][0-9]{3}){1,4})(?:,([0-9]{1,2}))?$/;

function amountOf(text: string): bigint | null {
  const [, whole, part = ""] = AMOUNT.exec(text.replace(/ ?(kr\.?|nok|sek|dkk|eur)$/i, "")) ?? [];
  if (whole === undefined) return null;
  const minor = BigInt(whole.replace(/[^0-9]/g, "") + part.padEnd(2, "0"));
  return minor > 0n ? minor : null;
}

/** Reads a query in every way that its form allows; blanks inside a number are no part of it. */
export function readQuery(typed: string): SearchQuery {
  const text = typed.trim();
  const bare = text.replace(/\s/g, "");
  const when = (form: RegExp) => (form.test(bare) ? bare : null);
  const customerNo = when(CUSTOMER_NO);
  const number = when(NUMBER);
  return {
    text,
    named: /\p{L}/u.test(text),
    customerNo: customerNo === null ? null : BigInt(customerNo),
    phoneTail: when(TAIL),
    number: number === null ? null : [...new Set([number, number.toUpperCase()])],
    reference: when(REFERENCE),
    amountMinor: amountOf(text),
  };
}
