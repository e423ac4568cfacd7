import type { Ledger, OpenItem } from "../../ledger/index.ts";
import type { MarketPack } from "../../markets/index.ts";
import {
  birthDaysOf,
  decideReceiver,
  partiesById,
  relationsOf,
  type Party,
  type ReceiverDecision,
  type Relation,
} from "../../parties/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { isReachable, reachOf, type PartyReach } from "./reach.ts";
import type { NeedReason } from "./store.ts";

/** Who is asked for an item: one recipient, or the reason why nobody may be. */
export type Receiver =
  | { readonly item: OpenItem; readonly recipientId: string; readonly need: null }
  | { readonly item: OpenItem; readonly recipientId: null; readonly need: NeedReason };

export type Receivers = { readonly receivers: readonly Receiver[]; readonly reach: ReadonlyMap<string, PartyReach> };

/** What the rules' answer means for one item. Guardians who share a child's custody are asked for an item each (FR-26), never for one item. */
export function receiverOf(item: OpenItem, decision: ReceiverDecision): Receiver {
  const need = needOf(decision);
  const recipientId = decision.receivers[0];
  if (need === null && recipientId !== undefined) return { item, recipientId, need: null };
  return { item, recipientId: null, need: need ?? "unreachable" };
}

function needOf({ rule, debtors, receivers, needsContact }: ReceiverDecision): NeedReason | null {
  if (rule === "minorWithoutGuardian") return "minorWithoutGuardian";
  if (rule === "askClinic") return "ageUnknown";
  if (debtors.length > 1) return "guardiansShare";
  return needsContact || receivers.length === 0 ? "unreachable" : null;
}

/**
 * Who is asked for these items, by the rules of who receives (FR-20 to FR-26), seen from who owes each and from the day its claim arose: what
 * arose before the 18th birthday stays with the guardian who owes it. A company is asked itself.
 */
export async function receiversOf(
  tx: TenantTransaction,
  ledger: Pick<Ledger, "id" | "market" | "settings">,
  items: readonly OpenItem[],
  pack: Pick<MarketPack, "adultAge">,
): Promise<Receivers> {
  const debtorIds = [...new Set(items.flatMap((item) => item.partyId ?? []))];
  const [parties, relations] = [await partiesById(tx, debtorIds), await relationsOf(tx, debtorIds)];
  const behind = Map.groupBy(relations, (each) => each.partyId);
  const reach = await reachOf(tx, ledger, [...debtorIds, ...relations.map((each) => each.relatedId)]);
  const born = await birthDaysOf(tx, inYearOfMajority(items, parties, pack.adultAge));
  const receivers = items.flatMap((item) => {
    const debtor = parties.get(item.partyId ?? "");
    if (!debtor) return [];
    const decision = decide(debtor, behind.get(debtor.id) ?? [], reach, born.get(debtor.id), item, pack.adultAge);
    return [receiverOf(item, decision)];
  });
  return { receivers, reach };
}

/** The day of birth is opened only where the year alone does not say. */
function inYearOfMajority(items: readonly OpenItem[], parties: ReadonlyMap<string, Party>, adultAge: number): string[] {
  const ids = items.flatMap((item) => {
    const year = parties.get(item.partyId ?? "")?.birthYear ?? null;
    return year !== null && year + adultAge === Number(item.openedOn.slice(0, 4)) ? [item.partyId!] : [];
  });
  return [...new Set(ids)];
}

function decide(
  debtor: Party,
  relations: readonly Relation[],
  reach: ReadonlyMap<string, PartyReach>,
  born: string | undefined,
  item: OpenItem,
  adultAge: number,
): ReceiverDecision {
  const patient = {
    partyId: debtor.id,
    birthOn: born === undefined ? null : Temporal.PlainDate.from(born),
    birthYear: debtor.kind === "company" ? null : debtor.birthYear,
    reachable: isReachable(reach.get(debtor.id)),
  };
  const related = relations.map((each) => ({
    partyId: each.relatedId,
    kind: each.kind,
    shareBasisPoints: each.shareBasisPoints,
    reachable: isReachable(reach.get(each.relatedId)),
  }));
  return decideReceiver(patient, related, Temporal.PlainDate.from(item.openedOn), adultAge);
}
