/** Rules of a service that is called by the merchant and tells by webhook: what one may take hold of, and the schema it is read by. */

import { z } from "zod";
import { callFaults, turns } from "./control.ts";
import type { WebhookFault } from "./queue.ts";
import { createRuleList, type RuleBook } from "./rules.ts";

/** Faults of a call that every such service has; how it refuses, and what more, is its own. */
export type ServiceFault =
  | { readonly do: "delay"; readonly ms: number }
  | { readonly do: "drop"; readonly when: "before" | "after" }
  | { readonly do: "fail"; readonly status: number; readonly when: "before" | "after" }
  /** Members of the JSON answer are replaced: a state nobody has seen, another amount. */
  | { readonly do: "patch"; readonly members: Readonly<Record<string, unknown>> }
  /** The answer's body is this text, whatever it is. */
  | { readonly do: "text"; readonly body: string; readonly status?: number | undefined };

/** Their schemas, for a union with the service's own. */
export const serviceFaults = [
  callFaults.delay,
  callFaults.drop,
  callFaults.fail,
  callFaults.patch,
  callFaults.textWithStatus,
] as const;

type Named<Key extends string, Value> = { readonly [key in Key]?: Value | undefined } & {
  readonly reference?: string | undefined;
};

/** Applies to what matches all that is named. Skips the first `skip` matches, then fires `times` times (1 when left out). */
export type ServiceRule<Operation extends string, CallFault, Event extends string = string, Told = WebhookFault> = {
  readonly times?: number | undefined;
  readonly skip?: number | undefined;
} & (
  | { readonly on: "call"; readonly match?: Named<"operation", Operation> | undefined; readonly fault: CallFault }
  | { readonly on: "webhook"; readonly match?: Named<"event", Event> | undefined; readonly fault: Told }
);

export type ServiceRules<Operation extends string, CallFault, Event extends string = string, Told = WebhookFault> = {
  forCall(operation: Operation, reference: string | undefined): CallFault | undefined;
  forWebhook(event: Event, reference: string): Told | undefined;
} & RuleBook<ServiceRule<Operation, CallFault, Event, Told>>;

export function createServiceRules<
  Operation extends string,
  CallFault,
  Event extends string = string,
  Told = WebhookFault,
>(): ServiceRules<Operation, CallFault, Event, Told> {
  const { find, replace, list } = createRuleList<ServiceRule<Operation, CallFault, Event, Told>>();
  return {
    forCall: (operation, reference) => find<"call">("call", { operation, reference }),
    forWebhook: (event, reference) => find<"webhook">("webhook", { event, reference }),
    replace,
    list,
  };
}

/** What `/_control/rules` takes: faults of a call and of a webhook as the service has them. */
export function serviceRulesSchema<
  const Operation extends string,
  CallFault,
  Told,
  const Event extends string = string,
>(own: {
  readonly operations: readonly Operation[];
  readonly call: z.ZodType<CallFault>;
  readonly webhook: z.ZodType<Told>;
  /** Left out, an event of any name. */
  readonly events?: readonly Event[];
}): z.ZodType<readonly ServiceRule<Operation, CallFault, Event, Told>[]> {
  const reference = z.string().optional();
  const event = (own.events === undefined ? z.string() : z.enum(own.events)) as z.ZodType<Event>;
  return z.array(
    z.discriminatedUnion("on", [
      z.strictObject({
        on: z.literal("call"),
        match: z.strictObject({ operation: z.enum(own.operations).optional(), reference }).optional(),
        fault: own.call,
        ...turns,
      }),
      z.strictObject({
        on: z.literal("webhook"),
        match: z.strictObject({ event: event.optional(), reference }).optional(),
        fault: own.webhook,
        ...turns,
      }),
    ]),
  );
}
