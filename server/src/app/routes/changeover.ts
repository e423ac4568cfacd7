import * as z from "zod";
import {
  addChangeoverPart,
  beginWalkthrough,
  bookWalkthrough,
  cancelWalkthrough,
  CHANGEOVER_KINDS,
  CHANGEOVER_STATES,
  ledgerById,
  settleChangeoverPart,
  WALKTHROUGH_MINUTES,
} from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { created, day, noContent, route, uuid } from "../../platform/http/index.ts";
import { written } from "./fields.ts";

const chapter = "Ledgers";
const permission = { action: "ledgers.activate", scope: "ledger" } as const;
const params = z.strictObject({ ledgerId: uuid });
const words = written(1, 120);
const call = z.strictObject({
  on: day,
  /** On the clocks of the ledger's market. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  minutes: z.int().min(15).max(240).default(WALKTHROUGH_MINUTES),
  heldWith: words,
});

/** The moment a clock shows in a market; one that clocks skip is the moment after. */
const momentIn = (market: string, { on, time }: Pick<z.output<typeof call>, "on" | "time">) =>
  Temporal.PlainDateTime.from(`${on}T${time}`).toZonedDateTime(marketPack(market).zones[0]!).toInstant();

/** A clinic's move from what it used before: the call, and the list of what is disconnected in it (H-08). */
export const changeoverRoutes = [
  route({
    method: "PUT",
    url: "/api/v1/ledgers/:ledgerId/walkthrough",
    summary:
      "Books the call in which a clinic goes over to this ledger, or moves it; from then on it is activated only in it.",
    chapter,
    permission,
    schema: { params, body: call, responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      const { market } = await ledgerById(tx, ledgerId);
      const { minutes, heldWith } = body;
      await bookWalkthrough(tx, ledgerId, { at: momentIn(market, body), minutes, heldWith });
      return noContent();
    },
  }),
  route({
    method: "DELETE",
    url: "/api/v1/ledgers/:ledgerId/walkthrough",
    summary: "Calls the changeover call off, as long as it has not begun. A second time changes nothing.",
    chapter,
    permission,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      await cancelWalkthrough(tx, ledgerId);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/walkthrough/start",
    summary: "The changeover call begins now: what is old may be disconnected. A second time changes nothing.",
    chapter,
    permission,
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId } }) => {
      await beginWalkthrough(tx, ledgerId);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/changeover-parts",
    summary: "Lists an old device or integration that is disconnected in the call; one that is listed already stays.",
    chapter,
    permission,
    schema: {
      params,
      body: z.strictObject({ kind: z.enum(CHANGEOVER_KINDS), name: words }),
      responses: { 201: z.object({ id: uuid }) },
    },
    inTransaction: async (tx, { params: { ledgerId }, body }) =>
      created({ id: await addChangeoverPart(tx, ledgerId, body) }),
  }),
  route({
    method: "PUT",
    url: "/api/v1/ledgers/:ledgerId/changeover-parts/:partId/state",
    summary:
      "Says that an old device or integration is disconnected, which only the call does, or does not apply, or takes it back.",
    chapter,
    permission,
    schema: {
      params: z.strictObject({ ledgerId: uuid, partId: uuid }),
      body: z.strictObject({ state: z.enum(CHANGEOVER_STATES) }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { params: { ledgerId, partId }, body }) => {
      await settleChangeoverPart(tx, ledgerId, partId, body.state);
      return noContent();
    },
  }),
];
