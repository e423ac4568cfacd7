import {
  activeAgreement,
  agencySecret,
  handOverCases,
  noteNotices,
  reportToAgency,
  setNoticeSent,
  takeStatuses,
  unsentNotices,
  withdrawFromAgency,
  type AgencyNotice,
  type DebtCollectionAgency,
} from "../../collections/index.ts";
import { headOffice } from "../../invoicing/index.ts";
import { listLedgers } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import type { AgencyService } from "../../partners/agency/index.ts";
import {
  defineJob,
  refuse,
  tenantWithSettings,
  withTenant,
  type Context,
  type JobDefinition,
  type Platform,
  type TenantTransaction,
} from "../../platform/index.ts";
import { listUsers, type RoleGiven } from "../../platform/sign-in/index.ts";
import { moneyOnPaper, REPORT_LANGUAGES, type ReportLanguage } from "../../reports/index.ts";
import { fileFailure, invoiceNumbers, lostClaims } from "../wiring/agency.ts";
import { restingItems } from "../wiring/follow-up.ts";
import type { Partners } from "../wiring/index.ts";
import { mailHtml } from "./mail-html.ts";
import words from "./agency.json" with { type: "json" };

/** The day's dealings with collection agencies: who is told, what they say, what they are told, what leaves (X-15, DP-022, DP-023). */

/** In the morning: clinics are told what stands on the stop-list. */
export const AGENCY_LIST = "followUp.agencyList";
/** In the evening, with the day's payments: statuses, reports, withdrawals, hand-over. */
export const AGENCY_ROUND = "followUp.agencyRound";
/** At any time, when somebody wants to know now: statuses alone. */
export const AGENCY_STATUSES = "followUp.agencyStatuses";

type Mail = Pick<NonNullable<Partners["outlets"]["mail"]>, "handOver">;

const fill = (text: string, holes: Readonly<Record<string, string>>) =>
  text.replace(/\{(\w+)\}/g, (hole, name: string) => holes[name] ?? hole);

/** A manager bound to no clinic reaches none. */
const isManagerOf = (clinicId: string) => (given: RoleGiven) =>
  given.role === "clinicManager" && given.clinicIds?.includes(clinicId) === true;

async function managersOf(tx: TenantTransaction, clinicId: string): Promise<string[]> {
  const users = await listUsers(tx);
  return users
    .filter(({ roles, lockedAt }) => lockedAt === null && roles.some(isManagerOf(clinicId)))
    .map(({ email }) => email);
}

/** What a clinic is told: how many, how much and when; nothing of a patient. */
export function stopListText(
  { cases, amountMinor, leavesOn }: Pick<AgencyNotice, "cases" | "amountMinor" | "leavesOn">,
  language: ReportLanguage,
  currency: string,
  link: string | null,
): { readonly subject: string; readonly text: string } {
  const said = words[language];
  const holes = {
    day: leavesOn,
    cases: String(cases),
    amount: `${moneyOnPaper(amountMinor, language)} ${currency}`,
    link: link ?? "",
  };
  const lines = [said.text, ...(link === null ? [] : [said.list])];
  return { subject: fill(said.subject, holes), text: lines.map((line) => fill(line, holes)).join("\n") };
}

/** Tells each clinic of its newly listed cases; tried again it goes under the same ids. Throws NOTICE_NOT_SENT to be tried again. */
export async function tellStopList(platform: Platform, context: Context, mail: Mail | undefined): Promise<void> {
  for (const { id, clinicId } of await withTenant(platform, context, listLedgers))
    await withTenant(platform, context, async (tx) => noteNotices(tx, id, await managersOf(tx, clinicId)));
  if (!mail) return;
  const { notices, tenant, link } = await withTenant(platform, context, async (tx) => ({
    notices: await unsentNotices(tx),
    tenant: await tenantWithSettings(tx),
    link: await listLink(tx),
  }));
  const { languages, currency } = marketPack(tenant.market);
  const language = REPORT_LANGUAGES.find((each) => each === languages[0]) ?? "en";
  for (const notice of notices) {
    const { subject, text } = stopListText(notice, language, currency, link);
    const to = { messageId: notice.id, to: notice.recipient, fromName: tenant.name, replyTo: null };
    const [outcome] = await mail.handOver([{ ...to, subject, text, html: mailHtml(text), attachments: [] }]);
    if (outcome?.outcome === "unknown" || (outcome?.outcome === "refused" && outcome.reason === "tryLater"))
      throw refuse("NOTICE_NOT_SENT");
    await withTenant(platform, context, (tx) => setNoticeSent(tx, notice.id));
  }
}

