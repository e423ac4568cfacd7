import { refuse, tenantWithSettings, withTenant, type Context, type Platform } from "../../platform/index.ts";
import {
  dayOnPaper,
  moneyOnPaper,
  setDigestSent,
  weekDigest,
  type DigestFigures,
  type DigestToSend,
  type ReportLanguage,
} from "../../reports/index.ts";
import type { Partners } from "../wiring/index.ts";
import { mailHtml } from "./mail-html.ts";
import words from "./owner-digest.json" with { type: "json" };

/** The owner's weekly digest sends itself: counts and totals with what changed, and the way to the app (S3-02). */

/** In the morning of a week's first bank day; a later day makes up for a missed one. */
export const OWNER_DIGEST = "reports.ownerDigest";

type Mail = Pick<NonNullable<Partners["outlets"]["mail"]>, "handOver">;

const fill = (text: string, holes: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole);

const TENTHS = 10;

/** A digest's text in a language; nothing in it is of a patient. */
export function digestText(
  { digest, before, appUrl }: Pick<DigestToSend, "digest" | "before" | "appUrl">,
  language: ReportLanguage,
): { readonly subject: string; readonly text: string } {
  const said = words[language];
  const now = digest.figures;
  const then: DigestFigures | undefined = before?.figures;
  const since = (change: bigint | undefined, of: (size: bigint) => string) => {
    if (change === undefined) return "";
    if (change === 0n) return said.same;
    return fill(change > 0n ? said.up : said.down, { change: of(change > 0n ? change : -change) });
  };
  const numberLine = (text: string, value: number, earlier: number | undefined) =>
    fill(text, { count: String(value) }) + since(earlier === undefined ? undefined : BigInt(value - earlier), String);
  const bookLines = now.books.flatMap(({ currency, cashMinor, overdueMinor, dsoTenths }) => {
    const money = (minor: bigint) => `${moneyOnPaper(minor, language)} ${currency}`;
    const earlier = then?.books.find((book) => book.currency === currency);
    const line = (text: string, minor: bigint, was: bigint | undefined) =>
      fill(text, { amount: money(minor) }) + since(was === undefined ? undefined : minor - was, money);
    const days = dsoTenths === null ? [] : [fill(said.dso, { days: String(Math.round(dsoTenths / TENTHS)) })];
    return [
      line(said.cash, cashMinor, earlier?.cashMinor),
      line(said.overdue, overdueMinor, earlier?.overdueMinor),
      ...days,
    ];
  });
  const lines = [
    ...bookLines,
    fill(said.worked, { worked: String(now.worked), claims: String(now.claims) }),
    numberLine(said.neglected, now.neglected, then?.neglected),
    numberLine(said.credits, now.credits, then?.credits),
    numberLine(said.losses, now.losses, then?.losses),
    fill(said.link, { link: appUrl }),
  ];
  return { subject: fill(said.subject, { day: dayOnPaper(digest.weekOn, language) }), text: lines.join("\n") };
}

/**
 * Makes the week's digest where it is due and hands over what nobody has taken yet, one mail a reader and week. Throws PARTNER_NOT_SET_UP when somebody is
 * to be told and there is no mail, NOTICE_NOT_SENT when it is to be tried again.
 */
export async function sendDigest(platform: Platform, context: Context, mail: Mail | undefined): Promise<void> {
  const found = await withTenant(platform, context, async (tx) => {
    const toSend = await weekDigest(tx);
    return toSend && { toSend, tenant: await tenantWithSettings(tx) };
  });
  if (!found || found.toSend.messages.length === 0) return;
  if (!mail) throw refuse("PARTNER_NOT_SET_UP");
  const { toSend, tenant } = found;
  for (const { id, recipient, language } of toSend.messages) {
    const { subject, text } = digestText(toSend, language);
    const of = { messageId: id, to: recipient, fromName: tenant.name, replyTo: null };
    const [outcome] = await mail.handOver([{ ...of, subject, text, html: mailHtml(text), attachments: [] }]);
    if (outcome?.outcome === "unknown" || (outcome?.outcome === "refused" && outcome.reason === "tryLater"))
      throw refuse("NOTICE_NOT_SENT");
    await withTenant(platform, context, (tx) => setDigestSent(tx, id));
  }
}
