import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import { endLinks, guessesOf, insertLinks, setGuesses } from "./store.ts";
import { hashToken, makeToken } from "./token.ts";

export type LinkWish = {
  readonly ledgerId: string;
  readonly itemId: string;
  readonly recipientId: string;
  /** The message that carries it; null for a slip printed at the desk. */
  readonly messageId: string | null;
};

/**
 * Makes links and gives their tokens, in the order of the wishes; a token is told here and never again. A claim whose confirming is
 * locked, or nearly so, stays as it was: a new message gives no new tries.
 */
export async function makeLinks(tx: TenantTransaction, wishes: readonly LinkWish[]): Promise<string[]> {
  if (wishes.length === 0) return [];
  const tokens = wishes.map(() => makeToken());
  const guessed = await guessesOf(
    tx,
    wishes.map((wish) => wish.itemId),
  );
  await insertLinks(
    tx,
    wishes.map((wish, at) => ({ ...wish, id: tx.platform.ids.next(), tokenHash: hashToken(tokens[at]!) })),
  );
  for (const guesses of guessed) await setGuesses(tx, guesses, guesses);
  return tokens;
}

/** Makes one link and gives its token. */
export async function makeLink(tx: TenantTransaction, wish: LinkWish): Promise<string> {
  return (await makeLinks(tx, [wish]))[0]!;
}

/** Ends the links of a claim, or of one recipient of it, at once and for good; gives how many were alive. */
export async function revokeLinks(
  tx: TenantTransaction,
  which: { readonly itemId: string; readonly recipientId?: string | undefined },
): Promise<number> {
  const ended = await endLinks(tx, which);
  if (ended.length > 0)
    await recordAudit(tx, {
      action: "payLink.revoked",
      subjectKind: "openItem",
      subjectId: which.itemId,
      detail: { links: ended.length },
    });
  return ended.length;
}
