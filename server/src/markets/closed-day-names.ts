import { easterSunday } from "@kvitt/values";

type PlainDate = Temporal.PlainDate;

/** What people call the days on which a country's banks or shops are closed, beside the calendars, which decide. Words, not rules. */
export const CLOSED_DAY_NAMES = [
  "newYearsDay",
  "epiphany",
  "martinLutherKingDay",
  "presidentsDay",
  "maundyThursday",
  "goodFriday",
  "easterSunday",
  "easterMonday",
  "liberationDay",
  "labourDay",
  "storeBededag",
  "ascensionDay",
  "dayAfterAscension",
  "whitSunday",
  "whitMonday",
  "norwayConstitutionDay",
  "memorialDay",
  "republicDay",
  "denmarkConstitutionDay",
  "swedenNationalDay",
  "juneteenth",
  "midsummerEve",
  "midsummerDay",
  "independenceDay",
  "ferragosto",
  "americanLaborDay",
  "sanFrancesco",
  "columbusDay",
  "allSaints",
  "veteransDay",
  "thanksgiving",
  "immaculateConception",
  "christmasEve",
  "christmasDay",
  "secondChristmasDay",
  "newYearsEve",
] as const;
export type ClosedDayName = (typeof CLOSED_DAY_NAMES)[number];

type DayNames = Readonly<Record<string, ClosedDayName>>;
/** By `MM-DD`. */
const everywhere: DayNames = {
  "01-01": "newYearsDay",
  "12-24": "christmasEve",
  "12-25": "christmasDay",
  "12-26": "secondChristmasDay",
  "12-31": "newYearsEve",
};
const fixed = {
  NO: { "05-01": "labourDay", "05-17": "norwayConstitutionDay" },
  SE: { "01-06": "epiphany", "05-01": "labourDay", "06-06": "swedenNationalDay" },
  DK: { "06-05": "denmarkConstitutionDay" },
  IT: {
    "01-06": "epiphany",
    "04-25": "liberationDay",
    "05-01": "labourDay",
    "06-02": "republicDay",
    "08-15": "ferragosto",
    "10-04": "sanFrancesco",
    "11-01": "allSaints",
    "12-08": "immaculateConception",
  },
  US: { "06-19": "juneteenth", "07-04": "independenceDay", "11-11": "veteransDay" },
} satisfies Record<string, DayNames>;
type Country = keyof typeof fixed;

/** By days from Easter Sunday; the United States close on none of them. */
const aroundEaster: ReadonlyMap<number, ClosedDayName> = new Map([
  [-3, "maundyThursday"],
  [-2, "goodFriday"],
  [0, "easterSunday"],
  [1, "easterMonday"],
  [26, "storeBededag"],
  [39, "ascensionDay"],
  [40, "dayAfterAscension"],
  [49, "whitSunday"],
  [50, "whitMonday"],
]);

type WeekdayOfSpan = {
  readonly weekday: number;
  readonly from: string;
  readonly to: string;
  readonly name: ClosedDayName;
};
/** A weekday that falls in a span of a year, `MM-DD` to `MM-DD`. */
const weekdays: Readonly<Partial<Record<Country, readonly WeekdayOfSpan[]>>> = {
  SE: [
    { weekday: 5, from: "06-19", to: "06-25", name: "midsummerEve" },
    { weekday: 6, from: "06-20", to: "06-26", name: "midsummerDay" },
    { weekday: 6, from: "10-31", to: "11-06", name: "allSaints" },
  ],
  US: [
    { weekday: 1, from: "01-15", to: "01-21", name: "martinLutherKingDay" },
    { weekday: 1, from: "02-15", to: "02-21", name: "presidentsDay" },
    { weekday: 1, from: "05-25", to: "05-31", name: "memorialDay" },
    { weekday: 1, from: "09-01", to: "09-07", name: "americanLaborDay" },
    { weekday: 1, from: "10-08", to: "10-14", name: "columbusDay" },
    { weekday: 4, from: "11-22", to: "11-28", name: "thanksgiving" },
  ],
};

const SUNDAY = 7;

function ownName(country: Country, on: PlainDate): ClosedDayName | undefined {
  const monthDay = on.toString().slice(5);
  const moving = weekdays[country]?.find(
    ({ weekday, from, to }) => on.dayOfWeek === weekday && from <= monthDay && monthDay <= to,
  );
  const fromEaster = on.since(easterSunday(on.year), { largestUnit: "days" }).days;
  const easter = country === "US" ? undefined : aroundEaster.get(fromEaster);
  const own: DayNames = fixed[country];
  return own[monthDay] ?? everywhere[monthDay] ?? easter ?? moving?.name;
}

/** What a closed day is called in its country; one kept on Monday for a Sunday in the United States has that Sunday's name. Null for a day without a name. */
export function closedDayName(country: Country, on: PlainDate): ClosedDayName | null {
  const own = ownName(country, on);
  if (own !== undefined || country !== "US") return own ?? null;
  const before = on.subtract({ days: 1 });
  return before.dayOfWeek === SUNDAY ? (ownName(country, before) ?? null) : null;
}
