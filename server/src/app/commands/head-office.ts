import { headOfficeNotice, markNoticeSent, type CreditedSum, type Notice } from "../../invoicing/index.ts";
import { marketPack } from "../../markets/index.ts";
import { refuse, tenantWithSettings, withTenant, type Context, type Platform } from "../../platform/index.ts";
import { moneyOnPaper, REPORT_LANGUAGES, type ReportLanguage } from "../../reports/index.ts";
import type { Partners } from "../wiring/index.ts";
import { mailHtml } from "./mail-html.ts";
import words from "./head-office.json" with { type: "json" };

/** The day's message to head office: how many credits and losses, how much in all, and where the list with names is (DP-058). */

/** Tells it near the end of the day, with all that the day has. */
export const HEAD_OFFICE_NOTICE = "invoicing.headOfficeNotice";

type Mail = Pick<NonNullable<Partners["outlets"]["mail"]>, "handOver">;

type Words = Readonly<Record<"subject" | "credit" | "loss" | "lossRecovered" | "unapproved" | "list", string>>;

const fill = (text: string, holes: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole);

/** The message's text in a language; nothing in it is of a patient. */
export function noticeText(
  { dayOn, sums, listUrl }: Pick<Notice, "dayOn" | "sums" | "listUrl">,
  language: ReportLanguage,
  currency: string,
): { readonly subject: string; readonly text: string } {
  const said = words[language] satisfies Words;
  const line = (text: string, { count, amountMinor }: CreditedSum) =>
    count === 0n
      ? []
      : [fill(text, { count: String(count), amount: `${moneyOnPaper(amountMinor, language)} ${currency}` })];
  const lines = [
    ...line(said.credit, sums.credit),
    ...line(said.loss, sums.loss),
    ...line(said.lossRecovered, sums.lossRecovered),
    ...line(said.unapproved, sums.unapproved),
    fill(said.list, { link: listUrl }),
  ];
  return { subject: fill(said.subject, { day: dayOn }), text: lines.join("\n") };
}

/**
 * Flags what nobody approved, and sends the notice of a day; tried again it goes under the same ids. Throws PARTNER_NOT_SET_UP when somebody is to be told
 * and there is no mail, NOTICE_NOT_SENT when it is to be tried again.
 */
export async function tellHeadOffice(
  platform: Platform,
  context: Context,
  day: string,
  mail: Mail | undefined,
): Promise<void> {
  const told = await withTenant(platform, context, async (tx) => {
    const notice = await headOfficeNotice(tx, day);
    return notice && { notice, tenant: await tenantWithSettings(tx) };
  });
  if (!told) return;
  if (!mail) throw refuse("PARTNER_NOT_SET_UP");
  const { notice, tenant } = told;
  const { languages, currency } = marketPack(tenant.market);
  const language = REPORT_LANGUAGES.find((each) => each === languages[0]) ?? "en";
  const { subject, text } = noticeText(notice, language, currency);
  const messages = notice.recipients.map((to, at) => ({
    messageId: notice.messageIds[at]!,
    to,
    fromName: tenant.name,
    replyTo: null,
    subject,
    text,
    html: mailHtml(text),
    attachments: [],
  }));
  const outcomes = await mail.handOver(messages);
  // One whose address is refused is not asked again; anything else is, by the job's next try.
  if (outcomes.some((one) => one.outcome === "unknown" || (one.outcome === "refused" && one.reason === "tryLater")))
    throw refuse("NOTICE_NOT_SENT");
  await withTenant(platform, context, (tx) => markNoticeSent(tx, day));
}
