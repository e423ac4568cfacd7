import type { Texts } from "../texts/i18n.ts";
import { may, type Action, type Role } from "./rights.ts";
import type { Me } from "./session.ts";

type Name = Exclude<keyof Texts["nav"], "label" | "signOut" | "skip" | "menu" | "waits_one" | "waits_other">;

/** A place of the rail: its address, the right that opens it, and the letter that goes there after `g`. */
export type Entry = {
  readonly to: string;
  readonly name: Name;
  readonly action: Action;
  readonly letter: string;
  readonly group: number;
};

/** Every place, in the order of the rail. What a person may not read, or what is not built in, is not shown. */
export const ENTRIES: readonly Entry[] = [
  { to: "/", name: "home", action: "reports.read", letter: "h", group: 1 },
  { to: "/head-office", name: "headOffice", action: "monthEnd.board", letter: "q", group: 1 },
  { to: "/desk", name: "desk", action: "parties.read", letter: "d", group: 1 },
  { to: "/follow-up", name: "followUp", action: "followUp.read", letter: "f", group: 1 },
  { to: "/cases", name: "cases", action: "followUp.read", letter: "e", group: 1 },
  { to: "/deliveries", name: "deliveries", action: "deliveries.read", letter: "v", group: 1 },
  { to: "/invoices", name: "invoices", action: "invoices.read", letter: "i", group: 2 },
  { to: "/runs", name: "runs", action: "proposals.read", letter: "r", group: 2 },
  { to: "/approvals", name: "approvals", action: "requests.read", letter: "a", group: 2 },
  { to: "/credits", name: "credits", action: "refunds.read", letter: "c", group: 2 },
  { to: "/losses", name: "losses", action: "creditsAndLosses.read", letter: "t", group: 2 },
  { to: "/subsidy", name: "subsidy", action: "stateSupport.read", letter: "y", group: 2 },
  { to: "/bank", name: "bank", action: "bankLines.read", letter: "b", group: 3 },
  { to: "/files", name: "files", action: "bankFiles.read", letter: "l", group: 3 },
  { to: "/proof", name: "proof", action: "reports.read", letter: "p", group: 3 },
  { to: "/reskontro", name: "reskontro", action: "reports.read", letter: "k", group: 4 },
  { to: "/aging", name: "aging", action: "reports.read", letter: "o", group: 4 },
  { to: "/month-end", name: "monthEnd", action: "reports.read", letter: "m", group: 4 },
  { to: "/figures", name: "figures", action: "reports.read", letter: "w", group: 4 },
  { to: "/number-series", name: "numberSeries", action: "exports.read", letter: "n", group: 4 },
  { to: "/reports", name: "reports", action: "exports.read", letter: "x", group: 4 },
  { to: "/audit", name: "audit", action: "audit.read", letter: "u", group: 5 },
  { to: "/settings", name: "settings", action: "tenant.read", letter: "s", group: 5 },
];

/** Who may do what a place needs, for the page that says so; the story test holds it to the server's own table. */
export const WHO: Partial<Record<Action, readonly Role[]>> = {
  "reports.read": ["clinicManager", "hqFinance", "cfo", "ceo", "accountant", "auditor"],
  "monthEnd.board": ["hqFinance", "cfo", "ceo", "accountant", "auditor"],
  "parties.read": ["reception", "clinicManager", "hqFinance", "cfo", "ceo"],
  "invoices.read": ["reception", "clinicManager", "hqFinance", "cfo", "ceo", "accountant", "auditor"],
  "deliveries.read": ["reception", "clinicManager", "hqFinance", "cfo", "ceo"],
  "followUp.read": ["reception", "clinicManager", "hqFinance", "cfo", "ceo"],
  "refunds.read": ["clinicManager", "hqFinance", "cfo", "ceo", "accountant", "auditor"],
  "requests.read": ["reception", "clinicManager", "hqFinance", "cfo", "ceo", "accountant", "auditor"],
  "creditsAndLosses.read": ["hqFinance", "cfo", "ceo"],
  "stateSupport.read": ["clinicManager", "hqFinance", "cfo", "ceo", "accountant"],
  "proposals.read": ["clinicManager", "hqFinance", "cfo", "ceo", "accountant", "auditor"],
  "bankLines.read": ["hqFinance", "cfo", "ceo", "accountant", "auditor"],
  "bankFiles.read": ["hqFinance", "cfo", "ceo", "accountant", "auditor"],
  "exports.read": ["hqFinance", "cfo", "ceo", "accountant", "auditor"],
  "audit.read": ["cfo", "ceo", "auditor", "admin"],
  "tenant.read": ["hqFinance", "cfo", "ceo", "accountant", "auditor", "admin"],
};

/** The right that an address needs; people's own pages lie under the desk's. */
export function actionOf(pathname: string): Action | undefined {
  const first = pathname.split("/")[1] ?? "";
  if (first === "parties") return "parties.read";
  if (first === "home") return "reports.read";
  return ENTRIES.find(({ to }) => to === `/${first}`)?.action;
}

/** The places a person is shown. */
export function entriesOf(who: Me, routes: Readonly<Record<string, unknown>>): readonly Entry[] {
  return ENTRIES.filter(({ to, action }) => to in routes && may(who, action));
}

/** Where the day begins: the desk for the reception, settings for who only administers, else home. */
export function homeOf(who: Me, routes: Readonly<Record<string, unknown>>): string | undefined {
  const entries = entriesOf(who, routes);
  const begins = may(who, "reports.read") ? "/" : may(who, "parties.read") ? "/desk" : "/settings";
  return entries.some(({ to }) => to === begins) ? begins : entries[0]?.to;
}
