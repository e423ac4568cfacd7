import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { searchOf } from "./address.ts";
import { Broken, Nowhere } from "./shell/Elsewhere.tsx";
import { Shell } from "./shell/Shell.tsx";
import { knowLater } from "./texts/i18n.ts";

const root = createRootRoute({ component: Shell, validateSearch: searchOf });

/** A screen at its address; its code is fetched when somebody goes there. The server hands out the same addresses (`staff-app.ts`). */
const screen = <Path extends string, Name extends string>(
  path: Path,
  load: () => Promise<Record<Name, () => ReactNode>>,
  name: Name,
) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) });

/** A screen where no day begins: its texts are fetched with it. */
const later = <Path extends string, Name extends string>(
  path: Path,
  load: () => Promise<Record<Name, () => ReactNode>>,
  name: Name,
) => screen(path, async () => (await Promise.all([load(), knowLater()]))[0], name);

const tree = root.addChildren([
  screen("/", () => import("./features/home/Home.tsx"), "Home"),
  screen("/home/$figure", () => import("./features/home/FigureRows.tsx"), "FigureRows"),
  screen("/runs", () => import("./features/runs/Runs.tsx"), "Runs"),
  screen("/runs/$proposalId", () => import("./features/runs/Run.tsx"), "Run"),
  screen("/bank", () => import("./features/bank/Queue.tsx"), "BankQueue"),
  later("/files", () => import("./features/files/Files.tsx"), "Files"),
  later("/files/$fileId", () => import("./features/files/FilePage.tsx"), "FilePage"),
  later("/proof", () => import("./features/proof/Proof.tsx"), "Proof"),
  screen("/desk", () => import("./features/desk/Desk.tsx"), "Desk"),
  screen("/parties/$partyId", () => import("./features/desk/Party.tsx"), "Party"),
  screen("/invoices/$invoiceId", () => import("./features/invoices/Invoice.tsx"), "Invoice"),
  screen("/invoices", () => import("./features/invoices/Invoices.tsx"), "Invoices"),
  screen("/aging", () => import("./features/reports/Aging.tsx"), "Aging"),
  screen("/reskontro", () => import("./features/reports/Reskontro.tsx"), "Reskontro"),
  screen("/reports", () => import("./features/reports/Reports.tsx"), "Reports"),
  later("/number-series", () => import("./features/series/Series.tsx"), "Series"),
  later("/audit", () => import("./features/audit/Audit.tsx"), "Audit"),
  later("/settings", () => import("./features/settings/Settings.tsx"), "Settings"),
  later("/settings/tenant", () => import("./features/settings/TenantPage.tsx"), "TenantPage"),
  later("/settings/clinics", () => import("./features/settings/ClinicsPage.tsx"), "ClinicsPage"),
  later("/settings/ledgers", () => import("./features/settings/LedgersPage.tsx"), "LedgersPage"),
  later("/settings/ledgers/$ledgerId", () => import("./features/settings/LedgerPage.tsx"), "LedgerPage"),
  later("/settings/users", () => import("./features/settings/UsersPage.tsx"), "UsersPage"),
  later("/settings/keys", () => import("./features/settings/KeysPage.tsx"), "KeysPage"),
  later("/settings/jobs", () => import("./features/settings/JobsPage.tsx"), "JobsPage"),
  later("/settings/checks", () => import("./features/settings/ChecksPage.tsx"), "ChecksPage"),
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
