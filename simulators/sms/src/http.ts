/** The doors: the gateways' addresses, the phones, the controls. This machine only; the caller listens and closes. */

import { createServer, type Server } from "node:http";
import { listenerFor, sentAs } from "@kvitt/simulator-kit";
import { controlRead, controlWrite } from "./control.ts";
import { phonePage } from "./phone.ts";
import type { SmsSimulator } from "./simulator.ts";

export function createSmsServer(simulator: SmsSimulator): Server {
  return createServer(
    listenerFor({
      longestBodyMegabytes: 4,
      call: async ({ method, path, headers, body }) =>
        sentAs(await simulator.call({ method, path, headers, body: body.toString("utf8") }), (answer) => ({
          ...answer,
          type: "application/json",
        })),
      read: ({ path }) => phonePage(simulator, path) ?? controlRead(simulator, path),
      write: ({ path }, { input, byForm }) => controlWrite(simulator, path, input, byForm),
      settle: () => simulator.settle(),
    }),
  );
}
