import { locales, type Language } from "../format.ts";

/** A moment as the reader's clock says it: day and time, to the second, in the browser's zone. */
export function moment(text: string, language: Language): string {
  return new Date(text).toLocaleString(locales[language], { dateStyle: "medium", timeStyle: "medium" });
}
