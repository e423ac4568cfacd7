import { createHash } from "node:crypto";
import { isIPv6 } from "node:net";
import { CompiledQuery } from "kysely";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Platform } from "../context.ts";
import { refuse } from "../errors.ts";

/** How many within how many seconds. */
export type Limit = { readonly points: number; readonly seconds: number };

export type LimitSizes = {
  /** Sign-ins tried for one account, right or wrong; a right one clears them. */
  readonly account: Limit;
  /** Sign-ins and wrong credentials from one IPv4 address or IPv6 /64. */
  readonly address: Limit;
  /** Requests of one tenant. */
  readonly tenant: Limit;
};

export const USUAL_LIMITS: LimitSizes = {
  account: { points: 10, seconds: 900 },
  address: { points: 60, seconds: 900 },
  tenant: { points: 12_000, seconds: 60 },
};

export type RateLimits = {
  /** Counts one. Throws RATE_LIMITED beyond the limit. */
  count(kind: keyof LimitSizes, subject: string): Promise<void>;
  /** Forgets what was counted. */
  clear(kind: keyof LimitSizes, subject: string): Promise<void>;
};

/** The eight groups of an IPv6 address, without a zone. */
function groups(address: string): string[] {
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const before = head ? head.split(":") : [];
  const after = tail ? tail.split(":") : [];
  const missing = tail === undefined ? 0 : 8 - before.length - after.length;
  return [...before, ...Array.from({ length: Math.max(missing, 0) }, () => "0"), ...after];
}

/** The network a caller is counted by: an IPv4 address, or the /64 of an IPv6 one, since a household has all of it. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped) return mapped[1]!;
  if (!isIPv6(address)) return address;
  const first = groups(address.toLowerCase()).slice(0, 4);
  return `${first.map((group) => group.replace(/^0+(?=.)/, "")).join(":")}::/64`;
}

/** Addresses of people are not kept, not even here. */
export function accountKey(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("base64url");
}

type LibraryQuery = { readonly text: string; readonly values?: readonly unknown[] };

// The limiter brings its own statements and parameters; they run on our connections. It counts in plain numbers.
function client(platform: Platform): { query(asked: LibraryQuery): Promise<{ rows: object[]; rowCount: number }> } {
  return {
    async query({ text, values }) {
      const done = await platform.database.executeQuery(CompiledQuery.raw(text, [...(values ?? [])]));
      const rows = (done.rows as Record<string, unknown>[]).map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, value]) => [name, typeof value === "bigint" ? Number(value) : value]),
        ),
      );
      return { rows, rowCount: Number(done.numAffectedRows ?? rows.length) };
    },
  };
}

/** Counters in the database, shared by all servers (SEC-27). Their windows are of the machine's time. */
export function createRateLimits(platform: Platform, sizes: LimitSizes = USUAL_LIMITS): RateLimits {
  const storeClient = client(platform);
  const limiterOf = (kind: keyof LimitSizes) =>
    new RateLimiterPostgres({
      storeClient,
      storeType: "pool",
      tableName: "sign_in_rate",
      tableCreated: true,
      keyPrefix: kind,
      points: sizes[kind].points,
      duration: sizes[kind].seconds,
    });
  const limiters = { account: limiterOf("account"), address: limiterOf("address"), tenant: limiterOf("tenant") };
  return {
    async count(kind, subject) {
      try {
        await limiters[kind].consume(subject);
      } catch (error) {
        if (!(error instanceof RateLimiterRes)) throw error;
        platform.log.warn({ kind }, "rate limit reached");
        throw refuse("RATE_LIMITED", { seconds: Math.ceil(error.msBeforeNext / 1000) });
      }
    },
    async clear(kind, subject) {
      await limiters[kind].delete(subject);
    },
  };
}
