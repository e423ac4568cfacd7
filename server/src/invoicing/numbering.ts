import { sql } from "kysely";
import { Overtaken, type Turn } from "../controls/index.ts";
import { seriesById, takeExpected, takeNumbers, type Ledger } from "../ledger/index.ts";
import type { MarketPack } from "../markets/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { withKeyCodes } from "./store.ts";

/** Numbers of our own, taken in the transaction that posts, so that the series has no gap (N-17). */
export type OwnNumbers = {
  /** The next number of the block. */
  next(): { readonly seriesNo: bigint; readonly number: string };
};

function ownNumbers({ first, prefix }: { first: bigint; prefix: string }, count: number): OwnNumbers {
  let used = 0;
  return {
    next() {
      if (used >= count) throw new Error("More numbers used than taken");
      const seriesNo = first + BigInt(used++);
      return { seriesNo, number: `${prefix}${seriesNo}` };
    },
  };
}

/** Takes a block of numbers from the ledger's series in one update; every one of them must be used. */
export async function takeOwnNumbers(tx: TenantTransaction, ledger: Ledger, count: number): Promise<OwnNumbers> {
  return ownNumbers(count > 0 ? await takeNumbers(tx, ledger.seriesId, count) : { first: 0n, prefix: "" }, count);
}

/** Documents of one chunk of a run that are ready but for their numbers. */
export type UnnumberedChunk = {
  readonly count: number;
  /** Writes them; `take` gives so many of the chunk's numbers, every one of which must be used. */
  readonly write: (take: (count: number) => Promise<OwnNumbers>) => Promise<void>;
};

/**
 * Numbers a chunk of a run and writes it; what it returns is to be done when the chunk before has ended. A chunk that hears which number will be
 * free by then writes at once, beside the one before, and at the end only makes sure that it was so: the series is locked for that moment.
 * When somebody else took the number, all is rolled back, and the chunk comes again and asks the series itself. Either way a number is
 * taken in the transaction that uses it: no gap (N-17).
 */
export async function numberChunk(
  tx: TenantTransaction,
  ledger: Ledger,
  turn: Turn<bigint>,
  chunk: UnnumberedChunk,
): Promise<() => Promise<void>> {
  const first = await turn.heard;
  if (first === undefined) return () => withKeyCodes(() => writeAsking(tx, ledger, turn, chunk));
  turn.tell(first + BigInt(chunk.count));
  await writeExpecting(tx, ledger, first, chunk);
  return async () => {
    const { count } = chunk;
    if (count > 0 && !(await takeExpected(tx, ledger.seriesId, { first, count }))) throw overtaken();
  };
}

async function writeAsking(
  tx: TenantTransaction,
  ledger: Ledger,
  turn: Turn<bigint>,
  { count, write }: UnnumberedChunk,
): Promise<void> {
  let left = count;
  await write(async (some) => {
    const block = await takeNumbers(tx, ledger.seriesId, some);
    // The series is ours until the commit: what is taken later of this chunk follows on.
    turn.tell(block.first + BigInt(left));
    left -= some;
    return ownNumbers(block, some);
  });
}

/** Whoever took one of these numbers may wait for something that this transaction holds: it gives way instead of waiting for long. */
const PATIENCE = "2s";

async function writeExpecting(
  tx: TenantTransaction,
  ledger: Ledger,
  expected: bigint,
  { write }: UnnumberedChunk,
): Promise<void> {
  const { prefix } = await seriesById(tx, ledger.seriesId);
  let first = expected;
  await sql`set local lock_timeout = ${sql.lit(PATIENCE)}`.execute(tx.db);
  try {
    await write((some) => {
      const block = { first, prefix };
      first += BigInt(some);
      return Promise.resolve(ownNumbers(block, some));
    });
  } catch (error) {
    throw isTaken(error) ? overtaken(error) : error;
  }
}

/** A key that exists already, or a lock that was waited for too long. */
function isTaken(error: unknown): boolean {
  const { code } = error as { code?: string };
  return code === "23505" || code === "55P03";
}

const overtaken = (cause?: unknown) =>
  new Overtaken("Somebody else took numbers of the series", { alone: true, cause });

/** Our payment reference for a number of our own and the customer who gets it, as long as the ledger has it. Throws REFERENCE_TOO_LONG. */
export function referenceFor(ledger: Ledger, pack: MarketPack, customerNo: bigint, seriesNo: bigint): string {
  const { defaultRule } = pack.references;
  const own = ledger.settings.referenceDigits;
  const rule = own ? { ...defaultRule, customerDigits: own.customer, seriesDigits: own.series } : defaultRule;
  const made = pack.references.make({ customerNumber: customerNo, seriesNumber: seriesNo }, rule);
  if (made.ok) return made.reference;
  throw refuse("REFERENCE_TOO_LONG", {
    part: made.part === "customerNumber" ? "customer number" : "series number",
    number: made.number,
  });
}
