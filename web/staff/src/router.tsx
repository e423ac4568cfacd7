import { createRootRoute, createRoute, createRouter } from "@tanstack/react-router";
import { BankQueue } from "./features/bank/Queue.tsx";
import { Home } from "./features/home/Home.tsx";
import { Invoices } from "./features/invoices/Invoices.tsx";
import { Aging } from "./features/reports/Aging.tsx";
import { Proof } from "./features/reports/Proof.tsx";
import { Shell } from "./shell/Shell.tsx";

/** What stands in an address: the ledger, and the days that a screen is asked about. */
type Search = {
  readonly ledger?: string | undefined;
  readonly asOf?: string | undefined;
  readonly day?: string | undefined;
};

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const text = (value: unknown, form: RegExp) => (typeof value === "string" && form.test(value) ? value : undefined);

function searchOf(given: Record<string, unknown>): Search {
  const ledger = text(given["ledger"], /^[0-9a-f-]{36}$/);
  const asOf = text(given["asOf"], DAY);
  const day = text(given["day"], DAY);
  return { ...(ledger ? { ledger } : {}), ...(asOf ? { asOf } : {}), ...(day ? { day } : {}) };
}

const root = createRootRoute({ component: Shell, validateSearch: searchOf });
const screen = <Path extends string>(path: Path, component: () => React.ReactNode) =>
  createRoute({ getParentRoute: () => root, path, component });

const tree = root.addChildren([
  screen("/", Home),
  screen("/bank", BankQueue),
  screen("/proof", Proof),
  screen("/invoices", Invoices),
  screen("/aging", Aging),
]);

export const router = createRouter({ routeTree: tree, defaultPreload: "intent" });

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
