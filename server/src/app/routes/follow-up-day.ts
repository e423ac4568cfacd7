import * as z from "zod";
import {
  countOutcomes,
  dryRun,
  followUpToday,
  holdLine,
  letterProofs,
  linesSeen,
  outcomes,
  previewLetter,
  releaseLine,
  type LineSeen,
} from "../../collections/index.ts";
import { previewMessage } from "../../delivery/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { partiesById } from "../../parties/index.ts";
import { drawnOn } from "../../payments/index.ts";
import {
  amountMinor,
  created,
  day,
  decodeCursor,
  noContent,
  ok,
  page,
  pageOf,
  pageQuery,
  route,
  uuid,
} from "../../platform/http/index.ts";
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import { restingItems } from "../wiring/follow-up.ts";
import { billsOf } from "./bills.ts";
import { mayAlso } from "./fields.ts";
import { letterProof, level, holdReason, seenLine, today } from "./follow-up-fields.ts";
import { showOne } from "./proposal-fields.ts";
import { keepNamesSeen } from "./proposal-lines.ts";
import { proposalFor } from "./proposal-kinds.ts";

/** The follow-up day: what stands ready, what each line would say, what sending would do, and what became of what was sent. */

const chapter = "Follow-up";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const params = z.strictObject({ proposalId: uuid });
const lineNo = z.int().min(1);
const read = { action: "followUp.read", scope: "ledger" } as const;

const dayRead = route({
  method: "GET",
  url: "/api/v1/ledgers/:ledgerId/follow-up-day",
  summary:
    "Follow-up as it stands today: the policy's hour and weekday, the proposals that stand open, runs that are missing, and what the last one made up.",
  chapter,
  permission: read,
  schema: { params: ledgerParams, responses: { 200: today } },
  inTransaction: async (tx, { params: { ledgerId } }) => {
    const { proposals, ...found } = await followUpToday(tx, ledgerId);
    const standing = proposals.standing && (await showOne(tx, proposals.standing));
    const person = proposals.person && (await showOne(tx, proposals.person));
    const missed = { ...found, missing: [...found.missing], ready: [...found.ready] };
    return ok({
      ...missed,
      ...{ standing, person },
      madeUp: found.madeUp && { ...found.madeUp, missed: [...found.madeUp.missed] },
    });
  },
});

async function withPeople(tx: TenantTransaction, proposalId: string, found: readonly LineSeen[], withNames: boolean) {
  const people = await partiesById(tx, [...new Set(found.map(({ item }) => item.partyId))]);
  const bills = await billsOf(
    tx,
    found.map(({ item }) => item.id),
  );
  if (withNames)
    await keepNamesSeen(
      tx,
      proposalId,
      found.map(({ item }) => item),
    );
  return found.map(({ line, item, overdue, channel, changed }) => {
    const party = people.get(item.partyId)!;
    return {
      ...{ lineNo: line.lineNo, action: line.action, state: line.state, reason: line.reason, channel, changed },
      ...{ itemId: item.id, dueOn: item.dueOn, amountMinor: line.amountMinor, explanation: line.explanation },
      ...overdue,
      closed: [...overdue.closed],
      bill: bills.get(item.id) ?? null,
      payer: { id: party.id, customerNo: party.customerNo, name: withNames ? party.name : null },
    };
  });
}

