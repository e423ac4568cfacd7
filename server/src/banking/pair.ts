import { toJson, type TenantTransaction } from "../platform/index.ts";
import { unpaired, writePairs, type OpenStatementLine, type Pair, type UnpairedBatch } from "./statement-store.ts";

/** Which statement line is which lump. Pure: two lists in, pairs and their reasons out. */
export type Pairing = {
  readonly lineId: string;
  readonly batchId: string;
  readonly rule: "bankReference" | "dayAndAmount";
};

function dayAndAmount(day: string, amountMinor: bigint): string {
  return `${day}|${amountMinor}`;
}

function group<T>(values: readonly T[], key: (value: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const name = key(value);
    const known = groups.get(name);
    if (known) known.push(value);
    else groups.set(name, [value]);
  }
  return groups;
}

/** A bank's reference of a lump in digits: dates and serial numbers are written with and without dashes. */
function plain(reference: string): string {
  return reference.replaceAll("-", "");
}

/**
 * Pairs by the bank's own reference of the lump and equal amount; else by account, day and amount, where as many lines as lumps fit.
 * Lumps of one day with equal amounts are alike in everything that counts: they pair in order.
 */
export function pairLumps(lines: readonly OpenStatementLine[], batches: readonly UnpairedBatch[]): Pairing[] {
  const pairs: Pairing[] = [];
  const takenLines = new Set<string>();
  const takenBatches = new Set<string>();
  const take = (lineId: string, batchId: string, rule: Pairing["rule"]) => {
    pairs.push({ lineId, batchId, rule });
    takenLines.add(lineId);
    takenBatches.add(batchId);
  };
  const byReference = group(batches, (batch) => `${plain(batch.batchKey)}|${batch.ledgerMinor}`);
  for (const line of lines) {
    const batch = line.bankRef
      ? byReference.get(`${plain(line.bankRef)}|${line.amountMinor}`)?.find((b) => !takenBatches.has(b.id))
      : undefined;
    if (batch) take(line.id, batch.id, "bankReference");
  }
  for (const dayOf of [
    (line: OpenStatementLine) => line.bookedOn,
    (line: OpenStatementLine) => line.valueOn ?? line.bookedOn,
  ]) {
    const left = group(
      lines.filter((line) => !takenLines.has(line.id)),
      (line) => dayAndAmount(dayOf(line), line.amountMinor),
    );
    const lumps = group(
      batches.filter((batch) => !takenBatches.has(batch.id)),
      (batch) => dayAndAmount(batch.settledOn, batch.ledgerMinor),
    );
    for (const [key, some] of left) {
      const fitting = lumps.get(key);
      if (fitting?.length === some.length)
        some.forEach((line, index) => take(line.id, fitting[index]!.id, "dayAndAmount"));
    }
  }
  return pairs;
}

/** Pairs what can be paired at an account now, whichever file came first. Returns how many. */
export async function pairOpen(tx: TenantTransaction, bankAccountId: string): Promise<number> {
  const { lines, batches } = await unpaired(tx, bankAccountId);
  const pairs: Pair[] = pairLumps(lines, batches).map((pair) => ({
    lineId: pair.lineId,
    batchId: pair.batchId,
    explanation: toJson({ rule: `statement.${pair.rule}`, version: 1, inputs: { batchId: pair.batchId } }),
  }));
  await writePairs(tx, pairs);
  return pairs.length;
}
