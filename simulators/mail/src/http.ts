/** The pages and the controls. This machine only; the caller listens and closes. */

import { createServer, type Server } from "node:http";
import { listenerFor } from "@kvitt/simulator-kit";
import { controlRead, controlWrite } from "./control.ts";
import { mailPage } from "./pages.ts";
import type { MailSimulator } from "./simulator.ts";

export function createMailServer(simulator: MailSimulator): Server {
  return createServer(
    listenerFor({
      longestBodyMegabytes: 1,
      read: ({ path }) => mailPage(simulator, path) ?? controlRead(simulator, path),
      write: ({ path }, { input, byForm }) => controlWrite(simulator, path, input, byForm),
      policy: "frame-src 'self'; form-action 'self'",
    }),
  );
}
