import { refuse, systemContext, withTenant, type Platform } from "../../platform/index.ts";
import { sendersOf } from "../../delivery/index.ts";
import type { CodeCourier } from "../pay-page/index.ts";
import type { Partners } from "../wiring/index.ts";

/** Sends a confirmation's code at once, past the queue: somebody waits for it. Throws PARTNER_NOT_SET_UP, CODE_NOT_SENT. */
export function courierOf(platform: Platform, outlets: Partners["outlets"]): CodeCourier {
  return async ({ tenantId, ledgerId, channel, to, text }) => {
    const context = systemContext(tenantId, "payPage");
    const sender = await withTenant(platform, context, async (tx) => (await sendersOf(tx, [ledgerId])).get(ledgerId)!);
    const messageId = platform.ids.next();
    const told = await (channel === "sms"
      ? outlets.sms?.handOver([{ messageId, to, sender: sender.smsSender, text }])
      : outlets.mail?.handOver([
          {
            messageId,
            to,
            fromName: sender.brand,
            replyTo: sender.replyTo,
            subject: sender.brand,
            text,
            html: `<p>${text}</p>`,
            attachments: [],
          },
        ]));
    if (!told) throw refuse("PARTNER_NOT_SET_UP");
    if (told[0]!.outcome === "refused") throw refuse("CODE_NOT_SENT");
  };
}
