import { hash } from "node:crypto";
import { createProposal, holdsBeyond, type Proposal, type ProposalLineDraft } from "../controls/index.ts";
import { closedDays, ledgerById, type DateText } from "../ledger/index.ts";
import { marketPack, type MarketPack } from "../markets/index.ts";
import { refuse, type TenantTransaction } from "../platform/index.ts";
import { periodOf, type Period } from "./collective.ts";
import { daysHeld, heldAmong, type HeldClaim } from "./held-claims.ts";
import { selectWaiting, type WaitingClaim } from "./run-store.ts";

/** The kind of proposal that becomes invoices. */
export const INVOICE_RUN = "invoices";

/** What a collective line rests on: exactly these claims with this content. */
export function gatheredHash(claims: readonly { id: string; contentHash: Buffer }[]): Buffer {
  return hash("sha256", claims.map((claim) => `${claim.id}${claim.contentHash.toString("hex")}`).join("|"), "buffer");
}

const SINGLE = { rule: "invoiceRun.single", version: 1, inputs: {} } as const;

function singleLine(claim: WaitingClaim): ProposalLineDraft {
  return {
    action: "issueInvoice",
    subjectKind: "claim",
    subjectId: claim.id,
    seenHash: claim.contentHash,
    amountMinor: claim.amountMinor,
    explanation: SINGLE,
  };
}

type Gathering = { readonly payerId: string; readonly period: Period; readonly claims: WaitingClaim[] };

function gather(claims: readonly WaitingClaim[], asOf: DateText): Gathering[] {
  const gatherings = new Map<string, Gathering>();
  for (const claim of claims) {
    const period = periodOf(Temporal.PlainDate.from(claim.day), claim.period);
    if (period.lastOn >= asOf) continue;
    const name = `${claim.payerId}|${period.firstOn}|${period.lastOn}`;
    const known = gatherings.get(name);
    if (known) known.claims.push(claim);
    else gatherings.set(name, { payerId: claim.payerId, period, claims: [claim] });
  }
  return [...gatherings.values()];
}

/** The last day on which a period's collective invoice may be issued, by the market's rule. */
export function deadlineOf(pack: MarketPack, period: Period): DateText {
  return pack.documents.collectiveDeadline(Temporal.PlainDate.from(period.firstOn)).toString();
}

function collectiveLine(gathering: Gathering, pack: MarketPack, asOf: DateText): ProposalLineDraft {
  const { payerId, period, claims } = gathering;
  const deadlineOn = deadlineOf(pack, period);
  const inputs = { ...period, claims: claims.length, deadlineOn, late: asOf > deadlineOn };
  return {
    action: "issueCollective",
    subjectKind: "party",
    subjectId: payerId,
    seenHash: gatheredHash(claims),
    amountMinor: claims.reduce((sum, claim) => sum + claim.amountMinor, 0n),
    explanation: { rule: "invoiceRun.collective", version: 1, inputs, citation: pack.documents.collectiveCitation },
  };
}

/** What is left out because it is held back: how many claims, their sum, and how many days after the run's the first and the last come back. */
function heldTotals(held: readonly HeldClaim[], asOf: DateText): Readonly<Record<string, bigint | number>> {
  const days = daysHeld(held);
  if (!days) return {};
  const daysOn = (day: DateText) => Temporal.PlainDate.from(asOf).until(day).days;
  return {
    heldClaims: held.length,
    heldMinor: held.reduce((sum, { claim }) => sum + claim.amountMinor, 0n),
    heldFirstInDays: daysOn(days.firstOn),
    heldLastInDays: daysOn(days.lastOn),
  };
}

/**
 * Proposes the invoices of a day (S1-07): one line for each waiting claim, and for a customer of collective invoices one line for each
 * period that has ended. Nothing is written but the proposal. Claims that need a contact are counted and left out, and so is what
 * somebody held back until a later day.
 * Throws PERIOD_CLOSED when invoices of that day could not be booked, PROPOSAL_EMPTY when nothing waits.
 */
export async function proposeInvoices(tx: TenantTransaction, ledgerId: string, asOf: DateText): Promise<Proposal> {
  const ledger = await ledgerById(tx, ledgerId);
  const pack = marketPack(ledger.market);
  const firstOpenDay = (await closedDays(tx, [ledgerId])).firstOpenDay(ledgerId, asOf);
  if (firstOpenDay !== asOf) throw refuse("PERIOD_CLOSED", { day: asOf, firstOpenDay });
  const waiting = await selectWaiting(tx, ledgerId, asOf, pack.zones[0]!);
  const held = heldAmong(await holdsBeyond(tx, { kind: INVOICE_RUN, ledgerId, day: asOf }), waiting);
  const free = held.size === 0 ? waiting : waiting.filter((claim) => !held.has(claim.id));
  const ready = free.filter((claim) => !claim.needsContact);
  const singles = ready.filter((claim) => !claim.gathered).map(singleLine);
  const collectives = gather(
    ready.filter((claim) => claim.gathered),
    asOf,
  ).map((gathering) => collectiveLine(gathering, pack, asOf));
  const lines = [...singles, ...collectives];
  const totals = {
    invoices: singles.length,
    collectives: collectives.length,
    lateCollectives: collectives.filter((line) => line.explanation.inputs["late"] === true).length,
    needsContact: free.length - ready.length,
    amountMinor: lines.reduce((sum, line) => sum + line.amountMinor, 0n),
    ...heldTotals([...held.values()], asOf),
  };
  return createProposal(tx, { kind: INVOICE_RUN, ledgerId, asOfOn: asOf, lines, totals });
}
