import * as z from "zod";
import { proposalById, proposalLines, type Proposal, type ProposalLine } from "../../controls/index.ts";
import { invoicesById, lineSubjects } from "../../invoicing/index.ts";
import { partiesById } from "../../parties/index.ts";
import { route, uuid } from "../../platform/http/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import type { Column, Row, StreamedTable } from "../../reports/index.ts";
import { shownLine } from "./proposal-fields.ts";
import { answerReport, reportFiles, written, type Made } from "./report-answer.ts";

/** A run's lines as a file to keep: what was done, and what was not with its reason. People stand in it by their numbers. */

const params = z.strictObject({ proposalId: uuid });
const AT_A_TIME = 1_000;

const COLUMNS: readonly Column[] = [
  { name: "lineNo", label: "Line", kind: "count" },
  { name: "action", label: "Action", kind: "text" },
  { name: "customerNo", label: "Customer no.", kind: "count" },
  { name: "externalId", label: "Claim", kind: "text" },
  { name: "amountMinor", label: "Amount", kind: "money" },
  { name: "dueOn", label: "Due", kind: "date" },
  { name: "state", label: "State", kind: "text" },
  { name: "reason", label: "Reason", kind: "text" },
  { name: "heldUntilOn", label: "Held until", kind: "date" },
  { name: "invoiceNumber", label: "Invoice", kind: "text" },
];

async function rowsOf(tx: TenantTransaction, proposal: Proposal, lines: readonly ProposalLine[]): Promise<Row[]> {
  const subjects = await lineSubjects(tx, proposal, lines);
  const parties = await partiesById(tx, [...new Set([...subjects.values()].map((one) => one.partyId))]);
  const invoices = await invoicesById(tx, [...new Set(lines.flatMap((line) => line.resultId ?? []))]);
  return lines.map((line) => {
    const subject = subjects.get(line.lineNo);
    const customerNo = subject && parties.get(subject.partyId)?.customerNo;
    const number = line.resultId === null ? undefined : invoices.get(line.resultId)?.number;
    return [
      line.lineNo,
      line.action,
      customerNo ?? null,
      subject?.externalId ?? null,
      line.amountMinor,
      subject?.dueOn ?? null,
      line.state,
      line.reason,
      line.heldUntilOn,
      number ?? null,
    ];
  });
}

async function* allRows(tx: TenantTransaction, proposal: Proposal): AsyncGenerator<Row> {
  for (let after = 0; ;) {
    const lines = await proposalLines(tx, proposal.id, after, AT_A_TIME);
    yield* await rowsOf(tx, proposal, lines);
    if (lines.length < AT_A_TIME) return;
    after = lines.at(-1)!.lineNo;
  }
}

const row = shownLine
  .pick({ lineNo: true, action: true, amountMinor: true, state: true, reason: true, heldUntilOn: true })
  .extend({
    customerNo: z.int().nullable(),
    externalId: z.string().nullable(),
    dueOn: z.string().nullable(),
    invoiceNumber: z.string().nullable(),
  });
const schema = z.object({ proposalId: uuid, kind: z.string(), state: z.string(), lines: z.array(row) });

async function* asObjects(rows: AsyncIterable<Row>): AsyncGenerator<Record<string, unknown>> {
  for await (const cells of rows) {
    const named = Object.fromEntries(COLUMNS.map(({ name }, at) => [name, cells[at] ?? null]));
    yield { ...named, customerNo: named["customerNo"] === null ? null : Number(named["customerNo"]) };
  }
}

async function make(tx: TenantTransaction, proposalId: string): Promise<Made> {
  const proposal = await proposalById(tx, proposalId);
  const { kind, state, asOfOn } = proposal;
  const table = (): StreamedTable => ({
    title: "Run",
    parameters: { kind, day: asOfOn, state },
    columns: COLUMNS,
    rows: allRows(tx, proposal),
  });
  return {
    name: `run-${asOfOn}-${proposalId.slice(-6)}`,
    schema,
    report: { proposalId, kind, state },
    long: { field: "lines", rows: asObjects(allRows(tx, proposal)) },
    tables: () => [table()],
  };
}

export const proposalExportRoute = route({
  method: "GET",
  url: "/api/v1/proposals/:proposalId/lines/file",
  summary: "All lines of a proposal as a file, with what became of each; people by their numbers.",
  chapter: "Proposals",
  permission: { action: "proposals.read", scope: "ledger" },
  files: reportFiles,
  schema: { params, query: z.strictObject(written), responses: { 200: schema } },
  handler: (call) => answerReport(call, (tx) => make(tx, call.params.proposalId)),
});
