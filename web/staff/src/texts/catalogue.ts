import type approvals from "./en/approvals.json";
import type audit from "./en/audit.json";
import type series from "./en/series.json";
import type checks from "./en/checks.json";
import type cases from "./en/cases.json";
import type common from "./en/common.json";
import type bank from "./en/bank.json";
import type credits from "./en/credits.json";
import type deliveries from "./en/deliveries.json";
import type desk from "./en/desk.json";
import type dossier from "./en/dossier.json";
import type files from "./en/files.json";
import type followUp from "./en/follow-up.json";
import type figures from "./en/figures.json";
import type headOffice from "./en/head-office.json";
import type home from "./en/home.json";
import type mails from "./en/mails.json";
import type invoices from "./en/invoices.json";
import type partners from "./en/partners.json";
import type payDesk from "./en/pay-desk.json";
import type monthEnd from "./en/month-end.json";
import type policy from "./en/policy.json";
import type proof from "./en/proof.json";
import type reviews from "./en/reviews.json";
import type reports from "./en/reports.json";
import type settings from "./en/settings.json";
import type runs from "./en/runs.json";
import type losses from "./en/losses.json";
import type paying from "./en/paying.json";
import type setUp from "./en/set-up.json";
import type shell from "./en/shell.json";
import type subsidy from "./en/subsidy.json";
import type typed from "./en/typed.json";

/** Every text of every screen: a file for each area, joined to one catalogue. A new area's file is named here. */
export type Texts = typeof series &
  typeof approvals &
  typeof policy &
  typeof audit &
  typeof bank &
  typeof checks &
  typeof cases &
  typeof common &
  typeof dossier &
  typeof files &
  typeof credits &
  typeof deliveries &
  typeof desk &
  typeof followUp &
  typeof figures &
  typeof headOffice &
  typeof home &
  typeof invoices &
  typeof mails &
  typeof monthEnd &
  typeof partners &
  typeof payDesk &
  typeof proof &
  typeof reviews &
  typeof subsidy &
  typeof reports &
  typeof settings &
  typeof runs &
  typeof losses &
  typeof paying &
  typeof setUp &
  typeof shell &
  typeof typed;
