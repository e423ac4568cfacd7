import type { Kysely } from "kysely";
import type { Clock } from "./clock.ts";
import type { Keyring } from "./crypto/keyring.ts";
import type { FileStore } from "./files.ts";
import type { Ids } from "./ids.ts";
import type { Live } from "./live/listen.ts";
import type { Log } from "./log.ts";

/** What a capability may ask of the ground it stands on. Made once, at the top, and passed down. */
export type Platform = {
  readonly database: Kysely<unknown>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly keyring: Keyring;
  readonly files: FileStore;
  readonly log: Log;
  /** What is committed in any server of this installation, as it happens. */
  readonly live: Live;
  /** Where the files of this installation lie. */
  readonly dataDirectory: string;
};

export type Actor = { readonly kind: "user" | "apiKey" | "system" | "operatingSystemUser"; readonly id: string };

/** On whose behalf something is done: one tenant, one actor, and for clinic-bound roles the ledgers they may see. */
export type Context = {
  readonly tenantId: string;
  readonly actor: Actor;
  /** Ledgers in reach; left out is the whole tenant (SEC-09). */
  readonly ledgers?: readonly string[];
  readonly requestId?: string;
};

/** An open transaction of one tenant: the only way to the database (SEC-03). */
export type TenantTransaction = {
  readonly db: Kysely<unknown>;
  readonly tenantId: string;
  readonly context: Context;
  readonly platform: Platform;
  /** The instant at which this transaction began, by the platform's clock: one `recorded_at` for all it writes. */
  readonly now: Temporal.Instant;
};
