import { checkMorningFiles, type BankFileReader } from "../../banking/index.ts";
import {
  alarmAboutNeglect,
  callForData,
  prepareFollowUp,
  runFollowUp,
  runTimes,
  runSimulation,
  SIMULATE,
} from "../../collections/index.ts";
import { nightlyChecks } from "../../controls/index.ts";
import { listLedgers } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import {
  defineJob,
  enqueue,
  enqueueOnce,
  ensureSchedule,
  forgetDoneJobs,
  jobRegistry,
  listTenants,
  sealTenant,
  systemContext,
  withTenant,
  type Context,
  type Jobs,
  type Platform,
  type ScheduleHandler,
  type ScheduleRegistry,
  type TenantTransaction,
  type Watch,
} from "../../platform/index.ts";
import { forgetOldKeys } from "../../platform/http/index.ts";
import { PACK_MAIL } from "../../month-end/index.ts";
import { fileMonthlyAging, isFilingDay } from "../../reports/index.ts";
import {
  GO_ON,
  goOnAfterWindow,
  isWindowDay,
  PAUSE_RUNS,
  pauseForWindow,
  WINDOW_CLOSES,
  WINDOW_OPENS,
} from "../service-window.ts";
import { restingItems } from "../wiring/follow-up.ts";
import type { Partners } from "../wiring/index.ts";
import { DEBIT_ROUND } from "../../payments/index.ts";
import { AGENCY_LIST, AGENCY_ROUND, agencyJobs } from "./agency.ts";
import { HEAD_OFFICE_NOTICE, tellHeadOffice } from "./head-office.ts";
import { sweepInbox } from "./inbox.ts";
import { followPacks, makePacks, MONTH_END_DUE, MONTH_END_MADE, sendPackMessages } from "./month-end.ts";
import { OWNER_DIGEST, sendDigest } from "./owner-digest.ts";
import {
  BOUNCES,
  CONNECT,
  forgetOutreach,
  MORNING_REQUESTS,
  outreachJobs,
  outreachWatches,
  PAYMENT_ROUND,
} from "./outreach.ts";
import { allChecks } from "./verify.ts";

const FOLLOW_UP_PREPARED = "followUp.prepare";
const FOLLOW_UP_CALL = "followUp.callForData";
const FOLLOW_UP_RUN = "followUp.run";
const MORNING_IMPORT = "banking.morningImport";
const MORNING_LOOK = "banking.morningLook";
const MONTHLY_AGING = "reports.monthlyAging";
const NIGHT_WATCH = "controls.nightWatch";

/** How long a job that is done can still be looked at. */
const DONE_JOB_DAYS = 30;

/** What runs every day in each tenant's zone. The bank's files of the day before are there at five. */
const DAILY = [
  { name: NIGHT_WATCH, localTime: "02:00" },
  // Sundays only: runs under way rest while the installation is looked after.
  { name: PAUSE_RUNS, localTime: WINDOW_OPENS },
  { name: GO_ON, localTime: WINDOW_CLOSES },
  { name: MORNING_IMPORT, localTime: "05:00" },
  // Before anybody is at the desk: did the files come that should have?
  { name: MORNING_LOOK, localTime: "06:30" },
  // When the files of the month's last day are in.
  { name: MONTHLY_AGING, localTime: "07:00" },
  // The same files make the month-end packs; at noon what is due goes, signed or not (DP-041).
  { name: MONTH_END_MADE, localTime: "06:00" },
  { name: MONTH_END_DUE, localTime: "12:00" },
  // What the evening's run will do stands open from the morning on; at noon somebody is called for a file that kept it waiting.
  { name: FOLLOW_UP_PREPARED, localTime: "06:00" },
  { name: FOLLOW_UP_CALL, localTime: "12:00" },
  // After the day's payment files and settlements (DP-017).
  { name: FOLLOW_UP_RUN, localTime: "18:30" },
  // With all that the day has: numbers and totals, no names.
  { name: HEAD_OFFICE_NOTICE, localTime: "23:55" },
  // On a week's first bank day, and on the days after it where that was missed.
  { name: OWNER_DIGEST, localTime: "07:05" },
] as const;

