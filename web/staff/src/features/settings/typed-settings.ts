/** What people type into the settings: a time of day, a list of numbers, digits with blanks between. Exactly, or not at all. */

/** `7`, `0730`, `7.30`, `07:30` as HH:MM; null for what is no time of day. */
export function typedTime(text: string): string | null {
  const found = /^(\d{1,2})(?:[:. ]?(\d{2}))?$/.exec(text.trim());
  if (!found) return null;
  const [hour, minute] = [Number(found[1]), Number(found[2] ?? 0)];
  if (hour > 23 || minute > 59) return null;
  return `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`;
}

/** `13, 14` or `30 60 90` as whole numbers between bounds; null when something else stands there. Nothing is an empty list. */
export function typedNumbers(text: string, least: number, most: number): number[] | null {
  const parts = text.split(/[\s,;/]+/).filter((part) => part !== "");
  if (!parts.every((part) => /^\d{1,6}$/.test(part))) return null;
  const numbers = parts.map(Number);
  return numbers.every((each) => each >= least && each <= most) ? numbers : null;
}

/** A number as banks print it, without what is printed between: `8601.11.17947`, `8601 11 17947`. */
export const withoutGaps = (text: string): string => text.replaceAll(/[\s.]/g, "");

/** Nothing, or so many digits. */
export const isEmptyOrDigits = (text: string, digits: number): boolean =>
  text.trim() === "" || (/^\d+$/.test(withoutGaps(text)) && withoutGaps(text).length === digits);

/** Whether a text is one whole e-mail address; the server looks closer. */
export const isAddress = (text: string): boolean => /^[^\s@,;]+@[^\s@,;]+\.[^\s@,;.]+$/.test(text.trim());
