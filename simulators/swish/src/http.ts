/** The doors: the service's addresses, the payer's pages, the controls. This machine only; the caller listens and closes. */

import { createServer, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { TLSSocket } from "node:tls";
import { listenerFor, replyOfJson, sentAs, type Visit } from "@kvitt/simulator-kit";
import { controlRead, controlWrite } from "./control.ts";
import { phoneAct, phonePage } from "./phone.ts";
import type { SwishSimulator } from "./simulator.ts";

/** The simulator's own certificate, and the authority whose clients it believes. */
export type Tls = { readonly cert: string; readonly key: string; readonly ca: string };

/**
 * Without `tls` plain HTTP, and nobody is asked for a certificate. With it, a caller of the service's addresses is who its certificate names;
 * pages and controls are open.
 */
export function createSwishServer(simulator: SwishSimulator, tls?: Tls): Server {
  const answer = listenerFor({
    longestBodyMegabytes: 1,
    call: async ({ method, path, url, headers, body, socket }) => {
      const caller = callerOf(socket);
      const request = { method, path, headers, body: body.toString("utf8"), origin: url.origin, caller };
      return sentAs(await simulator.call(request), replyOfJson);
    },
    read: ({ path, url }) => phonePage(simulator, path, url.searchParams) ?? controlRead(simulator, path),
    write: ({ path }, { input, byForm, form }) =>
      phoneAct(simulator, path, form) ?? controlWrite(simulator, path, input, byForm),
    settle: () => simulator.settle(),
  });
  if (tls === undefined) return createServer(answer);
  return createTlsServer({ ...tls, requestCert: true, rejectUnauthorized: false }, answer);
}

function callerOf(socket: Visit["socket"]): string | null {
  if (!(socket instanceof TLSSocket)) return "any";
  const name = socket.authorized ? socket.getPeerCertificate().subject.CN : undefined;
  return typeof name === "string" ? name : null;
}
