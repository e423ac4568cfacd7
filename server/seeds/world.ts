import { createBank, type Bank, type BankAccount, type Rule } from "@kvitt/simulator-bank";
import { addBankAccount } from "../src/banking/index.ts";
import { setSender } from "../src/delivery/index.ts";
import { changeIssuer } from "../src/invoicing/index.ts";
import { activateLedger, createLedger, createSeries } from "../src/ledger/index.ts";
import { marketPack } from "../src/markets/index.ts";
import {
  createClinic,
  createIds,
  createTenant,
  ensureSchedule,
  seededPool,
  systemContext,
  withTenant,
  type Context,
  type MovableClock,
  type Platform,
  type TenantTransaction,
} from "../src/platform/index.ts";
import { accountNumber, organisationNumber } from "./numbers.ts";
import { messageSenderOf, senderOf } from "./senders.ts";

/** The clinics of the simulated life and the bank they share. */

export const ZONE = "Europe/Oslo";

/** A platform whose clock the life moves. */
export type LifePlatform = Platform & { readonly clock: MovableClock };

/** Who gives an invoice its number and KID: the practice system, or Kvitt in a run of the same evening or of the week. */
export type Numbering = "journal" | "evening" | "weekly";

export type SimulatedClinic = {
  /** Running number over the whole world; all the clinic's luck is drawn by it. */
  readonly number: number;
  readonly seed: number;
  readonly name: string;
  readonly place: string;
  readonly kind: "dental" | "veterinary";
  readonly numbering: Numbering;
  readonly context: Context;
  /** Makes ids from a stream of this clinic's own, so that clinics can be worked side by side and the history is the same. */
  readonly platform: LifePlatform;
  readonly ledgerId: string;
  /** Clinics that share a series take its numbers one after the other. */
  readonly seriesId: string;
  readonly account: string;
  /** Payments without a valid KID are refused at the payer's bank. */
  readonly compulsoryKid: boolean;
  readonly firstPatientNo: number;
};

/** A chain or an independent clinic. */
export type SimulatedTenant = {
  readonly name: string;
  readonly context: Context;
  readonly platform: LifePlatform;
  readonly recipient: string;
  readonly clinics: readonly SimulatedClinic[];
};

export type World = {
  readonly tenants: readonly SimulatedTenant[];
  readonly clinics: readonly SimulatedClinic[];
  readonly bank: Bank;
};

const PLACES = [
  "Solvikbukta",
  "Bjørkhavn",
  "Granholmen",
  "Måkeneset",
  "Furulunden",
  "Tindvågen",
  "Heggdalen",
  "Ospeviken",
  "Klokkerneset",
  "Seljestranda",
];

type Plan = Pick<SimulatedClinic, "kind" | "numbering"> & { readonly series: "own" | "shared" };

/** How the clinics of a chain differ: two share a number series, two have practice systems that number for themselves. */
const CHAIN: readonly Plan[] = [
  { kind: "dental", numbering: "evening", series: "shared" },
  { kind: "veterinary", numbering: "evening", series: "shared" },
  { kind: "dental", numbering: "journal", series: "own" },
  { kind: "dental", numbering: "weekly", series: "own" },
  { kind: "veterinary", numbering: "journal", series: "own" },
];
const INDEPENDENT: Plan = { kind: "dental", numbering: "journal", series: "own" };

/** Our own numbers begin here in a series that a practice system also uses: split custody makes more invoices than it numbered. */
const BESIDE_JOURNAL = 900_001n;

export type WorldOptions = {
  readonly clinics: number;
  readonly seed: number;
  readonly from: Temporal.PlainDate;
  readonly rules: readonly Rule[];
};

/** Founds the world: from three clinics on, the last one is independent and the others are a chain. */
export async function foundWorld(platform: LifePlatform, options: WorldOptions): Promise<World> {
  const chained = options.clinics >= 3 ? options.clinics - 1 : options.clinics;
  const tenants = [
    await foundTenant(platform, options, {
      name: "Smilbris Klinikkene",
      recipient: "00910001",
      first: 0,
      plans: chainPlans(chained),
    }),
  ];
  if (chained < options.clinics) {
    const name = `${placeOf(chained)} Tannlegekontor`;
    tenants.push(
      await foundTenant(platform, options, { name, recipient: "00910002", first: chained, plans: [INDEPENDENT] }),
    );
  }
  const clinics = tenants.flatMap((tenant) => tenant.clinics);
  const accounts = tenants.flatMap((tenant) => tenant.clinics.map((clinic) => bankSide(clinic, tenant.recipient)));
  const prices = { outgoingMinor: 250n, detailMinor: 150n, monthlyMinor: 12_500n };
  const bank = createBank({
    accounts,
    startOn: options.from,
    seed: options.seed,
    rules: options.rules,
    prices,
    deliveryTimes: ["17:30"],
  });
  return { tenants, clinics, bank };
}

const chainPlans = (count: number): Plan[] => Array.from({ length: count }, (_, at) => CHAIN[at % CHAIN.length]!);

