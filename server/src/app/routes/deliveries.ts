import * as z from "zod";
import {
  countByChannel,
  countRequests,
  countTasks,
  needsContact,
  noChoiceMade,
  openTasks,
  sendAgain,
  solveTask,
} from "../../delivery/index.ts";
import { ledgerById } from "../../ledger/index.ts";
import { partiesById } from "../../parties/index.ts";
import { standingIn } from "../../payments/index.ts";
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
import { moment, reason } from "./fields.ts";

const chapter = "Deliveries";
const params = z.strictObject({ ledgerId: uuid });
const taskParams = z.strictObject({ taskId: uuid });
const read = { action: "deliveries.read", scope: "ledger" } as const;
const handle = { action: "deliveries.handle", scope: "ledger" } as const;

const channels = ["sms", "email", "paper", "efaktura", "ehf"] as const;
const taskKinds = [
  "failed",
  "bounced",
  "needsContact",
  "contentRefused",
  "setUp",
  "businessRejected",
  "wrongPerson",
] as const;

const who = z.object({ id: uuid, name: z.string(), customerNo: amountMinor });
const waiting = z.object({ count: z.int(), openMinor: amountMinor });
const unchosen = z.object({
  requestId: uuid,
  itemId: uuid,
  recipient: who,
  debtor: who,
  choice: z.enum(["none", "warned"]),
  openMinor: amountMinor,
  dueOn: day,
  askedOn: day,
  warnOn: day,
  warnedOn: day.nullable(),
  defaultOn: day,
});
const need = z.object({
  itemId: uuid,
  debtor: who,
  reason: z.enum(["minorWithoutGuardian", "ageUnknown", "unreachable", "guardiansShare", "foreignNumber"]),
  openMinor: amountMinor,
  dueOn: day,
  since: moment,
});
const task = z.object({
  id: uuid,
  itemId: uuid.nullable(),
  recipient: who,
  kind: z.enum(taskKinds),
  /** The rule of a finding, or the channel's reason; never what stood there. */
  rule: z.string().nullable(),
  messageKind: z.string(),
  channel: z.enum(channels).nullable(),
  openMinor: amountMinor.nullable(),
  dueOn: day.nullable(),
  openedAt: moment,
});

/** As many bills that rest as a look takes along. */
const MOST_RESTING = 5_000;

/** Bills of a ledger whose follow-up rests: what a person has put off is out of the lists until then (W-07). */
async function restingItems(tx: TenantTransaction, ledgerId: string): Promise<string[]> {
  await ledgerById(tx, ledgerId);
  return (await standingIn(tx, { ledgerId, limit: MOST_RESTING })).map(({ itemId }) => itemId);
}

type Who = z.output<typeof who>;

/** People of a page by id. Who saw which is kept, one row for the page (SEC-75). */
async function peopleOf(tx: TenantTransaction, ids: readonly string[]): Promise<(id: string) => Who> {
  const wanted = [...new Set(ids)];
  const known = await partiesById(tx, wanted);
  if (wanted.length > 0) {
    const subject = { subjectKind: "tenant", subjectId: tx.tenantId } as const;
    await recordAudit(tx, { action: "deliveries.listed", ...subject, detail: { parties: wanted } });
  }
  return (id) => {
    const { name, customerNo } = known.get(id)!;
    return { id, name, customerNo };
  };
}

const paged = (items: z.ZodType) => ({ params, query: z.strictObject(pageQuery), responses: { 200: pageOf(items) } });

