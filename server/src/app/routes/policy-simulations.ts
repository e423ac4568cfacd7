import * as z from "zod";
import { levelNames, simulationOf, startSimulation } from "../../collections/index.ts";
import { amountMinor, created, day, ok, route, uuid } from "../../platform/http/index.ts";

/** A draft of the chain's policy on past invoices, beside the policy in force and what really happened (N-13). */

const chapter = "Follow-up";
const permission = { action: "followUp.simulate", scope: "tenant" } as const;
const outcome = z.object({
  invoices: z.int(),
  steps: z.partialRecord(z.enum(levelNames), z.int()),
  feesMinor: amountMinor,
  /** By telephone or e-mail, and on paper; null of what really happened. */
  messages: z.int().nullable(),
  papers: z.int().nullable(),
  /** By the clinics' price lists; null where one says no price. */
  sendingMinor: amountMinor.nullable(),
  paid: z.int(),
  paidMinor: amountMinor,
  /** Month of payment and what came in it. */
  cashByMonth: z.array(z.object({ month: z.string(), minor: amountMinor })),
  /** Mean days from invoice to payment, in tenths. */
  tenthDaysToPay: z.int().nullable(),
  openMinor: amountMinor,
  lostMinor: amountMinor,
});
const result = z.object({ actual: outcome, running: outcome, draft: outcome, leftOut: z.int() });

export const policySimulationRoutes = [
  route({
    method: "POST",
    url: "/api/v1/follow-up-simulations",
    summary:
      "Tries a draft of the chain's policy on the invoices of past years; the same question of a day is answered by the one that is kept.",
    chapter,
    permission,
    schema: {
      body: z.strictObject({ content: z.record(z.string(), z.unknown()), years: z.int().min(1).max(3) }),
      responses: { 201: z.object({ id: uuid }) },
    },
    inTransaction: async (tx, { body }) => created({ id: await startSimulation(tx, body) }),
  }),
  route({
    method: "GET",
    url: "/api/v1/follow-up-simulations/:simulationId",
    summary: "How far a simulation is, and what it came to. Fees and days as the assumption of its chapter has them.",
    chapter,
    permission,
    schema: {
      params: z.strictObject({ simulationId: uuid }),
      responses: {
        200: z.object({
          id: uuid,
          fromOn: day,
          throughOn: day,
          done: z.int(),
          total: z.int(),
          result: result.nullable(),
        }),
      },
    },
    inTransaction: async (tx, { params: { simulationId } }) => {
      const found = await simulationOf(tx, simulationId);
      return ok(found);
    },
  }),
];
