import * as z from "zod";
import { activateLedger, deactivateLedger, ledgerById, listLedgers, type Ledger } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import type { Clock } from "../../platform/index.ts";

const shown = z.object({
  id: uuid,
  clinicId: uuid,
  name: z.string(),
  orgNo: z.string(),
  market: z.string(),
  currency: z.string(),
  seriesId: uuid,
  state: z.enum(["active", "inactive"]),
  activeFromOn: day.nullable(),
});

function show({
  id,
  clinicId,
  name,
  orgNo,
  market,
  currency,
  seriesId,
  state,
  activeFromOn,
}: Ledger): z.input<typeof shown> {
  return { id, clinicId, name, orgNo, market, currency, seriesId, state, activeFromOn };
}

/** In a list each ledger says what day it is there: `today` in its own zone, which is its market's. */
const listed = shown.extend({ today: day, zone: z.string() });

function list(ledger: Ledger, clock: Clock): z.input<typeof listed> {
  const zone = marketPack(ledger.market).zones[0]!;
  return { ...show(ledger), today: clock.today(zone).toString(), zone };
}

const chapter = "Ledgers";
const params = z.strictObject({ ledgerId: uuid });

export const ledgerRoutes = [
  route({
    method: "GET",
    url: "/api/v1/ledgers",
    summary: "The ledgers in reach, by name, each with its zone and the day it is there.",
    chapter,
    permission: { action: "ledgers.read", scope: "ledger" },
    schema: { responses: { 200: z.object({ items: z.array(listed) }) } },
    inTransaction: async (tx) =>
      ok({ items: (await listLedgers(tx)).map((ledger) => list(ledger, tx.platform.clock)) }),
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId",
    summary: "One ledger.",
    chapter,
    permission: { action: "ledgers.read", scope: "ledger" },
    etag: true,
    schema: { params, responses: { 200: shown } },
    inTransaction: async (tx, call) => ok(show(await ledgerById(tx, call.params.ledgerId))),
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/activation",
    summary: "Ticks a ledger in: from this day its claims are taken. A second time changes nothing.",
    chapter,
    permission: { action: "ledgers.activate", scope: "ledger" },
    schema: { params, body: z.strictObject({ from: day }), responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await activateLedger(tx, call.params.ledgerId, call.body.from);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/deactivation",
    summary: "Takes no new claims for a ledger from now on; what is open runs to its end.",
    chapter,
    permission: { action: "ledgers.activate", scope: "ledger" },
    schema: { params, responses: { 204: null } },
    inTransaction: async (tx, call) => {
      await deactivateLedger(tx, call.params.ledgerId);
      return noContent();
    },
  }),
];
