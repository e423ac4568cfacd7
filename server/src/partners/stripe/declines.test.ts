import { createStripeServer, createStripeSimulator, declinedCards, demoAccount } from "@kvitt/simulator-stripe";
import type { AddressInfo } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import type { CardDecline, CardPayments } from "../../payments/ports.ts";
import { declineOf } from "./declines.ts";
import { openStripe } from "./index.ts";

const ref = "kvitt-260101-9";

/** A page that waits for its payer, and hands to type cards with. */
async function opened() {
  const simulator = createStripeSimulator({ post: async () => 200 });
  const server = createStripeServer(simulator);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  const reach = {
    fetch: (url: string, init: RequestInit) => fetch(url, init),
    clock: { epochMilliseconds: () => simulator.now(), pause: (ms: number) => simulator.advance(ms) },
    deadline: (ms: number) => AbortSignal.timeout(ms),
  };
  const service = openStripe({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, reach });
  const rail: CardPayments = service.cards({ secretKey: demoAccount.secretKey }, { secrets: [] });
  const started = await rail.create({
    operationId: `${ref}:create`,
    reference: ref,
    amountMinor: 245_000n,
    currency: "NOK",
    approach: { by: "web", returnUrl: "https://pay.example.test/r/6kP2s" },
    description: "Faktura 260101",
    language: "nb",
  });
  expect(started.outcome).toBe("ok");
  const session = simulator.find({ reference: ref })!;
  const told = async () => {
    const answer = await rail.get(ref);
    return answer.outcome === "ok" ? { state: answer.value.state, ...answer.value.decline } : answer;
  };
  return { simulator, rail, told, pay: (number: string) => simulator.pay(session, number).kind };
}

describe("why the service declined a card", () => {
  test.each<[string, CardDecline]>([
    ["insufficient_funds", "notEnoughMoney"],
    ["card_velocity_exceeded", "notEnoughMoney"],
    ["withdrawal_count_limit_exceeded", "notEnoughMoney"],
    ["expired_card", "expired"],
    ["incorrect_number", "mistyped"],
    ["incorrect_cvc", "mistyped"],
    ["invalid_expiry_year", "mistyped"],
    ["authentication_required", "notProven"],
    ["payment_intent_authentication_failure", "notProven"],
    ["processing_error", "busy"],
    ["issuer_not_available", "busy"],
    ["try_again_later", "busy"],
    ["card_not_supported", "notForThis"],
    ["currency_not_supported", "notForThis"],
    ["generic_decline", "bankSaysNo"],
    ["do_not_honor", "bankSaysNo"],
    ["transaction_not_allowed", "bankSaysNo"],
    ["lost_card", "blocked"],
    ["stolen_card", "blocked"],
    ["pickup_card", "blocked"],
    ["fraudulent", "blocked"],
    ["do_not_try_again", "blocked"],
    ["duplicate_transaction", "justPaid"],
    ["a_code_of_next_year", "bankSaysNo"],
    ["constructor", "bankSaysNo"],
  ])("X-09 %s: %s", (code, reason) => {
    expect(declineOf({ code: "card_declined", decline_code: code })).toBe(reason);
    expect(declineOf({ code })).toBe(reason);
  });

  test.each([
    ["generic_decline", "try_again_later", "busy"],
    ["do_not_honor", "confirm_card_data", "mistyped"],
    ["generic_decline", "do_not_try_again", "blocked"],
    ["generic_decline", "an_advice_of_next_year", "bankSaysNo"],
    ["insufficient_funds", "do_not_try_again", "notEnoughMoney"],
    ["stolen_card", "try_again_later", "blocked"],
  ] as const)("X-09 %s with the advice %s: %s", (decline_code, advice_code, reason) => {
    expect(declineOf({ code: "card_declined", decline_code, advice_code })).toBe(reason);
  });

  test("X-09 an error without any code is the bank's no", () => {
    expect(declineOf({ code: null })).toBe("bankSaysNo");
    expect(declineOf({})).toBe("bankSaysNo");
  });
});

describe("a declined card as the port tells it", () => {
  test.each(declinedCards)(
    "X-09 card %s, %s with the advice %s, is told with its reason",
    async (number, code, advice) => {
      const { pay, told } = await opened();
      expect(pay(number)).toBe("refused");
      const reason = declineOf({ code: "card_declined", decline_code: code, advice_code: advice });
      expect(await told()).toEqual({ state: "awaitingPayer", reason, tries: 1 });
    },
  );

  test("X-09 each declined card counts; one that works ends the counting and the reason", async () => {
    const { pay, told } = await opened();
    expect(await told()).toEqual({ state: "awaitingPayer" });
    pay("4000000000009995");
    pay("4000000000000069");
    pay("4000000000000002");
    expect(await told()).toEqual({ state: "awaitingPayer", reason: "bankSaysNo", tries: 3 });
    expect(pay("4242424242424242")).toBe("paid");
    expect(await told()).toEqual({ state: "authorized" });
  });

  test("X-09 who could not prove who they are is told so", async () => {
    const { simulator, pay, told } = await opened();
    expect(pay("4000002500003155")).toBe("challenge");
    simulator.answerChallenge(simulator.find({ reference: ref })!, false);
    expect(await told()).toEqual({ state: "awaitingPayer", reason: "notProven", tries: 1 });
  });

  test("X-09 the reason is still told of a page that has run out", async () => {
    const { simulator, pay, told } = await opened();
    pay("4000000000009995");
    await simulator.advance(3_600_000);
    expect(await told()).toEqual({ state: "expired", reason: "notEnoughMoney", tries: 1 });
  });

  test.each([
    ["a count that is not answered", "listCharges", { do: "fail", status: 500, when: "before" }],
    ["a count that cannot be read", "listCharges", { do: "text", body: "<html>" }],
  ] as const)("X-09 %s keeps nothing else from being told", async (_what, operation, fault) => {
    const { simulator, pay, told } = await opened();
    pay("4000000000009995");
    pay("4000000000009995");
    simulator.rules.replace([{ on: "call", match: { operation }, times: 9, fault }]);
    expect(await told()).toEqual({ state: "awaitingPayer", reason: "notEnoughMoney", tries: 1 });
  });

  test("X-09 SEC-44 an error of another form is no decline, and the payment is told all the same", async () => {
    const { simulator, pay, told } = await opened();
    pay("4000000000009995");
    const members = { "payment_intent.last_payment_error": "none of your business" };
    simulator.rules.replace([{ on: "call", match: { operation: "getSession" }, fault: { do: "patch", members } }]);
    expect(await told()).toEqual({ state: "awaitingPayer" });
  });
});
