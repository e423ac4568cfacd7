import { sql, type RawBuilder } from "kysely";
import type pg from "pg";

/**
 * Statements that a connection keeps prepared. Planning one that joins a dozen tables under row-level security takes ten times as long as running
 * it; kept, it is planned once for each connection. Only for questions by key, whose plan is the same whatever is asked for.
 */

const NAME = /^[\w.]{1,40}$/;
const MARK = /^\s*\/\* kept ([\w.]{1,40}) \*\//;

/** Begins a statement that is kept. A name has one text: no fragment of it may come and go. */
export function kept(name: string): RawBuilder<unknown> {
  if (!NAME.test(name)) throw new Error(`A kept statement cannot be called ${name}`);
  return sql.raw(`/* kept ${name} */`);
}

type Asked = readonly unknown[];

function named(asked: Asked): Asked {
  const [text, values, ...rest] = asked;
  const name = typeof text === "string" ? MARK.exec(text)?.[1] : undefined;
  return name === undefined ? asked : [{ name, text, values }, ...rest];
}

/** Makes a new connection keep the statements that ask for it. */
export function keepStatements(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...asked: Asked) => unknown;
  Object.assign(client, { query: (...asked: Asked) => query(...named(asked)) });
}
