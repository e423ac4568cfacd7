import { withTenant, type Context, type Platform } from "../platform/index.ts";
import { lookAgain } from "./refresh-attempt.ts";
import { endedAttemptIds, waitingAttemptIds } from "./store.ts";
import type { Rails } from "./types.ts";

const MOST_AT_ONCE = 500;
/** Partners are asked side by side, so that one that is silent holds up few others. */
const SIDE_BY_SIDE = 8;

async function lookAt(platform: Platform, context: Context, rails: Rails, ids: readonly string[]): Promise<number> {
  const left = [...ids];
  let asked = 0;
  const next = async (): Promise<void> => {
    for (let id = left.shift(); id !== undefined; id = left.shift()) {
      try {
        await lookAgain(platform, context, rails, id);
        asked += 1;
      } catch (error) {
        // One clinic's missing agreement must not keep the others' payments waiting.
        platform.log.warn({ event: "payments.janitor", attempt: id, code: (error as { code?: string }).code });
      }
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, next));
  return asked;
}

/**
 * The janitor: asks about every attempt that is not at its end or is owed an answer, by whatever way, those first that waited longest. Gives
 * how many it asked about.
 */
export async function refreshWaiting(platform: Platform, context: Context, rails: Rails): Promise<number> {
  const ids = await withTenant(platform, context, (tx) => waitingAttemptIds(tx, MOST_AT_ONCE));
  return lookAt(platform, context, rails, ids);
}

const DAY = 24;

/**
 * The janitor's daily round, for partners' words that never came: what ended without money is looked at once more a day after it was begun,
 * and card payments once a week for half a year, since a payer's bank may take money back that late. Gives how many it asked about.
 */
export async function refreshEnded(platform: Platform, context: Context, rails: Rails): Promise<number> {
  const ids = await withTenant(platform, context, (tx) => {
    const ago = (days: number) => tx.now.subtract({ hours: days * DAY });
    const look = { onceMoreBefore: ago(1), disputesBefore: ago(7), madeAfter: ago(183) };
    return endedAttemptIds(tx, look, MOST_AT_ONCE);
  });
  return lookAt(platform, context, rails, ids);
}
