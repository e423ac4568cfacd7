/** Claims that differ only in payer and amount are decided on once for all of them. */
import { canBeReminded } from "../delivery/index.ts";
import type { AlikeRow } from "./alike-store.ts";
import { completeBank, decisionsOf } from "./decide-items.ts";
import { untouched, type Decision, type ItemFacts } from "./decide-model.ts";
import type { Ground } from "./ground.ts";
import type { FollowedPolicy } from "./policy-book.ts";
import { cameBack, onDay, sentLetter } from "./read-facts.ts";

/** What was decided of claims. */
export type Found = Pick<AlikeRow, "claims" | "openMinor" | "itemIds" | "opensMinor" | "places"> & {
  readonly decision: Decision;
  readonly followed: FollowedPolicy;
};

/** Does it hold whatever is left of each? What goes to an agency, or to a person, has looked at the amount or names it. */
function holdsOfAny(decision: Decision): boolean {
  return decision.kind === "notYet" || (decision.kind === "step" && decision.level !== "agency");
}

function factsOf(row: AlikeRow, asOf: Temporal.PlainDate): ItemFacts {
  const openedOn = onDay(row.openedOn);
  const dueOn = onDay(row.dueOn);
  const kind = row.partyKind === "company" ? "business" : "consumer";
  const deliveredOn = row.deliveredOn === null ? null : onDay(row.deliveredOn);
  return {
    ...untouched,
    asOf,
    dueOn,
    deliveredOn: row.isSent ? deliveredOn : openedOn,
    debtAroseOn: openedOn,
    leftMinor: row.openMinor,
    patientShareMinor: row.openMinor,
    sent: row.letters.flatMap((letter) => sentLetter(letter, asOf)),
    debtor: {
      kind,
      isMinor: false,
      hasGuardian: false,
      isDeceased: false,
      hasProtectedIdentity: false,
      optedOutOfNudges: false,
      canBeReached: canBeReminded({ ...row, kind: row.partyKind }) && !cameBack(row.letters),
      hasPostalAddress: row.hasAddress,
      hasOrganisationNumber: row.hasOrgNo,
    },
    bank: completeBank(asOf),
    limitation: { debtor: kind, aroseOn: openedOn, claimableOn: dueOn, interruptedOn: null },
  };
}

export type DecidedAlike = {
  readonly found: readonly Found[];
  /** To be looked at one by one. */
  readonly apart: readonly AlikeRow[];
  /** Claims from before the chain's first policy. */
  readonly withoutPolicy: number;
};

/** Decides about each kind of claims. Throws FOLLOW_UP_CALENDAR_UNKNOWN. */
export function decideAlike({ book, pack }: Ground, rows: readonly AlikeRow[], asOf: Temporal.PlainDate): DecidedAlike {
  const followed = rows.flatMap((row) => {
    const policy = row.isApart ? null : book.of({ id: "", partyId: null, openedOn: row.openedOn });
    return policy === null ? [] : [{ row, followed: policy }];
  });
  const decisions = decisionsOf(
    pack,
    followed.map(({ row, followed: { policy } }) => ({ policy, facts: factsOf(row, asOf) })),
  );
  const decided = followed.map((one, at) => ({ ...one, decision: decisions[at]! }));
  const found = decided.filter(({ decision }) => holdsOfAny(decision));
  const others = decided.filter(({ decision }) => !holdsOfAny(decision));
  const known = new Set(followed.map(({ row }) => row));
  return {
    found: found.map(({ row, ...one }) => ({ ...row, ...one })),
    apart: [...rows.filter(({ isApart }) => isApart), ...others.map(({ row }) => row)],
    withoutPolicy: rows.reduce((sum, row) => sum + (row.isApart || known.has(row) ? 0 : row.claims), 0),
  };
}
