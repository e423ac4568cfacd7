/** Bounces: mail that comes back, told as reports, once each. */

import type { DeliveryReport } from "../../delivery/ports.ts";
import type { Clock } from "../../platform/index.ts";
import { readDsn, type Dsn } from "./dsn.ts";
import { reasonOfStatus } from "./status.ts";
import { messageIdIn, type Verp } from "./verp.ts";

/** Where mail to the bounce address lies; app makes one of a directory (Maildir: `new`). A name is read once and then settled. */
export type BounceBox = {
  names(): Promise<readonly string[]>;
  read(name: string): Promise<Uint8Array>;
  /** Away from where it is looked for; `strange` is kept for a person: it was no bounce of ours. */
  settle(name: string, as: "read" | "strange"): Promise<void>;
};

/**
 * Gives what has come. A file is settled when it is asked for again, so that what was read and lost with the process is read again, under the
 * same event id.
 */
export function bounceReader(box: BounceBox, verp: Verp, clock: Pick<Clock, "epochMilliseconds">) {
  const given = new Map<string, "read" | "strange">();
  return async (): Promise<readonly DeliveryReport[]> => {
    for (const [name, as] of given) {
      await box.settle(name, as);
      given.delete(name);
    }
    const reports: DeliveryReport[] = [];
    for (const name of await box.names()) {
      const report = reportIn(readDsn(await box.read(name)), verp, clock.epochMilliseconds());
      given.set(name, report === null ? "strange" : "read");
      if (report !== null && report !== "delayed") reports.push(report);
    }
    return reports;
  };
}

/** Null when it is of no message of ours. A delay says nothing: the other server still tries. */
function reportIn(dsn: Dsn | null, verp: Verp, nowMs: number): DeliveryReport | "delayed" | null {
  const messageId = dsn?.to.map((address) => messageIdIn(verp, address)).find((id) => id !== null);
  if (dsn === null || messageId === undefined) return null;
  if (dsn.action === "delayed") return "delayed";
  const failed = dsn.action === "failed";
  return {
    messageId,
    eventId: `${messageId}/${dsn.action}/${dsn.status}`,
    state: failed ? "undelivered" : dsn.action === "delivered" ? "delivered" : "accepted",
    reason: failed ? reasonOfStatus(dsn.status) : null,
    partnerCode: dsn.status,
    at: Temporal.Instant.fromEpochMilliseconds(dsn.atMs ?? nowMs),
  };
}
