import { z } from "zod";
import type { CardDecline } from "../../payments/ports.ts";

/**
 * Why a card was declined, from the service's words to the port's. The codes are those of docs.stripe.com/declines/codes (card declines) and
 * of docs.stripe.com/error-codes where no bank was asked; read November 2026. Never branches on text.
 */
const REASONS: Readonly<Record<string, CardDecline>> = {
  insufficient_funds: "notEnoughMoney",
  card_velocity_exceeded: "notEnoughMoney",
  withdrawal_count_limit_exceeded: "notEnoughMoney",
  invalid_amount: "notEnoughMoney",

  expired_card: "expired",
  new_account_information_available: "expired",

  incorrect_number: "mistyped",
  invalid_number: "mistyped",
  incorrect_cvc: "mistyped",
  invalid_cvc: "mistyped",
  invalid_expiry_month: "mistyped",
  invalid_expiry_year: "mistyped",
  incorrect_address: "mistyped",
  incorrect_zip: "mistyped",
  incorrect_pin: "mistyped",
  invalid_pin: "mistyped",

  authentication_required: "notProven",
  authentication_not_handled: "notProven",
  mobile_device_authentication_required: "notProven",
  offline_pin_required: "notProven",
  online_or_offline_pin_required: "notProven",
  payment_intent_authentication_failure: "notProven",

  approve_with_id: "busy",
  issuer_not_available: "busy",
  processing_error: "busy",
  reenter_transaction: "busy",
  try_again_later: "busy",

  card_not_supported: "notForThis",
  currency_not_supported: "notForThis",
  testmode_decline: "notForThis",
  test_mode_live_card: "notForThis",

  call_issuer: "bankSaysNo",
  do_not_honor: "bankSaysNo",
  generic_decline: "bankSaysNo",
  invalid_account: "bankSaysNo",
  no_action_taken: "bankSaysNo",
  not_permitted: "bankSaysNo",
  pin_try_exceeded: "bankSaysNo",
  security_violation: "bankSaysNo",
  service_not_allowed: "bankSaysNo",
  transaction_not_allowed: "bankSaysNo",
  card_declined: "bankSaysNo",

  do_not_try_again: "blocked",
  fraudulent: "blocked",
  highest_risk_level: "blocked",
  lost_card: "blocked",
  merchant_blacklist: "blocked",
  pickup_card: "blocked",
  restricted_card: "blocked",
  revocation_of_all_authorizations: "blocked",
  revocation_of_authorization: "blocked",
  stolen_card: "blocked",
  stop_payment_order: "blocked",

  duplicate_transaction: "justPaid",
};

/** The bank's advice, where its code says no more than no. */
const ADVISED: Readonly<Record<string, CardDecline>> = {
  confirm_card_data: "mistyped",
  do_not_try_again: "blocked",
  try_again_later: "busy",
};

const word = z.string().max(100).nullish();
/** What an intent tells of the last card that was tried. Anything else that is said of it is left alone. */
export const cardErrorAnswer = z.object({ code: word, decline_code: word, advice_code: word });
export type CardError = z.infer<typeof cardErrorAnswer>;

const known = (
  table: Readonly<Record<string, CardDecline>>,
  code: string | null | undefined,
): CardDecline | undefined =>
  code !== null && code !== undefined && Object.hasOwn(table, code) ? table[code] : undefined;

/** A code never seen before is the bank's no without a reason: nothing is promised by it. */
export function declineOf({ code, decline_code, advice_code }: CardError): CardDecline {
  const reason = known(REASONS, decline_code) ?? known(REASONS, code) ?? "bankSaysNo";
  return reason === "bankSaysNo" ? (known(ADVISED, advice_code) ?? reason) : reason;
}
