/** The PostgreSQL channel on which servers tell each other what was committed. */
export const CHANNEL = "kvitt_live";

/** What a screen may want to look at again. `invoices` names a ledger whose invoices changed, all others the thing itself. */
export type Topic = "bankFile" | "bankLine" | "proposal" | "invoices" | "party";

/** That something was committed: which thing, and no content. `ledgerId` is null for what belongs to no single ledger. */
export type LiveEvent = {
  readonly tenantId: string;
  readonly topic: Topic;
  readonly id: string;
  readonly ledgerId: string | null;
  /** Who did it: a person, a key, or the system. */
  readonly actorId: string;
};

/** An event as it travels between servers. */
export function writeEvent({ tenantId, topic, id, ledgerId, actorId }: LiveEvent): string {
  return [tenantId, topic, id, ledgerId ?? "", actorId].join(" ");
}

/** Reads back what `writeEvent` wrote. */
export function readEvent(payload: string): LiveEvent {
  const [tenantId, topic, id, ledgerId, actorId] = payload.split(" ");
  return {
    tenantId: tenantId!,
    topic: topic as Topic,
    id: id!,
    ledgerId: ledgerId === "" ? null : ledgerId!,
    actorId: actorId!,
  };
}
