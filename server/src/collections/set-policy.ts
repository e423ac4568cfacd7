import { ledgerById, listLedgers, type DateText } from "../ledger/index.ts";
import { marketPack, type MarketPack } from "../markets/index.ts";
import {
  listClinics,
  recordAudit,
  refuse,
  tenantWithSettings,
  type Problem,
  type TenantTransaction,
} from "../platform/index.ts";
import { effectivePolicy, inForce } from "./policy.ts";
import { defaultPolicy, swedishChain, swedishChainLocks } from "./policy-data.ts";
import { lawBreaches, type LawBreach } from "./policy-law.ts";
import { versionOf } from "./policy-book.ts";
import type { Policy, PolicyVersion, Scope } from "./policy-model.ts";
import { changesJson, policyJson, readChanges, readLocks, readPolicy, type PolicyJson } from "./policy-schema.ts";
import {
  insertPolicy,
  policyRow,
  policyRows,
  setPolicyApproved,
  upsertWeekday,
  type PolicyRow,
} from "./policy-store.ts";

/** What somebody wants to be the policy from a day on. `content` is a whole policy for the chain, changes for a lower scope. */
export type PolicyWish = {
  readonly scope: Scope;
  /** The clinic, payer or item; null for the chain. */
  readonly scopeId: string | null;
  readonly name: string;
  readonly validFromOn: DateText;
  readonly content: unknown;
  readonly locks?: readonly string[];
};

/** A tenant's day: the first zone of its ledgers' markets. */
function todayOf(tx: TenantTransaction, packs: readonly MarketPack[]): DateText {
  return tx.now
    .toZonedDateTimeISO(packs[0]?.zones[0] ?? "UTC")
    .toPlainDate()
    .toString();
}

/** The markets whose law a policy of this scope must keep. */
export async function packsOf(tx: TenantTransaction, { scope, scopeId }: Pick<PolicyWish, "scope" | "scopeId">) {
  const ledgers = await listLedgers(tx);
  const reached = scope === "clinic" ? ledgers.filter(({ clinicId }) => clinicId === scopeId) : ledgers;
  return [...new Set(reached.map(({ market }) => market))].map((market) => marketPack(market));
}

const unlawful = ({ code, field, citation, wouldChange }: LawBreach): Problem => ({
  code: "FOLLOW_UP_LAW",
  sentence: `${field}: ${code} (${citation})${wouldChange === undefined ? "" : `; lawful: ${wouldChange}`}`,
  field,
  rule: citation,
  facts: { field, breach: code, citation, lawful: wouldChange ?? "" },
});

function requireLawful(policy: Policy, packs: readonly MarketPack[], from: Temporal.PlainDate): void {
  const breaches = packs.flatMap((pack) => lawBreaches(policy, pack, from));
  if (breaches.length > 0)
    throw refuse("FOLLOW_UP_POLICY_UNLAWFUL", { count: breaches.length }, breaches.map(unlawful));
}

/** The chain's version that a lower scope's begins under. Throws FOLLOW_UP_NO_POLICY. */
export async function chainOn(tx: TenantTransaction, on: Temporal.PlainDate): Promise<PolicyVersion> {
  const rows = await policyRows(tx, { approvedOnly: true, scope: "chain" });
  const version = inForce(rows.map(versionOf), on);
  if (version === undefined) throw refuse("FOLLOW_UP_NO_POLICY", { day: on.toString() });
  return version;
}

/** What comes of the overrides must be lawful too, and hold nothing that is locked above. */
async function requireAllowed(tx: TenantTransaction, wish: PolicyWish, packs: readonly MarketPack[]): Promise<void> {
  const from = Temporal.PlainDate.from(wish.validFromOn);
  const override = {
    source: { scope: wish.scope, id: wish.scopeId!, name: wish.name },
    validFrom: from,
    locks: readLocks(wish.locks ?? []),
    ...readChanges(wish.content),
  };
  const { policy, refused } = effectivePolicy(await chainOn(tx, from), [override]);
  const problems = refused.map(({ code, field }): Problem => ({
    code: "FOLLOW_UP_LOCKED",
    sentence: `${field}: ${code}`,
    field,
    facts: { field, reason: code },
  }));
  if (problems.length > 0) throw refuse("FOLLOW_UP_POLICY_LOCKED", { count: problems.length }, problems);
  requireLawful(policy, packs, from);
}

/** Nobody's policy changes behind a bill that follows it (E38): only the first of a scope, and one item's own, may begin before today. */
async function requireForward(tx: TenantTransaction, wish: PolicyWish, today: DateText): Promise<void> {
  if (wish.validFromOn >= today || wish.scope === "item") return;
  const { scope, scopeId } = wish;
  const earlier = await policyRows(tx, { approvedOnly: true, scope, scopeId });
  if (earlier.length > 0) throw refuse("FOLLOW_UP_POLICY_BACKDATED", { day: wish.validFromOn, today });
}

