/** What the database's own catalogue says, as plain facts for the rules. */

export type Queryable = { query(text: string): Promise<{ rows: unknown[] }> };

export type Column = {
  readonly table: string;
  readonly name: string;
  readonly type: string;
  readonly identity: boolean;
  readonly byDefault: string | null;
  readonly comment: string | null;
};
export type Key = {
  readonly table: string;
  readonly name: string;
  readonly primary: boolean;
  readonly columns: readonly string[];
};
export type ForeignKey = {
  readonly table: string;
  readonly name: string;
  readonly columns: readonly string[];
  readonly target: string;
  readonly targetColumns: readonly string[];
  /** PostgreSQL's letter: a no action, r restrict, c cascade, n set null, d set default. */
  readonly onDelete: string;
};
export type Policy = {
  readonly table: string;
  readonly name: string;
  readonly permissive: boolean;
  readonly command: string;
  readonly using: string | null;
  readonly check: string | null;
};
export type Table = {
  readonly table: string;
  readonly enabled: boolean;
  readonly forced: boolean;
  readonly owner: string;
  readonly grants: readonly string[];
};
export type Role = { readonly unsafe: boolean; readonly member: boolean; readonly creates: boolean };

export type Catalogue = {
  readonly tables: readonly Table[];
  readonly columns: readonly Column[];
  readonly keys: readonly Key[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly policies: readonly Policy[];
  /** Things that must not exist: triggers, sequences, views and functions that escape the tenant's policy, named with their kind. */
  readonly oddities: readonly { readonly kind: string; readonly name: string }[];
  readonly app: Role;
};

const names = (keys: string, table: string) =>
  `(select array_agg(a.attname::text order by k.n) from unnest(${keys}) with ordinality as k (no, n) join pg_attribute a on a.attrelid = ${table} and a.attnum = k.no)`;

const TABLES = `
  select c.relname as table, c.relrowsecurity as enabled, c.relforcerowsecurity as forced, pg_get_userbyid(c.relowner) as owner,
         array(select p from unnest(array['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) p
               where has_table_privilege('kvitt_app', c.oid, p) or (p in ('INSERT', 'UPDATE', 'REFERENCES') and has_any_column_privilege('kvitt_app', c.oid, p))) as grants
  from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname`;

const COLUMNS = `
  select c.relname as table, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attidentity <> '' as identity,
         pg_get_expr(d.adbin, d.adrelid) as "byDefault", col_description(c.oid, a.attnum) as comment
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
  left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by c.relname, a.attnum`;

const KEYS = `
  select c.relname as table, i.indexrelid::regclass::text as name, i.indisprimary as primary, ${names("i.indkey::int2[]", "c.oid")} as columns
  from pg_index i join pg_class c on c.oid = i.indrelid
  where c.relnamespace = 'public'::regnamespace and i.indisunique order by c.relname, name`;

const FOREIGN_KEYS = `
  select c.conrelid::regclass::text as table, c.conname as name, ${names("c.conkey", "c.conrelid")} as columns,
         c.confrelid::regclass::text as target, ${names("c.confkey", "c.confrelid")} as "targetColumns", c.confdeltype::text as "onDelete"
  from pg_constraint c where c.contype = 'f' and c.connamespace = 'public'::regnamespace order by "table", name`;

const POLICIES = `
  select tablename as table, policyname as name, permissive = 'PERMISSIVE' as permissive, cmd as command, qual as using, with_check as check
  from pg_policies where schemaname = 'public' order by tablename, policyname`;

const ODDITIES = `
  select 'trigger' as kind, t.tgname::text as name from pg_trigger t join pg_class c on c.oid = t.tgrelid
  where not t.tgisinternal and c.relnamespace = 'public'::regnamespace
  union all
  select 'sequence', c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'S'
  union all
  select 'materialised view', c.relname from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'm'
  union all
  select 'view that runs as its owner', c.relname from pg_class c
  where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' and not coalesce(c.reloptions @> '{security_invoker=true}', false)
  union all
  select 'function that runs as its owner', p.proname from pg_proc p where p.prosecdef and p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
  union all
  select 'rewrite rule', r.rulename from pg_rewrite r join pg_class c on c.oid = r.ev_class
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  union all
  select 'inherited table', i.inhrelid::regclass::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
  order by kind, name`;

const APP = `
  select r.rolsuper or r.rolbypassrls or r.rolcreaterole or r.rolcreatedb or r.rolreplication as unsafe,
         exists (select from pg_auth_members m where m.member = r.oid) as member,
         has_schema_privilege(r.oid, 'public', 'create') or has_database_privilege(r.oid, current_database(), 'create') as creates
  from pg_roles r where r.rolname = 'kvitt_app'`;

async function rows<T>(database: Queryable, text: string): Promise<T[]> {
  return (await database.query(text)).rows as T[];
}

/** Reads the catalogue of the schema `public`; any role may. */
export async function readCatalogue(database: Queryable): Promise<Catalogue> {
  return {
    tables: await rows<Table>(database, TABLES),
    columns: await rows<Column>(database, COLUMNS),
    keys: await rows<Key>(database, KEYS),
    foreignKeys: await rows<ForeignKey>(database, FOREIGN_KEYS),
    policies: await rows<Policy>(database, POLICIES),
    oddities: await rows<{ kind: string; name: string }>(database, ODDITIES),
    app: (await rows<Role>(database, APP))[0]!,
  };
}