/** What runs besides where there are partners to speak to. Messages leave from eight on; bounces are read before. */
const DAILY_OUTREACH = [
  { name: PAYMENT_ROUND, localTime: "04:00" },
  // A partner lets go of an address that did not answer for some days.
  { name: CONNECT, localTime: "04:30" },
  { name: BOUNCES, localTime: "07:30" },
  { name: MORNING_REQUESTS, localTime: "07:45" },
  // The stop-list is told before the day's work begins; the agency's statuses, what came to clinics, and what leaves follow the day's payment files.
  { name: AGENCY_LIST, localTime: "07:50" },
  { name: AGENCY_ROUND, localTime: "19:30" },
  // The bank takes claims until two.
  { name: DEBIT_ROUND, localTime: "11:00" },
] as const;

/** What may be run at any time beside its schedule: a second run finds nothing new to do. The aging has its day. */
export const RUN_AT_ANY_TIME = [MORNING_IMPORT, MORNING_LOOK, NIGHT_WATCH] as const;

/** Files the month's aging of every ledger, each for itself: a second run goes on where the first was cut off. */
async function fileAgings(platform: Platform, context: Context, day: string): Promise<void> {
  for (const { id } of await withTenant(platform, context, listLedgers))
    await withTenant(platform, context, (tx) => fileMonthlyAging(tx, { ledgerId: id, day }));
}

/**
 * Each ledger for itself: one that cannot be followed up, its calendar at an end, does not keep the others waiting. In `lanes` side by side,
 * where nothing leaves: while the database answers about one clinic, another's claims are decided on.
 */
async function eachLedger(
  platform: Platform,
  context: Context,
  work: (ledgerId: string) => Promise<unknown>,
  lanes = 1,
): Promise<void> {
  const failures: unknown[] = [];
  const waiting = (await withTenant(platform, context, listLedgers)).values();
  const lane = async () => {
    for (const { id } of waiting) await work(id).catch((error: unknown) => failures.push(error));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.length > 0) throw failures[0];
}

/** Three for two processors: one of them always waits for the database. */
const PREPARING_LANES = 3;

/** The morning of every ledger of a chain: what the day's run will do stands open, for everybody to look at (DP-019). */
export function prepareAll(platform: Platform, context: Context): Promise<void> {
  return eachLedger(platform, context, (id) => prepareFollowUp(platform, context, id, restingItems), PREPARING_LANES);
}

/** The day's runs are called when the chain's policy in force says (DP-017); where there is none, at the hours that ship. */
async function keepRunTimes(tx: TenantTransaction, zone: string): Promise<void> {
  const times = await runTimes(tx);
  if (times === null) return;
  await ensureSchedule(tx, { name: FOLLOW_UP_RUN, localTime: times.runAt, zone });
  await ensureSchedule(tx, { name: FOLLOW_UP_CALL, localTime: times.fileAlertAgainAt, zone });
}

/** In the morning, before the first of them. */
async function followRunTimes(platform: Platform, { tenantId }: Context): Promise<void> {
  const tenant = (await listTenants(platform)).find(({ id }) => id === tenantId);
  if (!tenant) return;
  const zone = marketPack(tenant.market).zones[0]!;
  await withTenant(platform, systemContext(tenantId, "schedules"), (tx) => keepRunTimes(tx, zone));
}

/** Follow-up of every ledger: a missed day is made up by the next run, which looks for everything anew. */
const followUpJobs = [
  defineJob(FOLLOW_UP_PREPARED, async (platform, context) => {
    await followRunTimes(platform, context);
    await withTenant(platform, context, alarmAboutNeglect);
    await prepareAll(platform, context);
  }),
  defineJob(FOLLOW_UP_CALL, (platform, context) =>
    eachLedger(platform, context, (id) => callForData(platform, context, id)),
  ),
  defineJob(FOLLOW_UP_RUN, (platform, context) =>
    eachLedger(platform, context, (id) => runFollowUp(platform, context, id, restingItems)),
  ),
  defineJob(SIMULATE, (platform, context, { id }) => runSimulation(platform, context, String(id))),
];

