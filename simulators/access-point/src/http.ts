/** The doors: the service's addresses, the pages, the controls. This machine only; the caller listens and closes. */

import { createServer, type Server } from "node:http";
import { listenerFor, replyOfJson, sentAs } from "@kvitt/simulator-kit";
import { controlRead, controlWrite } from "./control.ts";
import type { AccessPoint } from "./simulator.ts";

export function createAccessPointServer(simulator: AccessPoint): Server {
  return createServer(
    listenerFor({
      longestBodyMegabytes: 64,
      call: async ({ method, path, headers, body }) =>
        sentAs(await simulator.call({ method, path, headers, body: body.toString("utf8") }), replyOfJson),
      read: ({ path }) => controlRead(simulator, path),
      write: ({ path }, { input, byForm }) => controlWrite(simulator, path, input, byForm),
      settle: () => simulator.settle(),
    }),
  );
}
