import {
  acceptBankLine,
  applyMatches,
  proposeMatches,
  solveBankLine,
  solveStatementLine,
  statementWork,
  workList,
  type Solution,
  type StatementWork,
  type WorkItem,
} from "../src/banking/index.ts";
import { approveProposal } from "../src/controls/index.ts";
import { itemsByReference, type OpenItem } from "../src/ledger/index.ts";
import { Refusal, withTenant, type TenantTransaction } from "../src/platform/index.ts";
import { drawsFor } from "./draws.ts";
import type { Memory } from "./payers.ts";
import type { SimulatedClinic } from "./world.ts";

/** Who keeps the books of a clinic: approves what is sure, asks payers about the rest, and does not get round to everything. */

export type Worked = { proposed: number; applied: number; byHand: number; accepted: number };

const AT_MOST = 200;
/** So many of a hundred lines are never got round to, and so many are each time. */
const NEVER = 7;
const EACH_TIME = 60;

const REASON_LEFT = "Står til gode til neste besøk";

/** Works through the list of one clinic once. */
export async function workThrough(clinic: SimulatedClinic, memory: Memory, on: Temporal.PlainDate): Promise<Worked> {
  const worked: Worked = { proposed: 0, applied: 0, byHand: 0, accepted: 0 };
  const inClinic = <T>(work: (tx: TenantTransaction) => Promise<T>) =>
    withTenant(clinic.platform, clinic.context, work);
  const lists = await inClinic(async (tx) => ({
    lines: await workList(tx, { ledgerId: clinic.ledgerId, limit: AT_MOST }),
    statementLines: await statementWork(tx, { ledgerId: clinic.ledgerId, limit: AT_MOST }),
  }));
  if (lists.lines.length > 0) await approveSuggestions(clinic, worked);
  const mine = (luck: string) => {
    const draws = drawsFor(clinic.seed, "bookkeeper", clinic.number, luck);
    return (
      draws.chance(1 - NEVER / 100) && drawsFor(clinic.seed, "bookkeeper", on.toString(), luck).chance(EACH_TIME / 100)
    );
  };
  const lines = lists.lines.filter((line) => mine(lineName(line))).sort((a, b) => (lineName(a) < lineName(b) ? -1 : 1));
  for (const line of lines) await inClinic((tx) => solveLine(tx, clinic, line, memory, worked));
  const statementLines = lists.statementLines.filter(
    (line) => line.state === "open" && line.amountMinor > 0n && mine(line.bankRef ?? ""),
  );
  for (const line of statementLines) await inClinic((tx) => solveStatement(tx, clinic, line, memory, worked));
  return worked;
}

/** A line by what a person sees of it, never by its id. */
const lineName = (line: WorkItem) => `${line.settledOn}|${line.reference ?? ""}|${line.amountMinor}|${line.state}`;

async function approveSuggestions(clinic: SimulatedClinic, worked: Worked): Promise<void> {
  try {
    const proposal = await withTenant(clinic.platform, clinic.context, async (tx) => {
      const made = await proposeMatches(tx, clinic.ledgerId);
      return approveProposal(tx, made.id);
    });
    const totals = await applyMatches(clinic.platform, clinic.context, proposal.id);
    worked.proposed += 1;
    worked.applied += totals.applied;
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "PROPOSAL_EMPTY") throw error;
  }
}

/** The invoice a payer meant, if it still stands open. */
async function meantItem(
  tx: TenantTransaction,
  clinic: SimulatedClinic,
  reference: string | undefined,
): Promise<OpenItem | undefined> {
  if (!reference) return undefined;
  return (await itemsByReference(tx, [reference])).find((item) => item.ledgerId === clinic.ledgerId);
}

const explanation = (how: string) => ({ rule: "person", version: 1, inputs: { how } });

/** So much of the money on the item as is open; the rest is its payer's credit. */
function placeOn(item: OpenItem, amountMinor: bigint, how: string): Solution {
  const placed = item.openMinor < amountMinor ? item.openMinor : amountMinor;
  const rest = placed < amountMinor && item.partyId ? { restToPartyId: item.partyId } : {};
  return {
    placings: placed > 0n ? [{ itemId: item.id, amountMinor: placed }] : [],
    ...rest,
    explanation: explanation(how),
  };
}

async function solveLine(
  tx: TenantTransaction,
  clinic: SimulatedClinic,
  line: WorkItem,
  memory: Memory,
  worked: Worked,
): Promise<void> {
  const isLeft =
    line.state === "over" || line.state === "closed" || line.state === "credited" || line.state === "possibleDuplicate";
  try {
    if (isLeft) {
      await acceptBankLine(tx, line.id, REASON_LEFT);
      worked.accepted += 1;
      return;
    }
    const item = await meantItem(
      tx,
      clinic,
      memory.meant(clinic.account, { reference: line.reference, text: line.text }),
    );
    if (!item) return;
    await solveBankLine(tx, line.id, placeOn(item, line.amountMinor, "askedPayer"));
    worked.byHand += 1;
  } catch (error) {
    // Solved by the proposal a moment ago.
    if (!(error instanceof Refusal) || error.code !== "BANK_LINE_STATE") throw error;
  }
}

async function solveStatement(
  tx: TenantTransaction,
  clinic: SimulatedClinic,
  line: StatementWork,
  memory: Memory,
  worked: Worked,
): Promise<void> {
  const item = await meantItem(tx, clinic, memory.meant(clinic.account, { text: line.text }));
  if (!item) return;
  await solveStatementLine(tx, line.id, placeOn(item, line.amountMinor, "textOnStatement"));
  worked.byHand += 1;
}
