import type common from "./en/common.json";
import type bank from "./en/bank.json";
import type home from "./en/home.json";
import type invoices from "./en/invoices.json";
import type proof from "./en/proof.json";
import type reports from "./en/reports.json";
import type shell from "./en/shell.json";

/** Every text of every screen: a file for each area, joined to one catalogue. A new area's file is named here. */
export type Texts = typeof bank &
  typeof common &
  typeof home &
  typeof invoices &
  typeof proof &
  typeof reports &
  typeof shell;