type TenantPlan = {
  readonly name: string;
  readonly recipient: string;
  readonly first: number;
  readonly plans: readonly Plan[];
};

/** The platform with ids from a seeded stream of its own. */
function withOwnIds(platform: LifePlatform, seed: number, stream: number): LifePlatform {
  return {
    ...platform,
    ids: createIds(() => platform.clock.now().epochMilliseconds, seededPool(seed * 1_000 + stream)),
  };
}

async function foundTenant(given: LifePlatform, options: WorldOptions, plan: TenantPlan): Promise<SimulatedTenant> {
  const platform = withOwnIds(given, options.seed, 500 + plan.first);
  const { id } = await createTenant(platform, { name: plan.name, market: "NO" });
  const context = systemContext(id, "simulation");
  return withTenant(platform, context, async (tx) => {
    const sharedSeries = plan.plans.length > 1 ? await createSeries(tx, { prefix: "", nextNo: 1n }) : undefined;
    const clinics: SimulatedClinic[] = [];
    for (const [at, each] of plan.plans.entries()) {
      const seriesId =
        each.series === "shared" && sharedSeries
          ? sharedSeries
          : await createSeries(tx, { prefix: "", nextNo: each.numbering === "journal" ? BESIDE_JOURNAL : 1n });
      clinics.push(
        await foundClinic(tx, options, { ...plan, ...each, context, platform, seriesId, number: plan.first + at }),
      );
    }
    await ensureSchedule(tx, { name: "bank.fetch", localTime: "05:00", zone: ZONE });
    return { name: plan.name, context, platform, recipient: plan.recipient, clinics };
  });
}

type ClinicPlan = Omit<Plan, "series"> & {
  readonly name: string;
  readonly recipient: string;
  readonly context: Context;
  readonly platform: LifePlatform;
  readonly seriesId: string;
  readonly number: number;
};

async function foundClinic(
  tx: TenantTransaction,
  { seed, from }: WorldOptions,
  plan: ClinicPlan,
): Promise<SimulatedClinic> {
  const { number, kind, numbering, context } = plan;
  const place = placeOf(number);
  const name = clinicName(plan);
  const { id: clinicId } = await createClinic(tx, { name, kind, timeZone: ZONE });
  const pack = marketPack("NO");
  const ledgerId = await createLedger(tx, {
    clinicId,
    name: `${name} AS`,
    orgNo: organisationNumber(number),
    market: "NO",
    currency: "NOK",
    seriesId: plan.seriesId,
    settings: { vatRegistered: kind === "veterinary", paymentTermDays: 14, sendingPrices: SENDING_PRICES },
    accounts: pack.accounts.map((account) => ({
      code: account.code,
      role: account.role,
      name: account.name.nb ?? account.role,
    })),
  });
  await changeIssuer(tx, ledgerId, senderOf({ number, name, place, kind }));
  await setSender(tx, ledgerId, messageSenderOf({ number, name, place, kind }));
  await activateLedger(tx, ledgerId, from.toString());
  const account = accountNumber(number + 1);
  await addBankAccount(tx, {
    ledgerId,
    market: "NO",
    number: account,
    agreementId: agreementOf(number),
    recipient: plan.recipient,
    kidLengths: [13],
    kidModulus: "mod10",
    detailSource: "ocrgiro",
    proofSource: "camt053",
    openingMinor: OPENING_MINOR,
    fileExpectedBy: "07:00",
  });
  const platform = withOwnIds(plan.platform, seed, number + 1);
  return {
    number,
    seed,
    name,
    place,
    kind,
    numbering,
    context,
    platform,
    ledgerId,
    seriesId: plan.seriesId,
    account,
    compulsoryKid: number % 3 === 2,
    firstPatientNo: 100_000 + number * 8_000,
  };
}

/** What the clinics' agreements say that messages and letters cost, in øre. */
const SENDING_PRICES = { sms: "49", email: "0", paper: "2190", efaktura: "350", ehf: "350" };

/** What stood on each account before the life began. */
export const OPENING_MINOR = 25_000_000n;

function placeOf(number: number): string {
  const turn = Math.floor(number / PLACES.length);
  return `${PLACES[number % PLACES.length]!}${turn === 0 ? "" : ` ${turn + 1}`}`;
}

function clinicName({ name, kind, number }: Pick<ClinicPlan, "name" | "kind" | "number">): string {
  if (!name.startsWith("Smilbris")) return name;
  return `Smilbris ${kind === "dental" ? "Tannklinikk" : "Dyreklinikk"} ${placeOf(number)}`;
}

const agreementOf = (number: number): string => String(9_100_000 + number).padStart(9, "0");

function bankSide(clinic: SimulatedClinic, recipient: string): BankAccount {
  const ocrAgreement = {
    id: agreementOf(clinic.number),
    recipient,
    kidLengths: [13],
    modulus: 10,
    compulsoryKid: clinic.compulsoryKid,
  } as const;
  return { number: clinic.account, ownerName: `${clinic.name} AS`, openingMinor: OPENING_MINOR, ocrAgreement };
}
