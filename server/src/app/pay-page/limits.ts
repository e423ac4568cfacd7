import { CompiledQuery } from "kysely";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import { refuse, type Platform } from "../../platform/index.ts";

/** How many within how many seconds. */
type Limit = { readonly points: number; readonly seconds: number };

/** SEC-36: ten a minute and sixty an hour. */
const GUESSES: readonly Limit[] = [
  { points: 10, seconds: 60 },
  { points: 60, seconds: 3_600 },
];
/** What one link may begin or ask: far above what a person does, far below what a machine would. */
const ACTS: readonly Limit[] = [
  { points: 20, seconds: 60 },
  { points: 200, seconds: 3_600 },
];
/** A page that waits asks every three seconds, in several tabs. */
const CHECKS: readonly Limit[] = [{ points: 60, seconds: 60 }];

/**
 * `guess`: addresses that are nobody's, wrong confirmations, and questions of the check-a-message page, by network (SEC-36). A token that opens a
 * bill is never counted there: behind one address of a mobile network stand thousands of payers, and a token of 24 random bytes is not guessed.
 * `act`, `check`: what is done with one link.
 */
export type PayLimits = { count(kind: "guess" | "act" | "check", subject: string): Promise<void> };

type LibraryQuery = { readonly text: string; readonly values?: readonly unknown[] };

// The limiter brings its own statements; they run on our connections. It counts in plain numbers.
function client(platform: Platform): { query(asked: LibraryQuery): Promise<{ rows: object[]; rowCount: number }> } {
  const plain = (value: unknown) => (typeof value === "bigint" ? Number(value) : value);
  return {
    async query({ text, values }) {
      const done = await platform.database.executeQuery(CompiledQuery.raw(text, [...(values ?? [])]));
      const rows = (done.rows as Record<string, unknown>[]).map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, plain(value)])),
      );
      return { rows, rowCount: Number(done.numAffectedRows ?? rows.length) };
    },
  };
}

/** Counters in the database, shared by all servers (SEC-27), beside those of sign-in. Their windows are of the machine's time. */
export function payLimits(platform: Platform): PayLimits {
  const storeClient = client(platform);
  const limiters = (kind: string, limits: readonly Limit[]) =>
    limits.map(
      ({ points, seconds }) =>
        new RateLimiterPostgres({
          storeClient,
          storeType: "pool",
          tableName: "sign_in_rate",
          tableCreated: true,
          keyPrefix: `pay-${kind}-${seconds}`,
          points,
          duration: seconds,
          // Beyond the limit the database is not asked again: a flood costs it nothing.
          inMemoryBlockOnConsumed: points + 1,
        }),
    );
  const kinds = { guess: limiters("guess", GUESSES), act: limiters("act", ACTS), check: limiters("check", CHECKS) };
  return {
    async count(kind, subject) {
      for (const limiter of kinds[kind])
        try {
          await limiter.consume(subject);
        } catch (error) {
          if (!(error instanceof RateLimiterRes)) throw error;
          platform.log.warn({ kind: `pay page ${kind}` }, "rate limit reached");
          throw refuse("RATE_LIMITED", { seconds: Math.ceil(error.msBeforeNext / 1000) });
        }
    },
  };
}
