import { invariant, type TenantTransaction } from "../../platform/index.ts";
import { afterWrong, isLocked } from "./policy.ts";
import { lockGuesses, setGuesses } from "./store.ts";

/** May confirming be tried on this link now? Holds the link until the transaction ends, so that tries come one after the other. */
export async function mayConfirm(tx: TenantTransaction, linkId: string): Promise<boolean> {
  const link = await lockGuesses(tx, linkId);
  return link !== undefined && !isLocked(link, tx.now);
}

/** Counts a wrong confirmation. Gives until when confirming is locked, paying never being so; null when there are tries left. */
export async function noteWrongConfirmation(tx: TenantTransaction, linkId: string): Promise<Temporal.Instant | null> {
  const link = await lockGuesses(tx, linkId);
  invariant(link, "a confirmation is tried on a link that is there");
  const guesses = afterWrong(link, tx.now);
  await setGuesses(tx, link, guesses);
  return guesses.lockedUntil;
}

/** A right confirmation forgets the wrong ones before it. */
export async function noteRightConfirmation(tx: TenantTransaction, linkId: string): Promise<void> {
  const link = await lockGuesses(tx, linkId);
  if (link && link.failures > 0) await setGuesses(tx, link, { failures: 0, lockedUntil: null });
}
