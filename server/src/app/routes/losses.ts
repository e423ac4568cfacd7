import * as z from "zod";
import { agencyMinimums } from "../../collections/index.ts";
import { proposalLines } from "../../controls/index.ts";
import {
  confirmPracticeCredits,
  fileReport,
  LOSS_EXCEPTIONS,
  LOSS_STATES,
  lossRows,
  practiceCredits,
  proposeLosses,
  recoverLoss,
  reportLines,
  reportRows,
  type FiledReport,
  type LossReport,
  type LossWish,
  type ReportLine,
} from "../../invoicing/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import {
  amountMinor,
  created,
  day,
  decodeCursor,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import type { TenantTransaction } from "../../platform/index.ts";
import { stateAtRiskOfItems } from "../../reports/index.ts";
import { given, moment, withoutNumbers, written } from "./fields.ts";
import { showOne, shown as shownProposal } from "./proposal-fields.ts";

/** Bills that a collection agency gave up: its report, the loss that head office proposes, and what comes after all. */

const chapter = "Losses";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const propose = { action: "writeOffs.propose", scope: "ledger" } as const;
const read = { action: "creditsAndLosses.read", scope: "ledger" } as const;

const positive = amountMinor.refine((minor) => minor > 0n);
const reference = withoutNumbers(z.string().trim().min(1).max(40));

const shownReport = z.object({
  id: uuid,
  externalId: z.string(),
  agency: z.string(),
  receivedOn: day,
  filedBy: z.string(),
  filedAt: moment,
  /** A line without an item is a case that nobody knows: it stays with head office. */
  lines: z.array(z.object({ lineNo: z.int(), reference: z.string(), itemId: uuid.nullable(), amountMinor })),
});
const showReport = (
  { contentHash: _hash, ledgerId: _ledger, ...report }: LossReport,
  lines: readonly ReportLine[],
) => ({
  ...report,
  lines: [...lines],
});
const showFiled = ({ isNew: _new, ...report }: FiledReport) => showReport(report, report.lines);

const reports = [
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/loss-reports",
    summary:
      "Files an agency's report that collection failed: by its document or message id, a line for each case. 201 when it is new, 200 when it was filed before.",
    chapter,
    permission: propose,
    idempotent: true,
    schema: {
      params: ledgerParams,
      body: z.strictObject({
        externalId: withoutNumbers(z.string().trim().min(1).max(100)),
        agency: written(2, 70),
        receivedOn: day,
        lines: z
          .array(z.strictObject({ reference, amountMinor: positive }))
          .min(1)
          .max(1_000),
      }),
      responses: { 200: shownReport, 201: shownReport },
    },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      const filed = await fileReport(tx, { ledgerId, ...body });
      return filed.isNew ? created(showFiled(filed)) : ok(showFiled(filed));
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/loss-reports",
    summary: "A ledger's reports of failed collection, the latest first, at most 200.",
    chapter,
    permission: read,
    schema: { params: ledgerParams, responses: { 200: z.object({ items: z.array(shownReport) }) } },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      await ledgerById(tx, ledgerId);
      const items = [];
      for (const report of await reportRows(tx, ledgerId))
        items.push(showReport(report, await reportLines(tx, report.id)));
      return ok({ items });
    },
  }),
];

const itemIds = z.array(uuid).min(1).max(1_000);
const wish = z.union([
  z.strictObject({ reportId: uuid, itemIds: itemIds.optional() }),
  z.strictObject({ exception: z.enum(LOSS_EXCEPTIONS), words: written(3, 200), itemIds }),
]);
function wishOf(ledgerId: string, body: z.output<typeof wish>): LossWish {
  if ("exception" in body) return { ledgerId, ...body };
  const { reportId, ...some } = body;
  return { ledgerId, reportId, ...given(some) };
}

const shownLoss = z.object({
  /** Null before it is posted. */
  lossId: uuid.nullable(),
  proposalId: uuid,
  lineNo: z.int(),
  itemId: uuid,
  partyId: uuid.nullable(),
  number: z.string().nullable(),
  amountMinor,
  recoveredMinor: amountMinor,
  reportId: uuid.nullable(),
  exception: z.enum(LOSS_EXCEPTIONS).nullable(),
  /** Asked for, approved, in the books, credited by the practice system. */
  state: z.enum(LOSS_STATES),
  madeOn: day,
  postedOn: day.nullable(),
});

