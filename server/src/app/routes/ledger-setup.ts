import * as z from "zod";
import { lastToldDays, listBankAccounts, type BankAccount } from "../../banking/index.ts";
import { DEFAULT_TERM_DAYS } from "../../invoicing/index.ts";
import {
  accountNumbersOpen,
  CHANGEOVER_KINDS,
  CHANGEOVER_STATES,
  changeoverOf,
  closeMonth,
  DEFAULT_AGING_BUCKETS,
  hasBegun,
  isChangedOver,
  isPlanned,
  ledgerById,
  listLedgers,
  monthsOf,
  seriesById,
  type Changeover,
  type Ledger,
  USED_FIRST,
  type Walkthrough,
} from "../../ledger/index.ts";
import { accountRoles, marketPack } from "../../markets/index.ts";
import { limitsOf } from "../../payments/index.ts";
import { amountMinor, day, instant, noContent, ok, route, uuid } from "../../platform/http/index.ts";
import { listClinics, type TenantTransaction } from "../../platform/index.ts";
import { listApiKeys, listUsers } from "../../platform/sign-in/index.ts";
import { mayAlso } from "./fields.ts";

const chapter = "Ledgers";
const params = z.strictObject({ ledgerId: uuid });

const clinic = z.object({ id: uuid, name: z.string(), kind: z.enum(["dental", "veterinary"]), timeZone: z.string() });
const stepNames = [
  "chart",
  "bankAccount",
  "agreement",
  "practiceSystem",
  "people",
  "walkthrough",
  "changeover",
  "active",
  "firstFile",
] as const;
const waitsFor = ["finance", "bank", "practiceSystem", "admin", "clinic"] as const;
const step = z.object({ step: z.enum(stepNames), done: z.boolean(), waitsFor: z.enum(waitsFor) });
const account = z.object({
  id: uuid,
  number: z.string(),
  agreementId: z.string().nullable(),
  recipient: z.string().nullable(),
  kidLengths: z.array(z.int()),
  kidModulus: z.enum(["mod10", "mod11"]).nullable(),
  detailSource: z.enum(["ocrgiro", "camt054", "camt053"]),
  proofSource: z.enum(["camt053", "none"]),
  cutoverOn: day.nullable(),
  /** Null for who may not see what the bank has. */
  openingMinor: amountMinor.nullable(),
  fileExpectedBy: z.string().nullable(),
  closedFromOn: day.nullable(),
  lastToldOn: day.nullable(),
});
const changeover = z.object({
  /** Null where no call is booked. */
  walkthrough: z
    .object({
      at: instant,
      /** The same on the clocks of the ledger's market. */
      on: day,
      time: z.string(),
      minutes: z.int(),
      heldWith: z.string(),
      begunAt: instant.nullable(),
    })
    .nullable(),
  parts: z.array(
    z.object({
      id: uuid,
      kind: z.enum(CHANGEOVER_KINDS),
      name: z.string(),
      state: z.enum(CHANGEOVER_STATES),
      settledAt: instant.nullable(),
    }),
  ),
  /** May the ledger be activated, as far as its changeover goes? */
  ready: z.boolean(),
});
const digits = z.object({ customer: z.int(), series: z.int() });
const setUp = z.object({
  clinic,
  steps: z.array(step),
  changeover,
  series: z.object({
    prefix: z.string(),
    nextNo: amountMinor,
    sharedWith: z.array(z.object({ id: uuid, name: z.string() })),
  }),
  accounts: z.array(z.object({ role: z.enum(accountRoles), code: z.string(), name: z.string() })),
  /** May the accounts' numbers still change? */
  accountNumbersOpen: z.boolean(),
  bankAccounts: z.array(account),
  vatRegistered: z.boolean(),
  /** What the ledger has settled; null is what every ledger starts with. */
  paymentTermDays: z.int().nullable(),
  usedFirst: z.enum(USED_FIRST).nullable(),
  usualTermDays: z.int(),
  remittanceRecipient: z.string().nullable(),
  agingBuckets: z.array(z.int()),
  referenceDigits: digits.nullable(),
  usualReferenceDigits: digits,
  /** How far payers may go alone, every limit of it. */
  selfService: z.object({
    mostDaysToMove: z.int(),
    mostParts: z.int(),
    leastPartMinor: amountMinor,
    disputeDays: z.int(),
    saysPaidDays: z.int(),
  }),
  months: z.array(z.object({ firstOn: day, lastOn: day, closed: z.boolean(), closedAt: instant.nullable() })),
  nextToClose: day.nullable(),
  firstOpenDay: day.nullable(),
});
type Step = z.input<typeof step>;

