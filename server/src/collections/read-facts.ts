/** Facts of many items at once, as `decide` wants them. */
import { canBeReminded, reachOf, type PartyReach } from "../delivery/index.ts";
import type { DateText, Ledger } from "../ledger/index.ts";
import type { MarketPack } from "../markets/index.ts";
import {
  birthDaysOf,
  decideReceiver,
  relationsOf,
  standingsOf,
  type ReceiverDecision,
  type Relation,
} from "../parties/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { untouched, type BankData, type Debtor, type Dispute, type ItemFacts, type SentStep } from "./decide-model.ts";
import {
  callablePlansOf,
  creditsOf,
  deliveriesOf,
  disputesOf,
  holdsOf,
  promisesOf,
  reductionsOf,
  reversalsOf,
  splitItems,
  stepRows,
  type DisputeRow,
  type HoldRow,
  type ItemRow,
  type LetterStep,
  type PlanRow,
  type StepRow,
} from "./facts-store.ts";
import type { RestingItems } from "./ports.ts";

type PlainDate = Temporal.PlainDate;

/** Who a claim's letters go to: the payer, or the guardian who accepted a child's costs (E19). */
export type Addressee = { readonly recipientId: string; readonly reach: PartyReach };
export type KnownItem = {
  readonly row: ItemRow;
  readonly facts: ItemFacts;
  readonly addressee: Addressee | null;
  readonly steps: readonly StepRow[];
};

export type Reading = {
  readonly ledger: Ledger;
  readonly pack: MarketPack;
  readonly zone: string;
  readonly asOf: PlainDate;
  readonly bank: BankData;
  readonly resting: RestingItems;
  /** Steps that are looked at as if they had not been taken: those of a letter that is about to leave. */
  readonly withoutLetters?: ReadonlySet<string>;
};

/** A reversed payment matters for some working days; a month holds them, whatever holidays lie in it. */
const REVERSALS_SINCE_DAYS = 31;

export const onDay = (() => {
  const known = new Map<string, PlainDate>();
  return (text: DateText): PlainDate => {
    let found = known.get(text);
    if (found === undefined) {
      if (known.size > 50_000) known.clear();
      known.set(text, (found = Temporal.PlainDate.from(text)));
    }
    return found;
  };
})();
const orNull = (text: DateText | null): PlainDate | null => (text === null ? null : onDay(text));

const byId = <T extends { readonly itemId: string }>(rows: readonly T[]): ReadonlyMap<string, T> =>
  new Map(rows.map((row) => [row.itemId, row]));

/** The first day from which reversals still matter. */
export const reversalsSince = (asOf: PlainDate): DateText => asOf.subtract({ days: REVERSALS_SINCE_DAYS }).toString();

