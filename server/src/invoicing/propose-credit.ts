import { hash } from "node:crypto";
import {
  applyProposal,
  createProposal,
  proposalById,
  verdictBefore,
  wrongKind,
  type Applied,
  type AppliedTotals,
  type LineOutcome,
  type Proposal,
  type LineToApply,
  type Verdict,
} from "../controls/index.ts";
import { ledgerById } from "../ledger/index.ts";
import { marketPack } from "../markets/index.ts";
import { lockParty } from "../parties/index.ts";
import { announce, withTenant, type Context, type Platform, type TenantTransaction } from "../platform/index.ts";
import { openBooks } from "./books.ts";
import { creditClaims, type CreditPart } from "./credit-claims.ts";
import {
  claimsOf,
  countedBy,
  creditDay,
  creditLines,
  creditTerms,
  type CreditChoice,
  type CreditLine,
  type CreditTerms,
} from "./credit-terms.ts";
import { takeOwnNumbers } from "./numbering.ts";
import { tellPractice } from "./practice-credits.ts";
import { openedLines } from "./read-invoices.ts";
import { sealLines, textKeys } from "./receive-claims.ts";
import { creditStateParts } from "./state-share/credit.ts";
import { partsSeen, stateOffs, type PartOff, type StateWish } from "./state-share/credit-wish.ts";
import { insertClaims, selectClaimsById, withKeyCodes } from "./store.ts";
import type { ClaimRow, WireMinor } from "./types.ts";

/** The kind of proposal that becomes credit notes. */
export const CREDITS = "credits";

/** Why money is given back, as a list can be made of it. */
export const CREDIT_REASONS = [
  "wrongAmount",
  "wrongPayer",
  "duplicate",
  "notDone",
  "complaint",
  "goodwill",
  "other",
] as const;
export type CreditReason = (typeof CREDIT_REASONS)[number];

export type CreditWish = CreditChoice &
  StateWish & {
    readonly invoiceId: string;
    readonly reason: CreditReason;
    /** In the person's own words, for whoever approves; nothing of what was treated. */
    readonly words: string | null;
    /** The bill is the asker's or the clinic manager's own, or their family's (DP-054). */
    readonly ownInterest?: boolean;
  };

/** What the decision rests on: when it differs at applying, the invoice was credited meanwhile. */
function seenHash({ invoice, groups }: CreditTerms, stateSeen: string): Buffer {
  const left = groups.map((group) => [group.claimId, group.vatCode, group.leftMinor, group.leftVatMinor].join(":"));
  return hash("sha256", [invoice.id, ...left, ...(stateSeen ? [stateSeen] : [])].join("|"), "buffer");
}

const inNumbers = (line: CreditLine) => ({
  ...line,
  amountMinor: Number(line.amountMinor),
  vatMinor: Number(line.vatMinor),
});

/** What the state's share falls by: as the parts of the invoice say, else as whoever asks says of an invoice that Kvitt has no parts of. */
function stateMinorOf(offs: readonly PartOff[], wish: StateWish): bigint {
  if (offs.length === 0) return wish.stateShareMinor ?? 0n;
  return offs.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}

/** What the approval matrix is asked: all that the price falls by, the state's share too, on this invoice, for its patient and payer (DP-052, DP-053). */
function approvalOf(
  { invoice }: CreditTerms,
  amountMinor: bigint,
  wish: Pick<CreditWish, "stateShareMinor" | "ownInterest">,
) {
  return {
    kind: "credit",
    amountMinor: amountMinor + (wish.stateShareMinor ?? 0n),
    originalId: invoice.id,
    patientId: invoice.patientId,
    payerId: invoice.partyId,
    ownInterest: wish.ownInterest ?? false,
  } as const;
}

/** Who may approve a credit of so much of an invoice if it were asked for now: shown before it is. */
export async function creditVerdict(tx: TenantTransaction, terms: CreditTerms, amountMinor: bigint): Promise<Verdict> {
  return verdictBefore(tx, terms.invoice.ledgerId, approvalOf(terms, amountMinor, {}));
}

/**
 * Proposes a credit note of an invoice. Nothing is booked, however small it is: somebody else approves, whom the approval matrix names (SEC-12, SEC-13,
 * DP-056). Throws INVOICE_NOT_FOUND, INVOICE_NOT_CREDITABLE, CREDIT_NOTHING_LEFT, CREDIT_TOO_LARGE.
 */
