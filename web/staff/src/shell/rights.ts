import type { Answer } from "../api.ts";

export type Me = Answer<"/api/v1/me", "get">;

export type Action = Me["actions"][number]["action"];
export type Role = Me["roles"][number]["role"];

/** May the person do this, in the given ledger or in any? What the server refuses is not offered. */
export function may(who: Pick<Me, "actions">, action: Action, ledgerId?: string): boolean {
  const held = who.actions.find((each) => each.action === action);
  return held !== undefined && (ledgerId === undefined || held.ledgerIds === null || held.ledgerIds.includes(ledgerId));
}
