import { userInfo } from "node:os";
import {
  createLog,
  migrateInstallation,
  openPlatform,
  refuse,
  type Context,
  type Migrated,
  type OpenOptions,
  type OpenPlatform,
  type Refusal,
} from "../../platform/index.ts";
import "./errors.ts";

/** Where an installation lies: its data directory and, unless it brings its own server, the addresses of its database. */
export type Place = {
  readonly dataDirectory: string;
  readonly databaseUrl?: string;
  /** The role that owns the tables and migrates them. */
  readonly databaseOwnerUrl?: string;
  /** Commits need not wait for the disk: what is being made is made anew when it is cut short. */
  readonly lazyCommits?: boolean;
};

const UNREACHABLE = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EHOSTUNREACH",
  "EAI_AGAIN",
  "28P01",
  "28000",
  "3D000",
  "57P03",
  "53300",
  "ERR_INVALID_URL",
]);
/** Insufficient privilege, and a role that is not there. */
const UNENTITLED = new Set(["42501", "42704"]);
const UNUSABLE = new Set(["EACCES", "EPERM", "EROFS", "ENOSPC", "ENOTDIR"]);

/** Turns what an opening threw into a refusal where it is the place that is wrong, not the program. */
function refusalOfOpening(error: unknown, place: Place): Refusal | undefined {
  const { code } = error as { code?: unknown };
  if (typeof code !== "string") return undefined;
  if (UNREACHABLE.has(code)) return refuse("DATABASE_UNREACHABLE", { reason: code });
  if (UNENTITLED.has(code)) return refuse("DATABASE_RIGHTS", { reason: code });
  if (UNUSABLE.has(code)) return refuse("DATA_DIRECTORY_UNUSABLE", { path: place.dataDirectory, reason: code });
  return undefined;
}

function whereabouts({
  dataDirectory,
  databaseUrl,
  databaseOwnerUrl,
}: Place): Pick<OpenOptions, "dataDirectory" | "urls"> {
  return {
    dataDirectory,
    ...(databaseUrl ? { urls: { app: databaseUrl, owner: databaseOwnerUrl ?? databaseUrl } } : {}),
  };
}

/** Brings the database at a place up to date; as a trial it only tells what it lacks. Throws as `openInstallation`. */
export async function migrateDatabase(place: Place, trial: boolean): Promise<Migrated> {
  try {
    return await migrateInstallation(whereabouts(place), trial);
  } catch (error) {
    throw refusalOfOpening(error, place) ?? error;
  }
}

/**
 * Opens the installation at a place; a server that already runs in the data directory is joined. Close it when done.
 * Throws DATABASE_UNREACHABLE, DATABASE_RIGHTS, DATABASE_NOT_MIGRATED, DATABASE_UNSAFE, DATA_DIRECTORY_UNUSABLE.
 */
export async function openInstallation(place: Place, logLevel: string): Promise<OpenPlatform> {
  try {
    return await openPlatform({
      ...whereabouts(place),
      log: createLog(logLevel),
      ...(place.lazyCommits ? { commits: "lazy" } : {}),
    });
  } catch (error) {
    throw refusalOfOpening(error, place) ?? error;
  }
}

/** Who the operating system says is at the keyboard, in the letters an audit row takes. */
export function operatingSystemUser(): string {
  const name = userInfo().username.replace(/[^\w.@:+-]/g, "-");
  return name.slice(0, 120) || `uid-${userInfo().uid}`;
}

/** The command line is head office's channel: no second person, and every audit row names the operating-system user (SEC-14). */
export function commandContext(tenantId: string): Context {
  return { tenantId, actor: { kind: "operatingSystemUser", id: operatingSystemUser() } };
}
