import { makeMonthPacks } from "../src/month-end/index.ts";
import { withTenant } from "../src/platform/index.ts";
import { fileMonthlyAging, isFilingDay } from "../src/reports/index.ts";
import { workThrough } from "./bookkeeper.ts";
import { closeMonthBefore, runInvoices, runsTonight } from "./evening.ts";
import { agreeOnFollowUp, followUpEvening, prepareEvening, pressFollowUp } from "./follow-up.ts";
import { createJournal, type Journal, type Volume } from "./journal.ts";
import { lettersSince } from "./letters.ts";
import { misbehaviour } from "./misbehaviour.ts";
import { createInbox, morning, type Inbox } from "./morning.ts";
import { createPayers, type Payers } from "./payers.ts";
import { lifeReport, type LifeReport, type LifeSums } from "./report.ts";
import { createSuppliers, type Suppliers } from "./suppliers.ts";
import { inLanes, together } from "./together.ts";
import { lookAtDay, nightWatch, type Breach } from "./watch.ts";
import {
  foundWorld,
  ZONE,
  type LifePlatform,
  type SimulatedClinic,
  type SimulatedTenant,
  type World,
} from "./world.ts";

export type SimulateOptions = {
  readonly clinics: number;
  readonly days: number;
  readonly seed: number;
  /** First day, YYYY-MM-DD; a Monday is best. Default 2026-01-05. */
  readonly from?: string;
  /** The bank misbehaves and transfers break off. */
  readonly faults?: boolean;
  /** Claims for each clinic and working day. Default 8 to 15. */
  readonly volume?: Volume;
  /** Days of the week (1 is Monday) on which practice systems transfer and invoices are run. Default all working days. */
  readonly transferDays?: readonly number[];
  /** Days of the week on which the work list is gone through. Default all working days. */
  readonly bookkeepingDays?: readonly number[];
  /** Nights between two runs of all statements; the day's own rows are looked at every day. Default 7. */
  readonly checkEveryDays?: number;
  /** So many days before its end the life begins to follow up what is not paid: of invoices of the five weeks before too. Default never. */
  readonly followUpDays?: number;
};

/** One day of a life as it is told while it runs. */
export type DayTold = {
  readonly on: string;
  readonly day: number;
  readonly of: number;
  readonly claims: number;
  readonly payments: number;
  readonly breaches: readonly Breach[];
};

const WEEKDAYS = [1, 2, 3, 4, 5];
const DEFAULTS = {
  from: "2026-01-05",
  faults: false,
  volume: { low: 8, high: 15 },
  transferDays: WEEKDAYS,
  bookkeepingDays: WEEKDAYS,
  checkEveryDays: 7,
  followUpDays: 0,
};

type Life = {
  readonly platform: LifePlatform;
  readonly options: Required<SimulateOptions>;
  readonly world: World;
  readonly inbox: Inbox;
  readonly payers: Payers;
  readonly suppliers: Suppliers;
  readonly journals: ReadonlyMap<SimulatedClinic, Journal>;
  readonly first: Temporal.PlainDate;
  readonly sums: LifeSums;
  /** Those who have agreed on a policy. */
  readonly followedUp: Set<SimulatedTenant>;
};

/**
 * Lives some days of some clinics' lives through the use cases of the product, with the simulated bank as the world outside: fees,
 * invoices, payments, the bank's files at five in the morning, the work list, month ends, sealing and checks. The platform's clock is
 * moved, from the first day's morning to the morning after the last day. Deterministic: the same options give the same history.
 * Breaches do not stop a life; they are told by day and in the report.
 */
export async function simulate(
  platform: LifePlatform,
  options: SimulateOptions,
  onDay: (day: DayTold) => void = () => undefined,
): Promise<LifeReport> {
  const life = await begin(platform, { ...DEFAULTS, ...options });
  for (let day = 0; day < options.days; day++) {
    onDay({ day: day + 1, of: options.days, ...(await liveDay(life, life.first.add({ days: day }))) });
  }
  const after = life.first.add({ days: options.days });
  await liveMorning(life, after);
  await lookAtFollowUp(life, after);
  moveTo(platform, after, "08:00");
  await watchNight(life, after);
  return lifeReport(life.world, life.sums, life.inbox.counts, after);
}

