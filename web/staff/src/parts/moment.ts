import { locales, writing, type Language } from "../format.ts";

const formats = new Map<string, Intl.DateTimeFormat>();

/** A format by its language and zone; made once, because every line of a list asks for it. */
function formatOf(locale: string, zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([locale, zone, options]);
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(locale, zone ? { ...options, timeZone: zone } : options);
  formats.set(key, made);
  return made;
}

const EXACT = { dateStyle: "medium", timeStyle: "medium", hourCycle: "h23" } as const;
const SHORT = { dateStyle: "short", timeStyle: "short", hourCycle: "h23" } as const;
const CLOCK = { hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
const WALL = { ...CLOCK, year: "numeric", month: "2-digit", day: "2-digit", second: "2-digit" } as const;

/** A moment to the second as a zone's clock says it; where no zone is known, the reader's own. */
export function moment(text: string, language: Language, zone: string | undefined): string {
  return formatOf(writing[language], zone, EXACT).format(new Date(text));
}

/** A moment to the minute, as short as lists have it. */
export function shortMoment(text: string, language: Language, zone: string | undefined): string {
  return formatOf(writing[language], zone, SHORT).format(new Date(text));
}

/** The time of day in a zone: "03:10". */
export function clock(text: string, language: Language, zone: string | undefined): string {
  return formatOf(locales[language], zone, CLOCK).format(new Date(text));
}

/** What a zone's calendar and clock show at an instant, as milliseconds of that same reading in UTC. */
function wall(instant: number, zone: string | undefined): number {
  const parts = formatOf("en-GB", zone, WALL).formatToParts(new Date(instant));
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)!.value);
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/** The day YYYY-MM-DD that it is in a zone at an instant. */
export function dayAt(text: string, zone: string | undefined): string {
  return new Date(wall(Date.parse(text), zone)).toISOString().slice(0, 10);
}

/** The hour of day, 0 to 23, that it is in a zone at an instant. */
export function hourAt(text: string, zone: string | undefined): number {
  return new Date(wall(Date.parse(text), zone)).getUTCHours();
}

/** The instant at which a day YYYY-MM-DD, or so many days later, begins in a zone. */
export function dayBegins(day: string, zone: string | undefined, later = 0): string {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  const midnight = Date.UTC(year, month - 1, date + later);
  const ahead = (instant: number) => wall(instant, zone) - instant;
  // The clock may change between midnight in UTC and midnight there: the second look is taken there.
  const near = midnight - ahead(midnight);
  return new Date(midnight - ahead(near)).toISOString();
}
