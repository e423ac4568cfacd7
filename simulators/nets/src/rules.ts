/** Misbehaviour as data: what a rule may take hold of here. */

import { createRuleList, type RuleBook, type WebhookFault } from "@kvitt/simulator-kit";
import type { CallFault, InvoiceEvent, InvoiceFault, InvoiceIn, Operation, Rule } from "./types.ts";

export type Rules = RuleBook<Rule> & {
  forCall(operation: Operation): CallFault | undefined;
  forInvoice(invoice: InvoiceIn): InvoiceFault | undefined;
  forEvent(event: InvoiceEvent): WebhookFault | undefined;
};

export function createRules(): Rules {
  const { find, replace, list } = createRuleList<Rule>();
  return {
    forCall: (operation) => find("call", { operation }),
    forInvoice: ({ messageIdentifier, kid }) => find("invoice", { messageIdentifier, kid }),
    forEvent: ({ messageIdentifier, state }) => find("event", { messageIdentifier, state }),
    replace,
    list,
  };
}