const todayIn = (tx: TenantTransaction, { market }: Ledger) =>
  tx.platform.clock.today(marketPack(market).zones[0]!).toString();

function isAgreed({ detailSource, agreementId, kidLengths, kidModulus }: BankAccount): boolean {
  return detailSource !== "ocrgiro" || (agreementId !== null && kidLengths.length > 0 && kidModulus !== null);
}

/** May a program that lives send this ledger's claims? */
async function hasPracticeSystem(tx: TenantTransaction, ledgerId: string): Promise<boolean> {
  const ended = (at: Temporal.Instant | null) => at !== null && Temporal.Instant.compare(at, tx.now) <= 0;
  return (await listApiKeys(tx)).some(
    ({ scopes, ledgerIds, revokedAt, expiresAt }) =>
      !ended(revokedAt) &&
      !ended(expiresAt) &&
      scopes.includes("claims:write") &&
      (ledgerIds === null || ledgerIds.includes(ledgerId)),
  );
}

/** Does anybody work at the clinic itself? */
async function hasPeople(tx: TenantTransaction, clinicId: string): Promise<boolean> {
  const users = (await listUsers(tx)).filter((user) => user.lockedAt === null);
  return users.some((user) =>
    user.roles.some(
      ({ role, clinicIds }) => (role === "clinicManager" || role === "reception") && clinicIds?.includes(clinicId),
    ),
  );
}

/** The steps of a changeover, where one is planned. */
function changeoverSteps(of: Changeover): Step[] {
  if (!isPlanned(of)) return [];
  return [
    { step: "walkthrough", done: hasBegun(of), waitsFor: "clinic" },
    { step: "changeover", done: isChangedOver(of), waitsFor: "clinic" },
  ];
}

function showCall({ at, minutes, heldWith, begunAt }: Walkthrough, zone: string) {
  const there = at.toZonedDateTimeISO(zone);
  const time = there.toPlainTime().toString({ smallestUnit: "minute" });
  const on = there.toPlainDate().toString();
  return { at: at.toString(), on, time, minutes, heldWith, begunAt: begunAt?.toString() ?? null };
}

function showChangeover(of: Changeover, { market }: Ledger): z.output<typeof changeover> {
  return {
    walkthrough: of.walkthrough && showCall(of.walkthrough, marketPack(market).zones[0]!),
    parts: of.parts.map((part) => ({ ...part, settledAt: part.settledAt?.toString() ?? null })),
    ready: !isPlanned(of) || isChangedOver(of),
  };
}

/** What has to be in place before a ledger's day runs by itself, in the order it is usually done, and who is waited for (H-08). */
async function stepsOf(
  tx: TenantTransaction,
  ledger: Ledger,
  bankAccounts: readonly BankAccount[],
  told: ReadonlyMap<string, string>,
  moved: Changeover,
): Promise<Step[]> {
  const roles = new Set(ledger.accounts.map(({ role }) => role));
  const chart = marketPack(ledger.market).accounts.every(({ role }) => roles.has(role));
  const system = await hasPracticeSystem(tx, ledger.id);
  const open = bankAccounts.filter(({ closedFromOn }) => closedFromOn === null);
  return [
    { step: "chart", done: chart, waitsFor: "finance" },
    { step: "bankAccount", done: open.length > 0, waitsFor: "finance" },
    { step: "agreement", done: open.length > 0 && open.every(isAgreed), waitsFor: "bank" },
    { step: "practiceSystem", done: system, waitsFor: "practiceSystem" },
    { step: "people", done: await hasPeople(tx, ledger.clinicId), waitsFor: "admin" },
    ...changeoverSteps(moved),
    { step: "active", done: ledger.state === "active", waitsFor: "finance" },
    { step: "firstFile", done: told.size > 0, waitsFor: "bank" },
  ];
}

function showAccount(
  { ledgerId: _ledger, market: _market, currency: _currency, ...shown }: BankAccount,
  told: ReadonlyMap<string, string>,
  withAmounts: boolean,
): z.output<typeof account> {
  const openingMinor = withAmounts ? shown.openingMinor : null;
  return { ...shown, openingMinor, kidLengths: [...shown.kidLengths], lastToldOn: told.get(shown.id) ?? null };
}

