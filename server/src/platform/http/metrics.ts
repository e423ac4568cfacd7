import { sql } from "kysely";
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Platform } from "../context.ts";

export type Metrics = {
  /** Counts one answered request. Labels come from closed lists: method, route pattern, class of status (SEC-76). */
  answered(method: string, pattern: string, status: number, seconds: number): void;
  text(): Promise<string>;
  readonly contentType: string;
};

/** A number read when the metrics are: the length of a queue, the age of something. */
export type Gauges = Readonly<Record<string, { readonly help: string; read(): Promise<number> }>>;

async function connections(platform: Platform, gauge: Gauge<"state">): Promise<void> {
  const found = await sql<{ state: string; count: bigint }>`
    select coalesce(state, 'unknown') as state, count(*) as count from pg_stat_activity
    where datname = current_database() and usename = current_user group by 1`.execute(platform.database);
  gauge.reset();
  for (const row of found.rows) gauge.set({ state: row.state }, Number(row.count));
}

/** The server's own numbers, in a registry of their own so that two servers in one process do not meet. */
export function createMetrics(platform: Platform, gauges: Gauges): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "kvitt_" });
  const requests = new Counter({
    name: "kvitt_http_requests_total",
    help: "Answered requests.",
    labelNames: ["method", "route", "status_class"],
    registers,
  });
  const seconds = new Histogram({
    name: "kvitt_http_request_seconds",
    help: "Time to answer.",
    labelNames: ["method", "route"],
    buckets: [0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers,
  });
  const pool: Gauge<"state"> = new Gauge({
    name: "kvitt_database_connections",
    help: "Connections to the database by state.",
    labelNames: ["state"],
    registers,
    collect: () => connections(platform, pool),
  });
  for (const [name, source] of Object.entries(gauges)) {
    const gauge: Gauge = new Gauge({
      name: `kvitt_${name}`,
      help: source.help,
      registers,
      collect: async () => gauge.set(await source.read()),
    });
  }
  return {
    answered(method, pattern, status, took) {
      requests.inc({ method, route: pattern, status_class: `${Math.floor(status / 100)}xx` });
      seconds.observe({ method, route: pattern }, took);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
