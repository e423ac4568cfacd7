import {
  applyProposal,
  proposalById,
  wrongKind,
  type Applied,
  type AppliedTotals,
  type LineOutcome,
  type Proposal,
  type LineToApply,
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
import { collectiveText, type Period } from "./collective.ts";
import { documentHash, draftInvoice, issueInvoices, itemKindOf, partsOf, type Issue } from "./issue.ts";
import { referenceFor, takeOwnNumbers } from "./numbering.ts";
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
import { insertInvoices, stopWaiting, withKeyCodes } from "./store.ts";
import { dueDay, dueOfClaim } from "./terms.ts";
import type { AmountLine, InvoiceDraft, InvoiceLine } from "./types.ts";

/** Invoices in one transaction: large enough that statements cost nothing, small enough that nobody waits long for the series. */
const CHUNK = 2_000;
/**
 * Connections that write side by side in a large run. Each takes its numbers in the transaction that uses them, so a chunk that is rolled
 * back gives its numbers back before the other lane can take any: no gap (N-17). While one writes its numbered rows and commits, the other
 * takes its claims and writes all that needs no number. The price is that two neighbouring chunks may be numbered in either order; smaller
 * runs keep the whole order.
 */
const LANES = 3;
const LANES_FROM = 20_000;

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
  const totals = await applyProposal(
    platform,
    context,
    proposalId,
    {
      chunk: options.chunk ?? CHUNK,
      lanes: options.lanes ?? (Number(proposal.totals["invoices"]) > LANES_FROM ? LANES : 1),
      apply: (tx, { asOfOn, ledgerId }, lines) => applyLines(tx, ledgerId!, asOfOn, lines),
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

async function applyLines(
  tx: TenantTransaction,
  ledgerId: string,
  issuedOn: string,
  lines: readonly LineToApply[],
): Promise<Applied> {
  const run = await openRun(tx, ledgerId, issuedOn);
  const singles = lines.filter((line) => line.action === "issueInvoice");
  const collectives = lines.filter((line) => line.action === "issueCollective");
  const parts = [await applySingles(tx, run, singles), await applyCollectives(tx, run, collectives)];
  return {
    outcomes: parts.flatMap(({ outcomes }) => outcomes),
    last: () =>
      withKeyCodes(async () => {
        for (const { last } of parts) await last?.();
      }),
  };
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

async function applySingles(tx: TenantTransaction, run: Run, lines: readonly LineToApply[]): Promise<Applied> {
  if (lines.length === 0) return { outcomes: [] };
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
  const number = async () => {
    const numbers = await takeOwnNumbers(tx, run.ledger, issues.length);
    return live.flatMap(({ claim, parts }) =>
      parts.map((part) => {
        const own = numbers.next();
        const customerNo = customers.get(part.partyId)?.customerNo ?? claim.customerNo;
        return { ...own, reference: referenceFor(run.ledger, run.pack, customerNo, own.seriesNo) };
      }),
    );
  };
  return { outcomes, last: () => issueInvoices(tx, run.books, run.ledger.seriesId, issues, number) };
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
    const itemKind = itemKindOf(claim);
    const first = issues.length;
    const days = { issuedOn: run.issuedOn, dueOn: dueOfClaim(claim.dueOn, run.issuedOn, run.dueOn) };
    for (const part of parts) issues.push({ draft: draftInvoice(tx, claim, part, days), itemKind });
    outcomes.push(applied(line, issues[first]!.draft.id));
  }
  return issues;
}

/** Those who owe a claim's parts, where they are others than its payer. */
function otherPayers({ claim, parts }: Single): string[] {
  return claim.debtors ? parts.map((part) => part.partyId) : [];
}

type Live = { readonly line: LineToApply; readonly claims: readonly RunClaim[]; readonly invoiceId: string };

async function applyCollectives(tx: TenantTransaction, run: Run, lines: readonly LineToApply[]): Promise<Applied> {
  if (lines.length === 0) return { outcomes: [] };
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
      const invoiceId = tx.platform.ids.next();
      live.push({ line, claims, invoiceId });
      outcomes.push(applied(line, invoiceId));
    } else outcomes.push(stale(line, "Other claims wait for this customer and period than were proposed."));
  }
  return { outcomes, last: async () => writeCollectives(tx, run, live, await draftCollectives(tx, run, live)) };
}

/** The period is part of the approved content: it stands in the line's explanation. */
function periodIn(line: LineToApply): Period {
  const { firstOn, lastOn } = line.explanation.inputs;
  if (typeof firstOn !== "string" || typeof lastOn !== "string") throw new Error("A collective line names its period");
  return { firstOn, lastOn };
}

async function draftCollectives(tx: TenantTransaction, run: Run, live: readonly Live[]): Promise<InvoiceDraft[]> {
  const numbers = await takeOwnNumbers(tx, run.ledger, live.length);
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
  const lines: SealedLine[] = drafts.flatMap((draft) =>
    draft.lines.map(({ claimId, netMinor, vatCode, vatMinor }, at) => {
      const claim = claims.get(claimId)!;
      const textSealed = seal(key, collectivePlace(tx.tenantId, draft.id, at + 1), collectiveText(claim, claim.day));
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
    booked.map((each) => each.item),
  );
  await stopWaiting(tx, [...claims.keys()]);
}