const lists = [
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/deliveries",
    summary:
      "How much waits for a person: bills without a choice, bills for which nobody can be asked, messages that did not arrive; and how many rest.",
    chapter,
    permission: read,
    schema: {
      params,
      responses: {
        200: z.object({
          unchosen: waiting,
          needsContact: waiting,
          failed: z.object({ count: z.int(), kinds: z.array(z.object({ kind: z.enum(taskKinds), count: z.int() })) }),
          resting: z.int(),
        }),
      },
    },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      const except = await restingItems(tx, ledgerId);
      const requests = await countRequests(tx, ledgerId, { except });
      const kinds = [...(await countTasks(tx, ledgerId, except))].map(([kind, count]) => ({ kind, count }));
      const count = kinds.reduce((sum, one) => sum + one.count, 0);
      return ok({ ...requests, failed: { count, kinds }, resting: except.length });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/unchosen-requests",
    summary:
      "Bills for which nothing was chosen yet, those whose invoice goes out first first. What rests is left out.",
    chapter,
    permission: read,
    schema: { ...paged(unchosen), responses: { 200: pageOf(unchosen) } },
    inTransaction: async (tx, { params: { ledgerId }, query: { limit, cursor } }) => {
      const [defaultOn, requestId] = decodeCursor(cursor, z.tuple([day, uuid])) ?? [];
      const after = defaultOn && requestId ? { defaultOn, requestId } : undefined;
      const among = { except: await restingItems(tx, ledgerId) };
      const found = await noChoiceMade(tx, ledgerId, { after, among, limit: limit + 1 });
      const { items, nextCursor } = page(found, limit, (one) => [one.defaultOn, one.requestId]);
      const personOf = await peopleOf(
        tx,
        items.flatMap((one) => [one.recipientId, one.debtorId]),
      );
      return ok({
        items: items.map(({ recipientId, debtorId, ...one }) => ({
          ...one,
          recipient: personOf(recipientId),
          debtor: personOf(debtorId),
        })),
        nextCursor,
      });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/contact-needs",
    summary: "Bills for which nobody may or can be asked, with the reason, oldest first. What rests is left out.",
    chapter,
    permission: read,
    schema: { ...paged(need), responses: { 200: pageOf(need) } },
    inTransaction: async (tx, { params: { ledgerId }, query: { limit, cursor } }) => {
      const [after] = decodeCursor(cursor, z.tuple([uuid])) ?? [];
      const among = { except: await restingItems(tx, ledgerId) };
      const found = await needsContact(tx, ledgerId, { after, among, limit: limit + 1 });
      const { items, nextCursor } = page(found, limit, (one) => [one.itemId]);
      const personOf = await peopleOf(
        tx,
        items.map((one) => one.debtorId),
      );
      return ok({ items: items.map(({ debtorId, ...one }) => ({ ...one, debtor: personOf(debtorId) })), nextCursor });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/delivery-tasks",
    summary:
      "Messages that did not get through and need a person, oldest first: why, by which rule, never what stood in them.",
    chapter,
    permission: read,
    schema: {
      params,
      query: z.strictObject({ ...pageQuery, kind: z.enum(taskKinds).optional() }),
      responses: { 200: pageOf(task) },
    },
    inTransaction: async (tx, { params: { ledgerId }, query: { limit, cursor, kind } }) => {
      const [after] = decodeCursor(cursor, z.tuple([uuid])) ?? [];
      const exceptItems = await restingItems(tx, ledgerId);
      const kinds = kind ? [kind] : undefined;
      const found = await openTasks(tx, { ledgerId, kinds, exceptItems, after, limit: limit + 1 });
      const { items, nextCursor } = page(found, limit, ({ id }) => [id]);
      const personOf = await peopleOf(
        tx,
        items.map((one) => one.recipientId),
      );
      return ok({
        items: items.map((one) => ({
          ...{ id: one.id, itemId: one.itemId, kind: one.kind, rule: one.rule, channel: one.channel },
          ...{ openMinor: one.openMinor, dueOn: one.dueOn, openedAt: one.openedAt },
          messageKind: one.dispatchKind,
          recipient: personOf(one.recipientId),
        })),
        nextCursor,
      });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/channel-counts",
    summary:
      "Bills by the channel that reached their receiver first, from one day to another, and how many are settled.",
    chapter,
    permission: read,
    schema: {
      params,
      query: z.strictObject({ from: day, to: day }),
      responses: {
        200: z.object({
          items: z.array(z.object({ channel: z.enum(channels), items: z.int(), seen: z.int(), settled: z.int() })),
        }),
      },
    },
    inTransaction: async (tx, { params: { ledgerId }, query }) => {
      await ledgerById(tx, ledgerId);
      const begins = (date: string) => Temporal.PlainDate.from(date).toZonedDateTime("UTC").toInstant();
      const until = begins(Temporal.PlainDate.from(query.to).add({ days: 1 }).toString());
      return ok({ items: await countByChannel(tx, { ledgerId, from: begins(query.from), until }) });
    },
  }),
];

const acts = [
  route({
    method: "POST",
    url: "/api/v1/delivery-tasks/:taskId/retry",
    summary: "Sends what did not get through once more: as before, or by one channel. The same task is answered once.",
    chapter,
    permission: handle,
    schema: {
      params: taskParams,
      body: z.strictObject({ channel: z.enum(channels).optional() }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { params: { taskId }, body: { channel } }) => {
      await sendAgain(tx, taskId, channel);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/delivery-tasks/:taskId/solution",
    summary: "Says that a person has seen to what did not get through, and how.",
    chapter,
    permission: handle,
    schema: { params: taskParams, body: z.strictObject({ reason }), responses: { 204: null } },
    inTransaction: async (tx, { params: { taskId }, body }) => {
      await solveTask(tx, taskId, body.reason);
      return noContent();
    },
  }),
];

/** What left and did not arrive, and who was asked and has not chosen: the desk's duty lists. */
export const deliveryRoutes = [...lists, ...acts];
