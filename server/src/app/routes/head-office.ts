import * as z from "zod";
import {
  CREDITED_KINDS,
  creditedSums,
  creditsAndLosses,
  headOffice,
  setHeadOffice,
  type Credited,
  type CreditedFilter,
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
import { digestSetting, REPORT_LANGUAGES, setDigestSetting, type Column, type Row } from "../../reports/index.ts";
import { count, emailAddress, given } from "./fields.ts";
import { peopleOf } from "./proposal-fields.ts";
import { answerReport, reportFiles, written, type Made } from "./report-answer.ts";

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
  recipients: z
    .array(emailAddress)
    .max(20)
    .refine((all) => new Set(all).size === all.length, { error: "The same address twice" }),
  /** Where the list stands, behind sign-in: the notice links to it. */
  listUrl: z.url({ protocol: /^https$/ }).max(300),
});

const FRIDAY = 5;
/** The day of the week that a reader's mail leaves, 1 Monday to 5 Friday. */
const weekday = z.int().min(1).max(FRIDAY);
const digestReaders = z
  .array(z.strictObject({ address: emailAddress, language: z.enum(REPORT_LANGUAGES), weekday: weekday.default(1) }))
  .max(20)
  .refine((readers) => new Set(readers.map(({ address }) => address)).size === readers.length, {
    error: "The same address twice",
  });

const COLUMNS: readonly Column[] = [
  { name: "bookedOn", label: "Date", kind: "date" },
  { name: "kind", label: "Kind", kind: "text" },
  { name: "number", label: "Number", kind: "text" },
  { name: "customerNo", label: "Customer no.", kind: "count" },
  { name: "patientName", label: "Patient", kind: "text" },
  { name: "amountMinor", label: "Amount", kind: "money" },
  { name: "madeByName", label: "Asked by", kind: "text" },
  { name: "approvedByName", label: "Approved by", kind: "text" },
  { name: "approvedAs", label: "Approved as", kind: "text" },
];
/** The kinds as a reader of the file knows them; the report's words translate them. */
const KIND_WORDS = { credit: "Credit note", loss: "Loss", lossRecovered: "Recovered loss" } as const;
const AT_A_TIME = 1_000;

/** The list whole, page by page, with names as in the app (SEC-13): the reading is kept. */
async function* allRows(tx: TenantTransaction, asked: CreditedFilter) {
  for (let after: CreditedFilter["after"]; ;) {
    const rows = await creditsAndLosses(tx, { ...asked, limit: AT_A_TIME, ...(after ? { after } : {}) });
    for (const row of await withPeople(tx, rows)) {
      const whose = row.patient ?? row.payer;
      yield { ...row, customerNo: whose?.customerNo ?? null, patientName: whose?.name ?? null };
    }
    const last = rows.at(-1);
    if (!last || rows.length < AT_A_TIME) return;
    after = last;
  }
}

const filed = credited
  .pick({ kind: true, bookedOn: true, amountMinor: true, number: true, madeByName: true, approvedByName: true })
  .extend({ approvedAs: z.string().nullable(), customerNo: count.nullable(), patientName: z.string().nullable() });
const file = z.object({ fromOn: day, toOn: day, items: z.array(filed) });

type Listed = AsyncIterable<Readonly<Record<string, unknown>>>;
async function* cellsOf(rows: Listed): AsyncGenerator<Row> {
  for await (const row of rows) {
    const said = { ...row, kind: KIND_WORDS[row["kind"] as keyof typeof KIND_WORDS] };
    yield COLUMNS.map(({ name }) => ((said as typeof row)[name] ?? null) as Row[number]);
  }
}

function made(tx: TenantTransaction, asked: CreditedFilter): Made {
  const { fromOn, toOn } = asked;
  return {
    name: `credits-and-losses-${fromOn}-${toOn}`,
    schema: file,
    report: { fromOn, toOn },
    long: { field: "items", rows: allRows(tx, asked) },
    tables: () => [
      {
        title: "Credits and losses",
        parameters: { from: fromOn, to: toOn },
        columns: COLUMNS,
        rows: cellsOf(allRows(tx, asked)),
      },
    ],
  };
}

const exporting = route({
  method: "GET",
  url: "/api/v1/credits-and-losses/file",
  summary: "The same list whole, to take away, as a PDF too (SEC-13). The reading is kept.",
  chapter,
  permission: read,
  files: reportFiles,
  schema: {
    query: z.strictObject({ ...between, kind: z.enum(CREDITED_KINDS).optional(), ...written }),
    responses: { 200: file },
  },
  handler: (call) => {
    const { fromOn, toOn, ledgerId, kind } = call.query;
    return answerReport(call, async (tx) => made(tx, { fromOn, toOn, ...given({ ledgerId, kind }) }));
  },
});

export const headOfficeRoutes = [
  exporting,
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
  route({
    method: "GET",
    url: "/api/v1/owner-digest",
    summary: "Who has the weekly digest by mail, in which language, and on which weekday.",
    chapter,
    permission: { action: "approvals.read", scope: "tenant" },
    schema: {
      responses: {
        200: z.object({
          readers: z.array(z.object({ address: z.string(), language: z.enum(REPORT_LANGUAGES), weekday })),
          appUrl: z.string(),
        }),
      },
    },
    inTransaction: async (tx) => {
      const { readers, appUrl } = await digestSetting(tx);
      return ok({ readers: [...readers], appUrl });
    },
  }),
  route({
    method: "PUT",
    url: "/api/v1/owner-digest",
    summary:
      "Sets who has the weekly digest: counts and totals without names, on each reader's weekday or the bank day nearest in that week; no readers is nobody.",
    chapter,
    permission: { action: "approvals.configure", scope: "tenant", fresh: true },
    schema: {
      body: z.strictObject({ readers: digestReaders, appUrl: z.url({ protocol: /^https$/ }).max(300) }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { body }) => {
      await setDigestSetting(tx, body);
      return noContent();
    },
  }),
];
