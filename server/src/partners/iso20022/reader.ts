import { describe, identifyMessage } from "@kvitt/format-iso20022";
import type {
  BankFileReader,
  FileChunks,
  FileFormat,
  IncomingPayment,
  IncomingStatement,
  ReaderOptions,
} from "../../banking/ports.ts";
import { statementsOf } from "./message.ts";
import { paymentsIn } from "./payments.ts";
import { statementOf } from "./statements.ts";
import { validateCamt } from "./verdict.ts";

const BATCH_ROWS = 5000;

/** Thrown when a file that was to be taken is refused: validate it before. */
export class CamtNotValidated extends Error {
  readonly code = "NOT_VALIDATED";
  constructor() {
    super("the message has findings that reject it; validate it before taking its payments");
  }
}

const formats: Readonly<Record<string, FileFormat>> = {
  "camt.053": "camt053",
  "camt.054": "camt054",
  "camt.052": "camt052",
};

/** A message with a document type is refused by the reader before its namespace is seen; by its root it is still told. */
const ROOT = /<(?:[\w.-]+:)?(BkToCstmrStmt|BkToCstmrDbtCdtNtfctn|BkToCstmrAcctRpt)[\s>]|:camt\.(05[234])\.001\./;
const byRoot: Readonly<Record<string, FileFormat>> = {
  BkToCstmrStmt: "camt053",
  BkToCstmrDbtCdtNtfctn: "camt054",
  BkToCstmrAcctRpt: "camt052",
};

function recognise(head: Uint8Array): FileFormat | undefined {
  const kind = identifyMessage(head)?.kind;
  if (kind !== undefined) return formats[kind];
  const text = Buffer.from(head).toString("latin1");
  if (!/^(?:\xef\xbb\xbf)?\s*</.test(text)) return undefined;
  const [, root, message] = ROOT.exec(text) ?? [];
  return byRoot[root ?? ""] ?? formats[`camt.${message ?? ""}`];
}

/** The end of a message's reading, which says whether anything of it counts. */
function assertGood(ok: boolean): void {
  if (!ok) throw new CamtNotValidated();
}

async function* payments(chunks: FileChunks, options: ReaderOptions): AsyncGenerator<readonly IncomingPayment[]> {
  const all = statementsOf(chunks);
  let waiting: IncomingPayment[] = [];
  let lineNo = 0;
  let step = await all.next();
  for (; !step.done; step = await all.next()) {
    for (const payment of paymentsIn(step.value, options)) {
      waiting.push({ ...payment, lineNo: ++lineNo });
      if (waiting.length < BATCH_ROWS) continue;
      yield waiting;
      waiting = [];
    }
  }
  assertGood(step.value.outcome.ok);
  if (waiting.length > 0) yield waiting;
}

async function* statements(chunks: FileChunks, options: ReaderOptions): AsyncGenerator<IncomingStatement> {
  // A statement's key holds the message's id, which some banks write behind the statements.
  const all = statementsOf(chunks);
  const read = [];
  let step = await all.next();
  for (; !step.done; step = await all.next()) read.push(step.value);
  const { outcome } = step.value;
  assertGood(outcome.ok);
  for (const keyed of read) {
    const statement = statementOf(keyed, outcome.message?.msgId ?? "", options);
    if (statement) yield statement;
  }
}

async function describeCamt(chunks: FileChunks): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return describe(Buffer.concat(parts));
}

/** Reads camt.053 account statements and camt.054 notifications; camt.052 is recognised and only informs. */
export function camtReader(): BankFileReader {
  return { recognise, validate: validateCamt, payments, statements, describe: describeCamt };
}
