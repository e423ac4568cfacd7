/** When a schedule is due: pure arithmetic on calendar days, so that a day is done once whatever the clock change does to it. */

export type Schedule = {
  readonly name: string;
  /** Wall-clock time, HH:MM. */
  readonly localTime: string;
  /** IANA zone, for example Europe/Oslo. */
  readonly zone: string;
  /** The last day done, YYYY-MM-DD; null when none ever was. */
  readonly lastDoneOn: string | null;
};

/**
 * The instant at which a schedule is due on a day. A wall-clock time that the day leaves out (clocks going forward) is due that much
 * later, one that comes twice (clocks going back) is due the first time.
 */
export function dueAt(schedule: Pick<Schedule, "localTime" | "zone">, day: string): Temporal.Instant {
  const time = Temporal.PlainTime.from(schedule.localTime);
  return Temporal.PlainDate.from(day)
    .toPlainDateTime(time)
    .toZonedDateTime(schedule.zone, { disambiguation: "compatible" })
    .toInstant();
}

/** The latest day on which a schedule has come due at an instant. */
export function latestDueDay(schedule: Pick<Schedule, "localTime" | "zone">, now: Temporal.Instant): string {
  const today = now.toZonedDateTimeISO(schedule.zone).toPlainDate();
  const came = Temporal.Instant.compare(dueAt(schedule, today.toString()), now) <= 0;
  return (came ? today : today.subtract({ days: 1 })).toString();
}

/** The days that are due and not done, oldest first: normally none or one, more after a stop. */
export function dueDays(schedule: Schedule, now: Temporal.Instant): string[] {
  const last = latestDueDay(schedule, now);
  if (schedule.lastDoneOn === null) return [last];
  const days: string[] = [];
  for (let day = Temporal.PlainDate.from(schedule.lastDoneOn).add({ days: 1 }).toString(); day <= last;) {
    days.push(day);
    day = Temporal.PlainDate.from(day).add({ days: 1 }).toString();
  }
  return days;
}
