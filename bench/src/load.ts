import { fork } from "node:child_process";
import { createHmac } from "node:crypto";

/** Requests on time, from a process of their own: what they cost is not counted as the server's. */

/** What is sent. `pages`: one GET each, in turn. `events`: signed deliveries, each another. */
export type Requests =
  | { readonly kind: "pages"; readonly paths: readonly string[] }
  | { readonly kind: "events"; readonly path: string; readonly first: number };

/** An open loop: the next goes out on time, whether the one before is answered or not. */
export type Load = {
  readonly port: number;
  readonly perSecond: number;
  readonly n: number;
  readonly requests: Requests;
};

/** Milliseconds from when each was due to its whole answer: a server that falls behind is not spared the queue. */
export type Took = readonly number[];

export type Sender = { send(load: Load): Promise<Took>; close(): void };

/** What events are signed with. */
export const EVENT_SECRET = "whsec";
export const signatureOf = (raw: Uint8Array): string => createHmac("sha256", EVENT_SECRET).update(raw).digest("hex");

/** Starts the process that sends; it ends with this one. */
export function startSender(): Sender {
  const child = fork(new URL("./load-process.ts", import.meta.url), [], { execArgv: [] });
  const ended = new Promise<never>((_, reject) => {
    child.once("error", reject);
    child.once("exit", () => reject(new Error("The sender ended")));
  });
  ended.catch(() => undefined);
  return {
    send(load) {
      const { promise, resolve, reject } = Promise.withResolvers<Took>();
      child.once("message", (answer) => {
        const { took, error } = answer as { took: Took; error?: string };
        if (error === undefined) resolve(took);
        else reject(new Error(error));
      });
      child.send(load);
      return Promise.race([promise, ended]);
    },
    close: () => child.disconnect(),
  };
}

/** The time that a share of the answers came within, in seconds. */
export function withinSeconds(took: Took, share: number): number {
  return took.toSorted((a, b) => a - b)[Math.min(took.length - 1, Math.floor(took.length * share))]! / 1000;
}
