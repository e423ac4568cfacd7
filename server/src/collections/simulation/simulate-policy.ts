import { createHash } from "node:crypto";
import { listLedgers, sendingPrice, type Ledger } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import {
  enqueue,
  refuse,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import { effectivePolicy, inForce } from "../policy.ts";
import { overrideOf } from "../policy-book.ts";
import type { Policy, PolicyVersion } from "../policy-model.ts";
import { policyJson, readPolicy } from "../policy-schema.ts";
import { policyRows } from "../policy-store.ts";
import { chainOn } from "../set-policy.ts";
import type { Outcome, SendingPrices } from "./model.ts";
import { replayInto } from "./replay.ts";
import {
  insertSimulation,
  leftOut,
  pastInvoices,
  setProgress,
  setResult,
  simulationByHash,
  simulationRow,
  type Period,
} from "./store.ts";
import { tally } from "./tally.ts";

/** The job that works a simulation out; its payload names it. */
export const SIMULATE = "followUp.simulate";

/** What really happened, what the policies in force make of it, and what the draft would. `leftOut` were credited or split. */
export type SimulationResult = {
  readonly actual: Outcome;
  readonly running: Outcome;
  readonly draft: Outcome;
  readonly leftOut: number;
};

/** What is asked: a draft of the chain's policy, over the invoices of so many years through today. */
type SimulationWish = { readonly content: unknown; readonly years: number };

const plainDate = (text: string) => Temporal.PlainDate.from(text);

/**
 * Asks for a simulation; the same question of the same day is answered by the one that is kept. Gives its id. Throws FOLLOW_UP_POLICY_UNREADABLE,
 * FOLLOW_UP_NO_POLICY.
 */
export async function startSimulation(tx: TenantTransaction, { content, years }: SimulationWish): Promise<string> {
  const draft = policyJson(readPolicy(content));
  const ledgers = await listLedgers(tx);
  const today = tx.platform.clock.today(ledgers[0] ? marketPack(ledgers[0].market).zones[0]! : "UTC");
  await chainOn(tx, today);
  const period = { fromOn: today.subtract({ years }).toString(), throughOn: today.toString() };
  const versions = (await policyRows(tx, { approvedOnly: true })).map(({ id }) => id);
  const prices = ledgers.map(({ id, settings }) => [
    id,
    settings.sendingPrices ?? null,
    settings.requests?.messageFirst,
  ]);
  const inputsHash = createHash("sha256")
    .update(JSON.stringify([draft, period, versions, prices]))
    .digest();
  const id = await insertSimulation(tx, { ...period, inputsHash, draft, total: ledgers.length });
  if (id === null) return simulationByHash(tx, inputsHash);
  await enqueue(tx, SIMULATE, { id });
  return id;
}

/** What a ledger's clinic follows on a day, above which `chain` stands. */
async function followedBy(
  tx: TenantTransaction,
  { clinicId }: Ledger,
  chain: PolicyVersion,
  on: Temporal.PlainDate,
): Promise<Policy> {
  const rows = await policyRows(tx, { approvedOnly: true, scope: "clinic", scopeId: clinicId });
  const own = inForce(rows.map(overrideOf), on);
  return effectivePolicy(chain, own ? [own] : []).policy;
}

const boundsOf = ({ minorBalanceMinor, agencyMinimumMinor }: Policy) => [minorBalanceMinor + 1n, agencyMinimumMinor];

/** A message is priced as the channel that the ledger tries first. */
function pricesOf({ settings }: Ledger): SendingPrices {
  const message = settings.requests?.messageFirst ?? "sms";
  return {
    messageMinor: sendingPrice(settings, message),
    paperMinor: sendingPrice(settings, "paper"),
  };
}

/** What is known of a ledger: its past invoices, and what it follows under the chain's policy and under the draft. */
async function readLedger(tx: TenantTransaction, ledger: Ledger, draft: Policy, period: Period) {
  const lastDay = plainDate(period.throughOn);
  const chain = await chainOn(tx, lastDay);
  const running = await followedBy(tx, ledger, chain, lastDay);
  const drafted = await followedBy(tx, ledger, { ...chain, policy: draft }, lastDay);
  const past = await pastInvoices(tx, ledger.id, period, [...boundsOf(running), ...boundsOf(drafted)]);
  return { running, drafted, past, without: await leftOut(tx, ledger.id, period) };
}

/** Works a simulation out, ledger by ledger, and tells how far it is; one that is worked out already stays as it is. */
export async function runSimulation(
  platform: Platform,
  context: Context,
  id: string,
  progress?: (ledgersDone: number, of: number) => void,
): Promise<void> {
  const { row, ledgers } = await withTenant(platform, context, async (tx) => ({
    row: await simulationRow(tx, id),
    ledgers: await listLedgers(tx),
  }));
  if (!row || row.result !== null) return;
  const draft = readPolicy(row.draft);
  const [actual, running, drafted] = [tally(), tally(), tally()];
  const lastDay = plainDate(row.throughOn);
  let without = 0;
  for (const [at, ledger] of ledgers.entries()) {
    const known = await withTenant(platform, context, (tx) => readLedger(tx, ledger, draft, row));
    const pack = marketPack(ledger.market);
    const groups = known.past.map(({ group }) => group);
    for (const each of known.past) actual.add(each.actual);
    const prices = pricesOf(ledger);
    replayInto(running, known.running, pack, groups, lastDay, prices);
    replayInto(drafted, known.drafted, pack, groups, lastDay, prices);
    without += known.without;
    await withTenant(platform, context, (tx) => setProgress(tx, id, Math.min(at + 1, row.total)));
    progress?.(at + 1, ledgers.length);
  }
  const result = {
    actual: actual.outcome(),
    running: running.outcome(),
    draft: drafted.outcome(),
    leftOut: without,
  } satisfies SimulationResult;
  await withTenant(platform, context, (tx) => setResult(tx, id, result));
}

type Simulation = Period & {
  readonly id: string;
  readonly done: number;
  readonly total: number;
  /** Null while it is being worked out. */
  readonly result: SimulationResult | null;
};

/** As JSON has it. A simulation that was worked out earlier does not know what is sent. */
type Kept = Omit<Outcome, Amount | Sent | "cashByMonth"> &
  Readonly<Record<Amount, number>> &
  Readonly<Partial<Record<Sent, number | null>>> & {
    readonly cashByMonth: readonly { readonly month: string; readonly minor: number }[];
  };
type Sent = "messages" | "papers" | "sendingMinor";
type Amount = "feesMinor" | "paidMinor" | "openMinor" | "lostMinor";

/** Kept as JSON, amounts are its numbers. */
function outcomeOf(kept: Kept): Outcome {
  const { feesMinor, paidMinor, openMinor, lostMinor, sendingMinor = null, messages = null, papers = null } = kept;
  return {
    ...kept,
    ...{ feesMinor: BigInt(feesMinor), paidMinor: BigInt(paidMinor), openMinor: BigInt(openMinor) },
    ...{ lostMinor: BigInt(lostMinor), sendingMinor: sendingMinor === null ? null : BigInt(sendingMinor) },
    ...{ messages, papers },
    cashByMonth: kept.cashByMonth.map(({ month, minor }) => ({ month, minor: BigInt(minor) })),
  };
}

function resultOf(kept: unknown): SimulationResult | null {
  if (kept === null) return null;
  const {
    actual,
    running,
    draft,
    leftOut: without,
  } = kept as Record<"actual" | "running" | "draft", Kept> & {
    readonly leftOut: number;
  };
  return { actual: outcomeOf(actual), running: outcomeOf(running), draft: outcomeOf(draft), leftOut: without };
}

/** A simulation as far as it is. Throws FOLLOW_UP_SIMULATION_NOT_FOUND. */
export async function simulationOf(tx: TenantTransaction, id: string): Promise<Simulation> {
  const row = await simulationRow(tx, id);
  if (!row) throw refuse("FOLLOW_UP_SIMULATION_NOT_FOUND");
  const { fromOn, throughOn, done, total, result } = row;
  return { id, fromOn, throughOn, done, total, result: resultOf(result) };
}
