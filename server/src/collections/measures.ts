/** What was done to be paid for a claim, and what is to be done by when: the measures that the state asks for (DP-070). Reads only. */
import type { DateText } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { itemRows, stepRows, type ItemRow, type StepRow } from "./facts-store.ts";
import { dateText, groundOf, type Ground } from "./ground.ts";
import type { LevelName } from "./policy-model.ts";
import { timeline } from "./timeline.ts";

/** One level of a claim's policy: `takenOn` and its lag in working days where it was taken, else when it is due. */
export type Measure = {
  readonly level: LevelName;
  readonly targetOn: DateText;
  readonly takenOn: DateText | null;
  readonly lag: number;
};

function measuresOf({ book, pack }: Ground, item: ItemRow, steps: readonly StepRow[]): Measure[] {
  const taken = steps.map(({ level, targetOn, takenOn, lag }): Measure => ({ level, targetOn, takenOn, lag }));
  const followed = book.of(item);
  if (!followed) return taken;
  const sent = new Map(steps.map((step) => [step.level, Temporal.PlainDate.from(step.leftOn ?? step.takenOn)]));
  const deliveredOn = Temporal.PlainDate.from(item.openedOn);
  const known = timeline(followed.policy, pack, { dueOn: Temporal.PlainDate.from(item.dueOn), deliveredOn, sent });
  const ahead = known.ok ? known.steps.filter(({ isSent }) => !isSent) : [];
  return [
    ...taken,
    ...ahead.map(({ level, targetOn }): Measure => ({ level, targetOn: dateText(targetOn), takenOn: null, lag: 0 })),
  ];
}

/** By claim, every measure of its policy. What the day's run would hold back for is not asked: a hold explains a gap and does not close it. */
export async function measuresByItem(
  tx: TenantTransaction,
  ledgerId: string,
  itemIds: readonly string[],
): Promise<Map<string, readonly Measure[]>> {
  const ground = await groundOf(tx, ledgerId);
  const items = await itemRows(tx, { itemIds });
  const steps = Map.groupBy(
    await stepRows(
      tx,
      items.map(({ id }) => id),
      ground.zone,
    ),
    ({ itemId }) => itemId,
  );
  return new Map(items.map((item) => [item.id, measuresOf(ground, item, steps.get(item.id) ?? [])]));
}
