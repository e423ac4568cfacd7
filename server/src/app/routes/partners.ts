import * as z from "zod";
import { agencyAgreements } from "../../collections/index.ts";
import { listLedgers, type Ledger } from "../../ledger/index.ts";
import {
  clearingRole,
  listAgreements,
  missingSecrets,
  PAYMENT_JANITOR,
  PAYMENT_ROUND,
  payoutTerms,
  setPayoutTerms,
  shownSecrets,
  ways,
  type Agreement,
  type TermsInForce,
} from "../../payments/index.ts";
import { amountMinor, day, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { enqueueOnce, lastJobs, listSchedules, refuse, type TenantTransaction } from "../../platform/index.ts";
import { lastEvents } from "../../platform/webhooks/index.ts";
import { partnerMoney, type PartnerMoney } from "../../reports/index.ts";
import { AGENCY_ROUND, AGENCY_STATUSES } from "../commands/agency.ts";
import { windowOf } from "../service-window.ts";
import { count, moment } from "./fields.ts";

/** The partners behind the ledgers (H-07): who they are, whether they are heard, whether they pay as promised, and what they cost. */

const chapter = "Partners";

const payout = z.object({
  /** Bank days; null where nothing is promised. */
  promisedBankDays: z.int().nullable(),
  /** What was agreed apart from what is usual with the partner; null where nothing was. */
  agreedBankDays: z.int().nullable(),
  onTheWayMinor: amountMinor,
  oldestOn: day.nullable(),
  /** What should have come; null without a promise. */
  lateMinor: amountMinor.nullable(),
  /** Paid out beyond what our books say it took. */
  aheadMinor: amountMinor,
  /** In the last 90 days, with what the partner kept of it. */
  paidMinor: amountMinor,
  inTimeMinor: amountMinor.nullable(),
  /** Bank days within which half of the money came. */
  medianBankDays: z.int().nullable(),
  longestBankDays: z.int().nullable(),
});

const price = z.object({ feeMinor: amountMinor, basisPoints: z.int(), orgNo: z.string() });
const fees = z.object({
  month: day,
  payments: count,
  takenMinor: amountMinor,
  /** By the price, without VAT. */
  expectedMinor: amountMinor,
  /** Of all the partner's agreements with the ledger. */
  owedMinor: amountMinor,
  /** Null while no invoice of the month has come. */
  invoicedMinor: amountMinor.nullable(),
});

const partner = z.object({
  /** Null for the collection agency. */
  agreementId: uuid.nullable(),
  ledgerId: uuid,
  ledgerName: z.string(),
  currency: z.string(),
  way: z.enum([...ways, "agency"]),
  partner: z.string(),
  /** What the partner does: passes money on, finances the payer and bears the loss, collects for the clinic. */
  level: z.enum(["passesOn", "finances", "collects"]),
  state: z.enum(["draft", "active", "paused"]),
  /** Names of secrets that are not there. */
  missing: z.array(z.string()),
  /** When the newest secret was given. */
  secretSince: moment.nullable(),
  /** When the partner last told of something by itself. */
  heardAt: moment.nullable(),
  askedAt: moment.nullable(),
  nextAt: moment.nullable(),
  payout: payout.nullable(),
  price: price.nullable(),
  fees: fees.nullable(),
});
type Shown = z.output<typeof partner>;

const latest = (moments: readonly Temporal.Instant[]) =>
  moments.toSorted((one, other) => Temporal.Instant.compare(one, other)).at(-1) ?? null;

/** What is asked by a job for all partners of a kind: when it was last done, and when it is next. */
type Asking = { readonly askedAt: Temporal.Instant | null; readonly nextAt: Temporal.Instant | null };

async function asking(tx: TenantTransaction, schedule: string, ...kinds: string[]): Promise<Asking> {
  const done = (await lastJobs(tx)).flatMap(({ kind, doneAt }) => (doneAt && kinds.includes(kind) ? [doneAt] : []));
  const next = (await listSchedules(tx)).find(({ name }) => name === schedule);
  return { askedAt: latest(done), nextAt: next?.nextAt ?? null };
}

function moneyOf(
  money: PartnerMoney | undefined,
  terms: TermsInForce | undefined,
): Pick<Shown, "payout" | "fees" | "price"> {
  if (!money || !terms) return { payout: null, fees: null, price: null };
  const { oldestOn, ...rest } = money.payout;
  const { promisedBankDays, payoutBankDays: agreedBankDays, price: agreed } = terms;
  return {
    payout: { ...rest, oldestOn: oldestOn?.toString() ?? null, promisedBankDays, agreedBankDays },
    price: agreed,
    fees: money.fees,
  };
}

type Ledgers = ReadonlyMap<string, Ledger>;

function shownLedger(ledgers: Ledgers, ledgerId: string): Pick<Shown, "ledgerId" | "ledgerName" | "currency"> {
  const { name, currency } = ledgers.get(ledgerId)!;
  return { ledgerId, ledgerName: name, currency };
}

async function moneyByAgreement(tx: TenantTransaction, agreements: readonly Agreement[], ledgers: Ledgers) {
  const terms = await payoutTerms(tx, agreements);
  const money = await partnerMoney(
    tx,
    agreements.map(({ id, ledgerId, way }) => ({
      agreementId: id,
      ledgerId,
      market: ledgers.get(ledgerId)!.market,
      role: clearingRole(way),
      promisedBankDays: terms.get(id)!.promisedBankDays,
      price: terms.get(id)!.price,
    })),
  );
  return (id: string) => moneyOf(money.get(id), terms.get(id));
}

async function payers(tx: TenantTransaction, ledgers: Ledgers): Promise<Shown[]> {
  const agreements = (await listAgreements(tx)).filter(({ ledgerId }) => ledgers.has(ledgerId));
  const secrets = await shownSecrets(tx, agreements);
  const heard = await lastEvents(tx);
  const asked = await asking(tx, PAYMENT_ROUND, PAYMENT_ROUND, PAYMENT_JANITOR);
  const money = await moneyByAgreement(tx, agreements, ledgers);
  return agreements.map(({ id, ledgerId, way, partner: name, state }) => {
    const own = secrets.get(id) ?? [];
    return {
      ...{ agreementId: id, ...shownLedger(ledgers, ledgerId), way, partner: name, state },
      level: way === "partPayment" ? "finances" : "passesOn",
      missing: missingSecrets({ way }, own),
      secretSince: latest(own.map(({ madeAt }) => madeAt)),
      heardAt: heard.get(id) ?? null,
      ...asked,
      ...money(id),
    };
  });
}

async function agencies(tx: TenantTransaction, ledgers: Ledgers): Promise<Shown[]> {
  const { nextAt } = await asking(tx, AGENCY_ROUND);
  return (await agencyAgreements(tx))
    .filter(({ ledgerId }) => ledgers.has(ledgerId))
    .map(({ ledgerId, agency, state, secretSealed, polledAt, madeAt }) => ({
      ...{ agreementId: null, ...shownLedger(ledgers, ledgerId), way: "agency", partner: agency, state },
      level: "collects",
      missing: secretSealed === null ? ["agencyKey"] : [],
      secretSince: secretSealed === null ? null : madeAt,
      heardAt: null,
      askedAt: polledAt,
      nextAt,
      ...{ payout: null, price: null, fees: null },
    }));
}

/** What asks partners of a kind, by the job that does. */
const ASKS = { payments: PAYMENT_JANITOR, agency: AGENCY_STATUSES } as const;
const REST_SECONDS = 60;

/** Asks partners now, at most once a minute; two who ask at once are one. Throws PARTNERS_IN_WINDOW, PARTNER_ASKED_ALREADY. */
async function refresh(tx: TenantTransaction, of: keyof typeof ASKS): Promise<void> {
  const { standing, to, zone } = await windowOf(tx);
  if (standing === "open")
    throw refuse("PARTNERS_IN_WINDOW", { until: to.toZonedDateTimeISO(zone).toPlainTime().toString().slice(0, 5) });
  const last = (await lastJobs(tx)).find(({ kind }) => kind === ASKS[of]);
  const endedAt = last?.doneAt ?? last?.failedAt;
  if (endedAt && endedAt.until(tx.now).total("seconds") < REST_SECONDS) throw refuse("PARTNER_ASKED_ALREADY");
  await enqueueOnce(tx, ASKS[of]);
}

export const partnerRoutes = [
  route({
    method: "GET",
    url: "/api/v1/partners",
    summary:
      "The partners behind each ledger: agreement, credentials, when they were last heard and asked, pay-outs against their promise over 90 days, and the last month's fees against their invoices.",
    chapter,
    permission: { action: "partners.read", scope: "ledger" },
    schema: { responses: { 200: z.object({ items: z.array(partner) }) } },
    inTransaction: async (tx) => {
      const ledgers = new Map((await listLedgers(tx)).map((ledger) => [ledger.id, ledger]));
      return ok({ items: [...(await payers(tx, ledgers)), ...(await agencies(tx, ledgers))] });
    },
  }),
  route({
    method: "PUT",
    url: "/api/v1/agreements/:agreementId/payout-terms",
    summary:
      "What a partner promises and asks for: bank days until its money is there (null is what is usual), and its price for each payment with the number on its invoices.",
    chapter,
    permission: { action: "agreements.manage", scope: "ledger", fresh: true },
    schema: {
      params: z.strictObject({ agreementId: uuid }),
      body: z.strictObject({
        payoutBankDays: z.int().min(0).max(30).nullable(),
        price: z
          .strictObject({
            feeMinor: amountMinor.refine((minor) => minor >= 0n && minor <= 100_000n),
            basisPoints: z.int().min(0).max(2_000),
            orgNo: z.string().regex(/^[0-9A-Z-]{5,20}$/),
          })
          .nullable(),
      }),
      responses: { 204: null },
    },
    inTransaction: async (tx, { params, body }) => {
      await setPayoutTerms(tx, params.agreementId, body);
      return noContent();
    },
  }),
  route({
    method: "POST",
    url: "/api/v1/partner-refreshes",
    summary:
      "Asks partners now, at most once a minute: `payments` about what is under way, `agency` for the statuses of cases. In the service window nobody is asked.",
    chapter,
    permission: { action: "jobs.run", scope: "tenant" },
    schema: { body: z.strictObject({ of: z.enum(["payments", "agency"]) }), responses: { 204: null } },
    inTransaction: async (tx, { body }) => {
      await refresh(tx, body.of);
      return noContent();
    },
  }),
];
