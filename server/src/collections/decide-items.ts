/** Decides about items by the facts of this moment. */
import { refuse, type TenantTransaction } from "../platform/index.ts";
import type { MarketPack } from "../markets/index.ts";
import { decideAll } from "./decide.ts";
import type { Decision, ItemFacts } from "./decide-model.ts";
import type { ItemRow } from "./facts-store.ts";
import type { Ground } from "./ground.ts";
import type { FollowedPolicy } from "./policy-book.ts";
import type { Policy } from "./policy-model.ts";
import type { RestingItems } from "./ports.ts";
import { readFacts, type KnownItem } from "./read-facts.ts";
import "./errors.ts";

export type Decided = { readonly item: KnownItem; readonly followed: FollowedPolicy; readonly decision: Decision };

/** The decisions in the order of the items. Throws FOLLOW_UP_CALENDAR_UNKNOWN: the run of the clinic stops (E36). */
export function decisionsOf(
  pack: MarketPack,
  items: readonly { readonly policy: Policy; readonly facts: ItemFacts }[],
): readonly Decision[] {
  const decided = decideAll(pack, items);
  if (!decided.ok)
    throw refuse("FOLLOW_UP_CALENDAR_UNKNOWN", { year: decided.year, knownThrough: decided.knownThrough });
  return decided.value;
}

/** The bank's data count as complete here: whether they are is asked of the whole run (`freshness`), before anything leaves. */
export const completeBank = (asOf: Temporal.PlainDate): ItemFacts["bank"] => ({ completeThrough: asOf, missing: [] });

/** Decides about items one by one; those without a policy are left out. Throws FOLLOW_UP_CALENDAR_UNKNOWN. */
export async function decideItems(
  tx: TenantTransaction,
  ground: Ground,
  rows: readonly ItemRow[],
  asked: {
    readonly asOf: Temporal.PlainDate;
    readonly resting: RestingItems;
    readonly withoutLetters?: ReadonlySet<string>;
  },
): Promise<readonly Decided[]> {
  const followed = rows.map((row) => ground.book.of(row));
  const withPolicy = rows.filter((_row, at) => followed[at] !== null);
  const policies = followed.filter((each) => each !== null);
  const items = await readFacts(tx, withPolicy, { ...ground, ...asked, bank: completeBank(asked.asOf) });
  const decisions = decisionsOf(
    ground.pack,
    items.map((item, at) => ({ policy: policies[at]!.policy, facts: item.facts })),
  );
  return items.map((item, at) => ({ item, followed: policies[at]!, decision: decisions[at]! }));
}
