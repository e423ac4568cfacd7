import { useLanguage } from "../shell/language.ts";
import { amount, money } from "../format.ts";

/** An amount in whole minor units; with a currency as a sentence says it, without as a column does. */
export function Amount({ minor, currency }: { readonly minor: number; readonly currency?: string }) {
  const { language } = useLanguage();
  return <span className="kv-amount">{currency ? money(minor, currency, language) : amount(minor, language)}</span>;
}
