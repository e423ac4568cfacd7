/** Misbehaviour as data: what a rule may take hold of here. */

import { createRuleList, type RuleBook, type WebhookFault } from "@kvitt/simulator-kit";
import type { CallFault, LetterEvent, LetterFault, LetterIn, Operation, Rule } from "./types.ts";

export type Rules = RuleBook<Rule> & {
  forCall(operation: Operation): CallFault | undefined;
  forLetter(letter: LetterIn): LetterFault | undefined;
  forEvent(event: LetterEvent): WebhookFault | undefined;
};

export function createRules(): Rules {
  const { find, replace, list } = createRuleList<Rule>();
  return {
    forCall: (operation) => find("call", { operation }),
    forLetter: ({ id, receiver }) => find("letter", { id, postCode: receiver.postCode }),
    forEvent: ({ id, state }) => find("event", { id, state }),
    replace,
    list,
  };
}
