import { locales, type Language } from "../../format.ts";

/** A moment by the firm's clock, in the reader's words: "søndag 29. november kl. 03:00"; of the window's end the time is enough. */
export function momentAt(instant: string, zone: string, language: Language, form: "whole" | "time"): string {
  const time = { hour: "2-digit", minute: "2-digit" } as const;
  const whole = { weekday: "long", day: "numeric", month: "long", ...time } as const;
  const options = { ...(form === "whole" ? whole : time), timeZone: zone };
  return new Intl.DateTimeFormat(locales[language], options).format(new Date(instant));
}
