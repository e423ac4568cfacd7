import pg from "pg";
import type { EmbeddedServer } from "./embedded.ts";

/** The two roles of an installation (SEC-02): the owner migrates, the app serves and owns nothing. */
export type DatabaseUrls = { readonly owner: string; readonly app: string };

export function databaseUrl(server: EmbeddedServer, role: string, password: string, database: string): string {
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${database}`;
}

async function ensureRole(client: pg.Client, role: string, password: string): Promise<void> {
  const found = await client.query("select 1 from pg_roles where rolname = $1", [role]);
  if (!found.rowCount) await client.query(`create role ${role} login nosuperuser nocreatedb nocreaterole nobypassrls`);
  await client.query(`alter role ${role} password ${client.escapeLiteral(password)}`);
}

/** Two commands may provision at the same moment, and PostgreSQL lets only one of them change a role. */
const ROLES_LOCK = 0x6b766974;

async function ensureRoles(client: pg.Client, passwordOf: (role: string) => string): Promise<void> {
  await client.query("select pg_advisory_lock($1)", [ROLES_LOCK]);
  await ensureRole(client, "kvitt_owner", passwordOf("owner"));
  await ensureRole(client, "kvitt_app", passwordOf("app"));
  await client.query("select pg_advisory_unlock($1)", [ROLES_LOCK]);
}

/** Makes the two roles and one database on an embedded server; harmless when they are there. */
export async function provision(server: EmbeddedServer, database: string, template?: string): Promise<DatabaseUrls> {
  const client = new pg.Client({
    host: "127.0.0.1",
    port: server.port,
    user: server.superuser,
    password: server.password,
    database: "postgres",
  });
  await client.connect();
  try {
    const derive = (role: string) => `${role}-${server.password}`;
    await ensureRoles(client, derive);
    const found = await client.query("select 1 from pg_database where datname = $1", [database]);
    if (!found.rowCount)
      await client.query(
        `create database ${client.escapeIdentifier(database)} owner kvitt_owner ${template ? `template ${client.escapeIdentifier(template)}` : ""}`,
      );
    return {
      owner: databaseUrl(server, "kvitt_owner", derive("owner"), database),
      app: databaseUrl(server, "kvitt_app", derive("app"), database),
    };
  } finally {
    await client.end();
  }
}
