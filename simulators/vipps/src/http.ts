/** The doors: the service's addresses, the payer's pages, the controls. This machine only; the caller listens and closes. */

import { createServer, type Server } from "node:http";
import { listenerFor, replyOfJson, sentAs } from "@kvitt/simulator-kit";
import { controlRead, controlWrite } from "./control.ts";
import { phoneAct, phonePage } from "./phone.ts";
import type { VippsSimulator } from "./simulator.ts";

export function createVippsServer(simulator: VippsSimulator): Server {
  return createServer(
    listenerFor({
      longestBodyMegabytes: 1,
      call: async ({ method, path, url, headers, body }) => {
        const request = { method, path, headers, body: body.toString("utf8"), origin: url.origin };
        return sentAs(await simulator.call(request), replyOfJson);
      },
      read: ({ path, url }) => phonePage(simulator, path, url.searchParams) ?? controlRead(simulator, path),
      write: ({ path }, { input, byForm, form }) =>
        phoneAct(simulator, path, form) ?? controlWrite(simulator, path, input, byForm),
      settle: () => simulator.settle(),
    }),
  );
}