export async function proposeCredit(tx: TenantTransaction, wish: CreditWish): Promise<Proposal> {
  for (const partyId of await countedBy(tx, [wish.invoiceId])) await lockParty(tx, partyId);
  const terms = await creditTerms(tx, wish.invoiceId);
  const lines = creditLines(terms, wish);
  const amountMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0n);
  const { invoice } = terms;
  const offs = await stateOffs(tx, terms, lines, wish);
  const stateShareMinor = stateMinorOf(offs, wish);
  const inputs = {
    number: invoice.number,
    reason: wish.reason,
    words: wish.words,
    stateShareMinor: Number(stateShareMinor),
    supportClaimCorrected: wish.supportClaimCorrected ?? false,
    stateParts: offs.map(({ partId, amountMinor: minor }) => ({ partId, amountMinor: Number(minor) })),
    ownInterest: wish.ownInterest ?? false,
    lines: lines.map(inNumbers),
  };
  return createProposal(tx, {
    kind: CREDITS,
    ledgerId: invoice.ledgerId,
    asOfOn: await creditDay(tx, invoice.ledgerId),
    lines: [
      {
        action: "creditInvoice",
        subjectKind: "invoice",
        subjectId: invoice.id,
        seenHash: seenHash(terms, await partsSeen(tx, invoice.id)),
        amountMinor,
        explanation: { rule: "credit.twoPersons", version: 2, inputs },
      },
    ],
    totals: { credits: 1, amountMinor, twoPersons: 1 },
    approval: approvalOf(terms, amountMinor, { ...wish, stateShareMinor }),
  });
}

/**
 * Books the credit notes of an approved proposal. Each invoice is read again under lock: one that was credited meanwhile is stale and left out.
 * Throws PROPOSAL_KIND_WRONG, and what `applyProposal` throws.
 */
export async function applyCredits(platform: Platform, context: Context, proposalId: string): Promise<AppliedTotals> {
  const proposal = await withTenant(platform, context, (tx) => proposalById(tx, proposalId));
  if (proposal.kind !== CREDITS) throw wrongKind(proposal, CREDITS);
  const totals = await applyProposal(platform, context, proposalId, { chunk: 1, apply: applyLines });
  const { ledgerId } = proposal;
  if (ledgerId !== null) await withTenant(platform, context, (tx) => announce(tx, "invoices", ledgerId, ledgerId));
  return totals;
}

async function applyLines(tx: TenantTransaction, proposal: Proposal, lines: readonly LineToApply[]): Promise<Applied> {
  for (const partyId of await countedBy(
    tx,
    lines.map((line) => line.subjectId),
  ))
    await lockParty(tx, partyId);
  const outcomes: LineOutcome[] = [];
  for (const line of lines) outcomes.push(await withKeyCodes(() => applyLine(tx, proposal.id, line)));
  return { outcomes };
}

async function applyLine(tx: TenantTransaction, proposalId: string, line: LineToApply): Promise<LineOutcome> {
  const terms = await creditTerms(tx, line.subjectId);
  const { lineNo } = line;
  if (!seenHash(terms, await partsSeen(tx, line.subjectId)).equals(line.seenHash))
    return { lineNo, state: "stale", reason: "Something was credited since this was proposed." };
  const credits = await creditRows(tx, proposalId, terms, line);
  await insertClaims(tx, terms.invoice.ledgerId, await seriesOf(tx, terms), credits);
  const ids = await writeNotes(tx, terms, credits);
  await creditStateParts(
    tx,
    [terms.invoice.id],
    approvedParts(line).map((off) => ({ ...off, noteId: ids[0]! })),
    await creditDay(tx, terms.invoice.ledgerId),
  );
  await tellOfNotes(tx, terms, credits, ids);
  return { lineNo, state: "applied", resultId: ids[0]! };
}

async function seriesOf(tx: TenantTransaction, { invoice }: CreditTerms): Promise<string> {
  return (await ledgerById(tx, invoice.ledgerId)).seriesId;
}

/** The approved lines: they stand in the line's explanation. */
function approvedLines(line: LineToApply): CreditLine[] {
  const { lines } = line.explanation.inputs as { lines: ReturnType<typeof inNumbers>[] };
  return lines.map((each) => ({ ...each, amountMinor: BigInt(each.amountMinor), vatMinor: BigInt(each.vatMinor) }));
}