/** Reads everything that decides of these items, in a dozen statements however many they are. */
export async function readFacts(
  tx: TenantTransaction,
  rows: readonly ItemRow[],
  reading: Reading,
): Promise<readonly KnownItem[]> {
  if (rows.length === 0) return [];
  const { ledger, zone, asOf } = reading;
  const ids = rows.map(({ id }) => id);
  const parties = [...new Set(rows.map(({ partyId }) => partyId))];
  const steps = Map.groupBy(await stepRows(tx, ids, zone), ({ itemId }) => itemId);
  const disputes = byId(await disputesOf(tx, ids));
  const promises = Map.groupBy(await promisesOf(tx, ids), ({ itemId }) => itemId);
  const holds = byId(await holdsOf(tx, ids));
  const reversed = byId(await reversalsOf(tx, ledger.id, ids, reversalsSince(asOf)));
  const reduced = byId(
    await reductionsOf(
      tx,
      rows.filter(({ openMinor }) => openMinor === 0n).map(({ id }) => id),
    ),
  );
  const credits = new Map((await creditsOf(tx, ledger.id, parties)).map((row) => [row.partyId, row.openMinor]));
  const delivered = byId(await deliveriesOf(tx, ids, zone));
  const split = await splitItems(tx, ids);
  const plans = byId(await callablePlansOf(tx, [...new Set(rows.flatMap(planOf))]));
  const resting = await reading.resting(tx, ids);
  const addressees = await addresseesOf(tx, rows, reading);
  return rows.map((row): KnownItem => {
    const { addressee, debtor } = addressees(row);
    const taken = (steps.get(row.id) ?? []).filter(({ letterId }) => !reading.withoutLetters?.has(letterId ?? ""));
    const sent = taken.flatMap((step) => sentStep(step, asOf));
    const openedOn = onDay(row.openedOn);
    const first = delivered.get(row.id);
    const facts: ItemFacts = {
      ...untouched,
      asOf,
      dueOn: onDay(row.dueOn),
      deliveredOn: first === undefined ? openedOn : orNull(first.firstOn),
      debtAroseOn: openedOn,
      leftMinor: row.openMinor,
      patientShareMinor: row.amountMinor,
      reducedOn: orNull(reduced.get(row.id)?.on ?? null),
      wasWrong: reduced.get(row.id)?.byCreditNote ?? false,
      sent,
      dispute: disputeOf(disputes.get(row.id), resting.get(row.id), asOf),
      promises: (promises.get(row.id) ?? []).map(({ madeOn, promisedOn }) => ({
        madeOn: onDay(madeOn),
        promisedOn: onDay(promisedOn),
      })),
      hold: holdOf(holds.get(row.id)),
      hasPlan: split.has(row.id),
      instalment: instalmentOf(row, plans),
      debtor: {
        ...debtor,
        canBeReached: debtor.canBeReached && !cameBack(taken.filter(({ letterId }) => letterId !== null)),
      },
      custodyOf: row.custody === "administered" || row.custody === "sold" ? row.custody : null,
      hasUnknownPayment: resting.get(row.id) === "paymentUnknown",
      bank: reading.bank,
      reversedOn: orNull(reversed.get(row.id)?.on ?? null),
      creditElsewhereMinor: credits.get(row.partyId) ?? 0n,
      limitation: { debtor: debtor.kind, aroseOn: openedOn, claimableOn: onDay(row.dueOn), interruptedOn: null },
    };
    return { row, facts, addressee, steps: taken };
  });
}

/** The claim whose plan an instalment is of. */
const planOf = ({ kind, parentId }: ItemRow): string[] =>
  kind === "instalment" && parentId !== null ? [parentId] : [];

function instalmentOf(row: ItemRow, plans: ReadonlyMap<string, PlanRow>): ItemFacts["instalment"] {
  if (row.kind !== "instalment") return null;
  const plan = plans.get(row.parentId ?? "");
  return { wholeRestFallsDue: plan !== undefined, calledInOn: orNull(plan?.calledInOn ?? null) };
}

/** A step as the decision sees it. */
export function sentStep(step: StepRow, asOf: PlainDate): readonly SentStep[] {
  if (step.letterId !== null) return sentLetter(step, asOf);
  const { level, takenOn, feeMinor, deadlineOn, agencyEnded: how, agencyEndedOn: on } = step;
  const end = how !== null && on !== null ? { agencyEnd: { how, on: onDay(on) } } : {};
  const known = { sentOn: onDay(takenOn), returnedOn: orNull(step.cameBackOn), isProven: true };
  return [{ level, feeMinor, deadlineOn: orNull(deadlineOn), ...known, ...end }];
}

/**
 * A letter as the decision sees it. One no channel has taken yet counts from today, so that what follows waits for it; one that was called
 * off before any channel took it was no step; one that came back by every channel has its day of return (E17).
 */
export function sentLetter(step: LetterStep, asOf: PlainDate): readonly SentStep[] {
  const { level, dispatchState, leftOn, endedOn, takenOn, feeMinor, deadlineOn } = step;
  const common = { level, feeMinor, deadlineOn: orNull(deadlineOn) };
  if (dispatchState === "cancelled" && leftOn === null) return [];
  if (dispatchState === "failed") {
    const returnedOn = onDay(endedOn ?? takenOn);
    return [{ ...common, sentOn: onDay(leftOn ?? takenOn), returnedOn, isProven: false }];
  }
  const sentOn = leftOn === null ? asOf : onDay(leftOn);
  return [{ ...common, sentOn, returnedOn: null, isProven: dispatchState === "done" }];
}

/** The newest letter came back by every channel, and nothing better is known since: a person finds an address, and delivery sends it again. */
export function cameBack(letters: readonly LetterStep[]): boolean {
  return letters.at(-1)?.dispatchState === "failed";
}

