import { locales } from "../../format.ts";
import { useLanguage } from "../../shell/language.ts";

/** A moment as the reader writes it, day and clock. */
export function When({ at }: { readonly at: string }) {
  const { language } = useLanguage();
  const said = new Date(at).toLocaleString(locales[language], { dateStyle: "short", timeStyle: "short" });
  return <time dateTime={at}>{said}</time>;
}
