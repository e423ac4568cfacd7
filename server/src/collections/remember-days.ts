/** A run asks a market's calendar a million times about the same few hundred days: each answer is worked out once. */
import type { MarketDays, MarketPack } from "../markets/index.ts";
import { dayKey } from "./day-key.ts";

const remembered = new WeakMap<MarketPack, MarketPack>();

/** The same pack, whose calendar remembers the working days it has counted. Years past its knowledge are refused as before. */
export function rememberingDays(pack: MarketPack): MarketPack {
  const known = remembered.get(pack);
  if (known !== undefined) return known;
  const made = { ...pack, days: { ...pack.days, addWorkingDays: rememberingCount(pack.days) } };
  remembered.set(pack, made);
  return made;
}

function rememberingCount(days: MarketDays): MarketDays["addWorkingDays"] {
  const byCount = new Map<number, Map<number, Temporal.PlainDate>>();
  return (on, count) => {
    const answers = byCount.get(count) ?? new Map<number, Temporal.PlainDate>();
    byCount.set(count, answers);
    const key = dayKey(on);
    const answer = answers.get(key) ?? days.addWorkingDays(on, count);
    answers.set(key, answer);
    return answer;
  };
}
