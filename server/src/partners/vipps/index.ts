import type { WalletPayments } from "../../payments/ports.ts";
import { originOf, type Reach } from "../../platform/outgoing/index.ts";
import type { Line } from "./client.ts";
import { systemHeaders, type CallingSystem, type SalesUnit, type WebhookSettings } from "./settings.ts";
import { tokenCache } from "./tokens.ts";
import { vippsWallet } from "./wallet.ts";
import { vippsWebhooks, type WebhookRegistrations } from "./webhooks.ts";

export type { CallingSystem, SalesUnit, WebhookSettings } from "./settings.ts";
export { paymentEvents, type Registration, type WebhookRegistrations } from "./webhooks.ts";

export type VippsService = {
  /** The wallet of a sales unit; `webhook` is the address it is registered with. */
  wallet(unit: SalesUnit, webhook: WebhookSettings): WalletPayments;
  webhooks(unit: SalesUnit): WebhookRegistrations;
};

/**
 * The service at an address: `https://api.vipps.no`, `https://apitest.vipps.no`, or the simulator on this machine. Open it once:
 * its wallets share their access tokens.
 */
export function openVipps(settings: {
  readonly baseUrl: string;
  readonly system: CallingSystem;
  readonly reach: Reach;
}): VippsService {
  const origin = originOf(settings.baseUrl, "the wallet");
  const { reach } = settings;
  const shared = { reach, origin, tokens: tokenCache(reach, origin), system: systemHeaders(settings.system) };
  const lineOf = (unit: SalesUnit): Line => ({ ...shared, unit });
  return {
    wallet: (unit, webhook) => vippsWallet(lineOf(unit), webhook),
    webhooks: (unit) => vippsWebhooks(lineOf(unit)),
  };
}
