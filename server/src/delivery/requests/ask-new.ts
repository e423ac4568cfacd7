import { withTenant, type Context, type Platform, type TenantTransaction } from "../../platform/index.ts";
import { askForPayment, type Asked } from "./ask.ts";
import { termsAskedUntil } from "./policy.ts";
import { settingOf, type Setting } from "./setting.ts";
import { unaskedItems } from "./store.ts";

/** Items asked for in one transaction. */
const CHUNK = 1_000;
const NO_ID = "00000000-0000-0000-0000-000000000000";

/** The least id that can have been made at an instant: ids begin with their milliseconds (RFC 9562, version 7). */
function firstIdAt(instant: Temporal.Instant): string {
  const hex = instant.epochMilliseconds.toString(16).padStart(12, "0");
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
}

/** What is looked for on a day; undefined where the ledger asks for nothing by itself. */
function lookedFor({ timings, today, pack }: Setting, since: Temporal.Instant | null) {
  if (timings.askFromOn === null) return undefined;
  const termsUntilOn = termsAskedUntil(today, pack.days).toString();
  return { fromOn: timings.askFromOn, termsUntilOn, sinceId: since === null ? NO_ID : firstIdAt(since) };
}

async function askPage(tx: TenantTransaction, ledgerId: string, since: Temporal.Instant | null) {
  const looked = lookedFor(await settingOf(tx, ledgerId), since);
  const ids = looked ? await unaskedItems(tx, ledgerId, looked, CHUNK) : [];
  return { ids, asked: ids.length > 0 ? await askForPayment(tx, ids) : undefined };
}

/**
 * Asks for payment of every open bill of a ledger that nobody was asked for, from the day on that its settings name; none when they name none
 * (S0-64). `since` looks at what came after an instant only. Gives what was asked.
 */
export async function askForNew(
  platform: Platform,
  context: Context,
  ledgerId: string,
  since: Temporal.Instant | null,
): Promise<Asked> {
  const total = { asked: 0, invoiced: 0, needsContact: 0 };
  for (;;) {
    const { ids, asked } = await withTenant(platform, context, (tx) => askPage(tx, ledgerId, since));
    total.asked += asked?.asked ?? 0;
    total.invoiced += asked?.invoiced ?? 0;
    total.needsContact += asked?.needsContact ?? 0;
    if (ids.length < CHUNK) return total;
  }
}

/** Does a ledger have a bill that came after an instant and that nobody was asked for? */
export async function hasUnasked(tx: TenantTransaction, ledgerId: string, since: Temporal.Instant): Promise<boolean> {
  const looked = lookedFor(await settingOf(tx, ledgerId), since);
  return looked !== undefined && (await unaskedItems(tx, ledgerId, looked, 1)).length > 0;
}
