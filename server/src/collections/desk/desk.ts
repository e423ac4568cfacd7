import { listLedgers, type DateText } from "../../ledger/index.ts";
import { marketPack, type MarketPack } from "../../markets/index.ts";
import { partyKeys, recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { actorOf, claimOf, openWords, sealWords } from "../claim-of.ts";
import "../errors.ts";
import { itemRows } from "../facts-store.ts";
import { writeContactNote } from "../promises.ts";
import {
  deskRows,
  insertMessage,
  messageById,
  messageRows,
  setDecisionRow,
  setNextRow,
  type DeskAsked,
} from "./store.ts";
import {
  DECIDE_WITHIN_WORKING_DAYS,
  type DeskCase,
  type DeskDecision,
  type DeskMessage,
  type DeskRow,
  type NextAction,
} from "./types.ts";

/** Head office's cases: whose they are, what is next, what was decided and asked (DP-020, DP-021, S2-17, S2-31). The clinic sees, and asks. */

/** Red when nobody decided in time. A case that lies with the agency has been decided on. */
export function withDeadline(row: DeskRow, pack: Pick<MarketPack, "days">, today: Temporal.PlainDate): DeskCase {
  const decideBy = pack.days.addBankDays(Temporal.PlainDate.from(row.cameOn), DECIDE_WITHIN_WORKING_DAYS).toString();
  const isDecided = row.decision !== null || (row.agencyState !== null && row.agencyState !== "ended");
  return { ...row, decideBy, isOverdue: !isDecided && today.toString() > decideBy };
}

export type DeskFilter = DeskAsked & { readonly overdue?: boolean };

/** Rows read at a time while only those that are late are wanted. */
const STRETCH = 500;

/** Cases at head office, the oldest first; a page after one. */
export async function deskCases(tx: TenantTransaction, { overdue, ...asked }: DeskFilter): Promise<DeskCase[]> {
  const packs = new Map((await listLedgers(tx)).map(({ id, market }) => [id, marketPack(market)]));
  const seen = (rows: readonly DeskRow[]) =>
    rows.map((row) => {
      const pack = packs.get(row.ledgerId)!;
      return withDeadline(row, pack, tx.platform.clock.today(pack.zones[0]!));
    });
  if (!overdue) return seen(await deskRows(tx, asked));
  const late: DeskCase[] = [];
  for (let after = asked.after; ;) {
    const rows = await deskRows(tx, { ...asked, ...(after ? { after } : {}), limit: STRETCH });
    late.push(...seen(rows).filter(({ isOverdue }) => isOverdue));
    if (rows.length < STRETCH || late.length >= asked.limit) return late.slice(0, asked.limit);
    after = rows.at(-1)!;
  }
}

/** One case; undefined for a claim that never came to head office. */
export async function deskCaseOf(tx: TenantTransaction, itemId: string): Promise<DeskCase | undefined> {
  return (await deskCases(tx, { itemId, limit: 1 }))[0];
}

async function requireDesk(tx: TenantTransaction, itemId: string): Promise<DeskCase> {
  const found = await deskCaseOf(tx, itemId);
  if (!found) throw refuse("DESK_CASE_NOT_FOUND");
  return found;
}

export type NextWish = {
  readonly itemId: string;
  /** Who of head office has it; null: nobody. */
  readonly ownerId: string | null;
  readonly next: { readonly action: NextAction; readonly on: DateText } | null;
};

/** Says whose a case is and what is next. Throws DESK_CASE_NOT_FOUND, FOLLOW_UP_DAY_WRONG for a day that is past. */
export async function setNext(tx: TenantTransaction, { itemId, ownerId, next }: NextWish): Promise<void> {
  const { item, today } = await claimOf(tx, itemId);
  await requireDesk(tx, itemId);
  const [earliest, latest] = [today.toString(), today.add({ years: 1 }).toString()];
  if (next && (next.on < earliest || next.on > latest))
    throw refuse("FOLLOW_UP_DAY_WRONG", { day: next.on, earliest, latest });
  const row = { nextAction: next?.action ?? null, nextOn: next?.on ?? null };
  await setNextRow(tx, { itemId, ledgerId: item.ledgerId, ownerId, ...row });
  const detail = { ownerId, nextAction: row.nextAction, nextOn: row.nextOn };
  await recordAudit(tx, { action: "desk.nextSet", subjectKind: "openItem", subjectId: itemId, detail });
}

/**
 * What head office does with a case; done itself by the means each has: a plan, a hold, the proposal of the agency. The reason is kept as a note
 * on the case. Throws DESK_CASE_NOT_FOUND.
 */
export async function decideCase(
  tx: TenantTransaction,
  itemId: string,
  decision: DeskDecision,
  reason?: string,
): Promise<void> {
  const { item, today } = await claimOf(tx, itemId);
  const { isOverdue } = await requireDesk(tx, itemId);
  const of = { itemId, ledgerId: item.ledgerId, decision, decidedOn: today.toString(), by: actorOf(tx) };
  await setDecisionRow(tx, of);
  const note = { saidOn: of.decidedOn, channel: "message", direction: "own" } as const;
  if (reason !== undefined) await writeContactNote(tx, { itemId, ...note, text: reason });
  const detail = { decision, late: isOverdue };
  await recordAudit(tx, { action: "desk.decided", subjectKind: "openItem", subjectId: itemId, detail });
}

/** A question about a claim, to head office or to its clinic. Gives its id. Throws FOLLOW_UP_ITEM_NOT_FOUND, PARTY_ERASED. */
export async function askAbout(
  tx: TenantTransaction,
  wish: { readonly itemId: string; readonly askedOf: DeskMessage["askedOf"]; readonly words: string },
): Promise<string> {
  const { itemId, askedOf } = wish;
  const { item, key } = await claimOf(tx, itemId);
  const id = tx.platform.ids.next();
  const words = sealWords(tx, key, "desk_message.words_sealed", id, wish.words);
  await insertMessage(tx, item.ledgerId, { id, itemId, answers: null, askedOf, words, by: actorOf(tx) });
  const detail = { questionId: id, askedOf };
  await recordAudit(tx, { action: "desk.asked", subjectKind: "openItem", subjectId: itemId, detail });
  return id;
}

/** Whom a question was put to, and about what. Throws DESK_QUESTION_NOT_FOUND. */
export async function questionOf(tx: TenantTransaction, id: string) {
  const found = await messageById(tx, id);
  if (found?.answers !== null) throw refuse("DESK_QUESTION_NOT_FOUND");
  return found;
}

/** The answer, kept beside its question on the case (S2-31). Throws DESK_QUESTION_NOT_FOUND, DESK_QUESTION_ANSWERED, PARTY_ERASED. */
export async function answerQuestion(tx: TenantTransaction, questionId: string, text: string): Promise<string> {
  const { itemId, askedOf } = await questionOf(tx, questionId);
  const { item, key } = await claimOf(tx, itemId);
  const id = tx.platform.ids.next();
  const words = sealWords(tx, key, "desk_message.words_sealed", id, text);
  const row = { id, itemId, answers: questionId, askedOf, words, by: actorOf(tx) };
  if (!(await insertMessage(tx, item.ledgerId, row))) throw refuse("DESK_QUESTION_ANSWERED");
  await recordAudit(tx, {
    action: "desk.answered",
    subjectKind: "openItem",
    subjectId: itemId,
    detail: { questionId },
  });
  return id;
}

/** Questions and answers of a claim, first to last. Throws FOLLOW_UP_ITEM_NOT_FOUND. */
export async function deskMessages(tx: TenantTransaction, itemId: string): Promise<DeskMessage[]> {
  const [item] = await itemRows(tx, { itemIds: [itemId] });
  if (!item) throw refuse("FOLLOW_UP_ITEM_NOT_FOUND");
  const rows = await messageRows(tx, itemId);
  const key = (await partyKeys(tx, [item.partyId])).get(item.partyId);
  return rows.map(({ id, answers, askedOf, words, by, at }) => ({
    ...{ id, answers, askedOf, by, at },
    words: key ? openWords(tx, key, "desk_message.words_sealed", id, words) : null,
  }));
}
