/** The doors: the company's addresses, the payer's page, the controls. This machine only; the caller listens and closes. */

import { createServer, type Server } from "node:http";
import { listenerFor, replyOfJson, sentAs } from "@kvitt/simulator-kit";
import { controlRead, controlWrite } from "./control.ts";
import { applyAct, applyPage } from "./apply.ts";
import type { FinanceSimulator } from "./simulator.ts";

export function createFinanceServer(simulator: FinanceSimulator): Server {
  return createServer(
    listenerFor({
      longestBodyMegabytes: 1,
      call: async ({ method, path, url, headers, body }) => {
        const query = url.search.slice(1);
        const request = { method, path, query, headers, body: body.toString("utf8"), origin: url.origin };
        return sentAs(await simulator.call(request), replyOfJson);
      },
      read: ({ path }) => applyPage(simulator, path) ?? controlRead(simulator, path),
      write: ({ path }, { input, byForm, form }) =>
        applyAct(simulator, path, form) ?? controlWrite(simulator, path, input, byForm),
      settle: () => simulator.settle(),
    }),
  );
}
