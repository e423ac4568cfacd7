import { closedDays, ItemsMoved, listLedgers } from "../ledger/index.ts";
import {
  recordAudit,
  tenantKey,
  toJson,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import { batchName, lineRow, LinesKnown, postPayments, type FilePlan } from "./chunk.ts";
import { batchesOfFile, fileRow, setFileState, sumsOfFile } from "./file-store.ts";
import { insertLines, knownFingerprints, type KnownLine } from "./line-store.ts";
import type { IncomingPayment } from "./ports.ts";
import { postTakeBack } from "./take-back.ts";
import type { BankAccount, FileTotals } from "./types.ts";

/** Payments in one transaction, unless told otherwise. */
export const LINES_PER_TRANSACTION = 1_200;
/**
 * Connections that write side by side. Payments of one customer always take the same lane, in file order, so that the end state does
 * not depend on who was faster.
 */
const LANES = 2;
const MOST_TRIES = 4;

/** What posting a file rests on. Closed days are read only for payments: statements look for themselves. */
export async function planOf(
  tx: TenantTransaction,
  fileId: string,
  accounts: readonly BankAccount[],
): Promise<FilePlan> {
  const numberOf = new Map(accounts.map((account) => [account.id, account.number]));
  const ledgers = new Map((await listLedgers(tx)).map((ledger) => [ledger.id, ledger]));
  const batches = await batchesOfFile(tx, fileId);
  const closed = await closedDays(tx, batches.length > 0 ? [...ledgers.keys()] : []);
  return {
    fileId,
    batches: new Map(batches.map((batch) => [batchName(numberOf.get(batch.bankAccountId)!, batch.batchKey), batch])),
    ledgerOfAccount: new Map(accounts.map((account) => [account.number, account.ledgerId])),
    ledgers,
    key: await tenantKey(tx),
    bookingDay: (ledgerId, settledOn) => closed.firstOpenDay(ledgerId, settledOn),
  };
}

/** Runs of payments in, which go in bulk, and single ones that go back. */
function* runs(payments: readonly IncomingPayment[]): Generator<readonly IncomingPayment[]> {
  let from = 0;
  for (let at = 0; at < payments.length; at++) {
    if (payments[at]!.direction === "in") continue;
    if (at > from) yield payments.slice(from, at);
    yield [payments[at]!];
    from = at + 1;
  }
  if (from < payments.length) yield from === 0 ? payments : payments.slice(from);
}

/**
 * Lines that another file brought before: kept with the name of the first and not posted, as `repeated` where the bank's own reference says
 * so, as `held` for a person where they only look alike.
 */
async function noteRepeated(
  tx: TenantTransaction,
  plan: FilePlan,
  payment: IncomingPayment,
  first: KnownLine,
): Promise<void> {
  const ledger = plan.ledgers.get(plan.ledgerOfAccount.get(payment.account)!)!;
  const batch = plan.batches.get(batchName(payment.account, payment.batchKey))!;
  const own = Buffer.concat([
    payment.fingerprint,
    Buffer.from(plan.fileId.replaceAll("-", ""), "hex"),
    Buffer.from(Uint32Array.of(payment.lineNo).buffer),
  ]);
  const lineId = tx.platform.ids.next();
  const state = payment.identity === "bank" ? "repeated" : "held";
  const row = lineRow(
    plan,
    tx.tenantId,
    { payment: { ...payment, reference: first.reference, fingerprint: own }, lineId, batch, ledger },
    state,
    toJson({ rule: `match.${state}`, version: 1, inputs: { first: first.lineId } }),
  );
  await insertLines(tx, [row]);
}

/** Takes away what is already here: of this file, done before the run was cut; of another file, repeated. */
async function withoutKnown(
  tx: TenantTransaction,
  plan: FilePlan,
  payments: readonly IncomingPayment[],
): Promise<IncomingPayment[]> {
  const known = await knownFingerprints(
    tx,
    payments.map((payment) => payment.fingerprint),
  );
  const fresh: IncomingPayment[] = [];
  for (const payment of payments) {
    const first = known.get(payment.fingerprint.toString("hex"));
    if (!first) fresh.push(payment);
    else if (first.fileId !== plan.fileId) await noteRepeated(tx, plan, payment, first);
  }
  return fresh;
}

/** Posts some payments in one transaction. `careful` looks for known lines first and holds the items it decides on. */
export async function postChunkIn(
  tx: TenantTransaction,
  plan: FilePlan,
  payments: readonly IncomingPayment[],
  careful: boolean,
): Promise<void> {
  const fresh = careful ? await withoutKnown(tx, plan, payments) : payments;
  for (const run of runs(fresh)) {
    if (run[0]!.direction === "in") await postPayments(tx, plan, run, careful);
    else await postTakeBack(tx, plan, run[0]!);
  }
}

/** First quick and without locks; when somebody was faster, or lines are known, again with a look and locks. */
async function postChunk(
  platform: Platform,
  context: Context,
  plan: FilePlan,
  payments: readonly IncomingPayment[],
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await withTenant(platform, context, (tx) => postChunkIn(tx, plan, payments, tries > 1));
      return;
    } catch (error) {
      if (tries >= MOST_TRIES || !(error instanceof LinesKnown || error instanceof ItemsMoved)) throw error;
    }
  }
}

