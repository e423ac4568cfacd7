import type { MarketPack } from "../../markets/index.ts";

type Hours = Pick<MarketPack, "quietHours" | "maySend" | "days">;

/**
 * A market's hours as a clinic has narrowed them: never earlier, never later than the market's own, and the market's where nothing is left
 * between. Times of day as HH:MM. Pure.
 */
export function narrowedTo(market: Hours, own: { readonly from: string; readonly to: string } | null): Hours {
  if (own === null) return market;
  const [from, to] = [Temporal.PlainTime.from(own.from), Temporal.PlainTime.from(own.to)];
  const { quietHours } = market;
  const opens = Temporal.PlainTime.compare(from, quietHours.from) > 0 ? from : quietHours.from;
  const closes = Temporal.PlainTime.compare(to, quietHours.to) < 0 ? to : quietHours.to;
  if (Temporal.PlainTime.compare(opens, closes) >= 0) return market;
  const isWithin = (time: Temporal.PlainTime) =>
    Temporal.PlainTime.compare(time, opens) >= 0 && Temporal.PlainTime.compare(time, closes) < 0;
  return {
    days: market.days,
    quietHours: { ...quietHours, from: opens, to: closes },
    maySend: (at) => market.maySend(at) && isWithin(at.toPlainTime()),
  };
}

/**
 * The first moment from `instant` on at which a message may leave: within the market's hours, on a working day, by the clock of `zone` (T-09).
 * The same moment when it may leave at once. Pure.
 */
export function notBefore(
  instant: Temporal.Instant,
  market: Pick<MarketPack, "quietHours" | "maySend" | "days">,
  zone: string,
): Temporal.Instant {
  const local = instant.toZonedDateTimeISO(zone).toPlainDateTime();
  if (market.maySend(local)) return instant;
  const day = local.toPlainDate();
  const isEarly = Temporal.PlainTime.compare(local.toPlainTime(), market.quietHours.from) < 0;
  const opens = isEarly && market.days.isWorkingDay(day) ? day : market.days.addWorkingDays(day, 1);
  return opens.toZonedDateTime({ timeZone: zone, plainTime: market.quietHours.from }).toInstant();
}
