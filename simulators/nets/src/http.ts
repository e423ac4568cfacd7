/** The doors: the service's addresses, the net bank, the controls. This machine only; the caller listens and closes. */

import { createServer, type Server } from "node:http";
import { listenerFor, sentAs } from "@kvitt/simulator-kit";
import { controlRead, controlWrite } from "./control.ts";
import { bankPage, bankWrite } from "./net-bank.ts";
import type { NetsSimulator } from "./simulator.ts";

export function createNetsServer(simulator: NetsSimulator): Server {
  return createServer(
    listenerFor({
      longestBodyMegabytes: 128,
      call: async ({ method, path, headers, body }) =>
        sentAs(await simulator.call({ method, path, headers, body }), (answer) => ({
          ...answer,
          type: "application/json",
        })),
      read: ({ path }) => bankPage(simulator, path) ?? controlRead(simulator, path),
      write: ({ path }, { input, byForm }) =>
        bankWrite(simulator, path, input) ?? controlWrite(simulator, path, input, byForm),
      settle: () => simulator.settle(),
      policy: "form-action 'self'",
    }),
  );
}