async function monthsShown(tx: TenantTransaction, ledger: Ledger) {
  const today = todayIn(tx, ledger);
  const months = await monthsOf(tx, ledger.id, today);
  const open = months.filter((month) => !month.closed).at(-1);
  return {
    months: months.map((month) => ({ ...month, closedAt: month.closedAt?.toString() ?? null })),
    nextToClose: open && open.lastOn < today ? open.firstOn : null,
    firstOpenDay: open?.firstOn ?? null,
  };
}

/** What the ledger has settled for itself, beside what it starts with. */
function settledBy({ settings, market }: Ledger) {
  const {
    vatRegistered = false,
    paymentTermDays = null,
    usedFirst = null,
    remittanceRecipient = null,
    agingBuckets,
  } = settings;
  const { customerDigits: customer, seriesDigits: series } = marketPack(market).references.defaultRule;
  return {
    vatRegistered,
    paymentTermDays,
    usedFirst,
    usualTermDays: DEFAULT_TERM_DAYS,
    remittanceRecipient,
    agingBuckets: [...(agingBuckets ?? DEFAULT_AGING_BUCKETS)],
    referenceDigits: settings.referenceDigits ?? null,
    usualReferenceDigits: { customer, series },
    selfService: limitsOf({ settings }),
  };
}

async function setUpOf(tx: TenantTransaction, ledgerId: string, withAmounts: boolean): Promise<z.output<typeof setUp>> {
  const ledger = await ledgerById(tx, ledgerId);
  const bankAccounts = (await listBankAccounts(tx)).filter((each) => each.ledgerId === ledgerId);
  const told = await lastToldDays(tx, ledgerId);
  const moved = await changeoverOf(tx, ledgerId);
  const { prefix, nextNo } = await seriesById(tx, ledger.seriesId);
  const sharing = (await listLedgers(tx)).filter(({ id, seriesId }) => seriesId === ledger.seriesId && id !== ledgerId);
  return {
    clinic: (await listClinics(tx)).find(({ id }) => id === ledger.clinicId)!,
    steps: await stepsOf(tx, ledger, bankAccounts, told, moved),
    changeover: showChangeover(moved, ledger),
    series: { prefix, nextNo, sharedWith: sharing.map(({ id, name }) => ({ id, name })) },
    accounts: ledger.accounts.map(({ role, code, name }) => ({ role, code, name })),
    bankAccounts: bankAccounts.map((each) => showAccount(each, told, withAmounts)),
    accountNumbersOpen: await accountNumbersOpen(tx, ledger),
    ...settledBy(ledger),
    ...(await monthsShown(tx, ledger)),
  };
}

/** Clinics, and how each ledger is set up: what an administrator and the accountant look at, without amounts. */
export const ledgerSetupRoutes = [
  route({
    method: "GET",
    url: "/api/v1/clinics",
    summary: "The clinics in reach, by name.",
    chapter,
    permission: { action: "ledgers.read", scope: "ledger" },
    schema: { responses: { 200: z.object({ items: z.array(clinic) }) } },
    inTransaction: async (tx) => {
      const reached = new Set((await listLedgers(tx)).map(({ clinicId }) => clinicId));
      const whole = tx.context.ledgers === undefined;
      return ok({ items: (await listClinics(tx)).filter(({ id }) => whole || reached.has(id)) });
    },
  }),
  route({
    method: "GET",
    url: "/api/v1/ledgers/:ledgerId/set-up",
    summary:
      "How a ledger is set up: steps to activation and who is waited for, series, accounts, bank accounts, months.",
    chapter,
    permission: { action: "ledgers.read", scope: "ledger" },
    schema: { params, responses: { 200: setUp } },
    inTransaction: async (tx, call) =>
      ok(await setUpOf(tx, call.params.ledgerId, mayAlso(call, "ledgers.read", "bankFiles.read"))),
  }),
  route({
    method: "POST",
    url: "/api/v1/ledgers/:ledgerId/closed-months",
    summary: "Closes the oldest open month for good: nothing is booked in it any more. A second time changes nothing.",
    chapter,
    permission: { action: "periods.close", scope: "ledger" },
    schema: { params, body: z.strictObject({ firstOn: day }), responses: { 204: null } },
    inTransaction: async (tx, { params: { ledgerId }, body }) => {
      await closeMonth(tx, ledgerId, body.firstOn, todayIn(tx, await ledgerById(tx, ledgerId)));
      return noContent();
    },
  }),
];
