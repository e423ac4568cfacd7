import {
  applyProposal,
  createProposal,
  proposalById,
  wrongKind,
  type AppliedTotals,
  type LineOutcome,
  type Proposal,
  type LineToApply,
} from "../controls/index.ts";
import { createHash } from "node:crypto";
import {
  canonicalJson,
  refuse,
  Refusal,
  tenantKey,
  unseal,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../platform/index.ts";
import { maskIdentityNumbers } from "@kvitt/values";
import { ledgerById } from "../ledger/index.ts";
import { textOf } from "./read-files.ts";
import { snoozedLines } from "./snooze.ts";
import { solveBankLine } from "./solve.ts";
import { singleAnswer, suggest, type Suggestion } from "./suggest.ts";
import { todayIn } from "./today.ts";
import {
  candidateClaims,
  lineById,
  moneyOf,
  payersBefore,
  statementLineById,
  workLines,
  type WorkCursor,
  type WorkLine,
} from "./work-store.ts";

export type WorkItem = Omit<WorkLine, "payerBlind" | "payerSealed" | "textSealed"> & {
  /** The payment's text with identity numbers masked (SEC-55). */
  readonly text: string | null;
};

function opened(tx: TenantTransaction, key: Awaited<ReturnType<typeof tenantKey>>, line: WorkLine): WorkItem {
  const { payerBlind: _blind, payerSealed: _payer, textSealed, ...rest } = line;
  const place = { tenantId: tx.tenantId, table: "bank_line", column: "text_sealed", row: line.id };
  return { ...rest, text: textSealed ? maskIdentityNumbers(unseal(key, place, textSealed)) : null };
}

/** What waits for a person, oldest first, a page at a time. */
export async function workList(
  tx: TenantTransaction,
  filter: { ledgerId?: string; state?: string; after?: WorkCursor; limit?: number } = {},
): Promise<WorkItem[]> {
  const key = await tenantKey(tx);
  const lines = await workLines(tx, { ...filter, limit: Math.min(filter.limit ?? 50, 200) });
  return lines.map((line) => opened(tx, key, line));
}

function hints(line: WorkLine): string[] {
  const named = line.explanation["suggestedReferences"];
  return Array.isArray(named) ? named.map(String) : [];
}

async function suggestionsOf(tx: TenantTransaction, line: WorkLine): Promise<Suggestion[]> {
  const left = (await moneyOf(tx, line.id)).reduce((sum, item) => sum + item.openMinor, 0n);
  if (left === 0n) return [];
  const payers = line.payerBlind ? await payersBefore(tx, line.payerBlind) : [];
  const claims = await candidateClaims(tx, line.ledgerId, {
    amountMinor: left,
    partyIds: payers,
    references: hints(line),
    nearTo: line.reference,
  });
  return suggest(
    { amountMinor: left, reference: line.reference, textReferences: hints(line), payersBefore: payers },
    claims,
  );
}

/** Where one line's money may belong, surest first; empty when nothing fits. Throws BANK_LINE_NOT_FOUND. */
export async function suggestionsFor(tx: TenantTransaction, lineId: string): Promise<Suggestion[]> {
  const line = await lineById(tx, lineId, false);
  if (!line) throw refuse("BANK_LINE_NOT_FOUND");
  return suggestionsOf(tx, line);
}

/** What may be a payment reference in a text: digits, perhaps in groups. */
const REFERENCE_IN_TEXT = /(?<![0-9])[0-9](?:[ .]?[0-9]){3,24}(?![0-9])/g;

/** Where the money of a statement line may belong, surest first: by references in its text, and by its amount. Throws STATEMENT_LINE_NOT_FOUND. */
export async function statementSuggestions(tx: TenantTransaction, lineId: string): Promise<Suggestion[]> {
  const line = await statementLineById(tx, lineId, false);
  if (!line) throw refuse("STATEMENT_LINE_NOT_FOUND");
  if (line.state !== "open" || line.amountMinor <= 0n) return [];
  const text = textOf(tx, await tenantKey(tx), "statement_line", lineId, line.textSealed) ?? "";
  const references = (text.match(REFERENCE_IN_TEXT) ?? []).map((found) => found.replace(/[ .]/g, ""));
  const { amountMinor, ledgerId } = line;
  const claims = await candidateClaims(tx, ledgerId, { amountMinor, partyIds: [], references, nearTo: null });
  return suggest({ amountMinor, reference: null, textReferences: references, payersBefore: [] }, claims);
}

function seen(line: WorkLine, answer: Suggestion): Buffer {
  return createHash("sha256")
    .update(canonicalJson([line.id, line.state, line.amountMinor, answer.allocations]))
    .digest();
}

/** The kind of a proposal of matches. */
const MATCHES = "matchSuggestions";

const SUGGESTIBLE = ["noReference", "badCheck", "unknown", "otherOwner"];

/** Proposes all lines that have exactly one good answer and that nobody put off; a person approves, the maker may (one person). Throws LEDGER_NOT_FOUND, PROPOSAL_EMPTY. */
export async function proposeMatches(tx: TenantTransaction, ledgerId: string): Promise<Proposal> {
  const ledger = await ledgerById(tx, ledgerId);
  const today = todayIn(tx, ledger);
  const putOff = await snoozedLines(tx, ledgerId, today);
  const lines = [];
  for (const line of await workLines(tx, { ledgerId, limit: 500 })) {
    if (putOff.has(line.id)) continue;
    const answer = SUGGESTIBLE.includes(line.state) ? singleAnswer(await suggestionsOf(tx, line)) : undefined;
    if (!answer) continue;
    const inputs = { ...answer.explanation.inputs, allocations: answer.allocations, confidence: answer.confidence };
    lines.push({
      action: "placePayment",
      subjectKind: "bankLine",
      subjectId: line.id,
      seenHash: seen(line, answer),
      amountMinor: line.amountMinor,
      explanation: { ...answer.explanation, inputs },
    });
  }
  const sum = lines.reduce((total, line) => total + line.amountMinor, 0n);
  return createProposal(tx, {
    kind: MATCHES,
    ledgerId,
    asOfOn: today,
    lines,
    totals: { lines: lines.length, amountMinor: sum },
  });
}

async function applyOne(tx: TenantTransaction, proposed: LineToApply): Promise<LineOutcome> {
  const line = await lineById(tx, proposed.subjectId, true);
  const answer = line && SUGGESTIBLE.includes(line.state) ? singleAnswer(await suggestionsOf(tx, line)) : undefined;
  if (!line || !answer || !seen(line, answer).equals(proposed.seenHash))
    return { lineNo: proposed.lineNo, state: "stale", reason: "changedSince" };
  try {
    const entryId = await solveBankLine(tx, line.id, { placings: answer.allocations, explanation: answer.explanation });
    return { lineNo: proposed.lineNo, state: "applied", resultId: entryId };
  } catch (error) {
    if (error instanceof Refusal) return { lineNo: proposed.lineNo, state: "failed", reason: error.code };
    throw error;
  }
}

/**
 * Applies an approved proposal of matches: each line is looked at again, and left out when its answer is no longer the one.
 * Throws PROPOSAL_KIND_WRONG, and what `applyProposal` throws.
 */
export async function applyMatches(platform: Platform, context: Context, proposalId: string): Promise<AppliedTotals> {
  const proposal = await withTenant(platform, context, (tx) => proposalById(tx, proposalId));
  if (proposal.kind !== MATCHES) throw wrongKind(proposal, MATCHES);
  return applyProposal(platform, context, proposalId, {
    chunk: 50,
    async apply(tx, _proposal, lines) {
      const outcomes: LineOutcome[] = [];
      for (const line of lines) outcomes.push(await applyOne(tx, line));
      return { outcomes };
    },
  });
}
