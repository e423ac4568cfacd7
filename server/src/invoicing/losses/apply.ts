import {
  applyProposal,
  proposalById,
  wrongKind,
  type Applied,
  type AppliedTotals,
  type LineToApply,
  type Proposal,
} from "../../controls/index.ts";
import { ledgerById, post, type EntryDraft } from "../../ledger/index.ts";
import {
  announce,
  invariant,
  withTenant,
  type Context,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import { creditDay } from "../credit-terms.ts";
import { tellPractice } from "../practice-credits.ts";
import { LOSSES } from "./propose.ts";
import { insertLosses, type Loss, type LossException } from "./store.ts";
import { lossPostings, lossTerms, seenHash, type LossTerms } from "./terms.ts";

/** Losses in one transaction. */
const CHUNK = 200;

type Inputs = { readonly reportId: string | null; readonly exception: LossException | null };
type Booked = { readonly lineNo: number; readonly loss: Loss; readonly entry: EntryDraft; readonly terms: LossTerms };

/** Posts what is still as it was approved: capital on the account of losses, fees and interest back (DP-063); the rest is stale. */
async function applyLines(tx: TenantTransaction, proposal: Proposal, lines: readonly LineToApply[]): Promise<Applied> {
  const { ledgerId } = proposal;
  invariant(ledgerId !== null, "losses are of a ledger");
  const ledger = await ledgerById(tx, ledgerId);
  const day = await creditDay(tx, ledgerId);
  const known = await lossTerms(
    tx,
    lines.map((line) => line.subjectId),
    true,
  );
  const booked = lines.flatMap((line): Booked[] => {
    const terms = known.get(line.subjectId);
    if (!terms || !seenHash(terms).equals(line.seenHash)) return [];
    const [id, entryId] = [tx.platform.ids.next(), tx.platform.ids.next()];
    const { reportId, exception } = line.explanation.inputs as Inputs;
    const { capitalMinor, feesMinor, interestMinor } = terms;
    const amounts = { capitalMinor, feesMinor, interestMinor };
    const of = { itemId: line.subjectId, proposalId: proposal.id, reportId, exception, entryId, postedOn: day };
    const source = { kind: "writeOff", bookedOn: day, sourceKind: "loss", sourceId: id } as const;
    const { words: _words, ...inputs } = line.explanation.inputs;
    const entry = { id: entryId, ledgerId, ...source, explanation: { ...line.explanation, inputs } };
    return [
      {
        lineNo: line.lineNo,
        loss: { id, ledgerId, ...of, ...amounts },
        entry: { ...entry, postings: lossPostings(ledger, terms) },
        terms,
      },
    ];
  });
  await post(
    tx,
    booked.map(({ entry }) => entry),
  );
  await insertLosses(
    tx,
    booked.map(({ loss }) => loss),
  );
  await tellPractice(
    tx,
    ledgerId,
    day,
    booked.map(({ loss, terms: { item } }) => ({ kind: "lossAfterCollection", loss, item })),
  );
  const done = new Map(booked.map(({ lineNo, loss }) => [lineNo, loss.id]));
  const outcomes = lines.map(({ lineNo }) => {
    const resultId = done.get(lineNo);
    if (resultId) return { lineNo, state: "applied", resultId } as const;
    return { lineNo, state: "stale", reason: "Money of this bill moved since this was proposed." } as const;
  });
  return { outcomes };
}

/** Books the losses of an approved proposal. Throws PROPOSAL_KIND_WRONG, and what `applyProposal` throws. */
export async function applyLosses(platform: Platform, context: Context, proposalId: string): Promise<AppliedTotals> {
  const proposal = await withTenant(platform, context, (tx) => proposalById(tx, proposalId));
  if (proposal.kind !== LOSSES) throw wrongKind(proposal, LOSSES);
  const totals = await applyProposal(platform, context, proposalId, { chunk: CHUNK, apply: applyLines });
  const { ledgerId } = proposal;
  if (ledgerId !== null) await withTenant(platform, context, (tx) => announce(tx, "invoices", ledgerId, ledgerId));
  return totals;
}
