/** The currencies of Kvitt's markets. */
export type MarketCurrency = "NOK" | "SEK" | "DKK" | "EUR" | "USD";

// ISO 4217, list one (amendment 177): every currency that has another number of decimals than two.
const DECIMALS: ReadonlyMap<string, number> = new Map([
  ...["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG"].map((code) => [code, 0] as const),
  ...["RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"].map((code) => [code, 0] as const),
  ...["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"].map((code) => [code, 3] as const),
  ...["CLF", "UYW"].map((code) => [code, 4] as const),
]);

/** How many decimals a currency's minor unit has (ISO 4217): 2 for most. @example currencyDecimals("ISK") is 0 */
export function currencyDecimals(currency: string): number {
  return DECIMALS.get(currency) ?? 2;
}
