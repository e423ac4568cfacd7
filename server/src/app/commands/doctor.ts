import { stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { withInstallation, type Platform } from "../../platform/index.ts";
import { examineTenants } from "./doctor-tenants.ts";
import { finding, type Finding } from "./finding.ts";

const OLDEST_NODE = 26;
const OLDEST_POSTGRESQL = 15;
const LEAST_FREE_BYTES = 2n * 1024n ** 3n;
/** The database's clock and the machine's may part by this much before dates near midnight come into doubt. */
const MOST_CLOCK_DRIFT_SECONDS = 60;

function runtime(): Finding {
  const { node } = process.versions;
  return finding(
    "node",
    Number(node.split(".")[0]) >= OLDEST_NODE,
    `Node ${node}.`,
    "Run through npm or npx, which bring the right one.",
  );
}

type Setting = { readonly name: string; readonly setting: string };

async function settings(platform: Platform): Promise<Map<string, string>> {
  const found = await withInstallation(platform, (db) =>
    sql<Setting>`select name, setting from pg_settings where name in ('server_version', 'server_version_num', 'fsync', 'synchronous_commit', 'full_page_writes')`.execute(
      db,
    ),
  );
  return new Map(found.rows.map((row) => [row.name, row.setting]));
}

async function databaseVersion(known: ReadonlyMap<string, string>): Promise<Finding> {
  const major = Math.floor(Number(known.get("server_version_num")) / 10_000);
  return finding(
    "postgresql",
    major >= OLDEST_POSTGRESQL,
    `PostgreSQL ${known.get("server_version") ?? "?"}.`,
    `Use version ${OLDEST_POSTGRESQL} or later.`,
  );
}

/** Nothing acknowledged may be lost: these three are what makes a commit a promise. */
async function durability(known: ReadonlyMap<string, string>): Promise<Finding> {
  const loose = ["fsync", "full_page_writes"].filter((name) => known.get(name) !== "on");
  if (known.get("synchronous_commit") === "off") loose.push("synchronous_commit");
  return loose.length === 0
    ? { name: "durability", state: "ok", sentence: "A commit is on disk before it is answered." }
    : {
        name: "durability",
        state: "failed",
        sentence: `Switched off: ${loose.join(", ")}.`,
        remedy: "Switch them on: a power cut could lose money that was posted.",
      };
}

async function databaseRole(platform: Platform): Promise<Finding> {
  const found = await withInstallation(platform, (db) =>
    sql<{ role: string; safe: boolean }>`
      select current_user as role, not (rolsuper or rolbypassrls or rolcreaterole)
        and not exists (select from pg_class where relowner = r.oid and relkind in ('r', 'p')) as safe
      from pg_roles r where rolname = current_user`.execute(db),
  );
  const { role = "?", safe = false } = found.rows[0] ?? {};
  return finding(
    "databaseRole",
    safe,
    `Works as ${role}, which owns no table and cannot see past a tenant's rows.`,
    "Connect as a role of its own (SEC-02).",
  );
}

async function clock(platform: Platform): Promise<Finding> {
  const found = await withInstallation(platform, (db) =>
    sql<{
      offset: bigint;
      database: Temporal.Instant;
    }>`select clock_timestamp() as database, coalesce((select clock_offset_ms from installation where id = 1), 0) as offset`.execute(
      db,
    ),
  );
  const { offset, database } = found.rows[0]!;
  const machine = platform.clock.now().subtract({ milliseconds: Number(offset) });
  const drift = Math.abs(database.since(machine).total("seconds"));
  const days = Number(offset) / 86_400_000;
  const own = offset === 0n ? "the machine's" : `${days.toFixed(1)} days from the machine's`;
  return finding(
    "clock",
    drift <= MOST_CLOCK_DRIFT_SECONDS,
    `It is ${platform.clock.now().round("second").toString()}; this clock is ${own}.`,
    "Set the clocks of both machines by NTP.",
    "warning",
  );
}

async function disk(platform: Platform): Promise<Finding> {
  const { bavail, bsize } = await statfs(platform.dataDirectory, { bigint: true });
  const free = bavail * bsize;
  return finding(
    "disk",
    free >= LEAST_FREE_BYTES,
    `${Number(free / 1024n ** 2n)} MB free at ${platform.dataDirectory}.`,
    "Make room before the disk is full.",
    "warning",
  );
}

async function secrets(platform: Platform): Promise<Finding> {
  const open: string[] = [];
  for (const name of ["", "key-encryption-key", "database-password"]) {
    const found = await stat(join(platform.dataDirectory, "secrets", name)).catch(() => undefined);
    if (found && (found.mode & 0o077) !== 0) open.push(name || "secrets");
  }
  return finding(
    "secrets",
    open.length === 0,
    open.length === 0 ? "Keys are readable by their owner only." : `Readable by others: ${open.join(", ")}.`,
    "Take the rights of group and others away: chmod -R go= on the folder `secrets`.",
  );
}

/** Looks at the machine, the database and the data directory, and changes nothing. */
export async function examine(platform: Platform): Promise<Finding[]> {
  const known = await settings(platform);
  return [
    runtime(),
    await databaseVersion(known),
    await durability(known),
    await databaseRole(platform),
    await clock(platform),
    await disk(platform),
    await secrets(platform),
    ...(await examineTenants(platform)),
  ];
}
