import type { PartnerAnswer, PartPayments } from "../../payments/ports.ts";
import { originOf, type Reach } from "../../platform/outgoing/index.ts";
import { callFinance } from "./client.ts";
import { financePartPayments } from "./part-payment.ts";
import type { FinanceAgreement, WebhookSettings } from "./settings.ts";

export type { FinanceAgreement, WebhookSettings } from "./settings.ts";

export type FinanceService = {
  /** Part payment under a clinic's agreement. */
  partPayments(agreement: FinanceAgreement, webhook: WebhookSettings): PartPayments;
  /** Where the company shall tell us of events, from now on; saying it twice is saying it once. */
  listen(agreement: FinanceAgreement, url: string): Promise<PartnerAnswer<null>>;
};

/** The finance company at an address, or its simulator on this machine. */
export function openFinance({ baseUrl, reach }: { readonly baseUrl: string; readonly reach: Reach }): FinanceService {
  const origin = originOf(baseUrl, "the finance company");
  return {
    partPayments: (agreement, webhook) => financePartPayments({ reach, origin, agreement }, webhook),
    async listen(agreement, url) {
      const reply = await callFinance(
        { reach, origin, agreement },
        { method: "PUT", path: "/v1/webhook", body: { url } },
      );
      if (reply.kind === "done") return { outcome: "ok", value: null };
      if (reply.kind === "silent") return { outcome: "unknown", cause: reply.cause };
      const { code: partnerCode, field, retryAfterMs } = reply.problem;
      return { outcome: "refused", reason: "setUp", partnerCode, traceId: null, field, retryAfterMs, payment: null };
    },
  };
}
