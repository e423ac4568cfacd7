import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { searchOf } from "./address.ts";
import { Broken, Nowhere } from "./shell/Elsewhere.tsx";
import { Shell } from "./shell/Shell.tsx";
import { knowLater } from "./texts/i18n.ts";

const root = createRootRoute({ component: Shell, validateSearch: searchOf });

/** A screen at its address that needs no other texts than the frame's. The server hands out the same addresses (`staff-app.ts`). */
const first = <Path extends string, Name extends string>(
  path: Path,
  load: () => Promise<Record<Name, () => ReactNode>>,
  name: Name,
) => createRoute({ getParentRoute: () => root, path, component: lazyRouteComponent(load, name) });

/** A screen at its address; its code is fetched when somebody goes there, and so are its texts. */
const screen = <Path extends string, Name extends string>(
  path: Path,
  load: () => Promise<Record<Name, () => ReactNode>>,
  name: Name,
) => first(path, async () => (await Promise.all([load(), knowLater()]))[0], name);

const tree = root.addChildren([
  first("/", () => import("./features/home/Home.tsx"), "Home"),
  first("/home/$figure", () => import("./features/home/FigureRows.tsx"), "FigureRows"),
  screen("/head-office", () => import("./features/head-office/HeadOffice.tsx"), "HeadOffice"),
  screen("/figures", () => import("./features/figures/Figures.tsx"), "Figures"),
  screen("/figures/$chart", () => import("./features/figures/ChartRows.tsx"), "ChartRows"),
  screen("/runs", () => import("./features/runs/Runs.tsx"), "Runs"),
  screen("/runs/$proposalId", () => import("./features/runs/Run.tsx"), "Run"),
  screen("/follow-up", () => import("./features/follow-up/FollowUp.tsx"), "FollowUp"),
  screen("/cases", () => import("./features/cases/Desk.tsx"), "Desk"),
  screen("/cases/$itemId", () => import("./features/cases/CasePage.tsx"), "CasePage"),
  screen("/deliveries", () => import("./features/deliveries/Deliveries.tsx"), "Deliveries"),
  screen("/approvals", () => import("./features/approvals/Approvals.tsx"), "Approvals"),
  screen("/losses", () => import("./features/losses/Losses.tsx"), "Losses"),
  screen("/reviews/$reviewId", () => import("./features/reviews/ReviewPage.tsx"), "ReviewPage"),
  screen("/subsidy", () => import("./features/subsidy/Subsidy.tsx"), "Subsidy"),
  screen("/credits", () => import("./features/credits/Credits.tsx"), "Credits"),
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
  screen("/month-end", () => import("./features/month-end/MonthEnd.tsx"), "MonthEnd"),
  screen("/audit", () => import("./features/audit/Audit.tsx"), "Audit"),
  screen("/settings", () => import("./features/settings/Settings.tsx"), "Settings"),
  screen("/settings/tenant", () => import("./features/settings/TenantPage.tsx"), "TenantPage"),
  screen("/settings/clinics", () => import("./features/settings/ClinicsPage.tsx"), "ClinicsPage"),
  screen("/settings/ledgers", () => import("./features/settings/LedgersPage.tsx"), "LedgersPage"),
  screen("/settings/ledgers/$ledgerId", () => import("./features/settings/LedgerPage.tsx"), "LedgerPage"),
  screen("/settings/messages", () => import("./features/settings/MessagesPage.tsx"), "MessagesPage"),
  screen("/settings/mails", () => import("./features/settings/MailsPage.tsx"), "MailsPage"),
  screen("/settings/payments", () => import("./features/settings/PaymentsPage.tsx"), "PaymentsPage"),
  screen("/settings/branding", () => import("./features/settings/BrandingPage.tsx"), "BrandingPage"),
  screen("/settings/approvals", () => import("./features/settings/ApprovalsPage.tsx"), "ApprovalsPage"),
  screen("/settings/follow-up", () => import("./features/settings/PolicyPage.tsx"), "PolicyPage"),
  screen("/settings/partners", () => import("./features/settings/PartnersPage.tsx"), "PartnersPage"),
  screen("/settings/agency", () => import("./features/settings/AgencyPage.tsx"), "AgencyPage"),
  screen("/settings/users", () => import("./features/settings/UsersPage.tsx"), "UsersPage"),
  screen("/settings/keys", () => import("./features/settings/KeysPage.tsx"), "KeysPage"),
  screen("/settings/jobs", () => import("./features/settings/JobsPage.tsx"), "JobsPage"),
  screen("/settings/checks", () => import("./features/settings/ChecksPage.tsx"), "ChecksPage"),
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
