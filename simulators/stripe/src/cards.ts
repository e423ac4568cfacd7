/** The service's test cards: what a number does. Numbers are looked at here and kept nowhere. */

import type { CardFacts, CardProblem } from "./types.ts";

export type CardReading = {
  readonly card: CardFacts;
  readonly problem: CardProblem | null;
  /** The payer has to prove who it is first. */
  readonly challenge: boolean;
  /** Disputed as soon as it is captured. */
  readonly disputeAs: string | null;
};

const declined = (decline_code: string): CardProblem => ({
  type: "card_error",
  code: "card_declined",
  decline_code,
  message: decline_code === "insufficient_funds" ? "Your card has insufficient funds." : "Your card was declined.",
});
const problem = (code: string, message: string): CardProblem => ({ type: "card_error", code, message });

const problems: Readonly<Record<string, CardProblem>> = {
  "4000000000000002": declined("generic_decline"),
  "4000000000009995": declined("insufficient_funds"),
  "4000000000009987": declined("lost_card"),
  "4000000000009979": declined("stolen_card"),
  "4000000000006975": declined("card_velocity_exceeded"),
  "4000000000000069": problem("expired_card", "Your card has expired."),
  "4000000000000127": problem("incorrect_cvc", "Your card's security code is incorrect."),
  "4000000000000119": problem(
    "processing_error",
    "An error occurred while processing your card. Try again in a little bit.",
  ),
  "4100000000000019": declined("fraudulent"),
  // The service has no test cards for these codes; the numbers are this simulator's own.
  "4000000000030017": declined("do_not_honor"),
  "4000000000030025": declined("try_again_later"),
  "4000000000030033": declined("issuer_not_available"),
  "4000000000030041": declined("card_not_supported"),
  "4000000000030058": declined("currency_not_supported"),
  "4000000000030066": declined("transaction_not_allowed"),
  "4000000000030074": declined("authentication_required"),
  "4000000000030082": declined("pickup_card"),
  "4000000000030090": declined("restricted_card"),
  "4000000000030108": declined("do_not_try_again"),
  "4000000000030116": declined("duplicate_transaction"),
  "4000000000030124": declined("withdrawal_count_limit_exceeded"),
  "4000000000030132": declined("call_issuer"),
  "4000000000030140": declined("invalid_account"),
  // A bare no of a bank that advises besides: the three advices there are.
  "4000000000040016": { ...declined("generic_decline"), advice_code: "try_again_later" },
  "4000000000040024": { ...declined("generic_decline"), advice_code: "confirm_card_data" },
  "4000000000040032": { ...declined("generic_decline"), advice_code: "do_not_try_again" },
};

/** The cards that are declined, with the codes the service tells: for tests that go through all of them. */
export const declinedCards: readonly (readonly [number: string, decline: string, advice: string | null])[] =
  Object.entries(problems).map(([number, { code, decline_code, advice_code }]) => [
    number,
    decline_code ?? code,
    advice_code ?? null,
  ]);

const challenges: ReadonlySet<string> = new Set(["4000002500003155", "4000002760003184", "4000000000003220"]);
const disputes: Readonly<Record<string, string>> = {
  "4000000000000259": "fraudulent",
  "4000000000002685": "product_not_received",
  "4000000000001976": "warning",
};
/** Test cards that simply work. */
const good: ReadonlySet<string> = new Set([
  "4242424242424242",
  "4000056655665556",
  "5555555555554444",
  "2223003122003222",
  "378282246310005",
  "4000005780000007",
  "4000002080000001",
  "4000007520000008",
  "4000003800000008",
]);

/** What a typed number would do; spaces in it are let pass. */
export function readCard(typed: string): CardReading {
  const number = typed.replace(/[\s-]/g, "");
  const facts = {
    card: { brand: brandOf(number), last4: number.slice(-4) },
    challenge: challenges.has(number),
    disputeAs: disputes[number] ?? null,
  };
  if (!/^\d{13,19}$/.test(number) || !fitsLuhn(number)) {
    return { ...facts, problem: problem("incorrect_number", "Your card number is incorrect.") };
  }
  const known = good.has(number) || facts.challenge || facts.disputeAs !== null;
  return { ...facts, problem: problems[number] ?? (known ? null : declined("test_mode_live_card")) };
}

export const refusedProof = problem(
  "payment_intent_authentication_failure",
  "We are unable to authenticate your payment method.",
);

function brandOf(number: string): string {
  if (number.startsWith("4")) return "visa";
  return number.startsWith("3") ? "amex" : "mastercard";
}

/** ISO/IEC 7812-1, annex B. */
function fitsLuhn(number: string): boolean {
  const digits = Array.from(number, Number).reverse();
  const sum = digits.reduce((total, digit, index) => {
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
