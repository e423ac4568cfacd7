/** Lines of a proposal by the facts of this moment, and the letters they would become: what applying does, and what a dry run tells of it. */
import type { LineToApply } from "../controls/index.ts";
import { remindersLadder, type Channel } from "../delivery/index.ts";
import type { Language, TenantTransaction } from "../platform/index.ts";
import type { StepDecision } from "./decide-model.ts";
import { itemRows } from "./facts-store.ts";
import type { Ground } from "./ground.ts";
import { gatherLetters, stillStands, type GatheredLetter } from "./letters.ts";
import { levelNames } from "./policy-model.ts";
import type { ChannelLadder } from "./policy-schema.ts";
import type { RestingItems } from "./ports.ts";
import { decideItems, type Decided } from "./decide-items.ts";

/** Of a line, what is looked at. */
export type Line = Pick<LineToApply, "lineNo" | "action" | "subjectId" | "amountMinor">;
export type Standing = { readonly line: Line; readonly decided: Decided; readonly decision: StepDecision };

/** Decides about lines anew: those whose step and amount stand, and those that changed since. With `lock` their items are held until the end. */
export async function lookAgain(
  tx: TenantTransaction,
  ground: Ground,
  asked: { readonly lines: readonly Line[]; readonly resting: RestingItems; readonly lock: boolean },
): Promise<{ readonly standing: readonly Standing[]; readonly changed: readonly Line[] }> {
  const { lines, resting, lock } = asked;
  const rows = await itemRows(tx, { itemIds: lines.map(({ subjectId }) => subjectId) }, lock);
  const now = await decideItems(tx, ground, rows, { asOf: ground.today, resting });
  const decided = new Map(now.map((one) => [one.item.row.id, one]));
  const standing: Standing[] = [];
  const changed: Line[] = [];
  for (const line of lines) {
    const one = decided.get(line.subjectId);
    if (one?.decision.kind === "step" && stands(line, one.decision))
      standing.push({ line, decided: one, decision: one.decision });
    else changed.push(line);
  }
  return { standing, changed };
}

/** The step and amount that were approved, decided on by what is true now. */
function stands(line: Line, now: StepDecision): boolean {
  const level = levelNames.find((name) => name === line.action);
  return level !== undefined && stillStands({ ...now, level, amountMinor: line.amountMinor }, now);
}

/** The letters that tell of steps, each payer's together. */
export function lettersFor(standing: readonly Pick<Standing, "decided" | "decision">[]): readonly GatheredLetter[] {
  return gatherLetters(
    standing.map(({ decided, decision }) => ({
      itemId: decided.item.row.id,
      payerId: decided.item.row.partyId,
      decision,
    })),
  );
}

/** Whom a letter goes to and by which channels, the first to be tried first. */
export type Way = { readonly recipientId: string; readonly language: Language; readonly ladder: readonly Channel[] };

/** Null where nobody can be told by the policy's channels. */
export function wayOf({ item: { addressee } }: Decided, { channels }: StepDecision): Way | null {
  if (addressee === null) return null;
  const { recipientId, reach } = addressee;
  const ladder = remindersLadder(reach, channels as ChannelLadder);
  return ladder.length === 0 ? null : { recipientId, language: reach.language, ladder };
}