async function begin(platform: LifePlatform, options: Required<SimulateOptions>): Promise<Life> {
  const { clinics, seed, faults, volume, days } = options;
  const first = Temporal.PlainDate.from(options.from);
  moveTo(platform, first, "04:00");
  const rules = faults ? misbehaviour(first.add({ days: days - 1 })) : [];
  const world = await foundWorld(platform, { clinics, seed, from: first, rules });
  return {
    platform,
    options,
    world,
    inbox: createInbox(world, { seed, faults }),
    payers: createPayers(world.bank),
    suppliers: createSuppliers(world.bank),
    journals: new Map(world.clinics.map((clinic) => [clinic, createJournal(clinic, volume)])),
    first,
    followedUp: new Set(),
    sums: {
      claims: 0,
      credits: 0,
      withdrawn: 0,
      invoices: 0,
      supplierInvoices: 0,
      supplierPayments: 0,
      payments: 0,
      invoiceRuns: 0,
      matchRuns: 0,
      matched: 0,
      byHand: 0,
      accepted: 0,
      monthsClosed: 0,
      reminders: 0,
      breaches: [],
    },
  };
}

function moveTo(platform: LifePlatform, on: Temporal.PlainDate, time: string): void {
  platform.clock.moveTo(on.toZonedDateTime({ timeZone: ZONE, plainTime: Temporal.PlainTime.from(time) }).toInstant());
}

async function liveDay(life: Life, on: Temporal.PlainDate): Promise<Omit<DayTold, "day" | "of">> {
  const { world, sums, options } = life;
  const before = { claims: sums.claims, payments: sums.payments, breaches: sums.breaches.length };
  await liveMorning(life, on);
  if (world.bank.isBankDay(on)) await liveWorkingDay(life, on);
  sums.payments += life.payers.payDay(on);
  if (world.bank.isBankDay(on)) sums.supplierPayments += life.suppliers.payDay(on);
  life.inbox.deliver(world.bank.closeDay(on));
  moveTo(life.platform, on, "23:30");
  if ((life.first.until(on).days + 1) % options.checkEveryDays === 0) await watchNight(life, on);
  return {
    on: on.toString(),
    claims: sums.claims - before.claims,
    payments: sums.payments - before.payments,
    breaches: sums.breaches.slice(before.breaches),
  };
}

/** 05:00: the night's files are read, before anybody is at work. */
async function liveMorning({ platform, world, inbox, sums }: Life, on: Temporal.PlainDate): Promise<void> {
  moveTo(platform, on, "05:00");
  const since = platform.clock.now().subtract({ hours: 24 });
  await together(world.tenants, async (tenant) => {
    await morning(tenant, inbox, on);
    sums.breaches.push(...(await lookAtDay(tenant, since, on)));
  });
  if (isFilingDay(on.toString())) await fileAgings(world, on);
}

/** The first morning of a month files how the month before ended, as the nightly job does: what trends are drawn from. */
async function fileAgings(world: World, on: Temporal.PlainDate): Promise<void> {
  await together(world.clinics, async ({ platform, context, ledgerId }) => {
    await withTenant(platform, context, (tx) => fileMonthlyAging(tx, { ledgerId, day: on.toString() }));
  });
}

async function liveWorkingDay(life: Life, on: Temporal.PlainDate): Promise<void> {
  const { platform, world, options, journals } = life;
  moveTo(platform, on, "08:30");
  if (options.bookkeepingDays.includes(on.dayOfWeek))
    await together(world.clinics, (clinic) => keepBooks(life, clinic, on));
  for (const clinic of world.clinics) journals.get(clinic)!.receivePatients(on);
  moveTo(platform, on, "16:30");
  const since = platform.clock.now();
  const transfers = options.transferDays.includes(on.dayOfWeek);
  if (workingDayOfMonth(world, on) === 1) await takeBills(life, on);
  if (transfers) await transferClaims(life, on);
  await liveEvening(life, on, transfers);
  if (transfers) await deliverLetters(life, on, since);
  await followUp(life, on);
}

/** The first policy counts for invoices made so many days before it was agreed on. */
const INVOICES_BEHIND = 35;
/** What head office has to press for in the last days stands open when the life ends. */
const LEFT_FOR_THE_READER = 5;

