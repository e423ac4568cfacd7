import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { queries } from "../api.ts";
import { entriesOf } from "./entries.ts";
import { fetchFinder } from "./Palette.tsx";
import { useMe } from "./session.ts";

/** Where a row of those places leads. */
const BEHIND: Readonly<Record<string, string>> = {
  "/desk": "/parties/$partyId",
  "/invoices": "/invoices/$invoiceId",
  "/runs": "/runs/$proposalId",
  "/files": "/files/$fileId",
};

const WAIT_MS = 50;
const FIRST_MS = 400;

const whenIdle = (work: () => void) =>
  "requestIdleCallback" in globalThis ? requestIdleCallback(work) : setTimeout(work, 200);

/** Fetches the code of the places a person goes to, one after the other while nothing else is asked: going there then waits for none. */
export function useCodeAhead(): void {
  const who = useMe();
  const router = useRouter();
  useEffect(() => {
    const routes = router.routesByPath as Readonly<Record<string, Parameters<typeof router.loadRouteChunk>[0]>>;
    const paths = entriesOf(who, routes).flatMap(({ to }) => [to, BEHIND[to] ?? []].flat());
    const loads = [fetchFinder, ...paths.map((path) => () => router.loadRouteChunk(routes[path]!))];
    let left = false;
    const next = () => {
      // What the person looks at goes first.
      if (!left && queries.isFetching() > 0) {
        setTimeout(next, WAIT_MS);
        return;
      }
      const load = left ? undefined : loads.shift();
      // What does not come now is asked again when somebody goes there.
      if (load) whenIdle(() => void Promise.resolve(load()).then(next, () => undefined));
    };
    // The first screen has its own code to fetch, and then its figures.
    setTimeout(next, FIRST_MS);
    return () => {
      left = true;
    };
  }, [who, router]);
}
