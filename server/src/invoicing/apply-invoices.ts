import {
  applyProposal,
  proposalById,
  wrongKind,
  type Applied,
  type AppliedTotals,
  type LineOutcome,
  type Proposal,
  type LineToApply,
  type Turn,
} from "../controls/index.ts";
import { ledgerById, post, type Ledger } from "../ledger/index.ts";
import { marketPack, type MarketPack } from "../markets/index.ts";
import { partiesById } from "../parties/index.ts";
import {
  announce,
  seal,
  tenantKey,
  withTenant,
  type Context,
  type Platform,
  type SealPlace,
  type TenantTransaction,
} from "../platform/index.ts";
import { bookCollective, openBooks, totalsOf, type Books } from "./books.ts";
import { collectiveText, documentsOf, type Period } from "./collective.ts";
import { caseKey, caseReferences } from "./documents/case-references.ts";
import { documentHash, issueInvoices, issueOf, partsOf, type Issue } from "./issue.ts";
import { numberChunk, referenceFor, type OwnNumbers, type UnnumberedChunk } from "./numbering.ts";
import { gatheredHash, INVOICE_RUN } from "./propose-invoices.ts";
import {
  insertSealedLines,
  lockGathered,
  selectGathered,
  takeWaiting,
  type RunClaim,
  type SealedLine,
  type SingleClaim,
} from "./run-store.ts";
import { insertInvoices, stopWaiting } from "./store.ts";
import { dueDay, dueOfClaim } from "./terms.ts";
import type { AmountLine, InvoiceDraft, InvoiceLine } from "./types.ts";

/** Invoices in one transaction: large enough that statements cost nothing, small enough that nobody waits long for the series. */
const CHUNK = 2_000;
/** Connections that write side by side: while one waits for its commit, the others take their claims and write. */
const LANES = 3;

type Run = {
  readonly ledger: Ledger;
  readonly pack: MarketPack;
  readonly books: Books;
  readonly issuedOn: string;
  readonly dueOn: string;
  readonly zone: string;
};

/**
 * Applies an approved invoice run, chunk by chunk, safe to cut and run again. Each claim is read again under lock: what was withdrawn,
 * or changed how it is to be invoiced, is stale and left out. Numbers are taken in the transaction that books.
 * Throws PROPOSAL_KIND_WRONG, and what `applyProposal` throws.
 */
export async function applyInvoices(
  platform: Platform,
  context: Context,
  proposalId: string,
  options: { chunk?: number; lanes?: number; progress?: (linesDone: number) => void } = {},
): Promise<AppliedTotals> {
  const proposal = await withTenant(platform, context, (tx) => proposalById(tx, proposalId));
  if (proposal.kind !== INVOICE_RUN) throw wrongKind(proposal, INVOICE_RUN);
  const totals = await applyProposal<bigint>(
    platform,
    context,
    proposalId,
    {
      chunk: options.chunk ?? CHUNK,
      lanes: options.lanes ?? LANES,
      apply: (tx, { asOfOn, ledgerId }, lines, turn) => applyLines(tx, ledgerId!, asOfOn, lines, turn),
    },
    options.progress,
  );
  const { ledgerId } = proposal;
  if (ledgerId !== null) await withTenant(platform, context, (tx) => announce(tx, "invoices", ledgerId, ledgerId));
  return totals;
}

async function openRun(tx: TenantTransaction, ledgerId: string, issuedOn: Proposal["asOfOn"]): Promise<Run> {
  const ledger = await ledgerById(tx, ledgerId);
  const pack = marketPack(ledger.market);
  const day = Temporal.PlainDate.from(issuedOn);
  return {
    ledger,
    pack,
    books: openBooks(ledger, pack, day),
    issuedOn,
    dueOn: dueDay(ledger, issuedOn),
    zone: pack.zones[0]!,
  };
}

/** What becomes of lines, and the invoices for it, ready but for their numbers. */
type Ready = UnnumberedChunk & { readonly outcomes: readonly LineOutcome[] };

