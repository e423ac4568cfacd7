/** The doors: the agency's addresses and the controls. This machine only; the caller listens and closes. */

import { createServer, type Server } from "node:http";
import { listenerFor, replyOfJson, sentAs } from "@kvitt/simulator-kit";
import { controlRead, controlWrite } from "./control.ts";
import type { AgencySimulator } from "./simulator.ts";

export function createAgencyServer(simulator: AgencySimulator): Server {
  return createServer(
    listenerFor({
      longestBodyMegabytes: 1,
      call: async ({ method, path, url, headers, body }) => {
        const request = { method, path, query: url.search.slice(1), headers, body: body.toString("utf8") };
        return sentAs(await simulator.call(request), replyOfJson);
      },
      read: ({ path }) => controlRead(simulator, path),
      write: ({ path }, { input, byForm }) => controlWrite(simulator, path, input, byForm),
      settle: () => simulator.settle(),
    }),
  );
}
