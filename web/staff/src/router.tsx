import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Shell } from "./shell/Shell.tsx";

const ID = /^[0-9a-f-]{36}$/;
const DAY = /^\d{4}-\d{2}-\d{2}$/;
const WORD = /^[\w-]{1,40}$/;
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
  screen("/bank", () => import("./features/bank/Queue.tsx"), "BankQueue"),
  screen("/proof", () => import("./features/reports/Proof.tsx"), "Proof"),
  screen("/invoices", () => import("./features/invoices/Invoices.tsx"), "Invoices"),
  screen("/aging", () => import("./features/reports/Aging.tsx"), "Aging"),
]);

export const router = createRouter({ routeTree: tree, defaultPreload: "intent" });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
