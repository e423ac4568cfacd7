import type { InstantPayments } from "../../payments/ports.ts";
import { originOf, outgoingFetch, type Reach } from "../../platform/outgoing/index.ts";
import { swishPayments } from "./instant.ts";
import { appAddressOf, checkAgreement, type CallbackSettings, type SwishAgreement } from "./settings.ts";

export { codeTextOf } from "./wire.ts";
export type { CallbackSettings, SwishAgreement } from "./settings.ts";

export type SwishService = {
  /** Payments to a clinic's Swish number. */
  payments(agreement: SwishAgreement, callback: CallbackSettings): InstantPayments;
};

/**
 * The service at an address: `https://cpc.getswish.net`, the operator's own simulator, or ours on this machine. `appAddress` opens the payer's app and is
 * `swish://paymentrequest` but for our simulator's page.
 */
export function openSwish(settings: {
  readonly baseUrl: string;
  readonly appAddress?: string;
  readonly reach: Omit<Reach, "fetch">;
}): SwishService {
  const origin = originOf(settings.baseUrl, "the service");
  const appAddress = appAddressOf(settings.appAddress ?? "swish://paymentrequest");
  return {
    payments: (agreement, callback) => {
      checkAgreement(agreement, origin);
      const reach = { ...settings.reach, fetch: outgoingFetch(settings.reach.deadline, agreement.identity) };
      return swishPayments({ reach, origin, appAddress, agreement, callback });
    },
  };
}
