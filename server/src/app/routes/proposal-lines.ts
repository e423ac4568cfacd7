import { proposalById, proposalLines, type LineState, type Proposal, type ProposalLine } from "../../controls/index.ts";
import { changedSince, invoicesById, lineSubjects, type LineSubject } from "../../invoicing/index.ts";
import { partiesById } from "../../parties/index.ts";
import { decodeCursor, page } from "../../platform/http/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import * as z from "zod";

export type LinesQuestion = {
  readonly limit: number;
  readonly cursor: string | undefined;
  readonly state: LineState | undefined;
  readonly changed: boolean;
  /** Whether who asks sees people by name (SEC-16). */
  readonly withNames: boolean;
};

/** The most changed lines that are listed; a run with more should be proposed anew. */
export const MOST_CHANGED = 200;

/** Lines that a person names, one by one. */
export const lineNos = z.array(z.int().min(1)).min(1).max(1_000);

const PIECE = 10_000;

/** The numbers of all lines that are ready, held, or changed since the preview: what "all of these" means (W-04). */
export async function allLines(
  tx: TenantTransaction,
  proposal: Proposal,
  which: "proposed" | "held" | "changed",
): Promise<number[]> {
  if (which === "changed") return changedSince(tx, proposal, Number.MAX_SAFE_INTEGER);
  const numbers: number[] = [];
  for (let after = 0; ;) {
    const lines = await proposalLines(tx, proposal.id, after, PIECE, { state: which });
    for (const { lineNo } of lines) numbers.push(lineNo);
    if (lines.length < PIECE) return numbers;
    after = lines.at(-1)!.lineNo;
  }
}

type People = ReadonlyMap<string, { readonly customerNo: bigint; readonly name: string }>;

function subjectOf(subject: LineSubject, people: People, withNames: boolean, invoiceNumber: string | null) {
  const party = people.get(subject.partyId);
  const customerNo = party ? Number(party.customerNo) : null;
  return { ...subject, customerNo, name: withNames ? (party?.name ?? null) : null, invoiceNumber };
}

async function withSubjects(
  tx: TenantTransaction,
  lines: readonly ProposalLine[],
  subjects: ReadonlyMap<number, LineSubject>,
  withNames: boolean,
) {
  const people: People = await partiesById(tx, [...new Set([...subjects.values()].map((one) => one.partyId))]);
  const issued = await invoicesById(tx, [...new Set(lines.flatMap((line) => line.resultId ?? []))]);
  const numbers = new Map([...issued.values()].map((invoice) => [invoice.id, invoice.number]));
  return lines.map((line) => {
    const subject = subjects.get(line.lineNo);
    const number = (line.resultId && numbers.get(line.resultId)) ?? null;
    return { ...line, subject: subject ? subjectOf(subject, people, withNames, number) : null };
  });
}

/** Who saw which names is kept (SEC-75). */
export async function keepNamesSeen(
  tx: TenantTransaction,
  id: string,
  subjects: readonly Pick<LineSubject, "partyId">[],
): Promise<void> {
  const parties = [...new Set(subjects.map((one) => one.partyId))];
  if (parties.length === 0) return;
  await recordAudit(tx, {
    action: "proposal.namesRead",
    subjectKind: "proposal",
    subjectId: id,
    detail: { parties },
  });
}

/** A page of a proposal's lines, each with what it is about. Throws PROPOSAL_NOT_FOUND. */
export async function linesPage(tx: TenantTransaction, proposalId: string, asked: LinesQuestion) {
  const proposal = await proposalById(tx, proposalId);
  const after = decodeCursor(asked.cursor, z.tuple([z.string().regex(/^\d{1,9}$/)]))?.[0];
  const only = {
    ...(asked.state ? { state: asked.state } : {}),
    ...(asked.changed ? { lineNos: await changedSince(tx, proposal, MOST_CHANGED) } : {}),
  };
  const lines = await proposalLines(tx, proposalId, Number(after ?? 0), asked.limit + 1, only);
  const found = page(lines, asked.limit, (line) => [String(line.lineNo)]);
  const subjects = await lineSubjects(tx, proposal, found.items);
  if (asked.withNames) await keepNamesSeen(tx, proposalId, [...subjects.values()]);
  return { ...found, items: await withSubjects(tx, found.items, subjects, asked.withNames) };
}
