import {
  type CamtMessage,
  type CamtOutcome,
  collectPages,
  createStatementKeys,
  type Entry,
  type EntryKeys,
  type FullStatement,
  type Problem,
  readCamt,
} from "@kvitt/format-iso20022";
import type { FileChunks } from "../../banking/ports.ts";

/** An entry with the keys by which it is known again, and its name as a lump inside the file. */
export type KeyedEntry = { readonly entry: Entry; readonly keys: EntryKeys; readonly batchKey: string };

/** A whole statement or notification of a file. */
export type KeyedStatement = { readonly statement: FullStatement; readonly entries: readonly KeyedEntry[] };

/** What a file came to when it has been read to its end. */
export type MessageEnd = {
  readonly outcome: CamtOutcome;
  readonly problems: readonly Problem[];
  readonly problemCount: number;
};

/** Names lumps by the bank's reference, numbered when it comes again in the file. */
class LumpNames {
  readonly #seen = new Map<string, number>();

  of(entry: Entry, keys: EntryKeys): string {
    const name = entry.acctSvcrRef ?? keys.entry.key;
    const count = (this.#seen.get(name) ?? 0) + 1;
    this.#seen.set(name, count);
    return count === 1 ? name : `${name}#${count}`;
  }
}

function isPage({ page }: FullStatement): boolean {
  return page !== undefined && !(page.number === 1 && page.last);
}

/**
 * The statements of a message as they close, pages of one statement put together at the end; then, as the value
 * returned, what was found. Memory is that of the largest statement, and of all pages.
 */
export async function* statementsOf(chunks: FileChunks): AsyncGenerator<KeyedStatement, MessageEnd> {
  const names = new LumpNames();
  const pages: FullStatement[] = [];
  let entries: Entry[] = [];
  let outcome: CamtOutcome | undefined;
  for await (const event of readCamt(chunks)) {
    if (event.type === "entry") entries.push(event.entry);
    if (event.type === "end") outcome = event.outcome;
    if (event.type !== "statement") continue;
    const statement: FullStatement = { ...event.statement, entries };
    entries = [];
    if (isPage(statement)) pages.push(statement);
    else yield keyed(statement, names);
  }
  const collected = collectPages(pages);
  for (const statement of collected.whole) yield keyed(statement, names);
  return endOf(outcome!, collected.whole, collected.waiting, collected.problems);
}

function keyed(statement: FullStatement, names: LumpNames): KeyedStatement {
  const keysOf = createStatementKeys(statement.account);
  const entries = statement.entries.map((entry) => {
    const keys = keysOf(entry);
    return { entry, keys, batchKey: names.of(entry, keys) };
  });
  return { statement, entries };
}

/** A page alone is incomplete; that is no finding once all its pages are there. */
function endOf(
  outcome: CamtOutcome,
  whole: readonly FullStatement[],
  waiting: readonly FullStatement[],
  found: readonly Problem[],
): MessageEnd {
  const isSettled = whole.length > 0 && waiting.length === 0;
  const own = outcome.problems.filter(({ code }) => !(isSettled && code === "PAGES_INCOMPLETE"));
  const problems = [...own, ...found];
  return { outcome, problems, problemCount: outcome.problemCount - outcome.problems.length + problems.length };
}

/** The message's own key: who sent it under which number. */
export function senderKeyOf(message: CamtMessage, servicer: string | undefined, ids: readonly string[]): string {
  return `${message.kind}:${servicer ?? ""}:${message.msgId}:${ids.join(",")}`;
}
