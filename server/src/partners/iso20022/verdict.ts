import "./findings.ts";
import { createHash, type Hash } from "node:crypto";
import type { Problem, ProblemCode } from "@kvitt/format-iso20022";
import type {
  FileChunks,
  FileProblem,
  FileVerdict,
  IncomingBatch,
  ReaderOptions,
  StatementSummary,
} from "../../banking/ports.ts";
import { knownAs } from "./accounts.ts";
import { type KeyedStatement, senderKeyOf, statementsOf } from "./message.ts";
import { batchesIn } from "./payments.ts";
import { summaryOf } from "./statements.ts";

/** Entries that a statement cannot do without and that cannot be used as they are: its file waits for a person. */
const NEED_A_PERSON: ReadonlySet<ProblemCode> = new Set(["ENTRY_CURRENCY_OTHER", "BOOKING_DATE_MISSING"]);

function levelOf({ code, level, scope }: Problem): FileProblem["level"] {
  if (level === "warning") return "warn";
  return scope === "entry" && !NEED_A_PERSON.has(code) ? "line" : "file";
}

function toFileProblem(found: Problem): FileProblem {
  const { code, line, path, value, rule, sentence } = found;
  return {
    code,
    level: levelOf(found),
    line,
    ...(path === "" ? {} : { field: path }),
    ...(value === undefined ? {} : { value }),
    rule,
    sentence,
  };
}

function accountProblems({ statement }: KeyedStatement, options: ReaderOptions): FileProblem[] {
  const agreement = options.accounts.get(knownAs(statement.account, options));
  const at = { level: "file", line: statement.line } as const;
  if (!agreement) {
    const rule = "Acct/Id belongs to a ledger of this receiver";
    return [
      {
        ...at,
        code: "ACCOUNT_UNKNOWN",
        field: "Acct/Id",
        rule,
        sentence: "The account belongs to no ledger of this receiver.",
      },
    ];
  }
  if (statement.currency === undefined || statement.currency === agreement.currency) return [];
  const sentence = "The statement is in another currency than the account's ledger.";
  return [
    {
      ...at,
      code: "ACCOUNT_CURRENCY_OTHER",
      field: "Acct/Ccy",
      value: statement.currency,
      rule: "the account's currency is its ledger's",
      sentence,
    },
  ];
}

const LINE_BREAKS = new Set([0x0a, 0x0d]);

/** Hands the chunks on while their bytes, without line breaks, go into the hash. */
async function* hashed(chunks: FileChunks, hash: Hash): FileChunks {
  for await (const chunk of chunks) {
    hash.update(chunk.filter((byte) => !LINE_BREAKS.has(byte)));
    yield chunk;
  }
}

/** Checks a whole message: findings, lumps and statements, and the keys by which it is known when it comes again. */
export async function validateCamt(chunks: FileChunks, options: ReaderOptions): Promise<FileVerdict> {
  const hash = createHash("sha256");
  const all = statementsOf(hashed(chunks, hash));
  const own: FileProblem[] = [];
  const batches: IncomingBatch[] = [];
  const kept: {
    readonly summary: (msgId: string) => StatementSummary | undefined;
    readonly id: string;
    readonly servicer: string | undefined;
  }[] = [];
  let step = await all.next();
  for (; !step.done; step = await all.next()) {
    const { statement } = step.value;
    own.push(...accountProblems(step.value, options));
    batches.push(...batchesIn(step.value, options));
    // The message's id is certain at its end only; a statement is kept without its entries until then.
    const bare: KeyedStatement = { statement: { ...statement, entries: statement.entries.slice(-1) }, entries: [] };
    kept.push({
      summary: (msgId) => summaryOf(bare, msgId, options),
      id: statement.id ?? "",
      servicer: statement.servicerBic,
    });
  }
  const { outcome, problems, problemCount } = step.value;
  const findings = [...own, ...problems.map(toFileProblem)];
  const msgId = outcome.message?.msgId ?? "";
  const digest = hash.digest();
  return {
    ok: !findings.some(({ level }) => level === "file"),
    problems: findings,
    problemCount: problemCount + own.length,
    senderKey: outcome.message
      ? senderKeyOf(
          outcome.message,
          kept[0]?.servicer,
          kept.map(({ id }) => id),
        )
      : null,
    contentSha256: digest,
    normalisedSha256: digest,
    partKeys: [],
    batches,
    statements: kept.flatMap(({ summary }) => summary(msgId) ?? []),
  };
}