async function applyLines(
  tx: TenantTransaction,
  ledgerId: string,
  issuedOn: string,
  lines: readonly LineToApply[],
  turn: Turn<bigint>,
): Promise<Applied> {
  const run = await openRun(tx, ledgerId, issuedOn);
  const singles = lines.filter((line) => line.action === "issueInvoice");
  const collectives = lines.filter((line) => line.action === "issueCollective");
  const parts = [await readySingles(tx, run, singles), await readyCollectives(tx, run, collectives)];
  const last = await numberChunk(tx, run.ledger, turn, {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    write: async (take) => {
      for (const { write } of parts) await write(take);
    },
  });
  return { outcomes: parts.flatMap(({ outcomes }) => outcomes), last };
}

const stale = (line: LineToApply, reason: string): LineOutcome => ({ lineNo: line.lineNo, state: "stale", reason });
const applied = (line: LineToApply, resultId: string): LineOutcome => ({
  lineNo: line.lineNo,
  state: "applied",
  resultId,
});

type Single = {
  readonly line: LineToApply;
  readonly claim: SingleClaim;
  readonly parts: readonly { partyId: string; lines: readonly AmountLine[] }[];
};

const NOTHING: Ready = { outcomes: [], count: 0, write: () => Promise.resolve() };

async function readySingles(tx: TenantTransaction, run: Run, lines: readonly LineToApply[]): Promise<Ready> {
  if (lines.length === 0) return NOTHING;
  const seen = lines.map((line) => ({ id: line.subjectId, contentHash: line.seenHash }));
  const claims = await takeWaiting(tx, seen);
  const live: Single[] = [];
  const left: LineToApply[] = [];
  for (const line of lines) {
    const claim = claims.get(line.subjectId);
    if (claim) live.push({ line, claim, parts: partsOf(claim) });
    else left.push(line);
  }
  const outcomes = await staleOutcomes(tx, left);
  const customers = await partiesById(tx, live.flatMap(otherPayers));
  const issues = draftSingles(tx, run, live, outcomes);
  const named = (numbers: OwnNumbers) =>
    live.flatMap(({ claim, parts }) =>
      parts.map((part) => {
        const own = numbers.next();
        const customerNo = customers.get(part.partyId)?.customerNo ?? claim.customerNo;
        return { ...own, reference: referenceFor(run.ledger, run.pack, customerNo, own.seriesNo) };
      }),
    );
  const count = issues.length;
  return {
    outcomes,
    count,
    write: (take) => issueInvoices(tx, run.books, run.ledger.seriesId, issues, async () => named(await take(count))),
  };
}

async function staleOutcomes(tx: TenantTransaction, lines: readonly LineToApply[]): Promise<LineOutcome[]> {
  const gathered = await selectGathered(
    tx,
    lines.map((line) => line.subjectId),
  );
  return lines.map((line) =>
    stale(
      line,
      gathered.has(line.subjectId) ? "The customer now wants collective invoices." : "The claim no longer waits.",
    ),
  );
}

/** An invoice for each part of each claim, in the order of the lines; adds what became of each line to the outcomes. */
function draftSingles(tx: TenantTransaction, run: Run, live: readonly Single[], outcomes: LineOutcome[]): Issue[] {
  const issues: Issue[] = [];
  for (const { line, claim, parts } of live) {
    const first = issues.length;
    const days = { issuedOn: run.issuedOn, dueOn: dueOfClaim(claim.dueOn, run.issuedOn, run.dueOn) };
    for (const part of parts) issues.push(issueOf(tx, run.pack, claim, part, days));
    outcomes.push(applied(line, issues[first]!.draft.id));
  }
  return issues;
}

/** Those who owe a claim's parts, where they are others than its payer. */
function otherPayers({ claim, parts }: Single): string[] {
  return claim.debtors ? parts.map((part) => part.partyId) : [];
}

type Live = { readonly line: LineToApply; readonly claims: readonly RunClaim[]; readonly invoiceId: string };

