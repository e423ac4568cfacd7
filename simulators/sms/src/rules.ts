/** Misbehaviour as data: what a rule may take hold of here. */

import { createRuleList, type RuleBook, type WebhookFault } from "@kvitt/simulator-kit";
import type { CallFault, GatewayName, MessageFault, Operation, Report, Rule, SmsIn } from "./types.ts";

export type Rules = RuleBook<Rule> & {
  forCall(gateway: GatewayName, operation: Operation): CallFault | undefined;
  forMessage(gateway: GatewayName, message: SmsIn): MessageFault | undefined;
  forReport(report: Report): WebhookFault | undefined;
};

export function createRules(draw: () => number): Rules {
  const { find, replace, list } = createRuleList<Rule>({ draw });
  return {
    forCall: (gateway, operation) => find("call", { gateway, operation }),
    forMessage: (gateway, { id, to }) => find("message", { gateway, id, to }),
    forReport: ({ gateway, id, to, state }) => find("report", { gateway, id, to, state }),
    replace,
    list,
  };
}
