import * as z from "zod";
import { coverage, CYCLES, neglected, setCycle, type Neglected } from "../../collections/index.ts";
import { partiesById } from "../../parties/index.ts";
import {
  amountMinor,
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
import type { TenantTransaction } from "../../platform/index.ts";
import { homeRowsSaid } from "../../reports/index.ts";
import { count, given } from "./fields.ts";
import { peopleOf } from "./proposal-fields.ts";

/** Whether every overdue claim is worked once a cycle, and which nobody touched (S3-23, S3-24, S3-33, N-24). */

const chapter = "Follow-up";
const read = { action: "followUp.coverage", scope: "ledger" } as const;
const ofOne = { ledgerId: uuid.optional() };

const shown = z.object({
  cycle: z.enum(CYCLES),
  fromOn: day,
  toOn: day,
  ledgers: z.array(
    z.object({
      ledgerId: uuid,
      name: z.string(),
      currency: z.string(),
      claims: z.int(),
      openMinor: amountMinor,
      touched: z.int(),
      /** Not touched, but with a day that is still to come: stopped, or promised. */
      waiting: z.int(),
      untouchedMinor: amountMinor,
    }),
  ),
  people: z.array(
    z.object({
      /** Null: what the product did by itself. */
      name: z.string().nullable(),
      itself: z.boolean(),
      claims: z.int(),
      openMinor: amountMinor,
    }),
  ),
});

const row = z.object({
  itemId: uuid,
  ledgerId: uuid,
  number: z.string().nullable(),
  invoiceId: uuid.nullable(),
  customerNo: count.nullable(),
  dueOn: day,
  openMinor: amountMinor,
  daysOverdue: z.int(),
  lastOn: day.nullable(),
  ownerName: z.string().nullable(),
});

/** The claims as people know them; customers by number. */
async function said(tx: TenantTransaction, rows: readonly Neglected[]) {
  const asHome = rows.map(({ itemId, ledgerId, dueOn, openMinor, partyId }) => ({
    ...{ kind: "openItem" as const, id: itemId, ledgerId, day: dueOn, value: openMinor, partyId, explanation: null },
  }));
  const saidOf = await homeRowsSaid(tx, asHome);
  const parties = await partiesById(tx, [...new Set(rows.map(({ partyId }) => partyId))]);
  const people = await peopleOf(tx);
  return rows.map((one) => {
    const { number, invoiceId } = saidOf(one.itemId);
    const customerNo = parties.get(one.partyId)?.customerNo ?? null;
    return { ...one, number, invoiceId, customerNo, ownerName: people.get(`user:${one.ownerId ?? ""}`) ?? null };
  });
}

export const followUpCoverageRoutes = [
  route({
    method: "GET",
    url: "/api/v1/follow-up-coverage",
    summary:
      "How many of the overdue claims were worked in this cycle, by clinic and by person; over all ledgers in reach or one. What an agency has is left out.",
    chapter,
    permission: read,
    schema: { query: z.strictObject(ofOne), responses: { 200: shown } },
    inTransaction: async (tx, { query }) => {
      const { kind, cycle, ledgers, people } = await coverage(tx, given(query));
      const names = await peopleOf(tx);
      const shownPeople = people.map(({ by, ...rest }) => ({
        ...rest,
        ...{ name: by === null ? null : (names.get(by) ?? null), itself: by === null },
      }));
      return ok({ cycle: kind, ...cycle, ledgers: [...ledgers], people: shownPeople });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/neglected-claims",
    summary:
      "Claims that were overdue all through the last whole cycle and that nobody touched since it began, most money first. Customers by number.",
    chapter,
    permission: read,
    schema: { query: z.strictObject({ ...pageQuery, ...ofOne }), responses: { 200: pageOf(row) } },
    inTransaction: async (tx, { query: { limit, cursor, ...some } }) => {
      const [openMinor, itemId] = decodeCursor(cursor, z.tuple([z.string(), uuid])) ?? [];
      const after = openMinor && itemId ? { after: { openMinor: BigInt(openMinor), itemId } } : {};
      const rows = await neglected(tx, { ...given(some), ...after, limit: limit + 1 });
      const found = page(rows, limit, (one) => [String(one.openMinor), one.itemId]);
      return ok({ ...found, items: await said(tx, found.items) });
    },
  }),
  route({
    method: "PUT",
    url: "/api/v1/follow-up-cycle",
    summary: "How often every overdue claim is to be worked: weekly, every other week, monthly.",
    chapter,
    permission: { action: "followUp.setPolicy", scope: "tenant" },
    schema: { body: z.strictObject({ cycle: z.enum(CYCLES) }), responses: { 204: null } },
    inTransaction: async (tx, { body: { cycle } }) => {
      await setCycle(tx, cycle);
      return noContent();
    },
  }),
];