const reading = [
  route({
    method: "GET",
    url: "/api/v1/follow-up-proposals/:proposalId/lines",
    summary:
      "Lines of a follow-up: whom each is about, since how many working days it is due and which days do not count, the step, and the channel that would be tried first.",
    chapter,
    permission: read,
    schema: {
      params,
      query: z.strictObject({ ...pageQuery, action: z.union([level, z.enum(["heldBack", "needsYou"])]).optional() }),
      responses: { 200: pageOf(seenLine) },
    },
    inTransaction: async (tx, call) => {
      const { limit, cursor, action } = call.query;
      const after = decodeCursor(cursor, z.tuple([z.string().regex(/^\d{1,9}$/)]))?.[0];
      const { proposalId } = call.params;
      const asked = {
        resting: restingItems,
        after: Number(after ?? 0),
        limit: limit + 1,
        ...(action ? { action } : {}),
      };
      const found = page(await linesSeen(tx, proposalId, asked), limit, ({ line }) => [String(line.lineNo)]);
      const withNames = mayAlso(call, "followUp.read", "parties.read");
      return ok({ ...found, items: await withPeople(tx, proposalId, found.items, withNames) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/follow-up-proposals/:proposalId/dry-run",
    summary:
      "What sending a follow-up now would do: letters by channel, languages, sums, and the lines that changed since and would be left out. Nothing is written.",
    chapter,
    permission: read,
    schema: {
      params,
      responses: {
        200: z.object({
          steps: z.int(),
          amountMinor,
          feeMinor: amountMinor,
          letters: z.array(z.object({ channel: z.string(), count: z.int() })),
          languages: z.array(z.string()),
          /** By the ledger's price list; null where it says no price for one of the channels. */
          costMinor: amountMinor.nullable(),
          handOvers: z.int(),
          changed: z.int(),
          /** The first 200 of them. */
          changedLines: z.array(z.int()),
          unreachable: z.int(),
        }),
      },
    },
    inTransaction: async (tx, { params: { proposalId } }) => {
      const found = await dryRun(tx, proposalId, restingItems);
      const letters = Object.entries(found.letters).map(([channel, count]) => ({ channel, count }));
      return ok({ ...found, letters, languages: [...found.languages], changedLines: [...found.changedLines] });
    },
  }),
];

const previewing = (payPage: string | undefined) =>
  route({
    method: "GET",
    url: "/api/v1/open-items/:itemId/follow-up-letter",
    summary:
      "The words that the payer would be sent if the claim's step were taken now, its link masked; null where it is no letter. The reading is kept.",
    chapter,
    permission: { action: "parties.read", scope: "ledger" },
    schema: {
      params: z.strictObject({ itemId: uuid }),
      responses: {
        200: z.object({
          letter: z
            .object({
              level,
              channel: z.string(),
              language: z.string(),
              receiverName: z.string(),
              contact: z.string().nullable(),
              subject: z.string().nullable(),
              /** Null of a letter on paper. */
              text: z.string().nullable(),
              segments: z.int().nullable(),
              claims: z.int(),
            })
            .nullable(),
        }),
      },
    },
    inTransaction: async (tx, { params: { itemId } }) => {
      const found = await previewLetter(tx, itemId, restingItems);
      if (found === null || !found.letter.stands) return ok({ letter: null });
      const { level: kind, ledgerId, recipientId, language, ladder, letter } = found;
      if (kind === "headOffice" || kind === "agency") return ok({ letter: null });
      const channel = ladder[0]!;
      const wish = { kind, ledgerId, itemId, recipientId, language, channel, letter };
      const { receiverName, contact, subject, text, segments } = await previewMessage(
        tx,
        wish,
        payPage ?? null,
        drawnOn,
      );
      const detail = { itemId };
      await recordAudit(tx, { action: "party.named", subjectKind: "party", subjectId: recipientId, detail });
      const shown = { level: kind, channel, language, receiverName, contact, subject, text, segments };
      return ok({ letter: { ...shown, claims: letter.claims.length } });
    },
  });

const holding = [
  route({
    method: "POST",
    url: "/api/v1/follow-up-proposals/:proposalId/held-lines",
    summary:
      "Lets the claim of a line rest until a day, for one of a few reasons, and leaves the line out of this proposal.",
    chapter,
    permission: { action: "followUp.hold", scope: "ledger" },
    schema: {
      params,
      body: z.strictObject({ lineNo, reason: holdReason, endsOn: day }),
      responses: { 201: z.object({ id: uuid }) },
    },
    inTransaction: async (tx, { body, ...call }) => {
      const { id: proposalId } = await proposalFor(tx, call, "propose");
      return created({ id: await holdLine(tx, { proposalId, ...body }) });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/follow-up-proposals/:proposalId/released-lines",
    summary: "Ends the hold of a line's claim and takes the line in again, as long as nobody has approved.",
    chapter,
    permission: { action: "followUp.hold", scope: "ledger" },
    schema: { params, body: z.strictObject({ lineNo }), responses: { 204: null } },
    inTransaction: async (tx, { body, ...call }) => {
      const { id: proposalId } = await proposalFor(tx, call, "propose");
      await releaseLine(tx, { proposalId, ...body });
      return noContent();
    },
  }),
];

const place = z.tuple([z.enum(outcomes), uuid]);

const proving = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/follow-up-letters",
    summary: "What became of the letters of a day, those that failed first. Who saw whose is kept.",
    chapter,
    permission: read,
    schema: {
      params: ledgerParams,
      query: z.strictObject({ ...pageQuery, day }),
      responses: { 200: pageOf(letterProof) },
    },
    inTransaction: async (tx, call) => {
      const { limit, cursor, day: on } = call.query;
      const { ledgerId } = call.params;
      await ledgerById(tx, ledgerId);
      const [outcome, letterId] = decodeCursor(cursor, place) ?? [];
      const after = outcome && letterId ? { after: { outcome, letterId } } : {};
      const rows = await letterProofs(tx, { ledgerId, day: on, limit: limit + 1, ...after });
      const found = page(rows, limit, (row) => [row.outcome, row.letterId]);
      const withNames = mayAlso(call, "followUp.read", "parties.read");
      const ids = [...new Set(found.items.map(({ recipientId }) => recipientId))];
      const people = await partiesById(tx, ids);
      if (withNames) await keepListed(tx, ids);
      const bills = await billsOf(
        tx,
        found.items.map(({ itemId }) => itemId),
      );
      return ok({
        ...found,
        items: found.items.map(({ recipientId, payerId: _payer, ...row }) => {
          const { id, customerNo, name } = people.get(recipientId)!;
          return {
            ...row,
            recipient: { id, customerNo, name: withNames ? name : null },
            bill: bills.get(row.itemId) ?? null,
          };
        }),
      });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/follow-up-letter-counts",
    summary: "How many letters of a day came to what, the worst first.",
    chapter,
    permission: read,
    schema: {
      params: ledgerParams,
      query: z.strictObject({ day }),
      responses: { 200: z.object({ items: z.array(z.object({ outcome: z.enum(outcomes), letters: z.int() })) }) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      await ledgerById(tx, ledgerId);
      return ok({ items: await countOutcomes(tx, ledgerId, query.day) });
    },
  }),
];

/** Who saw which names of a list is kept, one row for the page (SEC-75). */
export async function keepListed(tx: TenantTransaction, parties: readonly string[]): Promise<void> {
  if (parties.length === 0) return;
  const subject = { subjectKind: "tenant", subjectId: tx.tenantId } as const;
  await recordAudit(tx, { action: "followUp.listed", ...subject, detail: { parties } });
}

/** `payPage` is where links lead, so that a preview is as long as the message. */
export const followUpDayRoutes = (payPage?: string) => [
  dayRead,
  ...reading,
  previewing(payPage),
  ...holding,
  ...proving,
];
