import { ValueError } from "./result.ts";

/**
 * Easter Sunday of the Western churches. Years 1583 (the first whole year of the Gregorian calendar) to 9999, else
 * `badYear` is thrown.
 *
 * The anonymous Gregorian computus ("A New York correspondent", Nature, 20 April 1876), in the form of J. Meeus,
 * Astronomical Algorithms, 2nd edition 1998, chapter 8.
 */
export function easterSunday(year: number): Temporal.PlainDate {
  if (!Number.isInteger(year) || year < 1583 || year > 9999) {
    throw new ValueError("badYear", "Easter is known for the years 1583 to 9999");
  }
  const moonYear = year % 19;
  const century = Math.floor(year / 100);
  const yearOfCentury = year % 100;
  const moonShift = Math.floor((century - Math.floor((century + 8) / 25) + 1) / 3);
  const epact = (19 * moonYear + century - Math.floor(century / 4) - moonShift + 15) % 30;
  const toSunday = (32 + 2 * (century % 4) + 2 * Math.floor(yearOfCentury / 4) - epact - (yearOfCentury % 4)) % 7;
  const lateMoon = Math.floor((moonYear + 11 * epact + 22 * toSunday) / 451);
  const dayCode = epact + toSunday - 7 * lateMoon + 114;
  return new Temporal.PlainDate(year, Math.floor(dayCode / 31), (dayCode % 31) + 1);
}