/** A reference begins with the customer's number, so that all payments of one customer take one lane. */
const CUSTOMER_PART = 6;

function laneOf(payment: IncomingPayment, lanes: number): number {
  const reference = payment.parts ? payment.parts[0]!.reference : payment.reference;
  if (reference === null) return 0;
  let hash = 0;
  for (let i = 0; i < Math.min(CUSTOMER_PART, reference.length); i++) hash = (hash * 31 + reference.charCodeAt(i)) | 0;
  return (hash >>> 1) % lanes;
}

/** How many payments a plan's lumps hold. */
export function linesOf(plan: FilePlan): number {
  return [...plan.batches.values()].reduce((sum, batch) => sum + batch.lines, 0);
}

/** A lane: payments wait, and at most one transaction of it is under way. */
type Lane = { waiting: IncomingPayment[]; running: Promise<void> };

/**
 * Posts all payments of a validated file. Safe to cut at any point and to run again. `progress` hears how many lines are done.
 * A file that fits in one transaction is posted in one, in file order.
 */
export async function postFilePayments(
  platform: Platform,
  context: Context,
  plan: FilePlan,
  payments: AsyncIterable<readonly IncomingPayment[]>,
  options: { readonly linesPerTransaction: number; readonly progress: (lines: number) => void },
): Promise<void> {
  const { linesPerTransaction, progress } = options;
  const lines = linesOf(plan);
  const lanes: Lane[] = Array.from({ length: lines <= linesPerTransaction ? 1 : LANES }, () => ({
    waiting: [],
    running: Promise.resolve(),
  }));
  let done = 0;
  const start = (lane: Lane, chunk: readonly IncomingPayment[]) => {
    lane.running = postChunk(platform, context, plan, chunk).then(() => progress((done += chunk.length)));
    // The error is met where the lane is awaited next; this keeps Node from calling it unhandled until then.
    lane.running.catch(() => undefined);
  };
  for await (const batch of payments) {
    for (const payment of batch) lanes[laneOf(payment, lanes.length)]!.waiting.push(payment);
    for (const lane of lanes) {
      while (lane.waiting.length >= linesPerTransaction) {
        await lane.running;
        start(lane, lane.waiting.splice(0, linesPerTransaction));
      }
    }
  }
  await Promise.all(lanes.map((lane) => lane.running));
  for (const lane of lanes) {
    if (lane.waiting.length) start(lane, lane.waiting.splice(0));
    await lane.running;
  }
}

/** Sums up what became of a file and closes it. Throws when a lump's lines do not add up to what the file said of it. */
export async function finishFile(
  tx: TenantTransaction,
  fileId: string,
  statements: { statements: number; statementLines: number },
): Promise<FileTotals> {
  const [file, batches, sums] = [
    await fileRow(tx, fileId, true),
    await batchesOfFile(tx, fileId),
    await sumsOfFile(tx, fileId),
  ];
  const byState: Record<string, { lines: number; minor: bigint }> = {};
  const byBatch = new Map<string, bigint>();
  for (const sum of sums) {
    const state = (byState[sum.state] ??= { lines: 0, minor: 0n });
    state.lines += Number(sum.lines);
    state.minor += sum.minor;
    byBatch.set(sum.batchId, (byBatch.get(sum.batchId) ?? 0n) + sum.minor);
  }
  const wrong = batches.find((batch) => (byBatch.get(batch.id) ?? 0n) !== batch.ledgerMinor);
  if (wrong)
    throw new Error(`Lump ${wrong.id} holds ${byBatch.get(wrong.id) ?? 0n}, its file says ${wrong.ledgerMinor}`);
  const totals: FileTotals = {
    lines: batches.reduce((n, b) => n + b.lines, 0),
    ledgerMinor: batches.reduce((n, b) => n + b.ledgerMinor, 0n),
    byState,
    ...statements,
    problemCount: file!.problems.length,
  };
  await setFileState(tx, fileId, "posted", file!.problems, totals);
  await recordAudit(tx, {
    action: "bankFile.posted",
    subjectKind: "bankFile",
    subjectId: fileId,
    detail: { lines: totals.lines, ledgerMinor: totals.ledgerMinor },
  });
  return totals;
}