function disputeOf(
  row: DisputeRow | undefined,
  resting: "disputed" | "paymentUnknown" | undefined,
  asOf: PlainDate,
): Dispute | null {
  if (row?.outcome === null) return { openedOn: onDay(row.openedOn), answer: null };
  if (resting === "disputed") return { openedOn: asOf, answer: null };
  if (row === undefined) return null;
  return { openedOn: onDay(row.openedOn), answer: { on: onDay(row.answeredOn!), outcome: row.outcome } };
}

function holdOf(row: HoldRow | undefined): ItemFacts["hold"] {
  return row === undefined ? null : { reason: row.reason, fromOn: onDay(row.fromOn), endsOn: onDay(row.endsOn) };
}

/** The answer to a question about an object, worked out when it is first asked about. */
function onceEach<Of extends object, T>(answer: (of: Of) => T): (of: Of) => T {
  const known = new Map<Of, T>();
  return (of) => {
    if (!known.has(of)) known.set(of, answer(of));
    return known.get(of)!;
  };
}

type Found = { readonly addressee: Addressee | null; readonly debtor: Debtor };

/** Who owes each item and how that reader is reached. A child never is; guardians who share custody each need an item of their own. */
async function addresseesOf(
  tx: TenantTransaction,
  rows: readonly ItemRow[],
  { ledger, pack }: Reading,
): Promise<(row: ItemRow) => Found> {
  const people = [...new Set(rows.filter(({ partyKind }) => partyKind === "person").map(({ partyId }) => partyId))];
  const relations = await relationsOf(tx, people);
  const behind = Map.groupBy(relations, ({ partyId }) => partyId);
  const all = [...new Set([...rows.map(({ partyId }) => partyId), ...relations.map(({ relatedId }) => relatedId)])];
  const reach = await reachOf(tx, ledger, all);
  const standings = await standingsOf(tx, all);
  const inYear = ({ birthYear, openedOn }: ItemRow): boolean =>
    birthYear !== null && birthYear + pack.adultAge === Number(openedOn.slice(0, 4));
  const born = await birthDaysOf(tx, [...new Set(rows.filter(inYear).map(({ partyId }) => partyId))]);
  const isReached = onceEach(canBeReminded);
  return (row) => {
    const decision = owes(row, behind.get(row.partyId) ?? [], born.get(row.partyId), pack.adultAge);
    const isMinor = decision.rule === "minorToGuardian" || decision.rule === "minorWithoutGuardian";
    const single = decision.debtors.length === 1 ? decision.debtors[0]!.partyId : undefined;
    const recipientId = decision.rule === "minorWithoutGuardian" ? undefined : single;
    const reached = recipientId === undefined ? undefined : reach.get(recipientId);
    // Of a child, its guardian's too.
    const stands = [row.partyId, ...(recipientId === undefined ? [] : [recipientId])].map((id) => standings.get(id));
    const canBeReached = reached !== undefined && isReached(reached);
    return {
      addressee: reached === undefined || recipientId === undefined ? null : { recipientId, reach: reached },
      debtor: {
        kind: row.partyKind === "company" ? "business" : "consumer",
        isMinor,
        hasGuardian: isMinor && recipientId !== undefined,
        isDeceased: stands.some((one) => one !== undefined && one.deceasedOn !== null),
        hasProtectedIdentity: stands.some((one) => one?.protectedIdentity === true),
        optedOutOfNudges: false,
        canBeReached,
        hasPostalAddress: reached?.hasAddress ?? false,
        hasOrganisationNumber: row.hasOrgNo,
      },
    };
  };
}

function owes(
  row: ItemRow,
  relations: readonly Relation[],
  born: DateText | undefined,
  adultAge: number,
): ReceiverDecision {
  const patient = {
    partyId: row.partyId,
    birthOn: born === undefined ? null : onDay(born),
    birthYear: row.partyKind === "company" ? null : row.birthYear,
    reachable: true,
  };
  const related = relations.map(({ relatedId, kind, shareBasisPoints }) => ({
    partyId: relatedId,
    kind,
    shareBasisPoints,
    reachable: true,
  }));
  return decideReceiver(patient, related, onDay(row.openedOn), adultAge);
}
