import { sql, type Kysely } from "kysely";
import { refuse } from "../errors.ts";

/** Refuses to work as a role that could see past row-level security or owns a table (SEC-02). */
export async function assertSafeRole(database: Kysely<unknown>): Promise<void> {
  const found = await sql<{ role: string; unsafe: boolean }>`
    select current_user as role,
           (select rolsuper or rolbypassrls from pg_roles where rolname = current_user)
             or exists (select from pg_class where relowner = (select oid from pg_roles where rolname = current_user) and relkind in ('r', 'p')) as unsafe`.execute(
    database,
  );
  const row = found.rows[0];
  if (!row || row.unsafe) throw refuse("DATABASE_UNSAFE", { role: row?.role ?? "unknown" });
}