async function readyCollectives(tx: TenantTransaction, run: Run, lines: readonly LineToApply[]): Promise<Ready> {
  if (lines.length === 0) return NOTHING;
  const waiting = Map.groupBy(
    await lockGathered(
      tx,
      run.ledger.id,
      lines.map((line) => line.subjectId),
      run.zone,
    ),
    (claim) => claim.payerId,
  );
  const outcomes: LineOutcome[] = [];
  const live: Live[] = [];
  for (const line of lines) {
    const period = periodIn(line);
    const claims = (waiting.get(line.subjectId) ?? []).filter(
      (claim) => claim.day >= period.firstOn && claim.day <= period.lastOn,
    );
    if (gatheredHash(claims).equals(line.seenHash)) {
      const parts = documentsOf(claims, (claim) => sumsByCode(claim).length).map((part) => ({
        line,
        claims: part,
        invoiceId: tx.platform.ids.next(),
      }));
      live.push(...parts);
      outcomes.push(applied(line, parts[0]!.invoiceId));
    } else outcomes.push(stale(line, "Other claims wait for this customer and period than were proposed."));
  }
  return {
    outcomes,
    count: live.length,
    write: async (take) => {
      if (live.length > 0) await writeCollectives(tx, run, live, draftCollectives(run, live, await take(live.length)));
    },
  };
}

/** The period is part of the approved content: it stands in the line's explanation. */
function periodIn(line: LineToApply): Period {
  const { firstOn, lastOn } = line.explanation.inputs;
  if (typeof firstOn !== "string" || typeof lastOn !== "string") throw new Error("A collective line names its period");
  return { firstOn, lastOn };
}

function draftCollectives(run: Run, live: readonly Live[], numbers: OwnNumbers): InvoiceDraft[] {
  return live.map(({ line, claims, invoiceId }) => {
    const own = numbers.next();
    return {
      id: invoiceId,
      kind: "collective",
      ...own,
      reference: referenceFor(run.ledger, run.pack, claims[0]!.customerNo, own.seriesNo),
      issuedOn: run.issuedOn,
      dueOn: run.dueOn,
      ...totalsOf(claims.flatMap((claim) => claim.lines)),
      partyId: line.subjectId,
      patientId: null,
      creditsId: null,
      lines: claims.flatMap(sumsByCode),
    };
  });
}

/** A claim stands on a collective invoice as one line for each VAT code: its own lines would say what was done. */
function sumsByCode(claim: RunClaim): InvoiceLine[] {
  return [...Map.groupBy(claim.lines, (line) => line.vatCode)].map(([vatCode, lines]) => ({
    claimId: claim.id,
    claimLine: 0,
    vatCode,
    ...totalsOf(lines),
  }));
}

/** Where the text of a collective invoice's line is sealed. */
export function collectivePlace(tenantId: string, invoiceId: string, lineNo: number): SealPlace {
  return { tenantId, table: "invoice_line", column: "text_sealed", row: `${invoiceId}#${lineNo}` };
}

async function writeCollectives(
  tx: TenantTransaction,
  run: Run,
  live: readonly Live[],
  drafts: readonly InvoiceDraft[],
): Promise<void> {
  if (drafts.length === 0) return;
  const key = await tenantKey(tx);
  const claims = new Map(live.flatMap((each) => each.claims.map((claim) => [claim.id, claim] as const)));
  const casePayer = ({ id, payerId }: RunClaim) => ({ subjectId: id, payerId });
  const references = await caseReferences(tx, [...claims.values()].map(casePayer));
  const lines: SealedLine[] = drafts.flatMap((draft) =>
    draft.lines.map(({ claimId, netMinor, vatCode, vatMinor }, at) => {
      const claim = claims.get(claimId)!;
      const text = collectiveText(claim.thirdPartyReference, references.get(caseKey(casePayer(claim)))!, claim.day);
      const textSealed = seal(key, collectivePlace(tx.tenantId, draft.id, at + 1), text);
      return { invoiceId: draft.id, lineNo: at + 1, claimId, textSealed, netMinor, vatCode, vatMinor };
    }),
  );
  const booked = drafts.map((draft) =>
    bookCollective(run.books, draft, { entryId: tx.platform.ids.next(), itemId: tx.platform.ids.next() }),
  );
  await insertInvoices(tx, run.ledger.id, run.ledger.seriesId, drafts, drafts.map(documentHash));
  await insertSealedLines(tx, lines);
  await post(
    tx,
    booked.map((each) => each.entry),
    booked.flatMap((each) => each.item ?? []),
  );
  await stopWaiting(tx, [...claims.keys()]);
}
