import { withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { carrierOf } from "./carry.ts";
import { giveWay } from "./give-way.ts";
import type { Outlets } from "./outlets.ts";
import { nextQuestionAt, tellsArrival } from "./policy.ts";
import { lockMessages, silentMessages, writeLearned } from "./store-outcomes.ts";
import { takeReportsOfAll } from "./take-reports-of-all.ts";
import { takeReports } from "./take-reports.ts";
import type { Channel } from "./wish.ts";

const CHANNELS = (["sms", "efaktura", "ehf", "email", "paper"] as const satisfies readonly Channel[]).filter(
  tellsArrival,
);
const MOST = 500;

/** What is still silent after it was asked about waits for its last question, or gives way after a day (FR-43). */
async function endSilence(tx: TenantTransaction, ids: readonly string[]): Promise<number> {
  const rows = (await lockMessages(tx, ids)).filter((row) => row.state === "accepted");
  const judged = rows.map((row) => ({ row, nextAt: nextQuestionAt(row.handedOverAt ?? tx.now, tx.now) }));
  await writeLearned(
    tx,
    judged.map(({ row, nextAt }) =>
      nextAt
        ? { id: row.id, state: "accepted", reason: null, partnerCode: null, nextAt }
        : { id: row.id, state: "failed", reason: "silent", partnerCode: null, nextAt: null },
    ),
  );
  const silent = judged.filter(({ nextAt }) => nextAt === null);
  await giveWay(
    tx,
    silent.map(({ row }) => ({ messageId: row.id, reason: "silent", bounced: false, rule: null })),
  );
  return silent.length;
}

/** Asks channels about messages whose reports did not come: an hour after they were taken, and once more after a day. Gives how many stayed silent. */
export async function askAboutSilent(platform: Platform, context: Context, outlets: Outlets): Promise<number> {
  let silent = 0;
  for (const channel of CHANNELS) {
    const carrier = carrierOf(platform, context, outlets, channel);
    const most = Math.min(MOST, carrier?.most ?? MOST);
    for (;;) {
      const ids = await withTenant(platform, context, (tx) => silentMessages(tx, channel, most));
      if (ids.length === 0) break;
      const reports = (await carrier?.reportsOf(ids)) ?? [];
      silent += await withTenant(platform, context, async (tx) => {
        await takeReports(tx, reports);
        return endSilence(tx, ids);
      });
      if (ids.length < most) break;
    }
  }
  return silent;
}

/** Takes the mails that came back, whosever they are: a bounce is told once and names our message, not its tenant. Gives how many were news. */
export async function takeBounces(platform: Platform, outlets: Outlets): Promise<number> {
  return takeReportsOfAll(platform, "bounces", (await outlets.mail?.bounces()) ?? []);
}
