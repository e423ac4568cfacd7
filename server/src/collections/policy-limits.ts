/** What the law lets each level of a policy say, so that it can be told before anything is refused. The law itself stands in the market's pack. */
import { type MarketPack, rowAtOrEarliest } from "../markets/index.ts";
import { feeStepOf } from "./fee.ts";
import { lawSender, noticeOf } from "./law-words.ts";
import { bestFee, bindingDays } from "./policy-law.ts";
import { lawStep, type Level, type LevelField, type Policy } from "./policy-model.ts";

type PlainDate = Temporal.PlainDate;

/** One bound of a field: days at the fewest, minor units at the most, the only sender, or that it may not be at all. */
export type LawLimit = { readonly field: LevelField; readonly citation: string } & (
  | { readonly rule: "least"; readonly days: number }
  | { readonly rule: "most"; readonly minor: bigint }
  | { readonly rule: "only"; readonly sender: Level["sender"] }
  | { readonly rule: "never" }
);

/** The bounds on `validFrom` of every field that the law speaks of, given the other levels as they are. */
export function lawLimits(policy: Policy, pack: MarketPack, validFrom: PlainDate): readonly LawLimit[] {
  return policy.levels.flatMap((level, at) => {
    const before = policy.levels.slice(0, at);
    return [
      ...waitLimit(level, before, pack, validFrom),
      ...deadlineLimit(level, pack, validFrom),
      ...senderLimit(level, pack, validFrom),
      ...feeLimit(level, before, pack, validFrom),
    ];
  });
}

/** A reminder comes after the due day; what goes outwards after a notice waits out the days that the notice must give. */
function waitLimit(level: Level, before: readonly Level[], pack: MarketPack, on: PlainDate): readonly LawLimit[] {
  const field = `${level.name}.wait` as const;
  if (level.wait.after === "due") {
    const citation = noticeOf(pack, level.name, on)?.source ?? "own rule: follow-up begins after the due day";
    return [{ field, rule: "least", days: 1, citation }];
  }
  if (level.name !== "paymentDemand" && level.name !== "agency") return [];
  const letter = before.findLast(({ name }) => name === "collectionNotice" || name === "paymentDemand");
  const binding = letter === undefined ? null : bindingDays(letter, pack, on);
  if (binding === null || letter !== before.at(-1) || level.wait.after !== "previousSent") return [];
  return [{ field, rule: "least", days: binding.days, citation: binding.source }];
}

function deadlineLimit(level: Level, pack: MarketPack, on: PlainDate): readonly LawLimit[] {
  const binding = bindingDays(level, pack, on);
  if (binding === null || binding.days === 0) return [];
  return [{ field: `${level.name}.deadlineDays`, rule: "least", days: binding.days, citation: binding.source }];
}

function senderLimit({ name }: Level, pack: MarketPack, on: PlainDate): readonly LawLimit[] {
  const step = lawStep[name];
  const regime = rowAtOrEarliest(pack.regimes, on);
  if (step === null || regime === undefined) return [];
  const allowed = (["clinic", "headOffice"] as const).filter((sender) =>
    regime.value.sender[step].includes(lawSender({ sender })),
  );
  const [only] = allowed;
  if (allowed.length === 2) return [];
  const of = { field: `${name}.sender`, citation: regime.source } as const;
  return [only === undefined ? { ...of, rule: "never" } : { ...of, rule: "only", sender: only }];
}

function feeLimit(level: Level, before: readonly Level[], pack: MarketPack, on: PlainDate): readonly LawLimit[] {
  const step = feeStepOf(level.name);
  const isNamed = step !== "handOver" || pack.fees.some(({ value }) => value.step === "handOver");
  if (step === null || !isNamed) return [];
  const best = bestFee(level, step, before, pack, on);
  const of = { field: `${level.name}.fee`, citation: best.citation } as const;
  return [best.ok ? { ...of, rule: "most", minor: best.feeMinor } : { ...of, rule: "never" }];
}
