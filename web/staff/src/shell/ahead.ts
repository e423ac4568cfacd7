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
/** Once the first screen has its own code, the texts and the place that is likeliest next come while the server reckons its figures. */
const WITH_FIGURES = 1;
/** From here on in the page's timeline scripts come ahead: they are no part of the first load. */
const AHEAD = "kvitt-ahead";

const whenIdle = (work: () => void) =>
  "requestIdleCallback" in globalThis ? requestIdleCallback(work) : setTimeout(work, 200);

/** Fetches the code of the places a person goes to, one after the other while nothing else is asked: going there then waits for none. */
export function useCodeAhead(): void {
  const who = useMe();
  const router = useRouter();
  useEffect(() => {
    const routes = router.routesByPath as Readonly<Record<string, Parameters<typeof router.loadRouteChunk>[0]>>;
    const [likeliest = "/", ...others] = entriesOf(who, routes)
      .flatMap(({ to }) => [to, BEHIND[to] ?? []].flat())
      .filter((path) => path !== router.state.location.pathname);
    const codeOf = (path: string) => () => router.loadRouteChunk(routes[path]!);
    const loads = [codeOf(likeliest), fetchFinder, ...others.map(codeOf)];
    const all = loads.length;
    let left = false;
    // What the person looks at goes first.
    const busy = () =>
      router.state.status !== "idle" || (all - loads.length >= WITH_FIGURES && queries.isFetching() > 0);
    const next = () => {
      if (!left && busy()) {
        setTimeout(next, WAIT_MS);
        return;
      }
      const load = left ? undefined : loads.shift();
      if (load && performance.getEntriesByName(AHEAD).length === 0) performance.mark(AHEAD);
      // What does not come now is asked again when somebody goes there.
      if (load) whenIdle(() => void Promise.resolve(load()).then(next, () => undefined));
    };
    setTimeout(next, WAIT_MS);
    return () => {
      left = true;
    };
  }, [who, router]);
}
