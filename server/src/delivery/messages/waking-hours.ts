import type { TenantTransaction } from "../../platform/index.ts";
import { narrowedTo, notBefore } from "../requests/quiet-hours.ts";
import { settingOf } from "../requests/setting.ts";
import type { Channel } from "./wish.ts";

/** The first moment from one on at which a channel may be tried for a ledger. */
export type WakingHours = (channel: Channel, ledgerId: string, at: Temporal.Instant) => Temporal.Instant;

/**
 * A telephone rings at night no sooner because a gateway was down by day, or because another way came to nothing (T-09): what is tried again, or tried
 * next, waits for the hours of its ledger. Other channels wake nobody.
 */
export async function wakingHours(tx: TenantTransaction, ledgerIds: readonly string[]): Promise<WakingHours> {
  const settings = new Map<string, Awaited<ReturnType<typeof settingOf>>>();
  for (const id of new Set(ledgerIds)) settings.set(id, await settingOf(tx, id));
  return (channel, ledgerId, at) => {
    const setting = settings.get(ledgerId);
    if (channel !== "sms" || !setting) return at;
    const { pack, zone, ledger } = setting;
    return notBefore(at, narrowedTo(pack, ledger.settings.requests?.hours ?? null), zone);
  };
}
