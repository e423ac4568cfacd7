import { distributedTables, localTables, referenceTables } from "./distribution.ts";
import type { Catalogue, ForeignKey, Policy } from "./read.ts";

/**
 * What must hold of the schema, so that one tenant never sees another (SEC-01 to SEC-06) and one machine and a cluster run the same
 * code. Each rule gives sentences; an empty list is a good schema.
 */

const distributed = new Set(distributedTables);
const reference = new Set(referenceTables);
const local = new Set(localTables.map((entry) => entry.table));

const TENANT = "(tenant_id = ( SELECT (current_setting('app.tenant'::text))::uuid AS current_setting))";
/** Of the ledgers in reach: the setting is read, and an asterisk opens all. */
const LEDGERS = /current_setting\('app\.ledgers'::text\).*'\*'::text.*string_to_array/s;

/** Tables whose rows are never changed: the app may add and read (SEC-75). */
const GROW_ONLY = ["entry", "posting", "audit_event", "seal"];
const NEVER_GRANTED = ["TRUNCATE", "REFERENCES", "TRIGGER"];

function everyTableIsListed({ tables }: Catalogue): string[] {
  const known = [...distributed, ...reference, ...local];
  const there = new Set(tables.map((entry) => entry.table));
  return [
    ...tables
      .filter(({ table }) => !known.includes(table))
      .map(({ table }) => `${table} is in no list of distribution.ts`),
    ...known.filter((table) => !there.has(table)).map((table) => `${table} is listed and does not exist`),
    ...known.filter((table, at) => known.indexOf(table) !== at).map((table) => `${table} is listed twice`),
  ];
}

function keysBeginWithTenant({ tables, keys }: Catalogue): string[] {
  const primary = new Set(keys.filter((key) => key.primary).map((key) => key.table));
  return [
    ...tables.filter(({ table }) => !primary.has(table)).map(({ table }) => `${table} has no primary key`),
    ...keys
      .filter((key) => distributed.has(key.table) && key.columns[0] !== "tenant_id")
      .map((key) => `unique key ${key.name} does not begin with tenant_id`),
  ];
}

function foreignKeyBreach(key: ForeignKey): string | undefined {
  if (key.onDelete === "n" || key.onDelete === "d") return "sets columns when the target goes, which a cluster refuses";
  if (!distributed.has(key.table))
    return distributed.has(key.target) ? "points from a table without tenant into one with" : undefined;
  if (reference.has(key.target)) return undefined;
  if (!distributed.has(key.target)) return "points to a table that is not on the same node";
  return key.columns[0] === "tenant_id" && key.targetColumns[0] === "tenant_id"
    ? undefined
    : "does not begin with tenant_id on both sides";
}

function foreignKeysStayInTheTenant({ foreignKeys }: Catalogue): string[] {
  return foreignKeys.flatMap((key) => {
    const breach = foreignKeyBreach(key);
    return breach ? [`foreign key ${key.name} of ${key.table} ${breach}`] : [];
  });
}

/** Tables in an order in which each comes after those it points to. A circle would make a backup impossible to put back. */
export function inOrderOfReference({ tables, foreignKeys }: Pick<Catalogue, "tables" | "foreignKeys">): {
  order: string[];
  circle: string[];
} {
  const order: string[] = [];
  let waiting = tables.map((entry) => entry.table);
  for (;;) {
    const free = waiting.filter((table) =>
      foreignKeys.every((key) => key.table !== table || key.target === table || order.includes(key.target)),
    );
    if (free.length === 0) return { order, circle: waiting };
    order.push(...free);
    waiting = waiting.filter((table) => !free.includes(table));
  }
}

function policyBreaches(table: string, policies: readonly Policy[], hasLedger: boolean): string[] {
  const permissive = policies.filter((policy) => policy.permissive);
  const tenant = permissive.filter(
    ({ command, using, check }) => command === "ALL" && using === TENANT && check === TENANT,
  );
  const scope = policies.filter(
    ({ permissive: opens, command, using, check }) =>
      !opens && command === "ALL" && LEDGERS.test(using ?? "") && check === null,
  );
  return [
    ...(tenant.length === 1 && permissive.length === 1
      ? []
      : [`${table} is not kept to its tenant by exactly one policy`]),
    ...(hasLedger && scope.length === 0
      ? [`${table} has ledger_id and no policy for the ledgers in reach (SEC-09)`]
      : []),
  ];
}

function tenantsAreApart({ tables, policies, columns }: Catalogue): string[] {
  return tables
    .filter(({ table }) => distributed.has(table))
    .flatMap(({ table, enabled, forced }) => [
      ...(enabled && forced ? [] : [`${table} has row-level security not enabled and forced`]),
      ...policyBreaches(
        table,
        policies.filter((policy) => policy.table === table),
        table === "ledger" || columns.some((column) => column.table === table && column.name === "ledger_id"),
      ),
    ]);
}

function appRoleIsPlain({ tables, app }: Catalogue): string[] {
  return [
    ...(app.unsafe ? ["the app role has rights over roles or past row-level security"] : []),
    ...(app.member ? ["the app role is a member of another role"] : []),
    ...(app.creates ? ["the app role may create tables"] : []),
    ...tables.filter(({ owner }) => owner === "kvitt_app").map(({ table }) => `the app role owns ${table}`),
    ...tables.flatMap(({ table, grants }) =>
      NEVER_GRANTED.filter((right) => grants.includes(right)).map((right) => `the app role may ${right} ${table}`),
    ),
    ...tables
      .filter(({ table }) => GROW_ONLY.includes(table))
      .flatMap(({ table, grants }) =>
        ["UPDATE", "DELETE"]
          .filter((right) => grants.includes(right))
          .map((right) => `the app role may ${right} ${table}, which only grows`),
      ),
  ];
}

const REFUSED_TYPES = /^(timestamp(\(\d\))? without time zone|real|double precision|money|numeric.*|json)$/;

function columnsAreSound({ columns }: Catalogue): string[] {
  return columns
    .filter(({ table }) => !table.startsWith("schema_migration"))
    .flatMap(({ table, name, type, identity, byDefault, comment }) => [
      ...(/^C[0-3]\b/.test(comment ?? "") ? [] : [`${table}.${name} has no data class in its comment`]),
      ...(byDefault && /\w\(/.test(byDefault) ? [`${table}.${name} has a default that is computed`] : []),
      ...(identity ? [`${table}.${name} takes its value from a sequence`] : []),
      ...(REFUSED_TYPES.test(type) ? [`${table}.${name} is ${type}`] : []),
    ]);
}

/** Everything that is wrong with a schema, as sentences. */
export function catalogueBreaches(catalogue: Catalogue): string[] {
  return [
    ...everyTableIsListed(catalogue),
    ...keysBeginWithTenant(catalogue),
    ...foreignKeysStayInTheTenant(catalogue),
    ...inOrderOfReference(catalogue).circle.map((table) => `${table} is part of a circle of foreign keys`),
    ...tenantsAreApart(catalogue),
    ...appRoleIsPlain(catalogue),
    ...columnsAreSound(catalogue),
    ...catalogue.oddities.map(({ kind, name }) => `${kind} ${name}`),
  ];
}
