/** Misbehaviour as data: what a rule may take hold of here. */

import { createRuleList, type Facts, type RuleBook } from "@kvitt/simulator-kit";
import type { BounceFault, ConnectFault, DataFault, RefusalFault, Rule } from "./types.ts";

export type Rules = RuleBook<Rule> & {
  forConnection(): ConnectFault | undefined;
  forRecipient(to: string): RefusalFault | undefined;
  forData(to: readonly string[]): DataFault | undefined;
  forMail(to: string): BounceFault | undefined;
};

export function createRules(first: readonly Rule[]): Rules {
  const { find, replace, list } = createRuleList<Rule>({ first, fits });
  return {
    forConnection: () => find("connect", {}),
    forRecipient: (to) => find("recipient", { to: [to] }),
    forData: (to) => find("data", { to }),
    forMail: (to) => find("mail", { to: [to] }),
    replace,
    list,
  };
}

/** A rule names an address, or the beginning of one with a star behind it. */
function fits(wanted: string, to: Facts[string]): boolean {
  const addresses = typeof to === "string" ? [to] : (to ?? []);
  return addresses.some((address) =>
    wanted.endsWith("*") ? address.startsWith(wanted.slice(0, -1)) : address === wanted,
  );
}
