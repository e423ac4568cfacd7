/** Misbehaviour as data: what a rule may take hold of here. */

import { createRuleList, type RuleBook } from "@kvitt/simulator-kit";
import type { CallFault, Operation, Rule, State, WebhookFault } from "./types.ts";

export type Rules = RuleBook<Rule> & {
  forCall(operation: Operation): CallFault | undefined;
  forWebhook(state: State): WebhookFault | undefined;
};

export function createRules(): Rules {
  const { find, replace, list } = createRuleList<Rule>();
  return {
    forCall: (operation) => find("call", { operation }),
    forWebhook: (state) => find("webhook", { state }),
    replace,
    list,
  };
}
