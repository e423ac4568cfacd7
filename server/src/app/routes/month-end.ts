import * as z from "zod";
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
import { ledgerById } from "../../ledger/index.ts";
import {
  BOARD_STATES,
  chaseMonthPack,
  monthBoard,
  monthPack,
  monthPackBytes,
  monthPacks,
  signMonthPack,
  type MonthPack,
} from "../../month-end/index.ts";
import { count, moment } from "./fields.ts";

/** Month-end packs: the clinic's, to read and sign, and head office's board of all. */

const chapter = "Reports";
const ledgerParams = z.strictObject({ ledgerId: uuid });
const packParams = ledgerParams.extend({ packId: uuid });
const read = { action: "reports.read", scope: "ledger" } as const;
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const shownPack = z.object({
  id: uuid,
  ledgerId: uuid,
  monthOn: day,
  asOfOn: day,
  knownAt: moment,
  dueOn: day,
  sha256,
  byteLength: count,
  chainRoot: z.string(),
  totals: z.object({
    remainingMinor: amountMinor,
    stateShareMinor: amountMinor,
    accountMinor: amountMinor,
    differenceMinor: amountMinor,
    overdueMinor: amountMinor,
    creditsMinor: amountMinor,
    lossesMinor: amountMinor,
    unmatchedMinor: amountMinor,
    corrections: z.int(),
  }),
  signedBy: z.string().nullable(),
  signedAt: moment.nullable(),
  deliveredAt: moment.nullable(),
  deliveredUnsigned: z.boolean(),
});
const boardRow = z.object({
  ledgerId: uuid,
  name: z.string(),
  currency: z.string(),
  state: z.enum(BOARD_STATES),
  dueOn: day,
  /** Until the due day; 0 on it, below zero after it. */
  workingDaysLeft: z.int(),
  bankComplete: z.boolean(),
  unmatched: z.object({ count: z.int(), amountMinor }),
  pack: shownPack.nullable(),
  chased: z.object({ days: z.int(), lastAt: moment.nullable() }),
  mayBeChased: z.boolean(),
});

const show = (pack: MonthPack) => ({ ...pack, sha256: pack.sha256.toString("hex") });

export const monthEndRoutes = [
  route({
    method: "GET",
    url: "/api/v1/month-end-board",
    summary:
      "Which step each clinic has come to for a month: bank complete, unmatched money, pack made, signed; who is late first, and when its managers were asked.",
    chapter,
    permission: { action: "monthEnd.board", scope: "tenant" },
    schema: {
      query: z.strictObject({ monthOn: day.refine((on) => on.endsWith("-01")) }),
      responses: { 200: z.object({ items: z.array(boardRow) }) },
    },
    inTransaction: async (tx, { query: { monthOn } }) => {
      const rows = await monthBoard(tx, monthOn);
      const shown = rows.map(({ pack, chased: { days, lastAt }, ...row }) => ({
        ...row,
        ...{ pack: pack && show(pack), chased: { days, lastAt } },
      }));
      return ok({ items: shown });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/month-packs",
    summary: "A clinic's month-end packs, newest month first, with their figures and who signed.",
    chapter,
    permission: read,
    schema: { params: ledgerParams, query: z.strictObject(pageQuery), responses: { 200: pageOf(shownPack) } },
    inTransaction: async (tx, { params: { ledgerId }, query: { limit, cursor } }) => {
      await ledgerById(tx, ledgerId);
      const beforeOn = decodeCursor(cursor, z.tuple([day]))?.[0];
      const found = page(await monthPacks(tx, { ledgerId, beforeOn, limit: limit + 1 }), limit, ({ monthOn }) => [
        monthOn,
      ]);
      return ok({ ...found, items: found.items.map(show) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/month-packs/:packId",
    summary: "A month-end pack's bytes, the same whenever they are asked for. Customers by number.",
    chapter,
    permission: read,
    files: { mediaTypes: ["application/json"] },
    schema: { params: packParams, responses: { 200: null } },
    inTransaction: async (tx, { params: { ledgerId, packId } }) => {
      const pack = await monthPack(tx, ledgerId, packId);
      return ok(await monthPackBytes(tx, pack), {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="month-end-${pack.monthOn.slice(0, 7)}.json"`,
        etag: `"${pack.sha256.toString("hex")}"`,
      });
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/month-packs/:packId/signature",
    summary:
      "The clinic's manager signs the pack that the hash names: the month is closed with it, and head office has it. A second time changes nothing.",
    chapter,
    permission: { action: "monthEnd.sign", scope: "ledger" },
    schema: { params: packParams, body: z.strictObject({ sha256 }), responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId, packId }, body }) => {
      await signMonthPack(tx, { ledgerId, packId, sha256: body.sha256 });
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/month-packs/:packId/chases",
    summary: "Asks the clinic's managers for their signature by mail, once a day beside what asks by itself.",
    chapter,
    permission: { action: "monthEnd.chase", scope: "ledger" },
    schema: { params: packParams, responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId, packId } }) => {
      await chaseMonthPack(tx, ledgerId, packId);
      return noContent();
    },
  }),
];
