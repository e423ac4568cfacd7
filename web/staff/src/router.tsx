import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Broken, Nowhere } from "./shell/Elsewhere.tsx";
import { Shell } from "./shell/Shell.tsx";

const ID = /^[0-9a-f-]{36}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WORD = /^[\w-]{1,40}$/;
const PART = /^[\w -]{1,24}$/;
const DAYS = /^-?\d{1,5}$/;
const MOMENT = /^\d{4}-\d{2}-\d{2}T[\d:.]{5,18}Z$/;
const ACTION = /^[\w.:-]{1,80}$/;
const TEXT = /^[^\p{Cc}]{1,200}$/u;

/** What may stand in an address after `?`, and its form: filters are shared by sending the address (`ux.md` W-05). */
const FORMS = {
  ledger: ID,
  asOf: DAY,
  day: DAY,
  from: DAY,
  to: DAY,
  state: WORD,
  kind: WORD,
  q: TEXT,
  knownAt: MOMENT,
  by: WORD,
  minDays: DAYS,
  maxDays: DAYS,
  payer: WORD,
  party: ID,
  invoice: ID,
  side: WORD,
  group: WORD,
  scope: WORD,
  actor: ACTION,
  action: ACTION,
  subject: ACTION,
  part: PART,
  currency: /^[A-Z]{3}$/,
} as const;
export type Search = { readonly [Name in keyof typeof FORMS]?: string | undefined };

function searchOf(given: Record<string, unknown>): Search {
  const known = Object.entries(FORMS).flatMap(([name, form]) => {
    // An address `?q=260101` is read as a number.
    const value = typeof given[name] === "number" ? String(given[name]) : given[name];
    return typeof value === "string" && form.test(value) ? [[name, value]] : [];
  });
  return Object.fromEntries(known) as Search;
}

const root = createRootRoute({ component: Shell, validateSearch: searchOf });

/** A screen at its address; its code is fetched when somebody goes there. The server hands out the same addresses (`staff-app.ts`). */
const screen = <Path extends string, Name extends string>(
  path: Path,
  load: () => Promise<Record<Name, () => ReactNode>>,
  name: Name,
) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) });

const tree = root.addChildren([
  screen("/", () => import("./features/home/Home.tsx"), "Home"),
  screen("/home/$figure", () => import("./features/home/FigureRows.tsx"), "FigureRows"),
  screen("/runs", () => import("./features/runs/Runs.tsx"), "Runs"),
  screen("/runs/$proposalId", () => import("./features/runs/Run.tsx"), "Run"),
  screen("/bank", () => import("./features/bank/Queue.tsx"), "BankQueue"),
  screen("/files", () => import("./features/files/Files.tsx"), "Files"),
  screen("/files/$fileId", () => import("./features/files/FilePage.tsx"), "FilePage"),
  screen("/proof", () => import("./features/proof/Proof.tsx"), "Proof"),
  screen("/desk", () => import("./features/desk/Desk.tsx"), "Desk"),
  screen("/parties/$partyId", () => import("./features/desk/Party.tsx"), "Party"),
  screen("/invoices/$invoiceId", () => import("./features/invoices/Invoice.tsx"), "Invoice"),
  screen("/invoices", () => import("./features/invoices/Invoices.tsx"), "Invoices"),
  screen("/aging", () => import("./features/reports/Aging.tsx"), "Aging"),
  screen("/reskontro", () => import("./features/reports/Reskontro.tsx"), "Reskontro"),
  screen("/reports", () => import("./features/reports/Reports.tsx"), "Reports"),
  screen("/number-series", () => import("./features/series/Series.tsx"), "Series"),
  screen("/audit", () => import("./features/audit/Audit.tsx"), "Audit"),
  screen("/settings", () => import("./features/settings/Settings.tsx"), "Settings"),
  screen("/settings/tenant", () => import("./features/settings/TenantPage.tsx"), "TenantPage"),
  screen("/settings/clinics", () => import("./features/settings/ClinicsPage.tsx"), "ClinicsPage"),
  screen("/settings/ledgers", () => import("./features/settings/LedgersPage.tsx"), "LedgersPage"),
  screen("/settings/ledgers/$ledgerId", () => import("./features/settings/LedgerPage.tsx"), "LedgerPage"),
  screen("/settings/users", () => import("./features/settings/UsersPage.tsx"), "UsersPage"),
  screen("/settings/keys", () => import("./features/settings/KeysPage.tsx"), "KeysPage"),
  screen("/settings/jobs", () => import("./features/settings/JobsPage.tsx"), "JobsPage"),
]);

export const router = createRouter({
  routeTree: tree,
  defaultPreload: "intent",
  defaultErrorComponent: Broken,
  defaultNotFoundComponent: Nowhere,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
