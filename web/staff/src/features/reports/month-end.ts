/** The last day of the month before a day: both YYYY-MM-DD. Day 0 of a month is the last of the one before. */
export function monthEndBefore(day: string): string {
  const [year, month] = day.split("-").map(Number) as [number, number];
  return new Date(Date.UTC(year, month - 1, 0)).toISOString().slice(0, 10);
}
