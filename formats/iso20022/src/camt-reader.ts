/**
 * Streaming reader of camt.053, camt.054 and camt.052, versions 02 and later. Elements are found by local name in any
 * order. Entries are handed over as they close and not kept, so memory does not grow with the file.
 */
import { readEntry } from "./camt-entry.ts";
import type { CamtKind, CamtMessage, Entry, FullStatement, Page, Statement, StatementHead } from "./camt-model.ts";
import { createRunningTotals, readHead, readPage, readStatement, type RunningTotals } from "./camt-statement.ts";
import { readTransaction, type StatedTransaction } from "./camt-transaction.ts";
import { child, textAt, type Reading } from "./fields.ts";
import { messageShapes, messageTypeOf } from "./messages.ts";
import { createProblemList, type Problem, type ProblemList } from "./problems.ts";
import { createXmlReader, XmlRefused, type XmlHandler, type XmlLimits, type XmlNode } from "./xml.ts";

/**
 * Told of a file's parts as they are read. Nothing is certain before {@link CamtReader.end} answers `ok`: an error
 * further down refuses the whole file, so keep what you are told apart until then.
 */
export interface CamtVisitor {
  message?(message: CamtMessage): void;
  /** `head` holds what the file has told so far; all of it when the file keeps the schema's order. */
  entry?(entry: Entry, head: StatementHead): void;
  statement?(statement: Statement): void;
  problem?(problem: Problem): void;
}

/** How a file was read. `ok` is false when any problem is an error of scope file: then nothing of it counts. */
export interface CamtOutcome {
  readonly ok: boolean;
  readonly message: CamtMessage | undefined;
  readonly statementCount: number;
  readonly entryCount: number;
  /** The first thousand problems, in the order found. */
  readonly problems: readonly Problem[];
  readonly problemCount: number;
}

export interface CamtReader {
  /** Bytes in chunks of any size. After a refusal further bytes are passed over. */
  write(bytes: Uint8Array): void;
  end(): CamtOutcome;
}

/** One thing a reader tells, for readers by iteration. */
export type CamtEvent =
  | { readonly type: "message"; readonly message: CamtMessage }
  | { readonly type: "entry"; readonly entry: Entry; readonly head: StatementHead }
  | { readonly type: "statement"; readonly statement: Statement }
  | { readonly type: "problem"; readonly problem: Problem }
  | { readonly type: "end"; readonly outcome: CamtOutcome };

/** A whole file: the statements with their entries, or only the problems. */
export interface CamtFile extends CamtOutcome {
  /** Empty when the file is refused. */
  readonly statements: readonly FullStatement[];
}

/** What is being gathered for the statement and entry now open. */
interface OpenStatement {
  readonly totals: RunningTotals;
  head: StatementHead | undefined;
  entryCount: number;
  detailsIndex: number;
  transactions: StatedTransaction[];
}

/** An entry is handed over whole, so its transactions must fit in memory. */
const mostTransactions = 100_000;

/** Depths of the elements that are handed over, Document being 0. */
const depth = { document: 0, root: 1, group: 2, entry: 3, details: 4, transaction: 5 } as const;

function readMessage(reading: Reading, node: XmlNode | undefined, kind: CamtKind, version: string): CamtMessage {
  reading.where = "GrpHdr";
  const page: Page | undefined = readPage(reading, child(node, "MsgPgntn"));
  return {
    kind,
    version,
    msgId: textAt(node, "MsgId") ?? "",
    createdAt: textAt(node, "CreDtTm"),
    page,
    additionalInfo: textAt(node, "AddtlInf"),
  };
}

const openStatement = (): OpenStatement => ({
  totals: createRunningTotals(),
  head: undefined,
  entryCount: 0,
  detailsIndex: -1,
  transactions: [],
});

/** The state of one file's reading, driven by the XML events. */
class CamtFileReading implements XmlHandler {
  readonly problems: ProblemList;
  message: CamtMessage | undefined;
  statementCount = 0;
  entryCount = 0;
  readonly #visitor: CamtVisitor;
  readonly #reading: Reading;
  #kind: CamtKind = "camt.053";
  #version = "";
  #rootSeen = false;
  #open = openStatement();

  constructor(visitor: CamtVisitor) {
    this.#visitor = visitor;
    this.problems = createProblemList((found) => visitor.problem?.(found));
    this.#reading = { problems: this.problems, where: "" };
  }

  root(name: string, namespace: string, line: number): void {
    const type = messageTypeOf(namespace);
    const kind = type?.kind;
    if (type === undefined || (kind !== "camt.053" && kind !== "camt.054" && kind !== "camt.052")) {
      throw new XmlRefused("NAMESPACE_UNKNOWN", line);
    }
    if (name !== "Document") throw new XmlRefused("ROOT_UNKNOWN", line);
    this.#kind = kind;
    this.#version = type.version;
  }

