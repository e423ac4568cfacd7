/** The doors: the service's addresses, the payer's pages, the controls. This machine only; the caller listens and closes. */

import { createServer, type Server } from "node:http";
import { jsonReply, listenerFor, replyOfJson, sentAs, type Reply, type Visit } from "@kvitt/simulator-kit";
import { controlRead, controlWrite } from "./control.ts";
import { hostedAct, hostedPage } from "./hosted.ts";
import type { StripeSimulator } from "./simulator.ts";

export function createStripeServer(simulator: StripeSimulator): Server {
  return createServer(
    listenerFor({
      longestBodyMegabytes: 1,
      call: async ({ method, path, url, headers, body }) => {
        const query = url.search.slice(1);
        const request = { method, path, query, headers, body: body.toString("utf8"), origin: url.origin };
        return sentAs(await simulator.call(request), replyOfJson);
      },
      read: ({ path, url, headers }) =>
        hostedPage(simulator, path, url.searchParams, headers["accept-language"] ?? "") ?? controlRead(simulator, path),
      write: ({ path }, { input, byForm, form }) =>
        hostedAct(simulator, path, form) ?? controlWrite(simulator, path, input, byForm),
      unknown: unknownAddress,
      settle: () => simulator.settle(),
    }),
  );
}

/** As the service says it under its own addresses. */
function unknownAddress({ method, path }: Visit): Reply {
  const message = `Unrecognized request URL (${method}: ${path}).`;
  return jsonReply(404, { error: { type: "invalid_request_error", message } });
}
