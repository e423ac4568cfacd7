import * as z from "zod";
import {
  claimByExternalId,
  claimSchema,
  listClaims,
  parseClaimsCsv,
  receiveClaims,
  wireState,
  withdrawClaim,
  type ClaimAnswer,
  type ClaimSummary,
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
import { refuse, withTenant } from "../../platform/index.ts";
import { wholeOf, wireWord } from "./fields.ts";

const chapter = "Claims";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const claimParams = z.strictObject({ ledgerId: uuid, externalId: z.string().min(1).max(100) });
const read = { action: "claims.read", scope: "ledger" } as const;
const write = { action: "claims.write", scope: "ledger" } as const;

/** About a thousand claims of a CSV file with their names and addresses are 300 KB. */
const MOST_CSV_BYTES = 2_000_000;
const MOST_CLAIMS = 1_000;

/** The claim was taken; this stands in the way of sending it. Codes are those of refusals. */
const warnings = z.array(z.object({ code: z.string(), sentence: z.string(), remedy: z.string() })).optional();
const answered = z.object({ claimId: uuid, state: z.string(), warnings });
const answeredInBatch = z.object({
  claimId: uuid,
  externalId: z.string(),
  state: z.string(),
  isNew: z.boolean(),
  warnings,
});
const batchAnswer = z.object({ items: z.array(answeredInBatch) });

const summary = z.object({
  claimId: uuid,
  externalId: z.string(),
  kind: z.string(),
  state: z.string(),
  needsContact: z.boolean(),
  amountMinor,
  payerId: uuid,
  patientId: uuid.nullable(),
});
const shown = summary.extend({
  number: z.string().nullable(),
  kid: z.string().nullable(),
  issueDate: day.nullable(),
  dueDate: day.nullable(),
  vatMinor: amountMinor,
});

/** Warnings are a field only where there are any: what is well is answered as it always was (FR-10). */
const warned = ({ warnings: said }: ClaimAnswer) => (said.length > 0 ? { warnings: [...said] } : {});
const show = (answer: ClaimAnswer) => ({ claimId: answer.claimId, state: answer.state, ...warned(answer) });

const showAll = (answers: readonly ClaimAnswer[]) =>
  answers.map((each) => ({ ...show(each), externalId: each.externalId, isNew: each.isNew }));

/** Where a claim stands is one thing, that nobody can be reached stands beside it: a list shows both. */
function showSummary(claim: ClaimSummary) {
  const state = wireState({ ...claim, needsContact: false });
  return { ...claim, claimId: claim.id, kind: wireWord(claim.kind), state };
}

/** The states of a claim that a list can be narrowed to, by the words that the claim shows. */
const STATES = {
  RECEIVED: "received",
  INVOICED: "invoiced",
  ON_COLLECTIVE: "onCollective",
  WITHDRAWN: "withdrawn",
} as const;

const intake = [
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/claims",
    summary:
      "Takes one claim. 201 when it is new, 200 when it was taken before by its external id; NEEDS_CONTACT when nobody can be reached; `warnings` of what cannot be sent as it is.",
    chapter,
    permission: write,
    idempotent: true,
    schema: { params: ledgerParams, body: claimSchema, responses: { 200: answered, 201: answered } },
    inTransaction: async (tx, call) => {
      const [answer] = await receiveClaims(tx, call.params.ledgerId, [call.body]);
      return answer!.isNew ? created(show(answer!)) : ok(show(answer!));
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/claims/batch",
    summary: "Takes up to 1,000 claims in 256 KB, all or none; each problem names its claim by `line`, from 1.",
    chapter,
    permission: write,
    idempotent: true,
    schema: {
      params: ledgerParams,
      body: z.array(claimSchema).min(1).max(MOST_CLAIMS),
      responses: { 200: batchAnswer },
    },
    inTransaction: async (tx, call) => ok({ items: showAll(await receiveClaims(tx, call.params.ledgerId, call.body)) }),
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/claims/csv",
    summary: "Takes the claims of a CSV file, all or none. The same file again recognises them.",
    chapter,
    permission: write,
    upload: { mostBytes: MOST_CSV_BYTES },
    schema: { params: ledgerParams, responses: { 200: batchAnswer } },
    handler: async ({ platform, context, params, body }) => {
      const { currency } = await withTenant(platform, context, (tx) => ledgerById(tx, params.ledgerId));
      const file = parseClaimsCsv(await wholeOf(body), currency);
      if (!file.ok) throw refuse("CSV_INVALID", { count: file.problems.length }, file.problems);
      const answers = await withTenant(platform, context, (tx) => receiveClaims(tx, params.ledgerId, file.rows));
      return ok({ items: showAll(answers) });
    },
  }),
];

const reading = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/claims",
    summary: "Claims in the order they came; `needsContact` gives those that somebody at the clinic must look at.",
    chapter,
    permission: read,
    schema: {
      params: ledgerParams,
      query: z.strictObject({
        ...pageQuery,
        state: z.enum(Object.keys(STATES) as (keyof typeof STATES)[]).optional(),
        needsContact: z.stringbool({ truthy: ["true"], falsy: ["false"] }).optional(),
      }),
      responses: { 200: pageOf(summary) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query: { limit, cursor, state, needsContact } }) => {
      await ledgerById(tx, ledgerId);
      const after = decodeCursor(cursor, z.tuple([uuid]))?.[0];
      const filter = {
        ledgerId,
        limit: limit + 1,
        ...(after ? { after } : {}),
        ...(state ? { state: STATES[state] } : {}),
        ...(needsContact === undefined ? {} : { needsContact }),
      };
      const found = page(await listClaims(tx, filter), limit, (claim) => [claim.id]);
      return ok({ ...found, items: found.items.map(showSummary) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/claims/:externalId",
    summary: "One claim by the practice system's id, without its texts.",
    chapter,
    permission: read,
    schema: { params: claimParams, responses: { 200: shown } },
    inTransaction: async (tx, { params }) => {
      await ledgerById(tx, params.ledgerId);
      const claim = await claimByExternalId(tx, params.ledgerId, params.externalId);
      const { reference: kid, issuedOn: issueDate, dueOn: dueDate } = claim;
      return ok({ ...claim, ...showSummary(claim), kid, issueDate, dueDate });
    },
  }),
];

const withdrawing = route({
  method: "DELETE",
  url: "/api/v1/ledgers/:ledgerId/claims/:externalId",
  summary: "Withdraws a claim that no money has come for. A second time changes nothing.",
  chapter,
  permission: write,
  schema: { params: claimParams, responses: { 200: answered } },
  inTransaction: async (tx, { params }) => ok(show(await withdrawClaim(tx, params.ledgerId, params.externalId))),
});

export const claimRoutes = [...intake, ...reading, withdrawing];
