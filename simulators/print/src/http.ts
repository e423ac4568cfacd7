/** The doors: the service's addresses, the letters, the controls. This machine only; the caller listens and closes. */

import { createServer, type Server } from "node:http";
import { listenerFor, sentAs } from "@kvitt/simulator-kit";
import { controlRead, controlWrite } from "./control.ts";
import { letterPage } from "./pages.ts";
import type { PrintSimulator } from "./simulator.ts";

export function createPrintServer(simulator: PrintSimulator): Server {
  return createServer(
    listenerFor({
      longestBodyMegabytes: 128,
      call: async ({ method, path, headers, body }) =>
        sentAs(await simulator.call({ method, path, headers, body }), (answer) => ({
          ...answer,
          type: "application/json",
        })),
      read: ({ path }) => letterPage(simulator, path) ?? controlRead(simulator, path),
      write: ({ path }, { input, byForm }) => controlWrite(simulator, path, input, byForm),
      settle: () => simulator.settle(),
      policy: "form-action 'self'",
    }),
  );
}