/** The jobs that join capabilities: the morning's files, the night's sealing and checks; where there are partners, what reaches out to payers. */
export function productJobs(reader: BankFileReader, partners?: Partners): Jobs {
  return jobRegistry([
    ...(partners ? [...outreachJobs(partners), ...agencyJobs(partners)] : []),
    defineJob(MORNING_IMPORT, async (platform, context) => {
      await sweepInbox(platform, reader, context.tenantId);
    }),
    defineJob(MORNING_LOOK, async (platform, context, { day }) => {
      await withTenant(platform, context, (tx) => checkMorningFiles(tx, String(day)));
    }),
    defineJob(MONTHLY_AGING, async (platform, context, { day }) => {
      await fileAgings(platform, context, String(day));
    }),
    defineJob(MONTH_END_MADE, (platform, context) => makePacks(platform, context, partners?.outlets.mail)),
    defineJob(MONTH_END_DUE, (platform, context) => followPacks(platform, context, partners?.outlets.mail)),
    defineJob(PACK_MAIL, (platform, context) => sendPackMessages(platform, context, partners?.outlets.mail)),
    ...followUpJobs,
    defineJob(HEAD_OFFICE_NOTICE, async (platform, context, { day }) => {
      await tellHeadOffice(platform, context, String(day), partners?.outlets.mail);
    }),
    defineJob(OWNER_DIGEST, (platform, context) => sendDigest(platform, context, partners?.outlets.mail)),
    defineJob(PAUSE_RUNS, pauseForWindow),
    defineJob(GO_ON, goOnAfterWindow),
    defineJob(NIGHT_WATCH, async (platform, context, { day }) => {
      await sealTenant(platform, context);
      await withTenant(platform, context, async (tx) => {
        await nightlyChecks(tx, allChecks, String(day));
        await forgetOldKeys(tx);
        await forgetDoneJobs(tx, tx.now.subtract({ hours: 24 * DONE_JOB_DAYS }));
      });
      await forgetOutreach(platform, context);
    }),
  ]);
}

/** Each schedule asks for its job, and the job is run and retried by itself. */
const enqueueOf =
  (kind: string): ScheduleHandler =>
  async (tx, day) => {
    await enqueue(tx, kind, { day });
  };

/** What has its days only: agings are filed on the first of a month, the service window is on Sundays. A missed one is made up. */
const DAYS_OF: Readonly<Record<string, (day: string) => boolean>> = {
  [MONTHLY_AGING]: isFilingDay,
  [PAUSE_RUNS]: isWindowDay,
  [GO_ON]: isWindowDay,
};

const onItsDays =
  (name: string, handler: ScheduleHandler): ScheduleHandler =>
  async (tx, day) => {
    if (DAYS_OF[name]?.(day) ?? true) await handler(tx, day);
  };

export const productSchedules: ScheduleRegistry = new Map(
  [...DAILY, ...DAILY_OUTREACH].map(({ name }) => [name, onItsDays(name, enqueueOf(name))]),
);

export const productWatches = (partners?: Partners): readonly Watch[] => (partners ? outreachWatches : []);

/** Gives every tenant its daily schedules, in the zone of its market. Harmless when they are there. */
export async function ensureDaily(platform: Platform, partners?: Partners): Promise<void> {
  for (const tenant of await listTenants(platform)) {
    const zone = marketPack(tenant.market).zones[0]!;
    await withTenant(platform, systemContext(tenant.id, "schedules"), async (tx) => {
      const daily = [...DAILY, ...(partners ? DAILY_OUTREACH : [])];
      for (const { name, localTime } of daily) await ensureSchedule(tx, { name, localTime, zone });
      await keepRunTimes(tx, zone);
      // Partners may have forgotten us while we were away.
      if (partners) await enqueueOnce(tx, CONNECT);
    });
  }
}
