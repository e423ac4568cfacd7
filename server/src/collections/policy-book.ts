/** The policies of a ledger's items, read once for a run: which version an item follows, and what stands in it. */
import type { Ledger } from "../ledger/index.ts";
import type { TenantTransaction } from "../platform/index.ts";
import { policyOfItem } from "./policy.ts";
import type { OverrideVersion, Policy, PolicyVersion, Source } from "./policy-model.ts";
import { readChanges, readPolicy } from "./policy-schema.ts";
import { policyRows, weekdayOf, type PolicyRow } from "./policy-store.ts";

export type FollowedPolicy = { readonly policy: Policy; readonly versionId: string; readonly versionName: string };
/** An item as far as its policy goes. */
export type Follower = { readonly id: string; readonly partyId: string | null; readonly openedOn: string };
export type PolicyBook = {
  /** The policy an item follows by its invoice date; null before the chain's first version. */
  of(item: Follower): FollowedPolicy | null;
  readonly isEmpty: boolean;
  /** Items and payers with terms of their own, by their ids: what holds of others need not hold of these. */
  readonly single: readonly string[];
  /** The most that any of its versions rounds off (E6); none rounds off more. */
  readonly mostMinorBalanceMinor: bigint;
};

function sourceOf({ id, scope, name }: PolicyRow): Source {
  return { id, scope, name };
}

const dated = (row: PolicyRow) => ({
  source: sourceOf(row),
  validFrom: Temporal.PlainDate.from(row.validFromOn),
  locks: row.locks,
});

export function versionOf(row: PolicyRow): PolicyVersion {
  return { ...dated(row), policy: readPolicy(row.content) };
}

export function overrideOf(row: PolicyRow): OverrideVersion {
  return { ...dated(row), ...readChanges(row.content) };
}

/** The clinic's own weekday takes the place of the chain's where follow-up is weekly and the chain has not locked it (DP-018). */
function withWeekday(version: PolicyVersion, weekday: number | null): PolicyVersion {
  const isOpen = version.policy.followUp.mode === "weekly" && !version.locks.includes("followUp");
  return weekday === null || !isOpen
    ? version
    : { ...version, policy: { ...version.policy, followUp: { mode: "weekly", weekday } } };
}

/** Reads every approved version that concerns a ledger. */
export async function policyBook(tx: TenantTransaction, { clinicId }: Pick<Ledger, "clinicId">): Promise<PolicyBook> {
  const rows = await policyRows(tx, { approvedOnly: true });
  const weekday = await weekdayOf(tx, clinicId);
  const chain = rows.filter(({ scope }) => scope === "chain").map((row) => withWeekday(versionOf(row), weekday));
  const below = rows.filter(({ scope, scopeId }) => scope !== "chain" && (scope !== "clinic" || scopeId === clinicId));
  const clinic = below.filter(({ scope }) => scope === "clinic").map(overrideOf);
  const single = new Map(
    [
      ...Map.groupBy(
        below.filter(({ scope }) => scope !== "clinic"),
        ({ scopeId }) => scopeId!,
      ),
    ].map(([id, of]) => [id, of.map(overrideOf)]),
  );
  const known = new Map<string, FollowedPolicy | null>();
  const answer = (overrides: readonly OverrideVersion[], openedOn: string): FollowedPolicy | null => {
    const found = policyOfItem(chain, overrides, Temporal.PlainDate.from(openedOn));
    return found.ok ? { policy: found.policy, versionId: found.version.id, versionName: found.version.name } : null;
  };
  const roundedOff = [
    ...chain.map(({ policy }) => policy.minorBalanceMinor),
    ...[...clinic, ...[...single.values()].flat()].map(({ terms }) => terms.minorBalanceMinor ?? 0n),
  ];
  return {
    isEmpty: chain.length === 0,
    single: [...single.keys()],
    mostMinorBalanceMinor: roundedOff.reduce((most, each) => (each > most ? each : most), 0n),
    of({ id, partyId, openedOn }) {
      if (single.size > 0) {
        const own = [...(single.get(partyId ?? "") ?? []), ...(single.get(id) ?? [])];
        if (own.length > 0) return answer([...clinic, ...own], openedOn);
      }
      let found = known.get(openedOn);
      if (found === undefined) known.set(openedOn, (found = answer(clinic, openedOn)));
      return found;
    },
  };
}
