import type pg from "pg";

/**
 * The schema as one text that depends on nothing but the schema: tables by name with columns in their order, constraints, indexes,
 * policies, grants and data classes, then functions. Committed as `schema.sql` and compared by a test, so that a review sees what a
 * migration really did. The job queue's schema is its library's and left out.
 */

type Queryable = Pick<pg.Pool, "query">;

async function lines(database: Queryable, text: string, parameters: unknown[] = []): Promise<string[]> {
  return (await database.query<{ line: string }>(text, parameters)).rows.map((row) => row.line);
}

const TABLES = `
  select c.relname as line from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname collate "C"`;

const COLUMNS = `
  select '  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || case when a.attnotnull then ' not null' else '' end
         || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '') || coalesce(' -- ' || col_description(a.attrelid, a.attnum), '') as line
  from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attrelid = $1::regclass and a.attnum > 0 and not a.attisdropped order by a.attnum`;

// PostgreSQL 18 keeps "not null" as constraints too; they stand with their columns.
const CONSTRAINTS = `
  select '  ' || conname || ' ' || pg_get_constraintdef(oid) as line from pg_constraint
  where conrelid = $1::regclass and contype <> 'n' order by contype, conname collate "C"`;

const INDEXES = `
  select '  ' || pg_get_indexdef(i.indexrelid) as line from pg_index i join pg_class c on c.oid = i.indexrelid
  where i.indrelid = $1::regclass and not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = i.indrelid)
  order by c.relname collate "C"`;

const SECURITY = `
  select '  row level security ' || case when relrowsecurity and relforcerowsecurity then 'forced' when relrowsecurity then 'enabled' else 'off' end as line
  from pg_class where oid = $1::regclass`;

const POLICIES = `
  select '  policy ' || policyname || ' ' || lower(permissive) || ' for ' || lower(cmd) || coalesce(' using ' || qual, '') || coalesce(' with check ' || with_check, '') as line
  from pg_policies where schemaname = 'public' and tablename = $1 order by policyname collate "C"`;

const GRANTS = `
  select '  grant ' || string_agg(lower(g.privilege_type), ', ' order by g.privilege_type) || ' to ' || coalesce(r.rolname, 'public') as line
  from pg_class c cross join lateral aclexplode(c.relacl) g left join pg_roles r on r.oid = g.grantee
  where c.oid = $1::regclass and g.grantee <> c.relowner group by r.rolname order by r.rolname collate "C"`;

const FUNCTIONS = `
  select pg_get_functiondef(p.oid) as line from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p') order by p.proname collate "C", p.oid::regprocedure::text`;

const HEAD = `-- The schema after all migrations, written by dump-schema.ts and compared by a test. Not a migration: nothing reads it.`;

async function dumpTable(database: Queryable, table: string): Promise<string> {
  const parts: string[] = [`table ${table}`];
  for (const text of [COLUMNS, CONSTRAINTS, INDEXES, SECURITY, POLICIES, GRANTS])
    parts.push(...(await lines(database, text, [table])));
  return parts.join("\n");
}

/** Writes the schema `public` as text. Any role that may read the catalogue may call it. */
export async function dumpSchema(database: Queryable): Promise<string> {
  const parts = [HEAD];
  for (const table of await lines(database, TABLES)) parts.push(await dumpTable(database, table));
  for (const definition of await lines(database, FUNCTIONS)) parts.push(definition.trimEnd());
  return `${parts.join("\n\n")}\n`;
}