/** Where the list stands behind sign-in: beside head office's own. */
async function listLink(tx: TenantTransaction): Promise<string | null> {
  const url = (await headOffice(tx))?.listUrl;
  return url === undefined ? null : new URL("/follow-up", url).toString();
}

/** A ledger's agency as it is spoken to; undefined where nothing is agreed or the installation has no such partner. */
async function agencyOf(
  platform: Platform,
  context: Context,
  service: AgencyService,
  ledgerId: string,
): Promise<DebtCollectionAgency | undefined> {
  return withTenant(platform, context, async (tx) => {
    const agreement = await activeAgreement(tx, ledgerId);
    const secret = agreement && (await agencySecret(tx, agreement));
    return agreement && secret ? service.agency({ clientId: agreement.clientId, secret }) : undefined;
  });
}

/** What is done with the agency of one ledger. */
type AgencyWork = (
  platform: Platform,
  context: Context,
  ledgerId: string,
  agency: DebtCollectionAgency,
) => Promise<void>;

/** What an agency says of a ledger's cases, taken from where it was last left. Throws AGENCY_SILENT. */
const askAgency: AgencyWork = async (platform, context, ledgerId, agency) => {
  const polled = await takeStatuses(platform, context, ledgerId, { agency, fileFailure, lost: lostClaims });
  platform.log.info({ event: "agency.statuses", ledger: ledgerId, ...polled });
  if (polled.silent) throw refuse("AGENCY_SILENT");
};

/** One ledger's evening. What the agency got comes first, so that nothing leaves that is paid there. */
export async function agencyRound(
  platform: Platform,
  context: Context,
  ledgerId: string,
  agency: DebtCollectionAgency,
): Promise<void> {
  const polled = await takeStatuses(platform, context, ledgerId, { agency, fileFailure, lost: lostClaims });
  const reported = await reportToAgency(platform, context, ledgerId, agency);
  const withdrawn = await withdrawFromAgency(platform, context, ledgerId, agency);
  const ways = { agency, resting: restingItems, numbers: invoiceNumbers };
  const left = await handOverCases(platform, context, ledgerId, ways);
  platform.log.info({ event: "agency.round", ledger: ledgerId, ...polled, reported, withdrawn, ...left });
  if (polled.silent) throw refuse("AGENCY_SILENT");
}

/** Each ledger for itself: one whose agency does not answer keeps no other waiting. */
async function eachAgency(
  platform: Platform,
  context: Context,
  service: AgencyService | undefined,
  work: AgencyWork,
): Promise<void> {
  if (!service) return;
  const failures: unknown[] = [];
  for (const { id } of await withTenant(platform, context, listLedgers)) {
    const agency = await agencyOf(platform, context, service, id);
    if (agency) await work(platform, context, id, agency).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

export function agencyJobs({ agency, outlets }: Partners): readonly JobDefinition[] {
  return [
    defineJob(AGENCY_LIST, (platform, context) => tellStopList(platform, context, outlets.mail)),
    defineJob(AGENCY_ROUND, (platform, context) => eachAgency(platform, context, agency, agencyRound)),
    defineJob(AGENCY_STATUSES, (platform, context) => eachAgency(platform, context, agency, askAgency), {
      // Somebody asks again, or the evening does.
      mostAttempts: 1,
    }),
  ];
}