/** 18:30: what is not paid is followed up, once the life has come that far. */
async function followUp(
  { platform, world, options, first, sums, followedUp }: Life,
  on: Temporal.PlainDate,
): Promise<void> {
  const daysLeft = options.days - first.until(on).days;
  if (daysLeft > options.followUpDays) return;
  moveTo(platform, on, "18:30");
  await together(world.tenants, async (tenant) => {
    if (!followedUp.has(tenant)) await agreeOnFollowUp(tenant, on.subtract({ days: INVOICES_BEHIND }));
    followedUp.add(tenant);
    for (const clinic of tenant.clinics) {
      const { taken, forPerson } = await followUpEvening(clinic);
      sums.reminders += taken;
      if (forPerson !== null && daysLeft > LEFT_FOR_THE_READER) await pressFollowUp(clinic, forPerson);
    }
  });
}

async function keepBooks({ payers, sums }: Life, clinic: SimulatedClinic, on: Temporal.PlainDate): Promise<void> {
  const worked = await workThrough(clinic, payers, on);
  sums.matchRuns += worked.proposed;
  sums.matched += worked.applied;
  sums.byHand += worked.byHand;
  sums.accepted += worked.accepted;
}

/** Clinics of one chain follow one another: customers get their numbers in the order they come. */
async function transferClaims({ world, journals, sums }: Life, on: Temporal.PlainDate): Promise<void> {
  await inLanes(
    world.clinics,
    (clinic) => clinic.context.tenantId,
    async (clinic) => {
      const sent = await journals.get(clinic)!.transfer(on);
      sums.claims += sent.claims;
      sums.credits += sent.credits;
      sums.withdrawn += sent.withdrawn;
    },
  );
}

/** The first working day of a month brings the suppliers' invoices. */
async function takeBills({ world, suppliers, sums }: Life, on: Temporal.PlainDate): Promise<void> {
  await inLanes(
    world.clinics,
    (clinic) => clinic.context.tenantId,
    async (clinic) => {
      const taken = await suppliers.bill(clinic, on);
      sums.supplierInvoices += taken;
    },
  );
}

/** A month is closed in the evening of its successor's third working day. */
const MONTH_CLOSES_AFTER = 3;

async function liveEvening(
  { platform, world, first, sums }: Life,
  on: Temporal.PlainDate,
  transfers: boolean,
): Promise<void> {
  moveTo(platform, on, "18:00");
  const workingDay = workingDayOfMonth(world, on);
  await inLanes(
    world.clinics,
    (clinic) => clinic.seriesId,
    async (clinic) => {
      if (transfers && runsTonight(clinic, on) && (await runInvoices(clinic, on))) sums.invoiceRuns += 1;
      if (workingDay === MONTH_CLOSES_AFTER && (await closeMonthBefore(clinic, on, first))) sums.monthsClosed += 1;
    },
  );
}

/** What was invoiced today lies in the letter boxes; each payer decides what to do about it. */
async function deliverLetters(
  { world, payers, sums }: Life,
  on: Temporal.PlainDate,
  since: Temporal.Instant,
): Promise<void> {
  for (const tenant of world.tenants) {
    const letters = await lettersSince(tenant, since);
    const clinics = new Map(tenant.clinics.map((clinic) => [clinic.ledgerId, clinic]));
    for (const letter of letters) payers.receive(clinics.get(letter.ledgerId)!, letter, on);
    sums.invoices += letters.length;
  }
}

/** 06:00: what the evening will do stands open, for everybody to look at, and so do the packs of the month that ended. */
async function lookAtFollowUp({ platform, world, options }: Life, on: Temporal.PlainDate): Promise<void> {
  if (options.followUpDays === 0) return;
  moveTo(platform, on, "06:00");
  await together(world.clinics, prepareEvening);
  await together(world.clinics, async ({ platform: own, context, ledgerId }) => {
    await withTenant(own, context, (tx) => makeMonthPacks(tx, ledgerId));
  });
}

function workingDayOfMonth({ bank }: World, on: Temporal.PlainDate): number {
  let count = 0;
  for (let day = on.with({ day: 1 }); Temporal.PlainDate.compare(day, on) <= 0; day = day.add({ days: 1 }))
    if (bank.isBankDay(day)) count += 1;
  return count;
}

async function watchNight({ world, sums }: Life, on: Temporal.PlainDate): Promise<void> {
  for (const tenant of world.tenants) sums.breaches.push(...(await nightWatch(tenant, on)));
}
