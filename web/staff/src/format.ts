/** Amounts and days as each language writes them. An amount is whole minor units all the way: a decimal text is made from its digits. */

/** Whole minor units as a decimal text with two decimals, exactly: -5 gives "-0.05". */
export function decimalOf(minor: number | bigint): `${number}` {
  const whole = BigInt(minor);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(3, "0");
  return `${whole < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}` as `${number}`;
}

/** How a language is asked for in `Intl`. */
export const locales = { nb: "nb-NO", sv: "sv-SE", da: "da-DK", it: "it-IT", en: "en-GB" } as const;
export type Language = keyof typeof locales;
export const languages = Object.keys(locales) as Language[];

/** An amount without its currency, for columns: a true minus, thin or hard spaces as the language has them. */
export function amount(minor: number | bigint, language: Language): string {
  const format = new Intl.NumberFormat(locales[language], { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return format.format(decimalOf(minor)).replace("-", "−");
}

/** An amount with its currency. */
export function money(minor: number | bigint, currency: string, language: Language): string {
  const format = new Intl.NumberFormat(locales[language], {
    style: "currency",
    currency,
    currencyDisplay: "narrowSymbol",
  });
  return format.format(decimalOf(minor)).replace("-", "−");
}

/** A day, YYYY-MM-DD, as the language writes it. */
export function day(text: string, language: Language): string {
  const [year, month, date] = text.split("-");
  if (language === "sv") return text;
  return language === "it" || language === "en" ? `${date}/${month}/${year}` : `${date}.${month}.${year}`;
}

/** A payment reference in groups, for reading: 1047 1126 01018. */
export function grouped(reference: string): string {
  return reference.replace(/^(\d{4})(\d{4})(\d+)$/, "$1 $2 $3");
}
