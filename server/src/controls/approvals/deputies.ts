import type { DateText } from "../../ledger/index.ts";
import { recordAudit, refuse, type TenantTransaction } from "../../platform/index.ts";
import { roleTable, type Role } from "../../platform/roles/index.ts";
import "../errors.ts";
import { approvalDay } from "./matrices.ts";
import { deputyById, deputyRows, insertDeputy, rolesOfActor, setDeputyEnded, type Deputy } from "./store.ts";

/** Who stands in for a CFO or CEO, for a period (DP-055). */

/** Roles that may be stood in for: a clinic manager's approvals are another manager's, with a role of their own. */
export const deputisedRoles = ["hqFinance", "cfo", "ceo", "accountant"] as const satisfies readonly Role[];
export type DeputisedRole = (typeof deputisedRoles)[number];

/** Longer than this is a role, not a deputy. */
const MOST_DAYS = 366;

export type DeputyWish = {
  readonly role: DeputisedRole;
  /** The deputy, a person of the tenant. */
  readonly userId: string;
  readonly fromOn: DateText;
  readonly toOn: DateText;
};

/** Only who opens proposals by a role of their own stands in for somebody. */
export const mayStandIn = (role: Role): boolean => role in roleTable["proposals.handle"];

/**
 * Who holds a role names somebody who approves in their place, today or from a later day on, for a year at most. The deputy must be able to open
 * proposals by a role of their own. Throws DEPUTY_NOT_YOURS, DEPUTY_PERIOD, DEPUTY_CANNOT.
 */
export async function nameDeputy(tx: TenantTransaction, wish: DeputyWish): Promise<Deputy> {
  const { actor } = tx.context;
  const principal = `${actor.kind}:${actor.id}`;
  const deputy = `user:${wish.userId}`;
  if (!(await rolesOfActor(tx, principal)).includes(wish.role)) throw refuse("DEPUTY_NOT_YOURS");
  const { role, fromOn, toOn } = wish;
  const days = Temporal.PlainDate.from(fromOn).until(toOn, { largestUnit: "days" }).days;
  if (fromOn < (await approvalDay(tx)) || days < 0 || days > MOST_DAYS) throw refuse("DEPUTY_PERIOD");
  if (deputy === principal || !(await rolesOfActor(tx, deputy)).some(mayStandIn)) throw refuse("DEPUTY_CANNOT");
  const id = tx.platform.ids.next();
  await insertDeputy(tx, { id, role, principal, deputy, fromOn, toOn });
  await recordAudit(tx, {
    action: "approval.deputyNamed",
    subjectKind: "approvalDeputy",
    subjectId: id,
    detail: { role, deputy, firstOn: fromOn, lastOn: toOn },
  });
  return (await deputyById(tx, id))!;
}

/** Ends a deputy's period at once; again is as once. Its principal does so, nobody else. Throws NOT_FOUND, DEPUTY_NOT_YOURS. */
export async function endDeputy(tx: TenantTransaction, id: string): Promise<void> {
  const found = await deputyById(tx, id);
  if (!found) throw refuse("NOT_FOUND");
  const { actor } = tx.context;
  if (found.principal !== `${actor.kind}:${actor.id}`) throw refuse("DEPUTY_NOT_YOURS");
  if (found.endedAt !== null) return;
  await setDeputyEnded(tx, id);
  await recordAudit(tx, { action: "approval.deputyEnded", subjectKind: "approvalDeputy", subjectId: id });
}

/** All deputies, past and to come, the latest first. */
export const listDeputies = (tx: TenantTransaction): Promise<Deputy[]> => deputyRows(tx);