/** What goes off the state's parts, as it was approved. */
function approvedParts(line: LineToApply): PartOff[] {
  const { stateParts = [] } = line.explanation.inputs as { stateParts?: { partId: string; amountMinor: WireMinor }[] };
  return stateParts.map(({ partId, amountMinor }) => ({ partId, amountMinor: BigInt(amountMinor) }));
}

/** What a line says that stands for an amount of several, in the language of the market's documents. */
const PART_OF: Readonly<Record<string, string>> = {
  NO: "Del av faktura",
  SE: "Del av faktura",
  DK: "Del af faktura",
  IT: "Parte della fattura",
};

/** A credit of a claim for each claim that the lines stand for, its texts sealed anew; an amount of several lines names the invoice. */
async function creditRows(
  tx: TenantTransaction,
  proposalId: string,
  { invoice }: CreditTerms,
  line: LineToApply,
): Promise<ClaimRow[]> {
  const lines = approvedLines(line);
  const targets = await selectClaimsById(tx, claimsOf(lines), true);
  const { market } = await ledgerById(tx, invoice.ledgerId);
  const partOf = `${PART_OF[market] ?? "Part of invoice"} ${invoice.number}`;
  const texts = new Map((await openedLines(tx, invoice)).map((each) => [each.lineNo, each.text]));
  const keys = await textKeys(
    tx,
    targets.map((target) => target.patientId ?? target.payerId),
  );
  return targets.map((target, at) => {
    const id = tx.platform.ids.next();
    const own = lines
      .filter((each) => each.claimId === target.id)
      .map((each) => ({ ...each, text: (each.lineNo === null ? null : texts.get(each.lineNo)) ?? partOf }));
    return {
      ...target,
      id,
      externalId: `kvitt:${proposalId}:${String(at + 1)}`,
      contentHash: line.seenHash,
      kind: "credit",
      number: null,
      reference: null,
      issuedOn: null,
      dueOn: null,
      amountMinor: own.reduce((sum, each) => sum + each.amountMinor, 0n),
      vatMinor: own.reduce((sum, each) => sum + each.vatMinor, 0n),
      lines: sealLines(tx, id, own, keys.get(target.patientId ?? target.payerId)!),
      creditsId: target.id,
      wishes: { proposalId, reason: line.explanation.inputs["reason"] },
      needsContact: false,
      state: "invoiced",
    };
  });
}

/** The practice system is to credit its claims too (DP-059). */
async function tellOfNotes(
  tx: TenantTransaction,
  { invoice }: CreditTerms,
  credits: readonly ClaimRow[],
  noteIds: readonly string[],
): Promise<void> {
  const claims = new Map(
    (
      await selectClaimsById(
        tx,
        credits.map((credit) => credit.creditsId!),
      )
    ).map((claim) => [claim.id, claim.externalId]),
  );
  const told = credits.map((credit, at) => ({
    kind: "credit" as const,
    noteId: noteIds[at]!,
    invoiceId: invoice.id,
    externalId: claims.get(credit.creditsId!)!,
    reference: invoice.reference,
    amountMinor: credit.amountMinor,
  }));
  await tellPractice(tx, invoice.ledgerId, await creditDay(tx, invoice.ledgerId), told);
}

async function writeNotes(tx: TenantTransaction, terms: CreditTerms, credits: readonly ClaimRow[]): Promise<string[]> {
  const { invoice } = terms;
  const ledger = await ledgerById(tx, invoice.ledgerId);
  const issuedOn = await creditDay(tx, invoice.ledgerId);
  const parts = credits.map((credit): CreditPart => {
    const claimId = credit.creditsId!;
    const ofClaim = terms.lines.filter((line) => line.claimId === claimId);
    const claimMinor = ofClaim.reduce((sum, line) => sum + line.amountMinor, 0n);
    const on = { claimId, invoiceId: invoice.id, reference: invoice.reference, partyId: invoice.partyId, claimMinor };
    return { correction: { credit, invoices: [on], issuedOn }, invoice: on, lines: credit.lines, first: false };
  });
  const books = openBooks(ledger, marketPack(ledger.market), Temporal.PlainDate.from(issuedOn));
  return creditClaims(tx, books, ledger.seriesId, parts, await takeOwnNumbers(tx, ledger, parts.length));
}
