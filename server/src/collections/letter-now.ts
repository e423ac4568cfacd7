/** What a letter says at the moment it leaves, or why it may not (E3). Asked by delivery before each message. */
import { sql } from "kysely";
import type { LetterNow, Letters } from "../delivery/index.ts";
import type { DateText } from "../ledger/index.ts";
import { column, type TenantTransaction } from "../platform/index.ts";
import { letterIdOf } from "./letter-key.ts";
import type { Decision } from "./decide-model.ts";
import { itemRows } from "./facts-store.ts";
import { groundOf } from "./ground.ts";
import type { LevelName } from "./policy-model.ts";
import type { RestingItems } from "./ports.ts";
import { decideItems, type Decided } from "./decide-items.ts";

export type LetterStep = {
  readonly letterId: string;
  readonly ledgerId: string;
  readonly itemId: string;
  readonly level: LevelName;
  readonly feeItemId: string | null;
  readonly takenOn: DateText;
  readonly deadlineOn: DateText | null;
  readonly nextStepOn: DateText | null;
};

/** The steps that letters tell of. */
export async function stepsOfLetters(tx: TenantTransaction, letterIds: readonly string[]): Promise<LetterStep[]> {
  const found = await sql<LetterStep>`
    select letter_id as "letterId", ledger_id as "ledgerId", item_id as "itemId", level, fee_item_id as "feeItemId", taken_on as "takenOn",
      deadline_on as "deadlineOn", next_step_on as "nextStepOn"
    from follow_up_step where tenant_id = ${tx.tenantId} and letter_id = any (${column.uuid(letterIds)}) order by letter_id, id`.execute(
    tx.db,
  );
  return found.rows;
}

/** What is owed of fees that came with these steps. */
export async function feesLeft(tx: TenantTransaction, itemIds: readonly string[]): Promise<Map<string, bigint>> {
  const found = await sql<{ parentId: string; leftMinor: bigint }>`
    select parent_id as "parentId", sum(open_minor)::bigint as "leftMinor" from open_item
    where tenant_id = ${tx.tenantId} and parent_id = any (${column.uuid(itemIds)}) and kind in ('fee', 'interest', 'compensation')
    group by parent_id`.execute(tx.db);
  return new Map(found.rows.map(({ parentId, leftMinor }) => [parentId, leftMinor]));
}

/** The first of some days; null where none is named. */
export const firstOf = (days: readonly (DateText | null)[]): DateText | null =>
  days.filter((day) => day !== null).toSorted()[0] ?? null;

const nothing = (why: "settled" | "otherCustody" | "withdrawn"): LetterNow => ({ stands: false, why });

/** Why a letter of which no part stands may not leave. */
function whyNot(decisions: readonly (Decision | undefined)[]): LetterNow {
  const one = decisions[0];
  if (one?.kind === "closed") return nothing("settled");
  return nothing(one?.kind === "heldBack" && one.reason === "partnerCustody" ? "otherCustody" : "withdrawn");
}

/** The same step again, looked at as if this letter had never been decided on; its amount is what is left now. */
function isStanding(step: LetterStep, now: Decided | undefined): now is Decided {
  return now?.decision.kind === "step" && now.decision.level === step.level;
}

function said(
  steps: readonly LetterStep[],
  decided: ReadonlyMap<string, Decided>,
  fees: ReadonlyMap<string, bigint>,
): LetterNow {
  const standing = steps.filter((step) => isStanding(step, decided.get(step.itemId)));
  if (standing.length === 0) return whyNot(steps.map(({ itemId }) => decided.get(itemId)?.decision));
  const rows = standing.map(({ itemId }) => decided.get(itemId)!.item.row);
  const leftMinor = rows.reduce((sum, { id, openMinor }) => sum + openMinor + (fees.get(id) ?? 0n), 0n);
  return {
    stands: true,
    leftMinor,
    dueOn: firstOf(rows.map(({ dueOn }) => dueOn))!,
    nextOn: firstOf(standing.map(({ nextStepOn }) => nextStepOn)),
    payBy: firstOf(standing.map(({ deadlineOn }) => deadlineOn)),
    claims: rows.map(({ id, reference, openMinor }) => ({ reference, leftMinor: openMinor + (fees.get(id) ?? 0n) })),
  };
}

/** What a letter is made of on paper. */
export type LetterContent = {
  readonly level: LetterNowLevel;
  /** The claims it is about that are still owed. */
  readonly itemIds: readonly string[];
  readonly nextOn: DateText | null;
  readonly payBy: DateText | null;
};
type LetterNowLevel = Exclude<LevelName, "headOffice" | "agency">;

/** A letter's content by its name in delivery; undefined when there is none, or nothing of it is owed. */
export async function letterContent(tx: TenantTransaction, key: string): Promise<LetterContent | undefined> {
  const letterId = letterIdOf(key);
  const steps = letterId === null ? [] : await stepsOfLetters(tx, [letterId]);
  const rows = await itemRows(tx, { itemIds: steps.map(({ itemId }) => itemId) });
  const itemIds = rows.filter(({ openMinor }) => openMinor > 0n).map(({ id }) => id);
  const [step] = steps;
  if (step === undefined || itemIds.length === 0) return undefined;
  const { level, nextStepOn: nextOn, deadlineOn: payBy } = step;
  return { level: level as LetterNowLevel, itemIds, nextOn, payBy };
}

/** Letters of follow-up as delivery asks for them: each decided anew by the facts of this moment. */
export function lettersNow(resting: RestingItems): Letters {
  return async (tx, keys) => {
    const ids = keys.flatMap((key) => letterIdOf(key) ?? []);
    const answers = new Map<string, LetterNow>();
    const steps = await stepsOfLetters(tx, ids);
    for (const [ledgerId, ofLedger] of Map.groupBy(steps, (step) => step.ledgerId))
      for (const [key, answer] of await inLedger(tx, ledgerId, ofLedger, resting)) answers.set(key, answer);
    return answers;
  };
}

async function inLedger(
  tx: TenantTransaction,
  ledgerId: string,
  steps: readonly LetterStep[],
  resting: RestingItems,
): Promise<ReadonlyMap<string, LetterNow>> {
  const ground = await groundOf(tx, ledgerId);
  const itemIds = [...new Set(steps.map(({ itemId }) => itemId))];
  const withoutLetters = new Set(steps.map(({ letterId }) => letterId));
  const asked = { asOf: ground.today, resting, withoutLetters };
  const known = await decideItems(tx, ground, await itemRows(tx, { itemIds }), asked);
  const decided = new Map(known.map((one) => [one.item.row.id, one]));
  const fees = await feesLeft(tx, itemIds);
  const letters = Map.groupBy(steps, ({ letterId }) => letterId);
  return new Map([...letters].map(([id, of]) => [`followUp:${id}`, said(of, decided, fees)]));
}
