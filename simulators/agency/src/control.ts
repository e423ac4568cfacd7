/** `/_control`: moving the clock, scripting misbehaviour, looking at cases, acting for debtor and agency, telling what nobody expects. */

import { z } from "zod";
import { given, jsonReply, serviceControls, serviceFaults, turns, WRONG_TIME } from "@kvitt/simulator-kit";
import { controlPage } from "./control-page.ts";
import type { AgencySimulator } from "./simulator.ts";
import { operations, type Case, type Rule } from "./types.ts";
import { acts, type Act } from "./world.ts";

const refuse = z.strictObject({
  do: z.literal("refuse"),
  status: z.int().min(400).max(499),
  code: z.string().regex(/^[A-Z_]{2,40}$/),
});
const rules: z.ZodType<readonly Rule[]> = z.array(
  z.strictObject({
    on: z.literal("call"),
    match: z.strictObject({ operation: z.enum(operations).optional(), caseId: z.string().optional() }).optional(),
    fault: z.discriminatedUnion("do", [...serviceFaults, refuse, z.strictObject({ do: z.literal("repeat") })]),
    ...turns,
  }),
);

const minor = z.int();
const event = z.strictObject({
  eventId: z.string().min(1).max(100).optional(),
  caseId: z.string().max(64).optional(),
  reference: z.string().max(64).optional(),
  status: z.string().min(1).max(50),
  occurredOn: z.iso.date().optional(),
  reason: z.string().max(200).optional(),
  amounts: z.strictObject({ capital: minor, interest: minor, fee: minor, ownCosts: minor, remitted: minor }).optional(),
  remittance: z.string().max(64).optional(),
});

/** Read by its schema: what was left out is left out. */
type Telling = Parameters<AgencySimulator["tell"]>[0];

export const { controlRead, controlWrite } = serviceControls<Rule, AgencySimulator, Case, Act>({
  rules,
  page: controlPage,
  things: {
    name: "cases",
    all: (simulator) => simulator.cases(),
    find: (simulator, caseId) => simulator.find(caseId),
    view: (_simulator, { body, ...found }) => ({ ...found, packet: JSON.parse(body) as unknown }),
  },
  acts,
  act: (simulator, found, act) => (simulator.act(found, act) ? undefined : WRONG_TIME),
  lists: { statuses: (simulator) => ({ statuses: simulator.told() }) },
  write: async (simulator, path, input) =>
    path === "/_control/statuses"
      ? given(event, input, (said) => Promise.resolve(jsonReply(200, simulator.tell(said as Telling))))
      : undefined,
});
