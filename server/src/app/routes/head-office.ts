import * as z from "zod";
import {
  CREDITED_KINDS,
  creditedSums,
  creditsAndLosses,
  headOffice,
  setHeadOffice,
  type Credited,
} from "../../invoicing/index.ts";
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
import { recordAudit, type TenantTransaction } from "../../platform/index.ts";
import { count, emailAddress, given } from "./fields.ts";
import { peopleOf } from "./proposal-fields.ts";

/** What head office is told by itself: every credit and loss with its patient, and where the daily notice goes. */

const chapter = "Head office";
const read = { action: "creditsAndLosses.read", scope: "tenant" } as const;

const whom = z.object({ id: uuid, customerNo: count, name: z.string() }).nullable();
const credited = z.object({
  id: uuid,
  kind: z.enum(CREDITED_KINDS),
  ledgerId: uuid,
  bookedOn: day,
  amountMinor,
  number: z.string().nullable(),
  patient: whom,
  payer: whom,
  proposalId: uuid.nullable(),
  madeByName: z.string().nullable(),
  approvedByName: z.string().nullable(),
  approvedAs: z.string().nullable(),
  /** One person asked and approved. */
  alone: z.boolean(),
  /** Made in the practice system, approved by nobody here. */
  unapproved: z.boolean(),
});
const sum = z.object({ count, amountMinor });
const between = { fromOn: day, toOn: day, ledgerId: uuid.optional() };

/** With names: who saw whose is kept, one row for the page (SEC-75). */
async function withPeople(tx: TenantTransaction, rows: readonly Credited[]) {
  const ids = [...new Set(rows.flatMap(({ patientId, payerId }) => [patientId ?? [], payerId ?? []].flat()))];
  const parties = await partiesById(tx, ids);
  const people = await peopleOf(tx);
  const subject = { subjectKind: "tenant", subjectId: tx.tenantId } as const;
  if (ids.length > 0)
    await recordAudit(tx, { action: "creditsAndLosses.listed", ...subject, detail: { parties: ids } });
  const shown = (id: string | null) => {
    const party = parties.get(id ?? "");
    return party ? { id: party.id, customerNo: party.customerNo, name: party.name } : null;
  };
  return rows.map((row) => ({
    ...row,
    patient: shown(row.patientId),
    payer: shown(row.payerId),
    madeByName: people.get(row.madeBy ?? "") ?? null,
    approvedByName: people.get(row.approvedBy ?? "") ?? null,
  }));
}

const settings = z.strictObject({
  recipients: z.array(emailAddress).max(20),
  /** Where the list stands, behind sign-in: the notice links to it. */
  listUrl: z.url({ protocol: /^https$/ }).max(300),
});

export const headOfficeRoutes = [
  route({
    method: "GET",
    url: "/api/v1/credits-and-losses",
    summary:
      "Every credit and loss of some days, such as a month, the latest first: patient and payer, who asked, who approved and as what; what nobody approved is marked. The reading is kept.",
    chapter,
    permission: read,
    schema: {
      query: z.strictObject({
        ...pageQuery,
        ...between,
        kind: z.enum(CREDITED_KINDS).optional(),
        unapproved: z.literal("yes").optional(),
      }),
      responses: { 200: pageOf(credited) },
    },
    inTransaction: async (tx, { query: { limit, cursor, unapproved, fromOn, toOn, ...some } }) => {
      const [bookedOn, id] = decodeCursor(cursor, z.tuple([day, uuid])) ?? [];
      const after = bookedOn && id ? { after: { bookedOn, id } } : {};
      const asked = { fromOn, toOn, ...given(some), unapproved: unapproved === "yes", ...after };
      const found = page(await creditsAndLosses(tx, { ...asked, limit: limit + 1 }), limit, (row) => [
        row.bookedOn,
        row.id,
      ]);
      return ok({ ...found, items: await withPeople(tx, found.items) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/credits-and-losses/sums",
    summary: "How many credits and losses of some days there were and how much in all: no names.",
    chapter,
    permission: read,
    schema: {
      query: z.strictObject(between),
      responses: { 200: z.object({ credit: sum, loss: sum, lossRecovered: sum, unapproved: sum }) },
    },
    inTransaction: async (tx, { query: { fromOn, toOn, ...some } }) =>
      ok(await creditedSums(tx, { fromOn, toOn, ...given(some) })),
  }),
  route({
    method: "GET",
    url: "/api/v1/head-office",
    summary: "Where head office is told each day what was credited and lost.",
    chapter,
    permission: { action: "approvals.read", scope: "tenant" },
    schema: {
      responses: { 200: z.object({ recipients: z.array(z.string()), listUrl: z.string().nullable() }) },
    },
    inTransaction: async (tx) => {
      const { recipients, listUrl } = (await headOffice(tx)) ?? { recipients: [], listUrl: null };
      return ok({ recipients: [...recipients], listUrl });
    },
  }),
  route({
    method: "PUT",
    url: "/api/v1/head-office",
    summary: "Sets where head office is told each day, numbers and totals without names; no recipients is nobody.",
    chapter,
    permission: { action: "approvals.configure", scope: "tenant", fresh: true },
    schema: { body: settings, responses: { 204: null } },
    inTransaction: async (tx, { body }) => {
      await setHeadOffice(tx, body);
      return noContent();
    },
  }),
];
