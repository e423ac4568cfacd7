import { sql } from "kysely";
import type { Platform } from "../context.ts";
import { migrationFiles } from "../database/migrate.ts";
import { assertSafeRole } from "../database/safety.ts";

/** Why the server cannot work now, in words for the log; undefined when it can. */
export async function notReady(platform: Platform): Promise<string | undefined> {
  try {
    await assertSafeRole(platform.database);
    const applied = await sql<{ name: string }>`select name from schema_migration`.execute(platform.database);
    const names = new Set(applied.rows.map((row) => row.name));
    const missing = (await migrationFiles()).filter((file) => !names.has(file.name));
    return missing.length > 0 ? `${missing.length} migrations are not applied, first ${missing[0]!.name}` : undefined;
  } catch (error) {
    return `the database does not answer: ${(error as { code?: string }).code ?? (error as Error).name}`;
  }
}