/** Beside the proposal, what of the state's share would be at risk: of bills whose proof has a gap (DP-074). */
const warned = shownProposal.extend({ stateAtRiskMinor: amountMinor });

async function proposed(tx: TenantTransaction, wished: LossWish) {
  const made = await proposeLosses(tx, wished, agencyMinimums);
  const items = (await proposalLines(tx, made.id, 0, 1_000)).map(({ subjectId }) => subjectId);
  const stateAtRiskMinor = await stateAtRiskOfItems(tx, wished.ledgerId, items);
  return created({ ...(await showOne(tx, made)), stateAtRiskMinor });
}

const losses = [
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/loss-proposals",
    summary:
      "Proposes to book bills as lost, by an agency's report or a ground of head office's. Nothing is booked before a CFO or CEO approves, whatever the amount.",
    chapter,
    permission: { ...propose, fresh: true },
    idempotent: true,
    schema: { params: ledgerParams, body: wish, responses: { 201: warned } },
    inTransaction: (tx, { params: { ledgerId }, body }) => proposed(tx, wishOf(ledgerId, body)),
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/losses",
    summary: "A ledger's losses with how far each has come, the latest first, at most 200.",
    chapter,
    permission: read,
    schema: {
      params: ledgerParams,
      query: z.strictObject({ state: z.enum(LOSS_STATES).optional() }),
      responses: { 200: z.object({ items: z.array(shownLoss) }) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      await ledgerById(tx, ledgerId);
      return ok({ items: await lossRows(tx, ledgerId, given(query)) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/losses/:lossId/recoveries",
    summary: "Puts money that came after all, which stands as a customer's credit, against a loss.",
    chapter,
    permission: { ...propose, fresh: true },
    idempotent: true,
    schema: {
      params: z.strictObject({ lossId: uuid }),
      body: z.strictObject({ creditItemId: uuid, amountMinor: positive.optional() }),
      responses: { 201: z.object({ entryId: uuid }) },
    },
    inTransaction: async (tx, { params: { lossId }, body: { creditItemId, ...some } }) =>
      created({ entryId: await recoverLoss(tx, { lossId, creditItemId, ...given(some) }) }),
  }),
];

const practiceCredit = z.object({
  id: uuid,
  /** A loss does not lower what the patient paid: it is never a discount. */
  kind: z.enum(["credit", "lossAfterCollection"]),
  externalId: z.string().nullable(),
  number: z.string(),
  kid: z.string(),
  amountMinor,
  madeOn: day,
  confirmedAt: moment.nullable(),
  practiceId: z.string().nullable(),
});

const practice = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/practice-credits",
    summary:
      "Credits and losses of Kvitt's own that the practice system is to credit too, oldest first; those it has confirmed only with `all`.",
    chapter,
    permission: { action: "remittances.read", scope: "ledger" },
    schema: {
      params: ledgerParams,
      query: z.strictObject({ ...pageQuery, all: z.literal("yes").optional() }),
      responses: { 200: pageOf(practiceCredit) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query: { limit, cursor, all } }) => {
      await ledgerById(tx, ledgerId);
      const [after] = decodeCursor(cursor, z.tuple([uuid])) ?? [];
      const asked = { ledgerId, all: all === "yes", limit: limit + 1, ...(after ? { after } : {}) };
      const found = page(await practiceCredits(tx, asked), limit, ({ id }) => [id]);
      return ok({ ...found, items: found.items.map(({ reference: kid, ...one }) => ({ ...one, kid })) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/practice-credits/confirmation",
    summary: "The practice system says that it has credited these, with its own id of each. Again is as once.",
    chapter,
    permission: { action: "remittances.acknowledge", scope: "ledger" },
    schema: {
      params: ledgerParams,
      body: z.strictObject({
        items: z
          .array(z.strictObject({ id: uuid, practiceId: withoutNumbers(z.string().min(1).max(100)).optional() }))
          .min(1)
          .max(1_000),
      }),
      responses: { 200: z.object({ confirmed: z.int() }) },
    },
    inTransaction: async (tx, { params: { ledgerId }, body: { items } }) => {
      await ledgerById(tx, ledgerId);
      const said = items.map(({ id, practiceId }) => ({ id, practiceId: practiceId ?? null }));
      return ok({ confirmed: await confirmPracticeCredits(tx, ledgerId, said) });
    },
  }),
];

export const lossRoutes = [...reports, ...losses, ...practice];
