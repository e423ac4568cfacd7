import { checkMorningFiles, type BankFileReader } from "../../banking/index.ts";
import { nightlyChecks } from "../../controls/index.ts";
import { listLedgers } from "../../ledger/index.ts";
import { marketPack } from "../../markets/index.ts";
import {
  defineJob,
  enqueue,
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
} from "../../platform/index.ts";
import { forgetOldKeys } from "../../platform/http/index.ts";
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
import { sweepInbox } from "./inbox.ts";
import { allChecks } from "./verify.ts";

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
] as const;

/** What may be run at any time beside its schedule: a second run finds nothing new to do. The aging has its day. */
export const RUN_AT_ANY_TIME = [MORNING_IMPORT, MORNING_LOOK, NIGHT_WATCH] as const;

/** Files the month's aging of every ledger, each for itself: a second run goes on where the first was cut off. */
async function fileAgings(platform: Platform, context: Context, day: string): Promise<void> {
  for (const { id } of await withTenant(platform, context, listLedgers))
    await withTenant(platform, context, (tx) => fileMonthlyAging(tx, { ledgerId: id, day }));
}

/** The jobs that join capabilities: the morning's files, and the night's sealing and checks. */
export function productJobs(reader: BankFileReader): Jobs {
  return jobRegistry([
    defineJob(MORNING_IMPORT, async (platform, context) => {
      await sweepInbox(platform, reader, context.tenantId);
    }),
    defineJob(MORNING_LOOK, async (platform, context, { day }) => {
      await withTenant(platform, context, (tx) => checkMorningFiles(tx, String(day)));
    }),
    defineJob(MONTHLY_AGING, async (platform, context, { day }) => {
      await fileAgings(platform, context, String(day));
    }),
    defineJob(PAUSE_RUNS, pauseForWindow),
    defineJob(GO_ON, goOnAfterWindow),
    defineJob(NIGHT_WATCH, async (platform, context, { day }) => {
      await sealTenant(platform, context);
      await withTenant(platform, context, async (tx) => {
        await nightlyChecks(tx, allChecks, String(day));
        await forgetOldKeys(tx);
        await forgetDoneJobs(tx, tx.now.subtract({ hours: 24 * DONE_JOB_DAYS }));
      });
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
  DAILY.map(({ name }) => [name, onItsDays(name, enqueueOf(name))]),
);

/** Gives every tenant its daily schedules, in the zone of its market. Harmless when they are there. */
export async function ensureDaily(platform: Platform): Promise<void> {
  for (const tenant of await listTenants(platform)) {
    const zone = marketPack(tenant.market).zones[0]!;
    await withTenant(platform, systemContext(tenant.id, "schedules"), async (tx) => {
      for (const { name, localTime } of DAILY) await ensureSchedule(tx, { name, localTime, zone });
    });
  }
}
