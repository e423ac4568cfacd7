import type { LetterNow } from "../delivery/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { itemRows } from "./facts-store.ts";
import { dateText, groundOf } from "./ground.ts";
import { feesLeft, firstOf } from "./letter-now.ts";
import { lettersFor, wayOf, type Way } from "./look-again.ts";
import type { LevelName } from "./policy-model.ts";
import type { RestingItems } from "./ports.ts";
import { decideItems, type Decided } from "./decide-items.ts";
import type { StepDecision } from "./decide-model.ts";

/** What a claim's payer would be told if its step were taken now, with the payer's other claims at the same step (E18). */
export type LetterPreview = Way & { readonly ledgerId: string; readonly level: LevelName; readonly letter: LetterNow };

type Stepping = { readonly decided: Decided; readonly decision: StepDecision };

const stepping = (decided: Decided): Stepping[] =>
  decided.decision.kind === "step" ? [{ decided, decision: decided.decision }] : [];

/** Null where the claim's step is no letter, nobody can be reached, or no step is due. Throws FOLLOW_UP_ITEM_NOT_FOUND. */
export async function previewLetter(
  tx: TenantTransaction,
  itemId: string,
  resting: RestingItems,
): Promise<LetterPreview | null> {
  const [item] = await itemRows(tx, { itemIds: [itemId] });
  if (!item) throw refuse("FOLLOW_UP_ITEM_NOT_FOUND");
  const { ledgerId, partyId } = item;
  const ground = await groundOf(tx, ledgerId);
  const rows = await itemRows(tx, { ledgerId, partyId, asOf: dateText(ground.today) });
  const steps = (await decideItems(tx, ground, rows, { asOf: ground.today, resting })).flatMap(stepping);
  const parts = lettersFor(steps).find((letter) => letter.parts.some((part) => part.itemId === itemId))?.parts;
  const first = steps.find(({ decided }) => decided.item.row.id === parts?.[0]?.itemId);
  const way = first && wayOf(first.decided, first.decision);
  if (!parts || !way) return null;
  const fees = await feesLeft(
    tx,
    parts.map((part) => part.itemId),
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  const claims = parts.map((part) => ({
    reference: byId.get(part.itemId)!.reference,
    leftMinor: byId.get(part.itemId)!.openMinor + (fees.get(part.itemId) ?? 0n) + part.decision.fee.feeMinor,
  }));
  const days = (of: (decision: StepDecision) => Temporal.PlainDate | null) =>
    firstOf(parts.map(({ decision }) => of(decision)?.toString() ?? null));
  return {
    ...way,
    ...{ ledgerId, level: first.decision.level },
    letter: {
      stands: true,
      leftMinor: claims.reduce((sum, { leftMinor }) => sum + leftMinor, 0n),
      dueOn: firstOf(parts.map((part) => byId.get(part.itemId)!.dueOn))!,
      nextOn: days(({ nextStepOn }) => nextStepOn),
      payBy: days(({ deadlineOn }) => deadlineOn),
      claims,
    },
  };
}
