/** What a run finds in a ledger, told both ways: as it looks, and claim by claim. */
import { listed } from "../controls/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import type { Found } from "./alike.ts";
import { decideItems } from "./decide-items.ts";
import type { Decision } from "./decide-model.ts";
import { itemRows } from "./facts-store.ts";
import { isQuiet, lookAt, type LookQuestion } from "./look.ts";

export type Told = { readonly itemId: string; readonly versionId: string; readonly decision: Decision };

const ofAmount = (decision: Decision, leftMinor: bigint): Decision =>
  decision.kind === "step" ? { ...decision, amountMinor: leftMinor } : decision;

const toldIn = ({ itemIds, opensMinor, places, decision, followed: { versionId } }: Found) =>
  listed(itemIds).map((itemId, at) => ({
    place: Number(listed(places)[at]),
    told: { itemId, versionId, decision: ofAmount(decision, BigInt(listed(opensMinor)[at]!)) },
  }));

/** Both in the order of the payers. */
export async function toldBothWays(
  tx: TenantTransaction,
  question: LookQuestion,
): Promise<{ readonly asLooked: readonly Told[]; readonly oneByOne: readonly Told[]; readonly bundles: number }> {
  const { ledgerId, asOf: day, resting } = question;
  const { found, ground } = await lookAt(tx, question);
  const asLooked = found.flatMap(toldIn).toSorted((a, b) => a.place - b.place);
  const rows = await itemRows(tx, { ledgerId, asOf: day });
  const decided = await decideItems(tx, ground, rows, { asOf: Temporal.PlainDate.from(day), resting });
  const oneByOne = decided
    .filter(({ decision }) => !isQuiet(decision))
    .map(({ item, followed, decision }) => ({ itemId: item.row.id, versionId: followed.versionId, decision }));
  return { asLooked: asLooked.map(({ told }) => told), oneByOne, bundles: found.length };
}