  opened(node: XmlNode, ancestors: readonly XmlNode[]): void {
    if (ancestors.length === depth.root) {
      if (this.#rootSeen || node.name !== messageShapes[this.#kind].root)
        throw new XmlRefused("ROOT_UNKNOWN", node.line);
      this.#rootSeen = true;
    } else if (ancestors.length === depth.group && this.#isStatement(node)) {
      this.#open = openStatement();
    } else if (ancestors.length === depth.entry && node.name === "Ntry") {
      this.#open.detailsIndex = -1;
      this.#open.transactions = [];
    } else if (ancestors.length === depth.details && node.name === "NtryDtls") {
      this.#open.detailsIndex += 1;
    }
  }

  closed(node: XmlNode, ancestors: readonly XmlNode[]): boolean {
    const group = ancestors[depth.group];
    if (ancestors.length === depth.group) return this.#groupClosed(node);
    if (group === undefined || !this.#isStatement(group)) return true;
    if (ancestors.length === depth.entry && node.name === "Ntry") return this.#entryClosed(node, group);
    const isTransaction =
      ancestors.length === depth.transaction &&
      node.name === "TxDtls" &&
      ancestors[depth.details]?.name === "NtryDtls" &&
      ancestors[depth.entry]?.name === "Ntry";
    return isTransaction ? this.#transactionClosed(node) : true;
  }

  /** A message must say who sent it under which id, and hold its root. */
  finish(): void {
    if (!this.#rootSeen) this.problems.add("ROOT_UNKNOWN", 0, "");
    else if (this.message === undefined) this.problems.add("ELEMENT_MISSING", 0, "GrpHdr");
  }

  #isStatement(node: XmlNode): boolean {
    return node.name === messageShapes[this.#kind].statement;
  }

  #groupClosed(node: XmlNode): boolean {
    if (node.name === "GrpHdr") this.#headerClosed(node);
    if (this.#isStatement(node)) this.#statementClosed(node);
    return false;
  }

  #headerClosed(node: XmlNode): void {
    const message = readMessage(this.#reading, node, this.#kind, this.#version);
    if (this.message !== undefined) this.problems.add("ELEMENT_REPEATED", node.line, "GrpHdr");
    if (message.msgId === "") this.problems.add("ELEMENT_MISSING", node.line, "GrpHdr/MsgId");
    this.message = message;
    this.#visitor.message?.(message);
  }

  #statementClosed(node: XmlNode): void {
    this.statementCount += 1;
    const { totals } = this.#open;
    this.#visitor.statement?.(readStatement(this.#reading, node, this.#kind, this.message?.page, totals));
  }

  #transactionClosed(node: XmlNode): boolean {
    const open = this.#open;
    if (open.transactions.length >= mostTransactions) throw new XmlRefused("ENTRY_TOO_LARGE", node.line);
    this.#reading.where = `Ntry[${open.entryCount + 1}]/TxDtls[${open.transactions.length + 1}]`;
    open.transactions.push(readTransaction(this.#reading, node, open.detailsIndex));
    return false;
  }

  #entryClosed(node: XmlNode, group: XmlNode): boolean {
    const open = this.#open;
    open.entryCount += 1;
    // The head is read again, with its problems, when the statement closes.
    open.head ??= readHead({ problems: createProblemList(), where: "" }, group, this.#kind, this.message?.page);
    this.#reading.where = `Ntry[${open.entryCount}]`;
    const entry = readEntry(this.#reading, node, {
      position: open.entryCount,
      accountCurrency: open.head.currency ?? open.totals.first(),
      transactions: open.transactions,
      informs: this.#kind === "camt.052",
    });
    open.transactions = [];
    if (entry === undefined) return false;
    open.totals.add(entry);
    this.entryCount += 1;
    this.#visitor.entry?.(entry, open.head);
    return false;
  }
}

/** Runs a step of the XML reader; a refusal becomes a problem and ends the reading. */
function guard(problems: ProblemList, step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    problems.add(error.code, error.line, "");
    return false;
  }
}

/**
 * A reader that tells `visitor` what it finds.
 * @example const reader = createCamtReader({ entry: (entry) => stage(entry) }); reader.write(bytes); reader.end().ok
 */
export function createCamtReader(visitor: CamtVisitor, limits: XmlLimits = {}): CamtReader {
  const file = new CamtFileReading(visitor);
  const xml = createXmlReader(file, limits);
  let going = true;
  return {
    write(bytes) {
      if (going) going = guard(file.problems, () => xml.write(bytes));
    },
    end() {
      if (going && guard(file.problems, () => xml.end())) file.finish();
      going = false;
      return {
        ok: file.problems.fileErrors === 0,
        message: file.message,
        statementCount: file.statementCount,
        entryCount: file.entryCount,
        problems: file.problems.listed,
        problemCount: file.problems.count,
      };
    },
  };
}

/** Reads a stream of bytes as events; the last one is always `end`. Only what one chunk holds is kept in memory. */
export async function* readCamt(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  limits: XmlLimits = {},
): AsyncGenerator<CamtEvent, void> {
  let events: CamtEvent[] = [];
  const reader = createCamtReader(
    {
      message: (message) => events.push({ type: "message", message }),
      entry: (entry, head) => events.push({ type: "entry", entry, head }),
      statement: (statement) => events.push({ type: "statement", statement }),
      problem: (found) => events.push({ type: "problem", problem: found }),
    },
    limits,
  );
  for await (const chunk of chunks) {
    reader.write(chunk);
    yield* events;
    events = [];
  }
  const outcome = reader.end();
  yield* events;
  yield { type: "end", outcome };
}

/** Reads a whole file into memory. Statements are empty unless `ok`. */
export function parseCamt(bytes: Uint8Array, limits: XmlLimits = {}): CamtFile {
  const statements: FullStatement[] = [];
  let entries: Entry[] = [];
  const reader = createCamtReader(
    {
      entry: (entry) => entries.push(entry),
      statement: (statement) => {
        statements.push({ ...statement, entries });
        entries = [];
      },
    },
    limits,
  );
  reader.write(bytes);
  const outcome = reader.end();
  return { ...outcome, statements: outcome.ok ? statements : [] };
}