/**
 * Writes a version of a policy. It counts once head office's finance department has approved it, and never changes afterwards. Gives its id.
 * Throws FOLLOW_UP_POLICY_UNREADABLE, FOLLOW_UP_POLICY_UNLAWFUL with the paragraph of each breach, FOLLOW_UP_POLICY_LOCKED,
 * FOLLOW_UP_POLICY_BACKDATED, FOLLOW_UP_NO_POLICY for a lower scope without a chain's policy.
 */
export async function setPolicy(tx: TenantTransaction, wish: PolicyWish): Promise<string> {
  const packs = await packsOf(tx, wish);
  await requireForward(tx, wish, todayOf(tx, packs));
  if (wish.scope === "chain") requireLawful(readPolicy(wish.content), packs, Temporal.PlainDate.from(wish.validFromOn));
  else await requireAllowed(tx, wish, packs);
  const content =
    wish.scope === "chain" ? policyJson(readPolicy(wish.content)) : changesJson(readChanges(wish.content));
  const id = await insertPolicy(tx, { ...wish, content, locks: readLocks(wish.locks ?? []) });
  await recordAudit(tx, {
    action: "followUp.policySet",
    subjectKind: "followUpPolicy",
    subjectId: id,
    detail: { scope: wish.scope, validFromOn: wish.validFromOn },
  });
  return id;
}

/** A person does not approve what they wrote, unless the tenant is one person's (SEC-15). What the system sets up nobody wrote. */
async function requireAnother(tx: TenantTransaction, { madeBy }: PolicyRow): Promise<void> {
  const { actor } = tx.context;
  if (actor.kind !== "user" || madeBy !== `user:${actor.id}`) return;
  const { onePerson } = await tenantWithSettings(tx);
  if (!onePerson) throw refuse("FOLLOW_UP_POLICY_OWN");
}

/**
 * Approves a version: from its day on it is the standing approval of its own reminders (DP-019). What was lawful when it was written is asked
 * again. Throws FOLLOW_UP_POLICY_NOT_FOUND, FOLLOW_UP_POLICY_APPROVED, FOLLOW_UP_POLICY_OWN, and what `setPolicy` throws.
 */
export async function approvePolicy(tx: TenantTransaction, id: string): Promise<void> {
  const row = await policyRow(tx, id);
  if (!row) throw refuse("FOLLOW_UP_POLICY_NOT_FOUND");
  if (row.approvedAt !== null) throw refuse("FOLLOW_UP_POLICY_APPROVED");
  await requireAnother(tx, row);
  const packs = await packsOf(tx, row);
  await requireForward(tx, row, todayOf(tx, packs));
  if (row.scope === "chain") requireLawful(versionOf(row).policy, packs, Temporal.PlainDate.from(row.validFromOn));
  else await requireAllowed(tx, row, packs);
  await setPolicyApproved(tx, id);
  await recordAudit(tx, {
    action: "followUp.policyApproved",
    subjectKind: "followUpPolicy",
    subjectId: id,
    detail: { scope: row.scope, validFromOn: row.validFromOn },
  });
}

/** Versions of a tenant's policies, oldest first, with what they say. */
export async function listPolicies(tx: TenantTransaction): Promise<PolicyRow[]> {
  return policyRows(tx);
}

export type PolicyTemplate = { readonly name: string; readonly policy: PolicyJson; readonly locks: readonly string[] };

/** What a ledger's policy can begin with: its market's timetable, and in Sweden the routine of a dental chain. Throws LEDGER_NOT_FOUND. */
export async function policyTemplates(tx: TenantTransaction, ledgerId: string): Promise<PolicyTemplate[]> {
  const { market } = await ledgerById(tx, ledgerId);
  const own = { name: "marketDefault", policy: policyJson(defaultPolicy(marketPack(market))), locks: [] };
  if (market !== "SE") return [own];
  return [own, { name: "dentalChain", policy: policyJson(swedishChain), locks: [...swedishChainLocks] }];
}

/** The weekday on which a clinic's manager looks at follow-up. Throws FOLLOW_UP_DAY_WRONG, NOT_FOUND. */
export async function setFollowUpWeekday(tx: TenantTransaction, clinicId: string, weekday: number): Promise<void> {
  if (!Number.isInteger(weekday) || weekday < 1 || weekday > 7)
    throw refuse("FOLLOW_UP_DAY_WRONG", { day: String(weekday), earliest: "1", latest: "7" });
  if (!(await listClinics(tx)).some(({ id }) => id === clinicId)) throw refuse("NOT_FOUND");
  await upsertWeekday(tx, clinicId, weekday);
  await recordAudit(tx, {
    action: "followUp.weekdaySet",
    subjectKind: "clinic",
    subjectId: clinicId,
    detail: { weekday },
  });
}
