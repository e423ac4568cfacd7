import { listLedgers } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import { refuse, tenantWithSettings, withTenant, type Context, type Platform } from "../../platform/index.ts";
import {
  followMonthPacks,
  makeMonthPacks,
  monthPacks,
  setPackMessageSent,
  unsentMessages,
  type MonthPack,
  type PackMessage,
} from "../../month-end/index.ts";
import { REPORT_LANGUAGES } from "../../reports/index.ts";
import type { Partners } from "../wiring/index.ts";
import { mailHtml } from "./mail-html.ts";
import words from "./month-end.json" with { type: "json" };

/** The month-end pack sends itself: made, signed or not, delivered, and its signature asked for (DP-040, DP-041, N-14). */

/** In the morning of the first working day after a month; on other days there is nothing to make. */
export const MONTH_END_MADE = "reports.monthEnd";
/** At noon: what is due goes as it is, and who is late is asked again. */
export const MONTH_END_DUE = "reports.monthEndDue";

type Mail = Pick<NonNullable<Partners["outlets"]["mail"]>, "handOver">;
type Words = Readonly<Record<"delivered" | "unsigned" | "mismatch" | "sign" | "figures", string>>;

const fill = (text: string, holes: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole);

/** What one message says; numbers and the clinic, nothing of a patient. */
function saidOf(pack: MonthPack, clinic: string, { kind }: PackMessage, said: Words) {
  const how =
    pack.totals.differenceMinor !== 0n ? said.mismatch : pack.signedAt === null ? said.unsigned : said.delivered;
  const holes = { clinic, month: pack.monthOn.slice(0, 7), due: pack.dueOn, hash: pack.sha256.toString("hex") };
  return { subject: fill(kind === "chased" ? said.sign : how, holes), text: fill(said.figures, holes) };
}

/** Hands over what nobody has taken yet; without mail the board tells it alone. Throws NOTICE_NOT_SENT to be tried again. */
export async function sendPackMessages(platform: Platform, context: Context, mail: Mail | undefined): Promise<void> {
  if (!mail) return;
  const found = await withTenant(platform, context, async (tx) => ({
    messages: await unsentMessages(tx),
    packs: new Map((await monthPacks(tx, {})).map((pack) => [pack.id, pack])),
    ledgers: new Map((await listLedgers(tx)).map(({ id, name }) => [id, name])),
    tenant: await tenantWithSettings(tx),
  }));
  if (found.messages.length === 0) return;
  const { languages } = marketPack(found.tenant.market);
  const said = words[REPORT_LANGUAGES.find((each) => each === languages[0]) ?? "en"];
  for (const message of found.messages) {
    const pack = found.packs.get(message.packId)!;
    const { subject, text } = saidOf(pack, found.ledgers.get(pack.ledgerId) ?? "", message, said);
    const of = { messageId: message.id, to: message.recipient, fromName: found.tenant.name, replyTo: null };
    const [outcome] = await mail.handOver([{ ...of, subject, text, html: mailHtml(text), attachments: [] }]);
    if (outcome?.outcome === "unknown" || (outcome?.outcome === "refused" && outcome.reason === "tryLater"))
      throw refuse("NOTICE_NOT_SENT");
    await withTenant(platform, context, (tx) => setPackMessageSent(tx, message.id));
  }
}

/** Each ledger for itself, a transaction each, then the mail. */
async function forEach(
  platform: Platform,
  context: Context,
  work: typeof followMonthPacks | typeof makeMonthPacks,
  mail: Mail | undefined,
): Promise<void> {
  for (const { id } of await withTenant(platform, context, listLedgers))
    await withTenant(platform, context, (tx): Promise<unknown> => work(tx, id));
  await sendPackMessages(platform, context, mail);
}

/** Makes the packs that are due to be made, and tells who is to sign. */
export function makePacks(platform: Platform, context: Context, mail: Mail | undefined): Promise<void> {
  return forEach(platform, context, makeMonthPacks, mail);
}

/** Delivers what is due, signed or not, and asks again for what is not signed. */
export function followPacks(platform: Platform, context: Context, mail: Mail | undefined): Promise<void> {
  return forEach(platform, context, followMonthPacks, mail);
}
