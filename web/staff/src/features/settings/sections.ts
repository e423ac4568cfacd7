import type { Action } from "../../shell/session.ts";

/** The pages of the settings, and what opens each. */
export const sections = [
  { name: "tenant", to: "/settings/tenant", action: "tenant.read" },
  { name: "clinics", to: "/settings/clinics", action: "ledgers.read" },
  { name: "ledgers", to: "/settings/ledgers", action: "ledgers.read" },
  { name: "messages", to: "/settings/messages", action: "ledgers.read" },
  { name: "payments", to: "/settings/payments", action: "agreements.read" },
  { name: "partners", to: "/settings/partners", action: "partners.read" },
  { name: "branding", to: "/settings/branding", action: "ledgers.read" },
  { name: "approvals", to: "/settings/approvals", action: "approvals.read" },
  { name: "mails", to: "/settings/mails", action: "approvals.read" },
  { name: "followUp", to: "/settings/follow-up", action: "followUp.read" },
  { name: "agency", to: "/settings/agency", action: "agreements.read" },
  { name: "users", to: "/settings/users", action: "users.read" },
  { name: "keys", to: "/settings/keys", action: "apiKeys.read" },
  { name: "jobs", to: "/settings/jobs", action: "jobs.read" },
  { name: "checks", to: "/settings/checks", action: "checks.run" },
] as const satisfies readonly { readonly name: string; readonly to: string; readonly action: Action }[];

export type Section = (typeof sections)[number]["name"];
