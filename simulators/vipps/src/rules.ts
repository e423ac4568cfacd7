/** Misbehaviour as data: the first rule that fits and still has turns decides. */

import type { CallFault, Operation, PaymentEvent, Rule, WebhookFault } from "./types.ts";

type Counted = { readonly rule: Rule; seen: number; fired: number };

export type Rules = {
  forCall(operation: Operation, reference: string | undefined): CallFault | undefined;
  forWebhook(event: PaymentEvent): WebhookFault | undefined;
  /** Replaces all rules and their counters. */
  replace(rules: readonly Rule[]): void;
  list(): readonly { readonly rule: Rule; readonly fired: number }[];
};

export function createRules(): Rules {
  let current: Counted[] = [];
  return {
    forCall: (operation, reference) => {
      for (const counted of current) {
        const { rule } = counted;
        if (rule.on !== "call") continue;
        const { match = {} } = rule;
        if (fits(match.operation, operation) && fits(match.reference, reference) && fires(counted)) return rule.fault;
      }
      return undefined;
    },
    forWebhook: ({ name, reference }) => {
      for (const counted of current) {
        const { rule } = counted;
        if (rule.on !== "webhook") continue;
        const { match = {} } = rule;
        if (fits(match.event, name) && fits(match.reference, reference) && fires(counted)) return rule.fault;
      }
      return undefined;
    },
    replace: (rules) => {
      current = rules.map((rule) => ({ rule, seen: 0, fired: 0 }));
    },
    list: () => current.map(({ rule, fired }) => ({ rule, fired })),
  };
}

function fits(wanted: string | undefined, given: string | undefined): boolean {
  return wanted === undefined || wanted === given;
}

function fires(counted: Counted): boolean {
  counted.seen += 1;
  if (counted.seen <= (counted.rule.skip ?? 0) || counted.fired >= (counted.rule.times ?? 1)) return false;
  counted.fired += 1;
  return true;
}
