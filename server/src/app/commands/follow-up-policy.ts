import {
  chainOn,
  policyJson,
  runSimulation,
  simulationOf,
  startSimulation,
  type SimulationResult,
} from "../../collections/index.ts";
import type { DateText } from "../../ledger/index.ts";
import { withTenant, type Platform } from "../../platform/index.ts";
import { chooseLedger } from "./choose-ledger.ts";

/**
 * What the chain's policy in force says, as one writes a draft of another.
 * Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS, FOLLOW_UP_NO_POLICY.
 */
export async function policyInForce(platform: Platform, ledger: string): Promise<unknown> {
  const { context, today } = await chooseLedger(platform, ledger);
  const chain = await withTenant(platform, context, (tx) => chainOn(tx, Temporal.PlainDate.from(today)));
  return policyJson(chain.policy);
}

export type PolicyTried = {
  readonly fromOn: DateText;
  readonly throughOn: DateText;
  readonly result: SimulationResult;
};

/**
 * Tries a draft of the chain's policy on the invoices of past years of all its clinics (N-13); nothing of the books changes.
 * Throws LEDGER_NOT_FOUND, LEDGER_AMBIGUOUS, FOLLOW_UP_NO_POLICY, FOLLOW_UP_POLICY_UNREADABLE.
 */
export async function tryPolicy(
  platform: Platform,
  { ledger, content, years }: { readonly ledger: string; readonly content: unknown; readonly years: number },
  progress: (ledgersDone: number, of: number) => void,
): Promise<PolicyTried> {
  const { context } = await chooseLedger(platform, ledger);
  const id = await withTenant(platform, context, (tx) => startSimulation(tx, { content, years }));
  await runSimulation(platform, context, id, progress);
  const { fromOn, throughOn, result } = await withTenant(platform, context, (tx) => simulationOf(tx, id));
  return { fromOn, throughOn, result: result! };
}
