import { Navigate } from "@tanstack/react-router";
import { useCan } from "./questions.ts";
import { sections } from "./sections.ts";

/** `/settings` is the first page that the person may open. */
export function Settings() {
  const can = useCan();
  const first = sections.find(({ action }) => can(action)) ?? sections[0];
  return <Navigate to={first.to} search={({ ledger }) => ({ ledger })} replace />;
}
